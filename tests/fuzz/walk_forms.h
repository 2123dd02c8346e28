/* walk_forms.h -- checks the rules of document.h for the form of an object, its dashes and what
 * stands at its ends; gives a number that stands for all points. */
#ifndef HAT_TESTS_FUZZ_WALK_FORMS_H
#define HAT_TESTS_FUZZ_WALK_FORMS_H

#include <stdint.h>
#include <stdlib.h>

#include "document/document.h"

static inline void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Every contour begins somewhere, and its points leave room for differences. */
static inline uint64_t walk_form(const struct hat_form *form)
{
    uint64_t hash = 3;
    require(form == NULL || form->count > 0);
    for (uint32_t i = 0; form != NULL && i < form->count; i++) {
        const struct hat_contour *contour = &form->contours[i];
        require(contour->count > 0 && contour->steps[0].kind == HAT_PATH_MOVE);
        require(contour->tone >= -100 && contour->tone <= 100);
        for (uint32_t k = 0; k < contour->count; k++) {
            require(contour->steps[k].kind <= HAT_PATH_CLOSE);
            for (int point = 0; point < 3; point++) {
                int32_t x = contour->steps[k].x[point], y = contour->steps[k].y[point];
                require(x <= 1 << 29 && x >= -(1 << 29) && y <= 1 << 29 && y >= -(1 << 29));
                hash = (hash ^ (uint32_t)x ^ (uint64_t)(uint32_t)y << 32) * 0x100000001b3u;
            }
        }
    }
    return hash;
}

static inline uint64_t walk_forms(const struct hat_object *object)
{
    require(object->dash_count <= HAT_DASHES_MAX);
    require(object->fill_clear <= 100 && object->stroke_clear <= 100);
    for (uint8_t i = 0; i < object->dash_count; i++) {
        require(object->dashes[i] >= 0);
    }
    require(object->rotation >= 0 && object->rotation <= 36000);
    require(object->start.length >= 0 && object->end.length >= 0);
    require(object->start.width >= 0 && object->end.width >= 0);
    uint64_t hash = walk_form(object->form);
    hash = hash * 31 + walk_form(object->start.form);
    return hash * 31 + walk_form(object->end.form);
}

#endif
