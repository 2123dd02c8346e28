/* entries.h -- what makes a list of entries trustworthy: its columns understood, its texts cleaned,
 * its links, organisations, dates and repeats checked (docs/entries.md).
 *
 *     data --lists of rows--> columns --> rows joined --> fields cleaned --> findings, counts
 *
 * Everything works offline. Nothing is mended in silence: every change and every doubt is a
 * finding, with the place of the cell, a stable code (F01, O03, L14, P02 ...) and, where there is
 * one, a proposal.
 */
#ifndef HAT_ENTRIES_ENTRIES_H
#define HAT_ENTRIES_ENTRIES_H

#include "data/data.h"

/* What a column can mean. */
enum hat_field {
    HAT_FIELD_NUMBER,
    HAT_FIELD_ORGANISATION,
    HAT_FIELD_LINK,
    HAT_FIELD_REGION,
    HAT_FIELD_DATE,
    HAT_FIELD_DURATION,
    HAT_FIELD_HASHTAG,
    HAT_FIELD_COUNT
};

enum { HAT_REGION_COUNT = 20, HAT_NO_REGION = HAT_REGION_COUNT };

/* ---- single values: each check on its own (text.c, links.c, organisations.c, ...) ---- */

struct hat_clean_text {
    struct hat_str text; /* the input itself when nothing was to be cleaned */
    bool invisible;      /* characters that cannot be seen were removed */
    bool spaces;         /* white space inside was changed */
    bool lookalikes;     /* Latin letters in Cyrillic words were replaced */
    enum hat_text_fault fault;
};

/* NFC, invisible characters, white space and, when `fold`, look-alikes. HAT_ERR_NOMEM. */
enum hat_status hat_text_clean(struct hat_arena *arena, struct hat_str raw, bool fold,
                               struct hat_clean_text *out);
/* Cyrillic letters that look like Latin ones become those (a link typed in Cyrillic). */
enum hat_status hat_text_to_latin(struct hat_arena *arena, struct hat_str text,
                                  struct hat_str *latin);

/* Findings about a link or an organisation are bits: HAT_BIT(14) of a link is L14. */
#define HAT_BIT(number) (UINT32_C(1) << (number))

/* Days since 1970-01-01, both included. */
struct hat_period {
    bool set;
    int64_t from, to;
};

struct hat_link {
    struct hat_str url;      /* canonical; the cleaned text when it is no such link */
    struct hat_str key;      /* the code of the post; .len 0: none */
    struct hat_str proposal; /* .ptr NULL: none */
    uint32_t found;          /* bits of L01 ... L21 */
    bool dated;              /* `published` was in the code */
    int64_t published;       /* seconds since 1970-01-01, UTC */
};

/* `today` [days]: a post of later days is impossible; 0: not known. HAT_ERR_NOMEM. */
enum hat_status hat_link_read(struct hat_arena *arena, struct hat_str raw, int64_t today,
                              struct hat_link *out);
/* The calendar day in Kazakhstan (UTC+5), in days since 1970-01-01. */
int64_t hat_link_day(int64_t seconds);

struct hat_organisation {
    struct hat_str name;     /* cleaned */
    struct hat_str proposal; /* quotes, spacing and legal form mended; .ptr NULL: nothing to */
    uint32_t found;          /* bits of O01 ... O16, those of one name */
    uint32_t mended;         /* those that the proposal would mend */
    uint64_t key, loose_key; /* the same for names that differ in spelling only; 0: none */
    enum hat_text_fault fault;
};

/* HAT_ERR_NOMEM. */
enum hat_status hat_organisation_read(struct hat_arena *arena, struct hat_str raw,
                                      struct hat_organisation *out);

struct hat_region_match {
    unsigned region;  /* index of a region; HAT_NO_REGION: unknown or ambiguous */
    uint32_t regions; /* bits of all that are meant: more than one is ambiguous */
    bool contradiction;
    bool near; /* the name is mistyped */
};

/* Finds the region that a text names: "Орал қаласы" is Батыс Қазақстан облысы. */
enum hat_status hat_region_find(struct hat_str text, struct hat_region_match *out);
/* "KZ-27" and the official name. `region` < HAT_REGION_COUNT. */
const char *hat_region_code(unsigned region);
const char *hat_region_name(unsigned region, const char *lang);

enum hat_day_kind { HAT_DAY_NONE, HAT_DAY_CLEAR, HAT_DAY_AMBIGUOUS };

/* "24.02.2026", "2026-02-24 16:23", "24 ақпан 2026", "02/03/2026" (ambiguous). */
enum hat_day_kind hat_day_read(struct hat_str text, int64_t *days);
/* "46077": the number that a workbook keeps for 24.02.2026, in a cell that was not formatted. */
bool hat_day_of_serial(struct hat_str text, int64_t *days);
/* "1:15", "75 сек", "1 мин 15 с", "1,5 мин", "45"; false when it is none. */
bool hat_duration_read(struct hat_str text, uint32_t *seconds);

/* ---- columns ---- */

/* Which column of the shape is which field: its index, or -1. `second` is the field of a column
 * that would also fit a field already taken. */
struct hat_columns {
    int of[HAT_FIELD_COUNT];
    int second[HAT_FIELD_COUNT];
};

struct hat_schema; /* schema.c */

/* Reads a Table Schema (JSON); the result is in source->arena, `text` must live as long.
 * HAT_ERR_DATA (told), HAT_ERR_LIMIT, HAT_ERR_NOMEM. */
enum hat_status hat_schema_read(struct hat_str text, const struct hat_data_source *source,
                                struct hat_schema **out);

void hat_columns_match(const struct hat_shape *shape, const struct hat_schema *schema,
                       struct hat_columns *out);
/* "organisation" */
const char *hat_field_name(enum hat_field field);

/* ---- lists ---- */

/* "2026-02-11..2026-02-25" */
bool hat_period_read(const char *text, struct hat_period *period);

enum hat_repeats { HAT_REPEATS_ERROR, HAT_REPEATS_KEEP, HAT_REPEATS_DROP };

struct hat_entries_rules {
    struct hat_period period;
    int64_t today; /* days; 0: not known */
    enum hat_repeats repeats;
    struct hat_str hashtag; /* .len 0: any */
    uint32_t most_seconds;  /* of a video */
    unsigned jobs;          /* threads that look at entries; 0: one */
    const struct hat_schema *schema;
};

struct hat_finding {
    enum hat_message code;
    bool softened;                /* an error that counts as a warning */
    const struct hat_value *cell; /* where: see hat_data_place() */
    struct hat_str args[2];
    struct hat_str proposal; /* .ptr NULL: none */
};

struct hat_entry {
    const struct hat_value *row;  /* as read */
    const struct hat_value *tail; /* the other part of a torn row; NULL: whole */
    struct hat_str organisation;  /* cleaned, parts joined */
    struct hat_str link_read;     /* as it stands, parts joined */
    struct hat_str url, key;      /* of the link: see hat_link */
    int64_t published;            /* seconds; 0: not known */
    uint8_t region;               /* HAT_NO_REGION: unknown */
    bool dropped;
};

struct hat_entries_counts {
    uint32_t rows;  /* of the lists */
    uint32_t kept;  /* entries of the result */
    uint32_t links; /* distinct */
    uint32_t organisations;
    uint32_t joined, dropped, repeats;
    uint32_t in_period, out_of_period;
    uint32_t regions[HAT_REGION_COUNT + 1]; /* entries; the last: unknown */
    uint32_t errors, warnings, notes;
};

/* The result of a check; init with zeroes, fini frees. Texts are in the arena given. */
struct hat_entry_list {
    struct hat_entry *entries;
    size_t count, cap;
    struct hat_finding *findings;
    size_t finding_count, findings_cap;
    struct hat_entries_counts counts;
    const hat_diags *said; /* by the readers of the files; borrowed, NULL: nothing */
};

/* Checks `lists` (of maps, with places of `data`) as one list. What is wrong with entries is in
 * the result alone. HAT_ERR_NOMEM. */
enum hat_status hat_entry_list_check(const hat_data *data, const struct hat_value *lists,
                                     size_t count, const struct hat_entries_rules *rules,
                                     struct hat_arena *arena, struct hat_entry_list *out);
void hat_entry_list_fini(struct hat_entry_list *list);
/* What the readers said belongs to the problems of the list, and is counted. */
void hat_entry_list_put_said(struct hat_entry_list *list, const hat_diags *said);

/* Findings of `least` severity and above, as messages. */
void hat_entry_list_tell(const hat_data *data, const struct hat_entry_list *list,
                         enum hat_severity least, hat_diags *diags);
enum hat_severity hat_finding_severity(const struct hat_finding *finding);

#endif
