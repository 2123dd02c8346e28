/* docx_drawing_internal.h -- pictures, text boxes, lines and simple shapes, from DrawingML or VML.
 *
 *     wp:anchor, v:shape   -> frame: size, place, wrapping
 *       pic:pic, wps:wsp   -> shape: what is drawn in the frame      -> one hat_object
 *       wpg:wgp, v:group   -> frame of several shapes, each with its own place in it
 */
#ifndef HAT_DOCUMENT_DOCX_DRAWING_INTERNAL_H
#define HAT_DOCUMENT_DOCX_DRAWING_INTERNAL_H

#include "document/docx_story_internal.h"
#include "document/form_internal.h"

/* Where colours and fills that are being read belong. */
enum hat_docx_scope {
    HAT_DOCX_SCOPE_NONE,
    HAT_DOCX_SCOPE_FILL,
    HAT_DOCX_SCOPE_LINE,
    HAT_DOCX_SCOPE_STYLE_LINE, /* of the theme: only where the shape says nothing itself */
    HAT_DOCX_SCOPE_STYLE_FILL
};

/* What the text of the element being read means. */
enum hat_docx_drawing_text {
    HAT_DOCX_TEXT_NONE,
    HAT_DOCX_TEXT_X,
    HAT_DOCX_TEXT_Y,
    HAT_DOCX_TEXT_X_ALIGN,
    HAT_DOCX_TEXT_Y_ALIGN
};

/* Group units to twips: twips = at + (units - from) * scale / 65536. */
struct hat_docx_axis {
    int64_t at, from, scale;
};

/* An axis of a group that is mirrored runs backwards; the whole is turned around its middle. */
struct hat_docx_group {
    struct hat_docx_axis x, y;
    int32_t rotation;           /* clockwise [1/100 degree] */
    int64_t middle_x, middle_y; /* in the frame [twips] */
};

/* How a shape or group is turned and mirrored. */
struct hat_docx_turn {
    int32_t rotation;
    bool flip_x, flip_y;
};

enum { HAT_DOCX_GROUPS_MAX = 8, HAT_DOCX_STOPS_MAX = 32 };

struct hat_docx_stop {
    int32_t position; /* [1/100000] */
    uint32_t rgb;
};

enum hat_docx_path { HAT_DOCX_PATH_NONE, HAT_DOCX_PATH_CIRCLE, HAT_DOCX_PATH_RECTANGLE };

/* An a:gradFill that is being read. */
struct hat_docx_gradient {
    bool open;
    uint8_t path;      /* enum hat_docx_path */
    int32_t position;  /* of the stop whose colour follows */
    int32_t angle;     /* clockwise [degrees] */
    int32_t middle[4]; /* a:fillToRect, by enum hat_edge [1/100000] */
    uint32_t count;
    struct hat_docx_stop stops[HAT_DOCX_STOPS_MAX + 2]; /* two are added at the ends */
};

/* The form of the shape that is being read (docx_geometry.c). */
struct hat_docx_geometry {
    const struct hat_preset *preset; /* NULL: none */
    bool is_custom;                  /* built in `maker` while it is read */
    struct hat_guides guides;
    struct hat_form_maker maker;
    double text[4];   /* where text stands: from the edges, by enum hat_edge */
    uint32_t command; /* enum hat_xml_name: its points are being read */
    int points;
    double values[6];
};

/* The form of a VML shape or of a v:shapetype, as it is written (docx_vml_path.c). */
enum { HAT_VML_FORMULAS_MAX = 128 };
struct hat_vml_outline {
    const struct hat_vml_outline *type; /* of a shape: what it leaves out; NULL: nothing */
    struct hat_str path, adjust, size, origin;
    struct hat_str formulas[HAT_VML_FORMULAS_MAX];
    uint32_t formula_count;
};

struct hat_docx_drawing {
    struct hat_docx_drawing *below;
    struct hat_object frame; /* place, distances, size, texts: for every shape in it */
    bool anchored, hidden;
    bool vertical; /* wp:positionV, not H, is being read */
    const struct hat_link *link;
    struct hat_docx_group groups[HAT_DOCX_GROUPS_MAX];
    uint32_t group_count, groups_skipped;
    int64_t child_x, child_y, child_width, child_height; /* of the group being read */
    struct hat_docx_turn group_turn;                     /* of the same */
    /* the shape being read */
    struct hat_object shape;
    bool is_single; /* VML: the drawing ends with its shape */
    bool in_shape, is_line, is_known_shape;
    bool said_fill, said_line;   /* by the shape itself */
    int64_t x, y, width, height; /* in its group's units (EMU, VML: group units) */
    char embed[64], svg[64];     /* relationship ids of its picture; "": none */
    bool external;
    struct hat_docx_flow *flow; /* of its text; NULL: not being read */
    struct hat_docx_geometry geometry;
    struct hat_vml_outline outline;
    struct hat_color style_fill, style_line;
    struct hat_docx_gradient gradient;
    /* colours */
    uint8_t scope, outer_scope; /* enum hat_docx_scope */
    uint8_t text;               /* enum hat_docx_drawing_text */
    bool color_open;
    struct hat_color color;
    int32_t luminance_mod, luminance_off;
    uint8_t clear;          /* [percent] */
    struct hat_buf letters; /* of the element whose text is read */
};

/* ---- docx_shape.c ---- */

struct hat_docx_drawing *hat_docx_drawing_push(struct hat_docx_story *story);
void hat_docx_drawing_pop(struct hat_docx_story *story);
void hat_docx_shape_begin(struct hat_docx_drawing *drawing);
/* Emits the shape as an inline of the run being read. */
void hat_docx_shape_end(struct hat_docx_story *story, struct hat_docx_drawing *drawing);
/* A w:txbxContent begins or ends in the shape. */
uint8_t hat_docx_box_begin(struct hat_docx_story *story);
void hat_docx_box_end(struct hat_docx_story *story);
/* Maps `from`..`from + extent` of group units on `at`..`at + size` twips. */
struct hat_docx_axis hat_docx_axis(int64_t at, int64_t size, int64_t from, int64_t extent);
/* A group at `at` of `size` twips, whose inside is `from` and `extent` units; by x, y. */
struct hat_docx_group_box {
    int64_t at[2], size[2], from[2], extent[2];
};
struct hat_docx_group hat_docx_group(struct hat_docx_group_box box,
                                     const struct hat_docx_turn *turn);
void hat_docx_group_push(struct hat_docx_drawing *drawing, struct hat_docx_group group);
void hat_docx_group_pop(struct hat_docx_drawing *drawing);
int64_t hat_docx_map(const struct hat_docx_axis *axis, int64_t units);
int64_t hat_docx_map_size(const struct hat_docx_axis *axis, int64_t units);
/* Remembers a relationship id that may be used after the event. */
void hat_docx_keep_id(char out[64], struct hat_str id);
/* "inside"... are the outer edges of single pages; margins become offsets from the page. */
void hat_docx_relate(const struct hat_docx_story *story, struct hat_float *place, bool vertical,
                     struct hat_str relative);
uint8_t hat_docx_position(struct hat_str align); /* enum hat_position */

/* ---- docx_geometry.c ---- */

/* An element of a:prstGeom or a:custGeom, or one of these. */
void hat_docx_geometry_child(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                             const struct hat_xml_element *element);
/* Gives the object, whose size is known, its form. */
void hat_docx_geometry_end(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                           struct hat_object *object);
/* Forgets what was read, with its memory. */
void hat_docx_geometry_drop(struct hat_docx_geometry *geometry);

/* ---- docx_vml_path.c ---- */

/* Gives the object the form of its VML path, if it has one. */
void hat_vml_outline_end(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                         struct hat_object *object);

/* ---- docx_line.c ---- */

/* Dashes by their name, in widths of the line; an unknown name leaves it solid. */
void hat_docx_dash(struct hat_object *shape, struct hat_str name);
/* ... in twips, when the line's width is known. */
void hat_docx_dash_lengths(struct hat_object *shape);
/* What stands at an end of a line, by the words of DrawingML or VML, in halves of its width. */
void hat_docx_line_end(struct hat_line_end *end, struct hat_str type, struct hat_str width,
                       struct hat_str length);
/* ... in twips. */
void hat_docx_line_end_size(struct hat_line_end *end, hat_twip stroke);

/* ---- docx_gradient.c ---- */

void hat_docx_gradient_begin(struct hat_docx_drawing *drawing);
void hat_docx_gradient_child(struct hat_docx_drawing *drawing,
                             const struct hat_xml_element *element);
void hat_docx_gradient_stop(struct hat_docx_gradient *gradient, struct hat_color color);
void hat_docx_gradient_end(struct hat_docx_story *story, struct hat_docx_drawing *drawing);
/* v:fill that runs from the shape's fill colour to `second`. */
void hat_docx_gradient_vml(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                           const struct hat_xml_element *element, struct hat_color second);

/* A colour by its English name, as in a:prstClr and VML. */
struct hat_color hat_docx_named_color(struct hat_str name);

#endif
