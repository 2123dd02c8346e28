/* entries.c -- a list of entries from files to files: the public functions.
 *
 *     files --> data --> check.c: findings, counts --> table.c --> .csv .json .xlsx, report
 */
#include "entries/entries.h"

#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "entries/workbook_internal.h"

enum { DAY_SECONDS = 86400, MOST_SECONDS = 60 };

struct hat_entries {
    hat_data *data; /* each file is a list of it */
    struct hat_arena arena;
    hat_entries_options options;
    struct hat_entries_rules rules;
    struct hat_limits limits;
    struct hat_buf schema_text;
    struct hat_schema *schema;
    struct hat_value *lists;
    size_t count, cap;
    hat_diags *said; /* by the readers */
    struct hat_entry_list list;
};

/* ---- options ---- */

static enum hat_status wrong_date(hat_diags *diags, const char *text)
{
    hat_diags_add(diags, HAT_MSG_PERIOD_WRONG, NULL, hat_str_from(text));
    return HAT_ERR_USAGE;
}

static bool read_day(struct hat_str text, int64_t *day)
{
    struct hat_date date;
    if (!hat_date_parse(text, &date)) {
        return false;
    }
    *day = hat_date_days(date);
    return true;
}

/* "FROM..TO" */
bool hat_period_read(const char *text, struct hat_period *period)
{
    const char *dots = strstr(text, "..");
    if (dots == NULL) {
        return false;
    }
    struct hat_str from = {text, (size_t)(dots - text)};
    period->set = read_day(from, &period->from) && read_day(hat_str_from(dots + 2), &period->to) &&
                  period->from <= period->to;
    return period->set;
}

static int64_t today_of_system(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds = 0;
    for (const char *at = epoch; at != NULL && *at >= '0' && *at <= '9' && seconds < INT32_MAX;
         at++) {
        seconds = seconds * 10 + (*at - '0');
    }
    seconds = epoch != NULL && seconds > 0 ? seconds : (int64_t)time(NULL);
    return seconds / DAY_SECONDS;
}

static enum hat_status read_options(hat_entries *entries, hat_diags *diags)
{
    const hat_entries_options *options = &entries->options;
    struct hat_entries_rules *rules = &entries->rules;
    if (options->period != NULL && !hat_period_read(options->period, &rules->period)) {
        return wrong_date(diags, options->period);
    }
    rules->today = today_of_system();
    if (options->date != NULL && !read_day(hat_str_from(options->date), &rules->today)) {
        hat_diags_add(diags, HAT_MSG_DATE_WRONG, NULL, hat_str_from(options->date));
        return HAT_ERR_USAGE;
    }
    rules->repeats = options->duplicates == HAT_DUPLICATES_KEEP   ? HAT_REPEATS_KEEP
                     : options->duplicates == HAT_DUPLICATES_DROP ? HAT_REPEATS_DROP
                                                                  : HAT_REPEATS_ERROR;
    rules->hashtag = hat_str_from(options->hashtag);
    rules->jobs = options->jobs;
    rules->most_seconds = options->max_seconds > 0 ? options->max_seconds : MOST_SECONDS;
    return HAT_OK;
}

static enum hat_status read_schema(hat_entries *entries, hat_diags *diags)
{
    const char *path = entries->options.schema;
    if (path == NULL) {
        return HAT_OK;
    }
    enum hat_status st =
        hat_file_read(path, entries->limits.file_bytes, diags, &entries->schema_text);
    struct hat_data_source source = {
        .name = path, .limits = &entries->limits, .diags = diags, .arena = &entries->arena};
    struct hat_str text = {entries->schema_text.data, entries->schema_text.len};
    if (st == HAT_OK) {
        st = hat_schema_read(text, &source, &entries->schema);
        entries->rules.schema = entries->schema;
    }
    return st;
}

hat_status hat_entries_new(const hat_entries_options *options, hat_diags *diags, hat_entries **out)
{
    hat_entries *entries = hat_mem_zalloc(1, sizeof *entries);
    if (entries == NULL) {
        return HAT_ERR_NOMEM;
    }
    entries->options = (hat_entries_options)HAT_ENTRIES_OPTIONS_INIT;
    entries->limits = HAT_LIMITS_DEFAULT;
    if (options != NULL) { /* an older caller's struct may be shorter */
        size_t size = options->size < sizeof *options ? options->size : sizeof *options;
        memcpy(&entries->options, options, size);
    }
    enum hat_status st = read_options(entries, diags);
    if (st == HAT_OK) {
        st = read_schema(entries, diags);
    }
    if (st == HAT_OK) {
        st = hat_data_new(&entries->data);
    }
    entries->said = hat_diags_new();
    if (st != HAT_OK || entries->said == NULL) {
        hat_entries_free(entries);
        return st != HAT_OK ? st : HAT_ERR_NOMEM;
    }
    hat_data_leave_texts(entries->data);
    *out = entries;
    return HAT_OK;
}

const struct hat_entries_rules *hat_entries_rules_of(const hat_entries *entries)
{
    return &entries->rules;
}

void hat_entries_free(hat_entries *entries)
{
    if (entries == NULL) {
        return;
    }
    hat_entry_list_fini(&entries->list);
    hat_diags_free(entries->said);
    hat_data_free(entries->data);
    hat_mem_free(entries->lists);
    hat_buf_fini(&entries->schema_text);
    hat_arena_fini(&entries->arena);
    hat_mem_free(entries);
}

/* ---- reading and checking ---- */

/* What the readers say is kept for the report, and told at once. */
static enum hat_status read_list(hat_entries *entries, const char *name, const char *path,
                                 const char *format, hat_diags *diags)
{
    hat_diags *said = hat_diags_new();
    if (said == NULL) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status st = hat_data_add_entries(entries->data, name, path, format, said);
    hat_diags_add_all(entries->said, said);
    hat_diags_add_all(diags, said);
    hat_diags_free(said);
    return st == HAT_OK && hat_diags_incomplete(entries->said) ? HAT_ERR_NOMEM : st;
}

hat_status hat_entries_add(hat_entries *entries, const char *path, const char *format,
                           hat_diags *diags)
{
    struct hat_buf name = {0};
    if (!hat_mem_grow(&entries->lists, entries->count, &entries->cap, sizeof *entries->lists)) {
        return HAT_ERR_NOMEM;
    }
    hat_buf_printf(&name, "list%zu", entries->count + 1);
    enum hat_status st =
        hat_buf_failed(&name) ? HAT_ERR_NOMEM : read_list(entries, name.data, path, format, diags);
    if (st == HAT_OK) {
        struct hat_str folded = {name.data, name.len};
        entries->lists[entries->count++] = *hat_value_member(hat_data_root(entries->data), folded);
    }
    hat_buf_fini(&name);
    return st;
}

hat_status hat_entries_clean(hat_entries *entries, hat_diags *diags)
{
    enum hat_status st = hat_entry_list_check(entries->data, entries->lists, entries->count,
                                              &entries->rules, &entries->arena, &entries->list);
    if (st != HAT_OK) {
        return st;
    }
    hat_entry_list_put_said(&entries->list, entries->said);
    hat_entry_list_tell(entries->data, &entries->list, HAT_WARNING, diags);
    return entries->list.counts.errors > 0 ? HAT_ERR_DATA : HAT_OK;
}

/* ---- writing ---- */

enum kind { KIND_CSV, KIND_TSV, KIND_JSON, KIND_XLSX, KIND_ODS, KIND_REPORT, KIND_UNKNOWN };

static enum kind kind_of(const char *path)
{
    static const char *const endings[] = {".csv", ".tsv", ".json", ".xlsx", ".ods"};
    struct hat_str name = hat_str_from(path);
    for (int i = 0; i < KIND_REPORT; i++) {
        if (hat_str_ends(name, endings[i])) {
            return (enum kind)i;
        }
    }
    return KIND_UNKNOWN;
}

/* A sheet has an end: that entries are too many is an error, that problems are, a warning. */
static enum hat_status fits_sheet(const hat_entries *entries, const char *path, hat_diags *diags)
{
    struct hat_place place = {.file = path};
    static const struct hat_str most = {HAT_WORKBOOK_ROWS_TEXT, sizeof HAT_WORKBOOK_ROWS_TEXT - 1};
    if (entries->list.counts.kept > HAT_WORKBOOK_ROWS_MAX) {
        hat_diags_add(diags, HAT_MSG_ENTRIES_ROWS, &place, most);
        return HAT_ERR_LIMIT;
    }
    if (hat_problem_count(&entries->list) > HAT_WORKBOOK_ROWS_MAX) {
        hat_diags_add(diags, HAT_MSG_ENTRIES_PROBLEMS, &place, most);
    }
    return HAT_OK;
}

static enum hat_status write_as(hat_entries *entries, enum kind kind, hat_diags *diags,
                                struct hat_entries_out *out)
{
    struct hat_table table = {
        .list = &entries->list, .schema = entries->schema, .arena = &entries->arena};
    const char *lang = entries->options.lang != NULL ? entries->options.lang : "kk";
    if (kind == KIND_REPORT) {
        return hat_entries_write_report(entries->data, &entries->list, out);
    }
    enum hat_status st = hat_table_init(&table);
    if (st == HAT_OK && kind == KIND_JSON) {
        st = hat_entries_write_json(&table, out);
    } else if (st == HAT_OK && kind == KIND_XLSX) {
        st = hat_entries_write_xlsx(&table, entries->data, lang, out);
    } else if (st == HAT_OK && kind == KIND_ODS) {
        st = hat_entries_write_ods(&table, entries->data, lang, diags, out);
    } else if (st == HAT_OK) {
        st = hat_entries_write_csv(&table, kind == KIND_TSV ? '\t' : ',', out);
    }
    hat_table_fini(&table);
    return st;
}

static enum hat_status write_file(hat_entries *entries, enum kind kind, const char *path,
                                  hat_diags *diags)
{
    struct hat_entries_out out = {0};
    bool workbook = kind == KIND_XLSX || kind == KIND_ODS;
    enum hat_status st = workbook ? fits_sheet(entries, path, diags) : HAT_OK;
    if (st == HAT_OK) {
        st = hat_output_open(path, diags, &out.file);
    }
    if (st != HAT_OK) {
        return st;
    }
    st = write_as(entries, kind, diags, &out);
    if (st == HAT_OK && !workbook) {
        st = hat_entries_out_flush(&out, true);
    }
    if (st == HAT_OK) {
        st = hat_output_finish(out.file, diags);
    }
    if (st == HAT_OK) {
        st = hat_output_commit(out.file, diags);
    }
    hat_output_free(out.file);
    hat_buf_fini(&out.buf);
    return st;
}

hat_status hat_entries_write(hat_entries *entries, const char *path, hat_diags *diags)
{
    enum kind kind = kind_of(path);
    if (kind == KIND_UNKNOWN) {
        struct hat_place place = {.file = path};
        hat_diags_add(diags, HAT_MSG_ENTRIES_KIND, &place, HAT_STR(""));
        return HAT_ERR_USAGE;
    }
    return write_file(entries, kind, path, diags);
}

hat_status hat_entries_report(hat_entries *entries, const char *path, hat_diags *diags)
{
    return write_file(entries, KIND_REPORT, path, diags);
}

size_t hat_entries_summary(const hat_entries *entries, const char *lang, char *buf, size_t cap)
{
    struct hat_buf text = {0};
    hat_entries_put_summary(&entries->list, lang, &text);
    size_t len = hat_buf_copy_out(&text, buf, cap);
    hat_buf_fini(&text);
    return len;
}
