/* messages.h -- diagnostics as sentences in Kazakh, Russian and English. */
#ifndef HAT_LANGUAGE_MESSAGES_H
#define HAT_LANGUAGE_MESSAGES_H

#include "base/buf.h"
#include "base/diag.h"
#include "language/language.h"

/* Appends "FILE: PLACE: severity: TEXT" (GNU coding standards), without a line end. Control
 * characters in names and values are shown escaped (\x1b). */
void hat_message_text(const struct hat_diag *diag, enum hat_lang lang, struct hat_buf *buf);

/* Appends PLACE alone, "body, paragraph 14"; nothing when the place has no parts. */
void hat_place_text(const struct hat_place *place, enum hat_lang lang, struct hat_buf *buf);

/* Appends TEXT alone, arguments filled in. */
void hat_message_sentence(const struct hat_diag *diag, enum hat_lang lang, struct hat_buf *buf);

/* Appends one JSON object: file, place, severity, code, check (when it has one), text. */
void hat_message_json(const struct hat_diag *diag, enum hat_lang lang, struct hat_buf *buf);
/* Appends a JSON string in quotes; bytes that are not UTF-8 become U+FFFD. */
void hat_json_put(struct hat_buf *buf, struct hat_str text);

#endif
