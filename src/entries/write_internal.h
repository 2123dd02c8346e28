/* write_internal.h -- the cleaned list and the report as files. */
#ifndef HAT_ENTRIES_WRITE_INTERNAL_H
#define HAT_ENTRIES_WRITE_INTERNAL_H

#include "base/file.h"
#include "entries/table_internal.h"

/* A file is made through a buffer that is handed on when it is large. */
struct hat_entries_out {
    struct hat_output *file;
    struct hat_buf buf;
};

/* Hands the buffer on when it is over a size (or whatever it is, when `all`). HAT_ERR_NOMEM. */
enum hat_status hat_entries_out_flush(struct hat_entries_out *out, bool all);

enum hat_status hat_entries_write_csv(struct hat_table *table, char delimiter,
                                      struct hat_entries_out *out);
enum hat_status hat_entries_write_json(struct hat_table *table, struct hat_entries_out *out);
enum hat_status hat_entries_write_report(const hat_data *data, const struct hat_entry_list *list,
                                         struct hat_entries_out *out);
/* The workbook of list and problems; sentences in `lang`. Rows beyond HAT_WORKBOOK_ROWS_MAX are
 * not written. */
enum hat_status hat_entries_write_xlsx(struct hat_table *table, const hat_data *data,
                                       const char *lang, struct hat_entries_out *out);

enum hat_status hat_entries_write_ods(struct hat_table *table, const hat_data *data,
                                      const char *lang, hat_diags *diags,
                                      struct hat_entries_out *out);

/* Appends what people want to know of the list, some lines. */
void hat_entries_put_summary(const struct hat_entry_list *list, const char *lang,
                             struct hat_buf *buf);

/* What is wrong with the list: first what the readers said of the files, then the findings in the
 * order of the rows. Texts are borrowed. */
struct hat_problem {
    struct hat_diag diag;
    struct hat_str value, proposal; /* .ptr NULL: none */
};

size_t hat_problem_count(const struct hat_entry_list *list);
struct hat_problem hat_problem_at(const hat_data *data, const struct hat_entry_list *list,
                                  size_t index);
/* "L14", "csv-quotes": the code of a check, or else the name of the message. */
const char *hat_problem_code(enum hat_message code);

#endif
