/* template_kit.h -- for tests of the template language: documents written as plain lines become
 * DOCX and ODT packages in memory, and merged documents become such lines again.
 *
 *     text **bold** rest      a paragraph with a bold run
 *     {{na¦me}}               a border of runs (with a spelling mark, a bookmark in DOCX)
 *     a→b↵c                   a tab, a line break
 *     [text](address)         a link
 *     - text                  a list item
 *     || a || b ⏎ c ||        a table row; the second cell has two paragraphs
 *     ||= a || b ||           a header row
 *     [[ a ⏎ b ]]             a paragraph with a text box that has two paragraphs
 *     ^ text   _ text         page header, page footer
 *     @title text             the document's title
 */
#ifndef HAT_TESTS_TEMPLATE_KIT_H
#define HAT_TESTS_TEMPLATE_KIT_H

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "data/data.h"
#include "language/messages.h"
#include "template/template.h"
#include "xml/xml.h"

/* ---- a ZIP container with stored entries ---- */

struct kit_zip {
    struct hat_buf bytes, directory;
    unsigned count;
};

static inline uint32_t kit_crc(struct hat_str text)
{
    uint32_t crc = 0xFFFFFFFFu;
    for (size_t i = 0; i < text.len; i++) {
        crc ^= (unsigned char)text.ptr[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1u)));
        }
    }
    return ~crc;
}

static inline void kit_put(struct hat_buf *buf, uint32_t number, int size)
{
    for (int i = 0; i < size; i++) {
        char byte = (char)(number >> (8 * i) & 0xFFu);
        hat_buf_put(buf, &byte, 1);
    }
}

/* The fields that a local header and a directory entry share. */
static inline void kit_zip_fields(struct hat_buf *buf, struct hat_str name, struct hat_str content)
{
    kit_put(buf, 20, 2);     /* version needed */
    kit_put(buf, 0x0800, 2); /* names are UTF-8 */
    kit_put(buf, 0, 2);      /* stored */
    kit_put(buf, 0x00210000, 4);
    kit_put(buf, kit_crc(content), 4);
    kit_put(buf, (uint32_t)content.len, 4);
    kit_put(buf, (uint32_t)content.len, 4);
    kit_put(buf, (uint32_t)name.len, 2);
    kit_put(buf, 0, 2);
}

static inline void kit_zip_add(struct kit_zip *zip, const char *file, struct hat_str content)
{
    struct hat_str name = hat_str_from(file);
    uint32_t offset = (uint32_t)zip->bytes.len;
    kit_put(&zip->bytes, 0x04034b50, 4);
    kit_zip_fields(&zip->bytes, name, content);
    hat_buf_put(&zip->bytes, name.ptr, name.len);
    hat_buf_put(&zip->bytes, content.ptr, content.len);
    kit_put(&zip->directory, 0x02014b50, 4);
    kit_put(&zip->directory, 20, 2);
    kit_zip_fields(&zip->directory, name, content);
    kit_put(&zip->directory, 0, 2); /* comment */
    kit_put(&zip->directory, 0, 4); /* disk, internal attributes */
    kit_put(&zip->directory, 0, 4);
    kit_put(&zip->directory, offset, 4);
    hat_buf_put(&zip->directory, name.ptr, name.len);
    zip->count++;
}

static inline void kit_zip_finish(struct kit_zip *zip)
{
    uint32_t at = (uint32_t)zip->bytes.len;
    hat_buf_put(&zip->bytes, zip->directory.data, zip->directory.len);
    kit_put(&zip->bytes, 0x06054b50, 4);
    kit_put(&zip->bytes, 0, 4);
    kit_put(&zip->bytes, zip->count, 2);
    kit_put(&zip->bytes, zip->count, 2);
    kit_put(&zip->bytes, (uint32_t)zip->directory.len, 4);
    kit_put(&zip->bytes, at, 4);
    kit_put(&zip->bytes, 0, 2);
    hat_buf_fini(&zip->directory);
}

/* ---- lines to XML ---- */

struct kit_doc {
    bool odt;
    struct hat_buf body, header, footer, title, links; /* links: relationships of the body */
    unsigned link_count, border_count;
};

#define KIT_PUTS(buf, text) hat_buf_put(buf, text, strlen(text))

struct kit_inline {
    struct kit_doc *doc;
    struct hat_buf *out;
    bool bold, open; /* a run is open */
};

static inline void kit_close_run(struct kit_inline *in)
{
    if (in->open) {
        KIT_PUTS(in->out, in->doc->odt ? "</text:span>" : "</w:t></w:r>");
        in->open = false;
    }
}

static inline void kit_open_run(struct kit_inline *in)
{
    if (!in->open) {
        if (in->doc->odt) {
            KIT_PUTS(in->out, in->bold ? "<text:span text:style-name=\"B\">"
                                       : "<text:span text:style-name=\"N\">");
        } else {
            KIT_PUTS(in->out, in->bold ? "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">"
                                       : "<w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">");
        }
        in->open = true;
    }
}

/* A border of runs, with what editors leave there. */
static inline void kit_border(struct kit_inline *in)
{
    unsigned number = in->doc->border_count++;
    char name[16] = "b";
    if (number > 0) {
        snprintf(name, sizeof name, "b%u", number);
    }
    kit_close_run(in);
    if (in->doc->odt) {
        hat_buf_printf(in->out, "<text:bookmark text:name=\"%s\"/>", name);
    } else {
        hat_buf_printf(in->out,
                       "<w:proofErr w:type=\"spellStart\"/><w:bookmarkStart w:id=\"%u\" "
                       "w:name=\"%s\"/><w:bookmarkEnd w:id=\"%u\"/>",
                       number, name, number);
    }
}

static inline bool kit_take(struct hat_str *text, const char *mark)
{
    if (!hat_str_starts(*text, mark)) {
        return false;
    }
    text->ptr += strlen(mark);
    text->len -= strlen(mark);
    return true;
}

static inline void kit_link_begin(struct kit_inline *in, struct hat_str address)
{
    kit_close_run(in);
    if (in->doc->odt) {
        KIT_PUTS(in->out, "<text:a xlink:type=\"simple\" xlink:href=\"");
        hat_xml_put_attribute_value(in->out, address);
        KIT_PUTS(in->out, "\">");
        return;
    }
    in->doc->link_count++;
    hat_buf_printf(&in->doc->links,
                   "<Relationship Id=\"rIdL%u\" Type=\"http://schemas."
                   "openxmlformats.org/officeDocument/2006/relationships/hyperlink\" Target=\"",
                   in->doc->link_count);
    hat_xml_put_attribute_value(&in->doc->links, address);
    KIT_PUTS(&in->doc->links, "\" TargetMode=\"External\"/>");
    hat_buf_printf(in->out, "<w:hyperlink r:id=\"rIdL%u\">", in->doc->link_count);
}

/* [text](address): gives the address when the text begins with a link. */
static inline bool kit_link(struct hat_str text, struct hat_str *address)
{
    const char *close = text.len > 0 && text.ptr[0] == '[' ? memchr(text.ptr, ']', text.len) : NULL;
    size_t rest = close != NULL ? text.len - (size_t)(close - text.ptr) : 0;
    const char *end = rest > 2 && close[1] == '(' ? memchr(close, ')', rest) : NULL;
    if (end == NULL) {
        return false;
    }
    *address = (struct hat_str){close + 2, (size_t)(end - close) - 2};
    return true;
}

static inline void kit_special(struct kit_inline *in, const char *docx, const char *odt)
{
    kit_open_run(in);
    if (in->doc->odt) {
        KIT_PUTS(in->out, odt);
    } else {
        hat_buf_printf(in->out, "</w:t>%s<w:t xml:space=\"preserve\">", docx);
    }
}

static inline void kit_text(struct kit_doc *doc, struct hat_buf *out, struct hat_str text)
{
    struct kit_inline in = {.doc = doc, .out = out};
    struct hat_str address, link_rest = {0};
    bool space = true; /* ODT: another space would collapse */
    while (text.len > 0) {
        if (link_rest.ptr != NULL && text.ptr[0] == ']') {
            kit_close_run(&in);
            KIT_PUTS(out, doc->odt ? "</text:a>" : "</w:hyperlink>");
            text = link_rest;
            link_rest.ptr = NULL;
        } else if (kit_link(text, &address)) {
            kit_link_begin(&in, address);
            link_rest =
                (struct hat_str){address.ptr + address.len + 1,
                                 (size_t)(text.ptr + text.len - address.ptr) - address.len - 1};
            text.ptr++;
            text.len--;
        } else if (kit_take(&text, "**")) {
            kit_close_run(&in);
            in.bold = !in.bold;
        } else if (kit_take(&text, "¦")) {
            kit_border(&in);
        } else if (kit_take(&text, "→")) {
            kit_special(&in, "<w:tab/>", "<text:tab/>");
        } else if (kit_take(&text, "↵")) {
            kit_special(&in, "<w:br/>", "<text:line-break/>");
        } else if (kit_take(&text, "¬")) {
            kit_special(&in, "<w:softHyphen/>", "\xC2\xAD");
        } else {
            kit_open_run(&in);
            bool element = doc->odt && text.ptr[0] == ' ' && space;
            space = text.ptr[0] == ' ';
            if (element) {
                KIT_PUTS(out, "<text:s/>");
            } else {
                size_t used;
                hat_utf8_decode(text.ptr, text.len, &used);
                hat_xml_put_text(out, (struct hat_str){text.ptr, used});
                text.ptr += used - 1;
                text.len -= used - 1;
            }
            text.ptr++;
            text.len--;
        }
    }
    kit_close_run(&in);
}

static inline void kit_paragraph(struct kit_doc *doc, struct hat_buf *out, const char *style,
                                 struct hat_str text)
{
    if (doc->odt) {
        hat_buf_printf(out, "<text:p text:style-name=\"%s\">", style);
    } else {
        hat_buf_printf(out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s</w:pPr>", style,
                       strcmp(style, "L") == 0
                           ? "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\""
                             "/></w:numPr>"
                           : "");
    }
    kit_text(doc, out, text);
    KIT_PUTS(out, doc->odt ? "</text:p>" : "</w:p>");
}

static inline struct hat_str kit_trim(struct hat_str text)
{
    while (text.len > 0 && text.ptr[0] == ' ') {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && text.ptr[text.len - 1] == ' ') {
        text.len--;
    }
    return text;
}

/* The text up to `mark`, which is taken off *text, too; all of it when there is none. */
static inline struct hat_str kit_until(struct hat_str *text, const char *mark)
{
    struct hat_str part = *text;
    for (size_t i = 0; i < text->len; i++) {
        struct hat_str rest = {text->ptr + i, text->len - i};
        if (hat_str_starts(rest, mark)) {
            part.len = i;
            *text = (struct hat_str){rest.ptr + strlen(mark), rest.len - strlen(mark)};
            return part;
        }
    }
    text->ptr += text->len;
    text->len = 0;
    return part;
}

static inline void kit_paragraphs(struct kit_doc *doc, struct hat_buf *out, struct hat_str text)
{
    do {
        kit_paragraph(doc, out, "P", kit_trim(kit_until(&text, "⏎")));
    } while (text.len > 0);
}

static inline void kit_row(struct kit_doc *doc, struct hat_str line)
{
    struct hat_buf *out = &doc->body;
    bool header = kit_take(&line, "=");
    if (doc->odt) {
        KIT_PUTS(out, header ? "<table:table-header-rows><table:table-row>" : "<table:table-row>");
    } else {
        KIT_PUTS(out, header ? "<w:tr><w:trPr><w:tblHeader/></w:trPr>" : "<w:tr>");
    }
    while (line.len > 0) {
        struct hat_str cell = kit_trim(kit_until(&line, "||"));
        KIT_PUTS(out, doc->odt ? "<table:table-cell>"
                               : "<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr>");
        kit_paragraphs(doc, out, cell);
        KIT_PUTS(out, doc->odt ? "</table:table-cell>" : "</w:tc>");
    }
    if (doc->odt) {
        KIT_PUTS(out,
                 header ? "</table:table-row></table:table-header-rows>" : "</table:table-row>");
    } else {
        KIT_PUTS(out, "</w:tr>");
    }
}

static inline void kit_text_box(struct kit_doc *doc, struct hat_str text)
{
    struct hat_buf *out = &doc->body;
    KIT_PUTS(out, doc->odt ? "<text:p text:style-name=\"P\"><draw:frame><draw:text-box>"
                           : "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>");
    kit_paragraphs(doc, out, kit_trim(kit_until(&text, "]]")));
    KIT_PUTS(out, doc->odt ? "</draw:text-box></draw:frame></text:p>"
                           : "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>");
}

static inline void kit_line(struct kit_doc *doc, struct hat_str line, bool in_list)
{
    if (kit_take(&line, "||")) {
        kit_row(doc, line);
    } else if (kit_take(&line, "- ")) {
        KIT_PUTS(&doc->body, doc->odt ? "<text:list-item>" : "");
        kit_paragraph(doc, &doc->body, "L", line);
        KIT_PUTS(&doc->body, doc->odt ? "</text:list-item>" : "");
    } else if (kit_take(&line, "[[")) {
        kit_text_box(doc, line);
    } else if (kit_take(&line, "^ ")) {
        kit_paragraph(doc, &doc->header, "P", line);
    } else if (kit_take(&line, "_ ")) {
        kit_paragraph(doc, &doc->footer, "P", line);
    } else if (kit_take(&line, "@title ")) {
        hat_xml_put_text(&doc->title, line);
    } else {
        kit_paragraph(doc, &doc->body, "P", line);
    }
    (void)in_list;
}

/* A table of as many columns as its first row has. */
static inline void kit_table_begin(struct kit_doc *doc, struct hat_str line)
{
    unsigned columns = 0;
    for (kit_take(&line, "||"); line.len > 0; columns++) {
        kit_until(&line, "||");
    }
    KIT_PUTS(&doc->body, doc->odt ? "<table:table>" : "<w:tbl><w:tblPr/><w:tblGrid>");
    for (unsigned i = 0; i < columns; i++) {
        KIT_PUTS(&doc->body, doc->odt ? "<table:table-column/>" : "<w:gridCol/>");
    }
    KIT_PUTS(&doc->body, doc->odt ? "" : "</w:tblGrid>");
}

/* Lines of one kind in a row are one table or list. */
static inline void kit_lines(struct kit_doc *doc, struct hat_str text)
{
    bool table = false, list = false;
    while (text.len > 0) {
        struct hat_str line = kit_until(&text, "\n");
        bool row = hat_str_starts(line, "||"), item = hat_str_starts(line, "- ");
        if (table && !row) {
            KIT_PUTS(&doc->body, doc->odt ? "</table:table>" : "</w:tbl>");
        }
        if (list && !item && doc->odt) {
            KIT_PUTS(&doc->body, "</text:list>");
        }
        if (row && !table) {
            kit_table_begin(doc, line);
        }
        if (item && !list && doc->odt) {
            KIT_PUTS(&doc->body, "<text:list text:style-name=\"L\">");
        }
        table = row;
        list = item;
        kit_line(doc, line, list);
    }
    if (table) {
        KIT_PUTS(&doc->body, doc->odt ? "</table:table>" : "</w:tbl>");
    }
    if (list && doc->odt) {
        KIT_PUTS(&doc->body, "</text:list>");
    }
}

/* ---- packages ---- */

#define KIT_W   "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define KIT_R   "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define KIT_REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define KIT_RELS                                                                                   \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"

static inline void kit_add(struct kit_zip *zip, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static inline void kit_add(struct kit_zip *zip, const char *name, const char *format, ...)
{
    struct hat_buf buf = {0};
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = malloc((size_t)len + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)len + 1, format, args);
    va_end(args);
    kit_zip_add(zip, name, (struct hat_str){text, (size_t)len});
    free(text);
    hat_buf_fini(&buf);
}

static inline const char *kit_string(const struct hat_buf *buf)
{
    return buf->data != NULL ? buf->data : "";
}

#define KIT_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."

/* A DOCX around the XML of a body. */
static inline void kit_docx(struct kit_zip *zip, const struct kit_doc *doc)
{
    kit_add(
        zip, "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
        "Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+"
        "xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\""
        "/word/document.xml\" ContentType=\"" KIT_TYPE "document.main+xml\"/><Override PartName="
        "\"/word/styles.xml\" ContentType=\"" KIT_TYPE "styles+xml\"/><Override PartName=\"/word"
        "/numbering.xml\" ContentType=\"" KIT_TYPE "numbering+xml\"/><Override PartName=\"/word"
        "/header1.xml\" ContentType=\"" KIT_TYPE "header+xml\"/><Override PartName=\"/word/"
        "footer1.xml\" ContentType=\"" KIT_TYPE "footer+xml\"/><Override PartName=\"/docProps/"
        "core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
        "</Types>");
    kit_add(zip, "_rels/.rels",
            KIT_RELS
            "<Relationship Id=\"rId1\" Type=\"" KIT_REL "officeDocument\" Target=\"word/"
            "document.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats"
            ".org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/"
            "core.xml\"/></Relationships>");
    kit_add(
        zip, "word/document.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document " KIT_W
        " " KIT_R " xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:body>%s<w:sectPr><w:"
        "headerReference w:type=\"default\" r:id=\"rIdH\"/><w:footerReference w:type=\"default\""
        " r:id=\"rIdF\"/></w:sectPr></w:body></w:document>",
        kit_string(&doc->body));
    kit_add(zip, "word/_rels/document.xml.rels",
            KIT_RELS "<Relationship Id=\"rIdS\" Type=\"" KIT_REL "styles\" Target=\"styles.xml\"/>"
                     "<Relationship Id=\"rIdN\" Type=\"" KIT_REL
                     "numbering\" Target=\"numbering.xml\"/>"
                     "<Relationship Id=\"rIdH\" Type=\"" KIT_REL "header\" Target=\"header1.xml\"/>"
                     "<Relationship Id=\"rIdF\" Type=\"" KIT_REL "footer\" Target=\"footer1.xml\"/>"
                     "%s</Relationships>",
            kit_string(&doc->links));
    kit_add(zip, "word/header1.xml", "<w:hdr " KIT_W ">%s</w:hdr>",
            doc->header.len > 0 ? kit_string(&doc->header) : "<w:p/>");
    kit_add(zip, "word/footer1.xml", "<w:ftr " KIT_W ">%s</w:ftr>",
            doc->footer.len > 0 ? kit_string(&doc->footer) : "<w:p/>");
    kit_add(zip, "word/numbering.xml",
            "<w:numbering " KIT_W
            "><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start "
            "w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"–\"/></w:lvl>"
            "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
            "</w:numbering>");
    kit_add(zip, "word/styles.xml",
            "<w:styles " KIT_W "><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"kk-KZ\"/>"
            "</w:rPr></w:rPrDefault></w:docDefaults><w:style w:type=\"character\" w:styleId=\"a3\">"
            "<w:name w:val=\"Hyperlink\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"P\">"
            "<w:name w:val=\"P\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"L\"><w:name "
            "w:val=\"L\"/></w:style></w:styles>");
    kit_add(
        zip, "docProps/core.xml",
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/"
        "core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>%s</dc:title>"
        "</cp:coreProperties>",
        kit_string(&doc->title));
    kit_zip_finish(zip);
}

#define KIT_URN "urn:oasis:names:tc:opendocument:xmlns:"
#define KIT_ODF                                                                                    \
    "xmlns:office=\"" KIT_URN "office:1.0\" xmlns:text=\"" KIT_URN                                 \
    "text:1.0\" xmlns:table=\"" KIT_URN "table:1.0\" xmlns:style=\"" KIT_URN                       \
    "style:1.0\" xmlns:draw=\"" KIT_URN "drawing:1.0\" xmlns:fo=\"" KIT_URN                        \
    "xsl-fo-compatible:1.0\" xmlns:xlink=\"http://www.w3.org/"                                     \
    "1999/xlink\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\""

/* An ODT around the XML of a body. */
static inline void kit_odt(struct kit_zip *zip, const struct kit_doc *doc)
{
    kit_add(zip, "mimetype", "application/vnd.oasis.opendocument.text");
    kit_add(zip, "content.xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content " KIT_ODF
            "><office:body><office:text>%s</office:text></office:body></office:document-content>",
            kit_string(&doc->body));
    kit_add(zip, "styles.xml",
            "<office:document-styles " KIT_ODF "><office:styles><style:default-style style:family="
            "\"paragraph\"><style:text-properties fo:language=\"kk\"/></style:default-style>"
            "<style:style style:name=\"Internet_20_link\" style:family=\"text\"/><style:style "
            "style:name=\"N\" style:family=\"text\"/><style:style style:name=\"B\" style:family="
            "\"text\"/><style:style style:name=\"P\" style:family=\"paragraph\"/><style:style "
            "style:name=\"L\" style:family=\"paragraph\"/><text:list-style style:name=\"L\">"
            "<text:list-level-style-bullet text:level=\"1\" text:bullet-char=\"–\"/>"
            "</text:list-style></office:styles>"
            "<office:master-styles><style:master-page style:name=\"Standard\"><style:header>%s"
            "</style:header><style:footer>%s</style:footer></style:master-page></office:master-"
            "styles></office:document-styles>",
            kit_string(&doc->header), kit_string(&doc->footer));
    kit_add(zip, "meta.xml",
            "<office:document-meta " KIT_ODF "><office:meta><dc:title>%s</dc:title></office:meta>"
            "</office:document-meta>",
            kit_string(&doc->title));
    kit_add(
        zip, "META-INF/manifest.xml",
        "<manifest:manifest xmlns:manifest=\"" KIT_URN "manifest:1.0\"><manifest:file-entry "
        "manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.text"
        "\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text"
        "/xml\"/><manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\""
        "text/xml\"/><manifest:file-entry manifest:full-path=\"meta.xml\" manifest:media-type=\""
        "text/xml\"/></manifest:manifest>");
    kit_zip_finish(zip);
}

/* A package of the lines. */
static inline struct hat_buf kit_package(bool odt, struct hat_str lines)
{
    struct kit_doc doc = {.odt = odt};
    struct kit_zip zip = {0};
    kit_lines(&doc, lines);
    if (odt) {
        kit_odt(&zip, &doc);
    } else {
        kit_docx(&zip, &doc);
    }
    hat_buf_fini(&doc.body);
    hat_buf_fini(&doc.header);
    hat_buf_fini(&doc.footer);
    hat_buf_fini(&doc.title);
    hat_buf_fini(&doc.links);
    return zip.bytes;
}

#endif
