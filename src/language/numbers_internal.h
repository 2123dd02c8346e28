/* numbers_internal.h -- each language's words, and what they share. */
#ifndef HAT_LANGUAGE_NUMBERS_INTERNAL_H
#define HAT_LANGUAGE_NUMBERS_INTERNAL_H

#include "language/numbers.h"

/* Thousands groups of a number, highest first: 1 002 003 -> {0, 0, 1, 2, 3}. */
enum { HAT_NUMBER_GROUPS = 5 };

struct hat_number_groups {
    int values[HAT_NUMBER_GROUPS]; /* 10^12, 10^9, 10^6, 10^3, 1 */
};

struct hat_number_groups hat_number_split(int64_t number);

/* Appends `word` after a space when something stands in *buf from `start` on. */
void hat_number_put(struct hat_buf *buf, size_t start, const char *word);

/* `number` is 0 or more and not over the maximum in all of these. */
void hat_kk_cardinal(int64_t number, struct hat_buf *buf);
void hat_kk_ordinal(int64_t number, struct hat_buf *buf);
void hat_kk_ordinal_digits(int64_t number, struct hat_buf *buf);
void hat_ru_cardinal(int64_t number, enum hat_gender gender, struct hat_buf *buf);
void hat_ru_ordinal(int64_t number, struct hat_buf *buf);
void hat_en_cardinal(int64_t number, struct hat_buf *buf);
void hat_en_ordinal(int64_t number, struct hat_buf *buf);
void hat_en_ordinal_digits(int64_t number, struct hat_buf *buf);

#endif
