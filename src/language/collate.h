/* collate.h -- alphabetical order of the office: the Kazakh alphabet of 42 letters (Ә after А, І
 * after Ы), which is the Russian order too; numbers by their value (№ 9 before № 10). */
#ifndef HAT_LANGUAGE_COLLATE_H
#define HAT_LANGUAGE_COLLATE_H

#include "base/str.h"
#include "language/language.h"

/* < 0, 0, > 0 as `a` stands before, with, after `b`. Texts that differ in letter case or in
 * spaces only are put in the order of their bytes, so that 0 means the same bytes.
 * The order: spaces, punctuation, numbers, Cyrillic, Latin, the rest. Russian counts ё with е. */
int hat_collate(enum hat_lang lang, struct hat_str a, struct hat_str b);

#endif
