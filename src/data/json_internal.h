/* json_internal.h -- what is looked at in a JSON text before the parser sees it. */
#ifndef HAT_DATA_JSON_INTERNAL_H
#define HAT_DATA_JSON_INTERNAL_H

#include "data/data.h"

/* The first token that must not reach the parser. */
struct hat_json_fault {
    bool found;
    enum hat_message code;
    size_t at;   /* where to point: the opening quote, or the bad byte in the text */
    size_t stop; /* begin of the token: the parser gets what is before it */
};

/* Looks at every token of `text`, finds the first quoted text that is unclosed, has a control
 * character, a wrong escape or half a surrogate pair, or is longer than `limit` bytes (as is any
 * other token). Returns the length of the longest token before the fault. */
size_t hat_json_scan(struct hat_str text, size_t limit, struct hat_json_fault *fault);

/* What is wrong at byte `at`, where the parser found no sense. */
enum hat_message hat_json_diagnose(struct hat_str text, size_t at);

/* White space (RFC 8259 §2) begins at `at` and ends at the result. */
size_t hat_json_skip_space(struct hat_str text, size_t at);

#endif
