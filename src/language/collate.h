/* collate.h -- alphabetical order of the office: the Kazakh alphabet of 42 letters (Ә after А, І
 * after Ы), which is the Russian order too; numbers by their value (№ 9 before № 10). */
#ifndef HAT_LANGUAGE_COLLATE_H
#define HAT_LANGUAGE_COLLATE_H

#include "base/buf.h"
#include "base/str.h"
#include "language/language.h"

/* < 0, 0, > 0 as `a` stands before, with, after `b`. Texts that differ in letter case or in
 * spaces only are put in the order of their bytes, so that 0 means the same bytes.
 * The order: spaces, punctuation, numbers, Cyrillic, Latin, the rest. Russian counts ё with е. */
int hat_collate(enum hat_lang lang, struct hat_str a, struct hat_str b);

/* Appends a key to *key: the keys of two texts, compared as bytes and the shorter one first when it
 * begins the other, stand in the texts' order, or are equal for texts that differ in letter case or
 * in spaces only. For sorting long lists: a text is looked at once. */
void hat_collate_key(enum hat_lang lang, struct hat_str text, struct hat_buf *key);

#endif
