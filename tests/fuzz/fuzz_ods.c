/* fuzz_ods.c -- pieces of an OpenDocument workbook, put together with right checksums so that the
 * mutations reach the reader.
 *
 * Input: automatic styles 0xFF tables. An input that begins with "d" is read as fields and lists,
 * any other as a list.
 */
#include "fuzz/walk_values.h"
#include "unit/sheet_maker.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool all = size > 0 && data[0] == 'd';
    struct hat_buf styles = {0}, tables = {0};
    size_t at = all ? 1 : 0;
    const uint8_t *end = at < size ? memchr(data + at, 0xFF, size - at) : NULL;
    size_t len = end != NULL ? (size_t)(end - data) - at : 0;
    hat_buf_put(&styles, (const char *)data + at, len);
    at += end != NULL ? len + 1 : 0;
    hat_buf_put(&tables, (const char *)data + at, size - at);
    struct hat_buf file =
        make_ods(styles.data != NULL ? styles.data : "", tables.data != NULL ? tables.data : "");
    walk_book((struct hat_str){file.data, file.len}, all);
    hat_buf_fini(&file);
    hat_buf_fini(&styles);
    hat_buf_fini(&tables);
    return 0;
}
