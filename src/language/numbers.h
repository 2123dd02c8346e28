/* numbers.h -- numbers in words, ordinals, plural forms and digits grouped, in kk, ru and en.
 *
 *     599  kk бес жүз тоқсан тоғыз   ru пятьсот девяносто девять   en five hundred ninety-nine
 *
 * Every function appends to *buf. Numbers are below 10^15 (HAT_NUMBER_WORDS_MAX); negative ones
 * get минус / minus before them.
 */
#ifndef HAT_LANGUAGE_NUMBERS_H
#define HAT_LANGUAGE_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "language/language.h"

#define HAT_NUMBER_WORDS_MAX INT64_C(999999999999999)

/* Russian has genders: один, одна, одно. Other languages do not look at it. */
enum hat_gender { HAT_MASCULINE, HAT_FEMININE, HAT_NEUTER };

/* Cardinal in words. false (nothing appended) when |number| is over the maximum. */
bool hat_number_words(enum hat_lang lang, int64_t number, enum hat_gender gender,
                      struct hat_buf *buf);

/* Ordinal in words, masculine: үшінші, третий, third. As above; not for negative numbers. */
bool hat_ordinal_words(enum hat_lang lang, int64_t number, struct hat_buf *buf);

/* Ordinal in digits: kk 3-ші, ru 3-й, en 3rd. */
bool hat_ordinal_digits(enum hat_lang lang, int64_t number, struct hat_buf *buf);

/* Which of the plural forms goes with `number`: 0 one, 1 few, 2 many.
 * ru: 1 ссылка, 2 ссылки, 5 ссылок; en: 0 and 2; kk: always 0 (599 сілтеме). */
int hat_plural_form(enum hat_lang lang, int64_t number);

/* Groups the digits of a decimal number given as text ("-1234567.5"): kk and ru 1 234 567,5 with
 * no-break spaces, en 1,234,567.5. `decimals` < 0 keeps the fraction as it is, else it is rounded
 * half up to that many digits. false when `text` is no number. */
bool hat_number_format(enum hat_lang lang, struct hat_str text, int decimals, struct hat_buf *buf);

/* The last word of a Kazakh cardinal, which its endings follow: 599 -> тоғыз, 2000 -> мың. */
struct hat_str hat_kazakh_last_number_word(int64_t number);

#endif
