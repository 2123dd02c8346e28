/* sheet_spans.c -- what several cells share: merged cells and links.
 *
 *     Өңір      | Ұйым          carried down         Өңір     | Ұйым
 *     Абай      | A                  ->              Абай     | A
 *     (merged)  | B                                  Абай     | B
 *
 * Only the first column of a range is carried, and only into rows that have something of their
 * own. A link cell's value is the address it leads to; the text it shows is kept beside it and
 * becomes the column "<heading> (text)". When the text is itself a link the text is the value:
 * people see and check the text, while targets are left behind by copying cells.
 */
#include "data/sheet_internal.h"

/* Every visit of a cell by a range or a link counts, since ranges may overlap without end. */
static enum hat_status visit(struct hat_sheet *sheet)
{
    if (++sheet->visits > sheet->source->limits->values) {
        return hat_sheet_over_limit(sheet, 0, HAT_MSG_DATA_VALUES_MANY,
                                    sheet->source->limits->values);
    }
    return HAT_OK;
}

/* ---- merged cells ---- */

static enum hat_status carry_into(struct hat_sheet *sheet, size_t index, uint32_t column,
                                  const struct hat_value *value)
{
    struct hat_sheet_row *row = &sheet->rows[index];
    enum hat_status st = hat_sheet_widen(sheet, row, column + 1);
    if (st != HAT_OK) {
        return st;
    }
    struct hat_value *cell = &row->cells->values[column];
    if (!hat_sheet_blank(cell)) {
        return HAT_OK;
    }
    uint32_t line = cell->line;
    *cell = *value;
    cell->line = line;
    if (!row->hidden) {
        hat_sheet_found(sheet, HAT_FOUND_MERGED, row, column, hat_value_str(value));
    }
    return hat_sheet_count_text(sheet, row->number, value->count);
}

static enum hat_status carry(struct hat_sheet *sheet, const struct hat_sheet_range *range)
{
    uint32_t column = range->first_column;
    size_t first = hat_sheet_find_row(sheet, range->first_row);
    if (first == sheet->row_count || sheet->rows[first].number != range->first_row ||
        column >= sheet->rows[first].count) {
        return HAT_OK;
    }
    struct hat_value value = sheet->rows[first].cells->values[column];
    enum hat_status st = HAT_OK;
    for (size_t i = first + 1; i < sheet->row_count && st == HAT_OK &&
                               sheet->rows[i].number <= range->last_row && !hat_sheet_blank(&value);
         i++) {
        st = visit(sheet);
        if (st == HAT_OK) {
            st = carry_into(sheet, i, column, &value);
        }
    }
    return st;
}

enum hat_status hat_sheet_carry_merged(struct hat_sheet *sheet)
{
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < sheet->merge_count && st == HAT_OK; i++) {
        st = carry(sheet, &sheet->merges[i]);
    }
    return st;
}

/* ---- links ---- */

/* Is `part`, in small letters, in `text`, letter case apart? ASCII only. */
static bool contains(struct hat_str text, const char *part)
{
    size_t len = strlen(part);
    for (size_t at = 0; at + len <= text.len; at++) {
        size_t i = 0;
        while (i < len && (text.ptr[at + i] | 0x20) == (part[i] | 0x20)) {
            i++;
        }
        if (i == len) {
            return true;
        }
    }
    return false;
}

static bool is_web(struct hat_str text)
{
    struct hat_str begin = {text.ptr, text.len < 8 ? text.len : 8};
    return contains(begin, "http://") || contains(begin, "https://");
}

bool hat_sheet_is_link(struct hat_str text)
{
    return contains(text, "://") || contains(text, "www.") || contains(text, "instagram.com/");
}

/* "https://www.x.kz/a/" -> "x.kz/a" */
static struct hat_str bare(struct hat_str link)
{
    for (size_t at = 0; at + 3 <= link.len && at < 8; at++) {
        if (memcmp(link.ptr + at, "://", 3) == 0) {
            link.ptr += at + 3;
            link.len -= at + 3;
            break;
        }
    }
    if (hat_str_starts(link, "www.")) {
        link.ptr += 4;
        link.len -= 4;
    }
    while (link.len > 0 && (link.ptr[link.len - 1] == '/' || link.ptr[link.len - 1] == ' ')) {
        link.len--;
    }
    return link;
}

/* One may be longer than the other, by parameters for instance. */
static bool same_link(struct hat_str a, struct hat_str b)
{
    a = bare(a);
    b = bare(b);
    size_t len = a.len < b.len ? a.len : b.len;
    return len > 0 && memcmp(a.ptr, b.ptr, len) == 0;
}

static bool is_shortened(struct hat_str text)
{
    return hat_str_ends(text, "…") || hat_str_ends(text, "...");
}

/* Is the text the beginning of the target, cut within a word, or the site alone? */
static bool is_cut(struct hat_str text, struct hat_str target)
{
    text = bare(text);
    target = bare(target);
    if (text.len >= target.len || memcmp(text.ptr, target.ptr, text.len) != 0) {
        return false;
    }
    bool site = memchr(text.ptr, '/', text.len) == NULL;
    return site || memchr("/?#&", target.ptr[text.len], 4) == NULL;
}

static enum hat_status keep_shown(struct hat_sheet *sheet, size_t index, uint32_t column,
                                  struct hat_str text)
{
    if (!hat_mem_grow(&sheet->shown, sheet->shown_count, &sheet->shown_cap, sizeof *sheet->shown)) {
        return HAT_ERR_NOMEM;
    }
    sheet->shown[sheet->shown_count++] =
        (struct hat_sheet_shown){sheet->rows[index].number, column, text};
    return HAT_OK;
}

/* The target becomes the value; what the cell showed is kept unless it was nothing. */
static enum hat_status replace(struct hat_sheet *sheet, size_t index, struct hat_value *cell,
                               struct hat_str target)
{
    uint32_t most = sheet->source->limits->field_bytes, row = sheet->rows[index].number;
    struct hat_str text = hat_value_str(cell);
    bool shown = !hat_sheet_blank(cell) && cell->type == HAT_TEXT && !hat_sheet_is_link(text);
    enum hat_status st = target.len > most
                             ? hat_sheet_over_limit(sheet, row, HAT_MSG_DATA_FIELD_LONG, most)
                             : hat_sheet_count_text(sheet, row, target.len);
    if (st != HAT_OK) {
        return st;
    }
    cell->type = HAT_TEXT;
    cell->as.text = target.ptr;
    cell->count = (uint32_t)target.len;
    return shown ? keep_shown(sheet, index, cell->column - 1, text) : HAT_OK;
}

enum hat_status hat_sheet_link(struct hat_sheet *sheet, size_t index, uint32_t column,
                               struct hat_str target)
{
    struct hat_sheet_row *row = &sheet->rows[index];
    enum hat_status st = visit(sheet);
    if (st != HAT_OK || !is_web(target) || column >= sheet->source->limits->columns) {
        return st;
    }
    st = hat_sheet_widen(sheet, row, column + 1);
    if (st != HAT_OK) {
        return st;
    }
    struct hat_value *cell = &row->cells->values[column];
    struct hat_str text = hat_value_str(cell);
    if (!hat_sheet_is_link(text) || is_shortened(text) || is_cut(text, target)) {
        return replace(sheet, index, cell, target);
    }
    if (!same_link(text, target) && !row->hidden) {
        struct hat_sheet_findings *found = &sheet->findings[HAT_FOUND_LINK];
        if (found->rows.count == 0) {
            found->other = hat_excerpt(target);
        }
        hat_sheet_found(sheet, HAT_FOUND_LINK, row, column, text);
    }
    return HAT_OK;
}
