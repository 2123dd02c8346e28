/* pdf_copy_internal.h -- copies what pages reach (fonts, pictures, graphics states) from cairo's
 * file into the one being written, each object once, under a new number. */
#ifndef HAT_PAINT_PDF_COPY_INTERNAL_H
#define HAT_PAINT_PDF_COPY_INTERNAL_H

#include "paint/codes_internal.h"
#include "paint/pdf_read_internal.h"
#include "paint/pdf_write_internal.h"

/* Appends a /ToUnicode map as it was meant; false: it is not what cairo writes. */
bool hat_pdf_put_char_map(const struct hat_codes *codes, struct hat_str map, struct hat_buf *out);

struct hat_pdf_copier {
    struct hat_pdf_file *from;
    struct hat_pdf_writer *to;
    const struct hat_codes *codes;
    uint8_t *char_maps; /* by old number: it is a /ToUnicode map */
    uint32_t *map;      /* new number by old; 0: not met yet */
    uint32_t *queue;    /* old numbers met and not yet copied; each object once */
    size_t queued, copied;
    struct hat_arena arena; /* of the object being copied */
};

enum hat_status hat_pdf_copier_init(struct hat_pdf_copier *copier, struct hat_pdf_file *from,
                                    struct hat_pdf_writer *to);
void hat_pdf_copier_fini(struct hat_pdf_copier *copier);

/* Appends `value` to *buf with new numbers, and notes the objects it refers to. */
enum hat_status hat_pdf_copy_value(struct hat_pdf_copier *copier, struct hat_buf *buf,
                                   const struct hat_pdf_value *value);
/* Copies all objects noted, and those they refer to. */
enum hat_status hat_pdf_copy_noted(struct hat_pdf_copier *copier);

#endif
