/* numbers_ru.c -- Russian numbers in words.
 *
 * A cardinal agrees with what is counted in gender only in 1 and 2 (одна ссылка, две ссылки);
 * тысяча is feminine. An ordinal changes its last word alone; one that ends in zeros of a whole
 * group is written together with that group's genitive: двухсоттысячный, двадцатиодномиллионный.
 */
#include "language/numbers_internal.h"

static const char *const units[20] = {
    "ноль",       "один",        "два",        "три",          "четыре",
    "пять",       "шесть",       "семь",       "восемь",       "девять",
    "десять",     "одиннадцать", "двенадцать", "тринадцать",   "четырнадцать",
    "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать",
};
static const char *const tens[10] = {
    "",          "десять",     "двадцать",  "тридцать",    "сорок",
    "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто",
};
static const char *const hundreds[10] = {
    "",        "сто",      "двести",  "триста",    "четыреста",
    "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот",
};
static const char *const unit_ordinals[20] = {
    "нулевой",     "первый",       "второй",      "третий",        "четвертый",
    "пятый",       "шестой",       "седьмой",     "восьмой",       "девятый",
    "десятый",     "одиннадцатый", "двенадцатый", "тринадцатый",   "четырнадцатый",
    "пятнадцатый", "шестнадцатый", "семнадцатый", "восемнадцатый", "девятнадцатый",
};
static const char *const ten_ordinals[10] = {
    "",
    "десятый",
    "двадцатый",
    "тридцатый",
    "сороковой",
    "пятидесятый",
    "шестидесятый",
    "семидесятый",
    "восьмидесятый",
    "девяностый",
};
static const char *const hundred_ordinals[10] = {
    "",          "сотый",      "двухсотый", "трехсотый",   "четырехсотый",
    "пятисотый", "шестисотый", "семисотый", "восьмисотый", "девятисотый",
};
/* Genitives that stand before -тысячный, -миллионный ... */
static const char *const unit_genitives[20] = {
    "",           "одно",        "двух",       "трех",         "четырех",
    "пяти",       "шести",       "семи",       "восьми",       "девяти",
    "десяти",     "одиннадцати", "двенадцати", "тринадцати",   "четырнадцати",
    "пятнадцати", "шестнадцати", "семнадцати", "восемнадцати", "девятнадцати",
};
static const char *const ten_genitives[10] = {
    "",           "десяти",      "двадцати",   "тридцати",     "сорока",
    "пятидесяти", "шестидесяти", "семидесяти", "восьмидесяти", "девяносто",
};
static const char *const hundred_genitives[10] = {
    "",        "сто",      "двухсот", "трехсот",   "четырехсот",
    "пятисот", "шестисот", "семисот", "восьмисот", "девятисот",
};

struct scale {
    const char *forms[3]; /* by hat_plural_form() */
    const char *ordinal;
    enum hat_gender gender;
};
static const struct scale scales[HAT_NUMBER_GROUPS - 1] = {
    {{"триллион", "триллиона", "триллионов"}, "триллионный", HAT_MASCULINE},
    {{"миллиард", "миллиарда", "миллиардов"}, "миллиардный", HAT_MASCULINE},
    {{"миллион", "миллиона", "миллионов"}, "миллионный", HAT_MASCULINE},
    {{"тысяча", "тысячи", "тысяч"}, "тысячный", HAT_FEMININE},
};

static const char *unit(int value, enum hat_gender gender)
{
    static const char *const one[] = {"один", "одна", "одно"};
    static const char *const two[] = {"два", "две", "два"};
    return value == 1 ? one[gender] : value == 2 ? two[gender] : units[value];
}

static void put_group(struct hat_buf *buf, size_t start, int group, enum hat_gender gender)
{
    int rest = group % 100;
    if (group >= 100) {
        hat_number_put(buf, start, hundreds[group / 100]);
    }
    if (rest >= 20) {
        hat_number_put(buf, start, tens[rest / 10]);
        rest %= 10;
    }
    if (rest > 0) {
        hat_number_put(buf, start, unit(rest, gender));
    }
}

/* The groups before index `end`, each with its scale. */
static void put_scales(struct hat_buf *buf, size_t start, const struct hat_number_groups *groups,
                       int end)
{
    for (int i = 0; i < end; i++) {
        if (groups->values[i] > 0) {
            const struct scale *scale = &scales[i];
            put_group(buf, start, groups->values[i], scale->gender);
            hat_number_put(buf, start,
                           scale->forms[hat_plural_form(HAT_LANG_RU, groups->values[i])]);
        }
    }
}

void hat_ru_cardinal(int64_t number, enum hat_gender gender, struct hat_buf *buf)
{
    size_t start = buf->len;
    struct hat_number_groups groups = hat_number_split(number);
    put_scales(buf, start, &groups, HAT_NUMBER_GROUPS - 1);
    put_group(buf, start, groups.values[HAT_NUMBER_GROUPS - 1], gender);
    if (buf->len == start) {
        hat_number_put(buf, start, units[0]);
    }
}

/* A group below the thousands as ordinal: сто двадцать первый, двухсотый. */
static void put_group_ordinal(struct hat_buf *buf, size_t start, int group)
{
    int rest = group % 100;
    if (rest == 0) {
        hat_number_put(buf, start, hundred_ordinals[group / 100]);
    } else if (rest >= 20 && rest % 10 == 0) {
        put_group(buf, start, group - rest, HAT_MASCULINE);
        hat_number_put(buf, start, ten_ordinals[rest / 10]);
    } else {
        int last = rest < 20 ? rest : rest % 10;
        put_group(buf, start, group - last, HAT_MASCULINE);
        hat_number_put(buf, start, unit_ordinals[last]);
    }
}

/* двухсот + тысячный; тысячный alone for 1. */
static void put_scale_ordinal(struct hat_buf *buf, size_t start, int group,
                              const struct scale *scale)
{
    hat_number_put(buf, start, "");
    if (group > 1) {
        const char *parts[3] = {hundred_genitives[group / 100], "", ""};
        int rest = group % 100;
        parts[1] = rest >= 20 ? ten_genitives[rest / 10] : "";
        parts[2] = unit_genitives[rest >= 20 ? rest % 10 : rest];
        for (int i = 0; i < 3; i++) {
            hat_buf_put(buf, parts[i], strlen(parts[i]));
        }
    }
    hat_buf_put(buf, scale->ordinal, strlen(scale->ordinal));
}

void hat_ru_ordinal(int64_t number, struct hat_buf *buf)
{
    size_t start = buf->len;
    struct hat_number_groups groups = hat_number_split(number);
    int last = HAT_NUMBER_GROUPS - 1;
    while (last > 0 && groups.values[last] == 0) {
        last--;
    }
    if (number == 0) {
        hat_number_put(buf, start, unit_ordinals[0]);
        return;
    }
    put_scales(buf, start, &groups, last);
    if (last == HAT_NUMBER_GROUPS - 1) {
        put_group_ordinal(buf, start, groups.values[last]);
    } else {
        put_scale_ordinal(buf, start, groups.values[last], &scales[last]);
    }
}
