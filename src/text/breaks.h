/* breaks.h -- where a line may end (docs/layout-rules.md 2.5, 2.7). */
#ifndef HAT_TEXT_BREAKS_H
#define HAT_TEXT_BREAKS_H

#include <stdint.h>

#include "base/str.h"

/* Line-break classes of UAX 14, as far as the rules tell them apart. The letters are those of
 * breaks_classes.c. */
enum hat_break_class {
    HAT_CLASS_AL, /* letters and all that is not listed */
    HAT_CLASS_B2,
    HAT_CLASS_BA,
    HAT_CLASS_BB,
    HAT_CLASS_CB,
    HAT_CLASS_CL,
    HAT_CLASS_CM,
    HAT_CLASS_EX,
    HAT_CLASS_GL,
    HAT_CLASS_HL,
    HAT_CLASS_HY,
    HAT_CLASS_ID,
    HAT_CLASS_IN,
    HAT_CLASS_IS,
    HAT_CLASS_NS,
    HAT_CLASS_NU,
    HAT_CLASS_OP,
    HAT_CLASS_PO,
    HAT_CLASS_PR,
    HAT_CLASS_QU,
    HAT_CLASS_SP,
    HAT_CLASS_SY,
    HAT_CLASS_WJ,
    HAT_CLASS_ZW
};

enum hat_break_class hat_break_class(uint32_t cp);

enum hat_break_rules {
    HAT_BREAKS_WRITER,  /* LibreOffice Writer 7.4 */
    HAT_BREAKS_WORD,    /* after spaces, hyphens and dashes */
    HAT_BREAKS_FRIENDLY /* as WORD, and after / ? & = _ . in addresses */
};

/* Fills allowed[0 .. text.len): 1 at the first byte of a character before which a line may end,
 * else 0. allowed[0] is always 0. */
void hat_breaks_find(struct hat_str text, enum hat_break_rules rules, uint8_t *allowed);

#endif
