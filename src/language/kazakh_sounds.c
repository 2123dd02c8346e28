/* kazakh_sounds.c -- is a word back or front, and what does it end in?
 *
 * Harmony is that of the last vowel, with what loans add to it: a few final clusters and ь are
 * front (банк, пункт, роль), и of a closed syllable is front and у back (витамин, институт), an
 * open и or у follows the vowel before it (оқу, келу), and surnames in -ов, -ев follow their stem
 * (Тоқаев like Тоқа). Orthography of 2018, §§ 35, 36, 94, 95.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "language/kazakh_internal.h"

static bool in(uint32_t letter, const char *set)
{
    struct hat_str text = hat_str_from(set);
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        if (hat_utf8_decode(text.ptr + at, text.len - at, &used) == letter) {
            return true;
        }
    }
    return false;
}

struct hat_letters hat_letters_of(struct hat_str word)
{
    struct hat_letters letters = {.count = 0};
    size_t skip = hat_utf8_count(word), seen = 0;
    skip = skip > HAT_WORD_LETTERS ? skip - HAT_WORD_LETTERS : 0;
    for (size_t at = 0, used = 0; at < word.len; at += used, seen++) {
        uint32_t cp = hat_utf8_decode(word.ptr + at, word.len - at, &used);
        if (seen >= skip && letters.count < HAT_WORD_LETTERS) {
            letters.items[letters.count++] = hat_unicode_lower(cp);
        }
    }
    return letters;
}

bool hat_letters_end(const struct hat_letters *letters, const char *tail)
{
    struct hat_letters wanted = hat_letters_of(hat_str_from(tail));
    if (wanted.count > letters->count) {
        return false;
    }
    size_t from = letters->count - wanted.count;
    for (size_t i = 0; i < wanted.count; i++) {
        if (letters->items[from + i] != wanted.items[i]) {
            return false;
        }
    }
    return true;
}

static bool back_vowel(uint32_t letter)
{
    return in(letter, "аоұыяaou");
}

static bool front_vowel(uint32_t letter)
{
    return in(letter, "әеөүіэёeiy");
}

/* и, у and ю: a vowel or a glide, as its neighbours make it. */
static bool either(uint32_t letter)
{
    return in(letter, "иую");
}

bool hat_kazakh_vowel(uint32_t letter)
{
    return back_vowel(letter) || front_vowel(letter);
}

/* Harmony of letters[0 .. count). */
static bool is_front(const uint32_t *letters, size_t count)
{
    bool closed = false; /* a consonant stands after the letter looked at */
    for (size_t i = count; i-- > 0;) {
        if (back_vowel(letters[i])) {
            return false;
        }
        if (front_vowel(letters[i])) {
            return true;
        }
        bool diphthong = letters[i] == 0x438 && i + 1 < count && letters[i + 1] == 0x439; /* ий */
        if (either(letters[i]) && (closed || diphthong)) {
            return letters[i] == 0x438; /* и front; у, ю back */
        }
        closed = closed || !either(letters[i]);
    }
    return count > 0 && letters[count - 1] == 0x438;
}

static bool front_by_loan_ending(const struct hat_letters *letters)
{
    static const char *const tails[] = {"рк", "рг", "нк",  "нг",  "кс",  "кт",  "ск",
                                        "лк", "кл", "нкт", "кль", "брь", "бль", "ь"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        if (hat_letters_end(letters, tails[i])) {
            return true;
        }
    }
    return false;
}

/* Words whose use goes against the rules. */
static bool front_by_use(const struct hat_letters *letters)
{
    return hat_letters_end(letters, "педагог");
}

static bool word_is_front(const struct hat_letters *letters)
{
    if (in(letters->items[letters->count - 1], "қғх")) {
        return false;
    }
    if (front_by_loan_ending(letters) || front_by_use(letters)) {
        return true;
    }
    bool surname =
        letters->count > 3 && (hat_letters_end(letters, "ов") || hat_letters_end(letters, "ев"));
    return is_front(letters->items, letters->count - (surname ? 2 : 0));
}

static enum hat_sound sound_of(uint32_t letter)
{
    if (hat_kazakh_vowel(letter)) {
        return HAT_SOUND_VOWEL;
    }
    return in(letter, "йуиюрлrlw") ? HAT_SOUND_R
           : in(letter, "мнңmn")   ? HAT_SOUND_N
           : in(letter, "зжzj")    ? HAT_SOUND_Z
                                   : HAT_SOUND_T;
}

struct hat_ending hat_word_ending(const struct hat_letters *letters)
{
    size_t last = letters->count;
    while (last > 0 && in(letters->items[last - 1], "ьъ")) {
        last--;
    }
    if (last == 0) {
        return (struct hat_ending){.last = 0};
    }
    return (struct hat_ending){.front = word_is_front(letters),
                               .sound = sound_of(letters->items[last - 1]),
                               .last = letters->items[last - 1]};
}
