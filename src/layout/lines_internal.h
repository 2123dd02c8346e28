/* lines_internal.h -- a paragraph on its way to lines.
 *
 *     inlines --lines_items.c--> one text, cut into portions      (what is measured as one)
 *             --lines_shape.c--> spans of glyphs, advance by byte (one face, one direction)
 *             --lines_fill.c --> lines of pieces                  (what stands on a line)
 *             --lines_paint.c--> display list
 *
 * Text, advances and break chances are indexed by byte of the one text. What is no letter is a
 * character in it: a tab, a line feed, U+FFFC for an object.
 */
#ifndef HAT_LAYOUT_LINES_INTERNAL_H
#define HAT_LAYOUT_LINES_INTERNAL_H

#include "layout/lines.h"
#include "layout/twips_internal.h"

enum hat_portion_kind {
    HAT_PORTION_TEXT,
    HAT_PORTION_LABEL,  /* number or bullet of a list */
    HAT_PORTION_FOLLOW, /* what stands between label and text */
    HAT_PORTION_TAB,
    HAT_PORTION_BREAK,  /* of line, page or column */
    HAT_PORTION_HYPHEN, /* U+00AD: seen only where the line ends in it */
    HAT_PORTION_OBJECT,
    HAT_PORTION_ANCHOR
};

/* Maximal text with one set of properties, measured and rounded as one (rules 2.1). */
struct hat_portion {
    uint8_t kind; /* enum hat_portion_kind */
    bool kerning, ligatures;
    uint32_t start, end; /* bytes of the text */
    const struct hat_char_props *props;
    const struct hat_inline *item; /* NULL: of the label */
    uint32_t link;                 /* 1-based in hat_line_parts.links; 0: none */
    const struct hat_face *face;
    uint32_t size_du;        /* of the glyphs: smaller for superscript and small capitals */
    hat_twip ascent, height; /* what it adds to the line */
    hat_twip raise;          /* of the glyphs, above the baseline */
    uint32_t span, span_count;
};

/* Glyphs of one face and direction. */
struct hat_span {
    uint32_t start, end; /* bytes of the text */
    const struct hat_face *face;
    uint8_t level; /* of bidirectional text: odd is right to left */
    struct hat_shaped shaped;
};

/* The part of a portion that stands on a line. */
struct hat_piece {
    uint32_t portion;
    uint32_t start, end;
    hat_twip x, width; /* from the container's left edge; justification not yet added */
    uint32_t leader;   /* of a tab: code point that fills it; 0: none */
};

struct hat_line_more {
    uint32_t piece, piece_count;
    uint32_t start, end;   /* bytes; `end` is behind blanks that hang over the margin */
    uint32_t text_end;     /* behind the last byte that counts for alignment */
    hat_twip x, right;     /* where text may stand */
    hat_twip width;        /* of what counts for alignment */
    uint32_t stretch_from; /* blanks from here to text_end are stretched */
    uint32_t blanks;       /* how many there are; 0: not justified */
    bool hyphen;           /* a hyphen is drawn at the end */
    bool ends;             /* last line of the paragraph or before a break */
};

/* A bookmark in the text. */
struct hat_line_place {
    struct hat_str name;
    uint32_t at; /* byte of the text that it stands before */
};

struct hat_line_parts {
    struct hat_str text;
    uint32_t body; /* first byte behind the label */
    struct hat_portion *portions;
    uint32_t portion_count;
    struct hat_span *spans;
    uint32_t span_count;
    int32_t *advances; /* [du] a byte; all of a cluster's at its first */
    uint8_t *breaks;   /* hat_breaks_find() */
    struct hat_piece *pieces;
    struct hat_line_more *more; /* one a line */
    const struct hat_link **links;
    uint32_t link_count;
    struct hat_line_place *places;
    uint32_t place_count;
    bool bidi;                                       /* there are spans from right to left */
    bool page_fields;                                /* its text depends on the page */
    uint32_t page_number, page_count, section_pages; /* that it was made for */
    struct hat_line_insets insets;
};

/* Everything that one paragraph's way to lines shares. */
struct hat_line_maker {
    struct hat_setting *setting;
    const struct hat_flags *flags;
    const struct hat_paragraph *paragraph;
    const struct hat_para_props *props;
    hat_twip width;
    const struct hat_line_insets *insets; /* NULL: none */
    struct hat_arena *arena;
    struct hat_line_parts *parts;
};

/* lines_items.c: text, portions, links. */
enum hat_status hat_lines_itemise(struct hat_line_maker *maker);
/* lines_shape.c: faces, measures, spans, advances, break chances. */
enum hat_status hat_lines_shape(struct hat_line_maker *maker);
/* Shapes the text from `from` to the end of its span anew, as it is at the beginning of a line. */
enum hat_status hat_lines_reshape(struct hat_line_maker *maker, uint32_t from);
/* Text set in the manner of a portion, such as its hyphen; at most 255 bytes. */
enum hat_status hat_lines_shape_extra(struct hat_setting *setting,
                                      const struct hat_portion *portion, struct hat_str text,
                                      struct hat_arena *arena, struct hat_shaped *out);
/* lines_fill.c: pieces on lines; fills lines->lines and lines->count. */
enum hat_status hat_lines_fill(struct hat_line_maker *maker, struct hat_lines *lines);
/* lines_height.c: height and baseline of one line. */
void hat_line_measure(const struct hat_line_maker *maker, const struct hat_line_more *more,
                      bool first, struct hat_line *line);
hat_twip hat_lines_gap_after(const struct hat_para_props *props, const struct hat_line *last);

/* lines_tabs.c */
struct hat_stop {
    hat_twip x;    /* from the container's left edge */
    uint8_t align; /* enum hat_tab_align */
    bool custom;   /* set in the paragraph, not of the default grid */
    uint32_t leader, decimal;
};
/* The stop that a tab at `x` goes to (rules 2.11). */
struct hat_stop hat_tab_find(const struct hat_line_maker *maker, hat_twip x);
struct hat_stop hat_tab_of(const struct hat_line_maker *maker, const struct hat_portion *portion,
                           hat_twip x);
/* Where text goes on behind a label that ends at `x`. */
hat_twip hat_tab_after_label(const struct hat_line_maker *maker, hat_twip x);

/* lines_fields.c: a page number as text. Returns its length. */
size_t hat_field_text(const struct hat_setting *setting, const struct hat_inline *item,
                      char out[HAT_NUMBER_TEXT_MAX]);

static inline int32_t hat_du_to_twips(int64_t du)
{
    return hat_twip_clamp(du >= 0 ? (du + 3) / 6 : -((-du + 2) / 6));
}

#endif
