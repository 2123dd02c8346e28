/* lines_tabs.c -- where a tab goes (layout-rules 2.11).
 *
 *     origin: the text margin (DOCX) or the paragraph's indent (ODT)
 *     x 1000, stops 2000R 4000, default 720   ->  2000, right
 *     x 5000, same                            ->  5040, the default grid
 *     x 600, indent 1000 (hanging)            ->  1000, the indent stands for a stop
 */
#include "layout/lines_internal.h"

enum { TAB_DEFAULT = 720 };

static hat_twip origin_of(const struct hat_line_maker *maker)
{
    return maker->flags->tabs_from_indent ? maker->props->indent_left : 0;
}

static const struct hat_tab *next_custom(const struct hat_para_props *props, hat_twip x)
{
    for (size_t i = 0; i < props->tab_count; i++) {
        if (props->tabs[i].position > x) {
            return &props->tabs[i];
        }
    }
    return NULL;
}

/* The next multiple of the default distance behind x. */
static hat_twip next_default(const struct hat_para_props *props, hat_twip x)
{
    hat_twip step = props->tab_default > 0 ? props->tab_default : TAB_DEFAULT;
    hat_twip whole = x / step;
    if (x % step < 0) {
        whole--;
    }
    return hat_twip_clamp(((int64_t)whole + 1) * step);
}

struct hat_stop hat_tab_find(const struct hat_line_maker *maker, hat_twip x)
{
    const struct hat_para_props *props = maker->props;
    hat_twip origin = origin_of(maker);
    const struct hat_tab *tab = next_custom(props, x - origin);
    if (x < props->indent_left && (tab == NULL || tab->position + origin > props->indent_left)) {
        return (struct hat_stop){.x = props->indent_left, .custom = true};
    }
    if (tab == NULL) {
        return (struct hat_stop){.x = next_default(props, x - origin) + origin};
    }
    return (struct hat_stop){.x = tab->position + origin,
                             .align = tab->align,
                             .custom = true,
                             .leader = tab->leader,
                             .decimal = tab->decimal};
}

/* An alignment tab goes to a place of the container, not to a stop. */
static struct hat_stop alignment_stop(const struct hat_line_maker *maker, uint8_t align)
{
    hat_twip width = maker->width;
    hat_twip x = align == HAT_TAB_RIGHT ? width : align == HAT_TAB_CENTER ? width / 2 : 0;
    return (struct hat_stop){.x = x, .align = align, .custom = true};
}

struct hat_stop hat_tab_of(const struct hat_line_maker *maker, const struct hat_portion *portion,
                           hat_twip x)
{
    if (portion->item != NULL && portion->item->kind == HAT_INLINE_PTAB) {
        return alignment_stop(maker, portion->item->align);
    }
    return hat_tab_find(maker, x);
}

hat_twip hat_tab_after_label(const struct hat_line_maker *maker, hat_twip x)
{
    const struct hat_label *label = maker->paragraph->label;
    if (label->tab > x) {
        return label->tab;
    }
    if (x < maker->props->indent_left) { /* stops before the indent do not count here (2.12) */
        return maker->props->indent_left;
    }
    return hat_tab_find(maker, x).x;
}
