/* regions.c -- which region a name speaks of.
 *
 *     «Қызылорда облысының ... «Қазалы ауданы бойынша ...   region KZ-43, district KZ-43  -> KZ-43
 *     г. Уральск, ясли-сад № 20                             city KZ-27                    -> KZ-27
 *     Жамбыл ауданы «Нұршуақ»                               district KZ-19, 31, 59        ->
 * several Семей қаласы «Абай» атындағы №3 балабақша             a class noun is needed: no Абай
 *
 * Each mention gives a set of regions, one bit each. The strongest level wins (region, city of
 * republican rank, city, district); weaker mentions narrow its set, or contradict it. In a column
 * of regions a name needs no class noun. A name that is one letter from the only name like it is
 * taken for it when nothing else is there: near.c.
 */
#include "entries/entries_internal.h"
#include "entries/regions_internal.h"
#include "entries/words_internal.h"

enum { NAME_WORDS = 3, ENDING_BYTES = 8, CASE_BYTES = 4, ABBREVIATION_BYTES = 6 };

/* A word as names of places have it: "Форт-Шевченко" is one, and so is "37б". */
struct piece {
    const char *text;
    size_t len;
    bool dot, quoted;
};

struct pieces {
    struct piece items[HAT_WORDS_MAX];
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

static void join_words(const struct hat_words *words, struct pieces *pieces)
{
    pieces->count = 0;
    for (size_t i = 0; i < words->count; i++) {
        const struct hat_word *word = &words->items[i];
        if (word->joined && pieces->count > 0) { /* plain texts follow one another */
            struct piece *last = &pieces->items[pieces->count - 1];
            last->len += word->len;
            last->dot = word->dot;
        } else {
            pieces->items[pieces->count++] =
                (struct piece){word->plain, word->len, word->dot, word->quoted};
        }
    }
}

static bool starts(const struct piece *piece, const char *with)
{
    size_t len = strlen(with);
    return piece->len >= len && memcmp(piece->text, with, len) == 0;
}

static bool is(const struct piece *piece, const char *text)
{
    return piece->len == strlen(text) && starts(piece, text);
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

/* Pieces first ... first + count - 1, the last cut by `cut` bytes, as a key. */
static bool make_key(const struct pieces *pieces, size_t first, size_t count, size_t cut,
                     char key[HAT_REGION_KEY])
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        const struct piece *piece = &pieces->items[first + i];
        if (len + piece->len + 2 > HAT_REGION_KEY) {
            return false;
        }
        if (i > 0) {
            key[len++] = ' ';
        }
        memcpy(key + len, piece->text, piece->len);
        len += piece->len;
    }
    if (cut >= pieces->items[first + count - 1].len) {
        return false;
    }
    key[len - cut] = '\0';
    return true;
}

/* Does a name of several words begin with this one? Few do. */
static bool begins_name(const struct piece *piece)
{
    char key[HAT_REGION_KEY];
    if (piece->len + 2 > HAT_REGION_KEY) {
        return false;
    }
    memcpy(key, piece->text, piece->len);
    key[piece->len] = ' ';
    key[piece->len + 1] = '\0';
    size_t at = lower_bound(key);
    return at < hat_region_name_count &&
           strncmp(hat_region_names[at].key, key, piece->len + 1) == 0;
}

/* "Батыс Қазақстан" before "облысы"; "Актюбинская" before "область": in Russian only adjectives
 * stand there. */
static uint32_t name_before(const struct pieces *pieces, size_t noun, unsigned levels, bool russian)
{
    char key[HAT_REGION_KEY];
    for (size_t count = noun < NAME_WORDS ? noun : NAME_WORDS; count > 0; count--) {
        size_t first = noun - count;
        uint32_t found = 0;
        if (count > 1 && !begins_name(&pieces->items[first])) {
            continue;
        }
        if (!russian && make_key(pieces, first, count, 0, key)) {
            found = look_up(key, levels, 1u << HAT_NAME_BEFORE);
        }
        for (size_t cut = 0; found == 0 && cut <= ENDING_BYTES; cut += 2) { /* -ий ... -ого */
            if (make_key(pieces, first, count, cut, key)) {
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
static uint32_t name_behind(const struct pieces *pieces, size_t noun, unsigned levels)
{
    char key[HAT_REGION_KEY];
    size_t first = noun + 1;
    if (first < pieces->count && starts(&pieces->items[first], "имени")) {
        first++;
    }
    for (size_t count = NAME_WORDS; count > 0; count--) {
        for (size_t cut = 0; first + count <= pieces->count && cut <= CASE_BYTES; cut += 2) {
            uint32_t found = make_key(pieces, first, count, cut, key)
                                 ? look_up(key, levels, 1u << HAT_NAME_BEHIND)
                                 : 0;
            if (found != 0) {
                return found;
            }
        }
    }
    return 0;
}

/* ---- class nouns ---- */

/* Does it begin with a letter that class nouns begin with? */
static bool may_be_noun(const struct piece *word)
{
    static const char *const first[] = {"о", "к", "г", "а", "р", NULL};
    for (int i = 0; word->len >= 2 && first[i] != NULL; i++) {
        if (memcmp(word->text, first[i], 2) == 0) {
            return true;
        }
    }
    return word->text[0] == 'r' || word->text[0] == 'c';
}

/* What kind of place does this word name? 0: it is no class noun. */
static unsigned levels_of(const struct piece *word, bool *russian)
{
    static const struct {
        const char *text;
        bool whole, russian;
        unsigned levels;
    } nouns[] = {
        {"облыс", false, false, 1u << HAT_LEVEL_REGION},
        {"област", false, true, 1u << HAT_LEVEL_REGION},
        {"обл", true, false, 1u << HAT_LEVEL_REGION},
        {"облсы", false, false, 1u << HAT_LEVEL_REGION},
        {"region", true, false, 1u << HAT_LEVEL_REGION},
        {"кала", false, false, 1u << HAT_LEVEL_CAPITAL | 1u << HAT_LEVEL_CITY},
        {"город", false, true, 1u << HAT_LEVEL_CAPITAL | 1u << HAT_LEVEL_CITY},
        {"гор", true, true, 1u << HAT_LEVEL_CAPITAL | 1u << HAT_LEVEL_CITY},
        {"г", true, true, 1u << HAT_LEVEL_CAPITAL | 1u << HAT_LEVEL_CITY},
        {"к", true, false, 1u << HAT_LEVEL_CAPITAL | 1u << HAT_LEVEL_CITY},
        {"ксы", false, false, 1u << HAT_LEVEL_CAPITAL | 1u << HAT_LEVEL_CITY},
        {"city", true, false, 1u << HAT_LEVEL_CAPITAL | 1u << HAT_LEVEL_CITY},
        {"аудан", false, false, 1u << HAT_LEVEL_DISTRICT},
        {"ауд", true, false, 1u << HAT_LEVEL_DISTRICT},
        {"район", false, true, 1u << HAT_LEVEL_DISTRICT},
        {"рн", false, true, 1u << HAT_LEVEL_DISTRICT},
    };
    size_t count = may_be_noun(word) ? sizeof nouns / sizeof nouns[0] : 0;
    for (size_t i = 0; i < count; i++) {
        bool may = word->text[0] == nouns[i].text[0] && word->text[1] == nouns[i].text[1];
        if (may && (nouns[i].whole ? is(word, nouns[i].text) : starts(word, nouns[i].text))) {
            *russian = nouns[i].russian;
            return nouns[i].levels;
        }
    }
    return 0;
}

static uint32_t mention_at(const struct pieces *pieces, size_t i, unsigned *levels,
                           struct hat_region_mentions *mentions)
{
    const struct piece *word = &pieces->items[i];
    bool russian = false;
    *levels = levels_of(word, &russian);
    if (*levels == 0) { /* БҚО */
        char key[HAT_REGION_KEY];
        *levels = 1u << HAT_LEVEL_REGION;
        return word->len == ABBREVIATION_BYTES && make_key(pieces, i, 1, 0, key)
                   ? look_up(key, *levels, 1u << HAT_NAME_ALONE)
                   : 0;
    }
    uint32_t found = name_before(pieces, i, *levels, russian);
    if (found == 0 && (russian || is(word, "обл"))) {
        found = name_behind(pieces, i, *levels);
    }
    if (found == 0 && i > 0) { /* what stands before may be mistyped */
        const struct piece *name = &pieces->items[i - 1];
        mentions->near |= hat_region_near(name->text, name->len, *levels);
    }
    return found;
}

/* ---- mentions ---- */

static bool single(uint32_t regions)
{
    return regions != 0 && (regions & (regions - 1)) == 0;
}

static unsigned level_of(unsigned levels, uint32_t found)
{
    if (levels == 1u << HAT_LEVEL_REGION) {
        return HAT_LEVEL_REGION;
    }
    if (levels == 1u << HAT_LEVEL_DISTRICT) {
        return HAT_LEVEL_DISTRICT;
    }
    return found >> 17 != 0 ? HAT_LEVEL_CAPITAL : HAT_LEVEL_CITY; /* Астана, Алматы, Шымкент */
}

static void add(struct hat_region_mentions *mentions, unsigned level, uint32_t found)
{
    uint32_t *known = &mentions->of_level[level];
    uint32_t both = *known & found;
    mentions->contradiction = mentions->contradiction || (*known != 0 && both == 0);
    *known = *known == 0 ? found : both != 0 ? both : *known;
}

/* "Астананың", "Шымкентте": a city with a case ending. */
static size_t case_ending(const struct piece *word)
{
    static const char *const endings[] = {"нын", "нин", "дын", "дин", "тын", "тин",
                                          "да",  "де",  "та",  "те",  NULL};
    for (int i = 0; endings[i] != NULL; i++) {
        size_t len = strlen(endings[i]);
        if (word->len > len + 4 && memcmp(word->text + word->len - len, endings[i], len) == 0) {
            return len;
        }
    }
    return 0;
}

/* A city named without its class noun, outside quotes: counts when nothing else has that name. */
static uint32_t bare_city(const struct pieces *pieces)
{
    unsigned forms = 1u << HAT_NAME_BEFORE | 1u << HAT_NAME_BEHIND;
    unsigned cities = 1u << HAT_LEVEL_CAPITAL | 1u << HAT_LEVEL_CITY;
    for (size_t i = 0; i < pieces->count; i++) {
        const struct piece *word = &pieces->items[i];
        size_t cuts[2] = {0, word->quoted ? 0 : case_ending(word)};
        for (int k = 0; k < 2 && !word->quoted && (k == 0 || cuts[k] > 0); k++) {
            char key[HAT_REGION_KEY];
            uint32_t all = make_key(pieces, i, 1, cuts[k], key) ? look_up(key, ~0u, forms) : 0;
            if (single(all) && look_up(key, cities, forms) != 0) {
                return all;
            }
        }
    }
    return 0;
}

/* A cell of the column of regions that names its place without a class noun: "Абай", "Алматы",
 * "Батыс Қазақстан", "Акмолинская". A region is meant rather than a city or district. */
static void add_bare_name(const struct pieces *pieces, struct hat_region_mentions *mentions)
{
    unsigned levels[] = {1u << HAT_LEVEL_REGION, 1u << HAT_LEVEL_CAPITAL | 1u << HAT_LEVEL_CITY,
                         1u << HAT_LEVEL_DISTRICT};
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        uint32_t found =
            pieces->count > 0 ? name_before(pieces, pieces->count, levels[i], false) : 0;
        if (found != 0) {
            add(mentions, level_of(levels[i], found), found);
            return;
        }
    }
    if (pieces->count == 1) {
        mentions->near |= hat_region_near(pieces->items[0].text, pieces->items[0].len,
                                          1u << HAT_LEVEL_REGION | 1u << HAT_LEVEL_CAPITAL);
    }
}

void hat_region_add(const struct hat_words *words, bool column,
                    struct hat_region_mentions *mentions)
{
    struct pieces pieces;
    bool any = false;
    join_words(words, &pieces);
    for (size_t i = 0; i < pieces.count; i++) {
        unsigned levels = 0;
        uint32_t found = mention_at(&pieces, i, &levels, mentions);
        if (found != 0) {
            add(mentions, level_of(levels, found), found);
            any = true;
        }
    }
    if (!any && column) {
        add_bare_name(&pieces, mentions);
    } else if (!any && mentions->bare == 0) {
        mentions->bare = bare_city(&pieces);
    }
}

void hat_region_decide(const struct hat_region_mentions *mentions, struct hat_region_match *out)
{
    uint32_t result = 0;
    *out = (struct hat_region_match){.region = HAT_NO_REGION,
                                     .contradiction = mentions->contradiction};
    for (int level = 0; level <= HAT_LEVEL_DISTRICT; level++) {
        uint32_t both = result & mentions->of_level[level];
        if (result == 0) {
            result = mentions->of_level[level];
        } else if (mentions->of_level[level] != 0) {
            out->contradiction = out->contradiction || both == 0;
            result = both != 0 ? both : result;
        }
    }
    out->near = result == 0 && mentions->bare == 0 && single(mentions->near);
    out->regions = result != 0           ? result
                   : mentions->bare != 0 ? mentions->bare
                   : out->near           ? mentions->near
                                         : 0;
    for (unsigned i = 0; single(out->regions) && i < HAT_REGION_COUNT; i++) {
        out->region = (out->regions >> i & 1) != 0 ? i : out->region;
    }
}

enum hat_status hat_region_find(struct hat_str text, struct hat_region_match *out)
{
    struct hat_words words;
    struct hat_region_mentions mentions = {.bare = 0};
    hat_words_split(text, &words);
    hat_region_add(&words, false, &mentions);
    hat_region_decide(&mentions, out);
    return HAT_OK;
}
