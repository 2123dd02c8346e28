/* dialect_internal.h -- what DOCX and ODT call the same things. Everything else in this folder
 * speaks in roles: a paragraph is a paragraph.
 *
 *     role           DOCX                            ODT
 *     story          w:body w:hdr w:txbxContent ...  office:text style:header text:note-body ...
 *     paragraph      w:p                             text:p text:h
 *     run            w:r                             text:span
 *     text           w:t                             (characters stand in the paragraph)
 *     table row cell w:tbl w:tr w:tc                 table:table table:table-row table:table-cell
 *     list item      (a paragraph's property)        text:list text:list-item
 */
#ifndef HAT_TEMPLATE_DIALECT_INTERNAL_H
#define HAT_TEMPLATE_DIALECT_INTERNAL_H

#include "package/package.h"
#include "template/tape_internal.h"

enum hat_role {
    HAT_ROLE_OTHER, /* a wrapper, or content that is none of the below */
    HAT_ROLE_STORY, /* holds paragraphs and tables: body, header, note, text box */
    HAT_ROLE_PARAGRAPH,
    HAT_ROLE_FIELD, /* holds plain text that may have tags: a document's title */
    HAT_ROLE_RUN,
    HAT_ROLE_TEXT,
    HAT_ROLE_LINK,
    HAT_ROLE_CHANGE, /* an insertion that is tracked */
    HAT_ROLE_CELL,
    HAT_ROLE_ROW,
    HAT_ROLE_ROWS, /* a group of rows: the header rows of ODT */
    HAT_ROLE_TABLE,
    HAT_ROLE_LIST,
    HAT_ROLE_ITEM,
    HAT_ROLE_SPACE,      /* an element that is a space or a tab to a reader */
    HAT_ROLE_BREAK,      /* an element that is a line or page break */
    HAT_ROLE_HYPHEN,     /* an element that is a hyphen */
    HAT_ROLE_NOTHING,    /* soft hyphens, spelling marks: no content, go away with a tag's text */
    HAT_ROLE_MARKER,     /* bookmarks, ranges of comments: no content, but stay */
    HAT_ROLE_PROPERTIES, /* properties at the start of an element */
    HAT_ROLE_SKIP        /* not looked at: tracked deletions, comments */
};

enum hat_value_form {
    HAT_FORM_INLINE,   /* inside a run of a paragraph */
    HAT_FORM_PLAIN,    /* text without markup: a document's title */
    HAT_FORM_ATTRIBUTE /* an address */
};

/* How a value is written at one kind of place; texts of the template. */
struct hat_site {
    enum hat_value_form form;
    struct hat_str line_break, tab;
    struct hat_str spaces; /* ODT: "<text:s text:c=\"", then the count, "\"/>"; "": spaces stay */
};

struct hat_dialect {
    enum hat_format format;
    enum hat_role (*role)(enum hat_xml_name name);
    enum hat_xml_name address; /* attribute of a link with its address */
    bool text_elements;        /* characters count inside HAT_ROLE_TEXT only */
    /* The element whose prefix the markup of a value in `parent` needs; HAT_NO_NODE: a value is
     * plain text there. */
    uint32_t (*inline_element)(const struct hat_tape *tape, uint32_t parent);
    /* The site for inline values with that prefix. false: out of memory. */
    bool (*site)(struct hat_arena *arena, struct hat_str prefix, struct hat_site *site);
    /* The story a START begins, HAT_STORY_NONE when it is none of those counted alone. */
    enum hat_story (*story)(const struct hat_tape *tape, uint32_t start);
};

extern const struct hat_dialect hat_docx_dialect;
extern const struct hat_dialect hat_odt_dialect;

static inline enum hat_role hat_role_of(const struct hat_dialect *dialect,
                                        const struct hat_tape *tape, uint32_t node)
{
    return node == HAT_NO_NODE ? HAT_ROLE_OTHER
                               : dialect->role((enum hat_xml_name)tape->nodes[node].name);
}

#endif
