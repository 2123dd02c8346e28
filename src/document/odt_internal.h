/* odt_internal.h -- the ODT reader's own structures: styles as written, flows, open tables, lists.
 *
 *     settings.xml, meta.xml  -> flags, title            odt_settings.c
 *     styles.xml              -> styles, master pages    odt_styles.c, odt_pages.c
 *     content.xml             -> automatic styles, then blocks one by one
 *
 * All parts are read by one machine (odt.c): a table says for every element name what its start
 * and its end do, and a stack of frames keeps what the end must put back. A style is kept as its
 * attributes; it is resolved once, when first used, by applying the attributes of its chain, root
 * first, to a record (odt_chars.c, odt_paragraphs.c, odt_boxes.c).
 *
 * What text stands in is a *flow*: the body, a cell, a header, a note, a text box. Each holds the
 * paragraph that is being built, so that a note in the middle of a paragraph is just a flow more.
 */
#ifndef HAT_DOCUMENT_ODT_INTERNAL_H
#define HAT_DOCUMENT_ODT_INTERNAL_H

#include "base/buf.h"
#include "document/reader_internal.h"
#include "xml/xml.h"

struct hat_odt;

/* ---- styles as written ---- */

enum hat_odt_family {
    HAT_ODT_PARAGRAPH,
    HAT_ODT_TEXT,
    HAT_ODT_TABLE,
    HAT_ODT_COLUMN,
    HAT_ODT_ROW,
    HAT_ODT_CELL,
    HAT_ODT_GRAPHIC,
    HAT_ODT_SECTION,
    HAT_ODT_PAGE_LAYOUT,
    HAT_ODT_FAMILY_COUNT,
    HAT_ODT_NO_FAMILY = HAT_ODT_FAMILY_COUNT /* known, but nothing here needs it */
};

/* Automatic styles of the two files have name spaces of their own (rules 7.5). */
enum hat_odt_scope { HAT_ODT_COMMON, HAT_ODT_IN_STYLES, HAT_ODT_IN_CONTENT, HAT_ODT_SCOPE_COUNT };

/* Which properties element an attribute stood on. */
enum hat_odt_part {
    HAT_ODT_TEXT_PROPERTIES,
    HAT_ODT_PARAGRAPH_PROPERTIES,
    HAT_ODT_OWN_PROPERTIES, /* of the family: table-cell-properties ... */
    HAT_ODT_HEADER_PROPERTIES,
    HAT_ODT_FOOTER_PROPERTIES,
    HAT_ODT_PART_COUNT
};

struct hat_odt_attr {
    enum hat_xml_name name;
    struct hat_str value;
};

struct hat_odt_attrs {
    struct hat_odt_attr *items; /* in the document's arena */
    size_t count;
};

struct hat_odt_columns {
    uint16_t count;
    hat_twip gap;
    struct hat_odt_column_part {
        int32_t relative; /* width with both indents, in parts of all */
        hat_twip start, end;
    } * parts; /* `count`, of which `described` are given */
    uint16_t described;
    bool line;
};

struct hat_odt_style {
    struct hat_str name;
    uint8_t family, scope;
    bool has_list, has_master, has_tabs;
    bool mirrored;  /* of a page layout: left and right change places on even pages */
    bool resolving; /* its chain is being walked: a cycle when met again */
    struct hat_str parent, list, master;
    struct hat_odt_attrs parts[HAT_ODT_PART_COUNT];
    struct hat_tab *tabs;
    size_t tab_count, tab_cap;
    struct hat_odt_columns *columns;
    void *resolved; /* struct hat_odt_paragraph_style, ..._cell_style ...: by family */
};

/* ---- styles resolved ---- */

struct hat_odt_paragraph_style {
    struct hat_para_props para;
    const struct hat_char_props *chars;
    struct hat_str list;   /* list style of the chain */
    struct hat_str master; /* begins a page with this master page; "" none */
    int32_t page_number;   /* 0: goes on */
    bool own_indents;      /* the automatic style sets margin-left or text-indent itself */
    bool named_indents;    /* ... or the named style next to it does */
    bool list_indents;     /* ... or some style not weaker than the one that names `list` */
};

struct hat_odt_cell_style {
    struct hat_border borders[4];
    hat_twip margins[4];
    uint8_t valign, direction;
    struct hat_color shade;
};

struct hat_odt_row_style {
    uint8_t rule;
    hat_twip height;
    bool cant_split;
    struct hat_color shade;
};

struct hat_odt_column_style {
    hat_twip width;
    int32_t relative; /* 0: none */
};

struct hat_odt_table_style {
    struct hat_table table; /* properties only */
    struct hat_str master;
    bool has_width, has_align;
    int32_t page_number;
};

struct hat_odt_graphic_style {
    struct hat_float place;
    uint8_t vertical;  /* enum hat_odt_vertical, of a frame in the line */
    bool against_line; /* ... measured against the line's text, not the baseline */
    hat_twip insets[4];
    struct hat_border borders[4]; /* of a frame */
    bool grow, no_grow;           /* a shape's height follows its text, or must not */
    bool drawn;                   /* no Writer frame: an own style without a parent */
    uint8_t valign;               /* enum hat_valign, of a shape's text */
    hat_twip least;               /* fo:min-height */
    bool filled, unfilled;        /* draw:fill says solid or gradient, or something else */
    bool shaded;                  /* it says gradient */
    struct hat_str gradient;      /* draw:fill-gradient-name */
    bool decorative;              /* means nothing to a reader */
    struct hat_color fill_color, background, stroke;
    uint8_t fill_clear, stroke_clear; /* what shines through [percent] */
    hat_twip stroke_width;
    struct hat_line_end start, end;
    struct hat_str start_name, end_name, dash; /* of draw:marker and draw:stroke-dash */
    bool dashed;
    hat_twip dashes[HAT_DASHES_MAX];
    uint8_t dash_count;
    struct hat_str clip;
};

enum hat_odt_vertical { HAT_ODT_TOP, HAT_ODT_MIDDLE, HAT_ODT_BOTTOM, HAT_ODT_FROM_TOP };

struct hat_odt_list_level {
    bool given, bullet, picture, aligned; /* aligned: label-alignment, else the legacy mode */
    uint8_t format, follow, align;
    struct hat_str prefix, suffix, bullet_char, text_style;
    struct hat_str template_text; /* loext:num-list-format: "%1%.%2%." */
    int32_t start;
    uint8_t display_levels;
    hat_twip tab, indent, margin;                   /* label-alignment */
    hat_twip space_before, min_width, min_distance; /* legacy */
    struct hat_odt_attrs text;                      /* its style:text-properties */
};

enum { HAT_ODT_LEVELS = 10 };

struct hat_odt_counters;

struct hat_odt_list_style {
    struct hat_str name;
    struct hat_odt_list_level levels[HAT_ODT_LEVELS];
    struct hat_odt_counters *last; /* of the newest list of this style */
};

/* The numbers of one list, kept as long as another list may go on with them. */
struct hat_odt_counters {
    uint32_t identity;
    int32_t value[HAT_ODT_LEVELS];
    bool started[HAT_ODT_LEVELS];
};

struct hat_odt_list {
    struct hat_odt_list_style *style; /* NULL: none known */
    struct hat_odt_counters *counters;
    uint8_t level;       /* 0-based */
    bool in_item;        /* in a list-item or list-header */
    bool label_due;      /* the next paragraph of the item carries its label */
    bool has_start;      /* the item has text:start-value */
    int32_t start_value; /* of the item */
};

struct hat_odt_master {
    struct hat_str name, layout, following;
    struct hat_block *headers[3], *footers[3]; /* by enum hat_header_kind */
    bool has_header[3], has_footer[3];         /* displayed, even if empty */
};

/* What notes of one class look like. */
struct hat_odt_notes {
    struct hat_str mark_style, text_style; /* of the mark in the text, of the mark at the note */
    struct hat_str prefix, suffix;
    uint8_t format;
    struct hat_str pages; /* master page of those behind the text */
    int32_t start;        /* number of the first, 0-based in the file */
    uint32_t count;       /* numbered so far, in a chapter when `by_chapter` */
    bool by_chapter;
};

/* What a record made once was made from; the key of a cache. */
struct hat_odt_key {
    const void *a, *b;
    uint64_t c;
};

/* ---- flows and paragraphs ---- */

struct hat_odt_flow {
    struct hat_odt_flow *outer; /* also links the free ones */
    struct hat_arena *arena;    /* of what is built here */
    bool body;                  /* finished blocks are queued */
    struct hat_place place;     /* of the paragraph being read or read last */
    struct hat_block *first, *last;
    size_t list_base;            /* lists of outer flows end here */
    struct hat_odt_table *table; /* open table directly in this flow */
    struct hat_inline *floats;   /* objects anchored before a paragraph began */
    size_t float_count, float_cap;
    struct hat_label *first_label; /* of a note: its number, for the first paragraph */

    /* the paragraph being built */
    bool open;
    bool unnumbered; /* a heading that the outline does not number */
    bool hidden;     /* no part of it is shown */
    bool blank;      /* the text ends in white space, or has not begun: drop white space */
    bool tail;       /* the last byte is a collapsed white space */
    bool dropped;    /* hidden text was left out */
    const struct hat_para_props *props;
    const struct hat_char_props *mark;
    const struct hat_label *label;
    const struct hat_char_props *chars; /* of the text read now */
    const struct hat_link *link;
    struct hat_buf text;
    struct hat_inline *inlines; /* texts follow one another in `text` */
    size_t count, cap;
    bool in_field; /* text goes into the last inline as it is */
};

/* ---- tables ---- */

struct hat_odt_table {
    struct hat_odt_table *outer; /* also links the free ones */
    struct hat_odt_flow *flow;   /* where the table stands */
    struct hat_table *table;
    struct hat_place place;
    bool streamed, published;
    struct hat_odt_column {
        struct hat_odt_column_style width;
        struct hat_odt_style *cell; /* default cell style */
        struct hat_odt_style *merged_style;
        uint32_t merged;      /* rows below that a cell above covers */
        uint16_t merged_span; /* at the first column of that cell, else 0 */
        bool fresh;           /* it began in this row */
    } * columns;
    size_t column_count, column_cap;
    int header_depth;
    /* the row being read */
    bool in_row, row_hidden;
    struct hat_arena *arena;     /* of the row's contents */
    struct hat_arena *row_arena; /* of a streamed row */
    const struct hat_odt_row_style *row_style;
    struct hat_odt_style *row_cell; /* default cell style */
    uint32_t row_repeat, number;
    uint32_t column; /* next grid column */
    uint32_t covered_end;
    struct hat_cell *cells;
    size_t cell_count, cell_cap;
    uint32_t cell_number;
    /* the cell being read */
    struct hat_odt_style *cell_style;
    bool past_grid; /* the row has more cells than the table has columns */
    uint32_t cell_repeat, cell_rows;
    struct hat_cell cell;
    struct hat_row *last_row; /* in memory */
};

/* ---- drawing ---- */

enum { HAT_ODT_ALTERNATIVES = 4 };

/* A frame or shape being read. */
struct hat_odt_geometry;

/* draw:marker: what stands at the end of a line. */
struct hat_odt_marker {
    const struct hat_form *form;
    int32_t length_pct; /* of its width */
};

/* draw:stroke-dash: drawn, left out .. [twips; negative: percent of the line's width]. */
struct hat_odt_dash {
    hat_twip lengths[HAT_DASHES_MAX];
    uint8_t count;
};

struct hat_odt_drawing {
    struct hat_odt_drawing *outer;
    struct hat_arena *arena;
    struct hat_object *object;
    const struct hat_odt_graphic_style *style;
    bool in_line, has_height, page_anchor;
    bool wanted; /* there is something to place */
    hat_twip y;
    struct hat_str pictures[HAT_ODT_ALTERNATIVES]; /* addresses of its draw:image */
    size_t picture_count;
    struct hat_str title, description;
    struct hat_odt_geometry *geometry; /* draw:enhanced-geometry being read; NULL: none */
};

/* A draw:g: its members stand where it is anchored. */
struct hat_odt_group {
    struct hat_odt_group *outer;
    struct hat_str anchor;
};

/* ---- the machine ---- */

struct hat_odt_frame {
    const struct hat_odt_element *element; /* NULL: the end does nothing */
    bool mute;                             /* text directly inside is not text of the document */
    /* what the end puts back */
    const struct hat_char_props *chars;
    const struct hat_link *link;
    void *pointer;
};

struct hat_odt_element {
    enum hat_status (*start)(struct hat_odt *, const struct hat_xml_element *,
                             struct hat_odt_frame *);
    enum hat_status (*end)(struct hat_odt *, struct hat_odt_frame *);
    bool mute;
};

struct hat_odt_section {
    const struct hat_odt_style *style;
    bool columns; /* it has columns or margins of its own */
};

/* The settings that decide, beside AddExternalLeading, on the external leading. */
struct hat_odt_leading {
    bool forced, forced_zero; /* UnxForceZeroExtLeading: given, its value */
    bool high_resolution;     /* PrinterIndependentLayout */
};

struct hat_odt {
    struct hat_document *document;
    struct hat_arena *arena; /* the document's */
    const char *part;        /* being read */
    uint8_t scope;           /* whose automatic styles names mean first */
    bool common;             /* in office:styles */

    /* content.xml, read on demand */
    struct hat_stream stream;
    struct hat_xml_parser *parser;
    struct hat_str chunk; /* not yet parsed */
    bool begun, finished; /* office:text was met; all was read */
    enum hat_status status;

    /* the machine */
    struct hat_odt_frame *frames;
    size_t frame_count, frame_cap;
    uint32_t skipping;       /* depth in an element that is passed over; 0: not */
    struct hat_buf *capture; /* text goes here; NULL: to the paragraph */
    struct hat_buf captured, scratch;
    struct hat_str item; /* name of the config-item being read */
    struct hat_odt_leading leading;
    bool in_meta;
    uint32_t line;

    /* styles */
    struct hat_index styles[HAT_ODT_FAMILY_COUNT][HAT_ODT_SCOPE_COUNT];
    struct hat_odt_style *defaults[HAT_ODT_FAMILY_COUNT];
    struct hat_odt_style *style; /* being read */
    uint8_t header_part;         /* in a page layout: whose properties come */
    struct hat_index list_styles[HAT_ODT_SCOPE_COUNT];
    struct hat_odt_list_style *outline, *plain_list;
    struct hat_odt_list_style *list_style;        /* being read */
    struct hat_odt_list_level *level;             /* being read */
    struct hat_index fonts;                       /* name -> struct hat_str, the family */
    struct hat_index gradients;                   /* name -> struct hat_gradient */
    struct hat_index markers;                     /* name -> struct hat_odt_marker */
    struct hat_index dashes;                      /* name -> struct hat_odt_dash */
    struct hat_index masters;                     /* name -> struct hat_odt_master */
    struct hat_odt_master *first_master, *master; /* master: being read */
    struct hat_odt_notes footnotes, endnotes;
    struct hat_line_numbers line_numbers; /* of all sections; step 0: none */
    struct hat_str line_number_style;
    struct hat_index paragraphs, spans, sections; /* by struct hat_odt_key */
    struct hat_index lists;                       /* xml:id -> struct hat_odt_counters */
    void *unstyled[HAT_ODT_FAMILY_COUNT];         /* records of things without a style */
    const struct hat_char_props *base;            /* default character properties */

    /* variables */
    struct hat_index user_fields; /* name -> struct hat_str */

    /* what is being read */
    struct hat_odt_flow *flow, *free_flows;
    struct hat_odt_table *table, *free_tables;
    struct hat_odt_drawing *drawing;
    struct hat_index equations; /* of its geometry: name -> struct hat_odt_equation */
    struct hat_odt_group *group;
    struct hat_odt_list *list_stack;
    size_t list_count, list_cap;
    uint32_t list_identity;
    struct hat_odt_section *section_stack;
    size_t section_count, section_cap;
    const struct hat_odt_master *current_master;
    bool section_due;          /* columns changed: a section begins with the next block */
    bool any_section;          /* the first section was given */
    struct hat_note *note;     /* whose mark and body come; NULL: none */
    struct hat_str note_label; /* its mark, when the document gives one */
    uint32_t tables, boxes;
    uint64_t repeats_left, spaces_left;
    struct hat_index warned; /* names already warned about */

    struct hat_queue queue; /* finished */
};

/* ---- odt_units.c: attribute values ---- */

bool hat_odt_length(struct hat_str text, hat_twip *out);
bool hat_odt_percent(struct hat_str text, int32_t *out);
/* Thousandths of a percent or of anything else: "12.5%" is 12500. */
bool hat_odt_number(struct hat_str text, int64_t *millionths, struct hat_str *unit);
bool hat_odt_int(struct hat_str text, int32_t *out);
bool hat_odt_true(struct hat_str text);
bool hat_odt_color(struct hat_str text, struct hat_color *out);
bool hat_odt_border(struct hat_str text, struct hat_border *out);
void hat_odt_border_line(struct hat_str text, struct hat_border *out);
/* style:shadow of a page, "#000000 0.1cm 0.1cm": its width; 0: none, or not to the lower right. */
hat_twip hat_odt_shadow(struct hat_str text);
uint8_t hat_odt_number_format(struct hat_str text);
uint32_t hat_odt_first_char(struct hat_str text);
struct hat_str hat_odt_family_name(struct hat_str list);

/* ---- odt_styles.c: styles as written; odt_style_elements.c reads them ---- */

struct hat_odt_style *hat_odt_style_find(const struct hat_odt *odt, uint8_t family,
                                         struct hat_str name);
/* The styles whose attributes make up `style` (NULL: none given), weakest first: the family's
 * default style, the root, ... `style`. Cycles and chains past the limit are cut with a warning. */
enum { HAT_ODT_CHAIN = 258 };
size_t hat_odt_chain(struct hat_odt *odt, uint8_t family, struct hat_odt_style *style,
                     struct hat_odt_style *chain[HAT_ODT_CHAIN]);
struct hat_odt_list_style *hat_odt_list_style_find(const struct hat_odt *odt, struct hat_str name);
/* A list style with bullets (or numbers) at Writer's own places; NULL when out of memory. */
struct hat_odt_list_style *hat_odt_list_style_new(struct hat_odt *odt, bool bullets);
struct hat_str hat_odt_font_find(const struct hat_odt *odt, struct hat_str name);
/* The record made from `key`; NULL when there is none yet. */
void *hat_odt_cache_find(const struct hat_index *cache, const struct hat_odt_key *key);
enum hat_status hat_odt_cache_put(struct hat_odt *odt, struct hat_index *cache,
                                  const struct hat_odt_key *key, void *value);
bool hat_odt_copy_attrs(struct hat_odt *odt, const struct hat_xml_element *element,
                        struct hat_odt_attrs *attrs);

/* ---- odt_chars.c, odt_paragraphs.c, odt_boxes.c: styles resolved ---- */

const struct hat_char_props *hat_odt_base_chars(struct hat_odt *odt);
void hat_odt_apply_chars(struct hat_odt *odt, const struct hat_odt_attrs *attrs,
                         struct hat_char_props *chars);
/* `base` with the character style `name` over it; `base` itself when there is none such. */
const struct hat_char_props *
hat_odt_span_chars(struct hat_odt *odt, const struct hat_char_props *base, struct hat_str name);
/* NULL when out of memory. */
struct hat_odt_paragraph_style *hat_odt_paragraph_style(struct hat_odt *odt, struct hat_str name);
/* How a paragraph stands in a list. */
struct hat_odt_place_in_list {
    const struct hat_odt_list_level *level; /* NULL: not in a list */
    bool labelled;                          /* its label is printed */
    bool own_indents;                       /* the level's indents do not apply (rules 7.5) */
};
/* The properties of a paragraph of that style, as heading of `outline` (0: none). */
const struct hat_para_props *hat_odt_paragraph_props(struct hat_odt *odt,
                                                     struct hat_odt_paragraph_style *style,
                                                     const struct hat_odt_place_in_list *list,
                                                     uint8_t outline);
const struct hat_odt_table_style *hat_odt_table_style(struct hat_odt *odt, struct hat_str name);
const struct hat_odt_column_style *hat_odt_column_style(struct hat_odt *odt, struct hat_str name);
const struct hat_odt_row_style *hat_odt_row_style(struct hat_odt *odt, struct hat_str name);
const struct hat_odt_cell_style *hat_odt_cell_style(struct hat_odt *odt,
                                                    struct hat_odt_style *style);
const struct hat_odt_graphic_style *hat_odt_graphic_style(struct hat_odt *odt, struct hat_str name);
/* One attribute of the border and padding kind; false when it is another. */
bool hat_odt_apply_border(const struct hat_odt_attr *attr, struct hat_border *const borders[4]);
bool hat_odt_apply_padding(const struct hat_odt_attr *attr, hat_twip *const padding[4]);

/* ---- odt.c: the machine ---- */

/* Passes over the element whose start is being handled. */
void hat_odt_skip(struct hat_odt *odt, struct hat_odt_frame *frame);
/* Reads a part with the machine; a missing part is an empty one. */
enum hat_status hat_odt_read_part(struct hat_odt *odt, const char *name);
/* A warning about `name`, once for each name. */
void hat_odt_warn(struct hat_odt *odt, enum hat_message code, struct hat_str name);
const struct hat_odt_element *hat_odt_element_find(enum hat_xml_name name);

/* ---- odt_flow.c: flows and finished blocks ---- */

enum hat_status hat_odt_flow_push(struct hat_odt *odt, struct hat_arena *arena,
                                  const struct hat_place *place);
/* Ends the flow; gives its blocks, at least an empty paragraph when `filled`. */
enum hat_status hat_odt_flow_pop(struct hat_odt *odt, bool filled, struct hat_block **blocks);
/* An empty paragraph without style at the end of the flow. */
enum hat_status hat_odt_flow_fill(struct hat_odt *odt);
/* Begins a block in the flow: makes its arena, and a section before it where one begins. */
enum hat_status hat_odt_block_begin(struct hat_odt *odt, struct hat_str master, int32_t page_number,
                                    bool *new_page);
enum hat_status hat_odt_block_end(struct hat_odt *odt, uint8_t kind, void *content);
/* ---- odt_pages.c: page layouts and master pages ---- */

/* The section of a master page with the columns of the innermost text:section. */
enum hat_status hat_odt_section_make(struct hat_odt *odt, const struct hat_odt_master *master,
                                     uint8_t start, int32_t page_number,
                                     const struct hat_section **out);
/* A chapter begins: footnotes that are numbered by chapter begin anew (odt_fields.c). */
void hat_odt_notes_chapter(struct hat_odt *odt);
const struct hat_odt_master *hat_odt_master_find(const struct hat_odt *odt, struct hat_str name);

/* ---- odt_text.c: what stands in a paragraph ---- */

enum hat_status hat_odt_text(struct hat_odt *odt, struct hat_str text);
/* Text as it is, without collapsing. */
enum hat_status hat_odt_put(struct hat_odt *odt, struct hat_str text);
/* An inline of `kind` with the current properties; NULL when out of memory. */
struct hat_inline *hat_odt_inline(struct hat_odt *odt, uint8_t kind);
enum hat_status hat_odt_paragraph_finish(struct hat_odt *odt);

/* ---- odt_lists.c ---- */

/* How the paragraph that begins now stands in its list or, as heading, in the outline (`outline`
 * is 0 for no heading); *label is NULL when it prints none. */
enum hat_status hat_odt_list_place(struct hat_odt *odt, const struct hat_odt_paragraph_style *style,
                                   uint8_t outline, struct hat_odt_place_in_list *place,
                                   struct hat_label **label);

#endif
