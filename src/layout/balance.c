/* balance.c -- columns of a section that is followed by a continuous one end at the same height
 * (docs/layout-rules.md 5.3).
 *
 * The units of such a section wait in the chain while they fit the columns of the region; when the
 * section ends, the least height is looked for into which they still fit:
 *
 *     |1 4|      |1 3|      found by halving: the first height that is enough
 *     |2  |  ->  |2 4|
 *     |3  |
 *
 * A section longer than its region is set column by column until a page is full; then the rest
 * waits at the top of the next.
 *
 * The columns of a section that ends its page are filled one after the other. Writer takes the gap
 * above such a section off its columns' height a second time, when the section fits so.
 */
#include "layout/body_internal.h"

/* More units than a page holds need not be looked at over and over. */
enum { UNITS_MAX = 500 };

/* Lowest end of the columns that leaves the units' footnotes their room. */
static hat_twip lowest(const struct hat_body *body)
{
    return hat_twip_sub(body->bottom, hat_notes_chain_height(body));
}

bool hat_balance_waits(const struct hat_body *body)
{
    bool at_top = body->pager.open && body->column == 0 && body->y == body->column_top;
    return body->section.columns > 1 && at_top && body->chain_count < UNITS_MAX &&
           hat_chain_fits(body, lowest(body));
}

void hat_balance(struct hat_body *body)
{
    hat_twip low = body->column_top; /* not enough */
    hat_twip high = lowest(body);    /* enough */
    while (high - low > 1) {
        hat_twip middle = low + (high - low) / 2;
        if (hat_chain_fits(body, middle)) {
            high = middle;
        } else {
            low = middle;
        }
    }
    body->bottom = high;
    body->notes.reserved = true;
}

void hat_balance_none(struct hat_body *body)
{
    hat_twip bottom = lowest(body);
    hat_twip shorter = hat_twip_sub(bottom, body->region_gap);
    body->bottom = hat_chain_fits(body, shorter) ? shorter : bottom;
    body->notes.reserved = true;
}
