/* picture_internal.h -- pictures that values name, and QR codes: `{{photo | image: "30mm"}}`.
 *
 *     picture_tags.c   the filters image and qr, and pictures whose alternative text is a tag
 *     picture.c        a value becomes a picture of a size
 *     media.c          the pictures of one letter, each kept once
 *     qr.c             a text as a QR code
 */
#ifndef HAT_TEMPLATE_PICTURE_INTERNAL_H
#define HAT_TEMPLATE_PICTURE_INTERNAL_H

#include "template/eval_internal.h"
#include "template/media_internal.h"
#include "template/part_internal.h"

/* What a tag that makes a picture says. */
struct hat_picture_tag {
    bool qr;
    const struct hat_expr *width, *height; /* NULL: not said */
    int64_t frame_emu;  /* width of the template's picture that is replaced; 0: there is none */
    struct hat_str alt; /* alternative text: the name in the tag */
};

/* What stands where in a picture's markup. */
enum hat_picture_fact {
    HAT_PICTURE_WIDTH,
    HAT_PICTURE_HEIGHT,
    HAT_PICTURE_FILE,   /* id of its relationship (DOCX) or name of its part (ODT) */
    HAT_PICTURE_NUMBER, /* a number no other picture of the part has */
    HAT_PICTURE_ALT,
    HAT_PICTURE_SVG_FILE /* DOCX: id of the relationship of the SVG itself */
};

/* A picture of the template that is replaced: its alternative text is a tag. */
struct hat_picture_frame {
    uint32_t start; /* START of w:drawing or draw:frame */
    struct hat_tag tag;
};

/* Marks in the markup of a picture in line with the text. */
enum hat_picture_mark {
    HAT_PICTURE_MARK_PREFIX = 1, /* prefix of the text's element */
    HAT_PICTURE_MARK_FACT = 2,   /* + enum hat_picture_fact */
    HAT_PICTURE_MARK_VECTOR = 8, /* of an SVG: hat_picture_svg_markup() */
    HAT_PICTURE_MARK_DRAWINGML = 11,
    HAT_PICTURE_MARK_RELATIONS = 12, /* namespaces, which a Strict document has other ones of */
    HAT_PICTURE_MARKS
};
const char *hat_picture_markup(enum hat_format format);
const char *hat_picture_svg_markup(void);

/* Takes the filter image or qr off a VALUE tag's expression. */
enum hat_status hat_tag_split_picture(struct hat_part_source *part, struct hat_tag *tag);
/* Reports pictures that stand where only text can. */
void hat_part_pictures(struct hat_part_source *part);
/* Looks at the element `start`: does it make a picture a frame for the data's? */
enum hat_status hat_part_frame(struct hat_part_source *part, uint32_t start,
                               const struct hat_place *place, bool quiet);
/* The fact that an attribute of a frame's element is; false: it stays as it is. */
bool hat_picture_attribute(enum hat_xml_name element, enum hat_xml_name attribute,
                           enum hat_picture_fact *fact);

/* A picture that is being written. */
struct hat_picture_made {
    const struct hat_medium *medium; /* NULL: the value is empty */
    int64_t width_emu, height_emu;
    struct hat_str alt; /* borrowed from the tag or the medium */
};

/* The picture of the tag's value. What hat_eval() returns; LIMIT never. */
enum hat_result hat_picture_make(struct hat_eval *eval, const hat_data *data,
                                 const struct hat_tag *tag, struct hat_media *media,
                                 struct hat_picture_made *out);

/* Reads "30mm", "2,5 cm", "1in", "72pt" into *emu; false: it is none, or not 0.1 mm to 22 in. */
bool hat_length_read(struct hat_str text, int64_t *emu);

#endif
