/* tape_internal.h -- an XML part as a flat tape of nodes, linked in document order.
 *
 *     <w:p w:a="1">x<w:r/></w:p>
 *
 *     0 START w:p  match 4   <─┐ up          next/prev make the document order, so that a node
 *     1 TEXT  x              ──┤             may be put between two others or taken out; indexes
 *     2 START w:r  match 3   ──┘             of nodes never change.
 *     3 END   w:r  match 2
 *     4 END   w:p  match 0
 *
 * A tag of the template language is a node too (HAT_NODE_TAG), put where its text stood.
 */
#ifndef HAT_TEMPLATE_TAPE_INTERNAL_H
#define HAT_TEMPLATE_TAPE_INTERNAL_H

#include "base/mem.h"
#include "xml/xml.h"

#define HAT_NO_NODE UINT32_MAX

/* A tape costs about 70 bytes a node, whatever the node costs in the file. */
enum { HAT_TAPE_NODES_MAX = 2 * 1000 * 1000 };

enum hat_node_kind {
    HAT_NODE_START,
    HAT_NODE_END,
    HAT_NODE_TEXT,  /* characters */
    HAT_NODE_RAW,   /* a comment or processing instruction, as written */
    HAT_NODE_TAG,   /* `tag` is an index into the part's tags */
    HAT_NODE_MARK,  /* compile.c: remember how much was written */
    HAT_NODE_ENSURE /* compile.c: write `text` when nothing came since the mark */
};

struct hat_node {
    uint8_t kind;
    bool held;     /* START of a table that may turn out empty: see OP_HOLD */
    bool tested;   /* structure.c: asked already whether it vanishes */
    bool vanishes; /* structure.c: holds nothing but section tags */
    bool kept;     /* structure.c: vanishes, but an empty paragraph must stay */
    bool settled;  /* vanish.c: the container was looked at for that */
    bool unlinked; /* taken out of the tape */
    bool made;     /* adopt_controls.c: a paragraph or row that nobody sees or counts */
    bool framed;   /* picture_tags.c: its attributes are those of the data's picture */
    uint16_t name; /* enum hat_xml_name of START and END */
    uint32_t next, prev;
    uint32_t match; /* START: its END; END: its START */
    uint32_t up;    /* START of the element around; HAT_NO_NODE for the root */
    union {
        struct {
            uint32_t first, count; /* of START: its attributes */
        } attributes;
        uint32_t tag;
    } as;
    uint32_t line;
    uint32_t address;    /* START of a link: 1 + index of its address with tags; 0: none */
    struct hat_str text; /* START: name as written, with prefix */
};

/* Namespace declarations are attributes whose name is HAT_XML_UNKNOWN and text "xmlns:w". */
struct hat_tape_attribute {
    enum hat_xml_name name;
    bool removed;
    struct hat_str text; /* as written, with prefix */
    struct hat_str value;
};

struct hat_tape {
    struct hat_arena *arena; /* texts */
    struct hat_str declaration;
    struct hat_node *nodes;
    size_t count, cap;
    struct hat_tape_attribute *attributes;
    size_t attribute_count, attribute_cap;
    uint32_t first, root;
};

/* Reads a part. Texts are copied into `arena`; the arrays are freed by fini.
 * What hat_xml_parse() returns. */
enum hat_status hat_tape_read(struct hat_str bytes, const struct hat_limits *limits,
                              const struct hat_place *place, hat_diags *diags,
                              struct hat_arena *arena, struct hat_tape *tape);
void hat_tape_fini(struct hat_tape *tape);

/* A new node that is not linked yet; HAT_NO_NODE when memory ends. */
uint32_t hat_tape_new(struct hat_tape *tape, enum hat_node_kind kind, struct hat_str text);
/* Links a node that is out of the tape; its `up` is set. */
void hat_tape_link_before(struct hat_tape *tape, uint32_t at, uint32_t node);
void hat_tape_link_after(struct hat_tape *tape, uint32_t at, uint32_t node);
/* Takes one node out. */
void hat_tape_unlink(struct hat_tape *tape, uint32_t node);
/* Takes an element with everything in it out. */
void hat_tape_remove(struct hat_tape *tape, uint32_t start);
/* Takes the tags of an element out, leaving its children in its place. */
void hat_tape_unwrap(struct hat_tape *tape, uint32_t start);

/* Moves an element with everything in it. */
void hat_tape_move_before(struct hat_tape *tape, uint32_t start, uint32_t at);

/* Splits the element around `node` before it: </e><e> is put there. The second half keeps the
 * START. `keep` is its first child when both halves must have it (w:rPr), else HAT_NO_NODE. false
 * when memory ends. */
bool hat_tape_split_before(struct hat_tape *tape, uint32_t node, uint32_t keep);

/* Attribute of a START; NULL when it is not there. */
struct hat_tape_attribute *hat_tape_attr(const struct hat_tape *tape, uint32_t start,
                                         enum hat_xml_name name);
/* Its value; .ptr NULL when it is not there. */
struct hat_str hat_tape_value(const struct hat_tape *tape, uint32_t start, enum hat_xml_name name);
bool hat_tape_add_attr(struct hat_tape *tape, uint32_t start, enum hat_xml_name name,
                       struct hat_str text, struct hat_str value);

/* Is `inner` the element `outer` or inside it? */
bool hat_tape_inside(const struct hat_tape *tape, uint32_t inner, uint32_t outer);

/* Appends ` name="` and, with `value`, its value and the quotation mark. */
void hat_tape_put_attribute(const struct hat_tape_attribute *attribute, bool value,
                            struct hat_buf *buf);
/* Appends the node as XML. A START is written with its '>' or, when its END follows and `empty`
 * is not NULL, as <e/>; *empty tells. */
void hat_tape_put(const struct hat_tape *tape, uint32_t node, bool *empty, struct hat_buf *buf);
/* Appends an element with everything in it. */
void hat_tape_put_element(const struct hat_tape *tape, uint32_t start, struct hat_buf *buf);

/* Appends the whole part: its declaration and all its nodes. */
void hat_tape_put_all(const struct hat_tape *tape, struct hat_buf *buf);

/* The prefix, with ':', that stands for one of the two namespaces at `node`; .ptr NULL: none. */
struct hat_str hat_tape_namespace(const struct hat_tape *tape, uint32_t node, const char *uri,
                                  const char *other);

/* "w:" of "w:p"; "" when there is none. */
struct hat_str hat_tape_prefix(const struct hat_tape *tape, uint32_t start);

#endif
