/* wrap.c -- lines that leave room for what stands on the page (docs/layout-rules.md 6).
 *
 * Two ways, by example of a picture 2000 wide at the left, 1000 high:
 *
 *     square          lines beside it begin at 2000 + distance; the paragraph is broken anew
 *     top and bottom  a line that would touch it begins below it: it gets a skip
 *
 * Which lines are beside it depends on where they are, and that on how they are broken; so the
 * lines are placed and broken in turn until nothing changes, at most a few times. A line has text
 * on one side of a thing, the wider one or the one that is asked for; with less than a minimum
 * there it goes below. With text on both sides two lines of the box stand at one height: the
 * second has a skip back to the top of the first.
 *
 *     line 1 |  thing  | line 2
 *     line 3 |         | line 4
 */
#include "layout/anchors_internal.h"

enum {
    ROUNDS = 4,
    SIDE_MIN = 1134,
    WRAP_LINES_MAX = 20000 /* longer paragraphs are set as if nothing was in the way */
};

/* Where text stands beside a thing that has it on both sides. */
enum part { PART_LEFT, PART_RIGHT };

/* What the next line may have at its place. */
struct chance {
    struct hat_line_inset inset;
    hat_twip y; /* where it begins */
    bool left;  /* it stands left of a thing, and another line may stand right of that */
};

static bool touches(const struct hat_keep_off *keep, const struct hat_anchor_spot *spot, hat_twip y,
                    hat_twip height)
{
    return keep->box[HAT_TOP] < hat_twip_add(y, height) && keep->box[HAT_BOTTOM] > y &&
           keep->box[HAT_LEFT] < hat_twip_add(spot->x, spot->width) &&
           keep->box[HAT_RIGHT] > spot->x;
}

/* Takes the side away that has no text. false: the other is not wide enough. */
static bool go_beside(const struct hat_keep_off *keep, const struct hat_anchor_spot *spot,
                      enum part part, struct chance *chance)
{
    struct hat_line_inset *inset = &chance->inset;
    hat_twip end = hat_twip_add(spot->x, spot->width);
    hat_twip left = hat_twip_sub(hat_twip_sub(keep->box[HAT_LEFT], spot->x), inset->left);
    hat_twip right = hat_twip_sub(hat_twip_sub(end, keep->box[HAT_RIGHT]), inset->right);
    bool to_right = keep->side == HAT_SIDE_RIGHT || (keep->side != HAT_SIDE_LEFT && right >= left);
    if (keep->side == HAT_SIDE_BOTH && left >= SIDE_MIN && right >= SIDE_MIN) {
        to_right = part == PART_RIGHT;
        chance->left = !to_right;
    }
    if ((to_right ? right : left) < SIDE_MIN) {
        return false;
    }
    if (to_right) {
        inset->left = hat_twip_max(inset->left, hat_twip_sub(keep->box[HAT_RIGHT], spot->x));
    } else {
        inset->right = hat_twip_max(inset->right, hat_twip_sub(end, keep->box[HAT_LEFT]));
    }
    return true;
}

/* The first place from `y` on for a line of this height. */
static struct chance find_place(const struct hat_page_area *area,
                                const struct hat_anchor_spot *spot, hat_twip y, hat_twip height,
                                enum part part)
{
    struct chance chance = {.y = y};
    for (size_t i = 0; i < area->count; i++) {
        const struct hat_keep_off *keep = &area->keep_off[i];
        if (!touches(keep, spot, chance.y, height)) {
            continue;
        }
        if (keep->whole || !go_beside(keep, spot, part, &chance)) {
            /* below it; look at all again */
            chance = (struct chance){.y = keep->box[HAT_BOTTOM]};
            i = (size_t)-1;
        }
    }
    return chance;
}

hat_twip hat_wrap_clear(const struct hat_page_area *area, const struct hat_anchor_spot *spot,
                        const hat_twip extent[2], hat_twip y, hat_twip height)
{
    for (size_t i = 0; i < area->count; i++) {
        const struct hat_keep_off *keep = &area->keep_off[i];
        bool beside = !keep->whole && (keep->bare[0] >= extent[1] || keep->bare[1] <= extent[0]);
        if (!beside && touches(keep, spot, y, height)) {
            y = keep->box[HAT_BOTTOM]; /* look at all again */
            i = (size_t)-1;
        }
    }
    return y;
}

static bool anything_below(const struct hat_page_area *area, const struct hat_anchor_spot *spot)
{
    for (size_t i = 0; i < area->count; i++) {
        if (area->keep_off[i].box[HAT_BOTTOM] > spot->y) {
            return true;
        }
    }
    return false;
}

/* The part of the container that a line may take: what the paragraph's indents leave. Insets are
 * measured from there, and a gap beside a thing counts only as far as text may stand in it. */
static struct hat_anchor_spot line_spot(const struct hat_para_props *props, size_t line,
                                        const struct hat_anchor_spot *spot)
{
    struct hat_anchor_spot text = *spot;
    hat_twip left = hat_twip_add(props->indent_left, line == 0 ? props->indent_first : 0);
    text.x = hat_twip_add(text.x, left);
    text.width = hat_twip_sub(text.width, hat_twip_add(left, props->indent_right));
    return text;
}

/* Places the lines from `from` on; *changed: some line is shorter or longer than it was. */
static enum hat_status place_lines(struct hat_layout *layout, struct hat_para_box *box, size_t from,
                                   const struct hat_anchor_spot *spot, struct hat_arena *arena,
                                   bool *changed)
{
    size_t count = box->lines->count;
    hat_twip *skips = hat_arena_array(arena, count, sizeof *skips);
    struct hat_line_inset *insets = hat_arena_array(arena, count, sizeof *insets);
    if (skips == NULL || insets == NULL) {
        return HAT_ERR_NOMEM;
    }
    hat_twip y = spot->y;
    hat_twip pair = 0; /* top of the line that stands left of something, */
    bool second = false;
    *changed = false;
    for (size_t i = 0; i < count; i++) {
        const struct hat_line *line = &box->lines->lines[i];
        struct hat_line_inset had = {0};
        if (i < box->insets.count) {
            had = box->insets.items[i];
        }
        insets[i] = had;
        if (i < from) {
            continue; /* on an earlier page */
        }
        hat_twip top = i > from ? hat_twip_add(y, line->extra_above) : y;
        const struct hat_anchor_spot text = line_spot(box->paragraph->props, i, spot);
        struct chance chance = find_place(layout->area, &text, second ? pair : top, line->height,
                                          second ? PART_RIGHT : PART_LEFT);
        skips[i] = hat_twip_sub(chance.y, top);
        insets[i] = chance.inset;
        *changed = *changed || had.left != insets[i].left || had.right != insets[i].right;
        y = hat_twip_add(chance.y, line->height);
        second = chance.left && !line->line_break;
        pair = chance.y;
    }
    while (count > 0 && insets[count - 1].left == 0 && insets[count - 1].right == 0) {
        count--;
    }
    box->skips = skips;
    box->insets = (struct hat_line_insets){insets, count};
    return HAT_OK;
}

enum hat_status hat_wrap_paragraph(struct hat_layout *layout, struct hat_para_box *box, size_t from,
                                   const struct hat_anchor_spot *spot, struct hat_arena *arena)
{
    box->skips = NULL;
    bool needed = anything_below(layout->area, spot) || box->insets.count > from;
    if (!needed || box->lines->count > WRAP_LINES_MAX) {
        return HAT_OK;
    }
    bool changed = true;
    enum hat_status status = HAT_OK;
    for (int round = 0; round < ROUNDS && changed && status == HAT_OK; round++) {
        status = place_lines(layout, box, from, spot, arena, &changed);
        if (status == HAT_OK && changed) {
            status = hat_lines_make_around(&layout->setting, box->paragraph, spot->width,
                                           &box->insets, arena, &box->lines);
        }
    }
    if (status == HAT_OK && changed) { /* skips for the lines as they are now */
        status = place_lines(layout, box, from, spot, arena, &changed);
    }
    return status;
}
