/* pdf_pages.c -- page objects and their contents, with marks turned into what they are.
 *
 * cairo puts each tag on a line of its own:
 *
 *     /Document << /MCID 3 >> BDC  content of a node        /Span <</MCID 3>> BDC
 *                                  in another language      /Span <</Lang(ru)/MCID 3>> BDC
 *                                  a page header, a border  /Artifact <</Type/Pagination>> BDC
 *
 * In a document without a structure tree they are left out; the rest is the same to the byte.
 * The marks must be those that were noted, 0, 1, 2 ... on every page; else the file is refused:
 * a wrong tag would read the wrong text to a blind reader.
 */
#include "base/mem.h"
#include "paint/pdf_internal.h"

enum { BLANK_MAX = 64 }; /* "1 0 0 -1 0 841.889764 cm q Q": what a page without content has */

static const uint64_t CONTENT_MAX = UINT64_C(64) << 20;

/* ---- contents ---- */

static bool has_word_chars(const char *lang)
{
    for (; *lang != '\0'; lang++) {
        bool letter = (*lang >= 'a' && *lang <= 'z') || (*lang >= 'A' && *lang <= 'Z');
        if (!letter && !(*lang >= '0' && *lang <= '9') && *lang != '-') {
            return false;
        }
    }
    return true;
}

/* Does `lang` say nothing new where `around` holds? kk-KZ in kk, kk in kk-KZ and kk in kk. */
static bool is_same_lang(const char *lang, const char *around)
{
    while (*lang != '\0' && *lang == *around) {
        lang++;
        around++;
    }
    return (*lang == '\0' || *lang == '-') && (*around == '\0' || *around == '-') &&
           (*lang == '\0' || *around == '\0');
}

/* The language to write for a mark; NULL when that of its node holds. */
static const char *mark_lang(const struct hat_pdf_finish *finish, const struct hat_pdf_mark *mark)
{
    if (mark->lang == 0) {
        return NULL;
    }
    const char *lang = finish->pdf->langs[mark->lang - 1];
    bool same = is_same_lang(lang, hat_pdf_node_lang(finish, mark->node));
    return same || !has_word_chars(lang) ? NULL : lang;
}

static void put_mark(const struct hat_pdf_finish *finish, struct hat_buf *out,
                     const struct hat_pdf_mark *mark, uint64_t number)
{
    if (!finish->pdf->tagged) {
        return;
    }
    if (mark->node == HAT_NODE_ARTIFACT_PAGINATION) {
        hat_pdf_put(out, "/Artifact <</Type/Pagination>> BDC\n");
        return;
    }
    if (!hat_pdf_is_node(finish, mark->node)) {
        hat_pdf_put(out, "/Artifact <</Type/Layout>> BDC\n");
        return;
    }
    const char *lang = mark_lang(finish, mark);
    hat_pdf_put(out, "/Span <<");
    if (lang != NULL) {
        hat_pdf_put(out, "/Lang");
        hat_pdf_put_bytes(out, hat_str_from(lang));
    }
    hat_pdf_put(out, "/MCID ");
    hat_pdf_put_number(out, (int64_t)number);
    hat_pdf_put(out, ">> BDC\n");
}

static void put_mark_end(const struct hat_pdf_finish *finish, struct hat_buf *out)
{
    if (finish->pdf->tagged) {
        hat_pdf_put(out, "EMC\n");
    }
}

/* Is the line "/Document << /MCID 3 >> BDC"? */
static bool is_mark(struct hat_str line, uint64_t *number)
{
    struct hat_pdf_cursor cursor = {line.ptr, line.ptr + line.len};
    return hat_pdf_accept(&cursor, "/" HAT_PDF_TAG " << /MCID ") &&
           hat_pdf_parse_number(&cursor, number) && hat_pdf_accept(&cursor, " >> BDC") &&
           cursor.at == cursor.end;
}

/* cairo writes no marks on a page where nothing is painted, such as one with a blank only; they
 * are put there, with nothing in them. */
static uint64_t put_empty_marks(const struct hat_pdf_finish *finish, struct hat_buf *out,
                                const struct hat_pdf_mark *marks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put_mark(finish, out, &marks[i], i);
        put_mark_end(finish, out);
    }
    return count;
}

static enum hat_status rewrite(struct hat_pdf_finish *finish, size_t page,
                               const struct hat_buf *content, struct hat_buf *out)
{
    const struct hat_pdf *pdf = finish->pdf;
    size_t first = pdf->sheets[page].first_mark;
    size_t end = page + 1 < pdf->sheet_count ? pdf->sheets[page + 1].first_mark : pdf->mark_count;
    const char *at = content->data, *stop = content->data + content->len;
    uint64_t expected = 0, number;
    while (at < stop) {
        const char *newline = memchr(at, '\n', (size_t)(stop - at));
        const char *line_end = newline != NULL ? newline : stop;
        struct hat_str line = {at, (size_t)(line_end - at)};
        at = newline != NULL ? newline + 1 : stop;
        struct hat_str whole = {line.ptr, (size_t)(at - line.ptr)};
        if (*line.ptr == '/' && is_mark(line, &number)) {
            if (number != expected || first + number >= end) {
                break;
            }
            put_mark(finish, out, &pdf->marks[first + number], number);
            expected++;
        } else if (hat_str_is(line, "EMC")) {
            put_mark_end(finish, out);
        } else if (*line.ptr != '/' || !hat_pdf_put_actual_text(&pdf->codes, whole, out)) {
            hat_buf_put(out, whole.ptr, whole.len);
        }
    }
    if (expected == 0 && content->len <= BLANK_MAX) {
        expected = put_empty_marks(finish, out, pdf->marks + first, end - first);
    }
    if (at < stop || first + expected != end) {
        finish->in.problem = "marks";
        return HAT_ERR_DATA;
    }
    return hat_buf_failed(out) ? HAT_ERR_NOMEM : HAT_OK;
}

static enum hat_status unpack(struct hat_pdf_finish *finish, const struct hat_pdf_value *page,
                              struct hat_buf *content)
{
    struct hat_pdf_loaded stream;
    const struct hat_pdf_value *ref = hat_pdf_find(page, "/Contents");
    if (ref == NULL || ref->kind != HAT_PDF_REF) {
        finish->in.problem = "/Contents";
        return HAT_ERR_DATA;
    }
    enum hat_status status = hat_pdf_load(&finish->in, &finish->copier.arena, ref->ref, &stream);
    if (status != HAT_OK) {
        return status;
    }
    if (!stream.is_stream) {
        finish->in.problem = "/Contents";
        return HAT_ERR_DATA;
    }
    if (hat_pdf_find(stream.value, "/Filter") == NULL) {
        hat_buf_put(content, stream.stream.ptr, stream.stream.len);
        return hat_buf_failed(content) ? HAT_ERR_NOMEM : HAT_OK;
    }
    status = hat_inflate(stream.stream, CONTENT_MAX, content);
    if (status == HAT_ERR_DATA) {
        finish->in.problem = "content stream";
    }
    return status;
}

/* ---- pages ---- */

static void put_annotations(struct hat_pdf_finish *finish, size_t page)
{
    const struct hat_pdf *pdf = finish->pdf;
    size_t first = pdf->sheets[page].first_link;
    size_t end = page + 1 < pdf->sheet_count ? pdf->sheets[page + 1].first_link : pdf->link_count;
    if (first == end) {
        return;
    }
    hat_pdf_put(&finish->body, "/Annots[");
    for (size_t i = first; i < end; i++) {
        hat_pdf_put_ref(&finish->body, finish->link_ids[i]);
        hat_pdf_put(&finish->body, " ");
    }
    hat_pdf_put(&finish->body, "]");
}

/* An entry of cairo's page, when it has it. Cairo gives /Resources as a reference to an object
 * of each page; it is put into the page itself. */
static enum hat_status copy_entry(struct hat_pdf_finish *finish, const struct hat_pdf_value *page,
                                  const char *key)
{
    const struct hat_pdf_value *value = hat_pdf_find(page, key);
    if (value != NULL && value->kind == HAT_PDF_REF) {
        struct hat_pdf_loaded loaded;
        enum hat_status status =
            hat_pdf_load(&finish->in, &finish->copier.arena, value->ref, &loaded);
        if (status != HAT_OK) {
            return status;
        }
        value = loaded.value;
    }
    if (value == NULL) {
        return HAT_OK;
    }
    hat_pdf_put(&finish->body, key);
    return hat_pdf_copy_value(&finish->copier, &finish->body, value);
}

static enum hat_status put_page(struct hat_pdf_finish *finish, size_t page,
                                const struct hat_pdf_value *from, uint32_t contents)
{
    static const char *const KEYS[3] = {"/MediaBox", "/Resources", "/Group"};
    enum hat_status status = HAT_OK;
    hat_pdf_put(&finish->body, "<</Type/Page/Parent ");
    hat_pdf_put_ref(&finish->body, finish->pages);
    hat_pdf_put(&finish->body, "/Contents ");
    hat_pdf_put_ref(&finish->body, contents);
    if (finish->pdf->tagged) {
        hat_pdf_put(&finish->body, "/Tabs/S/StructParents ");
        hat_pdf_put_number(&finish->body, (int64_t)page);
    }
    for (int i = 0; i < 3 && status == HAT_OK; i++) {
        status = copy_entry(finish, from, KEYS[i]);
    }
    put_annotations(finish, page);
    hat_pdf_put(&finish->body, ">>");
    hat_pdf_object(&finish->out, finish->page_ids[page], &finish->body);
    return status;
}

/* Writes one page; the buffers keep their memory from page to page. */
static enum hat_status write_page(struct hat_pdf_finish *finish, size_t page,
                                  struct hat_buf *content, struct hat_buf *rewritten)
{
    struct hat_pdf_loaded loaded;
    content->len = rewritten->len = 0;
    enum hat_status status =
        hat_pdf_load(&finish->in, &finish->copier.arena, finish->in_pages[page], &loaded);
    if (status == HAT_OK) {
        status = unpack(finish, loaded.value, content);
    }
    if (status == HAT_OK) {
        status = rewrite(finish, page, content, rewritten);
    }
    if (status == HAT_OK) {
        uint32_t contents = hat_pdf_reserve(&finish->out);
        hat_pdf_stream(&finish->out, contents, "",
                       (struct hat_str){rewritten->data, rewritten->len}, HAT_PDF_DEFLATE);
        status = put_page(finish, page, loaded.value, contents);
    }
    hat_arena_reset(&finish->copier.arena);
    return status;
}

static void write_page_tree(struct hat_pdf_finish *finish)
{
    hat_pdf_put(&finish->body, "<</Type/Pages/Count ");
    hat_pdf_put_number(&finish->body, (int64_t)finish->pdf->sheet_count);
    hat_pdf_put(&finish->body, "/Kids[");
    for (size_t i = 0; i < finish->pdf->sheet_count; i++) {
        hat_pdf_put_ref(&finish->body, finish->page_ids[i]);
        hat_pdf_put(&finish->body, " ");
    }
    hat_pdf_put(&finish->body, "]>>");
    hat_pdf_object(&finish->out, finish->pages, &finish->body);
}

enum hat_status hat_pdf_write_pages(struct hat_pdf_finish *finish)
{
    struct hat_buf content = {0}, rewritten = {0};
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < finish->pdf->sheet_count && status == HAT_OK; i++) {
        status = write_page(finish, i, &content, &rewritten);
    }
    if (status == HAT_OK) {
        write_page_tree(finish);
        status = finish->out.status;
    }
    hat_buf_fini(&content);
    hat_buf_fini(&rewritten);
    return status;
}
