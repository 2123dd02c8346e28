/* program_internal.h -- what a part is compiled to: literal XML and a few operations.
 *
 *     0 text  "<w:tbl>..."
 *     1 each  entries            to 6      a frame for the first item, or on to 6
 *     2 text  "<w:tr>...<w:t>"
 *     3 value no
 *     4 text  "</w:t>...</w:tr>"
 *     5 next                     to 2      the next item, or the frame goes
 *     6 text  "</w:tbl>..."
 *     7 end
 *
 * A program is immutable; machine.c runs it.
 */
#ifndef HAT_TEMPLATE_PROGRAM_INTERNAL_H
#define HAT_TEMPLATE_PROGRAM_INTERNAL_H

#include "template/part_internal.h"

enum hat_op_code {
    HAT_OP_TEXT,    /* write text[a .. a + b) */
    HAT_OP_VALUE,   /* write the value of tag a */
    HAT_OP_EACH,    /* tag a: begin a frame for its first item; none: go to `to` */
    HAT_OP_NEXT,    /* next item: go to `to`; none: end the frame */
    HAT_OP_IF,      /* tag a is false: go to `to` */
    HAT_OP_UNLESS,  /* tag a is true: go to `to` */
    HAT_OP_JUMP,    /* go to `to` */
    HAT_OP_LINK,    /* tag a: write the beginning of a link; no working address: go to `to` */
    HAT_OP_PICTURE, /* tag a: make its picture; none: go to `to` */
    HAT_OP_FACT,    /* write what the picture says: enum hat_picture_fact a */
    HAT_OP_VECTOR,  /* the picture is no SVG: go to `to` */
    HAT_OP_ADDRESS, /* write address a as an attribute */
    HAT_OP_UNIQUE,  /* write name a, made unique; b: the one that was written last */
    HAT_OP_HOLD,    /* text[a .. a + b) will be written before whatever comes next */
    HAT_OP_RELEASE, /* write text[a .. a + b), or drop both when nothing came */
    HAT_OP_MARK,    /* remember how much was written */
    HAT_OP_ENSURE,  /* write text[a .. a + b) when nothing came since the mark */
    HAT_OP_END
};

/* What an attribute of an element that is repeated needs: unique.c */
enum hat_unique {
    HAT_UNIQUE_NOT,
    HAT_UNIQUE_DROP,   /* may be left out */
    HAT_UNIQUE_NUMBER, /* another number each time */
    HAT_UNIQUE_NAME,   /* another name each time */
    HAT_UNIQUE_SAME    /* the end of something: what its start has */
};

enum hat_unique hat_unique_kind(enum hat_format format, enum hat_xml_name element,
                                enum hat_xml_name attribute);

/* A name or number that an attribute has in the template. */
struct hat_unique_name {
    struct hat_str text;
    bool number;
};

struct hat_op {
    enum hat_op_code code;
    uint32_t a, b, to;
};

struct hat_program {
    const char *part;
    const struct hat_dialect *dialect;
    struct hat_op *ops;
    size_t count, cap;
    struct hat_buf text;
    struct hat_tag *tags; /* taken over from the part; then those of frames, then of addresses */
    size_t tag_count;
    struct hat_address *addresses;
    size_t address_count;
    struct hat_unique_name *names; /* of UNIQUE */
    size_t name_count, name_cap;
    size_t depth;  /* most frames open at once, the outermost not counted */
    size_t marks;  /* most marks and holds open at once */
    bool pictures; /* has PICTURE */
    bool links;    /* makes relationships (DOCX) */
};

/* Flattens the part; takes its tags and addresses over. HAT_OK, HAT_ERR_NOMEM, HAT_ERR_LIMIT. */
enum hat_status hat_part_compile(struct hat_part_source *part, struct hat_program **out);
void hat_program_free(struct hat_program *program);

/* Appends the program as text, an operation a line. */
void hat_program_dump(const struct hat_program *program, struct hat_buf *buf);

#endif
