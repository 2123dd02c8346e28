/* exact.c -- arithmetic digit by digit, as on paper, so that every result is exact or refused.
 *
 *     0.10 + 0.2   10 (2 behind the point) + 20 (2)  =  30 (2)  ->  "0.30"
 */
#include "template/exact_internal.h"

#include <string.h>

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Zeros in front do not count; zero has no sign. */
static void trim(struct hat_exact *number)
{
    while (number->count > 0 && number->digits[number->count - 1] == 0) {
        number->count--;
    }
    number->negative = number->negative && number->count > 0;
}

/* ---- reading and writing ---- */

/* Length of a group separator at text[at]: a space, U+00A0 or U+202F before three digits. */
static size_t separator(struct hat_str text, size_t at)
{
    struct hat_str rest = {text.ptr + at, text.len - at};
    size_t len = hat_str_starts(rest, " ")              ? 1
                 : hat_str_starts(rest, "\xC2\xA0")     ? 2
                 : hat_str_starts(rest, "\xE2\x80\xAF") ? 3
                                                        : 0;
    size_t digits = 0;
    while (len > 0 && len + digits < rest.len && digit(rest.ptr[len + digits])) {
        digits++;
    }
    return digits == 3 ? len : 0;
}

/* What a number's text is made of, before its value is known. */
struct written {
    char digits[HAT_EXACT_DIGITS]; /* as written, without zeros in front */
    int count, scale;
    size_t whole; /* digits before the point, zeros too */
};

static bool add_digit(struct written *w, char c, bool behind)
{
    w->whole += !behind;
    w->scale += behind;
    if (w->count == 0 && c == '0') {
        return w->scale <= HAT_EXACT_DIGITS;
    }
    if (w->count == HAT_EXACT_DIGITS) {
        return false;
    }
    w->digits[w->count++] = c;
    return true;
}

/* Digits before the point, in groups or not. */
static bool read_whole(struct hat_str text, size_t *at, struct written *w)
{
    bool grouped = false;
    while (*at < text.len) {
        size_t skip = separator(text, *at);
        if (digit(text.ptr[*at])) {
            if (!add_digit(w, text.ptr[(*at)++], false)) {
                return false;
            }
        } else if (skip > 0 && w->whole > 0 && (grouped || w->whole <= 3)) {
            grouped = true;
            *at += skip;
        } else {
            break;
        }
    }
    return w->whole > 0;
}

static bool read_fraction(struct hat_str text, size_t *at, struct written *w)
{
    if (*at >= text.len || (text.ptr[*at] != '.' && text.ptr[*at] != ',')) {
        return true;
    }
    size_t from = ++*at;
    while (*at < text.len && digit(text.ptr[*at])) {
        if (!add_digit(w, text.ptr[(*at)++], true)) {
            return false;
        }
    }
    return *at > from;
}

/* JSON's 1.5e3 and 2E-4. */
static bool read_exponent(struct hat_str text, size_t *at, struct written *w)
{
    if (*at >= text.len || (text.ptr[*at] != 'e' && text.ptr[*at] != 'E')) {
        return true;
    }
    ++*at;
    bool minus = *at < text.len && text.ptr[*at] == '-';
    *at += minus || (*at < text.len && text.ptr[*at] == '+');
    size_t from = *at;
    int exponent = 0;
    for (; *at < text.len && digit(text.ptr[*at]); ++*at) {
        exponent = exponent < 1000 ? exponent * 10 + (text.ptr[*at] - '0') : exponent;
    }
    w->scale += minus ? exponent : -exponent;
    while (w->scale < 0 && w->count > 0) {
        if (w->count == HAT_EXACT_DIGITS) {
            return false;
        }
        w->digits[w->count++] = '0';
        w->scale++;
    }
    w->scale = w->scale < 0 ? 0 : w->scale;
    return *at > from && w->scale <= HAT_EXACT_DIGITS;
}

bool hat_exact_parse(struct hat_str text, struct hat_exact *out)
{
    struct written w = {.count = 0};
    bool negative = text.len > 0 && text.ptr[0] == '-';
    size_t at = negative || (text.len > 0 && text.ptr[0] == '+');
    if (!read_whole(text, &at, &w) || !read_fraction(text, &at, &w) ||
        !read_exponent(text, &at, &w) || at != text.len) {
        return false;
    }
    *out = (struct hat_exact){
        .negative = negative, .scale = (uint8_t)w.scale, .count = (uint8_t)w.count};
    for (int i = 0; i < w.count; i++) {
        out->digits[i] = (uint8_t)(w.digits[w.count - 1 - i] - '0');
    }
    trim(out);
    return true;
}

struct hat_exact hat_exact_from(uint32_t number)
{
    struct hat_exact made = {.count = 0};
    for (; number > 0; number /= 10) {
        made.digits[made.count++] = (uint8_t)(number % 10);
    }
    return made;
}

void hat_exact_put(const struct hat_exact *number, struct hat_buf *buf)
{
    int top = number->count > number->scale ? number->count : number->scale + 1;
    hat_buf_put(buf, "-", number->negative);
    while (top-- > 0) {
        char c = (char)('0' + (top < number->count ? number->digits[top] : 0));
        hat_buf_put(buf, &c, 1);
        hat_buf_put(buf, ".", top == number->scale && top > 0);
    }
}

bool hat_exact_whole(const struct hat_exact *number, int64_t *out)
{
    enum { LONGEST = 15 };
    int64_t value = 0;
    if (number->count > number->scale + LONGEST) {
        return false;
    }
    for (int i = number->count; i-- > 0;) {
        if (i >= number->scale) {
            value = value * 10 + number->digits[i];
        } else if (number->digits[i] != 0) {
            return false;
        }
    }
    *out = number->negative ? -value : value;
    return true;
}

/* ---- comparing, rounding ---- */

bool hat_exact_zero(const struct hat_exact *number)
{
    return number->count == 0;
}

/* The digit worth 10^power. */
static int digit_at(const struct hat_exact *number, int power)
{
    int index = power + number->scale;
    return index >= 0 && index < number->count ? number->digits[index] : 0;
}

/* Of the sizes, without signs. */
static int order_of_sizes(const struct hat_exact *a, const struct hat_exact *b)
{
    for (int power = HAT_EXACT_DIGITS; power >= -HAT_EXACT_DIGITS; power--) {
        int x = digit_at(a, power), y = digit_at(b, power);
        if (x != y) {
            return x > y ? 1 : -1;
        }
    }
    return 0;
}

int hat_exact_order(const struct hat_exact *a, const struct hat_exact *b)
{
    if (a->negative != b->negative) {
        return a->negative ? -1 : 1;
    }
    return a->negative ? -order_of_sizes(a, b) : order_of_sizes(a, b);
}

/* The same number with more zeros behind the point. */
static bool widen(struct hat_exact *number, int scale)
{
    int zeros = scale - number->scale;
    if (zeros <= 0) {
        return true;
    }
    if (scale > HAT_EXACT_DIGITS || number->count + zeros > HAT_EXACT_DIGITS) {
        return false;
    }
    number->scale = (uint8_t)scale;
    if (number->count > 0) {
        memmove(number->digits + zeros, number->digits, number->count);
        memset(number->digits, 0, (size_t)zeros);
        number->count = (uint8_t)(number->count + zeros);
    }
    return true;
}

/* Takes `drop` digits off the end. */
static void narrow(struct hat_exact *number, int drop)
{
    int left = number->count > drop ? number->count - drop : 0;
    memmove(number->digits, number->digits + (number->count - left), (size_t)left);
    memset(number->digits + left, 0, (size_t)(HAT_EXACT_DIGITS - left));
    number->count = (uint8_t)left;
    number->scale = (uint8_t)(number->scale - drop);
}

/* Adds 1 to the last digit. */
static bool step_up(struct hat_exact *number)
{
    for (int i = 0; i < HAT_EXACT_DIGITS; i++) {
        if (i == number->count) {
            number->count++;
        }
        if (number->digits[i]++ < 9) {
            return true;
        }
        number->digits[i] = 0;
    }
    return false;
}

bool hat_exact_round(struct hat_exact *number, int scale)
{
    int drop = number->scale - scale;
    if (drop <= 0) {
        return widen(number, scale);
    }
    bool up = digit_at(number, -scale - 1) >= 5;
    narrow(number, drop);
    bool good = !up || step_up(number);
    trim(number);
    return good;
}

void hat_exact_drop_zeros(struct hat_exact *number, int least)
{
    int drop = 0;
    while (number->scale - drop > least && (drop >= number->count || number->digits[drop] == 0)) {
        drop++;
    }
    narrow(number, drop);
}

/* ---- sums ---- */

/* Both of one scale; *a becomes |a| + |b|. */
static bool add_sizes(struct hat_exact *a, const struct hat_exact *b)
{
    int carry = 0;
    for (int i = 0; i < HAT_EXACT_DIGITS; i++) {
        int sum = a->digits[i] + b->digits[i] + carry;
        a->digits[i] = (uint8_t)(sum % 10);
        carry = sum / 10;
    }
    a->count = HAT_EXACT_DIGITS;
    return carry == 0;
}

/* Both of one scale, |a| >= |b|; *a becomes |a| - |b|. */
static void subtract_sizes(struct hat_exact *a, const struct hat_exact *b)
{
    int borrow = 0;
    for (int i = 0; i < HAT_EXACT_DIGITS; i++) {
        int difference = a->digits[i] - b->digits[i] - borrow;
        borrow = difference < 0;
        a->digits[i] = (uint8_t)(difference + 10 * borrow);
    }
}

bool hat_exact_add(struct hat_exact *a, const struct hat_exact *b)
{
    struct hat_exact other = *b;
    if (!widen(a, other.scale) || !widen(&other, a->scale)) {
        return false;
    }
    if (a->negative == other.negative) {
        if (!add_sizes(a, &other)) {
            return false;
        }
    } else if (order_of_sizes(a, &other) >= 0) {
        subtract_sizes(a, &other);
    } else {
        struct hat_exact larger = other;
        subtract_sizes(&larger, a);
        *a = larger;
    }
    trim(a);
    return true;
}

bool hat_exact_subtract(struct hat_exact *a, const struct hat_exact *b)
{
    struct hat_exact other = *b;
    other.negative = !other.negative && other.count > 0;
    return hat_exact_add(a, &other);
}

/* ---- products and quotients: whole numbers of twice as many digits ---- */

enum { LONG_DIGITS = 3 * HAT_EXACT_DIGITS };

struct long_number {
    uint8_t digits[LONG_DIGITS]; /* least first */
    int count;                   /* the last one is not 0 */
};

static void long_trim(struct long_number *number)
{
    while (number->count > 0 && number->digits[number->count - 1] == 0) {
        number->count--;
    }
}

/* The digits of `number` with `zeros` more at the end. */
static struct long_number long_from(const struct hat_exact *number, int zeros)
{
    struct long_number made = {.count = number->count + zeros};
    memcpy(made.digits + zeros, number->digits, number->count);
    long_trim(&made);
    return made;
}

static bool long_to(const struct long_number *from, int scale, struct hat_exact *out)
{
    if (from->count > HAT_EXACT_DIGITS || scale > HAT_EXACT_DIGITS) {
        return false;
    }
    bool negative = out->negative;
    *out = (struct hat_exact){
        .negative = negative, .scale = (uint8_t)scale, .count = (uint8_t)from->count};
    memcpy(out->digits, from->digits, (size_t)from->count);
    trim(out);
    return true;
}

bool hat_exact_multiply(struct hat_exact *a, const struct hat_exact *b)
{
    struct long_number product = {.count = a->count + b->count};
    int least = a->scale > b->scale ? a->scale : b->scale;
    int scale = a->scale + b->scale, drop = 0;
    for (int i = 0; i < a->count; i++) {
        int carry = 0;
        for (int j = 0; j <= b->count; j++) {
            int sum =
                product.digits[i + j] + carry + (j < b->count ? a->digits[i] * b->digits[j] : 0);
            product.digits[i + j] = (uint8_t)(sum % 10);
            carry = sum / 10;
        }
    }
    long_trim(&product);
    while (scale - drop > least && product.digits[drop] == 0) {
        drop++;
    }
    product.count = product.count > drop ? product.count - drop : 0;
    memmove(product.digits, product.digits + drop, (size_t)product.count);
    a->negative = a->negative != b->negative;
    return long_to(&product, scale - drop, a);
}

static bool long_less(const struct long_number *a, const struct long_number *b)
{
    if (a->count != b->count) {
        return a->count < b->count;
    }
    for (int i = a->count; i-- > 0;) {
        if (a->digits[i] != b->digits[i]) {
            return a->digits[i] < b->digits[i];
        }
    }
    return false;
}

/* a >= b */
static void long_subtract(struct long_number *a, const struct long_number *b)
{
    int borrow = 0;
    for (int i = 0; i < a->count; i++) {
        int difference = a->digits[i] - borrow - (i < b->count ? b->digits[i] : 0);
        borrow = difference < 0;
        a->digits[i] = (uint8_t)(difference + 10 * borrow);
    }
    long_trim(a);
}

/* Appends a digit at the end; there is room. */
static void long_push(struct long_number *number, uint8_t next)
{
    memmove(number->digits + 1, number->digits, (size_t)number->count);
    number->digits[0] = next;
    number->count++;
    long_trim(number);
}

/* Long division on paper; one digit more than is kept tells how to round. */
bool hat_exact_divide(struct hat_exact *a, const struct hat_exact *b)
{
    if (b->count == 0) {
        return false;
    }
    int zeros = HAT_EXACT_QUOTIENT + 1 + b->scale - a->scale;
    struct long_number over = long_from(a, zeros > 0 ? zeros : 0);
    struct long_number by = long_from(b, zeros < 0 ? -zeros : 0);
    struct long_number rest = {.count = 0}, quotient = {.count = over.count};
    for (int i = over.count; i-- > 0;) {
        long_push(&rest, over.digits[i]);
        while (!long_less(&rest, &by)) {
            long_subtract(&rest, &by);
            quotient.digits[i]++;
        }
    }
    long_trim(&quotient);
    a->negative = a->negative != b->negative;
    if (!long_to(&quotient, HAT_EXACT_QUOTIENT + 1, a) || !hat_exact_round(a, HAT_EXACT_QUOTIENT)) {
        return false;
    }
    hat_exact_drop_zeros(a, 0);
    return true;
}
