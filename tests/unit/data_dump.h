/* data_dump.h -- a value tree as one line of text, for exact comparison.
 *
 *     {a: [1, true, null], b: "x"}
 */
#ifndef HAT_TESTS_DATA_DUMP_H
#define HAT_TESTS_DATA_DUMP_H

#include "base/buf.h"
#include "data/data.h"
#include "unit/unit.h"

static inline void dump_value(const struct hat_value *value, struct hat_buf *buf)
{
    struct hat_str text = hat_value_str(value);
    switch ((enum hat_type)value->type) {
    case HAT_NULL:
        hat_buf_printf(buf, "null");
        break;
    case HAT_BOOL:
        hat_buf_printf(buf, value->boolean ? "true" : "false");
        break;
    case HAT_NUMBER:
        hat_buf_put(buf, text.ptr, text.len);
        break;
    case HAT_TEXT:
        hat_buf_put(buf, "\"", 1);
        hat_buf_put(buf, text.ptr, text.len);
        hat_buf_put(buf, "\"", 1);
        break;
    case HAT_LIST:
        for (uint32_t i = 0; i < value->count; i++) {
            hat_buf_printf(buf, i == 0 ? "[" : ", ");
            dump_value(&value->as.items[i], buf);
        }
        hat_buf_printf(buf, value->count == 0 ? "[]" : "]");
        break;
    case HAT_MAP:
        for (uint32_t i = 0; i < value->count; i++) {
            struct hat_str name = value->as.map->shape->names[i];
            hat_buf_printf(buf, i == 0 ? "{" : ", ");
            hat_buf_put(buf, name.ptr, name.len);
            hat_buf_printf(buf, ": ");
            dump_value(&value->as.map->values[i], buf);
        }
        hat_buf_printf(buf, value->count == 0 ? "{}" : "}");
        break;
    }
}

static inline void assert_value(const struct hat_value *value, const char *expected)
{
    struct hat_buf buf = {0};
    dump_value(value, &buf);
    assert_non_null(buf.data);
    assert_string_equal(buf.data, expected);
    hat_buf_fini(&buf);
}

/* "code line:offset" or "code row N [argument]" of each diagnostic, joined with "; ". */
static inline void assert_diags(const hat_diags *diags, const char *expected)
{
    struct hat_buf buf = {0};
    for (size_t i = 0; i < hat_diags_count(diags); i++) {
        const struct hat_diag *diag = hat_diags_at(diags, i);
        hat_buf_printf(&buf, "%s%s", i > 0 ? "; " : "", hat_diags_code(diags, i));
        if (diag->place.line > 0) {
            hat_buf_printf(&buf, " %u:%u", diag->place.line, diag->place.offset);
        }
        if (diag->place.record > 0) {
            hat_buf_printf(&buf, " row %u", diag->place.record);
        }
        for (int j = 0; j < 4 && diag->args[j].len > 0; j++) {
            hat_buf_printf(&buf, " [%.*s]", (int)diag->args[j].len, diag->args[j].ptr);
        }
    }
    assert_string_equal(buf.data != NULL ? buf.data : "", expected);
    hat_buf_fini(&buf);
}

#endif
