/* text_internal.h -- the bytes of a data file as clean UTF-8, or a clear message why not. */
#ifndef HAT_DATA_TEXT_INTERNAL_H
#define HAT_DATA_TEXT_INTERNAL_H

#include "data/data.h"

/* Takes off a byte order mark and makes UTF-8 of UTF-16 and, when `code_pages`, of the tables of
 * charset.c (with a warning, unless source->encoding names one); *text is a part of `raw`, or in
 * the arena. Refuses, with a message: other kinds of file (ZIP, gzip, old Excel), UTF-32, other
 * bytes that are not UTF-8, NUL bytes. HAT_ERR_DATA, HAT_ERR_NOMEM. */
enum hat_status hat_data_text(struct hat_str raw, bool code_pages,
                              const struct hat_data_source *source, struct hat_str *text);

/* May it stand in source->encoding? */
bool hat_data_knows_encoding(struct hat_str name);

/* A number in decimal digits, for the argument of a message. */
struct hat_digits {
    char text[24];
};
struct hat_digits hat_digits(uint64_t number);

/* The begin of a text, "…" behind it when it was cut, for the argument of a message. */
struct hat_excerpt {
    char text[176];
};
struct hat_excerpt hat_excerpt(struct hat_str text);

/* Line and character of byte `at`, both 1-based; CR, LF and CRLF end a line. */
struct hat_place hat_text_place(struct hat_str text, size_t at, const char *file);

#endif
