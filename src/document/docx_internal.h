/* docx_internal.h -- the parts of the DOCX reader and what they hand to each other.
 *
 *     settings, theme, styles, numbering   read whole when the document is opened
 *     docx_scan.c       sections, found ahead of the text
 *     docx_story.c      a stack of states over the XML events of the body, a header, the notes
 *       docx_text.c       runs and their text      docx_fields.c   fields and links
 *       docx_tables.c     tables, rows, cells      docx_drawing.c, docx_vml.c   pictures, boxes
 *     docx_resolve.c    sparse properties of all levels -> interned records of the model
 *
 * Properties are read into "sparse" records: a record of the model and a bit for each property
 * that was given. Laying one record over another is all there is to inheritance.
 *
 * Errors stick: the first one stands in docx->status, and the parser stops after the event.
 */
#ifndef HAT_DOCUMENT_DOCX_INTERNAL_H
#define HAT_DOCUMENT_DOCX_INTERNAL_H

#include "document/reader_internal.h"
#include "xml/xml.h"

/* Word's own ranges (docs/safety.md): what is outside is clamped with a warning. */
enum {
    HAT_DOCX_LENGTH_MAX = 31680, /* 22 in */
    HAT_DOCX_SIZE_MAX_HP = 3276,
    HAT_DOCX_HALF_POINT = 10, /* twips */
    HAT_DOCX_SPAN_MAX = 512,
    HAT_DOCX_LEFT_OUT_MAX = 1 << 16, /* cells for w:gridBefore and w:gridAfter */
    HAT_DOCX_TABS_MAX = 64,
    HAT_DOCX_LEVELS = 9,
    HAT_DOCX_STYLES_MAX = 8192,
    HAT_DOCX_LISTS_MAX = 32768,
    HAT_DOCX_SECTIONS_MAX = 10000
};

/* ---- sparse properties ---- */

enum hat_docx_char_bit {
    HAT_DOCX_FONT = 1u << 0,
    HAT_DOCX_FONT_EA = 1u << 1,
    HAT_DOCX_FONT_CS = 1u << 2,
    HAT_DOCX_SIZE = 1u << 3,
    HAT_DOCX_SIZE_CS = 1u << 4,
    HAT_DOCX_BOLD = 1u << 5,
    HAT_DOCX_ITALIC = 1u << 6,
    HAT_DOCX_BOLD_CS = 1u << 7,
    HAT_DOCX_ITALIC_CS = 1u << 8,
    HAT_DOCX_CAPS = 1u << 9,
    HAT_DOCX_SMALL_CAPS = 1u << 10,
    HAT_DOCX_STRIKE = 1u << 11,
    HAT_DOCX_OUTLINE = 1u << 12,
    HAT_DOCX_SHADOW = 1u << 13,
    HAT_DOCX_VANISH = 1u << 14,
    HAT_DOCX_RTL = 1u << 15,
    HAT_DOCX_KERN = 1u << 16,
    HAT_DOCX_UNDERLINE = 1u << 17,
    HAT_DOCX_VERTICAL = 1u << 18,
    HAT_DOCX_RAISE = 1u << 19,
    HAT_DOCX_SPACING = 1u << 20,
    HAT_DOCX_SCALE = 1u << 21,
    HAT_DOCX_LANG = 1u << 22,
    HAT_DOCX_COLOR = 1u << 23,
    HAT_DOCX_HIGHLIGHT = 1u << 24,
    HAT_DOCX_RUN_SHADE = 1u << 25,
    HAT_DOCX_RUN_BORDER = 1u << 26
};

struct hat_docx_style;

struct hat_docx_chars {
    struct hat_char_props v;
    uint32_t set;                       /* enum hat_docx_char_bit */
    bool deleted;                       /* of a paragraph mark: joined with the next paragraph */
    const struct hat_docx_style *style; /* w:rStyle; not inherited */
};

enum hat_docx_para_bit {
    HAT_DOCX_ALIGN = 1u << 0,
    HAT_DOCX_LEFT = 1u << 1,
    HAT_DOCX_RIGHT = 1u << 2,
    HAT_DOCX_FIRST = 1u << 3,
    HAT_DOCX_INDENTS = HAT_DOCX_LEFT | HAT_DOCX_RIGHT | HAT_DOCX_FIRST,
    HAT_DOCX_BEFORE = 1u << 4,
    HAT_DOCX_AFTER = 1u << 5,
    HAT_DOCX_AUTO_BEFORE = 1u << 6,
    HAT_DOCX_AUTO_AFTER = 1u << 7,
    HAT_DOCX_LINE = 1u << 8,
    HAT_DOCX_KEEP_NEXT = 1u << 9,
    HAT_DOCX_KEEP_LINES = 1u << 10,
    HAT_DOCX_BREAK_BEFORE = 1u << 11,
    HAT_DOCX_WIDOW = 1u << 12,
    HAT_DOCX_CONTEXTUAL = 1u << 13,
    HAT_DOCX_BIDI = 1u << 14,
    HAT_DOCX_HYPHENATE = 1u << 15,
    HAT_DOCX_OUTLINE_LEVEL = 1u << 16,
    HAT_DOCX_TABS = 1u << 17,
    HAT_DOCX_P_TOP = 1u << 18,
    HAT_DOCX_P_BOTTOM = 1u << 19,
    HAT_DOCX_P_LEFT = 1u << 20,
    HAT_DOCX_P_RIGHT = 1u << 21,
    HAT_DOCX_P_BETWEEN = 1u << 22,
    HAT_DOCX_P_SHADE = 1u << 23,
    HAT_DOCX_NUM_ID = 1u << 24,
    HAT_DOCX_NUM_LEVEL = 1u << 25,
    HAT_DOCX_FRAME = 1u << 26,
    HAT_DOCX_OFF_GRID = 1u << 27,
    HAT_DOCX_UNNUMBERED = 1u << 28
};

/* A tab stop that clears one of a lower level. */
enum { HAT_DOCX_TAB_CLEAR = 0xFF };

/* Place of a text frame (w:framePr); interned. */
struct hat_docx_frame {
    hat_twip width, height; /* 0: as the text needs */
    bool fixed;             /* the height is exact */
    uint16_t said;          /* which attributes are given (docx_frames.c) */
    struct hat_float place;
};

struct hat_docx_para {
    struct hat_para_props v; /* tabs are interned, and hold HAT_DOCX_TAB_CLEAR entries */
    uint32_t set;            /* enum hat_docx_para_bit */
    int32_t num_id;
    uint8_t num_level;
    const struct hat_docx_frame *frame; /* NULL: none */
    const struct hat_docx_style *style; /* w:pStyle; not inherited */
};

/* The four edges of enum hat_edge, then the inner ones. */
enum { HAT_DOCX_INSIDE_H = 4, HAT_DOCX_INSIDE_V = 5, HAT_DOCX_EDGES = 6 };

struct hat_docx_borders {
    struct hat_border edge[HAT_DOCX_EDGES];
    uint8_t set; /* bit i: edge[i] was given */
};

struct hat_docx_margins {
    hat_twip edge[4];
    uint8_t set;
};

enum hat_docx_look {
    HAT_DOCX_LOOK_FIRST_ROW = 0x0020,
    HAT_DOCX_LOOK_LAST_ROW = 0x0040,
    HAT_DOCX_LOOK_FIRST_COLUMN = 0x0080,
    HAT_DOCX_LOOK_LAST_COLUMN = 0x0100,
    HAT_DOCX_LOOK_NO_H_BAND = 0x0200,
    HAT_DOCX_LOOK_NO_V_BAND = 0x0400
};

struct hat_docx_table_props {
    struct hat_docx_borders borders;
    struct hat_docx_margins margins;
    bool has_width, has_align, has_indent, has_layout, has_look, has_float, has_shade;
    bool fixed, rtl;
    uint8_t width_kind, align;
    int32_t width;
    hat_twip indent;
    uint16_t look; /* enum hat_docx_look */
    struct hat_color shade;
    struct hat_float place;
    const struct hat_docx_style *style; /* w:tblStyle; not inherited */
};

struct hat_docx_row_props {
    bool has_height, has_cant_split, has_header;
    uint8_t height_rule;
    hat_twip height;
    bool cant_split, header, deleted;
    uint16_t before, after; /* grid columns left out */
};

struct hat_docx_cell_props {
    struct hat_docx_borders borders;
    struct hat_docx_margins margins;
    bool has_valign, has_direction, has_shade;
    uint8_t valign, direction;
    uint8_t merge;            /* enum hat_merge */
    uint8_t horizontal_merge; /* enum hat_merge: the old w:hMerge */
    uint16_t span;            /* 0: not given */
    hat_twip width;
    struct hat_color shade;
};

struct hat_docx_section {
    struct hat_section v;
    const char *headers[3], *footers[3]; /* relationship ids, by enum hat_header_kind */
    hat_twip gutter;
    hat_twip widths[2 * 16]; /* of unequal columns: width and gap alternately */
    uint16_t width_count;
    bool unequal;
};

/* ---- reading properties ----
 *
 * One reader for the property elements of all parts. A state is kept for each open element; the
 * part's own reader goes on in states from HAT_DOCX_OWN_STATES on.
 */
enum hat_docx_state {
    HAT_DOCX_SKIP,
    HAT_DOCX_IN_RPR,
    HAT_DOCX_IN_MARK,
    HAT_DOCX_IN_PPR,
    HAT_DOCX_IN_PBDR,
    HAT_DOCX_IN_TABS,
    HAT_DOCX_IN_NUMPR,
    HAT_DOCX_IN_TBLPR,
    HAT_DOCX_IN_TBLBORDERS,
    HAT_DOCX_IN_TBLMAR,
    HAT_DOCX_IN_TRPR,
    HAT_DOCX_IN_TCPR,
    HAT_DOCX_IN_TCBORDERS,
    HAT_DOCX_IN_TCMAR,
    HAT_DOCX_IN_SECTPR,
    HAT_DOCX_IN_COLS,
    HAT_DOCX_IN_PGBORDERS,
    HAT_DOCX_IN_FOOTNOTEPR,
    HAT_DOCX_IN_ENDNOTEPR,
    HAT_DOCX_OWN_STATES
};

struct hat_docx;

/* Where properties go; NULL: nowhere. */
struct hat_docx_targets {
    struct hat_docx_chars *chars, *mark;
    struct hat_docx_para *para;
    struct hat_docx_table_props *table;
    struct hat_docx_row_props *row;
    struct hat_docx_cell_props *cell;
    struct hat_docx_section *section;
};

/* State for a child of an element in property state `state`. */
uint8_t hat_docx_property(struct hat_docx *docx, struct hat_docx_targets *targets, uint8_t state,
                          const struct hat_xml_element *element);
uint8_t hat_docx_para_property(struct hat_docx *docx, struct hat_docx_targets *targets,
                               uint8_t state, const struct hat_xml_element *element);
/* bothSides, left, right, largest -> enum hat_wrap_side. */
uint8_t hat_docx_wrap_side(struct hat_str text);
void hat_docx_frame_read(struct hat_docx *docx, struct hat_docx_para *para,
                         const struct hat_xml_element *element);
/* `over` with what only `base` says; NULL: none. */
const struct hat_docx_frame *hat_docx_frame_over(struct hat_docx *docx,
                                                 const struct hat_docx_frame *base,
                                                 const struct hat_docx_frame *over);
void hat_docx_char_property(struct hat_docx *docx, struct hat_docx_chars *chars,
                            const struct hat_xml_element *element);
uint8_t hat_docx_table_property(struct hat_docx *docx, struct hat_docx_targets *targets,
                                uint8_t state, const struct hat_xml_element *element);
uint8_t hat_docx_section_property(struct hat_docx *docx, struct hat_docx_section *section,
                                  uint8_t state, const struct hat_xml_element *element);
void hat_docx_section_init(struct hat_docx_section *section);
void hat_docx_line_numbers_read(struct hat_docx *docx, struct hat_docx_section *section,
                                const struct hat_xml_element *element);

/* Lays `over` over `base`. With `xor`, toggles that both set cancel (rules 7.2). */
void hat_docx_chars_over(struct hat_docx_chars *base, const struct hat_docx_chars *over, bool xor);
void hat_docx_para_over(struct hat_docx *docx, struct hat_docx_para *base,
                        const struct hat_docx_para *over);
void hat_docx_borders_over(struct hat_docx_borders *base, const struct hat_docx_borders *over);
void hat_docx_margins_over(struct hat_docx_margins *base, const struct hat_docx_margins *over);
void hat_docx_table_over(struct hat_docx_table_props *base,
                         const struct hat_docx_table_props *over);
void hat_docx_row_over(struct hat_docx_row_props *base, const struct hat_docx_row_props *over);
void hat_docx_cell_over(struct hat_docx_cell_props *base, const struct hat_docx_cell_props *over);

/* ---- states of open elements ---- */

struct hat_docx_states {
    uint8_t *items;
    size_t count, cap;
};

void hat_docx_states_push(struct hat_docx *docx, struct hat_docx_states *states, uint8_t state);
void hat_docx_states_fini(struct hat_docx_states *states);

/* ---- values (docx_values.c) ---- */

struct hat_str hat_docx_val(const struct hat_xml_element *element); /* w:val */
bool hat_docx_on(const struct hat_xml_element *element);            /* no w:val: on */
bool hat_docx_true(struct hat_str text, bool absent);
int32_t hat_docx_int(struct hat_str text, int32_t absent);
/* A length: a number of twips, or with a unit (strict OOXML): "2.5cm", "12pt". */
hat_twip hat_docx_twips(struct hat_str text, hat_twip absent);
/* The same within [min, max]; a value outside is a warning. */
hat_twip hat_docx_length(struct hat_docx *docx, struct hat_str text, hat_twip min, hat_twip max);
hat_twip hat_docx_emu(struct hat_str text); /* EMU -> twips, within +-2 * 22 in */
bool hat_docx_hex(struct hat_str text, uint32_t *value);
const char *hat_docx_text(struct hat_docx *docx, struct hat_str text); /* interned; never NULL */
/* w:color and the colours of w:u, w:shd and borders: value, else theme. */
struct hat_color hat_docx_color(struct hat_docx *docx, const struct hat_xml_element *element,
                                enum hat_xml_name plain);
struct hat_color hat_docx_shade(struct hat_docx *docx, const struct hat_xml_element *element);
struct hat_border hat_docx_border(struct hat_docx *docx, const struct hat_xml_element *element);
/* Outer and inner stroke change places. */
void hat_docx_border_swap(struct hat_border *border);
enum hat_number_format hat_docx_number_format(struct hat_docx *docx, struct hat_str text);
/* Index of `text` in a list of names that ends with NULL; -1 when it is not there. */
int hat_docx_one_of(struct hat_str text, const char *const *names);

/* ---- theme (docx_theme.c) ---- */

enum { HAT_DOCX_SCHEME_COLORS = 12 };

struct hat_docx_theme {
    const char *fonts[2][3];                         /* minor, major; latin, ea, cs; NULL: none */
    struct hat_color colors[HAT_DOCX_SCHEME_COLORS]; /* dk1 lt1 dk2 lt2 accent1..6 hlink folHlink */
    uint8_t mapping[HAT_DOCX_SCHEME_COLORS];         /* w:clrSchemeMapping */
};

void hat_docx_theme_read(struct hat_docx *docx, const char *part);
/* "minorHAnsi", "majorEastAsia"...; NULL when the theme does not say. */
const char *hat_docx_theme_font(const struct hat_docx *docx, struct hat_str name);
/* "accent1", "text1", "tx1", "dark2"...; tint and shade are 0 to 255, 255: none. */
struct hat_color hat_docx_theme_color(const struct hat_docx *docx, struct hat_str name,
                                      uint32_t tint, uint32_t shade);
/* Luminance * mod / 100000 + off / 100000, in HSL. */
struct hat_color hat_docx_luminance(struct hat_color color, int32_t mod, int32_t off);

/* ---- settings (docx_settings.c) ---- */

struct hat_docx_note_numbers {
    uint8_t format; /* enum hat_number_format */
    uint32_t start;
};

struct hat_docx_settings {
    hat_twip tab_default;
    bool even_odd, gutter_at_top, mirror_margins, override_table_style;
    bool split_page_break_and_mark; /* an empty line stands behind a page break */
    bool show_background;           /* w:displayBackgroundShape: the page colour is painted */
    struct hat_docx_note_numbers notes[2]; /* of footnotes, endnotes */
};

void hat_docx_settings_read(struct hat_docx *docx, const char *part);
void hat_docx_core_read(struct hat_docx *docx); /* docProps/core.xml */

/* ---- styles (docx_styles.c) ---- */

enum hat_docx_style_type {
    HAT_DOCX_STYLE_PARAGRAPH,
    HAT_DOCX_STYLE_CHARACTER,
    HAT_DOCX_STYLE_TABLE,
    HAT_DOCX_STYLE_NUMBERING,
    HAT_DOCX_STYLE_TYPES
};

/* Conditional parts of a table style, weakest first; bands of columns beat those of rows, as in
 * Writer (Word has it the other way round). */
enum hat_docx_condition {
    HAT_DOCX_WHOLE,
    HAT_DOCX_BAND1_HORZ,
    HAT_DOCX_BAND2_HORZ,
    HAT_DOCX_BAND1_VERT,
    HAT_DOCX_BAND2_VERT,
    HAT_DOCX_FIRST_COLUMN,
    HAT_DOCX_LAST_COLUMN,
    HAT_DOCX_FIRST_ROW,
    HAT_DOCX_LAST_ROW,
    HAT_DOCX_NE_CELL,
    HAT_DOCX_NW_CELL,
    HAT_DOCX_SE_CELL,
    HAT_DOCX_SW_CELL,
    HAT_DOCX_CONDITIONS
};

/* Everything that one part of a style may say. */
struct hat_docx_format {
    struct hat_docx_para para;
    struct hat_docx_chars chars;
    struct hat_docx_table_props table;
    struct hat_docx_row_props row;
    struct hat_docx_cell_props cell;
};

/* Beside the bits of enum hat_docx_condition: the style's character properties do not count. */
enum { HAT_DOCX_NO_CHARS = 1 << 30 };

/* A table style's paragraph and character properties for one set of conditions. */
struct hat_docx_table_format {
    uint32_t conditions; /* bit i: enum hat_docx_condition i applies */
    struct hat_docx_para para;
    struct hat_docx_chars chars;
    struct hat_docx_table_format *next;
};

struct hat_docx_style {
    const char *id;
    uint8_t type;         /* enum hat_docx_style_type */
    uint8_t flat;         /* 0: not yet, 1: being made (a cycle when met again), 2: done */
    const char *based_on; /* id; NULL: none */
    /* Its own properties; after flattening, its own over those of its ancestors. */
    struct hat_docx_para para;
    struct hat_docx_chars chars;
    const struct hat_docx_style *numbered; /* itself or the ancestor that gave the numbering */
    uint32_t indents_over_number;          /* bits of HAT_DOCX_INDENTS (rules 7.1) */
    struct hat_docx_format *conditions[HAT_DOCX_CONDITIONS]; /* [WHOLE] is always there in tables */
    struct hat_docx_table_format *formats;                   /* made so far */
};

struct hat_docx_styles {
    size_t count;
    struct hat_index by_id[HAT_DOCX_STYLE_TYPES];
    struct hat_docx_style *defaults[HAT_DOCX_STYLE_TYPES]; /* w:default="1"; NULL: none */
    struct hat_docx_para default_para;
    struct hat_docx_chars default_chars;
    bool has_defaults; /* there is w:docDefaults */
};

void hat_docx_styles_read(struct hat_docx *docx, const char *part);
/* NULL when there is no such style. Flattened. */
const struct hat_docx_style *hat_docx_style_find(struct hat_docx *docx,
                                                 enum hat_docx_style_type type, struct hat_str id);
const struct hat_docx_style *hat_docx_style_default(struct hat_docx *docx,
                                                    enum hat_docx_style_type type);
/* Paragraph and character properties of a table style where `conditions` apply. */
const struct hat_docx_table_format *hat_docx_table_format(struct hat_docx *docx,
                                                          const struct hat_docx_style *style,
                                                          uint32_t conditions);

/* ---- numbering (docx_numbering.c, docx_labels.c) ---- */

struct hat_docx_level {
    bool legal;
    uint8_t format; /* enum hat_number_format */
    uint8_t align;  /* enum hat_align */
    uint8_t follow; /* enum hat_label_follow */
    int8_t restart; /* -1: after any higher level; 0: never; n: after level n (1-based) */
    uint32_t start;
    const char *text;
    const char *para_style; /* id; NULL: none */
    struct hat_docx_para para;
    struct hat_docx_chars chars;
};

struct hat_docx_abstract {
    uint32_t list;          /* identity, from 1 */
    const char *style_link; /* w:numStyleLink: the levels are those of that style's list */
    struct hat_docx_level *levels[HAT_DOCX_LEVELS]; /* NULL: not given */
    uint32_t counters[HAT_DOCX_LEVELS];
    bool counting[HAT_DOCX_LEVELS];
};

struct hat_docx_num {
    struct hat_docx_abstract *abstract; /* NULL: names none that exists */
    const char *abstract_id;
    struct hat_docx_level *overrides[HAT_DOCX_LEVELS]; /* NULL: the abstract's */
    int32_t starts[HAT_DOCX_LEVELS];                   /* w:startOverride; -1: none or done */
};

struct hat_docx_numbering {
    struct hat_index nums, abstracts; /* by id as written */
    size_t count;
};

void hat_docx_numbering_read(struct hat_docx *docx, const char *part);
struct hat_docx_num *hat_docx_num_find(struct hat_docx *docx, int32_t num_id);
const struct hat_docx_level *hat_docx_num_level(const struct hat_docx_num *num, uint8_t level);
/* Level whose w:pStyle is `style`; `otherwise` when there is none. */
uint8_t hat_docx_num_level_of_style(const struct hat_docx_num *num, const char *style,
                                    uint8_t otherwise);
/* Counts one item and gives its label's text, in `arena`; .ptr NULL when out of memory. */
struct hat_str hat_docx_count(struct hat_docx *docx, struct hat_docx_num *num, uint8_t level,
                              struct hat_arena *arena);

/* ---- resolved properties (docx_resolve.c) ---- */

/* What surrounds a paragraph. */
struct hat_docx_surroundings {
    const struct hat_docx_table_format *format; /* of the cell; NULL outside styled tables */
    struct hat_color background;                /* of the cell */
};

/* A paragraph's properties and what its runs build upon. */
struct hat_docx_resolved {
    const struct hat_para_props *props;
    const struct hat_docx_chars *base;  /* interned: document, table and paragraph style */
    const struct hat_docx_frame *frame; /* NULL: in the text */
    struct hat_color background;
    struct hat_docx_num *num; /* NULL outside lists */
    uint8_t level;
    uint16_t style_size; /* of the paragraph style alone */
};

struct hat_docx_cache;

struct hat_docx_cache *hat_docx_cache_new(void);
void hat_docx_cache_free(struct hat_docx_cache *cache);
void hat_docx_resolve_paragraph(struct hat_docx *docx, const struct hat_docx_para *direct,
                                const struct hat_docx_surroundings *around,
                                struct hat_docx_resolved *out);
/* NULL after an error. `direct` may be NULL. */
const struct hat_char_props *hat_docx_resolve_run(struct hat_docx *docx,
                                                  const struct hat_docx_resolved *paragraph,
                                                  const struct hat_docx_chars *direct);
const struct hat_char_props *hat_docx_resolve_label(struct hat_docx *docx,
                                                    const struct hat_docx_resolved *paragraph,
                                                    const struct hat_docx_chars *mark,
                                                    const struct hat_docx_level *level);

/* The document's defaults, whatever the style "line number" says: as in Writer. */
const struct hat_char_props *hat_docx_resolve_line_number(struct hat_docx *docx);

/* ---- the reader as a whole (docx.c) ---- */

/* What is not supported: each kind is told once. */
enum hat_docx_unsupported {
    HAT_DOCX_UNSUPPORTED_MATH,
    HAT_DOCX_UNSUPPORTED_CHART,
    HAT_DOCX_UNSUPPORTED_SHAPE,
    HAT_DOCX_UNSUPPORTED_RUBY,
    HAT_DOCX_UNSUPPORTED_INSERTED_FILE,
    HAT_DOCX_UNSUPPORTED_REVISIONS,
    HAT_DOCX_UNSUPPORTED_PICTURE_BORDERS,
    HAT_DOCX_UNSUPPORTED_PICTURE_LINK,
    HAT_DOCX_UNSUPPORTED_DROP_CAP,
    HAT_DOCX_UNSUPPORTED_LINE_RULE,
    HAT_DOCX_UNSUPPORTED_SYMBOL,
    HAT_DOCX_UNSUPPORTED_COUNT
};

/* A part with its relationships by id. */
struct hat_docx_part {
    const char *name;
    struct hat_index by_id;
    struct hat_index by_type; /* the first of each type that stands inside of the file */
    struct hat_docx_part *next;
    struct hat_block *blocks; /* of a header or footer, once read */
    bool read;
};

/* A footnote or endnote; read with its part, numbered where it is referred to. */
struct hat_docx_note {
    struct hat_note note;
    struct hat_inline *mark; /* of w:footnoteRef in its text; NULL: none */
};

struct hat_docx_story;

struct hat_docx {
    struct hat_document *document;
    enum hat_status status;         /* the first error */
    struct hat_place place;         /* of what is being read */
    struct hat_vml_type *vml_types; /* of VML shapes, by their ids (docx_vml_path.c) */
    uint32_t vml_type_count;
    struct hat_vml_type *vml_type_open; /* being read; NULL: none */
    uint32_t cells_left_out;            /* made so far, in tables that are not streamed */
    uint32_t told;                      /* bits of enum hat_docx_unsupported */
    struct hat_docx_theme theme;
    struct hat_docx_settings settings;
    struct hat_color background; /* of all pages (w:background) */
    struct hat_docx_styles styles;
    struct hat_docx_numbering numbering;
    struct hat_docx_cache *cache;
    struct hat_docx_part *parts;
    struct hat_docx_section *sections; /* as scanned, in the document's arena */
    size_t section_count, section_cap;
    struct hat_section **made;          /* of sections reached: finished records */
    const struct hat_section *geometry; /* of the section being read; NULL: none yet */
    size_t made_count;
    struct hat_index notes[2]; /* footnotes, endnotes by id */
    uint32_t note_numbers[2];  /* given so far */
    bool notes_read[2];
    struct hat_queue queue;
    struct hat_stream stream;
    struct hat_str rest; /* of the chunk that is being fed */
    struct hat_xml_parser *parser;
    struct hat_docx_story *body;
    struct hat_buf scratch; /* for labels and fields; emptied before use */
    bool ended;
};

/* Keeps the first error. */
void hat_docx_fail(struct hat_docx *docx, enum hat_status status);
/* Memory of the document; NULL (and the error kept) when there is none left. */
void *hat_docx_alloc(struct hat_docx *docx, size_t size);
void hat_docx_unsupported(struct hat_docx *docx, enum hat_docx_unsupported what);
/* Parses a whole part with `handler`; a part that is not there is no error. */
void hat_docx_parse_part(struct hat_docx *docx, const char *part,
                         const struct hat_xml_handler *handler);
struct hat_docx_part *hat_docx_part(struct hat_docx *docx, const char *name);
/* NULL when there is none. */
const struct hat_relationship *
hat_docx_relationship(struct hat_docx *docx, const struct hat_docx_part *part, struct hat_str id);
/* Name of the part that the main part is related to by `type`; NULL when there is none. */
const char *hat_docx_related(struct hat_docx *docx, const char *type);

/* ---- the main part's sections, ahead of its text (docx_scan.c) ---- */

void hat_docx_scan(struct hat_docx *docx);

/* The finished record of section `index`, headers read. NULL after an error. */
const struct hat_section *hat_docx_section_at(struct hat_docx *docx, size_t index);

/* Blocks of a header or footer part, read once. */
struct hat_block *hat_docx_header_blocks(struct hat_docx *docx, const char *part, bool footer);
/* A child of a section's w:footnotePr or w:endnotePr. */
void hat_docx_note_property(struct hat_docx *docx, bool endnote,
                            const struct hat_xml_element *element);
/* NULL when there is no such note. */
struct hat_docx_note *hat_docx_note(struct hat_docx *docx, bool endnote, struct hat_str id);

#endif
