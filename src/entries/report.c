/* report.c -- what was found, for programs (JSON) and for people (a few lines).
 *
 *     {"summary": {"rows": 27, "entries": 26, "links": 19, ...},
 *      "problems": [{"file": "a.csv", "sheet": null, "row": 8, "column": "Сілтемелер",
 *                    "severity": "error", "code": "L14", "value": "...", "proposal": null,
 *                    "text": {"kk": "...", "ru": "...", "en": "..."}}, ...]}
 */
#include "entries/write_internal.h"
#include "language/messages.h"

static const char *const severities[] = {
    [HAT_NOTE] = "note", [HAT_WARNING] = "warning", [HAT_ERROR] = "error"};

static void put(struct hat_buf *buf, const char *text)
{
    hat_buf_put(buf, text, strlen(text));
}

/* ---- problems ---- */

static size_t said_count(const struct hat_entry_list *list)
{
    return list->said != NULL ? hat_diags_count(list->said) : 0;
}

size_t hat_problem_count(const struct hat_entry_list *list)
{
    return said_count(list) + list->finding_count;
}

struct hat_problem hat_problem_at(const hat_data *data, const struct hat_entry_list *list,
                                  size_t index)
{
    if (index < said_count(list)) {
        return (struct hat_problem){.diag = *hat_diags_at(list->said, index)};
    }
    const struct hat_finding *finding = &list->findings[index - said_count(list)];
    return (struct hat_problem){.diag = {.code = finding->code,
                                         .softened = finding->softened,
                                         .place = hat_data_place(data, finding->cell),
                                         .args = {finding->args[0], finding->args[1]}},
                                .value = hat_value_str(finding->cell),
                                .proposal = finding->proposal};
}

const char *hat_problem_code(enum hat_message code)
{
    const char *check = hat_message_check(code);
    return check != NULL ? check : hat_message_name(code);
}

/* ---- for programs ---- */

static void put_name(struct hat_buf *buf, const char *name)
{
    hat_json_put(buf, hat_str_from(name));
    put(buf, ": ");
}

/* A text whose .ptr is NULL is null. */
static void put_str(struct hat_buf *buf, const char *name, struct hat_str text)
{
    put_name(buf, name);
    if (text.ptr != NULL) {
        hat_json_put(buf, text);
    } else {
        put(buf, "null");
    }
    put(buf, ", ");
}

static void put_text(struct hat_buf *buf, const char *name, const char *text)
{
    put_str(buf, name, text != NULL ? hat_str_from(text) : (struct hat_str){NULL, 0});
}

static void put_number(struct hat_buf *buf, const char *name, uint32_t number)
{
    put_name(buf, name);
    hat_buf_printf(buf, "%u, ", number);
}

static void put_regions(struct hat_buf *buf, const struct hat_entries_counts *counts)
{
    put(buf, "\"regions\": [");
    for (unsigned i = 0; i < HAT_REGION_COUNT; i++) {
        put(buf, i > 0 ? ", {" : "{");
        put_text(buf, "code", hat_region_code(i));
        put_text(buf, "name", hat_region_name(i, "kk"));
        hat_buf_printf(buf, "\"entries\": %u}", counts->regions[i]);
    }
    hat_buf_printf(buf, "], \"region_unknown\": %u", counts->regions[HAT_NO_REGION]);
}

static void put_counts(struct hat_buf *buf, const struct hat_entries_counts *counts)
{
    put_number(buf, "rows", counts->rows);
    put_number(buf, "entries", counts->kept);
    put_number(buf, "links", counts->links);
    put_number(buf, "organisations", counts->organisations);
    put_number(buf, "joined", counts->joined);
    put_number(buf, "repeated", counts->repeats);
    put_number(buf, "dropped", counts->dropped);
    put_number(buf, "in_period", counts->in_period);
    put_number(buf, "out_of_period", counts->out_of_period);
    put_number(buf, "errors", counts->errors);
    put_number(buf, "warnings", counts->warnings);
    put_number(buf, "notes", counts->notes);
    put_regions(buf, counts);
}

/* A sentence in one language; `scratch` is used on the way. */
static void put_sentence(struct hat_buf *buf, const struct hat_diag *diag, const char *lang,
                         struct hat_buf *scratch)
{
    scratch->len = 0;
    hat_message_sentence(diag, hat_lang_from(hat_str_from(lang)), scratch);
    put_name(buf, lang);
    hat_json_put(buf, (struct hat_str){scratch->data, scratch->len});
    buf->failed = buf->failed || scratch->failed;
}

static void put_problem(struct hat_buf *buf, const struct hat_problem *problem,
                        struct hat_buf *scratch)
{
    const struct hat_diag *diag = &problem->diag;
    const struct hat_place *place = &diag->place;
    put(buf, "  {");
    put_text(buf, "file", place->file);
    put_text(buf, "sheet", place->sheet);
    put_number(buf, "row", place->record > 0 ? place->record : place->line);
    put_text(buf, "column", place->column);
    put_text(buf, "severity", severities[hat_diag_severity(diag)]);
    put_text(buf, "code", hat_problem_code(diag->code));
    put_str(buf, "value", problem->value);
    put_str(buf, "proposal", problem->proposal);
    put(buf, "\"text\": {");
    put_sentence(buf, diag, "kk", scratch);
    put(buf, ", ");
    put_sentence(buf, diag, "ru", scratch);
    put(buf, ", ");
    put_sentence(buf, diag, "en", scratch);
    put(buf, "}}");
}

enum hat_status hat_entries_write_report(const hat_data *data, const struct hat_entry_list *list,
                                         struct hat_entries_out *out)
{
    struct hat_buf scratch = {0};
    enum hat_status st = HAT_OK;
    put(&out->buf, "{\"summary\": {");
    put_counts(&out->buf, &list->counts);
    put(&out->buf, "},\n\"problems\": [\n");
    for (size_t i = 0; i < hat_problem_count(list) && st == HAT_OK; i++) {
        const struct hat_problem problem = hat_problem_at(data, list, i);
        put(&out->buf, i > 0 ? ",\n" : "");
        put_problem(&out->buf, &problem, &scratch);
        st = hat_entries_out_flush(out, false);
    }
    put(&out->buf, "\n]}\n");
    hat_buf_fini(&scratch);
    return st;
}

/* ---- for people ---- */

struct words {
    const char *rows, *entries, *links, *organisations, *joined, *repeated, *dropped, *in, *out,
        *unknown, *errors, *warnings, *notes;
};

static const struct words *words_of(const char *lang)
{
    static const struct words kk = {"жол",
                                    "жазба",
                                    "сілтеме",
                                    "ұйым",
                                    "біріктірілген",
                                    "қайталанған",
                                    "алынып тасталған",
                                    "мерзім ішінде",
                                    "мерзімнен тыс",
                                    "өңірі белгісіз",
                                    "қате",
                                    "ескерту",
                                    "хабарлама"};
    static const struct words ru = {"строк",     "записей",           "ссылок",  "организаций",
                                    "соединено", "повторов",          "удалено", "в срок",
                                    "вне срока", "регион неизвестен", "ошибок",  "предупреждений",
                                    "примечаний"};
    static const struct words en = {"rows",       "entries",        "links",   "organisations",
                                    "joined",     "repeated",       "dropped", "in the period",
                                    "outside it", "region unknown", "errors",  "warnings",
                                    "notes"};
    enum hat_lang in = hat_lang_from(hat_str_from(lang));
    return in == HAT_LANG_KK ? &kk : in == HAT_LANG_RU ? &ru : &en;
}

static void put_count(struct hat_buf *buf, const char *word, uint32_t count, bool always)
{
    if (count > 0 || always) {
        bool begin = buf->len == 0 || buf->data[buf->len - 1] == '\n';
        hat_buf_printf(buf, "%s%s: %u", begin ? "" : ", ", word, count);
    }
}

/* "L09 27, L14 2": how often each code was found. One code may be that of several messages. */
static void put_codes(struct hat_buf *buf, const struct hat_entry_list *list)
{
    uint32_t counts[HAT_MESSAGE_COUNT] = {0};
    bool any = false;
    for (size_t i = 0; i < said_count(list); i++) {
        counts[hat_diags_at(list->said, i)->code]++;
    }
    for (size_t i = 0; i < list->finding_count; i++) {
        counts[list->findings[i].code]++;
    }
    for (int i = 0; i < HAT_MESSAGE_COUNT; i++) {
        const char *code = hat_problem_code((enum hat_message)i);
        uint32_t count = counts[i];
        for (int j = i + 1; j < HAT_MESSAGE_COUNT && count > 0; j++) {
            bool same = counts[j] > 0 && strcmp(hat_problem_code((enum hat_message)j), code) == 0;
            count += same ? counts[j] : 0;
            counts[j] = same ? 0 : counts[j];
        }
        if (count > 0) {
            hat_buf_printf(buf, "%s%s %u", any ? ", " : "", code, count);
            any = true;
        }
    }
    put(buf, any ? "\n" : "");
}

void hat_entries_put_summary(const struct hat_entry_list *list, const char *lang,
                             struct hat_buf *buf)
{
    const struct hat_entries_counts *counts = &list->counts;
    const struct words *words = words_of(lang);
    const char *region_lang = words == words_of("kk")   ? "kk"
                              : words == words_of("ru") ? "ru"
                                                        : "en";
    put_count(buf, words->rows, counts->rows, true);
    put_count(buf, words->entries, counts->kept, true);
    put_count(buf, words->links, counts->links, true);
    put_count(buf, words->organisations, counts->organisations, true);
    put_count(buf, words->joined, counts->joined, false);
    put_count(buf, words->repeated, counts->repeats, false);
    put_count(buf, words->dropped, counts->dropped, false);
    put_count(buf, words->in, counts->in_period, false);
    put_count(buf, words->out, counts->out_of_period, false);
    put(buf, "\n");
    for (unsigned i = 0; i < HAT_REGION_COUNT; i++) {
        put_count(buf, hat_region_name(i, region_lang), counts->regions[i], false);
    }
    put_count(buf, words->unknown, counts->regions[HAT_NO_REGION], false);
    put(buf, "\n");
    put_count(buf, words->errors, counts->errors, true);
    put_count(buf, words->warnings, counts->warnings, true);
    put_count(buf, words->notes, counts->notes, true);
    put(buf, "\n");
    put_codes(buf, list);
}
