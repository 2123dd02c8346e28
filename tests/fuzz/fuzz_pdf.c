/* fuzz_pdf.c -- the finisher on any bytes: they are read as the file that cairo wrote.
 *
 * The first byte says what was noted while drawing, the rest is the file:
 *
 *     bits 0-4  marks on each page     bits 5-7  pages, less one
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "paint/pdf_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PAGES = 8, MARKS = 32 };

static void note(struct hat_pdf *pdf, uint8_t how, struct hat_pdf_mark *marks,
                 struct hat_pdf_sheet *sheets)
{
    static const uint32_t NODES[4] = {1, HAT_NODE_ARTIFACT_PAGINATION, 2, HAT_NODE_ARTIFACT_LAYOUT};
    size_t each = how & 31u, pages = (how >> 5) + 1u;
    for (size_t page = 0; page < pages; page++) {
        sheets[page] = (struct hat_pdf_sheet){(uint32_t)(page * each), 0, 101028};
        for (size_t mark = 0; mark < each; mark++) {
            marks[page * each + mark] = (struct hat_pdf_mark){NODES[mark % 4], 0};
        }
    }
    pdf->marks = marks;
    pdf->mark_count = pages * each;
    pdf->sheets = sheets;
    pdf->sheet_count = pages;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hat_pdf_mark marks[PAGES * MARKS];
    struct hat_pdf_sheet sheets[PAGES];
    struct hat_pdf pdf = {
        .meta = {"t", "", "", "", "kk"}, .producer = "", .archived = true, .part = '2'};
    struct hat_pdf_finish finish;
    struct hat_structure structure;
    uint32_t node;
    if (size < 1 || hat_structure_init(&structure) != HAT_OK) {
        return 0;
    }
    note(&pdf, data[0], marks, sheets);
    hat_buf_put(&pdf.file, (const char *)data + 1, size - 1);
    if (hat_structure_add(&structure, 0, HAT_NODE_PARAGRAPH, &node) == HAT_OK &&
        hat_structure_add(&structure, 1, HAT_NODE_FIGURE, &node) == HAT_OK) {
        for (int tagged = 0; tagged < 2; tagged++) {
            pdf.tagged = tagged;
            hat_pdf_assemble(&finish, &pdf, &structure, NULL);
            hat_pdf_finish_fini(&finish);
        }
    }
    hat_structure_fini(&structure);
    hat_buf_fini(&pdf.file);
    return 0;
}
