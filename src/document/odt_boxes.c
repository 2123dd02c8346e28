/* odt_boxes.c -- properties of tables, columns, rows, cells and frames, each resolved once.
 *
 *     table-cell style {fo:padding 0.097cm, fo:border 0.5pt solid #000000, vertical-align middle}
 *       -> {margins 55 55 55 55, borders SINGLE 10, valign CENTER}
 *
 * Source: ODF 1.3 part 3 §17.15 to §17.18 (tables), §17.21 (graphics); layout rules 4, 6.
 */
#include "document/odt_elements_internal.h"

/* How the record of a style is made on its first use: by `apply` over the chain. */
struct recipe {
    uint8_t family;
    size_t size;
    void (*begin)(void *record); /* NULL: zeroed */
    void (*apply)(struct hat_odt *odt, const struct hat_odt_style *style, void *record);
};

static void *resolve(struct hat_odt *odt, struct hat_odt_style *style, const struct recipe *recipe)
{
    void **kept = style != NULL ? &style->resolved : &odt->unstyled[recipe->family];
    if (*kept != NULL) {
        return *kept;
    }
    void *record = hat_arena_alloc(odt->arena, recipe->size);
    if (record == NULL) {
        return NULL;
    }
    if (recipe->begin != NULL) {
        recipe->begin(record);
    }
    struct hat_odt_style *chain[HAT_ODT_CHAIN];
    size_t count = hat_odt_chain(odt, recipe->family, style, chain);
    for (size_t i = 0; i < count; i++) {
        recipe->apply(odt, chain[i], record);
    }
    *kept = record;
    return record;
}

/* ---- tables ---- */

static void apply_table_width(const struct hat_odt_attr *attr, struct hat_odt_table_style *out)
{
    struct hat_table *table = &out->table;
    int32_t percent;
    if (attr->name == HAT_STYLE_width && table->width_kind != HAT_WIDTH_PERCENT) {
        if (hat_odt_length(attr->value, &table->width) && table->width > 0) {
            table->width_kind = HAT_WIDTH_TWIPS;
            out->has_width = true;
        }
    } else if (attr->name == HAT_STYLE_rel_width && hat_odt_percent(attr->value, &percent) &&
               percent > 0) {
        table->width_kind = HAT_WIDTH_PERCENT;
        table->width = (percent > 1000 ? 1000 : percent) * 50;
        out->has_width = true;
    }
}

static void apply_table_align(struct hat_str value, struct hat_odt_table_style *out)
{
    out->has_align = true;
    out->table.stretch = hat_str_is(value, "margins");
    out->table.align = hat_str_is(value, "center")  ? HAT_ALIGN_CENTER
                       : hat_str_is(value, "right") ? HAT_ALIGN_RIGHT
                                                    : HAT_ALIGN_LEFT;
}

static void apply_table_attr(const struct hat_odt_attr *attr, struct hat_odt_table_style *out)
{
    struct hat_table *table = &out->table;
    switch (attr->name) {
    case HAT_STYLE_width:
    case HAT_STYLE_rel_width:
        apply_table_width(attr, out);
        break;
    case HAT_TABLE_align:
        apply_table_align(attr->value, out);
        break;
    case HAT_FO_margin:
        hat_odt_length(attr->value, &table->indent);
        table->margin_right = table->before = table->after = table->indent;
        break;
    case HAT_FO_margin_left:
        hat_odt_length(attr->value, &table->indent);
        break;
    case HAT_FO_margin_right:
        hat_odt_length(attr->value, &table->margin_right);
        break;
    case HAT_FO_margin_top:
        hat_odt_length(attr->value, &table->before);
        break;
    case HAT_FO_margin_bottom:
        hat_odt_length(attr->value, &table->after);
        break;
    case HAT_TABLE_border_model:
        table->collapse = hat_str_is(attr->value, "collapsing");
        break;
    case HAT_FO_background_color:
        hat_odt_color(attr->value, &table->shade);
        break;
    case HAT_STYLE_may_break_between_rows:
        table->no_break = !hat_odt_true(attr->value);
        break;
    case HAT_FO_keep_with_next:
        table->keep_next = hat_odt_true(attr->value);
        break;
    case HAT_FO_break_before:
        table->break_before = hat_str_is(attr->value, "page");
        break;
    case HAT_STYLE_writing_mode:
        table->rtl = hat_str_starts(attr->value, "rl");
        break;
    case HAT_STYLE_page_number:
        hat_odt_int(attr->value, &out->page_number);
        break;
    default:
        break;
    }
}

static void apply_table(struct hat_odt *odt, const struct hat_odt_style *style, void *record)
{
    (void)odt;
    struct hat_odt_table_style *out = record;
    const struct hat_odt_attrs *attrs = &style->parts[HAT_ODT_OWN_PROPERTIES];
    for (size_t i = 0; i < attrs->count; i++) {
        apply_table_attr(&attrs->items[i], out);
    }
    if (style->has_master) {
        out->master = style->master;
    }
}

const struct hat_odt_table_style *hat_odt_table_style(struct hat_odt *odt, struct hat_str name)
{
    static const struct recipe recipe = {HAT_ODT_TABLE, sizeof(struct hat_odt_table_style), NULL,
                                         apply_table};
    return resolve(odt, hat_odt_style_find(odt, HAT_ODT_TABLE, name), &recipe);
}

static void apply_column(struct hat_odt *odt, const struct hat_odt_style *style, void *record)
{
    (void)odt;
    struct hat_odt_column_style *out = record;
    const struct hat_odt_attrs *attrs = &style->parts[HAT_ODT_OWN_PROPERTIES];
    for (size_t i = 0; i < attrs->count; i++) {
        const struct hat_odt_attr *attr = &attrs->items[i];
        if (attr->name == HAT_STYLE_column_width) {
            hat_odt_length(attr->value, &out->width);
        } else if (attr->name == HAT_STYLE_rel_column_width) {
            hat_odt_int(attr->value, &out->relative);
            out->relative = out->relative < 0 ? 0 : out->relative;
        }
    }
    out->width = out->width < 0 ? 0 : out->width;
}

const struct hat_odt_column_style *hat_odt_column_style(struct hat_odt *odt, struct hat_str name)
{
    static const struct recipe recipe = {HAT_ODT_COLUMN, sizeof(struct hat_odt_column_style), NULL,
                                         apply_column};
    return resolve(odt, hat_odt_style_find(odt, HAT_ODT_COLUMN, name), &recipe);
}

static void apply_row(struct hat_odt *odt, const struct hat_odt_style *style, void *record)
{
    (void)odt;
    struct hat_odt_row_style *out = record;
    const struct hat_odt_attrs *attrs = &style->parts[HAT_ODT_OWN_PROPERTIES];
    for (size_t i = 0; i < attrs->count; i++) {
        const struct hat_odt_attr *attr = &attrs->items[i];
        hat_twip height;
        if (attr->name == HAT_STYLE_row_height || attr->name == HAT_STYLE_min_row_height) {
            if (hat_odt_length(attr->value, &height) && height > 0) {
                out->rule =
                    attr->name == HAT_STYLE_row_height ? HAT_HEIGHT_EXACT : HAT_HEIGHT_AT_LEAST;
                out->height = height;
            }
        } else if (attr->name == HAT_FO_keep_together) {
            out->cant_split = hat_odt_true(attr->value);
        } else if (attr->name == HAT_FO_background_color) {
            hat_odt_color(attr->value, &out->shade);
        }
    }
}

const struct hat_odt_row_style *hat_odt_row_style(struct hat_odt *odt, struct hat_str name)
{
    static const struct recipe recipe = {HAT_ODT_ROW, sizeof(struct hat_odt_row_style), NULL,
                                         apply_row};
    return resolve(odt, hat_odt_style_find(odt, HAT_ODT_ROW, name), &recipe);
}

static void apply_cell_direction(struct hat_str value, struct hat_odt_cell_style *out)
{
    if (hat_str_is(value, "bt-lr")) {
        out->direction = HAT_DIRECTION_UP;
    } else if (hat_str_starts(value, "tb-rl")) {
        out->direction = HAT_DIRECTION_DOWN;
    } else {
        out->direction = HAT_DIRECTION_HORIZONTAL;
    }
}

static void apply_cell(struct hat_odt *odt, const struct hat_odt_style *style, void *record)
{
    (void)odt;
    struct hat_odt_cell_style *out = record;
    struct hat_border *const borders[4] = {&out->borders[0], &out->borders[1], &out->borders[2],
                                           &out->borders[3]};
    hat_twip *const margins[4] = {&out->margins[0], &out->margins[1], &out->margins[2],
                                  &out->margins[3]};
    const struct hat_odt_attrs *attrs = &style->parts[HAT_ODT_OWN_PROPERTIES];
    for (size_t i = 0; i < attrs->count; i++) {
        const struct hat_odt_attr *attr = &attrs->items[i];
        if (hat_odt_apply_border(attr, borders) || hat_odt_apply_padding(attr, margins)) {
            continue;
        }
        if (attr->name == HAT_STYLE_vertical_align) {
            out->valign = hat_str_is(attr->value, "middle")   ? HAT_VALIGN_CENTER
                          : hat_str_is(attr->value, "bottom") ? HAT_VALIGN_BOTTOM
                                                              : HAT_VALIGN_TOP;
        } else if (attr->name == HAT_FO_background_color) {
            hat_odt_color(attr->value, &out->shade);
        } else if (attr->name == HAT_STYLE_writing_mode || attr->name == HAT_LOEXT_writing_mode) {
            apply_cell_direction(attr->value, out);
        }
    }
}

const struct hat_odt_cell_style *hat_odt_cell_style(struct hat_odt *odt,
                                                    struct hat_odt_style *style)
{
    static const struct recipe recipe = {HAT_ODT_CELL, sizeof(struct hat_odt_cell_style), NULL,
                                         apply_cell};
    return resolve(odt, style, &recipe);
}

/* ---- frames and shapes ---- */

static void begin_graphic(void *record)
{
    struct hat_odt_graphic_style *out = record;
    out->place.wrap = HAT_WRAP_SQUARE;
    out->place.x_relative = out->place.y_relative = HAT_REL_PARAGRAPH;
    out->vertical = HAT_ODT_FROM_TOP;
    out->place.apart = true;
    out->stroke = (struct hat_color){0x3465A4, true}; /* of shapes; frames have a border or none */
    out->fill_color = (struct hat_color){0x729FCF, true};
    out->valign = HAT_VALIGN_TOP;
}

/* Writer's own style of pictures, for a frame that names none. */
static void begin_unstyled(void *record)
{
    struct hat_odt_graphic_style *out = record;
    begin_graphic(record);
    out->vertical = HAT_ODT_TOP;
    out->place.x_position = HAT_POSITION_CENTER;
    out->place.y_position = HAT_POSITION_START;
}

static uint8_t relative_of(struct hat_str value, bool horizontal)
{
    static const struct {
        const char *name;
        uint8_t relative;
    } relatives[] = {{"page", HAT_REL_PAGE},
                     {"page-content", HAT_REL_MARGIN},
                     {"page-start-margin", HAT_REL_PAGE},
                     {"page-content-bottom", HAT_REL_MARGIN},
                     {"page-content-top", HAT_REL_MARGIN},
                     {"frame", HAT_REL_COLUMN},
                     {"frame-content", HAT_REL_COLUMN},
                     {"paragraph-content", HAT_REL_PARAGRAPH_TEXT},
                     {"char", HAT_REL_CHARACTER},
                     {"line", HAT_REL_CHARACTER},
                     {"baseline", HAT_REL_CHARACTER},
                     {"text", HAT_REL_CHARACTER}};
    for (size_t i = 0; i < sizeof relatives / sizeof relatives[0]; i++) {
        if (hat_str_is(value, relatives[i].name)) {
            return relatives[i].relative;
        }
    }
    return horizontal ? HAT_REL_COLUMN : HAT_REL_PARAGRAPH;
}

static void apply_position(const struct hat_odt_attr *attr, struct hat_odt_graphic_style *out)
{
    struct hat_str value = attr->value;
    if (attr->name == HAT_STYLE_horizontal_pos) {
        out->place.x_position =
            hat_str_is(value, "center")                                  ? HAT_POSITION_CENTER
            : hat_str_is(value, "left") || hat_str_is(value, "inside")   ? HAT_POSITION_START
            : hat_str_is(value, "right") || hat_str_is(value, "outside") ? HAT_POSITION_END
                                                                         : HAT_POSITION_OFFSET;
    } else {
        bool top = hat_str_is(value, "top"), middle = hat_str_is(value, "middle");
        bool bottom = hat_str_is(value, "bottom") || hat_str_is(value, "below");
        out->place.y_position = top      ? HAT_POSITION_START
                                : middle ? HAT_POSITION_CENTER
                                : bottom ? HAT_POSITION_END
                                         : HAT_POSITION_OFFSET;
        out->vertical = top      ? HAT_ODT_TOP
                        : middle ? HAT_ODT_MIDDLE
                        : bottom ? HAT_ODT_BOTTOM
                                 : HAT_ODT_FROM_TOP;
    }
}

static void apply_wrap(const struct hat_odt_attr *attr, struct hat_odt_graphic_style *out)
{
    if (attr->name == HAT_STYLE_run_through) {
        out->place.behind = hat_str_is(attr->value, "background");
        return;
    }
    out->place.side = hat_str_is(attr->value, "left")       ? HAT_SIDE_LEFT
                      : hat_str_is(attr->value, "right")    ? HAT_SIDE_RIGHT
                      : hat_str_is(attr->value, "parallel") ? HAT_SIDE_BOTH
                                                            : HAT_SIDE_LARGEST;
    out->place.wrap = hat_str_is(attr->value, "none")          ? HAT_WRAP_TOP_BOTTOM
                      : hat_str_is(attr->value, "run-through") ? HAT_WRAP_NONE
                                                               : HAT_WRAP_SQUARE;
}

static bool apply_distance(const struct hat_odt_attr *attr, hat_twip distance[4])
{
    hat_twip value;
    int side;
    switch (attr->name) {
    case HAT_FO_margin:
        side = -1;
        break;
    case HAT_FO_margin_top:
        side = HAT_TOP;
        break;
    case HAT_FO_margin_left:
        side = HAT_LEFT;
        break;
    case HAT_FO_margin_bottom:
        side = HAT_BOTTOM;
        break;
    case HAT_FO_margin_right:
        side = HAT_RIGHT;
        break;
    default:
        return false;
    }
    if (hat_odt_length(attr->value, &value)) {
        for (int i = 0; i < 4; i++) {
            distance[i] = side < 0 || side == i ? value : distance[i];
        }
    }
    return true;
}

/* An opacity as what shines through. */
static void apply_opacity(struct hat_str text, uint8_t *clear)
{
    int64_t millionths;
    struct hat_str unit;
    if (hat_odt_number(text, &millionths, &unit)) {
        int64_t percent = hat_str_is(unit, "%") ? millionths / 1000000 : millionths / 10000;
        *clear = (uint8_t)(100 - (percent < 0 ? 0 : percent > 100 ? 100 : percent));
    }
}

/* false: it is no property of a line's ends or dashes. */
static bool apply_line(const struct hat_odt_attr *attr, struct hat_odt_graphic_style *out)
{
    switch (attr->name) {
    case HAT_DRAW_marker_start:
        out->start_name = attr->value;
        return true;
    case HAT_DRAW_marker_end:
        out->end_name = attr->value;
        return true;
    case HAT_DRAW_marker_start_width:
        hat_odt_length(attr->value, &out->start.width);
        return true;
    case HAT_DRAW_marker_end_width:
        hat_odt_length(attr->value, &out->end.width);
        return true;
    case HAT_DRAW_marker_start_center:
        out->start.centered = hat_odt_true(attr->value);
        return true;
    case HAT_DRAW_marker_end_center:
        out->end.centered = hat_odt_true(attr->value);
        return true;
    case HAT_DRAW_stroke_dash:
        out->dash = attr->value;
        return true;
    default:
        return false;
    }
}

static void apply_paint(const struct hat_odt_attr *attr, struct hat_odt_graphic_style *out)
{
    switch (attr->name) {
    case HAT_DRAW_stroke:
        out->stroke.set = !hat_str_is(attr->value, "none");
        out->dashed = hat_str_is(attr->value, "dash");
        break;
    case HAT_SVG_stroke_color:
        if (out->stroke.set) {
            hat_odt_color(attr->value, &out->stroke);
        }
        break;
    case HAT_SVG_stroke_width:
        hat_odt_length(attr->value, &out->stroke_width);
        break;
    case HAT_DRAW_fill:
        out->shaded = hat_str_is(attr->value, "gradient");
        out->filled = out->shaded || hat_str_is(attr->value, "solid");
        out->unfilled = !out->filled;
        break;
    case HAT_DRAW_fill_color:
        hat_odt_color(attr->value, &out->fill_color);
        break;
    case HAT_DRAW_opacity:
        apply_opacity(attr->value, &out->fill_clear);
        break;
    case HAT_SVG_stroke_opacity:
        apply_opacity(attr->value, &out->stroke_clear);
        break;
    case HAT_DRAW_fill_gradient_name:
        out->gradient = attr->value;
        break;
    case HAT_FO_background_color:
        hat_odt_color(attr->value, &out->background);
        break;
    default:
        break;
    }
}

static void apply_graphic_attr(const struct hat_odt_attr *attr, struct hat_odt_graphic_style *out)
{
    switch (attr->name) {
    case HAT_STYLE_wrap:
    case HAT_STYLE_run_through:
        apply_wrap(attr, out);
        break;
    case HAT_STYLE_horizontal_pos:
    case HAT_STYLE_vertical_pos:
        apply_position(attr, out);
        break;
    case HAT_STYLE_horizontal_rel:
        out->place.x_relative = relative_of(attr->value, true);
        break;
    case HAT_STYLE_vertical_rel:
        out->place.y_relative = relative_of(attr->value, false);
        out->against_line = hat_str_is(attr->value, "line") || hat_str_is(attr->value, "char") ||
                            hat_str_is(attr->value, "text");
        break;
    case HAT_FO_clip:
        out->clip = attr->value;
        break;
    case HAT_LOEXT_decorative:
        out->decorative = hat_str_is(attr->value, "true");
        break;
    case HAT_DRAW_auto_grow_height:
        out->grow = hat_odt_true(attr->value);
        out->no_grow = !out->grow;
        break;
    case HAT_FO_min_height:
        hat_odt_length(attr->value, &out->least);
        break;
    case HAT_DRAW_textarea_vertical_align:
        out->valign = hat_str_is(attr->value, "middle")   ? HAT_VALIGN_CENTER
                      : hat_str_is(attr->value, "bottom") ? HAT_VALIGN_BOTTOM
                                                          : HAT_VALIGN_TOP;
        break;
    default:
        apply_paint(attr, out);
        break;
    }
}

static void apply_graphic(struct hat_odt *odt, const struct hat_odt_style *style, void *record)
{
    struct hat_odt_graphic_style *out = record;
    struct hat_border *const borders[4] = {&out->borders[0], &out->borders[1], &out->borders[2],
                                           &out->borders[3]};
    hat_twip *const insets[4] = {&out->insets[0], &out->insets[1], &out->insets[2],
                                 &out->insets[3]};
    const struct hat_odt_attrs *attrs = &style->parts[HAT_ODT_OWN_PROPERTIES];
    if (style->name.len == 0) { /* the default style: what it leaves out is as in OpenOffice.org */
        out->stroke.rgb = 0;
        out->fill_color.rgb = 0x99CCFF;
    }
    out->drawn = style->scope != HAT_ODT_COMMON && style->parent.len == 0;
    out->place.behind = out->place.behind || out->drawn; /* as Writer takes it */
    for (size_t i = 0; i < attrs->count; i++) {
        const struct hat_odt_attr *attr = &attrs->items[i];
        bool shorthand = out->drawn && attr->name == HAT_FO_padding; /* not read by Writer */
        if (!shorthand && !apply_line(attr, out) && !hat_odt_apply_border(attr, borders) &&
            !hat_odt_apply_padding(attr, insets) && !apply_distance(attr, out->place.distance)) {
            apply_graphic_attr(attr, out);
        }
    }
    hat_odt_line_style(odt, out);
}

const struct hat_odt_graphic_style *hat_odt_graphic_style(struct hat_odt *odt, struct hat_str name)
{
    static const struct recipe styled = {HAT_ODT_GRAPHIC, sizeof(struct hat_odt_graphic_style),
                                         begin_graphic, apply_graphic};
    static const struct recipe unstyled = {HAT_ODT_GRAPHIC, sizeof(struct hat_odt_graphic_style),
                                           begin_unstyled, apply_graphic};
    struct hat_odt_style *style = hat_odt_style_find(odt, HAT_ODT_GRAPHIC, name);
    return resolve(odt, style, style != NULL ? &styled : &unstyled);
}
