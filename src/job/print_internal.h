/* print_internal.h -- a document's parts printed to PDF, PNG and SVG in one layout run.
 *
 *     press open ──► letter, letter, letter ... ──► close
 *
 * What letters have in common is opened once and kept in the press. A letter's files do not depend
 * on what was printed before it: it gives the same bytes alone and as the 500th.
 */
#ifndef HAT_JOB_PRINT_INTERNAL_H
#define HAT_JOB_PRINT_INTERNAL_H

#include "data/data.h"
#include "job/job.h"
#include "job/outputs_internal.h"
#include "package/parts.h"

/* Fonts, shaped words, hyphenation: process lifetime. After a fork each process goes on with a
 * press of its own; not to be shared between threads. */
struct hat_press;

/* `settings` hold for all its letters and are borrowed until it is closed. Statuses of
 * hat_fonts_open(). */
enum hat_status hat_press_open(const struct hat_job_settings *settings, hat_diags *diags,
                               struct hat_press **out);
void hat_press_close(struct hat_press *press);

/* Is any of `targets` made of pages, so that a press is needed? */
bool hat_targets_printed(const struct hat_targets *targets);

/* Makes the pages of `parts` for those of `targets` that are printed; opens and finishes their
 * outputs in `set`. `data`: what they were merged from, NULL for a document as it stands. */
enum hat_status hat_print(struct hat_press *press, const struct hat_parts *parts,
                          const hat_data *data, const struct hat_targets *targets, hat_diags *diags,
                          struct hat_output_set *set);

/* ---- many letters in one PDF ---- */

/* Letters after each other: each on its own pages, with its own page numbers, page count, language
 * and links, an entry of the outline and a part of the structure tree. */
struct hat_merged_pdf;

/* `title` of the file, NULL: that of the first letter. `data`: whose files are attached when that
 * is asked for, NULL: none. Both are borrowed until the end, as the press is. */
enum hat_status hat_merged_pdf_new(struct hat_press *press, const char *title, const hat_data *data,
                                   struct hat_merged_pdf **out);
/* Adds the letter of `parts`, merged from `data`, called `name` in the outline. A letter that
 * cannot be read is left out; one that fails on its pages spoils the file, and each call after it
 * returns the same status. */
enum hat_status hat_merged_pdf_add(struct hat_merged_pdf *merged, const struct hat_parts *parts,
                                   const hat_data *data, struct hat_str name, hat_diags *diags);
/* Writes and finishes `output`; what the whole has to tell goes to `diags`. HAT_ERR_USAGE: no
 * letter was added. */
enum hat_status hat_merged_pdf_finish(struct hat_merged_pdf *merged, struct hat_output *output,
                                      hat_diags *diags);
void hat_merged_pdf_free(struct hat_merged_pdf *merged);

#endif
