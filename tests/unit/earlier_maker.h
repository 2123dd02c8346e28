/* earlier_maker.h -- small earlier letters made in memory, for tests and fuzzing. */
#ifndef HAT_TESTS_EARLIER_MAKER_H
#define HAT_TESTS_EARLIER_MAKER_H

#include "unit/sheet_maker.h"

#define LETTER_W                                                                                   \
    "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' "                      \
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' " R_NS

/* `body`: what is between <w:body> and its end; `links`: relationships of the document; `styles`:
 * of the part that they call styles.xml. */
static inline struct hat_buf make_docx_letter(const char *body, const char *links,
                                              const char *styles)
{
    struct zip_maker zip = {0};
    struct hat_buf text = {0};
    zip_put(&zip, HAT_STR("[Content_Types].xml"), HAT_STR(CONTENT_TYPES));
    zip_put(&zip, HAT_STR("_rels/.rels"),
            HAT_STR(RELATIONSHIPS(RELATIONSHIP("rId1", "officeDocument", "word/document.xml"))));
    hat_buf_printf(&text, "<w:document " LETTER_W "><w:body>%s</w:body></w:document>", body);
    put_part(&zip, "word/document.xml", &text);
    text.len = 0;
    hat_buf_printf(&text,
                   "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"
                   "relationships'>%s</Relationships>",
                   links);
    put_part(&zip, "word/_rels/document.xml.rels", &text);
    text.len = 0;
    hat_buf_printf(&text, "<w:styles " LETTER_W ">%s</w:styles>", styles);
    put_part(&zip, "word/styles.xml", &text);
    hat_buf_fini(&text);
    return zip_take(&zip);
}

/* `named`: in office:styles; `styles`: in automatic-styles; `body`: in office:text. */
static inline struct hat_buf make_odt_letter(const char *named, const char *styles,
                                             const char *body)
{
    struct zip_maker zip = {0};
    struct hat_buf text = {0};
    zip_put(&zip, HAT_STR("mimetype"), HAT_STR(ODT_TYPE));
    zip_put(&zip, HAT_STR("META-INF/manifest.xml"), HAT_STR(MANIFEST("")));
    hat_buf_printf(&text,
                   "<office:document-styles " ODS_NAMES
                   "><office:styles>%s</office:styles></office:document-styles>",
                   named);
    put_part(&zip, "styles.xml", &text);
    text.len = 0;
    hat_buf_printf(&text, "<office:document-content " ODS_NAMES "><office:automatic-styles>");
    hat_buf_printf(&text, "%s</office:automatic-styles><office:body><office:text>", styles);
    hat_buf_printf(&text, "%s</office:text></office:body></office:document-content>", body);
    put_part(&zip, "content.xml", &text);
    hat_buf_fini(&text);
    return zip_take(&zip);
}

#endif
