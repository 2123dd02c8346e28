/* spacing.c -- the room between blocks (docs/layout-rules.md 3.1, 3.4).
 *
 * One function gives everything between the text of one paragraph and the text of the next:
 *
 *     last line of p        ___________
 *     p's bottom border      space, width       not inside a common box
 *     gap                    max(p.after, q.before) or their sum, line gap of p
 *     q's top border         width, space       not inside a common box
 *     first line of q       ___________
 *
 * Where the common box has a border between paragraphs, q's top border is drawn as that one.
 *
 * Example: after 200 / before 300 gives 300 in DOCX, 500 in an ODT with AddParaTableSpacing.
 */
#include "layout/spacing_internal.h"

#include "layout/borders_internal.h"

/* "Auto" spacing of HTML, 14 pt. */
enum { AUTO_SPACING = 280 };

hat_twip hat_border_room(const struct hat_border *border)
{
    hat_twip width = hat_border_width(border);
    return width > 0 ? hat_twip_add(width, hat_twip_max(border->space, 0)) : 0;
}

hat_twip hat_joined_room(const struct hat_border *border)
{
    return hat_twip_sub(hat_border_room(border), hat_border_width(border));
}

bool hat_paragraphs_joined(const struct hat_para_props *a, const struct hat_para_props *b)
{
    return a->indent_left == b->indent_left && a->indent_right == b->indent_right &&
           hat_border_equal(&a->top, &b->top) && hat_border_equal(&a->bottom, &b->bottom) &&
           hat_border_equal(&a->left, &b->left) && hat_border_equal(&a->right, &b->right) &&
           hat_border_equal(&a->between, &b->between);
}

struct hat_above hat_above_paragraph(const struct hat_paragraph *paragraph, hat_twip line_gap)
{
    return (struct hat_above){
        .kind = HAT_ABOVE_PARAGRAPH,
        .in_list = paragraph->label != NULL,
        .list = paragraph->label != NULL ? paragraph->label->list : 0,
        .props = paragraph->props,
        .line_gap = line_gap,
        .gap_size = paragraph->gap_size,
    };
}

struct hat_above hat_above_table(const struct hat_table *table)
{
    return (struct hat_above){.kind = HAT_ABOVE_TABLE, .after = table->after};
}

static bool in_one_list(const struct hat_above *above, const struct hat_paragraph *paragraph)
{
    return above->kind == HAT_ABOVE_PARAGRAPH && above->in_list && paragraph->label != NULL &&
           above->list == paragraph->label->list;
}

/* ODF leading stands above every line, the first too; DOCX has none. */
static hat_twip leading(const struct hat_para_props *props)
{
    return props->spacing_rule == HAT_SPACING_LEADING ? hat_twip_max(props->spacing, 0) : 0;
}

static hat_twip before_of(const struct hat_above *above, const struct hat_paragraph *paragraph)
{
    const struct hat_para_props *props = paragraph->props;
    if (!props->auto_before) {
        return props->before;
    }
    bool none = above->kind == HAT_ABOVE_INSIDE || above->kind == HAT_ABOVE_DOCUMENT ||
                in_one_list(above, paragraph);
    return none ? 0 : AUTO_SPACING;
}

/* `next`: NULL when no paragraph follows. */
static hat_twip after_of(const struct hat_above *above, const struct hat_paragraph *next)
{
    if (!above->props->auto_after) {
        return above->props->after;
    }
    return next != NULL && in_one_list(above, next) ? 0 : AUTO_SPACING;
}

/* Height of a line of usual fonts, in thousandths of the size, with and without its leading. */
enum { LINE_HEIGHT = 1150, LINE_HEIGHT_BARE = 1110 };

/* What line spacing above 100 % adds to a line, which Writer measures here and there not by the
 * line but by the size of the paragraph's style (rules 0: former_line_gap; 4.3). */
static hat_twip style_gap(const struct hat_flags *flags, const struct hat_para_props *props,
                          uint16_t size)
{
    if (props->spacing_rule != HAT_SPACING_PERCENT || props->spacing <= 100) {
        return 0;
    }
    int64_t height = flags->external_leading ? LINE_HEIGHT : LINE_HEIGHT_BARE;
    return hat_twip_clamp((int64_t)size * (props->spacing - 100) * height / 100000);
}

static hat_twip combine(const struct hat_flags *flags, hat_twip lower, hat_twip upper)
{
    return flags->gap_sum ? hat_twip_add(lower, upper) : hat_twip_max(lower, upper);
}

/* Between two paragraphs, without borders. */
static hat_twip paragraph_gap(const struct hat_flags *flags, const struct hat_above *above,
                              const struct hat_paragraph *paragraph)
{
    const struct hat_para_props *prev = above->props;
    const struct hat_para_props *own = paragraph->props;
    bool same = prev->style == own->style;
    bool drop_after = same && prev->contextual;
    bool drop_before = same && own->contextual && (!flags->gap_sum || prev->contextual);
    hat_twip lower = drop_after ? 0 : after_of(above, paragraph);
    hat_twip upper = drop_before ? 0 : before_of(above, paragraph);
    hat_twip lines = hat_twip_max(hat_twip_max(leading(prev), leading(own)), above->line_gap);
    if (flags->former_line_gap) {
        lines = hat_twip_max(lines, style_gap(flags, own, paragraph->mark->size));
        return flags->gap_sum ? hat_twip_add(hat_twip_add(lower, upper), lines)
                              : hat_twip_max(hat_twip_max(lower, upper), lines);
    }
    return hat_twip_add(combine(flags, lower, upper), lines);
}

static hat_twip borders_between(const struct hat_para_props *prev, const struct hat_para_props *own)
{
    hat_twip below = hat_border_room(&prev->bottom);
    if (hat_paragraphs_joined(prev, own)) {
        if (hat_border_width(&own->between) == 0) {
            return 0; /* one box */
        }
        below = hat_joined_room(&prev->bottom);
    }
    return hat_twip_add(below, hat_border_room(&own->top));
}

hat_twip hat_space_before(const struct hat_flags *flags, const struct hat_above *above,
                          const struct hat_paragraph *paragraph)
{
    const struct hat_para_props *props = paragraph->props;
    if (above->kind == HAT_ABOVE_PARAGRAPH) {
        hat_twip borders =
            above->closed ? hat_border_room(&props->top) : borders_between(above->props, props);
        return hat_twip_add(paragraph_gap(flags, above, paragraph), borders);
    }
    hat_twip room = 0;
    switch (above->kind) {
    case HAT_ABOVE_TABLE:
        room = combine(flags, above->after, before_of(above, paragraph));
        break;
    case HAT_ABOVE_INSIDE:
    case HAT_ABOVE_DOCUMENT:
    case HAT_ABOVE_BREAK:
        room = flags->before_at_page_top ? before_of(above, paragraph) : 0;
        break;
    default: /* HAT_ABOVE_OVERFLOW */
        break;
    }
    return hat_twip_add(hat_twip_add(room, leading(props)), hat_border_room(&props->top));
}

hat_twip hat_paragraph_lead(const struct hat_flags *flags, const struct hat_above *above,
                            const struct hat_paragraph *paragraph)
{
    if (flags->docx) {
        return 0;
    }
    hat_twip lead = hat_space_before(flags, above, paragraph);
    if (above->kind == HAT_ABOVE_PARAGRAPH && !above->closed) {
        lead = hat_twip_sub(lead, borders_between(above->props, paragraph->props));
        lead = hat_twip_add(lead, hat_border_room(&paragraph->props->top));
    }
    if (flags->former_positions) {
        return lead;
    }
    hat_twip others = 0; /* what the block above has of it */
    if (above->kind == HAT_ABOVE_PARAGRAPH) {
        others = hat_twip_max(leading(above->props), above->line_gap);
        others = hat_twip_add(others, after_of(above, paragraph));
    } else if (above->kind == HAT_ABOVE_TABLE) {
        others = above->after;
    }
    return hat_twip_max(hat_twip_sub(lead, others), 0);
}

hat_twip hat_space_before_table(const struct hat_flags *flags, const struct hat_above *above,
                                const struct hat_table *table)
{
    switch (above->kind) {
    case HAT_ABOVE_PARAGRAPH: {
        hat_twip gap = combine(flags, after_of(above, NULL), table->before);
        gap = hat_twip_add(gap, above->closed ? 0 : hat_border_room(&above->props->bottom));
        return hat_twip_add(gap, above->line_gap);
    }
    case HAT_ABOVE_TABLE:
        return combine(flags, above->after, table->before);
    case HAT_ABOVE_OVERFLOW:
        return 0;
    default:
        return flags->before_at_page_top ? table->before : 0;
    }
}

/* The gap below a cell's last line goes by the size that the paragraph has without its runs (4.3).
 */
static hat_twip gap_at_end(const struct hat_flags *flags, const struct hat_above *above)
{
    uint16_t size = above->gap_size;
    return size == 0 ? above->line_gap : style_gap(flags, above->props, size);
}

hat_twip hat_space_at_end(const struct hat_flags *flags, const struct hat_above *above)
{
    if (above->kind == HAT_ABOVE_TABLE) {
        return above->after;
    }
    if (above->kind != HAT_ABOVE_PARAGRAPH) {
        return 0;
    }
    const struct hat_para_props *props = above->props;
    hat_twip border = hat_border_room(&props->bottom);
    if (!flags->cell_last_after) {
        return border;
    }
    hat_twip after = props->auto_after ? 0 : props->after;
    hat_twip gap = flags->cell_no_line_gap ? 0 : gap_at_end(flags, above);
    return hat_twip_add(border, hat_twip_add(after, gap));
}
