/* scripts.h -- which of a document's three fonts serves a character (docs/layout-rules.md 7.2). */
#ifndef HAT_TEXT_SCRIPTS_H
#define HAT_TEXT_SCRIPTS_H

#include <stdint.h>

enum hat_script_kind {
    HAT_SCRIPT_WESTERN, /* Latin, Cyrillic, Greek and the rest */
    HAT_SCRIPT_EAST_ASIAN,
    HAT_SCRIPT_COMPLEX, /* right to left, Indic, South-East Asian */
    HAT_SCRIPT_WEAK     /* of what is before it: spaces, digits, signs, marks */
};

enum hat_script_kind hat_script_kind(uint32_t cp);

#endif
