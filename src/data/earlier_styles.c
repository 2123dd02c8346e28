/* earlier_styles.c -- which styles of an earlier letter hide text or rows.
 *
 *     Normal <- Hidden (vanish) <- Note            text in Note is hidden
 *     Hidden <- Shown (vanish off)                 text in Shown is not
 *
 * Of a style and those that it is based on, the nearest that says something counts. A letter
 * without a hiding style, nearly every one, costs one look.
 */
#include "data/earlier_internal.h"

enum { CHAIN_MAX = 32 }; /* a circle ends there */

enum hat_status hat_earlier_style_begin(struct hat_earlier_styles *styles, struct hat_str family,
                                        struct hat_str name, struct hat_str parent)
{
    struct hat_earlier_style style = {.family = hat_arena_str(styles->arena, family),
                                      .name = hat_arena_str(styles->arena, name),
                                      .parent = hat_arena_str(styles->arena, parent)};
    if (style.family.ptr == NULL || style.name.ptr == NULL || style.parent.ptr == NULL ||
        !hat_mem_grow(&styles->items, styles->count, &styles->cap, sizeof *styles->items)) {
        return HAT_ERR_NOMEM;
    }
    styles->items[styles->count++] = style;
    return HAT_OK;
}

struct hat_earlier_style *hat_earlier_style_last(struct hat_earlier_styles *styles)
{
    return styles->count > 0 ? &styles->items[styles->count - 1] : NULL;
}

void hat_earlier_style_hide(struct hat_earlier_styles *styles, bool hidden)
{
    struct hat_earlier_style *style = hat_earlier_style_last(styles);
    if (style != NULL) {
        style->hiding = hidden ? HAT_HIDES : HAT_SHOWS;
        styles->any = styles->any || hidden;
    }
}

static const struct hat_earlier_style *find(const struct hat_earlier_styles *styles,
                                            const char *family, struct hat_str name)
{
    for (size_t i = styles->count; i-- > 0;) {
        const struct hat_earlier_style *style = &styles->items[i];
        if (hat_str_is(style->family, family) && hat_str_equal(style->name, name)) {
            return style;
        }
    }
    return NULL;
}

bool hat_earlier_style_hides(const struct hat_earlier_styles *styles, const char *family,
                             struct hat_str name)
{
    for (int depth = 0; styles->any && name.len > 0 && depth < CHAIN_MAX; depth++) {
        const struct hat_earlier_style *style = find(styles, family, name);
        if (style == NULL || style->hiding != HAT_AS_PARENT) {
            return style != NULL && style->hiding == HAT_HIDES;
        }
        name = style->parent;
    }
    return false;
}

void hat_earlier_styles_fini(struct hat_earlier_styles *styles)
{
    hat_mem_free(styles->items);
    *styles = (struct hat_earlier_styles){.arena = styles->arena};
}
