/* numbers_kk.c -- Kazakh numbers in words.
 *
 * Words stand apart; thousand alone is мың, a million is бір миллион. An ordinal adds -ншы/-нші
 * after a vowel and -ыншы/-інші after a consonant to the last word, by its harmony:
 *
 *     екінші, алтыншы, бірінші, тоғызыншы; жиырмасыншы and қырқыншы are irregular
 */
#include "language/numbers_internal.h"

struct word {
    const char *cardinal, *ordinal;
    bool front; /* -ші; else -шы */
};

static const struct word units[10] = {
    {"нөл", "нөлінші", true},      {"бір", "бірінші", true},   {"екі", "екінші", true},
    {"үш", "үшінші", true},        {"төрт", "төртінші", true}, {"бес", "бесінші", true},
    {"алты", "алтыншы", false},    {"жеті", "жетінші", true},  {"сегіз", "сегізінші", true},
    {"тоғыз", "тоғызыншы", false},
};
static const struct word tens[10] = {
    {"", "", false},
    {"он", "оныншы", false},
    {"жиырма", "жиырмасыншы", false},
    {"отыз", "отызыншы", false},
    {"қырық", "қырқыншы", false},
    {"елу", "елуінші", true},
    {"алпыс", "алпысыншы", false},
    {"жетпіс", "жетпісінші", true},
    {"сексен", "сексенінші", true},
    {"тоқсан", "тоқсаныншы", false},
};
static const struct word hundred = {"жүз", "жүзінші", true};
static const struct word scales[HAT_NUMBER_GROUPS] = {
    {"триллион", "триллионыншы", false},
    {"миллиард", "миллиардыншы", false},
    {"миллион", "миллионыншы", false},
    {"мың", "мыңыншы", false},
    {"", "", false},
};

/* The words of a number in order; 5 groups of at most 4 words and a scale. */
struct words {
    const struct word *items[HAT_NUMBER_GROUPS * 5];
    size_t count;
};

static void add(struct words *words, const struct word *word)
{
    words->items[words->count++] = word;
}

static void add_group(struct words *words, int group)
{
    if (group >= 200) {
        add(words, &units[group / 100]);
    }
    if (group >= 100) {
        add(words, &hundred);
    }
    if (group / 10 % 10 > 0) {
        add(words, &tens[group / 10 % 10]);
    }
    if (group % 10 > 0) {
        add(words, &units[group % 10]);
    }
}

static struct words words_of(int64_t number)
{
    struct words words = {.count = 0};
    struct hat_number_groups groups = hat_number_split(number);
    for (int i = 0; i < HAT_NUMBER_GROUPS; i++) {
        bool lone_thousand = i == HAT_NUMBER_GROUPS - 2 && groups.values[i] == 1 &&
                             words.count == 0; /* мың; but бір миллион бір мың */
        if (groups.values[i] > 0 && !lone_thousand) {
            add_group(&words, groups.values[i]);
        }
        if (groups.values[i] > 0 && i < HAT_NUMBER_GROUPS - 1) {
            add(&words, &scales[i]);
        }
    }
    if (words.count == 0) {
        add(&words, &units[0]);
    }
    return words;
}

void hat_kk_cardinal(int64_t number, struct hat_buf *buf)
{
    struct words words = words_of(number);
    size_t start = buf->len;
    for (size_t i = 0; i < words.count; i++) {
        hat_number_put(buf, start, words.items[i]->cardinal);
    }
}

void hat_kk_ordinal(int64_t number, struct hat_buf *buf)
{
    struct words words = words_of(number);
    size_t start = buf->len;
    for (size_t i = 0; i < words.count; i++) {
        bool last = i + 1 == words.count;
        hat_number_put(buf, start, last ? words.items[i]->ordinal : words.items[i]->cardinal);
    }
}

void hat_kk_ordinal_digits(int64_t number, struct hat_buf *buf)
{
    struct words words = words_of(number);
    hat_buf_printf(buf, "%lld-%s", (long long)number,
                   words.items[words.count - 1]->front ? "ші" : "шы");
}

struct hat_str hat_kazakh_last_number_word(int64_t number)
{
    struct words words = words_of(number);
    return hat_str_from(words.items[words.count - 1]->cardinal);
}
