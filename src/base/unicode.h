/* unicode.h -- what characters mean, behind utf8proc: normal form, case, classes, clusters. */
#ifndef HAT_BASE_UNICODE_H
#define HAT_BASE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/str.h"
#include "hatshy.h"

/* The form in which names are compared (docs/templates.md, "Names"): NFC, case folded, white
 * space (NBSP included) trimmed and collapsed to one space, en and em dash as '-', zero-width
 * characters left out. "  Ұйым\u00a0 АТАУЫ " -> "ұйым атауы".
 * The result is in `arena`. HAT_ERR_NOMEM; HAT_ERR_DATA when `name` is not valid UTF-8. */
hat_status hat_name_fold(struct hat_arena *arena, struct hat_str name, struct hat_str *folded);

/* Normal form C; `text` itself when it is so already. As above. */
hat_status hat_unicode_nfc(struct hat_arena *arena, struct hat_str text, struct hat_str *nfc);

uint32_t hat_unicode_upper(uint32_t cp);
uint32_t hat_unicode_lower(uint32_t cp);
bool hat_unicode_letter(uint32_t cp); /* general category L* or M* */
bool hat_unicode_digit(uint32_t cp);  /* Nd */
bool hat_unicode_space(uint32_t cp);  /* white space, NBSP included */

/* End of the grapheme cluster (UAX 29, extended) that begins at byte `at` < text.len. */
size_t hat_unicode_cluster_end(struct hat_str text, size_t at);

#endif
