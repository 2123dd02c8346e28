/* docx_labels.c -- counts list items and writes their labels (layout-rules 2.12 and 8).
 *
 *     w:lvlText "%1.%2)" on level 2, third item of the second article  ->  "2.3)"
 *
 * Counters belong to the abstract list: two lists of one kind go on counting together, unless one
 * of them says where it starts (w:startOverride). A used level sets the deeper ones back.
 */
#include "document/docx_internal.h"

static const struct hat_docx_level *level_at(const struct hat_docx_num *num, uint8_t level)
{
    return hat_docx_num_level(num, level);
}

static uint32_t start_of(const struct hat_docx_num *num, uint8_t level)
{
    const struct hat_docx_level *found = level_at(num, level);
    return found != NULL ? found->start : 1;
}

/* Does use of level `used` set level `deeper` back? (w:lvlRestart, §17.9.10) */
static bool restarts(const struct hat_docx_num *num, uint8_t deeper, uint8_t used)
{
    const struct hat_docx_level *found = level_at(num, deeper);
    int8_t restart = found != NULL ? found->restart : -1;
    return restart < 0 || used < restart;
}

static void advance(struct hat_docx_num *num, uint8_t level)
{
    struct hat_docx_abstract *abstract = num->abstract;
    for (uint8_t i = 0; i < level; i++) { /* a level that was skipped stands at its start */
        if (!abstract->counting[i]) {
            abstract->counters[i] = start_of(num, i);
            abstract->counting[i] = true;
        }
    }
    if (num->starts[level] >= 0) {
        abstract->counters[level] = (uint32_t)num->starts[level];
        num->starts[level] = -1;
    } else if (!abstract->counting[level]) {
        abstract->counters[level] = start_of(num, level);
    } else if (abstract->counters[level] < INT32_MAX) {
        abstract->counters[level]++;
    }
    abstract->counting[level] = true;
    for (uint8_t i = (uint8_t)(level + 1); i < HAT_DOCX_LEVELS; i++) {
        if (restarts(num, i, level)) {
            abstract->counting[i] = false;
        }
    }
}

static void put_number(const struct hat_docx_num *num, uint8_t level, bool legal,
                       struct hat_buf *buf)
{
    char text[HAT_NUMBER_TEXT_MAX];
    const struct hat_docx_level *found = level_at(num, level);
    uint8_t format = found != NULL ? found->format : HAT_NUMBER_DECIMAL;
    if (legal && format != HAT_NUMBER_DECIMAL_ZERO) {
        format = HAT_NUMBER_DECIMAL;
    }
    uint32_t number = num->abstract->counters[level];
    hat_buf_put(buf, text, hat_number_text(number, (enum hat_number_format)format, text));
}

struct hat_str hat_docx_count(struct hat_docx *docx, struct hat_docx_num *num, uint8_t level,
                              struct hat_arena *arena)
{
    const struct hat_docx_level *found = level_at(num, level);
    struct hat_buf *buf = &docx->scratch;
    buf->len = 0;
    advance(num, level);
    const char *text = found != NULL ? found->text : "";
    for (; *text != '\0'; text++) {
        if (text[0] == '%' && text[1] >= '1' && text[1] <= '9') {
            put_number(num, (uint8_t)(text[1] - '1'), found->legal, buf);
            text++;
        } else {
            hat_buf_put(buf, text, 1);
        }
    }
    if (hat_buf_failed(buf)) {
        return (struct hat_str){0};
    }
    return hat_arena_str(arena, (struct hat_str){buf->data, buf->len});
}
