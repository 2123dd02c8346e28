/* regions.c -- which region a name speaks of.
 *
 *     «Қызылорда облысының ... «Қазалы ауданы бойынша ...   region KZ-43, district KZ-43  -> KZ-43
 *     г. Уральск, ясли-сад № 20                             city KZ-27                    -> KZ-27
 *     Жамбыл ауданы «Нұршуақ»                               district KZ-19, 31, 59        ->
 * several Семей қаласы «Абай» атындағы №3 балабақша             a class noun is needed: no Абай
 *
 * Each mention gives a set of regions, one bit each. The strongest level wins (region, city of
 * republican rank, city, district); weaker mentions narrow its set, or contradict it.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "entries/entries_internal.h"
#include "entries/regions_internal.h"

enum {
    WORDS_MAX = 96,
    WORD_BYTES = 64,
    NAME_WORDS = 3,
    ENDING_BYTES = 8,
    CASE_BYTES = 4,
    ABBREVIATION_BYTES = 6
};

struct word {
    char text[WORD_BYTES]; /* folded; longer words are cut */
    size_t len;
    bool dot;    /* a full stop stands behind it */
    bool quoted; /* inside « » */
};

struct words {
    struct word items[WORDS_MAX];
    size_t count;
};

const char *hat_region_code(unsigned region)
{
    return hat_regions[region].iso;
}

const char *hat_region_name(unsigned region, const char *lang)
{
    const struct hat_region *found = &hat_regions[region];
    return strcmp(lang, "ru") == 0 ? found->ru : strcmp(lang, "en") == 0 ? found->en : found->kk;
}

/* ---- words ---- */

static bool is_hyphen(uint32_t cp)
{
    return cp == '-' || (cp >= 0x2010 && cp <= 0x2015);
}

/* Letters and digits make words; hyphens inside are left out ("Форт-Шевченко"). */
static void split(struct hat_str text, struct words *words)
{
    struct word *word = NULL;
    int depth = 0;
    words->count = 0;
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        bool letter = cp != HAT_UTF8_INVALID && (hat_unicode_letter(cp) || hat_unicode_digit(cp));
        depth += cp == 0xAB ? 1 : cp == 0xBB && depth > 0 ? -1 : 0;
        if (letter && word == NULL) {
            if (words->count == WORDS_MAX) {
                return;
            }
            word = &words->items[words->count++];
            *word = (struct word){.quoted = depth > 0};
        }
        if (letter && word->len + 4 < WORD_BYTES) {
            word->len += hat_utf8_encode(hat_plain_letter(cp), word->text + word->len);
        } else if (!letter && word != NULL && !is_hyphen(cp)) {
            word->dot = cp == '.';
            word = NULL;
        }
    }
}

static bool starts(const struct word *word, const char *with)
{
    return strncmp(word->text, with, strlen(with)) == 0;
}

static bool is(const struct word *word, const char *text)
{
    return strcmp(word->text, text) == 0;
}

/* ---- names ---- */

/* First name in the table that is not before `key`. */
static size_t lower_bound(const char *key)
{
    size_t low = 0, high = hat_region_name_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(hat_region_names[middle].key, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static uint32_t look_up(const char *key, unsigned levels, unsigned forms)
{
    uint32_t found = 0;
    for (size_t i = lower_bound(key);
         i < hat_region_name_count && strcmp(hat_region_names[i].key, key) == 0; i++) {
        const struct hat_region_name *name = &hat_region_names[i];
        bool wanted = (levels >> name->level & 1) != 0 && (forms >> name->form & 1) != 0;
        found |= wanted ? name->regions : 0;
    }
    return found;
}

/* Words first ... first + count - 1, the last cut by `cut` bytes, as a key. */
static bool make_key(const struct words *words, size_t first, size_t count, size_t cut,
                     char key[NAME_WORDS * WORD_BYTES])
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        const struct word *word = &words->items[first + i];
        if (i > 0) {
            key[len++] = ' ';
        }
        memcpy(key + len, word->text, word->len);
        len += word->len;
    }
    if (cut >= len) {
        return false;
    }
    key[len - cut] = '\0';
    return true;
}

/* "Батыс Қазақстан" before "облысы"; "Актюбинская" before "область": in Russian only adjectives
 * stand there. */
static uint32_t name_before(const struct words *words, size_t noun, unsigned levels, bool russian)
{
    char key[NAME_WORDS * WORD_BYTES];
    for (size_t count = noun < NAME_WORDS ? noun : NAME_WORDS; count > 0; count--) {
        uint32_t found = 0;
        if (!russian && make_key(words, noun - count, count, 0, key)) {
            found = look_up(key, levels, 1u << HAT_NAME_BEFORE);
        }
        for (size_t cut = 4; found == 0 && cut <= ENDING_BYTES; cut += 2) { /* -ий ... -ого */
            if (make_key(words, noun - count, count, cut, key)) {
                found = look_up(key, levels, 1u << HAT_NAME_ADJECTIVE);
            }
        }
        if (found != 0) {
            return found;
        }
    }
    return 0;
}

/* "Уральск", "Уральска" behind "город". */
static uint32_t name_behind(const struct words *words, size_t noun, unsigned levels)
{
    char key[NAME_WORDS * WORD_BYTES];
    size_t first = noun + 1;
    if (first < words->count && starts(&words->items[first], "имени")) {
        first++;
    }
    for (size_t count = NAME_WORDS; count > 0; count--) {
        for (size_t cut = 0; first + count <= words->count && cut <= CASE_BYTES; cut += 2) {
            uint32_t found = make_key(words, first, count, cut, key)
                                 ? look_up(key, levels, 1u << HAT_NAME_BEHIND)
                                 : 0;
            if (found != 0) {
                return found;
            }
        }
    }
    return 0;
}

/* ---- mentions ---- */

/* What kind of place does this word name? 0: it is no class noun. */
static unsigned levels_of(const struct word *word, bool *russian)
{
    *russian = starts(word, "област") || starts(word, "район") || starts(word, "город") ||
               starts(word, "рн") || (is(word, "г") && word->dot);
    if (starts(word, "облыс") || starts(word, "област") || (is(word, "обл") && word->dot)) {
        return 1u << HAT_LEVEL_REGION;
    }
    if (starts(word, "кала") || starts(word, "город") || (is(word, "г") && word->dot) ||
        (is(word, "к") && word->dot)) {
        return 1u << HAT_LEVEL_CAPITAL | 1u << HAT_LEVEL_CITY;
    }
    if (starts(word, "аудан") || starts(word, "район") || is(word, "рн")) {
        return 1u << HAT_LEVEL_DISTRICT;
    }
    return 0;
}

static uint32_t mention_at(const struct words *words, size_t i, unsigned *levels)
{
    bool russian = false;
    *levels = levels_of(&words->items[i], &russian);
    if (*levels == 0 && words->items[i].len != ABBREVIATION_BYTES) {
        return 0;
    }
    if (*levels == 0) {
        *levels = 1u << HAT_LEVEL_REGION;
        return look_up(words->items[i].text, *levels, 1u << HAT_NAME_ALONE);
    }
    uint32_t found = name_before(words, i, *levels, russian);
    return found == 0 && russian ? name_behind(words, i, *levels) : found;
}

static bool single(uint32_t regions)
{
    return regions != 0 && (regions & (regions - 1)) == 0;
}

/* A city named without its class noun, outside quotes: counts when nothing else has that name. */
static uint32_t bare_city(const struct words *words)
{
    unsigned forms = 1u << HAT_NAME_BEFORE | 1u << HAT_NAME_BEHIND;
    unsigned cities = 1u << HAT_LEVEL_CAPITAL | 1u << HAT_LEVEL_CITY;
    for (size_t i = 0; i < words->count; i++) {
        const char *key = words->items[i].text;
        if (!words->items[i].quoted && look_up(key, cities, forms) != 0 &&
            single(look_up(key, ~0u, forms))) {
            return look_up(key, cities, forms);
        }
    }
    return 0;
}

enum hat_status hat_region_find(struct hat_str text, struct hat_region_match *out)
{
    struct words words;
    uint32_t of_level[HAT_LEVEL_DISTRICT + 1] = {0}, result = 0;
    *out = (struct hat_region_match){.region = HAT_NO_REGION};
    split(text, &words);
    for (size_t i = 0; i < words.count; i++) {
        unsigned levels = 0;
        uint32_t found = mention_at(&words, i, &levels);
        int level = levels == 1u << HAT_LEVEL_REGION     ? HAT_LEVEL_REGION
                    : levels == 1u << HAT_LEVEL_DISTRICT ? HAT_LEVEL_DISTRICT
                                                         : HAT_LEVEL_CITY;
        if (found == 0) {
            continue;
        }
        if (level == HAT_LEVEL_CITY && found >> 17 != 0) { /* Астана, Алматы, Шымкент */
            level = HAT_LEVEL_CAPITAL;
        }
        uint32_t both = of_level[level] & found;
        out->contradiction = out->contradiction || (of_level[level] != 0 && both == 0);
        of_level[level] = of_level[level] == 0 ? found : both != 0 ? both : of_level[level];
    }
    for (int level = 0; level <= HAT_LEVEL_DISTRICT; level++) {
        uint32_t both = result & of_level[level];
        if (result == 0) {
            result = of_level[level];
        } else if (of_level[level] != 0) {
            out->contradiction = out->contradiction || both == 0;
            result = both != 0 ? both : result;
        }
    }
    out->regions = result != 0 ? result : bare_city(&words);
    for (unsigned i = 0; single(out->regions) && i < HAT_REGION_COUNT; i++) {
        out->region = (out->regions >> i & 1) != 0 ? i : out->region;
    }
    return HAT_OK;
}
