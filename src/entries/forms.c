/* forms.c -- legal forms in names of organisations, abbreviated or spelled out, kk and ru.
 *
 *     ... бөбекжайы» коммуналдық мемлекеттік қазыналық кәсіпорны КМҚК
 *                    spelled out                               abbreviated: one form twice
 *
 * A form is known by the begins of its words in any order: МКҚК and КМҚК are the same one. The
 * table is from kazakh-office 4.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "entries/entries_internal.h"

enum { PARTS = 4 };

static const struct {
    const char *abbreviations; /* folded, each between spaces */
    const char *parts[PARTS];  /* folded begins of the words of the full form */
} forms[] = {
    {" мккк кмкк гккп кгкп ", {"мемлекеттик", "коммуналдык", "казыналык", "касипор"}},
    {" гккп кгкп ", {"государствен", "коммунальн", "казен", "предприят"}},
    {" рмкк ргкп ", {"республикалык", "мемлекеттик", "казыналык", "касипор"}},
    {" рмк ргп ", {"республикалык", "мемлекеттик", "касипор", NULL}},
    {" кмк кгп ", {"коммуналдык", "мемлекеттик", "касипор", NULL}},
    {" рмм ргу ", {"республикалык", "мемлекеттик", "мекеме", NULL}},
    {" кмм кгу ", {"коммуналдык", "мемлекеттик", "мекеме", NULL}},
    {" кгу ", {"коммунальн", "государствен", "учрежд", NULL}},
    {" ргу ", {"республиканск", "государствен", "учрежд", NULL}},
    {" мм гу ", {"мемлекеттик", "мекеме", NULL, NULL}},
    {" гу ", {"государствен", "учрежд", NULL, NULL}},
    {" жшс ", {"жауапкершилиг", "шектеули", "сериктест", NULL}},
    {" тоо ", {"товариществ", "ограничен", "ответствен", NULL}},
    {" жм ", {"жеке", "мекеме", NULL, NULL}},
    {" чу ", {"частн", "учрежд", NULL, NULL}},
    {" жк ", {"жеке", "касипкер", NULL, NULL}},
    {" ип ", {"индивидуальн", "предпринимат", NULL, NULL}},
    {" кеак нао ", {"коммерциялык", "емес", "акционерлик", "когам"}},
    {" ак ао ", {"акционерлик", "когам", NULL, NULL}},
    {" кб оо ", {"когамдык", "бирлестик", NULL, NULL}},
    {" кк оф ", {"когамдык", "кор", NULL, NULL}},
};
enum { FORM_COUNT = sizeof forms / sizeof forms[0] };

uint32_t hat_plain_letter(uint32_t cp)
{
    uint32_t lower = hat_unicode_lower(cp);
    if (lower < 0x450) { /* the common letters stay */
        return lower;
    }
    switch (lower) {
    case 0x4D9: /* ә */
        return 0x430;
    case 0x493: /* ғ */
        return 0x433;
    case 0x49B: /* қ */
        return 0x43A;
    case 0x4A3: /* ң */
        return 0x43D;
    case 0x4E9: /* ө */
        return 0x43E;
    case 0x4B1: /* ұ */
    case 0x4AF: /* ү */
        return 0x443;
    case 0x4BB: /* һ */
        return 0x445;
    case 0x456: /* і */
        return 0x438;
    case 0x451: /* ё */
        return 0x435;
    default:
        return lower;
    }
}

struct word {
    char text[64]; /* folded; longer words are cut */
    size_t len;
    size_t from, to; /* bytes of the name */
    bool upper;      /* capitals alone */
};

static bool is_letter(struct hat_str name, size_t at, uint32_t *cp, size_t *used)
{
    *cp = hat_utf8_decode(name.ptr + at, name.len - at, used);
    return *cp != HAT_UTF8_INVALID && hat_unicode_letter(*cp);
}

/* The next word at or behind `at`; false at the end. */
static bool next_word(struct hat_str name, size_t at, struct word *word)
{
    uint32_t cp = 0;
    size_t used = 0;
    while (at < name.len && !is_letter(name, at, &cp, &used)) {
        at += used;
    }
    *word = (struct word){.from = at, .to = at, .upper = true};
    while (at < name.len && is_letter(name, at, &cp, &used)) {
        if (word->len + 4 < sizeof word->text) {
            word->len += hat_utf8_encode(hat_plain_letter(cp), word->text + word->len);
        }
        word->upper = word->upper && hat_unicode_lower(cp) != cp;
        at += used;
        word->to = at;
    }
    return word->to > word->from;
}

/* Index of the first form of that abbreviation, -1. */
static int abbreviation_of(const struct word *word)
{
    char key[80];
    if (!word->upper || word->len < 4 || word->len > 12) {
        return -1;
    }
    key[0] = ' ';
    memcpy(key + 1, word->text, word->len);
    key[word->len + 1] = ' ';
    key[word->len + 2] = '\0';
    for (int i = 0; i < FORM_COUNT; i++) {
        if (strstr(forms[i].abbreviations, key) != NULL) {
            return i;
        }
    }
    return -1;
}

bool hat_forms_is_abbreviation(struct hat_str text)
{
    struct word word;
    return next_word(text, 0, &word) && word.from == 0 && word.to == text.len &&
           abbreviation_of(&word) >= 0;
}

static int part_of(int form, const struct word *word)
{
    for (int i = 0; i < PARTS && forms[form].parts[i] != NULL; i++) {
        const char *part = forms[form].parts[i];
        bool may = word->text[1] == part[1] && word->text[3] == part[3]; /* its first two letters */
        if (may && strncmp(word->text, part, strlen(part)) == 0) {
            return i;
        }
    }
    return -1;
}

/* Does the full form stand at this word? Its words follow one another in any order. */
static bool spelled_at(struct hat_str name, int form, const struct word *first, size_t *end)
{
    struct word word = *first;
    unsigned seen = 0, all = 0;
    for (int i = 0; i < PARTS && forms[form].parts[i] != NULL; i++) {
        all |= 1u << i;
    }
    for (;;) {
        int part = part_of(form, &word);
        if (part < 0 || (seen & (1u << part)) != 0) {
            return false;
        }
        seen |= 1u << part;
        *end = word.to;
        if (seen == all) {
            return true;
        }
        if (!next_word(name, word.to, &word)) {
            return false;
        }
    }
}

static bool shares(int a, int b)
{
    /* the same line, or lines with an abbreviation in common: kk and ru of one form */
    const char *list = forms[a].abbreviations;
    for (const char *at = list; (at = strchr(at, ' ')) != NULL && at[1] != '\0'; at++) {
        char key[16] = " ";
        const char *end = strchr(at + 1, ' ');
        size_t len = (size_t)(end - at) + 1;
        if (len < sizeof key) {
            memcpy(key, at, len);
            key[len] = '\0';
            if (strstr(forms[b].abbreviations, key) != NULL) {
                return true;
            }
        }
    }
    return false;
}

void hat_forms_find(struct hat_str name, struct hat_forms *out)
{
    struct word word;
    int last = -1;
    size_t last_end = 0;
    *out = (struct hat_forms){0};
    for (size_t at = 0; next_word(name, at, &word); at = word.to) {
        int form = abbreviation_of(&word);
        size_t from = word.from, to = word.to;
        bool spelled = false;
        for (int i = 0; form < 0 && i < FORM_COUNT; i++) {
            if (part_of(i, &word) >= 0 && spelled_at(name, i, &word, &to)) {
                form = i;
                spelled = true;
            }
        }
        if (form < 0) {
            continue;
        }
        out->spelled += spelled;
        out->abbreviated += !spelled;
        bool adjacent = last >= 0 && from - last_end <= 3;
        if (adjacent && shares(form, last)) {
            out->twice = true;
            out->extra_from = last_end;
            out->extra_to = to;
        }
        last = form;
        last_end = to;
        word.to = to;
    }
}
