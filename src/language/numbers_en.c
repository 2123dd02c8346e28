/* numbers_en.c -- English numbers in words: five hundred ninety-nine; five hundred ninety-ninth. */
#include "language/numbers_internal.h"

static const char *const units[20] = {
    "zero",     "one",     "two",     "three",     "four",     "five",     "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
};
static const char *const tens[10] = {"",      "ten",   "twenty",  "thirty", "forty",
                                     "fifty", "sixty", "seventy", "eighty", "ninety"};
static const char *const scales[HAT_NUMBER_GROUPS] = {"trillion", "billion", "million", "thousand",
                                                      ""};

static void put_group(struct hat_buf *buf, size_t start, int group)
{
    int rest = group % 100;
    if (group >= 100) {
        hat_number_put(buf, start, units[group / 100]);
        hat_number_put(buf, start, "hundred");
    }
    if (rest >= 20) {
        hat_number_put(buf, start, tens[rest / 10]);
        if (rest % 10 > 0) {
            hat_buf_printf(buf, "-%s", units[rest % 10]);
        }
    } else if (rest > 0) {
        hat_number_put(buf, start, units[rest]);
    }
}

void hat_en_cardinal(int64_t number, struct hat_buf *buf)
{
    size_t start = buf->len;
    struct hat_number_groups groups = hat_number_split(number);
    for (int i = 0; i < HAT_NUMBER_GROUPS; i++) {
        if (groups.values[i] > 0) {
            put_group(buf, start, groups.values[i]);
            if (i < HAT_NUMBER_GROUPS - 1) {
                hat_number_put(buf, start, scales[i]);
            }
        }
    }
    if (buf->len == start) {
        hat_number_put(buf, start, units[0]);
    }
}

/* The cardinal with its last word changed: -y to -ieth, six irregular words, else -th. */
void hat_en_ordinal(int64_t number, struct hat_buf *buf)
{
    static const char *const irregular[][2] = {
        {"one", "first"},    {"two", "second"}, {"three", "third"},    {"five", "fifth"},
        {"eight", "eighth"}, {"nine", "ninth"}, {"twelve", "twelfth"},
    };
    size_t start = buf->len;
    hat_en_cardinal(number, buf);
    if (buf->failed) {
        return;
    }
    size_t last = buf->len;
    while (last > start && buf->data[last - 1] != ' ' && buf->data[last - 1] != '-') {
        last--;
    }
    for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++) {
        if (strcmp(buf->data + last, irregular[i][0]) == 0) {
            buf->len = last;
            hat_buf_put(buf, irregular[i][1], strlen(irregular[i][1]));
            return;
        }
    }
    if (buf->data[buf->len - 1] == 'y') {
        buf->len--;
        hat_buf_put(buf, "ie", 2);
    }
    hat_buf_put(buf, "th", 2);
}

void hat_en_ordinal_digits(int64_t number, struct hat_buf *buf)
{
    static const char *const endings[4] = {"th", "st", "nd", "rd"};
    int rest = (int)(number % 100);
    bool teen = rest >= 11 && rest <= 13;
    hat_buf_printf(buf, "%lld%s", (long long)number,
                   endings[!teen && rest % 10 < 4 ? rest % 10 : 0]);
}
