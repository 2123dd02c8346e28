/* settings.c -- the public options as the folders below want them: dates as numbers, languages as
 * values, the limits.
 *
 * The date of a letter is --date, else SOURCE_DATE_EPOCH, else today. Files are marked with the
 * first two only, else with 1980-01-01, the first day that ZIP knows: the same inputs give the
 * same bytes on any day.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "job/job.h"

enum { SECONDS_A_DAY = 86400 };
static const int64_t first_zip_second = 315532800; /* 1980-01-01T00:00:00Z */

/* SOURCE_DATE_EPOCH (reproducible-builds.org): decimal seconds. false when unset or malformed. */
static bool source_date(int64_t *seconds)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    if (text == NULL || *text == '\0' || strlen(text) > 12) {
        return false;
    }
    int64_t value = 0;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9') {
            return false;
        }
        value = value * 10 + (*text - '0');
    }
    *seconds = value;
    return true;
}

static enum hat_status dates_init(hat_diags *diags, struct hat_job_settings *settings)
{
    int64_t seconds = 0;
    struct hat_date date;
    if (settings->options.date != NULL) {
        struct hat_str text = hat_str_from(settings->options.date);
        if (!hat_date_parse(text, &date)) {
            hat_diags_add(diags, HAT_MSG_DATE_WRONG, NULL, text);
            return HAT_ERR_USAGE;
        }
        settings->today = hat_date_days(date);
        settings->file_date = settings->today * SECONDS_A_DAY;
    } else if (source_date(&seconds)) {
        settings->today = seconds / SECONDS_A_DAY;
        settings->file_date = seconds;
    } else {
        settings->today = (int64_t)time(NULL) / SECONDS_A_DAY;
        settings->file_date = first_zip_second;
    }
    return HAT_OK;
}

/* Only PDF/A-3 and a PDF that is no PDF/A may hold files of any kind. */
static enum hat_status pdf_init(hat_diags *diags, hat_options *options)
{
    bool known = options->pdf >= HAT_PDF_DEFAULT && options->pdf <= HAT_PDF_A3A;
    if (known && options->pdf == HAT_PDF_DEFAULT) {
        options->pdf = options->attach_data ? HAT_PDF_A3A : HAT_PDF_A2A;
    }
    if (!known ||
        (options->attach_data && (options->pdf == HAT_PDF_A2A || options->pdf == HAT_PDF_A2U))) {
        hat_diags_add(diags, HAT_MSG_PDF_PROFILE, NULL, HAT_STR(""));
        return HAT_ERR_USAGE;
    }
    return HAT_OK;
}

enum hat_status hat_job_settings_init(const hat_options *options, hat_diags *diags,
                                      struct hat_job_settings *settings)
{
    *settings =
        (struct hat_job_settings){.options = HAT_OPTIONS_INIT, .limits = HAT_LIMITS_DEFAULT};
    if (options != NULL) { /* an older caller's struct may be shorter */
        size_t size = options->size < sizeof *options ? options->size : sizeof *options;
        memcpy(&settings->options, options, size);
    }
    if (settings->options.png_dpi <= 0) {
        settings->options.png_dpi = 96;
    }
    if (settings->options.lang != NULL) {
        struct hat_str tag = hat_str_from(settings->options.lang);
        settings->lang = hat_lang_from(tag);
        if (settings->lang == HAT_LANG_NONE) {
            hat_diags_add(diags, HAT_MSG_LANG_UNKNOWN, NULL, tag);
            return HAT_ERR_USAGE;
        }
    }
    enum hat_status st = pdf_init(diags, &settings->options);
    return st == HAT_OK ? dates_init(diags, settings) : st;
}
