/* media_internal.h -- the pictures that one letter gets: each file and each QR code once. */
#ifndef HAT_TEMPLATE_MEDIA_INTERNAL_H
#define HAT_TEMPLATE_MEDIA_INTERNAL_H

#include "base/buf.h"
#include "base/limits.h"
#include "package/picture.h"
#include "template/relations_internal.h"
#include "template/template.h"

enum hat_medium_fault {
    HAT_MEDIUM_GOOD,
    HAT_MEDIUM_UNREAD,   /* the system refused */
    HAT_MEDIUM_UNKNOWN,  /* neither PNG, JPEG nor SVG */
    HAT_MEDIUM_UNSAFE,   /* an SVG that is more than a drawing, or none: `refused` */
    HAT_MEDIUM_TOO_LARGE /* over a limit */
};

/* What is known of an SVG. */
struct hat_svg_facts {
    bool is_svg;
    int64_t width_emu, height_emu;
    char refused[64]; /* the element or attribute that it may not have; "": it is good */
};

struct hat_medium {
    const char *name; /* word/media/hat1.png, Pictures/hat1.jpeg */
    const char *type; /* image/png */
    struct hat_buf bytes;
    int64_t width_emu, height_emu; /* as the picture says, or a pixel to 1/96 in */
    enum hat_medium_fault fault;
    struct hat_str text;            /* of a QR code */
    struct hat_str refused;         /* UNSAFE */
    const struct hat_medium *drawn; /* DOCX: an SVG as a PNG, for programs that know no SVG */
    bool blank;                     /* which is an empty frame: nobody could draw it */
};

struct hat_media {
    const hat_template *tmpl;
    const struct hat_limits *limits;
    hat_draw_svg *draw;        /* NULL: nobody can */
    uint32_t first;            /* numbers begin after those of the template's own parts */
    struct hat_relations keys; /* of the media, in their order */
    struct hat_medium **items; /* in the arena of `keys` */
    size_t count, cap;
    uint64_t bytes; /* all of them together */
};

void hat_media_init(struct hat_media *media, const hat_template *tmpl,
                    const struct hat_limits *limits, hat_draw_svg *draw);
void hat_media_fini(struct hat_media *media);

/* The medium of a file, read when it is new; its `fault` tells what is wrong. NULL: memory ends. */
const struct hat_medium *hat_media_file(struct hat_media *media, const char *path);
/* The medium of a QR code; TOO_LARGE: the text does not fit into one. NULL: memory ends. */
const struct hat_medium *hat_media_qr(struct hat_media *media, struct hat_str text);
/* The good medium that is the part `name`; NULL: there is none. */
const struct hat_medium *hat_media_find(const struct hat_media *media, const char *name);

/* A QR code as PNG, eight pixels a module, error correction M (ISO/IEC 18004). *side_px is 0 when
 * the text does not fit. false: memory ends. qr.c */
bool hat_qr_png(struct hat_str text, struct hat_buf *png, uint32_t *side_px);

/* Grey points as a PNG: rows of `bits` (1 or 8) a point, each with a filter byte (0) before it.
 * false: memory ends. png.c */
bool hat_png_put(const struct hat_buf *rows, uint32_t width_px, uint32_t height_px, int bits,
                 struct hat_buf *png);
/* An empty frame of that shape. false: memory ends. */
bool hat_png_frame(int64_t width, int64_t height, struct hat_buf *png);

/* How large an SVG is, and whether it is a drawing only. HAT_OK, HAT_ERR_NOMEM. vector.c */
enum hat_status hat_svg_look(struct hat_str bytes, const struct hat_limits *limits,
                             struct hat_svg_facts *facts);

#endif
