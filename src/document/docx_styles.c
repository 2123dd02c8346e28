/* docx_styles.c -- word/styles.xml (ECMA-376-1 §17.7): styles by id, each flattened when first
 * used.
 *
 *     Title basedOn Normal:  para = Title's over Normal's, chars the same
 *
 * A style keeps its own properties until it is asked for; then those of its ancestors are laid
 * under them, root first. A style that is its own ancestor is cut there, with a warning: such
 * files crash other programs (docs/safety.md 8). Table styles also have parts for the first row,
 * the odd bands and so on; what a cell's text gets from them is made for each combination once.
 */
#include "document/docx_internal.h"

enum {
    IN_ROOT = HAT_DOCX_OWN_STATES,
    IN_STYLES,
    IN_DEFAULTS,
    IN_DEFAULT_PART,
    IN_STYLE,
    IN_CONDITION
};

struct reader {
    struct hat_docx *docx;
    struct hat_docx_states states;
    struct hat_docx_targets targets;
    struct hat_docx_style *style;
};

/* ---- reading ---- */

static struct hat_docx_format *format_new(struct hat_docx *docx, struct hat_docx_format **place)
{
    if (*place == NULL) {
        *place = hat_docx_alloc(docx, sizeof **place);
    }
    return *place;
}

static void style_register(struct hat_docx *docx, struct hat_docx_style *style, bool is_default)
{
    struct hat_docx_styles *styles = &docx->styles;
    struct hat_str id = hat_str_from(style->id);
    if (styles->count++ >= HAT_DOCX_STYLES_MAX) {
        hat_diags_add(docx->document->diags, HAT_MSG_TOO_MANY_STYLES, &docx->place, {0});
        hat_docx_fail(docx, HAT_ERR_LIMIT);
        return;
    }
    if (hat_index_find(&styles->by_id[style->type], id) != NULL) {
        return; /* the first of two wins, as in Word */
    }
    if (!hat_index_put(&styles->by_id[style->type], id, style)) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
    }
    if (is_default && styles->defaults[style->type] == NULL) {
        styles->defaults[style->type] = style;
    }
}

static uint8_t style_begin(struct reader *reader, const struct hat_xml_element *element)
{
    static const char *const types[] = {"paragraph", "character", "table", "numbering", NULL};
    struct hat_docx *docx = reader->docx;
    int type = hat_docx_one_of(hat_xml_attr(element, HAT_W_type), types);
    struct hat_docx_style *style = hat_docx_alloc(docx, sizeof *style);
    if (style == NULL) {
        return HAT_DOCX_SKIP;
    }
    style->type = (uint8_t)(type < 0 ? HAT_DOCX_STYLE_PARAGRAPH : type);
    style->id = hat_docx_text(docx, hat_xml_attr(element, HAT_W_styleId));
    style_register(docx, style, hat_docx_true(hat_xml_attr(element, HAT_W_default), false));
    reader->style = style;
    reader->targets = (struct hat_docx_targets){.chars = &style->chars, .para = &style->para};
    if (style->type == HAT_DOCX_STYLE_TABLE) {
        struct hat_docx_format *whole = format_new(docx, &style->conditions[HAT_DOCX_WHOLE]);
        if (whole == NULL) {
            return HAT_DOCX_SKIP;
        }
        reader->targets = (struct hat_docx_targets){.chars = &whole->chars,
                                                    .para = &whole->para,
                                                    .table = &whole->table,
                                                    .row = &whole->row,
                                                    .cell = &whole->cell};
    }
    return IN_STYLE;
}

/* <w:tblStylePr w:type="firstRow"> */
static uint8_t condition_begin(struct reader *reader, const struct hat_xml_element *element)
{
    static const char *const types[] = {
        /* by enum hat_docx_condition */
        "wholeTable", "band1Horz", "band2Horz", "band1Vert", "band2Vert", "firstCol", "lastCol",
        "firstRow",   "lastRow",   "neCell",    "nwCell",    "seCell",    "swCell",   NULL};
    int type = hat_docx_one_of(hat_xml_attr(element, HAT_W_type), types);
    if (type < 0 || reader->style->type != HAT_DOCX_STYLE_TABLE) {
        return HAT_DOCX_SKIP;
    }
    struct hat_docx_format *format = format_new(reader->docx, &reader->style->conditions[type]);
    if (format == NULL) {
        return HAT_DOCX_SKIP;
    }
    reader->targets = (struct hat_docx_targets){.chars = &format->chars,
                                                .para = &format->para,
                                                .table = &format->table,
                                                .row = &format->row,
                                                .cell = &format->cell};
    return IN_CONDITION;
}

static uint8_t property_state(const struct reader *reader, enum hat_xml_name name)
{
    switch (name) {
    case HAT_W_pPr:
        return HAT_DOCX_IN_PPR;
    case HAT_W_rPr:
        return HAT_DOCX_IN_RPR;
    case HAT_W_tblPr:
        return reader->targets.table != NULL ? HAT_DOCX_IN_TBLPR : HAT_DOCX_SKIP;
    case HAT_W_trPr:
        return reader->targets.row != NULL ? HAT_DOCX_IN_TRPR : HAT_DOCX_SKIP;
    case HAT_W_tcPr:
        return reader->targets.cell != NULL ? HAT_DOCX_IN_TCPR : HAT_DOCX_SKIP;
    default:
        return HAT_DOCX_SKIP;
    }
}

static uint8_t style_child(struct reader *reader, const struct hat_xml_element *element)
{
    switch (element->name) {
    case HAT_W_basedOn:
        reader->style->based_on = hat_docx_text(reader->docx, hat_docx_val(element));
        return HAT_DOCX_SKIP;
    case HAT_W_tblStylePr:
        return condition_begin(reader, element);
    default:
        return property_state(reader, element->name);
    }
}

static uint8_t styles_child(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_docx_styles *styles = &reader->docx->styles;
    switch (element->name) {
    case HAT_W_style:
        return style_begin(reader, element);
    case HAT_W_docDefaults:
        styles->has_defaults = true;
        reader->targets = (struct hat_docx_targets){.chars = &styles->default_chars,
                                                    .para = &styles->default_para};
        return IN_DEFAULTS;
    default:
        return HAT_DOCX_SKIP;
    }
}

static enum hat_status styles_start(void *ctx, const struct hat_xml_element *element)
{
    struct reader *reader = ctx;
    struct hat_docx_states *states = &reader->states;
    uint8_t state = states->count > 0 ? states->items[states->count - 1] : IN_ROOT;
    uint8_t child = HAT_DOCX_SKIP;
    switch (state) {
    case HAT_DOCX_SKIP:
        break;
    case IN_ROOT:
        child = IN_STYLES;
        break;
    case IN_STYLES:
        child = styles_child(reader, element);
        break;
    case IN_DEFAULTS:
        child = IN_DEFAULT_PART; /* rPrDefault, pPrDefault */
        break;
    case IN_DEFAULT_PART:
    case IN_CONDITION:
        child = property_state(reader, element->name);
        break;
    case IN_STYLE:
        child = style_child(reader, element);
        break;
    default:
        child = hat_docx_property(reader->docx, &reader->targets, state, element);
        break;
    }
    hat_docx_states_push(reader->docx, states, child);
    return reader->docx->status;
}

static enum hat_status styles_end(void *ctx, enum hat_xml_name name)
{
    struct reader *reader = ctx;
    (void)name;
    reader->states.count--;
    return HAT_OK;
}

void hat_docx_styles_read(struct hat_docx *docx, const char *part)
{
    struct reader reader = {.docx = docx};
    struct hat_xml_handler handler = {.ctx = &reader, .start = styles_start, .end = styles_end};
    if (part != NULL) {
        hat_docx_parse_part(docx, part, &handler);
    }
    hat_docx_states_fini(&reader.states);
    if (docx->styles.default_chars.v.lang != NULL) {
        docx->document->info.meta.lang = docx->styles.default_chars.v.lang;
    }
}

/* ---- flattening ---- */

static void conditions_over(struct hat_docx *docx, struct hat_docx_style *style,
                            const struct hat_docx_style *parent)
{
    for (int i = 0; i < HAT_DOCX_CONDITIONS; i++) {
        const struct hat_docx_format *under = parent->conditions[i];
        struct hat_docx_format *own = style->conditions[i];
        if (under == NULL) {
            continue;
        }
        struct hat_docx_format *both = hat_docx_alloc(docx, sizeof *both);
        if (both == NULL) {
            return;
        }
        *both = *under;
        if (own != NULL) {
            hat_docx_para_over(docx, &both->para, &own->para);
            hat_docx_chars_over(&both->chars, &own->chars, false);
            hat_docx_table_over(&both->table, &own->table);
            hat_docx_row_over(&both->row, &own->row);
            hat_docx_cell_over(&both->cell, &own->cell);
        }
        style->conditions[i] = both;
    }
}

static void lay_over(struct hat_docx *docx, struct hat_docx_style *style,
                     const struct hat_docx_style *parent)
{
    struct hat_docx_para own_para = style->para;
    struct hat_docx_chars own_chars = style->chars;
    style->para = parent->para;
    style->chars = parent->chars;
    hat_docx_para_over(docx, &style->para, &own_para);
    hat_docx_chars_over(&style->chars, &own_chars, false);
    conditions_over(docx, style, parent);
    if (style->numbered == NULL) {
        style->numbered = parent->numbered;
        style->indents_over_number |= parent->indents_over_number;
    }
}

static struct hat_docx_style *parent_of(struct hat_docx *docx, const struct hat_docx_style *style)
{
    if (style->based_on == NULL) {
        return NULL;
    }
    return hat_index_find(&docx->styles.by_id[style->type], hat_str_from(style->based_on));
}

static void flatten(struct hat_docx *docx, struct hat_docx_style *style)
{
    /* the chain upwards, as far as it is not flat yet */
    struct hat_docx_style *chain[256];
    uint32_t max = docx->document->limits->style_chain;
    size_t limit = max < 256 ? max : 256, count = 0;
    while (style != NULL && style->flat == 0 && count < limit) {
        style->flat = 1;
        style->indents_over_number = style->para.set & HAT_DOCX_INDENTS;
        style->numbered = (style->para.set & HAT_DOCX_NUM_ID) != 0 ? style : NULL;
        chain[count++] = style;
        style = parent_of(docx, style);
    }
    if (style != NULL && style->flat != 2) { /* a cycle, or too long a chain */
        struct hat_str id = hat_str_from(style->id);
        hat_diags_add(docx->document->diags, HAT_MSG_STYLE_CYCLE, &docx->place, id);
        style = NULL;
    }
    while (count > 0) {
        struct hat_docx_style *next = chain[--count];
        if (style != NULL) {
            lay_over(docx, next, style);
        }
        next->flat = 2;
        style = next;
    }
}

const struct hat_docx_style *hat_docx_style_find(struct hat_docx *docx,
                                                 enum hat_docx_style_type type, struct hat_str id)
{
    struct hat_docx_style *style = hat_index_find(&docx->styles.by_id[type], id);
    if (style != NULL && style->flat != 2) {
        flatten(docx, style);
    }
    return style;
}

const struct hat_docx_style *hat_docx_style_default(struct hat_docx *docx,
                                                    enum hat_docx_style_type type)
{
    struct hat_docx_style *style = docx->styles.defaults[type];
    if (style != NULL && style->flat != 2) {
        flatten(docx, style);
    }
    return style;
}

const struct hat_docx_table_format *hat_docx_table_format(struct hat_docx *docx,
                                                          const struct hat_docx_style *style,
                                                          uint32_t conditions)
{
    struct hat_docx_style *owner = NULL; /* the list of formats is its cache */
    owner = hat_index_find(&docx->styles.by_id[HAT_DOCX_STYLE_TABLE], hat_str_from(style->id));
    struct hat_docx_table_format *format = owner != NULL ? owner->formats : NULL;
    while (format != NULL && format->conditions != conditions) {
        format = format->next;
    }
    if (format != NULL || owner == NULL) {
        return format;
    }
    format = hat_docx_alloc(docx, sizeof *format);
    if (format == NULL) {
        return NULL;
    }
    format->conditions = conditions;
    for (int i = 0; i < HAT_DOCX_CONDITIONS; i++) {
        const struct hat_docx_format *part = owner->conditions[i];
        if (part != NULL && (conditions & 1u << i) != 0) {
            hat_docx_para_over(docx, &format->para, &part->para);
        }
        if (part != NULL && (conditions & (1u << i | HAT_DOCX_NO_CHARS)) == 1u << i) {
            hat_docx_chars_over(&format->chars, &part->chars, false);
        }
    }
    format->next = owner->formats;
    owner->formats = format;
    return format;
}
