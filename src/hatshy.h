/* hatshy.h -- the whole public interface of libhatshy: letters from entries and templates.
 *
 *     hat_template *tmpl;  hat_data *data;
 *     hat_template_open("notice.docx", NULL, diags, &tmpl);
 *     hat_data_new(&data);
 *     hat_data_add_fields(data, "letter.json", NULL, diags);
 *     hat_data_add_entries(data, "entries", "entries.csv", NULL, diags);
 *     hat_generate(tmpl, data, (const char *[]){"n.docx", "n.pdf"}, 2, NULL, diags);
 *
 * Conventions used by every function below:
 *  - A function that can fail returns hat_status (HAT_OK == 0) and writes its result through its
 *    last parameter; on failure the result is untouched.
 *  - Details of a failure are in the hat_diags given by the caller (NULL: not wanted), never on
 *    stderr and never in a global. The library does not print, exit or call setlocale.
 *  - hat_X_new() and hat_X_open() give an object the caller frees with hat_X_free();
 *    hat_X_free(NULL) does nothing. Every other returned pointer is borrowed and lives as long as
 *    the object it was read from.
 *  - Text is UTF-8 and NUL-terminated; paths are as the system takes them.
 *  - Different objects may be used from different threads at the same time.
 */
#ifndef HATSHY_H
#define HATSHY_H

#include <stddef.h>

#include "hatshy_export.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Result of every fallible call. Values are part of the ABI: append only. */
typedef enum hat_status {
    HAT_OK = 0,           /**< done; there may be warnings */
    HAT_ERR_NOMEM = 1,    /**< an allocation failed */
    HAT_ERR_LIMIT = 2,    /**< an input is over a documented limit; see the diagnostics */
    HAT_ERR_TEMPLATE = 3, /**< the template or document is wrong; see the diagnostics */
    HAT_ERR_DATA = 4,     /**< the entries or fields are wrong; see the diagnostics */
    HAT_ERR_IO = 5,       /**< the system refused; its reason is in the diagnostics */
    HAT_ERR_USAGE = 6,    /**< an argument makes no sense, such as an output of unknown kind */
    HAT_ERR_INPUT = 7,    /**< an input file is not there or is no ordinary file */
    HAT_ERR_STOPPED = 8   /**< the caller asked to end (hat_batch_options.stopped) */
} hat_status;

typedef enum hat_severity { HAT_NOTE = 0, HAT_WARNING = 1, HAT_ERROR = 2 } hat_severity;

/** What to do with a name that the data does not have. */
typedef enum hat_missing {
    HAT_MISSING_ERROR = 0, /**< an error (default) */
    HAT_MISSING_EMPTY = 1, /**< print nothing */
    HAT_MISSING_KEEP = 2   /**< leave the tag as it is */
} hat_missing;

/** What a PDF conforms to. */
typedef enum hat_pdf_profile {
    HAT_PDF_DEFAULT = 0, /**< HAT_PDF_A3A with attached data, else HAT_PDF_A2A */
    HAT_PDF_PLAIN = 1,   /**< PDF 1.7 with links, title and outline; no tags */
    HAT_PDF_A2U = 2,     /**< PDF/A-2u: for archives; no tags */
    HAT_PDF_A2A = 3,     /**< PDF/A-2a and PDF/UA-1: for archives and screen readers */
    HAT_PDF_A3A = 4      /**< PDF/A-3a and PDF/UA-1: the same, files may be attached */
} hat_pdf_profile;

typedef struct hat_template hat_template; /**< compiled, immutable, shareable between threads */
typedef struct hat_data hat_data;         /**< letter fields and lists of entries */
typedef struct hat_diags hat_diags;       /**< diagnostics, in order of discovery */

/** Options; start from HAT_OPTIONS_INIT. NULL in a call means HAT_OPTIONS_INIT. */
typedef struct hat_options {
    size_t size;         /**< sizeof(hat_options) of the caller: set by HAT_OPTIONS_INIT */
    const char *lang;    /**< "kk", "ru", "en"; NULL: from data and document */
    const char *date;    /**< "YYYY-MM-DD" for @today and file dates; NULL: SOURCE_DATE_EPOCH,
                              else the clock for @today and 1980-01-01 for file dates */
    hat_missing missing; /**< what an unknown name does */
    const char *fonts;   /**< folder with fonts.conf and own fonts; NULL: the installed one */
    double png_dpi;      /**< resolution of .png outputs [dots per inch]; 0: 96 */
    /** Called while pages are made, with the number done and the number known to come (0: not
     * known); NULL: not wanted. */
    void (*progress)(void *ctx, size_t done, size_t total);
    void *progress_ctx;   /**< passed to `progress` */
    hat_pdf_profile pdf;  /**< profile of .pdf outputs */
    int attach_data;      /**< non-zero: .pdf outputs hold the files that the data was read from
                               (profile HAT_PDF_A3A or HAT_PDF_PLAIN); hat_render() has none */
    const char *partials; /**< folder of sub-templates, for hat_template_open(); NULL: the
                               template's own */
} hat_options;

/* clang-format off */
#define HAT_OPTIONS_INIT \
    { sizeof(hat_options), NULL, NULL, HAT_MISSING_ERROR, NULL, 96.0, NULL, NULL, \
      HAT_PDF_DEFAULT, 0, NULL }
/* clang-format on */

/** "0.1.0 (libxml2 2.9.14, libzip 1.7.3, cairo 1.16.0, ...)"; static. */
HATSHY_EXPORT const char *hat_version(void);

/** Makes libxml2 and the other libraries end the process cleanly (exit status 3, temporary
 * outputs removed) when memory ends, instead of going on with a wrong letter: libxml2 2.9 loses
 * failed allocations. For programs; call it before anything else. A library user who does not
 * call it must make sure that memory does not end. */
HATSHY_EXPORT void hat_exit_when_out_of_memory(void);

/** Removes the temporary files of outputs that are being written: for a signal handler
 * (async-signal-safe). The process should end after it. */
HATSHY_EXPORT void hat_abandon_outputs(void);

/* ---- diagnostics ---- */

/** Makes an empty list. Returns NULL when out of memory. */
HATSHY_EXPORT hat_diags *hat_diags_new(void);
HATSHY_EXPORT void hat_diags_free(hat_diags *diags);

/** Number of diagnostics held. */
HATSHY_EXPORT size_t hat_diags_count(const hat_diags *diags);
HATSHY_EXPORT hat_severity hat_diags_severity(const hat_diags *diags, size_t index);
/** Stable code such as "name-unknown"; static. NULL past the end. */
HATSHY_EXPORT const char *hat_diags_code(const hat_diags *diags, size_t index);

/** Of each kind of warnings the first 20 are held. Adds a note for each kind that there were more
 * of, with their number; to be called once, before they are shown. */
HATSHY_EXPORT void hat_diags_tell_rest(hat_diags *diags);

/** Formats diagnostic `index` (0-based) as "FILE: PLACE: severity: TEXT".
 *
 * @param lang  "kk", "ru" or "en"; anything else means "en".
 * @param json  non-zero: as one JSON object instead (file, place, severity, code, check, text).
 * @param buf   receives at most `cap` bytes including the NUL; may be NULL if `cap` is 0.
 * @return the length the text needs, without the NUL (as snprintf does); 0 past the end.
 */
HATSHY_EXPORT size_t hat_diags_format(const hat_diags *diags, size_t index, const char *lang,
                                      int json, char *buf, size_t cap);

/* ---- data ---- */

/** Makes empty data. @return HAT_OK or HAT_ERR_NOMEM. */
HATSHY_EXPORT hat_status hat_data_new(hat_data **out);
HATSHY_EXPORT void hat_data_free(hat_data *data);

/** Reads letter fields from a JSON object, or from a table of two columns (name, value); a
 * workbook's other sheets become lists called like them. Later calls win. Fails as a whole: on an
 * error `data` is as it was.
 *
 * @param path    file to read; "-" is standard input.
 * @param format  "json", "csv", "tsv", "xlsx", "ods"; NULL: by the file name's ending. Behind a
 *                colon the encoding of a CSV or TSV file may follow, "csv:kz-1048" or ":cp1251"
 *                (utf-8, utf-16le, utf-16be, cp1251, kz-1048, ptcp154); without it, it is found.
 * @return HAT_OK, HAT_ERR_DATA, HAT_ERR_LIMIT, HAT_ERR_IO or HAT_ERR_NOMEM.
 */
HATSHY_EXPORT hat_status hat_data_add_fields(hat_data *data, const char *path, const char *format,
                                             hat_diags *diags);

/** Reads a list of entries (JSON array of objects, CSV, TSV, XLSX, ODS, or the table of an earlier
 * letter, DOCX or ODT) and names it `name`.
 * Parameters and results as hat_data_add_fields(). */
HATSHY_EXPORT hat_status hat_data_add_entries(hat_data *data, const char *name, const char *path,
                                              const char *format, hat_diags *diags);

/** From now on a file whose letters were replaced by "?" when it was saved is read all the same:
 * that it is damaged is told as an error, but does not make the reading fail. For those who go on
 * in spite of errors, and for lists that are cleaned (hat_data_clean_entries()). */
HATSHY_EXPORT void hat_data_keep_lost_letters(hat_data *data);

/** Sets one text field, by a dotted name; wins over files read before. */
HATSHY_EXPORT hat_status hat_data_set(hat_data *data, const char *name, const char *value,
                                      hat_diags *diags);

/* ---- lists of entries: cleaned and checked (hatshy-entries(5)) ---- */

typedef struct hat_entries hat_entries; /**< one list, of one or several files */

/** What becomes of an entry whose post another entry has already. */
typedef enum hat_duplicates {
    HAT_DUPLICATES_ERROR = 0, /**< an error (default) */
    HAT_DUPLICATES_KEEP = 1,  /**< kept, with a warning */
    HAT_DUPLICATES_DROP = 2   /**< left out, with a warning */
} hat_duplicates;

/** What a list must be like; start from HAT_ENTRIES_OPTIONS_INIT. */
typedef struct hat_entries_options {
    size_t size;               /**< sizeof of the caller: set by HAT_ENTRIES_OPTIONS_INIT */
    const char *schema;        /**< a Table Schema file; NULL: what is known of columns by itself */
    const char *period;        /**< "2026-02-11..2026-02-25", both days included; NULL: any */
    const char *date;          /**< today, "YYYY-MM-DD"; NULL: SOURCE_DATE_EPOCH or the clock */
    const char *hashtag;       /**< the hashtag asked for, with its #; NULL: any */
    hat_duplicates duplicates; /**< what repeated posts are */
    unsigned max_seconds;      /**< longest video; 0: 60 */
    const char *lang;          /**< of workbooks written: "kk", "ru", "en"; NULL: kk */
    /** hat_data_clean_entries(): non-zero: nobody asked for the cleaning. A list is then looked at
     * only when it has a column of organisations and one of links that mostly lead to Instagram,
     * and columns of the file keep their values, also one called link. */
    int only_posts;
    int errors_only; /**< hat_data_clean_entries(): non-zero: warnings are not told */
    unsigned jobs;   /**< threads that look at entries; 0: one. The result is the same */
} hat_entries_options;

/* clang-format off */
#define HAT_ENTRIES_OPTIONS_INIT \
    { sizeof(hat_entries_options), NULL, NULL, NULL, NULL, HAT_DUPLICATES_ERROR, 0, NULL, 0, 0, 0 }
/* clang-format on */

/** Makes an empty list and reads the schema.
 * @param options  NULL means HAT_ENTRIES_OPTIONS_INIT; its texts must live as long as the list.
 * @return HAT_OK, HAT_ERR_USAGE (a period or date that is none), as hat_data_add_fields(). */
HATSHY_EXPORT hat_status hat_entries_new(const hat_entries_options *options, hat_diags *diags,
                                         hat_entries **out);
HATSHY_EXPORT void hat_entries_free(hat_entries *entries);

/** Adds the rows of a file. Parameters and results as hat_data_add_entries(). */
HATSHY_EXPORT hat_status hat_entries_add(hat_entries *entries, const char *path, const char *format,
                                         hat_diags *diags);

/** Cleans and checks all rows added, as one list. Call it once, before the functions below.
 * Errors and warnings go to `diags`; notes are in the report alone.
 * @return HAT_OK; HAT_ERR_DATA when there are errors (the list can be written all the same);
 *         HAT_ERR_NOMEM. */
HATSHY_EXPORT hat_status hat_entries_clean(hat_entries *entries, hat_diags *diags);

/** Writes the cleaned list, whole or not at all: .csv, .tsv, .json, or .xlsx or .ods (with a sheet
 * of problems). @return HAT_OK, HAT_ERR_USAGE (another ending), HAT_ERR_IO, HAT_ERR_NOMEM. */
HATSHY_EXPORT hat_status hat_entries_write(hat_entries *entries, const char *path,
                                           hat_diags *diags);

/** Writes every finding and all counts as JSON, whole or not at all. */
HATSHY_EXPORT hat_status hat_entries_report(hat_entries *entries, const char *path,
                                            hat_diags *diags);

/** Some lines for people: counts, regions, how often each code was found.
 * @param lang, buf, cap  as in hat_diags_format(). @return the length needed. */
HATSHY_EXPORT size_t hat_entries_summary(const hat_entries *entries, const char *lang, char *buf,
                                         size_t cap);

/** Cleans and checks a list of `data`, and adds to each entry what a template can use:
 * organisation (org too), link, link_original, key, region, region_code, published; to the data the
 * counts, called like the list with "_summary" behind it. The period, the hashtag and the longest
 * video are those of the fields date_from, date_to, hashtag and max_minutes where `options` say
 * nothing.
 *
 * @param options  NULL: with `only_posts` and `errors_only`, and nothing else.
 * @return HAT_OK; HAT_ERR_DATA when there are errors (`data` is changed all the same) or no such
 *         list; HAT_ERR_USAGE, HAT_ERR_NOMEM. */
HATSHY_EXPORT hat_status hat_data_clean_entries(hat_data *data, const char *name,
                                                const hat_entries_options *options,
                                                hat_diags *diags);

/* ---- letters ---- */

/** Reads and compiles a DOCX or ODT template.
 *
 * All errors of the template are reported in `diags`, not the first alone.
 * @return HAT_OK, HAT_ERR_TEMPLATE, HAT_ERR_LIMIT, HAT_ERR_IO or HAT_ERR_NOMEM.
 */
HATSHY_EXPORT hat_status hat_template_open(const char *path, const hat_options *options,
                                           hat_diags *diags, hat_template **out);
HATSHY_EXPORT void hat_template_free(hat_template *tmpl);

/** Writes the compiled program as text, one operation a line (for support and tests).
 * @return the length needed without the NUL, as snprintf does. */
HATSHY_EXPORT size_t hat_template_dump(const hat_template *tmpl, char *buf, size_t cap);

/** Writes the names that the template uses, one use a line, in the order of the document: the name,
 * how it is used (text, list, condition, link, picture) and the place, with tabs between.
 * @param lang  "kk", "ru" or "en", for the place; anything else means "en".
 * @return the length needed without the NUL, as snprintf does. */
HATSHY_EXPORT size_t hat_template_list(const hat_template *tmpl, const char *lang, char *buf,
                                       size_t cap);

/** Merges `data` into `tmpl` and writes each output, whole or not at all.
 *
 * @param outputs  `count` paths; the ending says what is made: the template's own .docx or .odt,
 *                 .pdf, .png or .svg (several pages: name-1.png, name-2.png ...).
 * @return HAT_OK; HAT_ERR_DATA or HAT_ERR_TEMPLATE (nothing is written); HAT_ERR_USAGE (an output
 *         of unknown kind, or the template itself); HAT_ERR_LIMIT, HAT_ERR_IO, HAT_ERR_NOMEM.
 */
HATSHY_EXPORT hat_status hat_generate(const hat_template *tmpl, const hat_data *data,
                                      const char *const *outputs, size_t count,
                                      const hat_options *options, hat_diags *diags);

/** What a batch has done so far. */
typedef struct hat_batch_state {
    size_t letters; /**< to be made in all */
    size_t made;
    size_t kept; /**< were there and unchanged */
    size_t failed;
} hat_batch_state;

/** How a batch is made; start from HAT_BATCH_OPTIONS_INIT. */
typedef struct hat_batch_options {
    size_t size;               /**< sizeof of the caller: set by HAT_BATCH_OPTIONS_INIT */
    const hat_options *letter; /**< of each letter, without its progress; NULL: HAT_OPTIONS_INIT */
    const char *list;          /**< the list that is divided; NULL: "entries" */
    const char *by;            /**< field that a letter's entries share; NULL: a letter an entry */
    unsigned jobs;             /**< processes that make letters; 0: one a processor */
    int resume;                /**< non-zero: letters that are there and unchanged are kept */
    const char *report;        /**< JSON file that tells what became of each letter; NULL: none */
    unsigned letter_seconds;   /**< longest time of one letter; 0: 30 */
    unsigned letter_mb;        /**< most memory of one letter; 0: 512 */
    /** Called a few times a second and at the end; NULL: not wanted. */
    void (*progress)(void *ctx, const hat_batch_state *state);
    /** Asked a few times a second: non-zero ends the batch in good order; NULL: never. */
    int (*stopped)(void *ctx);
    void *ctx; /**< passed to `progress` and `stopped` */
    /** Not NULL: all letters become one PDF, whole or not at all, with an entry of the outline
     * each; this is the entry's name, with tags; "" means {{@key}} or {{@letter}}. */
    const char *merge;
    int said;        /**< what each letter says is checked as by hat_check_letter(), against its own
                      * entries: 0: it is not; 1: errors; 2: warnings, too */
    int said_forced; /**< non-zero: such errors are told, and the letter is made all the same */
} hat_batch_options;

/* clang-format off */
#define HAT_BATCH_OPTIONS_INIT \
    { sizeof(hat_batch_options), NULL, NULL, NULL, 0, 0, NULL, 0, 0, NULL, NULL, NULL, NULL, 0, 0 }
/* clang-format on */

/** Makes a letter of each entry, or of each group of entries (hatshy(1), batch).
 *
 * A letter sees the entry's members over the fields, or the group's field; its own entries as the
 * list, the whole list as `all`, and {{@key}}, {{@letter}}, {{@letters}}. Processes are forked and
 * waited for: call it when no other thread of the program runs.
 *
 * @param outputs  `count` patterns: names as for hat_generate() with tags in them; a file's name is
 *                 made safe, unique, and never leaves the folder that stands before the first tag.
 *                 "letters.zip" or "letters.zip/{{name}}.pdf" puts the letters into an archive.
 *                 With options->merge one .pdf without tags; a letter that fails: it is not made.
 * @return HAT_OK: all letters are there; HAT_ERR_DATA: some failed, the others are there;
 *         HAT_ERR_STOPPED; other statuses as hat_generate(): nothing more was made. */
HATSHY_EXPORT hat_status hat_batch(const hat_template *tmpl, const hat_data *data,
                                   const char *const *outputs, size_t count,
                                   const hat_batch_options *options, hat_diags *diags);

/** Compares the letters of an earlier batch with its journal; each that is gone, changed or was not
 * made is an error in `diags`.
 * @param outputs  as for hat_batch(), or the folders or archives alone.
 * @param state  receives the numbers: `kept` are as they were made, `failed` are not.
 * @return HAT_OK; HAT_ERR_DATA; HAT_ERR_INPUT (there is no journal); HAT_ERR_IO, HAT_ERR_NOMEM. */
HATSHY_EXPORT hat_status hat_batch_verify(const char *const *outputs, size_t count,
                                          hat_batch_state *state, hat_diags *diags);

/** Merges without writing: reports what hat_generate() would report, and warns of fields that the
 * template does not use and of names that are empty in all of the data. */
HATSHY_EXPORT hat_status hat_check(const hat_template *tmpl, const hat_data *data,
                                   const hat_options *options, hat_diags *diags);

/** Checks what a letter says: its fields date_from, date_to, plan_year and hashtag against one
 * another, and the text of the merged document: totals that are not those of the list "entries"
 * (see hat_data_clean_entries()), and slips of writing, as warnings.
 * @param tmpl         NULL: the fields alone.
 * @param errors_only  non-zero: warnings are not told.
 * @return HAT_OK; HAT_ERR_DATA when there are errors; HAT_ERR_USAGE, HAT_ERR_NOMEM. */
HATSHY_EXPORT hat_status hat_check_letter(const hat_template *tmpl, const hat_data *data,
                                          const hat_options *options, int errors_only,
                                          hat_diags *diags);

/** Writes a copy of the template `path` in which each of `messages` is a comment at its tag, for
 * Word and LibreOffice; messages without a place in the body come at its first paragraph.
 * @param output  a name ending as the template's format, .docx or .odt.
 * @param lang  of the comments: "kk", "ru" or "en"; anything else means "en". */
HATSHY_EXPORT hat_status hat_annotate(const char *path, const hat_diags *messages,
                                      const char *output, const char *lang, hat_diags *diags);

/** Prints a DOCX or ODT document as it stands to PDF, PNG or SVG; as hat_generate(). */
HATSHY_EXPORT hat_status hat_render(const char *document, const char *const *outputs, size_t count,
                                    const hat_options *options, hat_diags *diags);

/** Lists, a line each, the font families that `document` asks for, which file serves each, and
 * which letters are missing; with `document` NULL the configured families.
 * @param buf as in hat_diags_format(). @param len receives the length needed, without the NUL. */
HATSHY_EXPORT hat_status hat_fonts_report(const char *document, const hat_options *options,
                                          hat_diags *diags, char *buf, size_t cap, size_t *len);

#ifdef __cplusplus
}
#endif
#endif
