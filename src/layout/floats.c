/* floats.c -- floating tables: they stand where their position says, and the text of the paragraphs
 * that follow goes around them (docs/layout-rules.md 4.2, 6).
 *
 * Such a table is read whole and waits for the paragraph after it, its anchor: with that it goes
 * to a page. One of more rows than a page holds is set in the text like any other table, and so
 * is one that leaves no room for text beside it.
 */
#include "layout/anchors_internal.h"
#include "layout/body_internal.h"

enum {
    FLOAT_ROWS_MAX = 200,
    ROOM_BESIDE = 266 /* least room for text beside a table */
};

/* Reads all rows into a chain; *few: there are not too many. */
static enum hat_status read_rows(struct hat_body *body, struct hat_body_table *table, bool *few)
{
    struct hat_document *document = body->layout->document;
    struct hat_table *source = table->block->as.table;
    struct hat_row **end = &table->read;
    const struct hat_row *last = NULL;
    enum hat_status status = HAT_OK;
    size_t count = 0;
    if (!source->streamed) {
        *few = true;
        return HAT_OK;
    }
    do {
        struct hat_row *row = NULL;
        status = hat_document_next_row(document, source, last, &row);
        *end = row;
        last = row;
        end = row != NULL ? &row->next : end;
    } while (status == HAT_OK && last != NULL && ++count < FLOAT_ROWS_MAX);
    *few = last == NULL;
    return status;
}

/* In the lower left part of the page: likely to go on on the next one. */
static bool stands_low(const struct hat_section *section, const struct hat_float *place)
{
    return place->x_relative == HAT_REL_PAGE && place->y_relative == HAT_REL_PAGE &&
           place->x_position == HAT_POSITION_OFFSET && place->y_position == HAT_POSITION_OFFSET &&
           place->x < section->page_width / 2 && place->y > section->page_height / 2;
}

/* Would Writer set the table in the text after all? In columns it never does. */
static enum hat_status stays_in_text(struct hat_body *body, struct hat_body_table *table,
                                     bool *stays)
{
    const struct hat_table *source = table->table;
    const struct hat_float *place = source->floating;
    const struct hat_section *section = &body->section;
    const struct hat_row *first = source->streamed ? table->read : source->rows;
    struct hat_grid grid;
    enum hat_status status = hat_grid_make(source, first, body->width, &table->arena, &grid);
    if (status != HAT_OK) {
        return status;
    }
    hat_twip around = hat_twip_add(place->distance[HAT_LEFT], place->distance[HAT_RIGHT]);
    hat_twip width = hat_twip_add(hat_twip_add(grid.total, around), ROOM_BESIDE);
    hat_twip room = hat_twip_sub(section->page_width, section->right);
    if (place->x_relative != HAT_REL_PAGE) {
        room = hat_twip_sub(room, section->left);
    }
    *stays = stands_low(section, place) || (section->columns <= 1 && width >= room);
    return HAT_OK;
}

enum hat_status hat_float_take(struct hat_body *body, struct hat_body_table *table, bool *taken)
{
    struct hat_table *source = table->block->as.table;
    bool few = false;
    bool stays = false;
    *taken = false;
    if (source->floating == NULL) {
        return HAT_OK;
    }
    enum hat_status status = read_rows(body, table, &few);
    if (status == HAT_OK && few) {
        status = stays_in_text(body, table, &stays);
    }
    if (stays) { /* at the margin, whatever its place and indent */
        source->indent = 0;
        source->shift_by_margin = false;
        source->align = HAT_ALIGN_LEFT;
    }
    if (status != HAT_OK || !few || stays) {
        return status;
    }
    *taken = true;
    source->rows = source->streamed ? table->read : source->rows;
    status = hat_nested_make(body->layout, source, body->width, &table->arena, &table->nested);
    if (status == HAT_OK) {
        struct hat_body_table **end = &body->floats;
        while (*end != NULL) {
            end = &(*end)->next_float;
        }
        *end = table;
    }
    return status;
}

/* How far the table stands left of its place: the text of its first cell stands there, less half
 * a border. */
static hat_twip shift_of(const struct hat_table *table)
{
    const struct hat_row *row = table->rows;
    const struct hat_cell *cell = row != NULL && row->cell_count > 0 ? row->cells : NULL;
    hat_twip margin = cell != NULL ? cell->margins[HAT_LEFT] : table->margins[HAT_LEFT];
    const struct hat_border *border =
        cell != NULL ? &cell->borders[HAT_LEFT] : &table->borders[HAT_LEFT];
    return hat_twip_add(margin, hat_border_width(border) / 2);
}

/* A table that is aligned is so with its distances to the text, as in Writer. */
static void find_place(const struct hat_body *body, const struct hat_body_table *table,
                       const struct hat_anchor_spot *spot, hat_twip at[2], hat_twip size[2])
{
    const struct hat_float *place = table->table->floating;
    bool aligned = place->x_position != HAT_POSITION_OFFSET;
    hat_twip left = aligned ? place->distance[HAT_LEFT] : 0;
    hat_twip right = aligned ? place->distance[HAT_RIGHT] : 0;
    size[0] = table->nested->grid.total;
    size[1] = hat_nested_height(table->nested, 0, table->nested->count);
    const hat_twip outer[2] = {hat_twip_add(size[0], hat_twip_add(left, right)), size[1]};
    hat_float_place(body->layout->area, place, spot, outer, at);
    at[0] = aligned ? hat_twip_add(at[0], left) : hat_twip_sub(at[0], shift_of(table->table));
}

enum hat_status hat_floats_reserve(struct hat_body *body, const struct hat_anchor_spot *spot)
{
    enum hat_status status = HAT_OK;
    for (struct hat_body_table *table = body->floats; table != NULL && status == HAT_OK;
         table = table->next_float) {
        hat_twip at[2];
        hat_twip size[2];
        find_place(body, table, spot, at, size);
        status = hat_keep_off_add(body->layout->area, table->table->floating, at, size);
    }
    return status;
}

/* Over everything that stands beside the text, as in Writer. */
static enum hat_status draw(struct hat_body *body, struct hat_body_table *table,
                            const struct hat_para_spot *place)
{
    struct hat_page *page = &body->layout->page;
    const size_t range[2] = {0, table->nested->count};
    struct hat_page_left left;
    enum hat_status status = hat_page_begin_object(page, HAT_STRAND_FRONT, INT32_MAX, &left);
    if (status == HAT_OK) {
        status = hat_nested_paint(body->layout, table->nested, range, place);
    }
    hat_page_end_object(page, &left);
    return status;
}

enum hat_status hat_floats_paint(struct hat_body *body, const struct hat_anchor_spot *spot)
{
    enum hat_status status = HAT_OK;
    while (body->floats != NULL && status == HAT_OK) {
        struct hat_body_table *table = body->floats;
        hat_twip at[2];
        hat_twip size[2];
        find_place(body, table, spot, at, size);
        struct hat_para_spot place = {.x = hat_twip_sub(at[0], table->nested->grid.left)};
        place.y = at[1];
        place.width = body->width;
        place.tags = &body->tags;
        if (hat_layout_draws(body->layout)) {
            status = draw(body, table, &place);
        }
        body->floats = table->next_float;
        hat_body_table_free(body, table);
    }
    return status;
}
