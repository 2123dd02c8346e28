/* fuzz_earlier.c -- the body of an earlier letter, put into a package with right checksums so that
 * the mutations reach the reader of its tables.
 *
 * Input: the kind, "w" (DOCX) or "o" (ODT); then relationships or styles 0xFF the body.
 */
#include "fuzz/walk_values.h"
#include "unit/earlier_maker.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hat_buf before = {0}, body = {0};
    if (size == 0) {
        return 0;
    }
    const uint8_t *end = memchr(data + 1, 0xFF, size - 1);
    size_t len = end != NULL ? (size_t)(end - data) - 1 : 0;
    size_t at = end != NULL ? len + 2 : 1;
    hat_buf_printf(&before, "%.*s", (int)len, (const char *)data + 1);
    hat_buf_printf(&body, "%.*s", (int)(size - at), (const char *)data + at);
    struct hat_buf file = data[0] == 'w' ? make_docx_letter(body.data, before.data, before.data)
                                         : make_odt_letter(before.data, before.data, body.data);
    walk_book((struct hat_str){file.data, file.len}, false);
    hat_buf_fini(&file);
    hat_buf_fini(&before);
    hat_buf_fini(&body);
    return 0;
}
