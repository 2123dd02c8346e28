/* document.h -- the neutral document model and the readers that build it block by block.
 *
 *     DOCX or ODT parts --reader--> SECTION, PARAGRAPH, TABLE (rows pulled one by one), ... END
 *
 * The layout never sees DOCX or ODF: styles are resolved by the readers into property records.
 * Records are interned, so equal properties have equal pointers. Lengths are twips (1/20 pt)
 * unless a name says otherwise. Names of members are those of docs/layout-rules.md.
 *
 * Ownership: property records, images, headers and footers live as long as the document. A body
 * block and a table row live until they are released; so memory stays bounded however long the
 * table is. Blocks inside a row, header, note or text box live and die with it.
 */
#ifndef HAT_DOCUMENT_DOCUMENT_H
#define HAT_DOCUMENT_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "package/parts.h"

typedef int32_t hat_twip;

/* A zeroed colour is "none / automatic"; black is {0, true}. */
struct hat_color {
    uint32_t rgb; /* 0xRRGGBB */
    bool set;
};

/* ---- characters ---- */

enum hat_underline {
    HAT_UNDERLINE_NONE,
    HAT_UNDERLINE_SINGLE,
    HAT_UNDERLINE_DOUBLE,
    HAT_UNDERLINE_THICK,
    HAT_UNDERLINE_DOTTED,
    HAT_UNDERLINE_DASHED,
    HAT_UNDERLINE_WAVY,
    HAT_UNDERLINE_WORDS
};

enum hat_vertical { HAT_VERTICAL_NONE, HAT_VERTICAL_SUPER, HAT_VERTICAL_SUB };

enum hat_border_style {
    HAT_BORDER_NONE,
    HAT_BORDER_SINGLE,
    HAT_BORDER_DOUBLE,
    HAT_BORDER_DOTTED,
    HAT_BORDER_DASHED
};

struct hat_border {
    uint8_t style;         /* enum hat_border_style */
    hat_twip width;        /* of all strokes and gaps together */
    hat_twip outer, inner; /* strokes of a double border; 0: both a third */
    hat_twip space;        /* between border and text */
    struct hat_color color;
};

struct hat_char_props {
    const char *family;     /* Latin, Cyrillic and the rest; as the document names it */
    const char *family_ea;  /* East Asian; NULL: family */
    const char *family_cs;  /* complex scripts; NULL: family */
    uint16_t size, size_cs; /* twips */
    bool bold, italic, bold_cs, italic_cs;
    bool caps, small_caps, hidden, rtl, kerning, outline, shadow;
    uint8_t strike;            /* lines: 0, 1, 2 */
    uint8_t underline;         /* enum hat_underline */
    uint8_t vertical;          /* enum hat_vertical */
    uint8_t vertical_size_pct; /* size of super- and subscript; 0: 58 */
    int8_t vertical_raise_pct; /* ODF: raise in % of the height; 0: the default of the rules */
    int16_t raise_hp;          /* w:position */
    int16_t letter_spacing;    /* added after each character */
    uint16_t scale_pct;        /* horizontal; 0 or 100: none */
    const char *lang;          /* BCP 47, such as kk-KZ; "" when not known */
    struct hat_color color, underline_color, highlight, shade;
    struct hat_border border;
};

/* ---- paragraphs ---- */

enum hat_align { HAT_ALIGN_LEFT, HAT_ALIGN_CENTER, HAT_ALIGN_RIGHT, HAT_ALIGN_JUSTIFY };

enum hat_spacing_rule {
    HAT_SPACING_PERCENT,  /* value: percent of the line, 100 is single */
    HAT_SPACING_EXACT,    /* value: twips */
    HAT_SPACING_AT_LEAST, /* value: twips */
    HAT_SPACING_LEADING   /* value: twips above every line (ODF style:line-spacing) */
};

enum hat_tab_align { HAT_TAB_LEFT, HAT_TAB_CENTER, HAT_TAB_RIGHT, HAT_TAB_DECIMAL };

struct hat_tab {
    hat_twip position; /* from the tab origin (rules 2.11) */
    uint8_t align;     /* enum hat_tab_align */
    uint32_t leader;   /* code point repeated in the gap; 0: none */
    uint32_t decimal;  /* code point that HAT_TAB_DECIMAL aligns; 0: the language's */
};

struct hat_para_props {
    const char *style;     /* identity of the named style, for contextual spacing; interned */
    uint8_t outline_level; /* 1 to 9 for headings, 0 for body text */
    uint8_t align;         /* enum hat_align, of all lines but the last of a justified one */
    uint8_t align_last;    /* the last line of a justified paragraph */
    bool rtl, contextual, keep_next, keep_lines, break_before, break_after, column_break_before;
    bool hyphenate;
    uint8_t hyphen_left, hyphen_right; /* least letters before and behind a hyphen; 0: two */
    bool off_grid;                     /* its lines do not stand on the section's grid */
    bool unnumbered;                   /* its lines have no line numbers */
    bool auto_before, auto_after;      /* "auto" spacing of HTML: 280 by the rules of 3.1 */
    uint8_t widows, orphans;           /* least lines; 0 and 1: off */
    hat_twip indent_left, indent_right, indent_first;
    hat_twip before, after;
    uint8_t spacing_rule;       /* enum hat_spacing_rule */
    int32_t spacing;            /* percent or twips */
    const struct hat_tab *tabs; /* by position; cleared stops are not among them */
    size_t tab_count;
    hat_twip tab_default;
    struct hat_border top, bottom, left, right, between;
    struct hat_color shade;
    uint16_t page_start; /* ODF: number of the page that break_before begins; 0: go on */
};

enum hat_inline_kind {
    HAT_INLINE_TEXT,
    HAT_INLINE_TAB,
    HAT_INLINE_PTAB, /* alignment tab; `align` */
    HAT_INLINE_LINE_BREAK,
    HAT_INLINE_FIELD,  /* page numbers; the text is the cached result. PAGE_REF: of the bookmark
                          that `link` leads to */
    HAT_INLINE_OBJECT, /* picture or text box that stands in the line */
    HAT_INLINE_ANCHOR, /* an object anchored here */
    HAT_INLINE_NOTE,   /* reference of a footnote or endnote; the text is its mark */
    HAT_INLINE_BOOKMARK
};

enum hat_field {
    HAT_FIELD_PAGE,
    HAT_FIELD_PAGE_COUNT,
    HAT_FIELD_SECTION_PAGES,
    HAT_FIELD_PAGE_REF
};

enum hat_number_format {
    HAT_NUMBER_DECIMAL,
    HAT_NUMBER_DECIMAL_ZERO,
    HAT_NUMBER_ROMAN_UPPER,
    HAT_NUMBER_ROMAN_LOWER,
    HAT_NUMBER_LETTER_UPPER,
    HAT_NUMBER_LETTER_LOWER,
    HAT_NUMBER_RUSSIAN_UPPER,
    HAT_NUMBER_RUSSIAN_LOWER,
    HAT_NUMBER_BULLET,
    HAT_NUMBER_NONE
};

/* Writes `number` (0 and more) in a format: labels and page numbers. Returns the length, no NUL;
 * bullets: 0. */
enum { HAT_NUMBER_TEXT_MAX = 64 };
size_t hat_number_text(uint32_t number, enum hat_number_format format,
                       char out[HAT_NUMBER_TEXT_MAX]);

struct hat_link {
    const char *uri;    /* http, https, mailto, tel only; NULL for a link inside the document */
    const char *anchor; /* bookmark; NULL when none */
    const char *title;  /* tooltip; NULL when none */
    const char *name;   /* bookmark that stands where the link does; NULL when none */
};

struct hat_inline {
    uint8_t kind;         /* enum hat_inline_kind */
    uint8_t field;        /* enum hat_field */
    uint8_t field_format; /* enum hat_number_format */
    uint8_t align;        /* HAT_INLINE_PTAB: enum hat_tab_align */
    bool field_decimal;   /* plain digits, whatever the section's page numbers are */
    int8_t field_offset;  /* added to the page number (ODF previous, next) */
    const struct hat_char_props *props;
    const struct hat_link *link;     /* NULL outside links */
    struct hat_str text;             /* TEXT, FIELD, NOTE: UTF-8; BOOKMARK: name */
    const struct hat_object *object; /* OBJECT, ANCHOR */
    const struct hat_note *note;     /* NOTE */
};

enum hat_label_follow { HAT_FOLLOW_TAB, HAT_FOLLOW_SPACE, HAT_FOLLOW_NOTHING };

/* The number or bullet of a list item, counted by the reader. */
struct hat_label {
    struct hat_str text;
    struct hat_str sign; /* a bullet of a symbol font as the document has it; `text` has the Unicode
                            character that it looks like; empty: none */
    const struct hat_char_props *props;
    const struct hat_link *link; /* from a note's number back to the text; else NULL */
    uint8_t align;               /* enum hat_align, at the label's place */
    uint8_t follow;              /* enum hat_label_follow */
    hat_twip tab;                /* ODF list tab position from the container's edge; 0: none */
    hat_twip min_width;          /* ODF legacy lists: least label width; 0: none */
    hat_twip min_distance;       /* ODF legacy lists: least gap between label and text */
    uint8_t level;               /* 1-based */
    uint32_t list;               /* identity of the list, for the structure tree */
    bool bullet;
};

struct hat_paragraph {
    const struct hat_para_props *props;
    const struct hat_char_props *mark; /* of the paragraph mark: height of an empty paragraph */
    const struct hat_label *label;     /* NULL outside lists */
    const struct hat_inline *inlines;
    size_t inline_count;
    uint16_t gap_size;      /* DOCX: the size that makes the gap at a cell's end (rules 4.3) */
    struct hat_place place; /* for messages */
};

/* ---- tables ---- */

enum hat_edge { HAT_TOP, HAT_LEFT, HAT_BOTTOM, HAT_RIGHT };

enum hat_merge { HAT_MERGE_NONE, HAT_MERGE_RESTART, HAT_MERGE_CONTINUE };
enum hat_valign { HAT_VALIGN_TOP, HAT_VALIGN_CENTER, HAT_VALIGN_BOTTOM };
enum hat_direction { HAT_DIRECTION_HORIZONTAL, HAT_DIRECTION_UP, HAT_DIRECTION_DOWN };

struct hat_cell {
    uint16_t column, span;        /* first grid column, columns spanned */
    uint8_t merge;                /* enum hat_merge, vertical */
    uint8_t valign;               /* enum hat_valign */
    uint8_t direction;            /* enum hat_direction */
    struct hat_border borders[4]; /* by enum hat_edge, resolved: cell over table style and table */
    hat_twip margins[4];          /* by enum hat_edge */
    hat_twip width;               /* preferred (tcW); 0: none */
    struct hat_color shade;
    struct hat_block *blocks; /* never NULL: at least one paragraph */
};

enum hat_height_rule { HAT_HEIGHT_AUTO, HAT_HEIGHT_AT_LEAST, HAT_HEIGHT_EXACT };

struct hat_row {
    struct hat_row *next; /* in tables that are whole in memory */
    uint8_t height_rule;  /* enum hat_height_rule */
    hat_twip height;
    bool cant_split, header;
    struct hat_cell *cells;
    size_t cell_count;
    uint32_t number;         /* 1-based, in the table */
    struct hat_arena *arena; /* of a streamed row; NULL otherwise */
};

enum hat_width_kind { HAT_WIDTH_AUTO, HAT_WIDTH_TWIPS, HAT_WIDTH_PERCENT };

struct hat_table {
    uint8_t width_kind;    /* enum hat_width_kind */
    int32_t width;         /* twips, or 1/50 percent */
    uint8_t align;         /* enum hat_align */
    hat_twip indent;       /* tblInd, ODF margin-left */
    hat_twip margin_right; /* ODF */
    bool fixed;            /* layout fixed */
    bool stretch;          /* ODF align "margins": as wide as the container */
    bool collapse;         /* borders shared between cells (always in DOCX) */
    bool shift_by_margin;  /* compatibility <= 14 (rules 4.2) */
    bool no_break;         /* ODF may-break-between-rows="false" */
    bool keep_next, break_before;
    bool rtl;
    hat_twip before, after; /* ODF margins */
    hat_twip *grid;         /* column widths; relative ones are scaled by the layout */
    size_t column_count;
    bool odf_widths;     /* columns by ODF's rule (4.1), not DOCX's */
    hat_twip margins[4]; /* default cell margins, by enum hat_edge */
    struct hat_border borders[4];
    struct hat_color shade;
    const struct hat_float *floating; /* NULL: in the text */
    struct hat_row *rows;             /* whole in memory; NULL when rows are pulled */
    bool streamed;                    /* rows come from hat_document_next_row() */
    struct hat_place place;
};

/* ---- objects, notes ---- */

enum hat_image_format {
    HAT_IMAGE_NONE,
    HAT_IMAGE_PNG,
    HAT_IMAGE_JPEG,
    HAT_IMAGE_SVG,
    HAT_IMAGE_OTHER
};

/* One picture file of the document; shared by all its uses. */
struct hat_image {
    const char *name; /* of the part */
    uint8_t format;   /* enum hat_image_format */
    struct hat_str bytes;
    uint32_t width_px, height_px; /* probed from the header; 0 when unknown */
};

/* A fill that runs from one colour, outside, to another, inside. */
enum hat_gradient_kind {
    HAT_GRADIENT_LINEAR, /* from one side, the outside, to the other */
    HAT_GRADIENT_AXIAL,  /* from two sides to the middle */
    HAT_GRADIENT_RADIAL, /* circles */
    HAT_GRADIENT_ELLIPSOID,
    HAT_GRADIENT_SQUARE,
    HAT_GRADIENT_RECTANGULAR
};

struct hat_gradient {
    uint8_t kind;      /* enum hat_gradient_kind */
    uint8_t border;    /* how much of it keeps the outer colour [percent] */
    uint8_t x, y;      /* the middle, but of linear and axial ones [percent of the box] */
    uint16_t angle;    /* anticlockwise; 0: the outside of a linear one is on top [1/10 degree] */
    uint32_t from, to; /* the outer and the inner colour, 0xRRGGBB */
};

/* An outline, step by step, in units of its owner. */
enum hat_path_kind { HAT_PATH_MOVE, HAT_PATH_LINE, HAT_PATH_CURVE, HAT_PATH_CLOSE };

struct hat_path_step {
    uint8_t kind;       /* enum hat_path_kind */
    int32_t x[3], y[3]; /* MOVE, LINE: where to; CURVE: two points that pull, and where to */
};

/* One path of a shape, in its box, which is HAT_FORM_UNIT wide and high. */
enum { HAT_FORM_UNIT = 1 << 20 };
struct hat_contour {
    const struct hat_path_step *steps;
    uint32_t count;
    bool filled, stroked; /* with what the shape has for it */
    bool winding;         /* outlines of one direction do not make holes in each other */
    int8_t tone;          /* its fill is lighter (over 0) or darker [percent] */
};

struct hat_form {
    const struct hat_contour *contours;
    uint32_t count;
};

/* What stands at the end of a line: a form whose upper edge's middle is the tip. */
struct hat_line_end {
    const struct hat_form *form; /* NULL: nothing */
    hat_twip width, length;
    bool centered; /* its middle, not its tip, is where the line ends */
};

enum { HAT_DASHES_MAX = 6 };

enum hat_object_kind { HAT_OBJECT_PICTURE, HAT_OBJECT_TEXT_BOX, HAT_OBJECT_LINE, HAT_OBJECT_RECT };
enum hat_wrap { HAT_WRAP_NONE, HAT_WRAP_TOP_BOTTOM, HAT_WRAP_SQUARE };
enum hat_wrap_side { HAT_SIDE_LARGEST, HAT_SIDE_LEFT, HAT_SIDE_RIGHT, HAT_SIDE_BOTH };
enum hat_relative {
    HAT_REL_PAGE,
    HAT_REL_MARGIN,
    HAT_REL_COLUMN,
    HAT_REL_PARAGRAPH,
    HAT_REL_PARAGRAPH_TEXT, /* its lines, inside indents and spacing */
    HAT_REL_CHARACTER
};
enum hat_position {
    HAT_POSITION_OFFSET,
    HAT_POSITION_START,
    HAT_POSITION_CENTER,
    HAT_POSITION_END
};

/* Where a floating thing stands. */
struct hat_float {
    uint8_t x_relative, y_relative; /* enum hat_relative */
    uint8_t x_position, y_position; /* enum hat_position */
    hat_twip x, y;                  /* for HAT_POSITION_OFFSET */
    uint8_t wrap;                   /* enum hat_wrap */
    uint8_t side;                   /* enum hat_wrap_side: where the text is, with WRAP_SQUARE */
    hat_twip distance[4];           /* to the text, by enum hat_edge */
    bool apart;                     /* START and END leave `distance` to the edge (ODF) */
    bool behind;
    int32_t z;
};

struct hat_object {
    uint8_t kind; /* enum hat_object_kind */
    hat_twip width, height;
    hat_twip distance[4];   /* of an inline object, by enum hat_edge */
    hat_twip baseline;      /* inline: bottom edge above the baseline (ODF svg:y); usually 0 */
    struct hat_float place; /* of an anchored object */
    const struct hat_image *image;
    int32_t crop[4];     /* by enum hat_edge [1/100000 of the picture] */
    int32_t rotation;    /* around its middle, clockwise [1/100 degree] */
    bool flip_x, flip_y; /* left and right, top and bottom change places, before it is turned */
    const char *alt;     /* alternative text; NULL: none given */
    bool decorative;
    struct hat_block *blocks;    /* of a text box, or of letters as a drawing */
    bool art;                    /* letters stretched into the box, with its fill and stroke */
    hat_twip insets[4];          /* of a text box, by enum hat_edge */
    bool grow;                   /* the box's height follows its text, */
    hat_twip least;              /* but is not less than this */
    uint8_t valign;              /* enum hat_valign, of a text box that does not grow */
    bool round;                  /* an ellipse in its box, not a rectangle */
    const struct hat_form *form; /* NULL: a rectangle, an ellipse, a line to the lower right */
    struct hat_color fill, stroke;
    uint8_t fill_clear, stroke_clear;    /* how much shines through [percent] */
    const struct hat_gradient *gradient; /* in place of the fill; NULL: none */
    hat_twip stroke_width;
    hat_twip dashes[HAT_DASHES_MAX]; /* of the stroke: drawn, left out, drawn .. */
    uint8_t dash_count;              /* 0: it is solid */
    struct hat_line_end start, end;  /* of open contours */
    struct hat_border borders[4];    /* inside its edges, by enum hat_edge (frames of ODF) */
};

struct hat_note {
    bool endnote;
    uint32_t number;
    struct hat_block *blocks;
    struct hat_link to_note, to_text; /* of the mark in the text; of the mark at the note */
};

/* ---- sections ---- */

enum hat_section_start {
    HAT_START_NEXT_PAGE,
    HAT_START_CONTINUOUS,
    HAT_START_EVEN,
    HAT_START_ODD,
    HAT_START_COLUMN
};
enum hat_header_kind { HAT_HEADER_DEFAULT, HAT_HEADER_FIRST, HAT_HEADER_EVEN };

struct hat_header {
    struct hat_block *blocks; /* NULL: nothing printed */
    /* DOCX: `edge` is the distance of the box from the page's edge, the box grows, and the body
     * begins at max(margin, edge + height). ODF: `edge` is the page margin, the box is at least
     * min_height high (gap included) or exactly so when `fixed`. (rules 5.1) */
    hat_twip edge, min_height, gap;
    bool fixed, dynamic;
};

enum hat_bordered_pages { HAT_BORDERED_ALL, HAT_BORDERED_FIRST, HAT_BORDERED_NOT_FIRST };

/* Borders around the pages of a section (DOCX w:pgBorders, ODF fo:border of a page layout). */
struct hat_page_borders {
    struct hat_border edges[4]; /* by enum hat_edge; `space`: from the page's edge to the border's
                                   outer side, or from the text to its inner side */
    bool from_text;             /* text: headers and footers are part of it */
    uint8_t pages;              /* enum hat_bordered_pages */
    hat_twip shadow;            /* width of a shadow to the right and below; 0: none */
};

enum hat_line_restart { HAT_LINE_RESTART_PAGE, HAT_LINE_RESTART_SECTION, HAT_LINE_RESTART_NEVER };

/* Numbers beside the lines of the body. */
struct hat_line_numbers {
    uint16_t step;     /* each how many-th is printed; 0: none */
    uint8_t restart;   /* enum hat_line_restart */
    int32_t start;     /* number of the first line */
    hat_twip distance; /* to the text */
    const struct hat_char_props *props;
};

struct hat_section {
    uint8_t start; /* enum hat_section_start */
    hat_twip page_width, page_height;
    hat_twip top, bottom, left, right;        /* gutter added; negative top or bottom: fixed */
    bool title_page;                          /* first page has its own header and footer */
    bool even_odd;                            /* even pages have their own */
    bool mirrored;                            /* left and right change places on even pages */
    bool odf;                                 /* header boxes by ODF's rule */
    struct hat_header headers[3], footers[3]; /* by enum hat_header_kind */
    int32_t page_start;                       /* number of the first page; 0: go on, but with */
    bool starts_at_zero;                      /* this it is 0 */
    uint8_t page_format;                      /* enum hat_number_format */
    uint16_t columns;                         /* 1 or more */
    hat_twip column_gap;
    const hat_twip *column_widths; /* `columns` widths and gaps alternately; NULL: equal */
    bool column_line;
    /* ODF: a section with columns on a page with columns: its own divide those of this one, which
     * go on behind it. NULL: they divide the page. */
    const struct hat_section *inside;
    hat_twip indent_left, indent_right; /* ODF: margins of the text:section in its column */
    struct hat_page_borders borders;
    struct hat_line_numbers line_numbers;
    struct hat_color page_color; /* of the whole page */
    hat_twip line_pitch;         /* lines stand on a grid of this pitch (DOCX w:docGrid); 0: none */
    /* ODF style:next-style-name: the pages after the first are this section's (which may name
     * another in its turn, or this one again); NULL: all pages are alike. */
    const struct hat_section *follow;
};

/* ---- blocks ---- */

enum hat_block_kind { HAT_BLOCK_PARAGRAPH, HAT_BLOCK_TABLE, HAT_BLOCK_SECTION };

struct hat_block {
    uint8_t kind;           /* enum hat_block_kind */
    struct hat_block *next; /* inside cells, headers, notes, boxes; NULL in the body */
    union {
        struct hat_paragraph *paragraph;
        struct hat_table *table;
        const struct hat_section *section; /* begins here; the first body block is always one */
    } as;
    struct hat_arena *arena; /* of a body block; NULL otherwise */
};

/* ---- the document ---- */

enum hat_break_profile { HAT_BREAK_WRITER, HAT_BREAK_WORD, HAT_BREAK_FRIENDLY };

/* What differs between formats and versions (rules 0): filled by the reader. */
struct hat_flags {
    bool gap_sum; /* paragraph gap is after + before, not the larger */
    bool external_leading;
    bool before_at_page_top; /* `before` counts on page 1, after explicit breaks and inside cells */
    bool cell_last_after;    /* the last paragraph's `after` counts in a cell */
    bool cell_no_line_gap;   /* ... but not the gap below its last line (rules 3.1) */
    bool header_last_after;  /* the last paragraph's `after` counts in a header or footer */
    bool former_line_gap;    /* line spacing above 100 % stands above a first line, too */
    bool former_positions;   /* objects: "paragraph" begins where the block above ends */
    bool tabs_from_indent;
    bool trailing_blanks_word;
    bool percent_shrinks_first;
    bool blanks_no_height; /* blanks have no height on a paragraph's first line */
    bool justify_break;    /* lines that end in a line break are justified */
    bool italic_reserve;
    bool toggle_xor;
    bool ligatures;
    bool keep_on_page; /* anchored objects do not reach over the page's edges */
    bool docx;
    uint8_t break_profile; /* enum hat_break_profile */
    uint8_t compatibility; /* DOCX compatibilityMode; 0: none given */
};

struct hat_meta {
    const char *title, *author, *subject, *keywords, *lang; /* "" when not given */
};

struct hat_document_info {
    struct hat_flags flags;
    struct hat_meta meta;
    bool hyphenate;
    uint8_t hyphen_limit; /* consecutive hyphenated lines; 0: any */
    hat_twip hyphen_zone;
    bool hyphenate_caps;
    bool counts_pages;    /* a page-count field is used: the layout needs a first pass */
    bool refers_to_pages; /* and to places on them: with counts_pages */
    bool footnotes_last;  /* footnotes stand on pages behind the text, as endnotes do */
    /* Pages of the footnotes that do, and of the endnotes; NULL: upright ones of the size of the
     * first page, with margins of 2 cm. */
    const struct hat_section *note_pages[2];
};

struct hat_document;

/* Reads styles, settings, numbering, headers; the body is read while it is asked for.
 * HAT_ERR_TEMPLATE (not readable), HAT_ERR_LIMIT, HAT_ERR_IO, HAT_ERR_NOMEM. What the reader does
 * not know is a warning in `diags` with its place, never lost text. */
enum hat_status hat_document_open(const struct hat_parts *parts, const struct hat_limits *limits,
                                  hat_diags *diags, struct hat_document **out);
void hat_document_close(struct hat_document *document);

const struct hat_document_info *hat_document_info(const struct hat_document *document);

/* The next body block; NULL at the end. A streamed table must be read to its last row first. */
enum hat_status hat_document_next(struct hat_document *document, struct hat_block **block);
/* The next row of `table`, streamed or not; NULL after the last. For a table in memory `after` is
 * the row before (NULL: first); a streamed table does not look at it. */
enum hat_status hat_document_next_row(struct hat_document *document, struct hat_table *table,
                                      const struct hat_row *after, struct hat_row **row);
/* Gives a body block or a streamed row back; accepts NULL; rows and blocks in memory: nothing. */
void hat_document_release(struct hat_document *document, struct hat_block *block);
void hat_document_release_row(struct hat_document *document, struct hat_row *row);

#endif
