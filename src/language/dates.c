/* dates.c -- dates as the office writes them. Kazakh names year, day, month; the others day, month,
 * year. A period names what both ends share once.
 */
#include "language/dates.h"

#include "language/kazakh.h"

static const char *const kk_months[12] = {"қаңтар",   "ақпан",  "наурыз", "сәуір",
                                          "мамыр",    "маусым", "шілде",  "тамыз",
                                          "қыркүйек", "қазан",  "қараша", "желтоқсан"};
static const char *const ru_months[12] = {"января",   "февраля", "марта",  "апреля",
                                          "мая",      "июня",    "июля",   "августа",
                                          "сентября", "октября", "ноября", "декабря"};
static const char *const ru_months_alone[12] = {"январь",   "февраль", "март",   "апрель",
                                                "май",      "июнь",    "июль",   "август",
                                                "сентябрь", "октябрь", "ноябрь", "декабрь"};
static const char *const en_months[12] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};
/* From Thursday, the day of 1970-01-01. */
static const char *const kk_weekdays[7] = {"бейсенбі", "жұма",     "сенбі",   "жексенбі",
                                           "дүйсенбі", "сейсенбі", "сәрсенбі"};
static const char *const ru_weekdays[7] = {"четверг",     "пятница", "суббота", "воскресенье",
                                           "понедельник", "вторник", "среда"};
static const char *const en_weekdays[7] = {"Thursday", "Friday",  "Saturday", "Sunday",
                                           "Monday",   "Tuesday", "Wednesday"};

const char *hat_month_name(enum hat_lang lang, int month)
{
    return lang == HAT_LANG_RU   ? ru_months[month - 1]
           : lang == HAT_LANG_EN ? en_months[month - 1]
                                 : kk_months[month - 1];
}

static const char *month_alone(enum hat_lang lang, int month)
{
    return lang == HAT_LANG_RU ? ru_months_alone[month - 1] : hat_month_name(lang, month);
}

static const char *weekday(enum hat_lang lang, struct hat_date date)
{
    int64_t index = (hat_date_days(date) % 7 + 7) % 7;
    return lang == HAT_LANG_RU   ? ru_weekdays[index]
           : lang == HAT_LANG_EN ? en_weekdays[index]
                                 : kk_weekdays[index];
}

static void put(struct hat_buf *buf, const char *text)
{
    hat_buf_put(buf, text, strlen(text));
}

void hat_date_put(enum hat_lang lang, struct hat_date date, enum hat_date_style style,
                  struct hat_buf *buf)
{
    if (style == HAT_DATE_SHORT) {
        hat_buf_printf(buf, "%02d.%02d.%04d", date.day, date.month, date.year);
    } else if (lang == HAT_LANG_RU) {
        hat_buf_printf(buf, "%d %s %d года", date.day, ru_months[date.month - 1], date.year);
    } else if (lang == HAT_LANG_EN) {
        hat_buf_printf(buf, "%d %s %d", date.day, en_months[date.month - 1], date.year);
    } else {
        hat_buf_printf(buf, "%d жылғы %d ", date.year, date.day);
        struct hat_str month = hat_str_from(kk_months[date.month - 1]);
        if (style == HAT_DATE_ATTRIBUTIVE) {
            hat_kazakh_attributive(month, buf);
        } else {
            hat_buf_put(buf, month.ptr, month.len);
        }
    }
}

/* The first `letters` characters of a word, for MMM. */
static void put_start(struct hat_buf *buf, const char *word, size_t letters)
{
    size_t len = 0;
    while (word[len] != '\0' && letters > 0) {
        len++;
        letters -= ((unsigned char)word[len] & 0xC0) != 0x80;
    }
    hat_buf_put(buf, word, len);
}

/* One field of a pattern: `count` times `letter`. false when it is not known. */
static bool put_field(enum hat_lang lang, struct hat_date date, char letter, size_t count,
                      struct hat_buf *buf)
{
    if (letter == 'd' && count <= 2) {
        hat_buf_printf(buf, count == 2 ? "%02d" : "%d", date.day);
    } else if ((letter == 'M' || letter == 'L') && count <= 2) {
        hat_buf_printf(buf, count == 2 ? "%02d" : "%d", date.month);
    } else if (letter == 'M' && count == 3) {
        put_start(buf, hat_month_name(lang, date.month), 3);
    } else if (letter == 'M' && count == 4) {
        put(buf, hat_month_name(lang, date.month));
    } else if (letter == 'L' && count == 4) {
        put(buf, month_alone(lang, date.month));
    } else if (letter == 'y' && count == 2) {
        hat_buf_printf(buf, "%02d", date.year % 100);
    } else if (letter == 'y' && (count == 1 || count == 4)) {
        hat_buf_printf(buf, "%d", date.year);
    } else if (letter == 'E' && count == 4) {
        put(buf, weekday(lang, date));
    } else {
        return false;
    }
    return true;
}

static bool ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Copies 'quoted text' at pattern.ptr[at]; '' is one apostrophe. Returns the offset after it. */
static size_t put_quoted(struct hat_str pattern, size_t at, struct hat_buf *buf)
{
    size_t end = at + 1;
    while (end < pattern.len && pattern.ptr[end] != '\'') {
        end++;
    }
    if (end == at + 1) {
        put(buf, "'");
    } else {
        hat_buf_put(buf, pattern.ptr + at + 1, end - at - 1);
    }
    return end < pattern.len ? end + 1 : end;
}

bool hat_date_pattern(enum hat_lang lang, struct hat_date date, struct hat_str pattern,
                      struct hat_buf *buf)
{
    size_t start = buf->len, at = 0;
    while (at < pattern.len) {
        char c = pattern.ptr[at];
        if (c == '\'') {
            at = put_quoted(pattern, at, buf);
        } else if (ascii_letter(c)) {
            size_t count = 1;
            while (at + count < pattern.len && pattern.ptr[at + count] == c) {
                count++;
            }
            if (!put_field(lang, date, c, count, buf)) {
                buf->len = start;
                return false;
            }
            at += count;
        } else {
            hat_buf_put(buf, &c, 1);
            at++;
        }
    }
    return true;
}

static void kk_period(struct hat_date from, struct hat_date to, struct hat_buf *buf)
{
    hat_buf_printf(buf, "%d жылғы %d", from.year, from.day);
    if (from.year != to.year) {
        hat_buf_printf(buf, " %s – %d жылғы %d", kk_months[from.month - 1], to.year, to.day);
    } else if (from.month != to.month) {
        hat_buf_printf(buf, " %s – %d", kk_months[from.month - 1], to.day);
    } else if (from.day != to.day) {
        hat_buf_printf(buf, "-%d", to.day);
    }
    hat_buf_printf(buf, " %s", kk_months[to.month - 1]);
}

static void ru_period(struct hat_date from, struct hat_date to, struct hat_buf *buf)
{
    hat_buf_printf(buf, "с %d", from.day);
    if (from.year != to.year || from.month != to.month) {
        hat_buf_printf(buf, " %s", ru_months[from.month - 1]);
    }
    if (from.year != to.year) {
        hat_buf_printf(buf, " %d года", from.year);
    }
    hat_buf_printf(buf, " по %d %s %d года", to.day, ru_months[to.month - 1], to.year);
}

static void en_period(struct hat_date from, struct hat_date to, struct hat_buf *buf)
{
    hat_buf_printf(buf, "%d", from.day);
    if (from.year != to.year) {
        hat_buf_printf(buf, " %s %d – ", en_months[from.month - 1], from.year);
    } else if (from.month != to.month) {
        hat_buf_printf(buf, " %s – ", en_months[from.month - 1]);
    } else {
        put(buf, "–");
    }
    hat_buf_printf(buf, "%d %s %d", to.day, en_months[to.month - 1], to.year);
}

void hat_period_put(enum hat_lang lang, struct hat_date from, struct hat_date to,
                    struct hat_buf *buf)
{
    if (hat_date_days(from) == hat_date_days(to)) {
        hat_date_put(lang, from, HAT_DATE_LONG, buf);
    } else if (lang == HAT_LANG_RU) {
        ru_period(from, to, buf);
    } else if (lang == HAT_LANG_EN) {
        en_period(from, to, buf);
    } else {
        kk_period(from, to, buf);
    }
}
