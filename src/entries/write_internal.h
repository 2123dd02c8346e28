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

/* A JSON string in quotes; bytes that are no UTF-8 become U+FFFD. */
void hat_put_json(struct hat_buf *buf, struct hat_str text);

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

/* The diagnostic of a finding, for its sentence and place. Texts are borrowed. */
struct hat_diag hat_finding_diag(const hat_data *data, const struct hat_finding *finding);

#endif
