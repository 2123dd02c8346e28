/* kazakh_internal.h -- the sounds of a word as its endings need them. */
#ifndef HAT_LANGUAGE_KAZAKH_INTERNAL_H
#define HAT_LANGUAGE_KAZAKH_INTERNAL_H

#include "language/kazakh.h"

/* Classes of the last sound, the columns of the table of endings. */
enum hat_sound {
    HAT_SOUND_VOWEL,
    HAT_SOUND_R, /* й у и ю р л */
    HAT_SOUND_N, /* м н ң */
    HAT_SOUND_Z, /* з ж */
    HAT_SOUND_T, /* voiceless, and б в г д at the end of loans */
    HAT_SOUND_COUNT
};

/* How a word sounds at its end. */
struct hat_ending {
    bool front;
    enum hat_sound sound;
    uint32_t last; /* the last letter, lower case, ь and ъ passed over; 0: no letters */
};

/* Lower-case letters of a word, at most the last HAT_WORD_LETTERS of them. */
enum { HAT_WORD_LETTERS = 64 };
struct hat_letters {
    uint32_t items[HAT_WORD_LETTERS];
    size_t count;
};

struct hat_letters hat_letters_of(struct hat_str word);
struct hat_ending hat_word_ending(const struct hat_letters *letters);
bool hat_kazakh_vowel(uint32_t letter);

/* Does the word end in `tail` (lower case)? */
bool hat_letters_end(const struct hat_letters *letters, const char *tail);

#endif
