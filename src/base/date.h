/* date.h -- calendar days as numbers: proleptic Gregorian, day 0 is 1970-01-01. */
#ifndef HAT_BASE_DATE_H
#define HAT_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct hat_date {
    int year;       /* 1 to 9999 */
    int month, day; /* 1-based */
};

bool hat_date_valid(struct hat_date date);
int64_t hat_date_days(struct hat_date date);
struct hat_date hat_date_from_days(int64_t days);

/* Reads "YYYY-MM-DD" or "DD.MM.YYYY". false when it is neither or no day of the calendar. */
bool hat_date_parse(struct hat_str text, struct hat_date *date);

#endif
