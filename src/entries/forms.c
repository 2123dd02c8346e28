/* forms.c -- legal forms in names of organisations, abbreviated or spelled out, kk and ru.
 *
 *     ... бөбекжайы» коммуналдық мемлекеттік қазыналық кәсіпорны КМҚК
 *                    spelled out                               abbreviated: one form twice
 *
 * A form is known by the begins of its words in any order: МКҚК and КМҚК are the same one. The
 * table is from kazakh-office 4.
 */
#include "entries/words_internal.h"

/* Begins of the words that full forms are made of, folded; a longer one before its own begin. */
enum stem {
    AKTSIONERLIK,
    GOSUDARSTVEN,
    EMES,
    ZHAUAPKERSHILIG,
    ZHEKE,
    INDIVIDUALN,
    KAZEN,
    KAZYNALYK,
    KASIPKER,
    KASIPOR,
    KOGAMDYK,
    KOGAM,
    KOMMERTSIYALYK,
    KOMMUNALDYK,
    KOMMUNALN,
    KOR,
    BIRLESTIK,
    MEKEME,
    MEMLEKETTIK,
    OBSHCHESTV,
    OGRANICHEN,
    OTVETSTVEN,
    PREDPRINIMAT,
    PREDPRIYAT,
    RESPUBLIKALYK,
    RESPUBLIKANSK,
    SERIKTEST,
    TOVARISHCHESTV,
    UCHREZHD,
    CHASTN,
    SHEKTEULI,
    AKTSIONERN,
    STEM_COUNT
};

static const char *const stems[STEM_COUNT + 1] = {
    [AKTSIONERLIK] = "акционерлик",
    [GOSUDARSTVEN] = "государствен",
    [EMES] = "емес",
    [ZHAUAPKERSHILIG] = "жауапкершилиг",
    [ZHEKE] = "жеке",
    [INDIVIDUALN] = "индивидуальн",
    [KAZEN] = "казен",
    [KAZYNALYK] = "казыналык",
    [KASIPKER] = "касипкер",
    [KASIPOR] = "касипор",
    [KOGAMDYK] = "когамдык",
    [KOGAM] = "когам",
    [KOMMERTSIYALYK] = "коммерциялык",
    [KOMMUNALDYK] = "коммуналдык",
    [KOMMUNALN] = "коммунальн",
    [KOR] = "кор",
    [BIRLESTIK] = "бирлестик",
    [MEKEME] = "мекеме",
    [MEMLEKETTIK] = "мемлекеттик",
    [OBSHCHESTV] = "обществ",
    [OGRANICHEN] = "ограничен",
    [OTVETSTVEN] = "ответствен",
    [PREDPRINIMAT] = "предпринимат",
    [PREDPRIYAT] = "предприят",
    [RESPUBLIKALYK] = "республикалык",
    [RESPUBLIKANSK] = "республиканск",
    [SERIKTEST] = "сериктест",
    [TOVARISHCHESTV] = "товариществ",
    [UCHREZHD] = "учрежд",
    [CHASTN] = "частн",
    [SHEKTEULI] = "шектеули",
    [AKTSIONERN] = "акционерн",
};

#define BIT(stem) (UINT64_C(1) << (stem))

enum { ABBREVIATION_MIN = 4, ABBREVIATION_MAX = 8, ABBREVIATIONS = 4, LANGUAGES = 2 };

/* A form in both languages: its abbreviations, folded, and the stems of the words of its full
 * names. */
static const struct {
    char abbreviations[ABBREVIATIONS][ABBREVIATION_MAX + 1];
    uint64_t parts[LANGUAGES]; /* 0: none */
} forms[] = {
    {{"мккк", "кмкк", "гккп", "кгкп"},
     {BIT(MEMLEKETTIK) | BIT(KOMMUNALDYK) | BIT(KAZYNALYK) | BIT(KASIPOR),
      BIT(GOSUDARSTVEN) | BIT(KOMMUNALN) | BIT(KAZEN) | BIT(PREDPRIYAT)}},
    {{"рмкк", "ргкп"},
     {BIT(RESPUBLIKALYK) | BIT(MEMLEKETTIK) | BIT(KAZYNALYK) | BIT(KASIPOR),
      BIT(RESPUBLIKANSK) | BIT(GOSUDARSTVEN) | BIT(KAZEN) | BIT(PREDPRIYAT)}},
    {{"рмк", "ргп"},
     {BIT(RESPUBLIKALYK) | BIT(MEMLEKETTIK) | BIT(KASIPOR),
      BIT(RESPUBLIKANSK) | BIT(GOSUDARSTVEN) | BIT(PREDPRIYAT)}},
    {{"кмк", "мкк", "кгп", "гкп"},
     {BIT(KOMMUNALDYK) | BIT(MEMLEKETTIK) | BIT(KASIPOR),
      BIT(KOMMUNALN) | BIT(GOSUDARSTVEN) | BIT(PREDPRIYAT)}},
    {{"рмм", "ргу"},
     {BIT(RESPUBLIKALYK) | BIT(MEMLEKETTIK) | BIT(MEKEME),
      BIT(RESPUBLIKANSK) | BIT(GOSUDARSTVEN) | BIT(UCHREZHD)}},
    {{"кмм", "мкм", "кгу", "гку"},
     {BIT(KOMMUNALDYK) | BIT(MEMLEKETTIK) | BIT(MEKEME),
      BIT(KOMMUNALN) | BIT(GOSUDARSTVEN) | BIT(UCHREZHD)}},
    {{"мм", "гу"}, {BIT(MEMLEKETTIK) | BIT(MEKEME), BIT(GOSUDARSTVEN) | BIT(UCHREZHD)}},
    {{"жшс", "тоо"},
     {BIT(ZHAUAPKERSHILIG) | BIT(SHEKTEULI) | BIT(SERIKTEST),
      BIT(TOVARISHCHESTV) | BIT(OGRANICHEN) | BIT(OTVETSTVEN)}},
    {{"жм", "чу"}, {BIT(ZHEKE) | BIT(MEKEME), BIT(CHASTN) | BIT(UCHREZHD)}},
    {{"жк", "ип"}, {BIT(ZHEKE) | BIT(KASIPKER), BIT(INDIVIDUALN) | BIT(PREDPRINIMAT)}},
    {{"кеак", "нао"}, {BIT(KOMMERTSIYALYK) | BIT(EMES) | BIT(AKTSIONERLIK) | BIT(KOGAM), 0}},
    {{"ак", "ао"}, {BIT(AKTSIONERLIK) | BIT(KOGAM), BIT(AKTSIONERN) | BIT(OBSHCHESTV)}},
    {{"кб", "оо"}, {BIT(KOGAMDYK) | BIT(BIRLESTIK), 0}},
    {{"кк", "оф"}, {BIT(KOGAMDYK) | BIT(KOR), 0}},
};
enum { FORM_COUNT = sizeof forms / sizeof forms[0] };

/* Index of the form of that abbreviation, -1. One of two letters must be of capitals: "ақ", "оо"
 * are words; one of three has no vowel that would make it a word. */
static int abbreviation_of(const struct hat_word *word)
{
    char key[ABBREVIATION_MAX + 1] = "";
    if ((!word->upper && word->len <= ABBREVIATION_MIN) || word->len < ABBREVIATION_MIN ||
        word->len > ABBREVIATION_MAX || word->digits) {
        return -1;
    }
    memcpy(key, word->plain, word->len);
    for (int i = 0; i < FORM_COUNT; i++) {
        for (int k = 0; k < ABBREVIATIONS; k++) { /* both end in NULs */
            if (memcmp(forms[i].abbreviations[k], key, ABBREVIATION_MAX) == 0) {
                return i;
            }
        }
    }
    return -1;
}

bool hat_forms_is_abbreviation(const struct hat_word *word)
{
    return abbreviation_of(word) >= 0;
}

static uint64_t stem_of(const struct hat_words *words, size_t index)
{
    const struct hat_word *word = &words->items[index];
    int stem = word->digits || word->len < ABBREVIATION_MIN ? -1 : hat_word_begin(word, stems);
    return stem >= 0 ? BIT(stem) : 0;
}

/* Does the full form stand at this word? Its words follow one another in any order. *last receives
 * its last word. */
static bool spelled_at(const struct hat_words *words, uint64_t parts, size_t first, size_t *last)
{
    uint64_t seen = 0;
    for (size_t i = first; i < words->count; i++) {
        uint64_t stem = stem_of(words, i);
        if ((stem & parts) == 0 || (stem & seen) != 0) {
            return false;
        }
        seen |= stem;
        *last = i;
        if (seen == parts) {
            return true;
        }
    }
    return false;
}

static int spelled_form(const struct hat_words *words, size_t first, size_t *last)
{
    uint64_t stem = stem_of(words, first);
    for (int i = 0; stem != 0 && i < FORM_COUNT; i++) {
        for (int k = 0; k < LANGUAGES; k++) {
            uint64_t parts = forms[i].parts[k];
            if ((parts & stem) != 0 && spelled_at(words, parts, first, last)) {
                return i;
            }
        }
    }
    return -1;
}

void hat_forms_find(const struct hat_words *words, struct hat_forms *out)
{
    int before = -1; /* the form found last, and where it ends */
    size_t end = 0;
    *out = (struct hat_forms){0};
    for (size_t i = 0, last = 0; i < words->count; i = last + 1) {
        last = i;
        int form = abbreviation_of(&words->items[i]);
        bool spelled = form < 0;
        if (spelled) {
            form = spelled_form(words, i, &last);
        }
        if (form < 0) {
            last = i;
            continue;
        }
        out->spelled += spelled;
        out->abbreviated += !spelled;
        bool adjacent = before >= 0 && words->items[i].from - end <= 3;
        if (adjacent && form == before) {
            out->twice = true;
            out->extra_from = end;
            out->extra_to = words->items[last].to;
        }
        before = form;
        end = words->items[last].to;
    }
}
