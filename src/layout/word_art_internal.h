/* word_art_internal.h -- letters that are stretched into their box. */
#ifndef HAT_LAYOUT_WORD_ART_INTERNAL_H
#define HAT_LAYOUT_WORD_ART_INTERNAL_H

#include "layout/objects_internal.h"

/* Draws the text of `object` as outlines that fill its box. */
enum hat_status hat_word_art_draw(struct hat_setting *setting, const struct hat_object *object,
                                  const struct hat_object_spot *spot, struct hat_page *page);
/* The height at which the letters are as wide as the object without being stretched; *height is
 * left alone when there are none. */
enum hat_status hat_word_art_height(struct hat_setting *setting, const struct hat_object *object,
                                    hat_twip *height);

#endif
