/* drawing.h -- an SVG drawing as a picture of points, for programs that know no SVG. */
#ifndef HAT_PAINT_DRAWING_H
#define HAT_PAINT_DRAWING_H

#include "base/buf.h"
#include "base/str.h"

/* Draws an SVG as a PNG with transparency, the longer side 1,600 points. false: librsvg is not
 * there or cannot draw it, or memory ends; *png is no matter then. */
bool hat_svg_png(struct hat_str svg, struct hat_buf *png);

#endif
