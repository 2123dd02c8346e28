/* pdf_places.c -- places in the document that links and the outline lead to.
 *
 *     #total               the bookmark "total"
 *     #my%20total          "my total": ODF writes addresses, DOCX names
 *     #1.2.Тәртіп          the heading "1.2. Тәртіп", when no bookmark is called so (LibreOffice
 *                          writes #1.2.Тәртіп|outline)
 *
 * Bookmarks are found by a search in the order of their names. Of several letters in one file each
 * has its own: a link never leads into another letter.
 */
#include "base/mem.h"
#include "paint/pdf_internal.h"

void hat_pdf_put_destination(struct hat_pdf_finish *finish, uint32_t page, hat_twip y)
{
    const struct hat_pdf *pdf = finish->pdf;
    page = page < pdf->sheet_count ? page : (uint32_t)(pdf->sheet_count - 1);
    hat_pdf_put(&finish->body, "[");
    hat_pdf_put_ref(&finish->body, finish->page_ids[page]);
    hat_pdf_put(&finish->body, "/XYZ 0 ");
    hat_pdf_put_du(&finish->body, (int64_t)pdf->sheets[page].height - (int64_t)y * HAT_DU_PER_TWIP);
    hat_pdf_put(&finish->body, " null]");
}

/* ---- bookmarks ---- */

enum hat_status hat_pdf_prepare_places(struct hat_pdf_finish *finish)
{
    const struct hat_structure *structure = finish->structure;
    size_t count = structure->bookmark_count;
    finish->places = hat_arena_array(&finish->arena, count, sizeof *finish->places);
    if (finish->places == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (count > 0) {
        memcpy(finish->places, structure->bookmarks, count * sizeof *finish->places);
    }
    for (size_t i = 0; i < structure->part_count; i++) {
        const struct hat_letter_part *part = &structure->parts[i];
        hat_bookmarks_sort(finish->places + part->first_bookmark,
                           part->bookmark_end - part->first_bookmark);
    }
    if (structure->part_count == 0) {
        hat_bookmarks_sort(finish->places, count);
    }
    return HAT_OK;
}

/* The letter that `node` is in; without parts, all of the document. */
static struct hat_letter_part part_of(const struct hat_structure *structure, uint32_t node)
{
    size_t low = 0, high = structure->part_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (structure->parts[middle].node <= node) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high > 0 ? structure->parts[low]
                    : (struct hat_letter_part){.outline_end = structure->outline_count,
                                               .bookmark_end = structure->bookmark_count};
}

static const struct hat_bookmark *find_bookmark(const struct hat_pdf_finish *finish,
                                                const struct hat_letter_part *part,
                                                const char *name)
{
    return hat_bookmarks_find(finish->places + part->first_bookmark,
                              part->bookmark_end - part->first_bookmark, name);
}

/* ---- headings ---- */

/* The same but for blanks? */
static bool is_heading(const char *title, struct hat_str wanted)
{
    size_t at = 0;
    for (; *title != '\0'; title++) {
        while (at < wanted.len && wanted.ptr[at] == ' ') {
            at++;
        }
        if (*title == ' ') {
            continue;
        }
        if (at == wanted.len || *title != wanted.ptr[at]) {
            return false;
        }
        at++;
    }
    return at == wanted.len;
}

static bool find_heading(const struct hat_structure *structure, const struct hat_letter_part *part,
                         struct hat_str wanted, struct hat_bookmark *place)
{
    for (size_t i = part->first_outline; i < part->outline_end; i++) {
        const struct hat_outline *outline = &structure->outlines[i];
        if (outline->title != NULL && is_heading(outline->title, wanted)) {
            *place = (struct hat_bookmark){.page = outline->page, .y = outline->y};
            return true;
        }
    }
    return false;
}

/* ---- both ---- */

static int hex_value(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* %XX as the byte it means, in place. */
static void decode(char *text)
{
    char *out = text;
    for (; *text != '\0'; text++) {
        int high = *text == '%' ? hex_value(text[1]) : -1;
        int low = high >= 0 ? hex_value(text[2]) : -1;
        if (low >= 0 && high + low > 0) {
            *out++ = (char)(high * 16 + low);
            text += 2;
        } else {
            *out++ = *text;
        }
    }
    *out = '\0';
}

bool hat_pdf_find_place(struct hat_pdf_finish *finish, uint32_t node, const char *target,
                        struct hat_bookmark *place)
{
    const struct hat_letter_part part = part_of(finish->structure, node);
    const struct hat_bookmark *found = find_bookmark(finish, &part, target + 1);
    char *name = NULL;
    if (found == NULL) {
        name = hat_arena_strndup(&finish->arena, target + 1, strlen(target + 1));
        finish->body.failed = finish->body.failed || name == NULL;
    }
    if (name != NULL) {
        decode(name);
        found = find_bookmark(finish, &part, name);
    }
    if (found != NULL) {
        *place = *found;
        return true;
    }
    return name != NULL && find_heading(finish->structure, &part, hat_str_from(name), place);
}
