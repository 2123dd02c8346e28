/* numbers.c -- the languages behind one door, plural forms, and digits grouped. */
#include "language/numbers_internal.h"

struct hat_number_groups hat_number_split(int64_t number)
{
    struct hat_number_groups groups;
    for (int i = HAT_NUMBER_GROUPS; i-- > 0; number /= 1000) {
        groups.values[i] = (int)(number % 1000);
    }
    return groups;
}

void hat_number_put(struct hat_buf *buf, size_t start, const char *word)
{
    if (buf->len > start) {
        hat_buf_put(buf, " ", 1);
    }
    hat_buf_put(buf, word, strlen(word));
}

static bool in_range(int64_t number)
{
    return number >= -HAT_NUMBER_WORDS_MAX && number <= HAT_NUMBER_WORDS_MAX;
}

bool hat_number_words(enum hat_lang lang, int64_t number, enum hat_gender gender,
                      struct hat_buf *buf)
{
    if (!in_range(number)) {
        return false;
    }
    if (number < 0) {
        const char *minus = lang == HAT_LANG_EN ? "minus " : "минус ";
        hat_buf_put(buf, minus, strlen(minus));
        number = -number;
    }
    switch (lang) {
    case HAT_LANG_RU:
        hat_ru_cardinal(number, gender, buf);
        break;
    case HAT_LANG_EN:
        hat_en_cardinal(number, buf);
        break;
    case HAT_LANG_KK:
    case HAT_LANG_NONE:
        hat_kk_cardinal(number, buf);
        break;
    }
    return true;
}

bool hat_ordinal_words(enum hat_lang lang, int64_t number, struct hat_buf *buf)
{
    if (number < 0 || !in_range(number)) {
        return false;
    }
    switch (lang) {
    case HAT_LANG_RU:
        hat_ru_ordinal(number, buf);
        break;
    case HAT_LANG_EN:
        hat_en_ordinal(number, buf);
        break;
    case HAT_LANG_KK:
    case HAT_LANG_NONE:
        hat_kk_ordinal(number, buf);
        break;
    }
    return true;
}

bool hat_ordinal_digits(enum hat_lang lang, int64_t number, struct hat_buf *buf)
{
    if (number < 0 || !in_range(number)) {
        return false;
    }
    switch (lang) {
    case HAT_LANG_RU:
        hat_buf_printf(buf, "%lld-й", (long long)number);
        break;
    case HAT_LANG_EN:
        hat_en_ordinal_digits(number, buf);
        break;
    case HAT_LANG_KK:
    case HAT_LANG_NONE:
        hat_kk_ordinal_digits(number, buf);
        break;
    }
    return true;
}

int hat_plural_form(enum hat_lang lang, int64_t number)
{
    int64_t n = number < 0 ? -(number + 1) + 1 : number;
    if (lang == HAT_LANG_EN) {
        return n == 1 ? 0 : 2;
    }
    if (lang != HAT_LANG_RU) {
        return 0;
    }
    bool teen = n % 100 >= 11 && n % 100 <= 14;
    if (n % 10 == 1 && !teen) {
        return 0;
    }
    return n % 10 >= 2 && n % 10 <= 4 && !teen ? 1 : 2;
}

/* ---- grouping ---- */

/* A decimal number as text, taken apart. */
struct decimal {
    bool negative;
    struct hat_str whole, fraction; /* digits only */
};

static size_t digits_at(struct hat_str text, size_t at)
{
    size_t end = at;
    while (end < text.len && text.ptr[end] >= '0' && text.ptr[end] <= '9') {
        end++;
    }
    return end - at;
}

static bool decimal_read(struct hat_str text, struct decimal *decimal)
{
    size_t at = 0;
    *decimal = (struct decimal){.negative = text.len > 0 && text.ptr[0] == '-'};
    at += decimal->negative;
    decimal->whole = (struct hat_str){text.ptr + at, digits_at(text, at)};
    at += decimal->whole.len;
    if (at < text.len && (text.ptr[at] == '.' || text.ptr[at] == ',')) {
        at++;
        decimal->fraction = (struct hat_str){text.ptr + at, digits_at(text, at)};
        at += decimal->fraction.len;
        if (decimal->fraction.len == 0) {
            return false;
        }
    }
    return at == text.len && decimal->whole.len > 0;
}

/* Rounds half up (away from zero) to `decimals` fraction digits: digits of the whole and fraction
 * without the point, in *digits; a carry may make the whole part one digit longer. */
static size_t round_digits(const struct decimal *decimal, size_t decimals, struct hat_buf *digits)
{
    size_t whole = decimal->whole.len, fraction = decimal->fraction.len;
    hat_buf_put(digits, "0", 1); /* room for a carry */
    hat_buf_put(digits, decimal->whole.ptr, whole);
    for (size_t i = 0; i < decimals; i++) {
        hat_buf_put(digits, i < fraction ? decimal->fraction.ptr + i : "0", 1);
    }
    bool up = decimals < fraction && decimal->fraction.ptr[decimals] >= '5';
    for (size_t i = digits->len; up && !digits->failed && i-- > 0;) {
        up = digits->data[i] == '9';
        digits->data[i] = up ? '0' : (char)(digits->data[i] + 1);
    }
    return whole + 1;
}

static void put_grouped(struct hat_buf *buf, const char *digits, size_t count, const char *mark)
{
    size_t skip = 0; /* leading zeros */
    while (skip + 1 < count && digits[skip] == '0') {
        skip++;
    }
    for (size_t i = skip; i < count; i++) {
        if (i > skip && (count - i) % 3 == 0) {
            hat_buf_put(buf, mark, strlen(mark));
        }
        hat_buf_put(buf, digits + i, 1);
    }
}

bool hat_number_format(enum hat_lang lang, struct hat_str text, int decimals, struct hat_buf *buf)
{
    struct decimal decimal;
    if (!decimal_read(text, &decimal)) {
        return false;
    }
    bool english = lang == HAT_LANG_EN;
    size_t kept = decimals < 0 ? decimal.fraction.len : (size_t)decimals;
    struct hat_buf digits = {0};
    size_t whole = round_digits(&decimal, kept, &digits);
    if (digits.failed) {
        buf->failed = true;
    } else {
        bool zero = strspn(digits.data, "0") == digits.len;
        hat_buf_put(buf, "-", decimal.negative && !zero ? 1 : 0);
        put_grouped(buf, digits.data, whole, english ? "," : "\xC2\xA0");
        if (kept > 0) {
            hat_buf_put(buf, english ? "." : ",", 1);
            hat_buf_put(buf, digits.data + whole, kept);
        }
    }
    hat_buf_fini(&digits);
    return true;
}
