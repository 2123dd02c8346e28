/* docx_table_props.c -- table, row and cell properties (ECMA-376-1 §17.4) as sparse records.
 *
 *     <w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>...</w:tblBorders></w:tblPr>
 *     <w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>
 *     <w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr>
 */
#include "document/docx_internal.h"

static int edge_of(enum hat_xml_name name)
{
    switch (name) {
    case HAT_W_top:
        return HAT_TOP;
    case HAT_W_left:
    case HAT_W_start:
        return HAT_LEFT;
    case HAT_W_bottom:
        return HAT_BOTTOM;
    case HAT_W_right:
    case HAT_W_end:
        return HAT_RIGHT;
    case HAT_W_insideH:
        return HAT_DOCX_INSIDE_H;
    case HAT_W_insideV:
        return HAT_DOCX_INSIDE_V;
    default:
        return -1;
    }
}

static void read_border(struct hat_docx *docx, struct hat_docx_borders *borders,
                        const struct hat_xml_element *element)
{
    int edge = edge_of(element->name);
    if (edge >= 0) {
        borders->edge[edge] = hat_docx_border(docx, element);
        if (edge == HAT_BOTTOM || edge == HAT_RIGHT) {
            hat_docx_border_swap(&borders->edge[edge]); /* Writer does not mirror them */
        }
        borders->set = (uint8_t)(borders->set | 1u << edge);
    }
}

static void read_margin(struct hat_docx *docx, struct hat_docx_margins *margins,
                        const struct hat_xml_element *element)
{
    int edge = edge_of(element->name);
    if (edge >= 0 && edge < 4 && !hat_str_is(hat_xml_attr(element, HAT_W_type), "nil")) {
        struct hat_str width = hat_xml_attr(element, HAT_W_w);
        margins->edge[edge] = hat_docx_length(docx, width, 0, HAT_DOCX_LENGTH_MAX);
        margins->set = (uint8_t)(margins->set | 1u << edge);
    }
}

/* w:tblW and w:tcW: dxa twips, pct fiftieths of a percent or "50%" (strict). */
static uint8_t read_width(struct hat_docx *docx, const struct hat_xml_element *element,
                          int32_t *width)
{
    struct hat_str text = hat_xml_attr(element, HAT_W_w);
    struct hat_str type = hat_xml_attr(element, HAT_W_type);
    bool percent = hat_str_is(type, "pct") || hat_str_ends(text, "%");
    *width = 0;
    if (hat_str_is(type, "auto") || hat_str_is(type, "nil") || text.len == 0) {
        return HAT_WIDTH_AUTO;
    }
    if (percent) {
        int32_t value = hat_docx_int(text, 0);
        value = value < 0 ? 0 : value > 30000 ? 30000 : value;
        *width = hat_str_ends(text, "%") ? value * 50 : value;
    } else {
        *width = hat_docx_length(docx, text, 0, HAT_DOCX_LENGTH_MAX);
    }
    return *width == 0 ? HAT_WIDTH_AUTO : percent ? HAT_WIDTH_PERCENT : HAT_WIDTH_TWIPS;
}

static uint8_t read_align(const struct hat_xml_element *element)
{
    struct hat_str val = hat_docx_val(element);
    return hat_str_is(val, "center")                            ? HAT_ALIGN_CENTER
           : hat_str_is(val, "right") || hat_str_is(val, "end") ? HAT_ALIGN_RIGHT
                                                                : HAT_ALIGN_LEFT;
}

/* ---- w:tblPr ---- */

/* w:val is a bit mask in hexadecimal; without it there is an attribute for each bit. */
static uint16_t read_look(const struct hat_xml_element *element)
{
    static const struct {
        enum hat_xml_name name;
        uint16_t bit;
    } bits[] = {{HAT_W_firstRow, HAT_DOCX_LOOK_FIRST_ROW},
                {HAT_W_lastRow, HAT_DOCX_LOOK_LAST_ROW},
                {HAT_W_firstColumn, HAT_DOCX_LOOK_FIRST_COLUMN},
                {HAT_W_lastColumn, HAT_DOCX_LOOK_LAST_COLUMN},
                {HAT_W_noHBand, HAT_DOCX_LOOK_NO_H_BAND},
                {HAT_W_noVBand, HAT_DOCX_LOOK_NO_V_BAND}};
    uint32_t look = 0;
    if (hat_docx_hex(hat_docx_val(element), &look)) {
        return (uint16_t)look;
    }
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
        if (hat_docx_true(hat_xml_attr(element, bits[i].name), false)) {
            look |= bits[i].bit;
        }
    }
    return (uint16_t)look;
}

static uint8_t position_of(struct hat_str name)
{
    static const char *const names[] = {"left",    "inside", "center", "right",
                                        "outside", "top",    "bottom", NULL};
    static const uint8_t positions[] = {HAT_POSITION_START, HAT_POSITION_START, HAT_POSITION_CENTER,
                                        HAT_POSITION_END,   HAT_POSITION_END,   HAT_POSITION_START,
                                        HAT_POSITION_END};
    int index = hat_docx_one_of(name, names);
    return index < 0 ? HAT_POSITION_OFFSET : positions[index];
}

static uint8_t relative_of(struct hat_str anchor, uint8_t otherwise)
{
    static const char *const names[] = {"text", "margin", "page", NULL};
    static const uint8_t relatives[] = {HAT_REL_PARAGRAPH, HAT_REL_MARGIN, HAT_REL_PAGE};
    int index = hat_docx_one_of(anchor, names);
    return index < 0 ? otherwise : relatives[index];
}

/* A floating table (w:tblpPr, §17.4.57). */
static void read_float(struct hat_docx *docx, struct hat_float *place,
                       const struct hat_xml_element *element)
{
    static const enum hat_xml_name distances[4] = {HAT_W_topFromText, HAT_W_leftFromText,
                                                   HAT_W_bottomFromText, HAT_W_rightFromText};
    const hat_twip max = HAT_DOCX_LENGTH_MAX;
    uint8_t x = relative_of(hat_xml_attr(element, HAT_W_horzAnchor), HAT_REL_PARAGRAPH);
    place->x_relative = x == HAT_REL_PARAGRAPH ? HAT_REL_COLUMN : x;
    place->y_relative = relative_of(hat_xml_attr(element, HAT_W_vertAnchor), HAT_REL_MARGIN);
    place->x = hat_docx_length(docx, hat_xml_attr(element, HAT_W_tblpX), -max, max);
    place->y = hat_docx_length(docx, hat_xml_attr(element, HAT_W_tblpY), -max, max);
    place->x_position = position_of(hat_xml_attr(element, HAT_W_tblpXSpec));
    place->y_position = position_of(hat_xml_attr(element, HAT_W_tblpYSpec));
    place->wrap = HAT_WRAP_SQUARE;
    place->side = HAT_SIDE_BOTH;
    for (int i = 0; i < 4; i++) {
        place->distance[i] = hat_docx_length(docx, hat_xml_attr(element, distances[i]), 0, max);
    }
}

static uint8_t table_child(struct hat_docx *docx, struct hat_docx_table_props *table,
                           const struct hat_xml_element *element)
{
    switch (element->name) {
    case HAT_W_tblStyle:
        table->style = hat_docx_style_find(docx, HAT_DOCX_STYLE_TABLE, hat_docx_val(element));
        break;
    case HAT_W_tblW:
        table->width_kind = read_width(docx, element, &table->width);
        table->has_width = true;
        break;
    case HAT_W_jc:
        table->align = read_align(element);
        table->has_align = true;
        break;
    case HAT_W_tblInd:
        if (!hat_str_is(hat_xml_attr(element, HAT_W_type), "pct")) { /* Writer knows no such */
            table->indent = hat_docx_length(docx, hat_xml_attr(element, HAT_W_w),
                                            -HAT_DOCX_LENGTH_MAX, HAT_DOCX_LENGTH_MAX);
        }
        table->has_indent = true;
        break;
    case HAT_W_tblLayout:
        table->fixed = hat_str_is(hat_xml_attr(element, HAT_W_type), "fixed");
        table->has_layout = true;
        break;
    case HAT_W_tblLook:
        table->look = read_look(element);
        table->has_look = true;
        break;
    case HAT_W_tblpPr:
        read_float(docx, &table->place, element);
        table->has_float = true;
        break;
    case HAT_W_bidiVisual:
        table->rtl = hat_docx_on(element);
        break;
    case HAT_W_shd:
        table->shade = hat_docx_shade(docx, element);
        table->has_shade = true;
        break;
    case HAT_W_tblBorders:
        return HAT_DOCX_IN_TBLBORDERS;
    case HAT_W_tblCellMar:
        return HAT_DOCX_IN_TBLMAR;
    default:
        break;
    }
    return HAT_DOCX_SKIP;
}

/* ---- w:trPr ---- */

static uint16_t read_count(const struct hat_xml_element *element)
{
    int32_t count = hat_docx_int(hat_docx_val(element), 0);
    return (uint16_t)(count < 0 ? 0 : count > HAT_DOCX_SPAN_MAX ? HAT_DOCX_SPAN_MAX : count);
}

static uint8_t row_child(struct hat_docx *docx, struct hat_docx_row_props *row,
                         const struct hat_xml_element *element)
{
    switch (element->name) {
    case HAT_W_trHeight: {
        struct hat_str rule = hat_xml_attr(element, HAT_W_hRule);
        row->height = hat_docx_length(docx, hat_docx_val(element), 0, HAT_DOCX_LENGTH_MAX);
        row->height_rule = hat_str_is(rule, "exact")  ? HAT_HEIGHT_EXACT
                           : hat_str_is(rule, "auto") ? HAT_HEIGHT_AUTO
                                                      : HAT_HEIGHT_AT_LEAST;
        row->has_height = true;
        break;
    }
    case HAT_W_cantSplit:
        row->cant_split = hat_docx_on(element);
        row->has_cant_split = true;
        break;
    case HAT_W_tblHeader:
        row->header = hat_docx_on(element);
        row->has_header = true;
        break;
    case HAT_W_gridBefore:
        row->before = read_count(element);
        break;
    case HAT_W_gridAfter:
        row->after = read_count(element);
        break;
    case HAT_W_del:
    case HAT_W_hidden:
        row->deleted = hat_docx_on(element);
        break;
    default:
        break;
    }
    return HAT_DOCX_SKIP;
}

/* ---- w:tcPr ---- */

static uint8_t read_merge(const struct hat_xml_element *element)
{
    bool restart = hat_str_is(hat_docx_val(element), "restart");
    return restart ? HAT_MERGE_RESTART : HAT_MERGE_CONTINUE;
}

static uint8_t cell_child(struct hat_docx *docx, struct hat_docx_cell_props *cell,
                          const struct hat_xml_element *element)
{
    struct hat_str val = hat_docx_val(element);
    switch (element->name) {
    case HAT_W_tcW: {
        int32_t width;
        cell->width = read_width(docx, element, &width) == HAT_WIDTH_TWIPS ? width : 0;
        break;
    }
    case HAT_W_gridSpan:
        cell->span = read_count(element);
        break;
    case HAT_W_vMerge:
        cell->merge = read_merge(element);
        break;
    case HAT_W_hMerge:
        cell->horizontal_merge = read_merge(element);
        break;
    case HAT_W_vAlign:
        cell->valign = hat_str_is(val, "center")   ? HAT_VALIGN_CENTER
                       : hat_str_is(val, "bottom") ? HAT_VALIGN_BOTTOM
                                                   : HAT_VALIGN_TOP;
        cell->has_valign = true;
        break;
    case HAT_W_textDirection:
        cell->direction = hat_str_starts(val, "btLr") || hat_str_is(val, "lr") ? HAT_DIRECTION_UP
                          : hat_str_starts(val, "tbRl") || hat_str_is(val, "rl")
                              ? HAT_DIRECTION_DOWN
                              : HAT_DIRECTION_HORIZONTAL;
        cell->has_direction = true;
        break;
    case HAT_W_shd:
        cell->shade = hat_docx_shade(docx, element);
        cell->has_shade = true;
        break;
    case HAT_W_tcBorders:
        return HAT_DOCX_IN_TCBORDERS;
    case HAT_W_tcMar:
        return HAT_DOCX_IN_TCMAR;
    default:
        break;
    }
    return HAT_DOCX_SKIP;
}

uint8_t hat_docx_table_property(struct hat_docx *docx, struct hat_docx_targets *targets,
                                uint8_t state, const struct hat_xml_element *element)
{
    switch (state) {
    case HAT_DOCX_IN_TBLPR:
        return table_child(docx, targets->table, element);
    case HAT_DOCX_IN_TRPR:
        return row_child(docx, targets->row, element);
    case HAT_DOCX_IN_TCPR:
        return cell_child(docx, targets->cell, element);
    case HAT_DOCX_IN_TBLBORDERS:
        read_border(docx, &targets->table->borders, element);
        break;
    case HAT_DOCX_IN_TCBORDERS:
        read_border(docx, &targets->cell->borders, element);
        break;
    case HAT_DOCX_IN_TBLMAR:
        read_margin(docx, &targets->table->margins, element);
        break;
    case HAT_DOCX_IN_TCMAR:
        read_margin(docx, &targets->cell->margins, element);
        break;
    default:
        break;
    }
    return HAT_DOCX_SKIP;
}

/* ---- inheritance ---- */

void hat_docx_borders_over(struct hat_docx_borders *base, const struct hat_docx_borders *over)
{
    for (int i = 0; i < HAT_DOCX_EDGES; i++) {
        if ((over->set & 1u << i) != 0) {
            base->edge[i] = over->edge[i];
        }
    }
    base->set |= over->set;
}

void hat_docx_margins_over(struct hat_docx_margins *base, const struct hat_docx_margins *over)
{
    for (int i = 0; i < 4; i++) {
        if ((over->set & 1u << i) != 0) {
            base->edge[i] = over->edge[i];
        }
    }
    base->set |= over->set;
}

void hat_docx_table_over(struct hat_docx_table_props *base, const struct hat_docx_table_props *over)
{
    hat_docx_borders_over(&base->borders, &over->borders);
    hat_docx_margins_over(&base->margins, &over->margins);
    if (over->has_width) {
        base->width_kind = over->width_kind;
        base->width = over->width;
    }
    base->align = over->has_align ? over->align : base->align;
    base->indent = over->has_indent ? over->indent : base->indent;
    base->fixed = over->has_layout ? over->fixed : base->fixed;
    base->look = over->has_look ? over->look : base->look;
    base->shade = over->has_shade ? over->shade : base->shade;
    base->rtl |= over->rtl;
    if (over->has_float) {
        base->place = over->place;
    }
    base->has_width |= over->has_width;
    base->has_align |= over->has_align;
    base->has_indent |= over->has_indent;
    base->has_layout |= over->has_layout;
    base->has_look |= over->has_look;
    base->has_shade |= over->has_shade;
    base->has_float |= over->has_float;
}

void hat_docx_row_over(struct hat_docx_row_props *base, const struct hat_docx_row_props *over)
{
    if (over->has_height) {
        base->height_rule = over->height_rule;
        base->height = over->height;
        base->has_height = true;
    }
    if (over->has_cant_split) {
        base->cant_split = over->cant_split;
        base->has_cant_split = true;
    }
    if (over->has_header) {
        base->header = over->header;
        base->has_header = true;
    }
}

void hat_docx_cell_over(struct hat_docx_cell_props *base, const struct hat_docx_cell_props *over)
{
    hat_docx_borders_over(&base->borders, &over->borders);
    hat_docx_margins_over(&base->margins, &over->margins);
    if (over->has_valign) {
        base->valign = over->valign;
        base->has_valign = true;
    }
    if (over->has_direction) {
        base->direction = over->direction;
        base->has_direction = true;
    }
    if (over->has_shade) {
        base->shade = over->shade;
        base->has_shade = true;
    }
}
