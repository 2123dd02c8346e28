/* forms.h -- outlines of shapes as text, for the tests of the readers that build them. */
#ifndef HAT_TESTS_FORMS_H
#define HAT_TESTS_FORMS_H

#include <math.h>

#include "base/buf.h"
#include "document/document.h"
#include "unit/unit.h"

/* "M 0,0 L 100,0 Z | ..": points in hundredths of the box; "fill", "stroke" where they are not. */
static inline void forms_describe(const struct hat_form *form, struct hat_buf *out)
{
    out->len = 0;
    for (uint32_t i = 0; form != NULL && i < form->count; i++) {
        const struct hat_contour *contour = &form->contours[i];
        hat_buf_printf(out, "%s%s%s", i > 0 ? " | " : "", contour->filled ? "" : "nofill ",
                       contour->stroked ? "" : "nostroke ");
        for (uint32_t k = 0; k < contour->count; k++) {
            const struct hat_path_step *step = &contour->steps[k];
            int points = step->kind == HAT_PATH_CURVE ? 3 : step->kind == HAT_PATH_CLOSE ? 0 : 1;
            hat_buf_printf(out, "%s%c", k > 0 ? " " : "", "MLCZ"[step->kind]);
            for (int p = 0; p < points; p++) {
                hat_buf_printf(out, " %ld,%ld", lround(step->x[p] * 100.0 / HAT_FORM_UNIT),
                               lround(step->y[p] * 100.0 / HAT_FORM_UNIT));
            }
        }
    }
    hat_buf_put(out, "", 1);
    assert_false(hat_buf_failed(out));
}

#endif
