/* sheet_maker.h -- small workbooks made in memory, for tests and fuzzing. */
#ifndef HAT_TESTS_SHEET_MAKER_H
#define HAT_TESTS_SHEET_MAKER_H

#include <stdio.h>

#include "unit/zip_maker.h"

#define S_NS "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
#define R_NS "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define SHEET_TYPES                                                                                \
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"               \
    "<Default Extension=\"rels\" "                                                                 \
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"                   \
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"                                 \
    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-"        \
    "officedocument.spreadsheetml.sheet.main+xml\"/></Types>"

/* A workbook of at most three sheets; NULL where there is none. */
struct xlsx_parts {
    const char *workbook; /* attributes and elements before <sheets> */
    const char *sheets;   /* <sheet> elements; NULL: one, "Парақ" */
    const char *rows[3];  /* what is between <sheetData> and its end */
    const char *after[3]; /* behind <sheetData> */
    const char *strings;  /* <si> elements */
    const char *styles;   /* what is in <styleSheet> */
    const char *links;    /* relationships of the first sheet */
};

static inline void put_part(struct zip_maker *zip, const char *name, const struct hat_buf *text)
{
    zip_put(zip, hat_str_from(name), (struct hat_str){text->data, text->len});
}

static inline const char *or_empty(const char *text)
{
    return text != NULL ? text : "";
}

static inline void put_sheet(struct zip_maker *zip, const struct xlsx_parts *parts, int index)
{
    char name[40];
    struct hat_buf text = {0};
    snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", index + 1);
    hat_buf_printf(&text, "<worksheet " S_NS R_NS "><sheetData>");
    hat_buf_printf(&text, "%s</sheetData>", parts->rows[index]);
    hat_buf_printf(&text, "%s</worksheet>", or_empty(parts->after[index]));
    put_part(zip, name, &text);
    hat_buf_fini(&text);
}

static inline struct hat_buf make_xlsx(const struct xlsx_parts *parts)
{
    struct zip_maker zip = {0};
    struct hat_buf text = {0}, links = {0};
    zip_put(&zip, HAT_STR("[Content_Types].xml"), HAT_STR(SHEET_TYPES));
    zip_put(&zip, HAT_STR("_rels/.rels"),
            HAT_STR(RELATIONSHIPS(RELATIONSHIP("rId1", "officeDocument", "xl/workbook.xml"))));
    hat_buf_printf(&text, "<workbook " S_NS R_NS ">%s<sheets>%s</sheets></workbook>",
                   or_empty(parts->workbook),
                   parts->sheets != NULL ? parts->sheets
                                         : "<sheet name=\"Парақ\" sheetId=\"1\" r:id=\"rId1\"/>");
    put_part(&zip, "xl/workbook.xml", &text);
    hat_buf_printf(&links, "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                           "relationships\">");
    for (int i = 0; i < 3; i++) {
        if (parts->rows[i] != NULL) {
            put_sheet(&zip, parts, i);
            hat_buf_printf(&links,
                           "<Relationship Id=\"rId%d\" Type=\"http://schemas.openxmlformats.org/"
                           "officeDocument/2006/relationships/worksheet\" "
                           "Target=\"worksheets/sheet%d.xml\"/>",
                           i + 1, i + 1);
        }
    }
    if (parts->strings != NULL) {
        text.len = 0;
        hat_buf_printf(&text, "<sst " S_NS ">%s</sst>", parts->strings);
        put_part(&zip, "xl/sharedStrings.xml", &text);
        hat_buf_printf(&links, RELATIONSHIP("rId8", "sharedStrings", "sharedStrings.xml"));
    }
    if (parts->styles != NULL) {
        text.len = 0;
        hat_buf_printf(&text, "<styleSheet " S_NS ">%s</styleSheet>", parts->styles);
        put_part(&zip, "xl/styles.xml", &text);
        hat_buf_printf(&links, RELATIONSHIP("rId9", "styles", "styles.xml"));
    }
    hat_buf_printf(&links, "</Relationships>");
    put_part(&zip, "xl/_rels/workbook.xml.rels", &links);
    if (parts->links != NULL) {
        text.len = 0;
        hat_buf_printf(&text,
                       "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                       "relationships\">%s</Relationships>",
                       parts->links);
        put_part(&zip, "xl/worksheets/_rels/sheet1.xml.rels", &text);
    }
    hat_buf_fini(&text);
    hat_buf_fini(&links);
    return zip_take(&zip);
}

#define ODS_NAMES                                                                                  \
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "                           \
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "                             \
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "                               \
    "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "                             \
    "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "                            \
    "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "                                                \
    "xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\""

/* `styles`: in automatic-styles; `tables`: in office:spreadsheet. */
static inline struct hat_buf make_ods(const char *styles, const char *tables)
{
    struct zip_maker zip = {0};
    struct hat_buf text = {0};
    zip_put(&zip, HAT_STR("mimetype"), HAT_STR("application/vnd.oasis.opendocument.spreadsheet"));
    zip_put(&zip, HAT_STR("META-INF/manifest.xml"), HAT_STR(MANIFEST("")));
    hat_buf_printf(&text, "<office:document-content " ODS_NAMES "><office:automatic-styles>");
    hat_buf_printf(&text, "%s</office:automatic-styles><office:body><office:spreadsheet>", styles);
    hat_buf_printf(&text, "%s</office:spreadsheet></office:body></office:document-content>",
                   tables);
    put_part(&zip, "content.xml", &text);
    hat_buf_fini(&text);
    return zip_take(&zip);
}

#endif
