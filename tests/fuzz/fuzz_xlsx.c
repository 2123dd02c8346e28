/* fuzz_xlsx.c -- pieces of a SpreadsheetML workbook, put together with right checksums so that
 * the mutations reach the reader.
 *
 * Input: rows 0xFF behind the rows 0xFF shared strings 0xFF styles 0xFF links of the sheet. An
 * input that begins with "d" is read as fields and lists, any other as a list.
 */
#include "fuzz/walk_values.h"
#include "unit/sheet_maker.h"

enum { PIECES = 5 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool all = size > 0 && data[0] == 'd';
    struct hat_buf pieces[PIECES] = {{0}};
    size_t at = all ? 1 : 0;
    for (int i = 0; i < PIECES; i++) {
        const uint8_t *end = at < size ? memchr(data + at, 0xFF, size - at) : NULL;
        size_t len = end != NULL ? (size_t)(end - data) - at : size - at;
        hat_buf_put(&pieces[i], (const char *)data + at, len);
        at = at + len < size ? at + len + 1 : size;
    }
    struct xlsx_parts parts = {.rows = {pieces[0].data},
                               .after = {pieces[1].data},
                               .strings = pieces[2].data,
                               .styles = pieces[3].data,
                               .links = pieces[4].data};
    if (parts.rows[0] == NULL) {
        parts.rows[0] = "";
    }
    struct hat_buf file = make_xlsx(&parts);
    walk_book((struct hat_str){file.data, file.len}, all);
    hat_buf_fini(&file);
    for (int i = 0; i < PIECES; i++) {
        hat_buf_fini(&pieces[i]);
    }
    return 0;
}
