/* dates.h -- days and periods in words.
 *
 *     2026-02-25  kk 2026 жылғы 25 ақпан   ru 25 февраля 2026 года   en 25 February 2026
 *
 * Every function appends to *buf.
 */
#ifndef HAT_LANGUAGE_DATES_H
#define HAT_LANGUAGE_DATES_H

#include "base/buf.h"
#include "base/date.h"
#include "language/language.h"

enum hat_date_style {
    HAT_DATE_SHORT, /* 25.02.2026, in every language */
    HAT_DATE_LONG,
    HAT_DATE_ATTRIBUTIVE /* kk 2026 жылғы 25 ақпандағы; ru, en as HAT_DATE_LONG */
};

void hat_date_put(enum hat_lang lang, struct hat_date date, enum hat_date_style style,
                  struct hat_buf *buf);

/* By CLDR pattern letters: d dd M MM MMM MMMM LLLL yy yyyy EEEE; other letters must stand in
 * 'quotes'. MMMM is the form beside a day (февраля), LLLL the name alone (февраль).
 * false when the pattern has an unknown letter; *buf is then as before. */
bool hat_date_pattern(enum hat_lang lang, struct hat_date date, struct hat_str pattern,
                      struct hat_buf *buf);

/* From one day to another: kk 2026 жылғы 11-25 ақпан, 2026 жылғы 25 ақпан – 3 наурыз; ru с 11 по
 * 25 февраля 2026 года; en 11–25 February 2026. `from` must not be after `to`. */
void hat_period_put(enum hat_lang lang, struct hat_date from, struct hat_date to,
                    struct hat_buf *buf);

/* 1 to 12, beside a day: ақпан, февраля, February. */
const char *hat_month_name(enum hat_lang lang, int month);

#endif
