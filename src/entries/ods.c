/* ods.c -- the workbook of a cleaned list as OpenDocument.
 *
 *     mimetype, META-INF/manifest.xml, styles.xml, settings.xml      small, always the same
 *     content.xml                                                    pulled row by row
 *
 *     <table:table table:name="Жазбалар">
 *       <table:table-column table:style-name="w6"/> ...              widths
 *       <table:table-header-rows> ... </table:table-header-rows>     repeated on printed pages
 *       <table:table-row> <table:table-cell table:style-name="e" office:value-type="string">
 *         <text:p><text:a xlink:href="https://...">https://...</text:a></text:p> ...
 *
 * The first row of each sheet stays on the screen (settings.xml); printed, a sheet is as wide as a
 * page. Only web addresses become links.
 * Source: ODF 1.3 part 3 §9.1 (tables), §9.4 (database ranges), §3.10 (settings), part 2 (package).
 */
#include "entries/workbook_internal.h"
#include "package/package.h"
#include "xml/xml.h"

enum { CHUNK_BYTES = 1 << 16 };

struct book {
    struct hat_workbook workbook;
    struct hat_buf chunk;
    struct hat_buf ranges; /* database ranges: sheets that people filter */
    size_t columns;
    const char *name; /* of the sheet */
    size_t row;
    bool filter, begun, ended;
};

#define NAMES                                                                                      \
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "                           \
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "                             \
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "                               \
    "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "                             \
    "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "                    \
    "xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.3\""
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static void put(struct hat_buf *buf, const char *text)
{
    hat_buf_put(buf, text, strlen(text));
}

/* ---- styles ---- */

/* Widths are those of workbook.c: a style each, "w60". */
static void put_styles(struct hat_buf *buf)
{
    static const int widths[] = {6, 7, 12, 16, 18, 20, 24, 48, 60, 70};
    static const char *const cells[] = {[HAT_CELL_PLAIN] = "",
                                        [HAT_CELL_HEAD] = "",
                                        [HAT_CELL_WARNING] = "#FFEB9C",
                                        [HAT_CELL_ERROR] = "#FFC7CE"};
    put(buf, XML "<office:document-content " NAMES "><office:automatic-styles>");
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) { /* a character: about 2 mm */
        hat_buf_printf(buf,
                       "<style:style style:name=\"w%d\" style:family=\"table-column\">"
                       "<style:table-column-properties style:column-width=\"%dmm\"/></style:style>",
                       widths[i], widths[i] * 2 + 2);
    }
    put(buf, "<style:style style:name=\"t\" style:family=\"table\" "
             "style:master-page-name=\"Default\"/>");
    put(buf, "<style:style style:name=\"r\" style:family=\"table-row\">"
             "<style:table-row-properties style:use-optimal-row-height=\"true\"/></style:style>");
    for (int i = 0; i < 4; i++) {
        const char *colour = cells[i];
        hat_buf_printf(buf,
                       "<style:style style:name=\"c%d\" style:family=\"table-cell\" "
                       "style:parent-style-name=\"Default\"><style:table-cell-properties "
                       "fo:wrap-option=\"wrap\" style:vertical-align=\"top\"%s%s%s/>%s"
                       "</style:style>",
                       i, colour[0] != '\0' ? " fo:background-color=\"" : "", colour,
                       colour[0] != '\0' ? "\"" : "",
                       i == HAT_CELL_HEAD ? "<style:text-properties fo:font-weight=\"bold\"/>"
                                          : "");
    }
    put(buf, "</office:automatic-styles><office:body><office:spreadsheet>");
}

/* ---- cells ---- */

static bool is_web(struct hat_str text)
{
    return hat_str_starts(text, "https://") || hat_str_starts(text, "http://");
}

/* White space as ODF keeps it: of spaces in a row all but the first are elements. */
static void put_paragraph(struct hat_buf *buf, struct hat_str text)
{
    size_t from = 0;
    for (size_t at = 0; at < text.len; at++) {
        char c = text.ptr[at];
        bool space = c == ' ' && (at == 0 || text.ptr[at - 1] == ' ' || at + 1 == text.len);
        if (!space && c != '\t') {
            continue;
        }
        hat_xml_put_text(buf, (struct hat_str){text.ptr + from, at - from});
        put(buf, space ? "<text:s/>" : "<text:tab/>");
        from = at + 1;
    }
    hat_xml_put_text(buf, (struct hat_str){text.ptr + from, text.len - from});
}

/* Lines are paragraphs. */
static void put_lines(struct hat_buf *buf, struct hat_str text)
{
    size_t at = 0;
    while (at <= text.len) {
        const char *end = at < text.len ? memchr(text.ptr + at, '\n', text.len - at) : NULL;
        size_t len = end != NULL ? (size_t)(end - text.ptr) - at : text.len - at;
        size_t shown = len > 0 && text.ptr[at + len - 1] == '\r' ? len - 1 : len;
        put(buf, "<text:p>");
        put_paragraph(buf, (struct hat_str){text.ptr + at, shown});
        put(buf, "</text:p>");
        at += len + 1;
    }
}

static void put_link(struct hat_buf *buf, struct hat_str link)
{
    put(buf, "<text:p><text:a xlink:type=\"simple\" xlink:href=\"");
    hat_xml_put_attribute_value(buf, link);
    put(buf, "\">");
    hat_xml_put_text(buf, link);
    put(buf, "</text:a></text:p>");
}

static void put_cell(struct hat_buf *buf, const struct hat_workbook_cell *cell)
{
    struct hat_str text = cell->text;
    hat_buf_printf(buf, "<table:table-cell table:style-name=\"c%d\"", cell->style);
    if (cell->number > 0) {
        hat_buf_printf(buf,
                       " office:value-type=\"float\" office:value=\"%u\"><text:p>%u</text:p>"
                       "</table:table-cell>",
                       cell->number, cell->number);
        return;
    }
    if (text.len == 0) {
        put(buf, "/>");
        return;
    }
    put(buf, " office:value-type=\"string\">");
    if (cell->link && is_web(text) && memchr(text.ptr, '\n', text.len) == NULL) {
        put_link(buf, text);
    } else {
        put_lines(buf, text);
    }
    put(buf, "</table:table-cell>");
}

/* ---- the sink ---- */

static enum hat_status state_of(const struct hat_buf *buf)
{
    return hat_buf_failed(buf) ? HAT_ERR_NOMEM : HAT_OK;
}

static enum hat_status begin_sheet(void *ctx, const struct hat_workbook_sheet *sheet)
{
    struct book *book = ctx;
    book->columns = sheet->columns;
    book->name = sheet->name;
    book->filter = sheet->filter;
    book->row = 0;
    hat_buf_printf(&book->chunk, "<table:table table:name=\"%s\" table:style-name=\"t\">",
                   sheet->name);
    for (size_t i = 0; i < sheet->columns; i++) {
        hat_buf_printf(&book->chunk,
                       "<table:table-column table:style-name=\"w%d\" "
                       "table:default-cell-style-name=\"c0\"/>",
                       (int)sheet->widths[i]);
    }
    return state_of(&book->chunk);
}

static enum hat_status put_row(void *ctx, const struct hat_workbook_cell *cells)
{
    struct book *book = ctx;
    bool head = book->row++ == 0;
    put(&book->chunk, head ? "<table:table-header-rows>" : "");
    put(&book->chunk, "<table:table-row table:style-name=\"r\">");
    for (size_t i = 0; i < book->columns; i++) {
        put_cell(&book->chunk, &cells[i]);
    }
    put(&book->chunk, "</table:table-row>");
    put(&book->chunk, head ? "</table:table-header-rows>" : "");
    return state_of(&book->chunk);
}

static enum hat_status end_sheet(void *ctx)
{
    struct book *book = ctx;
    put(&book->chunk, "</table:table>");
    if (book->filter) {
        hat_buf_printf(&book->ranges,
                       "<table:database-range table:name=\"__Anonymous_Sheet_DB__1\" "
                       "table:target-range-address=\"%s.A1:%s.%c%zu\" "
                       "table:display-filter-buttons=\"true\"/>",
                       book->name, book->name, (char)('A' + book->columns - 1), book->row);
    }
    return state_of(&book->ranges);
}

/* ---- content.xml ---- */

static void put_end(struct book *book)
{
    put(&book->chunk, "<table:database-ranges>");
    hat_buf_put(&book->chunk, book->ranges.data, book->ranges.len);
    put(&book->chunk, "</table:database-ranges></office:spreadsheet></office:body>"
                      "</office:document-content>");
}

static enum hat_status next_chunk(void *ctx, struct hat_str *chunk)
{
    struct book *book = ctx;
    struct hat_workbook_sink sink = {book, begin_sheet, put_row, end_sheet};
    enum hat_status st = HAT_OK;
    book->chunk.len = 0;
    if (!book->begun) {
        book->begun = true;
        put_styles(&book->chunk);
    }
    while (st == HAT_OK && !book->ended && book->chunk.len < CHUNK_BYTES) {
        bool more;
        st = hat_workbook_next(&book->workbook, &sink, &more);
        if (st == HAT_OK && !more) {
            put_end(book);
            book->ended = true;
        }
    }
    *chunk = (struct hat_str){book->chunk.data, book->chunk.len};
    return st == HAT_OK ? state_of(&book->chunk) : st;
}

/* ---- the package ---- */

static const char mimetype[] = "application/vnd.oasis.opendocument.spreadsheet";

static const char manifest[] =
    XML "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
        "manifest:version=\"1.3\">"
        "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" "
        "manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>"
        "<manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/>"
        "<manifest:file-entry manifest:full-path=\"settings.xml\" "
        "manifest:media-type=\"text/xml\"/>"
        "<manifest:file-entry manifest:full-path=\"content.xml\" "
        "manifest:media-type=\"text/xml\"/>"
        "</manifest:manifest>";

static const char styles[] =
    XML "<office:document-styles " NAMES "><office:styles>"
        "<style:style style:name=\"Default\" style:family=\"table-cell\">"
        "<style:text-properties fo:font-size=\"11pt\" fo:font-family=\"Calibri\"/>"
        "</style:style></office:styles><office:automatic-styles>"
        "<style:page-layout style:name=\"wide\"><style:page-layout-properties "
        "fo:page-width=\"297mm\" fo:page-height=\"210mm\" style:print-orientation=\"landscape\" "
        "fo:margin=\"15mm\" style:scale-to-X=\"1\" style:scale-to-Y=\"0\"/></style:page-layout>"
        "</office:automatic-styles><office:master-styles>"
        "<style:master-page style:name=\"Default\" style:page-layout-name=\"wide\"/>"
        "</office:master-styles></office:document-styles>";

/* One sheet's view: the first row stays where it is when the others scroll. */
static void put_frozen(struct hat_buf *buf, const char *sheet)
{
    static const struct {
        const char *name, *type, *value;
    } items[] = {{"CursorPositionX", "int", "0"},         {"CursorPositionY", "int", "1"},
                 {"HorizontalSplitMode", "short", "0"},   {"VerticalSplitMode", "short", "2"},
                 {"HorizontalSplitPosition", "int", "0"}, {"VerticalSplitPosition", "int", "1"},
                 {"ActiveSplitRange", "short", "2"},      {"PositionLeft", "int", "0"},
                 {"PositionRight", "int", "0"},           {"PositionTop", "int", "0"},
                 {"PositionBottom", "int", "1"}};
    hat_buf_printf(buf, "<config:config-item-map-entry config:name=\"%s\">", sheet);
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        hat_buf_printf(buf,
                       "<config:config-item config:name=\"%s\" config:type=\"%s\">%s"
                       "</config:config-item>",
                       items[i].name, items[i].type, items[i].value);
    }
    put(buf, "</config:config-item-map-entry>");
}

static void put_settings(struct hat_buf *buf, const char *lang)
{
    put(buf, XML "<office:document-settings "
                 "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
                 "xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\" "
                 "xmlns:ooo=\"http://openoffice.org/2004/office\" office:version=\"1.3\">"
                 "<office:settings><config:config-item-set config:name=\"ooo:view-settings\">"
                 "<config:config-item-map-indexed config:name=\"Views\">"
                 "<config:config-item-map-entry>"
                 "<config:config-item config:name=\"ViewId\" config:type=\"string\">view1"
                 "</config:config-item><config:config-item-map-named config:name=\"Tables\">");
    for (int i = 0; i < 2; i++) {
        put_frozen(buf, hat_workbook_sheet_name(lang, i == 0));
    }
    put(buf, "</config:config-item-map-named></config:config-item-map-entry>"
             "</config:config-item-map-indexed></config:config-item-set></office:settings>"
             "</office:document-settings>");
}

static enum hat_status add_parts(struct book *book, struct hat_package_writer *writer)
{
    struct hat_buf settings = {0};
    struct hat_stream content = {.ctx = book, .next = next_chunk};
    put_settings(&settings, book->workbook.lang);
    enum hat_status st = state_of(&settings);
    const struct {
        const char *name;
        struct hat_str bytes;
    } parts[] = {{"mimetype", {mimetype, sizeof mimetype - 1}},
                 {"META-INF/manifest.xml", {manifest, sizeof manifest - 1}},
                 {"styles.xml", {styles, sizeof styles - 1}},
                 {"settings.xml", {settings.data, settings.len}}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && st == HAT_OK; i++) {
        st = hat_package_writer_add(writer, parts[i].name, parts[i].bytes, i == 0);
    }
    if (st == HAT_OK) {
        st = hat_package_writer_stream(writer, "content.xml", content);
    }
    hat_buf_fini(&settings);
    return st;
}

enum hat_status hat_entries_write_ods(struct hat_table *table, const hat_data *data,
                                      const char *lang, hat_diags *diags,
                                      struct hat_entries_out *out)
{
    struct book book = {.workbook = {.table = table, .data = data, .lang = lang}};
    struct hat_package_writer *writer = NULL;
    enum hat_status st = hat_package_writer_new(diags, &writer);
    if (st == HAT_OK) {
        st = add_parts(&book, writer);
    }
    if (st == HAT_OK) {
        st = hat_package_writer_finish(writer, out->file);
    }
    hat_package_writer_free(writer);
    hat_workbook_fini(&book.workbook);
    hat_buf_fini(&book.chunk);
    hat_buf_fini(&book.ranges);
    return st;
}
