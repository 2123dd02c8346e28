/* diag.h -- what is wrong, where, for a person to mend.
 *
 * A diagnostic is a code, a place and arguments, not a sentence: the sentence is made when it is
 * shown (language/messages.h), so that one run can be read in Kazakh, Russian or English. Codes
 * and their texts stand together in base/messages/<area>.def, a line a message:
 *
 *     HAT_MESSAGE(NAME_UNKNOWN, "name-unknown", ERROR, "english %1", "русский %1", "қазақша %1")
 *
 * %1 to %4 are the arguments in order.
 */
#ifndef HAT_BASE_DIAG_H
#define HAT_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "hatshy.h"

#define HAT_MESSAGE(code, name, severity, en, ru, kk) HAT_MSG_##code,
enum hat_message {
#include "base/messages/all.def"
    HAT_MESSAGE_COUNT
};
#undef HAT_MESSAGE

/* Why something failed, in words of the message's language: base/messages/reasons.def. */
#define HAT_REASON(code, en, ru, kk) HAT_REASON_##code,
enum hat_reason {
    HAT_REASON_OTHER, /* the message's first argument says it */
#include "base/messages/reasons.def"
    HAT_REASON_COUNT
};
#undef HAT_REASON

/* The part of a document that a paragraph stands in. */
enum hat_story {
    HAT_STORY_NONE,
    HAT_STORY_BODY,
    HAT_STORY_HEADER,
    HAT_STORY_FOOTER,
    HAT_STORY_FOOTNOTE,
    HAT_STORY_ENDNOTE,
    HAT_STORY_TEXT_BOX,
    HAT_STORY_PROPERTIES
};

/* Where something stands, as a person counts. Every number is 1-based, and 0 where it does not
 * apply; texts are NULL where they do not apply. All fields together make the words of PLACE:
 * `body, paragraph 14`, `table 1, row 2, cell 3`, `sheet Абай, row 7, column Сілтеме`, `line 3`.
 * The texts are borrowed; a diagnostic copies them. */
struct hat_place {
    const char *file;   /* as the user named it */
    const char *part;   /* of a package: word/document.xml */
    const char *sheet;  /* of a workbook */
    const char *column; /* heading of a column */
    uint32_t line;      /* of a text file or XML part */
    uint32_t offset;    /* column in `line` [characters] */
    uint32_t record;    /* row of an entries file, the header row being 1 */
    enum hat_story story;
    uint32_t note; /* number of the footnote, endnote or text box */
    uint32_t table, row, cell;
    uint32_t paragraph; /* in the story, or in the cell */
};

struct hat_diag {
    enum hat_message code;
    bool softened;          /* an error that counts as a warning here */
    enum hat_reason reason; /* stands in the place of args[0], unless OTHER */
    struct hat_place place;
    struct hat_str args[4];
};

/* Adds one diagnostic. `place` may be NULL; texts are copied; unused arguments are left out:
 *
 *     hat_diags_add(diags, HAT_MSG_NAME_UNKNOWN, &place, name, proposal);
 *
 * `diags` may be NULL. After limits.warnings_a_kind warnings of one code further ones are only
 * counted (hat_diags_suppressed). Out of memory: dropped, hat_diags_incomplete() is then true. */
#define hat_diags_add(diags, code, place, ...)                                                     \
    hat_diags_add_args(diags, code, place, (const struct hat_str[4]){__VA_ARGS__})
void hat_diags_add_args(hat_diags *diags, enum hat_message code, const struct hat_place *place,
                        const struct hat_str args[4]);

/* The same; `soften`: an error counts as a warning. */
#define hat_diags_add_soft(diags, code, soften, place, ...)                                        \
    hat_diags_add_args_soft(diags, code, soften, place, (const struct hat_str[4]){__VA_ARGS__})
void hat_diags_add_args_soft(hat_diags *diags, enum hat_message code, bool soften,
                             const struct hat_place *place, const struct hat_str args[4]);

/* The same with a reason as the first argument; `other` is said when there is no text for it. */
void hat_diags_add_reason(hat_diags *diags, enum hat_message code, const struct hat_place *place,
                          enum hat_reason reason, const char *other);

/* Adds those of another list. */
void hat_diags_add_all(hat_diags *diags, const hat_diags *from);

/* Would one more of `code` be counted only? Spares the making of its place. */
bool hat_diags_full(const hat_diags *diags, enum hat_message code, bool soften);

/* Its severity: that of the code, unless softened. */
enum hat_severity hat_diag_severity(const struct hat_diag *diag);

/* The i-th diagnostic, borrowed; NULL past the end. */
const struct hat_diag *hat_diags_at(const hat_diags *diags, size_t index);

/* How many warnings of `code` were counted but not kept. */
size_t hat_diags_suppressed(const hat_diags *diags, enum hat_message code);

/* A diagnostic was lost because memory ended. */
bool hat_diags_incomplete(const hat_diags *diags);

enum hat_severity hat_message_severity(enum hat_message code);
/* The stable name, such as "name-unknown". */
const char *hat_message_name(enum hat_message code);
/* The code of docs/entries.md that it is told under, such as "L14" or, of "name-unknown", "T01";
 * NULL: none. */
const char *hat_message_check(enum hat_message code);

#endif
