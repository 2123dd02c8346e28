/* lines_fill_tabs.c -- tabs on the line being filled (layout-rules 2.11).
 *
 *     left       the pen goes to the stop
 *     right      laid with no width; when its text of width t is known: max(0, stop - pen - t)
 *     centred    the same with t / 2, decimal with what is before the decimal character
 */
#include "base/utf8.h"
#include "layout/lines_fill_internal.h"

static bool decimal_comma(const char *lang)
{
    return lang == NULL || strncmp(lang, "en", 2) != 0;
}

/* Width of the text behind the tab that goes before its stop. */
static hat_twip part_before(const struct hat_filler *fill, const struct hat_piece *tab,
                            hat_twip width)
{
    const struct hat_line_parts *parts = fill->maker->parts;
    if (fill->stop.align == HAT_TAB_CENTER) {
        return width / 2;
    }
    if (fill->stop.align == HAT_TAB_DECIMAL) {
        const struct hat_portion *portion = &parts->portions[tab->portion];
        uint32_t mark = fill->stop.decimal;
        if (mark == 0) {
            mark = decimal_comma(portion->props->lang) ? ',' : '.';
        }
        for (uint32_t at = tab->end; at < fill->at;) {
            size_t used = 0;
            if (hat_utf8_decode(parts->text.ptr + at, parts->text.len - at, &used) == mark) {
                return hat_fill_pen_at(fill, at) - (tab->x + tab->width);
            }
            at += (uint32_t)used;
        }
    }
    return width;
}

void hat_fill_settle_tab(struct hat_filler *fill)
{
    const struct hat_line_parts *parts = fill->maker->parts;
    if (fill->tab_piece == UINT32_MAX || fill->tab_piece >= fill->piece_count) {
        fill->tab_piece = UINT32_MAX;
        return;
    }
    struct hat_piece *tab = &fill->pieces[fill->tab_piece];
    uint32_t end = fill->hangs || fill->ended_by != HAT_INLINE_TEXT ? fill->text_end : fill->at;
    while (end > tab->end && parts->text.ptr[end - 1] == ' ') {
        end--;
    }
    hat_twip width = end > tab->end ? hat_fill_pen_at(fill, end) - (tab->x + tab->width) : 0;
    hat_twip room = hat_twip_sub(fill->stop.x, tab->x);
    hat_twip wide = hat_twip_sub(room, part_before(fill, tab, width));
    hat_twip most = hat_twip_sub(hat_twip_sub(fill->right, tab->x), width);
    wide = hat_twip_max(hat_twip_min(wide, most), 0);
    for (uint32_t i = fill->tab_piece + 1; i < fill->piece_count; i++) {
        fill->pieces[i].x += wide - tab->width;
    }
    fill->x += wide - tab->width;
    tab->width = wide;
}

/* A stop outside the line: what Word and Writer make of it. false: the tab wraps. */
static bool fit_stop(struct hat_filler *fill, struct hat_stop *stop)
{
    hat_twip width = fill->maker->width;
    if (stop->x <= fill->right) {
        return true;
    }
    if (stop->custom && stop->x <= width) { /* behind the right indent: signature lines */
        fill->right = stop->align == HAT_TAB_LEFT ? width : stop->x;
        return true;
    }
    if (stop->custom && stop->align != HAT_TAB_LEFT) {
        stop->x = hat_twip_max(fill->right, width);
        stop->align = HAT_TAB_RIGHT;
        fill->right = stop->x;
        return true;
    }
    if (fill->at > fill->start) {
        return false;
    }
    stop->x = hat_twip_max(fill->right, fill->x); /* alone on its line: as far as it goes */
    return true;
}

enum hat_status hat_fill_tab(struct hat_filler *fill)
{
    const struct hat_portion *portion = &fill->maker->parts->portions[fill->portion];
    hat_fill_settle_tab(fill);
    struct hat_stop stop = hat_tab_of(fill->maker, portion, fill->x);
    if (!fit_stop(fill, &stop)) {
        fill->full = true; /* the tab begins the next line */
        return HAT_OK;
    }
    bool left = stop.align == HAT_TAB_LEFT;
    hat_twip width = left ? hat_twip_max(hat_twip_sub(stop.x, fill->x), 0) : 0;
    fill->tab_piece = left ? UINT32_MAX : fill->piece_count;
    fill->stop = stop;
    enum hat_status status = hat_fill_take(fill, portion->end, width);
    if (status == HAT_OK) {
        fill->pieces[fill->piece_count - 1].leader = stop.leader;
    }
    fill->portion++;
    fill->stretch_from = fill->at;
    return status;
}
