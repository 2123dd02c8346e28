/* kazakh.c -- the endings themselves, by what kind of token a phrase ends in.
 *
 *              after  vowel    й у р л  м н ң    з ж      voiceless
 *     genitive        ның/нің  дың/дің  ның/нің  дың/дің  тың/тің
 *     dative          ға/ге    ға/ге    ға/ге    ға/ге    қа/ке
 *     ...
 *
 * A word takes the ending at once; digits, abbreviations and Latin words take it after a hyphen,
 * by how they are read: 599-дың (тоғыз), ТМД-ның (ты-мы-ды), Instagram-да. The abbreviation of an
 * organisation's legal form follows the possessed noun that it stands for: ЖШС-нің
 * (серіктестігі).
 */
#include "language/kazakh.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "language/kazakh_internal.h"
#include "language/numbers.h"

/* [case][sound][front] */
static const char *const case_endings[HAT_CASE_COUNT][HAT_SOUND_COUNT][2] = {
    [HAT_CASE_NOMINATIVE] = {{"", ""}, {"", ""}, {"", ""}, {"", ""}, {"", ""}},
    [HAT_CASE_GENITIVE] =
        {{"ның", "нің"}, {"дың", "дің"}, {"ның", "нің"}, {"дың", "дің"}, {"тың", "тің"}},
    [HAT_CASE_DATIVE] = {{"ға", "ге"}, {"ға", "ге"}, {"ға", "ге"}, {"ға", "ге"}, {"қа", "ке"}},
    [HAT_CASE_ACCUSATIVE] = {{"ны", "ні"}, {"ды", "ді"}, {"ды", "ді"}, {"ды", "ді"}, {"ты", "ті"}},
    [HAT_CASE_LOCATIVE] = {{"да", "де"}, {"да", "де"}, {"да", "де"}, {"да", "де"}, {"та", "те"}},
    [HAT_CASE_ABLATIVE] =
        {{"дан", "ден"}, {"дан", "ден"}, {"нан", "нен"}, {"дан", "ден"}, {"тан", "тен"}},
    [HAT_CASE_INSTRUMENTAL] =
        {{"мен", "мен"}, {"мен", "мен"}, {"мен", "мен"}, {"бен", "бен"}, {"пен", "пен"}},
};
static const char *const plural_endings[HAT_SOUND_COUNT][2] = {
    {"лар", "лер"}, {"лар", "лер"}, {"дар", "дер"}, {"дар", "дер"}, {"тар", "тер"}};
/* [case][front], after a possessive ending: облысы-н */
static const char *const possessed_endings[HAT_CASE_COUNT][2] = {
    {"", ""},       {"ның", "нің"}, {"на", "не"},   {"н", "н"},
    {"нда", "нде"}, {"нан", "нен"}, {"мен", "мен"},
};

/* ---- the last token of a phrase ---- */

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_LEGAL_FORM, TOKEN_ABBREVIATION, TOKEN_UNKNOWN };

struct token {
    enum token_kind kind;
    struct hat_str text;      /* the last token itself */
    bool alone;               /* the phrase has no other token */
    struct hat_ending ending; /* by how it is read */
    bool hyphen;
};

static struct hat_str last_token(struct hat_str phrase)
{
    size_t start = 0;
    for (size_t at = 0, used = 0; at < phrase.len; at += used) {
        if (hat_unicode_space(hat_utf8_decode(phrase.ptr + at, phrase.len - at, &used))) {
            start = at + used;
        }
    }
    return (struct hat_str){phrase.ptr + start, phrase.len - start};
}

static struct hat_ending ending_of(struct hat_str reading)
{
    struct hat_letters letters = hat_letters_of(reading);
    return hat_word_ending(&letters);
}

/* What the letters of a token are. */
struct spelling {
    size_t letters, upper, digits, other;
    bool latin; /* its last letter is Latin */
    bool mixed; /* Cyrillic letters stand before it */
    bool vowel; /* has a vowel letter */
};

static struct spelling spelling_of(struct hat_str token)
{
    struct spelling spelling = {.letters = 0};
    for (size_t at = 0, used = 0; at < token.len; at += used) {
        uint32_t cp = hat_utf8_decode(token.ptr + at, token.len - at, &used);
        uint32_t lower = hat_unicode_lower(cp);
        if (hat_unicode_letter(cp)) {
            spelling.letters++;
            spelling.upper += lower != cp;
            spelling.mixed =
                spelling.mixed || (spelling.letters > 1 && spelling.latin != (cp < 0x250));
            spelling.latin = cp < 0x250;
            spelling.vowel = spelling.vowel || hat_kazakh_vowel(lower) || lower == 0x443 ||
                             lower == 0x438 || lower == 0x44E; /* у и ю */
        } else if (hat_unicode_digit(cp)) {
            spelling.digits++;
        } else {
            spelling.other++;
        }
    }
    return spelling;
}

/* Abbreviations of legal forms and how the noun that each stands for ends (possessed). */
static bool legal_form(struct hat_str token, bool *front)
{
    static const struct {
        const char *text;
        bool front;
    } forms[] = {
        {"ЖШС", true},  {"ММ", true},    {"КММ", true},   {"РММ", true},   {"ЖМ", true},
        {"ҚБ", true},   {"МКҚК", false}, {"КМҚК", false}, {"РМҚК", false}, {"РМК", false},
        {"КМК", false}, {"АҚ", false},   {"КеАҚ", false}, {"ҚҚ", false},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (hat_str_is(token, forms[i].text)) {
            *front = forms[i].front;
            return true;
        }
    }
    return false;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of the space that ends before `at`: U+0020, U+00A0 or U+202F; 0 when there is none. */
static size_t space_before(struct hat_str text, size_t at)
{
    struct hat_str head = {text.ptr, at};
    return hat_str_ends(head, " ")              ? 1
           : hat_str_ends(head, "\xC2\xA0")     ? 2
           : hat_str_ends(head, "\xE2\x80\xAF") ? 3
                                                : 0;
}

/* Where the number that ends the phrase begins; groups of three may stand apart: 10 000. */
static size_t number_start(struct hat_str phrase)
{
    size_t start = phrase.len;
    for (;;) {
        size_t end = start;
        while (start > 0 && digit(phrase.ptr[start - 1])) {
            start--;
        }
        size_t space = end - start == 3 ? space_before(phrase, start) : 0;
        if (space == 0 || start <= space || !digit(phrase.ptr[start - space - 1])) {
            return start;
        }
        start -= space;
    }
}

/* The last word of the number that ends the phrase: "2026" -> алты, "10 000" -> мың. */
static struct hat_str number_reading(struct hat_str phrase)
{
    int64_t value = 0;
    for (size_t i = number_start(phrase); i < phrase.len; i++) {
        if (digit(phrase.ptr[i]) && value < HAT_NUMBER_WORDS_MAX / 10) {
            value = value * 10 + (phrase.ptr[i] - '0');
        }
    }
    return hat_kazakh_last_number_word(value);
}

/* Names of Latin letters as Kazakh says them, for PDF, SMS. */
static struct hat_str latin_letter_reading(struct hat_str token)
{
    static const char *const names[26] = {
        "эй", "би", "си", "ди",  "и",  "эф", "джи", "эйч", "ай", "джей", "кей", "эль", "эм",
        "эн", "оу", "пи", "кью", "ар", "эс", "ти",  "ю",   "ви", "дабл", "экс", "уай", "зет"};
    char last = token.ptr[token.len - 1];
    return last >= 'A' && last <= 'Z' ? hat_str_from(names[last - 'A']) : token;
}

/* XXI is read as a number or by its letters: nobody can tell. */
static bool roman(struct hat_str token)
{
    for (size_t i = 0; i < token.len; i++) {
        if (memchr("IVXLCDM", token.ptr[i], 7) == NULL) {
            return false;
        }
    }
    return true;
}

/* Is a Latin word said otherwise than it is written: a silent e (YouTube), two vowels for one
 * (Facebook), an end in h, w or y? */
static bool unclear_latin(const struct hat_letters *letters)
{
    static const char *const tails[] = {"e", "h", "w", "y"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        if (hat_letters_end(letters, tails[i])) {
            return true;
        }
    }
    for (size_t i = letters->count; i-- > 0;) {
        if (hat_kazakh_vowel(letters->items[i])) {
            return i > 0 && hat_kazakh_vowel(letters->items[i - 1]);
        }
    }
    return true; /* no vowel */
}

/* false: a Latin word that cannot be read for sure. */
static bool latin_is_clear(struct hat_str token, const struct spelling *spelling)
{
    if (spelling->mixed) {
        return false; /* a look-alike in a Cyrillic word */
    }
    if (spelling->upper == spelling->letters) {
        return !roman(token);
    }
    struct hat_letters letters = hat_letters_of(token);
    return !unclear_latin(&letters);
}

static void read_letters(struct token *token, const struct spelling *spelling)
{
    bool capitals = spelling->upper > 1 && spelling->upper * 2 > spelling->letters;
    if (!capitals && !spelling->latin) {
        if (!spelling->vowel) {
            return; /* кг, млн: how it is read is not known */
        }
        token->kind = TOKEN_WORD;
        token->ending = ending_of(token->text);
        return;
    }
    if (spelling->latin && !latin_is_clear(token->text, spelling)) {
        return;
    }
    token->kind = TOKEN_ABBREVIATION;
    token->hyphen = true;
    if (spelling->latin) {
        bool spelled = spelling->upper == spelling->letters;
        token->ending = ending_of(spelled ? latin_letter_reading(token->text) : token->text);
    } else {
        token->ending = spelling->vowel ? ending_of(token->text) : ending_of(HAT_STR("ды"));
    }
}

static struct token token_of(struct hat_str phrase)
{
    struct token token = {.kind = TOKEN_UNKNOWN, .text = last_token(phrase)};
    token.alone = token.text.len == phrase.len;
    struct spelling spelling = spelling_of(token.text);
    char last = token.text.len > 0 ? token.text.ptr[token.text.len - 1] : '\0';
    bool front = false;
    if (last == '%') {
        token.kind = TOKEN_NUMBER;
        token.hyphen = true;
        token.ending = ending_of(HAT_STR("пайыз"));
    } else if (digit(last)) {
        token.kind = TOKEN_NUMBER;
        token.hyphen = true;
        token.ending = ending_of(number_reading(phrase));
    } else if (legal_form(token.text, &front)) {
        token.kind = TOKEN_LEGAL_FORM;
        token.hyphen = true;
        token.ending = (struct hat_ending){.front = front, .sound = HAT_SOUND_VOWEL, .last = 1};
    } else if (spelling.letters > 0) {
        struct hat_str tail = {token.text.ptr, token.text.len};
        size_t used = 0, at = tail.len;
        do { /* to the first byte of the last character */
            at--;
        } while (at > 0 && ((unsigned char)tail.ptr[at] & 0xC0) == 0x80);
        if (hat_unicode_letter(hat_utf8_decode(tail.ptr + at, tail.len - at, &used))) {
            read_letters(&token, &spelling);
        }
    }
    return token;
}

/* ---- possessed words ---- */

/* Roots that end like a possessed word but are none. */
static bool agent_or_adjective(const struct hat_letters *letters)
{
    static const char *const tails[] = {"шы", "ші", "лы", "лі"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        if (hat_letters_end(letters, tails[i])) {
            return true;
        }
    }
    return false;
}

static bool known_head(const struct hat_letters *letters)
{
    static const char *const heads[] = {
        "облысы",    "ауданы",   "ауылы",       "бөлімі",       "бөбекжайы",    "институты",
        "кәсіпорны", "мектебі",  "орталығы",    "серіктестігі", "қоғамы",       "бірлестігі",
        "қоры",      "комитеті", "министрлігі", "департаменті", "университеті", "лицейі",
        "колледжі",  "ұлы",      "қызы",        "күні",         "жылы",         "айы",
        "тілі",      "жолы",     "көлі",        "филиалы",      "материалы",    "журналы",
        "порталы",   "каналы",   "протоколы",   "модулі",       "одағы",        "дігі",
        "тігі",      "лігі",     "дығы",        "тығы",         "лығы",
    };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        if (hat_letters_end(letters, heads[i])) {
            return true;
        }
    }
    return false;
}

/* A word carries the possessive when it is a known head noun, ends in -сы, -сі, or is a lower-case
 * noun in -ы, -і at the end of a longer phrase (Алғыс айту күні). */
static bool looks_possessed(const struct token *token)
{
    struct hat_letters letters = hat_letters_of(token->text);
    bool ends_so = hat_letters_end(&letters, "ы") || hat_letters_end(&letters, "і");
    if (token->kind != TOKEN_WORD || !ends_so || letters.count < 3) {
        return false;
    }
    if (known_head(&letters)) {
        return true;
    }
    if (hat_letters_end(&letters, "сы") || hat_letters_end(&letters, "сі")) {
        return letters.count > 4;
    }
    bool lower = spelling_of(token->text).upper == 0;
    return lower && !token->alone && !agent_or_adjective(&letters);
}

/* A word alone whose last -ы, -і may belong to the root or be the possessive (театры): only
 * who wrote it knows. Names (Алматы) and short words are roots. */
static bool may_be_possessed(const struct token *token)
{
    enum { ROOT_MAX = 4 };
    struct hat_letters letters = hat_letters_of(token->text);
    bool ends_so = hat_letters_end(&letters, "ы") || hat_letters_end(&letters, "і");
    return token->kind == TOKEN_WORD && token->alone && ends_so && letters.count > ROOT_MAX &&
           spelling_of(token->text).upper == 0 && !agent_or_adjective(&letters) &&
           !looks_possessed(token);
}

/* ---- putting together ---- */

static void put(struct hat_buf *buf, const char *text)
{
    hat_buf_put(buf, text, strlen(text));
}

/* The stem that an ending is added to: съезд -> съез, металл -> метал. */
static void put_stem(struct hat_buf *buf, struct hat_str phrase, const struct token *token)
{
    struct hat_letters letters = hat_letters_of(token->text);
    size_t n = letters.count;
    bool doubled = n > 2 && letters.items[n - 1] == letters.items[n - 2] &&
                   !hat_kazakh_vowel(letters.items[n - 1]);
    if (token->kind == TOKEN_WORD && (hat_letters_end(&letters, "зд") || doubled)) {
        phrase.len -= 2; /* one Cyrillic letter */
    }
    hat_buf_put(buf, phrase.ptr, phrase.len);
    put(buf, token->hyphen ? "-" : "");
}

/* съезд ends in з once its д is lost. */
static enum hat_sound stem_sound(const struct token *token)
{
    struct hat_letters letters = hat_letters_of(token->text);
    return token->kind == TOKEN_WORD && hat_letters_end(&letters, "зд") ? HAT_SOUND_Z
                                                                        : token->ending.sound;
}

/* т of -ст and of the ending are written once: журналистің. */
static const char *after_st(const struct token *token, const char *ending)
{
    static const char letter[] = "т";
    struct hat_letters letters = hat_letters_of(token->text);
    bool once = token->kind == TOKEN_WORD && hat_letters_end(&letters, "ст") &&
                strncmp(ending, letter, sizeof letter - 1) == 0;
    return once ? ending + sizeof letter - 1 : ending;
}

bool hat_kazakh_case(struct hat_str phrase, enum hat_case to, enum hat_possessed possessed,
                     struct hat_buf *buf)
{
    struct token token = token_of(phrase);
    bool unsure = possessed == HAT_POSSESSED_AUTO && may_be_possessed(&token);
    if (to == HAT_CASE_NOMINATIVE || token.kind == TOKEN_UNKNOWN || token.ending.last == 0 ||
        unsure) {
        hat_buf_put(buf, phrase.ptr, phrase.len);
        return to == HAT_CASE_NOMINATIVE;
    }
    bool front = token.ending.front;
    if (token.kind == TOKEN_LEGAL_FORM) {
        hat_buf_put(buf, phrase.ptr, phrase.len);
        put(buf, "-");
        put(buf, to == HAT_CASE_ACCUSATIVE ? (front ? "ін" : "ын") : possessed_endings[to][front]);
        return true;
    }
    bool owned = possessed == HAT_POSSESSED_YES ||
                 (possessed == HAT_POSSESSED_AUTO && looks_possessed(&token));
    if (owned) {
        hat_buf_put(buf, phrase.ptr, phrase.len);
        put(buf, possessed_endings[to][front]);
        return true;
    }
    put_stem(buf, phrase, &token);
    put(buf, after_st(&token, case_endings[to][stem_sound(&token)][front]));
    return true;
}

bool hat_kazakh_attributive(struct hat_str phrase, struct hat_buf *buf)
{
    struct token token = token_of(phrase);
    bool sure = hat_kazakh_case(phrase, HAT_CASE_LOCATIVE, HAT_POSSESSED_AUTO, buf);
    put(buf, !sure ? "" : token.ending.front ? "гі" : "ғы");
    return sure;
}

bool hat_kazakh_plural(struct hat_str phrase, struct hat_buf *buf)
{
    static const uint32_t cyrillic_l = 0x43B;
    struct token token = token_of(phrase);
    if (token.kind == TOKEN_UNKNOWN || token.ending.last == 0) {
        hat_buf_put(buf, phrase.ptr, phrase.len);
        return false;
    }
    enum hat_sound sound = stem_sound(&token);
    if (token.ending.last == cyrillic_l) {
        sound = HAT_SOUND_N; /* жол -> жолдар */
    }
    put_stem(buf, phrase, &token);
    put(buf, after_st(&token, plural_endings[sound][token.ending.front]));
    return true;
}

/* Words that lose a vowel: орын -> орны. */
static const char *contracted(const struct hat_letters *letters, size_t *drop)
{
    static const struct {
        const char *tail, *with;
        size_t letters;
    } words[] = {{"орын", "орны", 4},
                 {"халық", "халқы", 5},
                 {"мойын", "мойны", 5},
                 {"ауыз", "аузы", 4},
                 {"ерін", "ерні", 4}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (hat_letters_end(letters, words[i].tail)) {
            *drop = words[i].letters * 2;
            return words[i].with;
        }
    }
    return NULL;
}

/* п к қ between vowels become voiced: мектеп -> мектебі; not in loans (тип -> типі). */
static const char *voiced(const struct hat_letters *letters)
{
    static const char *const loans[] = {"тип", "принцип", "клип", "чип"};
    size_t n = letters->count;
    if (n < 2 || !(hat_kazakh_vowel(letters->items[n - 2]) || letters->items[n - 2] == 0x438)) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof loans / sizeof *loans; i++) {
        if (hat_letters_end(letters, loans[i])) {
            return NULL;
        }
    }
    return hat_letters_end(letters, "п")   ? "б"
           : hat_letters_end(letters, "к") ? "г"
           : hat_letters_end(letters, "қ") ? "ғ"
                                           : NULL;
}

bool hat_kazakh_possessive(struct hat_str phrase, struct hat_buf *buf)
{
    struct token token = token_of(phrase);
    if (token.kind == TOKEN_UNKNOWN || token.ending.last == 0) {
        hat_buf_put(buf, phrase.ptr, phrase.len);
        return false;
    }
    struct hat_letters letters = hat_letters_of(token.text);
    size_t drop = 0;
    const char *whole = token.kind == TOKEN_WORD ? contracted(&letters, &drop) : NULL;
    if (whole != NULL) {
        hat_buf_put(buf, phrase.ptr, phrase.len - drop);
        put(buf, whole);
        return true;
    }
    const char *soft = token.kind == TOKEN_WORD ? voiced(&letters) : NULL;
    hat_buf_put(buf, phrase.ptr, phrase.len - (soft != NULL ? 2 : 0));
    put(buf, soft != NULL ? soft : "");
    put(buf, token.hyphen ? "-" : "");
    put(buf, token.ending.sound == HAT_SOUND_VOWEL ? "с" : "");
    put(buf, token.ending.front ? "і" : "ы");
    return true;
}

const char *hat_case_name(enum hat_case which, int index)
{
    static const char *const names[HAT_CASE_COUNT][HAT_CASE_NAMES] = {
        {"атау", "именительный", "nominative"},
        {"ілік", "родительный", "genitive"},
        {"барыс", "дательный", "dative"},
        {"табыс", "винительный", "accusative"},
        {"жатыс", "местный", "locative"},
        {"шығыс", "исходный", "ablative"},
        {"көмектес", "творительный", "instrumental"},
    };
    return names[which][index];
}

bool hat_case_from_name(struct hat_str name, enum hat_case *found)
{
    struct hat_letters wanted = hat_letters_of(name);
    for (int i = 0; i < HAT_CASE_COUNT; i++) {
        for (int j = 0; j < HAT_CASE_NAMES; j++) {
            const char *known = hat_case_name((enum hat_case)i, j);
            struct hat_letters letters = hat_letters_of(hat_str_from(known));
            if (letters.count == wanted.count && hat_letters_end(&wanted, known)) {
                *found = (enum hat_case)i;
                return true;
            }
        }
    }
    return false;
}
