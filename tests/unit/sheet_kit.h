/* sheet_kit.h -- small workbooks, made in memory and read, for tests. */
#ifndef HAT_TESTS_SHEET_KIT_H
#define HAT_TESTS_SHEET_KIT_H

#include "data/data.h"
#include "unit/data_dump.h"
#include "unit/sheet_maker.h"

struct book_reading {
    struct hat_arena arena;
    hat_diags *diags;
    struct hat_limits limits;
    struct hat_book book;
    enum hat_status status;
};

static inline void read_book(struct book_reading *reading, const struct hat_buf *file, bool all,
                             const struct hat_limits *limits)
{
    *reading = (struct book_reading){.diags = hat_diags_new(),
                                     .limits = limits != NULL ? *limits : HAT_LIMITS_DEFAULT};
    struct hat_data_source source = {.name = "book",
                                     .file = 5,
                                     .limits = &reading->limits,
                                     .diags = reading->diags,
                                     .arena = &reading->arena};
    assert_non_null(file->data);
    reading->status =
        hat_book_read_memory((struct hat_str){file->data, file->len}, all, &source, &reading->book);
}

static inline void release_book(struct book_reading *reading)
{
    hat_arena_fini(&reading->arena);
    hat_diags_free(reading->diags);
}

/* Reads the list of the workbook and frees `file`. `expected` NULL: it is refused. */
static inline void assert_book(struct hat_buf file, const char *expected, const char *diags)
{
    struct book_reading reading;
    read_book(&reading, &file, false, NULL);
    assert_diags(reading.diags, diags);
    if (expected == NULL) {
        assert_true(reading.status == HAT_ERR_DATA || reading.status == HAT_ERR_LIMIT);
        assert_int_equal(reading.book.count, 0);
    } else {
        assert_int_equal(reading.status, HAT_OK);
        assert_int_equal(reading.book.count, 1);
        assert_value(&reading.book.sheets[0].value, expected);
    }
    release_book(&reading);
    hat_buf_fini(&file);
}

/* `names` of sheets and their values, as "name = value; ...", a "*" before sheets of fields. */
static inline void assert_sheets(struct hat_buf file, const char *expected, const char *diags)
{
    struct book_reading reading;
    struct hat_buf text = {0};
    read_book(&reading, &file, true, NULL);
    assert_diags(reading.diags, diags);
    assert_int_equal(reading.status, HAT_OK);
    for (size_t i = 0; i < reading.book.count; i++) {
        const struct hat_book_sheet *sheet = &reading.book.sheets[i];
        assert_int_equal(sheet->value.file, 5 + i);
        hat_buf_printf(&text, "%s%s%s = ", i > 0 ? "; " : "", sheet->fields ? "*" : "",
                       sheet->name);
        dump_value(&sheet->value, &text);
    }
    assert_string_equal(text.data, expected);
    hat_buf_fini(&text);
    release_book(&reading);
    hat_buf_fini(&file);
}

#endif
