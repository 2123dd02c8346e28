/* picture.h -- what kind of picture some bytes are and how large it is, from its header alone. */
#ifndef HAT_PACKAGE_PICTURE_H
#define HAT_PACKAGE_PICTURE_H

#include <stdint.h>

#include "base/str.h"

enum hat_picture_kind {
    HAT_PICTURE_UNKNOWN, /* no picture */
    HAT_PICTURE_PNG,
    HAT_PICTURE_JPEG,
    HAT_PICTURE_SVG,
    HAT_PICTURE_OTHER
};

struct hat_picture {
    enum hat_picture_kind kind;
    uint32_t width_px, height_px; /* 0 when the header does not say */
    const char *undrawn;          /* name of a kind that no painter here draws, or NULL; static */
};

void hat_picture_probe(struct hat_str bytes, struct hat_picture *picture);

#endif
