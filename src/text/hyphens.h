/* hyphens.h -- where a word may be divided, behind libhyphen (docs/layout-rules.md 2.9). */
#ifndef HAT_TEXT_HYPHENS_H
#define HAT_TEXT_HYPHENS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "hatshy.h"

struct hat_hyphens; /* dictionaries, each read when first needed; one per thread of work */

enum { HAT_HYPHEN_WORD_MAX = 160 }; /* longer words are not divided [bytes] */

hat_status hat_hyphens_new(struct hat_hyphens **out);
void hat_hyphens_free(struct hat_hyphens *hyphens);

/* Is there a dictionary for this language (BCP 47)? */
bool hat_hyphens_has(struct hat_hyphens *hyphens, const char *lang);

/* Divides a word of letters: allowed[i] is true where a hyphen may come before byte i. At least
 * two letters stay on each side. false: no dictionary, or the word cannot be divided. */
bool hat_hyphens_find(struct hat_hyphens *hyphens, const char *lang, struct hat_str word,
                      bool allowed[HAT_HYPHEN_WORD_MAX]);

#endif
