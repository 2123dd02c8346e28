/* docx_numbering.c -- word/numbering.xml (ECMA-376-1 §17.9): lists and their levels.
 *
 *     w:num 3 --w:abstractNumId--> w:abstractNum 1 --> nine w:lvl
 *       `-- w:lvlOverride: a level of its own, or another first number
 *
 * An abstract list may be no more than the name of a list style (w:numStyleLink); its levels are
 * then those of the list which that style names.
 */
#include "document/docx_internal.h"

enum { IN_ROOT = HAT_DOCX_OWN_STATES, IN_NUMBERING, IN_ABSTRACT, IN_LEVEL, IN_NUM, IN_OVERRIDE };

enum { LABEL_BYTES_MAX = 255 };

struct reader {
    struct hat_docx *docx;
    struct hat_docx_states states;
    struct hat_docx_targets targets;
    struct hat_docx_abstract *abstract;
    struct hat_docx_num *num;
    struct hat_docx_level *level;
    uint8_t override; /* level of the w:lvlOverride */
};

static uint8_t level_index(const struct hat_xml_element *element)
{
    int32_t index = hat_docx_int(hat_xml_attr(element, HAT_W_ilvl), 0);
    return (uint8_t)(index < 0 ? 0 : index >= HAT_DOCX_LEVELS ? HAT_DOCX_LEVELS - 1 : index);
}

static bool count_list(struct hat_docx *docx)
{
    if (docx->numbering.count++ < HAT_DOCX_LISTS_MAX) {
        return true;
    }
    hat_diags_add(docx->document->diags, HAT_MSG_TOO_MANY_LISTS, &docx->place, {0});
    hat_docx_fail(docx, HAT_ERR_LIMIT);
    return false;
}

static void put(struct hat_docx *docx, struct hat_index *index, const char *id, void *value)
{
    struct hat_str key = hat_str_from(id);
    if (hat_index_find(index, key) == NULL && !hat_index_put(index, key, value)) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
    }
}

static uint8_t abstract_begin(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_docx *docx = reader->docx;
    struct hat_docx_abstract *abstract = NULL;
    if (count_list(docx)) {
        abstract = hat_docx_alloc(docx, sizeof *abstract);
    }
    if (abstract == NULL) {
        return HAT_DOCX_SKIP;
    }
    const char *id = hat_docx_text(docx, hat_xml_attr(element, HAT_W_abstractNumId));
    put(docx, &docx->numbering.abstracts, id, abstract);
    abstract->list = (uint32_t)docx->numbering.count;
    reader->abstract = abstract;
    return IN_ABSTRACT;
}

static uint8_t num_begin(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_docx *docx = reader->docx;
    struct hat_docx_num *num = count_list(docx) ? hat_docx_alloc(docx, sizeof *num) : NULL;
    if (num == NULL) {
        return HAT_DOCX_SKIP;
    }
    for (int i = 0; i < HAT_DOCX_LEVELS; i++) {
        num->starts[i] = -1;
    }
    put(docx, &docx->numbering.nums, hat_docx_text(docx, hat_xml_attr(element, HAT_W_numId)), num);
    reader->num = num;
    return IN_NUM;
}

static uint8_t level_begin(struct reader *reader, struct hat_docx_level **place)
{
    struct hat_docx_level *level = hat_docx_alloc(reader->docx, sizeof *level);
    if (level == NULL) {
        return HAT_DOCX_SKIP;
    }
    level->restart = -1;
    level->text = "";
    *place = level;
    reader->level = level;
    reader->targets = (struct hat_docx_targets){.chars = &level->chars, .para = &level->para};
    return IN_LEVEL;
}

/* The text of a label is written for every item, so a long one would be an amplifier. */
static struct hat_str shortened(struct hat_str text)
{
    if (text.len > LABEL_BYTES_MAX) {
        text.len = LABEL_BYTES_MAX;
        while (((unsigned char)text.ptr[text.len] & 0xC0) == 0x80) {
            text.len--; /* not in the middle of a character */
        }
    }
    return text;
}

static uint8_t level_child(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_docx *docx = reader->docx;
    struct hat_docx_level *level = reader->level;
    struct hat_str val = hat_docx_val(element);
    int32_t number = hat_docx_int(val, 0);
    switch (element->name) {
    case HAT_W_start:
        level->start = (uint32_t)(number < 0 ? 0 : number);
        break;
    case HAT_W_numFmt:
        level->format = (uint8_t)hat_docx_number_format(docx, val);
        break;
    case HAT_W_lvlRestart:
        level->restart = (int8_t)(number < 0 ? 0 : number > 9 ? 9 : number);
        break;
    case HAT_W_pStyle:
        level->para_style = hat_docx_text(docx, val);
        break;
    case HAT_W_isLgl:
        level->legal = hat_docx_on(element);
        break;
    case HAT_W_suff:
        level->follow = hat_str_is(val, "space")     ? HAT_FOLLOW_SPACE
                        : hat_str_is(val, "nothing") ? HAT_FOLLOW_NOTHING
                                                     : HAT_FOLLOW_TAB;
        break;
    case HAT_W_lvlText:
        level->text = hat_docx_text(docx, shortened(val));
        break;
    case HAT_W_lvlJc:
        level->align = hat_str_is(val, "center")                            ? HAT_ALIGN_CENTER
                       : hat_str_is(val, "right") || hat_str_is(val, "end") ? HAT_ALIGN_RIGHT
                                                                            : HAT_ALIGN_LEFT;
        break;
    case HAT_W_pPr:
        return HAT_DOCX_IN_PPR;
    case HAT_W_rPr:
        return HAT_DOCX_IN_RPR;
    default:
        break;
    }
    return HAT_DOCX_SKIP;
}

static uint8_t num_child(struct reader *reader, const struct hat_xml_element *element)
{
    if (element->name == HAT_W_abstractNumId) {
        reader->num->abstract_id = hat_docx_text(reader->docx, hat_docx_val(element));
    } else if (element->name == HAT_W_lvlOverride) {
        reader->override = level_index(element);
        return IN_OVERRIDE;
    }
    return HAT_DOCX_SKIP;
}

static uint8_t override_child(struct reader *reader, const struct hat_xml_element *element)
{
    if (element->name == HAT_W_lvl) {
        return level_begin(reader, &reader->num->overrides[reader->override]);
    }
    if (element->name == HAT_W_startOverride) {
        int32_t start = hat_docx_int(hat_docx_val(element), 0);
        reader->num->starts[reader->override] = start < 0 ? 0 : start;
    }
    return HAT_DOCX_SKIP;
}

static uint8_t numbering_child(struct reader *reader, const struct hat_xml_element *element)
{
    switch (element->name) {
    case HAT_W_abstractNum:
        return abstract_begin(reader, element);
    case HAT_W_num:
        return num_begin(reader, element);
    default:
        return HAT_DOCX_SKIP;
    }
}

static uint8_t abstract_child(struct reader *reader, const struct hat_xml_element *element)
{
    if (element->name == HAT_W_lvl) {
        return level_begin(reader, &reader->abstract->levels[level_index(element)]);
    }
    if (element->name == HAT_W_numStyleLink) {
        reader->abstract->style_link = hat_docx_text(reader->docx, hat_docx_val(element));
    }
    return HAT_DOCX_SKIP;
}

static enum hat_status numbering_start(void *ctx, const struct hat_xml_element *element)
{
    struct reader *reader = ctx;
    struct hat_docx_states *states = &reader->states;
    uint8_t state = states->count > 0 ? states->items[states->count - 1] : IN_ROOT;
    uint8_t child = HAT_DOCX_SKIP;
    switch (state) {
    case HAT_DOCX_SKIP:
        break;
    case IN_ROOT:
        child = IN_NUMBERING;
        break;
    case IN_NUMBERING:
        child = numbering_child(reader, element);
        break;
    case IN_ABSTRACT:
        child = abstract_child(reader, element);
        break;
    case IN_LEVEL:
        child = level_child(reader, element);
        break;
    case IN_NUM:
        child = num_child(reader, element);
        break;
    case IN_OVERRIDE:
        child = override_child(reader, element);
        break;
    default:
        child = hat_docx_property(reader->docx, &reader->targets, state, element);
        break;
    }
    hat_docx_states_push(reader->docx, states, child);
    return reader->docx->status;
}

static enum hat_status numbering_end(void *ctx, enum hat_xml_name name)
{
    struct reader *reader = ctx;
    (void)name;
    reader->states.count--;
    return HAT_OK;
}

void hat_docx_numbering_read(struct hat_docx *docx, const char *part)
{
    struct reader reader = {.docx = docx};
    struct hat_xml_handler handler = {
        .ctx = &reader, .start = numbering_start, .end = numbering_end};
    if (part != NULL) {
        hat_docx_parse_part(docx, part, &handler);
    }
    hat_docx_states_fini(&reader.states);
}

/* ---- lookup ---- */

static struct hat_docx_num *num_of(struct hat_docx *docx, int32_t num_id)
{
    char digits[HAT_NUMBER_TEXT_MAX];
    size_t len = num_id < 0 ? 0 : hat_number_text((uint32_t)num_id, HAT_NUMBER_DECIMAL, digits);
    return hat_index_find(&docx->numbering.nums, (struct hat_str){digits, len});
}

static struct hat_docx_abstract *abstract_of(struct hat_docx *docx, const char *id)
{
    return id != NULL ? hat_index_find(&docx->numbering.abstracts, hat_str_from(id)) : NULL;
}

/* The abstract list of a number, through list styles; they may name each other in a circle. */
static struct hat_docx_abstract *resolve_abstract(struct hat_docx *docx, const char *id)
{
    struct hat_docx_abstract *abstract = abstract_of(docx, id);
    for (int steps = 0; abstract != NULL && abstract->style_link != NULL && steps < 8; steps++) {
        const struct hat_docx_style *style =
            hat_docx_style_find(docx, HAT_DOCX_STYLE_NUMBERING, hat_str_from(abstract->style_link));
        struct hat_docx_num *num = style != NULL ? num_of(docx, style->para.num_id) : NULL;
        struct hat_docx_abstract *next = num != NULL ? abstract_of(docx, num->abstract_id) : NULL;
        if (next == NULL || next == abstract) {
            break;
        }
        abstract = next;
    }
    return abstract;
}

struct hat_docx_num *hat_docx_num_find(struct hat_docx *docx, int32_t num_id)
{
    struct hat_docx_num *num = num_id > 0 ? num_of(docx, num_id) : NULL;
    if (num != NULL && num->abstract == NULL) {
        num->abstract = resolve_abstract(docx, num->abstract_id);
    }
    return num != NULL && num->abstract != NULL ? num : NULL;
}

const struct hat_docx_level *hat_docx_num_level(const struct hat_docx_num *num, uint8_t level)
{
    const struct hat_docx_level *override = num->overrides[level];
    return override != NULL ? override : num->abstract->levels[level];
}

uint8_t hat_docx_num_level_of_style(const struct hat_docx_num *num, const char *style,
                                    uint8_t otherwise)
{
    for (uint8_t i = 0; i < HAT_DOCX_LEVELS; i++) {
        const struct hat_docx_level *level = hat_docx_num_level(num, i);
        if (level != NULL && level->para_style != NULL && strcmp(level->para_style, style) == 0) {
            return i;
        }
    }
    return otherwise;
}
