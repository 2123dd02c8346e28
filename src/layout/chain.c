/* chain.c -- what keeps with the next stays with it (docs/layout-rules.md 3.3, 4.4).
 *
 * Units wait in the chain until one comes that does not keep, or until the chain is more than the
 * column holds. Then the question is whether the whole chain, and of its last unit at least the
 * first part that may stand alone, fits below what is set:
 *
 *     title (keep) | table head (keep) | row 1        room for all three: set
 *                                                     else: a new page first
 *
 * A chain that is longer than a page is set as it comes, and so is the rest of it: else every
 * further page of it would move, too, and leave a gap.
 */
#include "layout/body_internal.h"

/* Units that wait at most, however low they are. */
enum { CHAIN_MAX = 200 };

enum verdict { WAITS, FITS, MOVES };

/* Going down the column without setting anything. */
struct trial {
    hat_twip y, bottom;
    struct hat_above above;
    const struct hat_body_table *table; /* of the row above */
    hat_twip bottom_width;              /* of the row above */
    bool head_set;
};

static enum verdict try_paragraph(const struct hat_body *body, struct hat_body_unit *unit,
                                  struct trial *trial)
{
    const struct hat_para_box *box = &unit->para;
    hat_twip y = trial->y;
    if (unit->from == 0) {
        y = hat_twip_add(y, hat_space_before(body->layout->flags, &trial->above, box->paragraph));
    }
    size_t end = box->lines->count;
    size_t count = hat_notes_split(body, box, unit->from, end, hat_twip_sub(trial->bottom, y));
    if (unit->from + count < box->lines->count) {
        return count > 0 ? FITS : MOVES;
    }
    trial->y = hat_twip_add(y, hat_para_height(box, unit->from, end));
    trial->above = hat_above_paragraph(box->paragraph, box->lines->gap_after);
    trial->table = NULL;
    return WAITS;
}

static enum verdict try_row(const struct hat_body *body, const struct hat_body_unit *unit,
                            struct trial *trial)
{
    const struct hat_body_table *table = unit->table;
    const struct hat_row_box *row = &unit->row;
    hat_twip y = trial->y;
    if (trial->table != table) {
        y = hat_twip_add(y,
                         hat_space_before_table(body->layout->flags, &trial->above, table->table));
        trial->table = table;
        trial->bottom_width = 0;
    }
    if (table->begun && body->fresh && !trial->head_set && !row->row->header) {
        y = hat_twip_add(y, hat_head_height(table));
    }
    trial->head_set = true;
    hat_twip top = hat_row_top(row, trial->bottom_width);
    hat_twip pitch = hat_twip_add(top, row->inner);
    if (row->row->height_rule == HAT_HEIGHT_EXACT) {
        pitch = row->row->height;
    } else if (row->row->height_rule == HAT_HEIGHT_AT_LEAST) {
        pitch = hat_twip_max(pitch, row->row->height);
    }
    hat_twip bottom = hat_twip_add(y, pitch);
    if (hat_twip_add(bottom, row->bottoms) > trial->bottom) {
        return hat_row_may_split(body, row, y) ? FITS : MOVES;
    }
    trial->y = bottom;
    trial->bottom_width = row->bottoms;
    trial->above = hat_above_table(table->table);
    if (unit->last) {
        trial->y = hat_twip_add(trial->y, row->bottoms);
        trial->table = NULL;
    }
    return WAITS;
}

static enum verdict try_chain(const struct hat_body *body)
{
    struct trial trial = {.y = body->y, .bottom = body->bottom, .above = body->above};
    trial.table = body->setting;
    trial.head_set = body->head_set;
    if (body->setting != NULL) {
        trial.bottom_width = body->setting->set.bottom_width;
    }
    for (struct hat_body_unit *unit = body->chain; unit != NULL; unit = unit->next) {
        enum verdict verdict = unit->kind == HAT_UNIT_ROW ? try_row(body, unit, &trial)
                                                          : try_paragraph(body, unit, &trial);
        if (verdict != WAITS) {
            return verdict;
        }
        if (!unit->keep) {
            return FITS;
        }
    }
    return WAITS;
}

/* Sets the units up to the first that does not keep with the next; in columns only to the end of
 * the page. */
static enum hat_status set_all(struct hat_body *body)
{
    uint32_t region = body->regions;
    enum hat_status status = HAT_OK;
    while (body->chain != NULL && status == HAT_OK) {
        struct hat_body_unit *unit = body->chain;
        bool paragraph = unit->kind == HAT_UNIT_PARAGRAPH;
        body->chain_broken = body->chain_broken && unit->keep;
        status = paragraph ? hat_place_paragraph(body, unit) : hat_place_row(body, unit);
        if (status == HAT_OK && paragraph && unit->from < unit->para.lines->count) {
            return HAT_OK;
        }
        body->chain = unit->next;
        body->chain_count--;
        bool ends = !unit->keep || (body->section.columns > 1 && body->regions != region);
        hat_unit_free(body, unit);
        if (ends) {
            break;
        }
    }
    if (body->chain == NULL) {
        body->chain_end = &body->chain;
    }
    return status;
}

static enum hat_status refresh_all(struct hat_body *body)
{
    enum hat_status status = HAT_OK;
    for (struct hat_body_unit *unit = body->chain; unit != NULL && status == HAT_OK;
         unit = unit->next) {
        if (unit->kind == HAT_UNIT_PARAGRAPH && unit->from == 0) {
            status = hat_unit_refresh(body, unit);
        }
    }
    return status;
}

/* Columns whose units have waited for their end. */
static void spread(struct hat_body *body, enum hat_flush how)
{
    if (how == HAT_FLUSH_BALANCED) {
        hat_balance(body);
    } else if (how == HAT_FLUSH_END) {
        hat_balance_none(body);
    }
}

/* Sets what can be decided, or all when nothing more is to come. */
static enum hat_status settle(struct hat_body *body, bool waits, enum hat_flush how)
{
    while (body->chain != NULL) {
        enum hat_status status = hat_body_open(body);
        if (status == HAT_OK) {
            status = refresh_all(body);
        }
        if (status != HAT_OK) {
            return status;
        }
        hat_region_start(body, body->chain);
        if (hat_balance_waits(body)) {
            if (waits) {
                return HAT_OK;
            }
            spread(body, how);
        }
        enum verdict verdict = body->chain_broken ? FITS : try_chain(body);
        if (verdict == WAITS && waits && body->chain_count < CHAIN_MAX) {
            return HAT_OK;
        }
        if (verdict == MOVES && !body->fresh) {
            status = hat_body_overflow(body, body->chain->from > 0);
        } else {
            body->chain_broken = body->chain_broken || verdict == MOVES;
            status = set_all(body);
        }
        if (status != HAT_OK) {
            return status;
        }
    }
    return HAT_OK;
}

/* Goes through the columns with one unit, part by part. false: they are full. */
static bool spread_unit(const struct hat_body *body, const struct hat_body_unit *unit,
                        struct trial *trial, uint16_t *column)
{
    size_t from = unit->from;
    bool top = trial->y == body->column_top;
    for (;;) {
        if (unit->kind == HAT_UNIT_ROW) {
            if (try_row(body, unit, trial) == WAITS) {
                return true;
            }
        } else {
            const struct hat_para_box *box = &unit->para;
            hat_twip gap =
                from == 0 ? hat_space_before(body->layout->flags, &trial->above, box->paragraph)
                          : 0;
            hat_twip room = hat_twip_sub(trial->bottom, hat_twip_add(trial->y, gap));
            size_t count = hat_para_split(box, from, box->lines->count, room);
            hat_twip height = hat_para_height(box, from, from + count);
            trial->y = hat_twip_add(hat_twip_add(trial->y, gap), height);
            from += count;
            if (from == box->lines->count) {
                trial->above = hat_above_paragraph(box->paragraph, box->lines->gap_after);
                return true;
            }
            top = top && count == 0;
        }
        if (top || ++*column >= body->section.columns) {
            return false; /* does not even fit an empty column, or no column is left */
        }
        trial->y = body->column_top;
        trial->above = body->region_above;
        top = true;
    }
}

bool hat_chain_fits(const struct hat_body *body, hat_twip bottom)
{
    struct trial trial = {.y = body->column_top, .bottom = bottom, .above = body->above};
    trial.head_set = true;
    uint16_t column = 0;
    for (const struct hat_body_unit *unit = body->chain; unit != NULL; unit = unit->next) {
        if (!spread_unit(body, unit, &trial, &column)) {
            return false;
        }
    }
    return true;
}

enum hat_status hat_chain_add(struct hat_body *body, struct hat_body_unit *unit)
{
    unit->next = NULL;
    if (body->chain == NULL) {
        body->chain_end = &body->chain;
    }
    *body->chain_end = unit;
    body->chain_end = &unit->next;
    body->chain_count++;
    return settle(body, true, HAT_FLUSH_BREAK);
}

enum hat_status hat_chain_flush(struct hat_body *body, enum hat_flush how)
{
    enum hat_status status = settle(body, false, how);
    body->chain_broken = false;
    return status;
}
