/* kazakh.h -- endings of Kazakh words, numbers, abbreviations and names.
 *
 *     облыс + шығыс -> облыстан      Абай облысы + барыс -> Абай облысына
 *     599 + ілік -> 599-дың          «Балапан» КММ + ілік -> «Балапан» КММ-нің
 *
 * Only the last word of a phrase changes. Endings follow vowel harmony (back: а о ұ ы; front: ә е
 * ө ү і) and the last sound; what cannot be read for sure is left as it is, and the caller warns.
 * Rules: Kazakh orthography of 2018, §§ 35, 36, 44, 74, 94, 95.
 */
#ifndef HAT_LANGUAGE_KAZAKH_H
#define HAT_LANGUAGE_KAZAKH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

enum hat_case {
    HAT_CASE_NOMINATIVE,   /* атау */
    HAT_CASE_GENITIVE,     /* ілік */
    HAT_CASE_DATIVE,       /* барыс */
    HAT_CASE_ACCUSATIVE,   /* табыс */
    HAT_CASE_LOCATIVE,     /* жатыс */
    HAT_CASE_ABLATIVE,     /* шығыс */
    HAT_CASE_INSTRUMENTAL, /* көмектес */
    HAT_CASE_COUNT
};

/* A case by its Kazakh, Russian or English name, in any letter case. false when it is none. */
bool hat_case_from_name(struct hat_str name, enum hat_case *found);

/* The names of a case: Kazakh, Russian, English. `index` below HAT_CASE_NAMES. */
enum { HAT_CASE_NAMES = 3 };
const char *hat_case_name(enum hat_case which, int index);

/* Whether the last word carries the possessive ending already (облысы): its own case endings. */
enum hat_possessed { HAT_POSSESSED_AUTO, HAT_POSSESSED_NO, HAT_POSSESSED_YES };

/* Appends `phrase` in the case. false: the phrase was appended as it is, since its last token (a
 * closing quote, a symbol) cannot be read. */
bool hat_kazakh_case(struct hat_str phrase, enum hat_case to, enum hat_possessed possessed,
                     struct hat_buf *buf);

/* Appends the phrase with the possessive ending of the third person: челленджі, мектебі, орны. */
bool hat_kazakh_possessive(struct hat_str phrase, struct hat_buf *buf);

/* Appends the plural: балалар, мектептер, сілтемелер. */
bool hat_kazakh_plural(struct hat_str phrase, struct hat_buf *buf);

/* Appends the attributive of place or time: ақпандағы, шілдедегі. */
bool hat_kazakh_attributive(struct hat_str phrase, struct hat_buf *buf);

#endif
