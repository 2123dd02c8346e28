/* line_numbers.c -- numbers beside the lines of the body (docs/layout-rules.md 5.7).
 *
 *     14|  the line's number ends `distance` before the column, on the line's baseline
 */
#include "layout/body_internal.h"

void hat_line_counter_begin(struct hat_line_counter *counter, const struct hat_section *section,
                            bool page)
{
    const struct hat_line_numbers *numbers = &section->line_numbers;
    uint8_t restart = numbers->restart;
    bool again = restart == HAT_LINE_RESTART_PAGE || (restart == HAT_LINE_RESTART_SECTION && !page);
    counter->numbers = numbers;
    if (counter->next == 0 || again) {
        counter->next = numbers->start;
    }
}

/* The number is no higher than its line: then it is cut to 17/20 of that, as in Writer. */
static struct hat_char_props fitted(const struct hat_char_props *props, hat_twip height)
{
    struct hat_char_props made;
    memcpy(&made, props, sizeof made);
    if (made.size > height && height >= 20) {
        int32_t size = height * 17 / 20 / 10 * 10; /* whole half points */
        made.size = (uint16_t)(size > 0 ? size : 10);
    }
    return made;
}

static enum hat_status draw_number(struct hat_layout *layout, const struct hat_line_spot *line,
                                   hat_twip baseline, const struct hat_char_props *props,
                                   int32_t number)
{
    static const struct hat_para_props plain = {.align = HAT_ALIGN_RIGHT, .spacing = 100};
    enum { WIDTH = 2880 };
    char digits[HAT_NUMBER_TEXT_MAX];
    size_t len = hat_number_text((uint32_t)number, HAT_NUMBER_DECIMAL, digits);
    struct hat_inline text = {.kind = HAT_INLINE_TEXT, .props = props, .text = {digits, len}};
    struct hat_paragraph paragraph = {
        .props = &plain, .mark = props, .inlines = &text, .inline_count = 1};
    struct hat_lines *lines = NULL;
    enum hat_status status =
        hat_lines_make(&layout->setting, &paragraph, WIDTH, &layout->page.arena, &lines);
    if (status != HAT_OK) {
        return status;
    }
    struct hat_line_spot spot = {.x = hat_twip_sub(line->x, WIDTH), .node = line->node};
    spot.y = hat_twip_sub(hat_twip_add(line->y, baseline), lines->lines[0].baseline);
    return hat_line_paint(&layout->setting, lines, 0, &spot, &layout->page);
}

enum hat_status hat_line_number_draw(struct hat_layout *layout, struct hat_line_counter *counter,
                                     const struct hat_line *line, const struct hat_line_spot *spot)
{
    const struct hat_line_numbers *numbers = counter->numbers;
    int32_t number = counter->next++;
    if (number % numbers->step != 0) {
        return HAT_OK;
    }
    struct hat_char_props props = fitted(numbers->props, line->height);
    struct hat_line_spot at = {.x = hat_twip_sub(spot->x, numbers->distance), .y = spot->y};
    at.node = HAT_NODE_ARTIFACT_LAYOUT;
    return draw_number(layout, &at, line->baseline, &props, number);
}
