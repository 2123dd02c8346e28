/* docx_document.h -- a small DOCX from strings, and what the reader makes of it as text.
 *
 * The text has a line a block and a line an inline; only what differs from the plain is written:
 *
 *     section 12240x15840 1440,1800,1440,1800
 *     p center ind=709,0,-360 sp=0,120 line=150% label='1.'tab
 *       'text' {Arial 28 b u1 #FF0000} -> https://example.kz/
 *       tab
 *     table 9000 grid=4500,4500
 *      row header
 *       cell 0+1 b=10,10,10,10
 *        p
 */
#ifndef HAT_TESTS_DOCX_DOCUMENT_H
#define HAT_TESTS_DOCX_DOCUMENT_H

#include <stdio.h>

#include "base/buf.h"
#include "document/document.h"
#include "unit/parts_stub.h"
#include "unit/unit.h"

#define W_NS                                                                                       \
    " xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"                      \
    " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"               \
    " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"                      \
    " xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"                        \
    " xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'"                             \
    " xmlns:pic='http://schemas.openxmlformats.org/drawingml/2006/picture'"                        \
    " xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"           \
    " xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'"               \
    " xmlns:wpg='http://schemas.microsoft.com/office/word/2010/wordprocessingGroup'"               \
    " xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='urn:schemas-microsoft-com:office:office'"   \
    " xmlns:w10='urn:schemas-microsoft-com:office:word'"
#define DOCUMENT(body)   "<w:document" W_NS "><w:body>" body "</w:body></w:document>"
#define STYLES(styles)   "<w:styles" W_NS ">" styles "</w:styles>"
#define NUMBERING(lists) "<w:numbering" W_NS ">" lists "</w:numbering>"
#define SETTINGS(items)  "<w:settings" W_NS ">" items "</w:settings>"
#define DEFAULTS         "<w:docDefaults><w:rPrDefault/><w:pPrDefault/></w:docDefaults>"
#define P(text)          "<w:p>" text "</w:p>"
#define R(text)          "<w:r>" text "</w:r>"
#define T(text)          "<w:r><w:t xml:space='preserve'>" text "</w:t></w:r>"

/* The parts of a DOCX; NULL: not there. */
struct docx_parts {
    const char *document, *styles, *numbering, *settings, *theme, *header, *footer, *footnotes;
    struct hat_str picture;
    size_t chunk;
    bool keep_warnings; /* the test looks at them itself */
};

struct docx {
    struct parts_stub stub;
    struct hat_limits limits;
    hat_diags *diags;
    struct hat_document *document;
    struct hat_buf text;
};

static const struct hat_relationship docx_relationships[] = {
    {"rIdStyles", "styles", "word/styles.xml", false},
    {"rIdNumbering", "numbering", "word/numbering.xml", false},
    {"rIdSettings", "settings", "word/settings.xml", false},
    {"rIdTheme", "theme", "word/theme/theme1.xml", false},
    {"rIdHeader", "header", "word/header1.xml", false},
    {"rIdFooter", "footer", "word/footer1.xml", false},
    {"rIdFootnotes", "footnotes", "word/footnotes.xml", false},
    {"rIdLink", "hyperlink", "https://example.kz/a b", true},
    {"rIdBad", "hyperlink", "javascript:alert(1)", true},
    {"rIdPicture", "image", "word/media/image1.png", false},
    {"rIdMissing", "image", "word/media/none.png", false},
};

static inline void docx_add(struct docx *docx, const char *name, const char *text)
{
    if (text != NULL) {
        parts_stub_add(&docx->stub, name, text);
    }
}

static inline enum hat_status docx_try(struct docx *docx, const struct docx_parts *parts)
{
    memset(&docx->stub, 0, sizeof docx->stub);
    docx->stub.chunk = parts->chunk;
    docx_add(docx, "word/document.xml", parts->document);
    docx_add(docx, "word/styles.xml", parts->styles);
    docx_add(docx, "word/numbering.xml", parts->numbering);
    docx_add(docx, "word/settings.xml", parts->settings);
    docx_add(docx, "word/theme/theme1.xml", parts->theme);
    docx_add(docx, "word/header1.xml", parts->header);
    docx_add(docx, "word/footer1.xml", parts->footer);
    docx_add(docx, "word/footnotes.xml", parts->footnotes);
    if (parts->picture.len > 0) {
        parts_stub_add_bytes(&docx->stub, "word/media/image1.png", parts->picture);
    }
    docx->stub.relationships.items = docx_relationships;
    docx->stub.relationships.count = sizeof docx_relationships / sizeof *docx_relationships;
    parts_stub_init(&docx->stub, HAT_FORMAT_DOCX, "word/document.xml");
    if (docx->limits.xml_depth == 0) {
        docx->limits = HAT_LIMITS_DEFAULT;
    }
    docx->diags = hat_diags_new();
    return hat_document_open(&docx->stub.parts, &docx->limits, docx->diags, &docx->document);
}

static inline void docx_close(struct docx *docx)
{
    hat_document_close(docx->document);
    docx->document = NULL;
    hat_diags_free(docx->diags);
    hat_buf_fini(&docx->text);
}

static inline bool docx_warned(const struct docx *docx, const char *name)
{
    for (size_t i = 0; i < hat_diags_count(docx->diags); i++) {
        if (strcmp(hat_diags_code(docx->diags, i), name) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- dump ---- */

#define PUT(...) hat_buf_printf(&docx->text, __VA_ARGS__)

static inline void dump_blocks(struct docx *docx, const struct hat_block *block, int depth);

static inline void dump_color(struct docx *docx, const char *name, struct hat_color color)
{
    if (color.set) {
        PUT(" %s#%06X", name, (unsigned)color.rgb);
    }
}

static inline void dump_border(struct docx *docx, const char *name, const struct hat_border *border)
{
    if (border->style != HAT_BORDER_NONE) {
        PUT(" %s=%d:%d", name, border->style, border->width);
        if (border->space != 0) {
            PUT("+%d", border->space);
        }
        dump_color(docx, "", border->color);
    }
}

static inline void dump_flag(struct docx *docx, bool on, const char *name)
{
    if (on) {
        PUT(" %s", name);
    }
}

static inline void dump_number(struct docx *docx, const char *name, int value)
{
    if (value != 0) {
        PUT(" %s%d", name, value);
    }
}

static inline void dump_chars(struct docx *docx, const struct hat_char_props *props)
{
    size_t start = docx->text.len;
    PUT(" {");
    if (strcmp(props->family, "Times New Roman") != 0 || props->size != 200) {
        PUT("%s %d", props->family, props->size / 10);
    }
    dump_flag(docx, props->bold, "b");
    dump_flag(docx, props->italic, "i");
    dump_flag(docx, props->caps, "caps");
    dump_flag(docx, props->small_caps, "small-caps");
    dump_flag(docx, props->kerning, "kern");
    dump_flag(docx, props->rtl, "rtl");
    dump_number(docx, "strike", props->strike);
    dump_number(docx, "u", props->underline);
    dump_number(docx, "vertical", props->vertical);
    dump_number(docx, "raise", props->raise_hp);
    dump_number(docx, "spacing", props->letter_spacing);
    dump_number(docx, "scale", props->scale_pct);
    dump_flag(docx, props->lang[0] != '\0', props->lang);
    dump_color(docx, "", props->color);
    dump_color(docx, "highlight", props->highlight);
    dump_color(docx, "shade", props->shade);
    dump_border(docx, "border", &props->border);
    if (docx->text.len == start + 2) {
        docx->text.len = start; /* all plain */
        docx->text.data[start] = '\0';
    } else {
        PUT("}");
    }
}

static inline void dump_link(struct docx *docx, const struct hat_link *link)
{
    if (link != NULL) {
        PUT(" -> %s%s%s", link->uri != NULL ? link->uri : "", link->anchor != NULL ? "#" : "",
            link->anchor != NULL ? link->anchor : "");
        if (link->title != NULL) {
            PUT(" '%s'", link->title);
        }
    }
}

static inline void dump_float(struct docx *docx, const struct hat_float *place)
{
    PUT(" x=%d:%d:%d y=%d:%d:%d", place->x_relative, place->x_position, place->x, place->y_relative,
        place->y_position, place->y);
    dump_number(docx, "wrap", place->wrap);
    dump_flag(docx, place->behind, "behind");
}

static inline void dump_object(struct docx *docx, const struct hat_object *object, bool anchored,
                               int depth)
{
    static const char *const kinds[] = {"picture", "box", "line", "rect"};
    PUT(" %s %dx%d", kinds[object->kind], object->width, object->height);
    if (object->image != NULL) {
        PUT(" %s", object->image->name);
    }
    if (object->alt != NULL) {
        PUT(" alt='%s'", object->alt);
    }
    if (object->decorative) {
        PUT(" decorative");
    }
    if (anchored) {
        dump_float(docx, &object->place);
    }
    if (object->crop[0] != 0 || object->crop[1] != 0 || object->crop[2] != 0 ||
        object->crop[3] != 0) {
        PUT(" crop=%d,%d,%d,%d", object->crop[0], object->crop[1], object->crop[2],
            object->crop[3]);
    }
    dump_number(docx, "rotation", object->rotation);
    dump_flag(docx, object->flip_x, "mirrored");
    dump_flag(docx, object->flip_y, "upside-down");
    dump_flag(docx, object->art, "art");
    dump_number(docx, "clear", object->fill_clear);
    dump_color(docx, "fill", object->fill);
    dump_color(docx, "stroke", object->stroke);
    dump_number(docx, "", object->stroke.set ? object->stroke_width : 0);
    dump_flag(docx, object->grow, "grow");
    if (object->blocks != NULL) {
        PUT(" insets=%d,%d,%d,%d\n", object->insets[0], object->insets[1], object->insets[2],
            object->insets[3]);
        dump_blocks(docx, object->blocks, depth + 2);
        docx->text.len--; /* the caller ends the line */
        docx->text.data[docx->text.len] = '\0';
    }
}

static inline void dump_inline(struct docx *docx, const struct hat_inline *item, int depth)
{
    static const char *const kinds[] = {
        [HAT_INLINE_TAB] = "tab",       [HAT_INLINE_PTAB] = "ptab",
        [HAT_INLINE_LINE_BREAK] = "br", [HAT_INLINE_FIELD] = "field",
        [HAT_INLINE_OBJECT] = "object", [HAT_INLINE_ANCHOR] = "anchor",
        [HAT_INLINE_NOTE] = "note",     [HAT_INLINE_BOOKMARK] = "bookmark"};
    PUT("%*s", depth, "");
    if (item->kind != HAT_INLINE_TEXT) {
        PUT("%s", kinds[item->kind]);
    }
    if (item->kind == HAT_INLINE_FIELD) {
        PUT(" %d:%d", item->field, item->field_format);
    }
    dump_number(docx, "align", item->align);
    if (item->text.len > 0) {
        PUT("%s'%.*s'", item->kind == HAT_INLINE_TEXT ? "" : " ", (int)item->text.len,
            item->text.ptr);
    }
    dump_chars(docx, item->props);
    dump_link(docx, item->link);
    if (item->object != NULL) {
        dump_object(docx, item->object, item->kind == HAT_INLINE_ANCHOR, depth);
    }
    PUT("\n");
    if (item->note != NULL) {
        dump_blocks(docx, item->note->blocks, depth + 2);
    }
}

static inline void dump_tabs(struct docx *docx, const struct hat_para_props *props)
{
    static const char *const aligns[] = {"l", "c", "r", "d"};
    for (size_t i = 0; i < props->tab_count; i++) {
        PUT(i == 0 ? " tabs=%d%s" : ",%d%s", props->tabs[i].position, aligns[props->tabs[i].align]);
        if (props->tabs[i].leader != 0) {
            PUT("%c", (int)props->tabs[i].leader);
        }
    }
    if (props->tab_default != 720) {
        PUT(" tab-default=%d", props->tab_default);
    }
}

static inline void dump_para_flags(struct docx *docx, const struct hat_para_props *props)
{
    dump_flag(docx, props->keep_next, "keep-next");
    dump_flag(docx, props->keep_lines, "keep-lines");
    dump_flag(docx, props->break_before, "break");
    dump_flag(docx, props->column_break_before, "column-break");
    dump_flag(docx, props->contextual, "contextual");
    dump_flag(docx, props->rtl, "rtl");
    dump_flag(docx, props->auto_before, "auto-before");
    dump_flag(docx, props->auto_after, "auto-after");
    dump_flag(docx, props->hyphenate, "hyphenate");
    dump_flag(docx, props->off_grid, "off-grid");
    dump_flag(docx, props->widows != 2 || props->orphans != 2, "no-widow-control");
    dump_number(docx, "outline", props->outline_level);
    dump_tabs(docx, props);
    dump_border(docx, "top", &props->top);
    dump_border(docx, "bottom", &props->bottom);
    dump_border(docx, "left", &props->left);
    dump_border(docx, "right", &props->right);
    dump_border(docx, "between", &props->between);
    dump_color(docx, "shade", props->shade);
}

static inline void dump_label(struct docx *docx, const struct hat_label *label)
{
    static const char *const follows[] = {"tab", "space", "nothing"};
    PUT(" label='%.*s'%s%s:%d", (int)label->text.len, label->text.ptr, follows[label->follow],
        label->bullet ? ":bullet" : "", label->level);
    dump_number(docx, "label-align", label->align);
    dump_chars(docx, label->props);
}

static inline void dump_paragraph(struct docx *docx, const struct hat_paragraph *paragraph,
                                  int depth)
{
    static const char *const aligns[] = {"", " center", " right", " both"};
    static const char *const rules[] = {" line=", " line=", " line>=", " leading="};
    const struct hat_para_props *props = paragraph->props;
    PUT("%*sp%s%s%s", depth, "", props->style[0] != '\0' ? " " : "", props->style,
        aligns[props->align]);
    if (props->indent_left != 0 || props->indent_right != 0 || props->indent_first != 0) {
        PUT(" ind=%d,%d,%d", props->indent_left, props->indent_right, props->indent_first);
    }
    if (props->before != 0 || props->after != 0) {
        PUT(" sp=%d,%d", props->before, props->after);
    }
    if (props->spacing_rule != HAT_SPACING_PERCENT || props->spacing != 100) {
        PUT("%s%d%s", rules[props->spacing_rule], (int)props->spacing,
            props->spacing_rule == HAT_SPACING_PERCENT ? "%" : "");
    }
    dump_para_flags(docx, props);
    if (paragraph->label != NULL) {
        dump_label(docx, paragraph->label);
    }
    if (paragraph->inline_count == 0) {
        dump_chars(docx, paragraph->mark);
    }
    PUT("\n");
    for (size_t i = 0; i < paragraph->inline_count; i++) {
        dump_inline(docx, &paragraph->inlines[i], depth + 2);
    }
}

static inline void dump_cell(struct docx *docx, const struct hat_cell *cell, int depth)
{
    static const hat_twip plain[4] = {0, 108, 0, 108};
    PUT("%*scell %d+%d", depth, "", cell->column, cell->span);
    dump_number(docx, "merge", cell->merge);
    dump_number(docx, "valign", cell->valign);
    dump_number(docx, "direction", cell->direction);
    dump_number(docx, "w=", cell->width);
    if (cell->borders[0].width != 0 || cell->borders[1].width != 0 || cell->borders[2].width != 0 ||
        cell->borders[3].width != 0) {
        PUT(" b=%d,%d,%d,%d", cell->borders[0].width, cell->borders[1].width,
            cell->borders[2].width, cell->borders[3].width);
    }
    if (memcmp(cell->margins, plain, sizeof plain) != 0) {
        PUT(" m=%d,%d,%d,%d", cell->margins[0], cell->margins[1], cell->margins[2],
            cell->margins[3]);
    }
    dump_color(docx, "shade", cell->shade);
    PUT("\n");
    dump_blocks(docx, cell->blocks, depth + 1);
}

static inline void dump_row(struct docx *docx, const struct hat_row *row, int depth)
{
    PUT("%*srow %u", depth, "", row->number);
    if (row->height_rule != HAT_HEIGHT_AUTO) {
        PUT(" h%s%d", row->height_rule == HAT_HEIGHT_EXACT ? "=" : ">=", (int)row->height);
    }
    dump_flag(docx, row->header, "header");
    dump_flag(docx, row->cant_split, "whole");
    PUT("\n");
    for (size_t i = 0; i < row->cell_count; i++) {
        dump_cell(docx, &row->cells[i], depth + 1);
    }
}

static inline void dump_table(struct docx *docx, struct hat_table *table, int depth)
{
    static const char *const aligns[] = {"", " center", " right", ""};
    PUT("%*stable", depth, "");
    if (table->width_kind != HAT_WIDTH_AUTO) {
        PUT(" %d%s", (int)table->width, table->width_kind == HAT_WIDTH_PERCENT ? "/50%" : "");
    }
    PUT("%s", aligns[table->align]);
    dump_number(docx, "indent=", table->indent);
    dump_flag(docx, table->fixed, "fixed");
    dump_flag(docx, table->shift_by_margin, "shifted");
    dump_flag(docx, table->rtl, "rtl");
    for (size_t i = 0; i < table->column_count; i++) {
        PUT("%s%d", i == 0 ? " grid=" : ",", table->grid[i]);
    }
    if (table->floating != NULL) {
        dump_float(docx, table->floating);
    }
    PUT("\n");
    struct hat_row *row = NULL;
    for (;;) {
        assert_int_equal(hat_document_next_row(docx->document, table, row, &row), HAT_OK);
        if (row == NULL) {
            break;
        }
        dump_row(docx, row, depth + 1);
        if (table->streamed) {
            hat_document_release_row(docx->document, row);
        }
    }
}

static inline void dump_section(struct docx *docx, const struct hat_section *section, int depth)
{
    static const char *const names[] = {"default", "first", "even"};
    PUT("%*ssection %dx%d %d,%d,%d,%d", depth, "", section->page_width, section->page_height,
        section->top, section->left, section->bottom, section->right);
    dump_number(docx, "start", section->start);
    dump_flag(docx, section->title_page, "title");
    dump_flag(docx, section->even_odd, "even-odd");
    dump_number(docx, "page=", section->page_start);
    dump_number(docx, "format", section->page_format);
    dump_number(docx, "grid", section->line_pitch);
    if (section->columns != 1) {
        PUT(" columns=%d gap=%d", section->columns, section->column_gap);
    }
    PUT("\n");
    for (int i = 0; i < 3; i++) {
        if (section->headers[i].blocks != NULL) {
            PUT("%*s header %s %d\n", depth, "", names[i], section->headers[i].edge);
            dump_blocks(docx, section->headers[i].blocks, depth + 2);
        }
        if (section->footers[i].blocks != NULL) {
            PUT("%*s footer %s %d\n", depth, "", names[i], section->footers[i].edge);
            dump_blocks(docx, section->footers[i].blocks, depth + 2);
        }
    }
}

static inline void dump_block(struct docx *docx, const struct hat_block *block, int depth)
{
    switch (block->kind) {
    case HAT_BLOCK_PARAGRAPH:
        dump_paragraph(docx, block->as.paragraph, depth);
        break;
    case HAT_BLOCK_TABLE:
        dump_table(docx, block->as.table, depth);
        break;
    default:
        dump_section(docx, block->as.section, depth);
        break;
    }
}

static inline void dump_blocks(struct docx *docx, const struct hat_block *block, int depth)
{
    for (; block != NULL; block = block->next) {
        dump_block(docx, block, depth);
    }
}

/* Reads to the end; the text is in docx->text. */
static inline enum hat_status docx_dump(struct docx *docx)
{
    struct hat_block *block = NULL;
    enum hat_status status = hat_document_next(docx->document, &block);
    assert_true(status != HAT_OK || block->kind == HAT_BLOCK_SECTION); /* always the first */
    while (status == HAT_OK && block != NULL) {
        dump_block(docx, block, 0);
        hat_document_release(docx->document, block);
        status = hat_document_next(docx->document, &block);
    }
    return status;
}

/* What the parts make, whatever pieces they come in. The plain first section is not compared. */
static inline void check_parts(const struct docx_parts *parts, const char *expected)
{
    static const char plain[] = "section 12240x15840 1440,1800,1440,1800\n";
    for (size_t chunk = 0; chunk < 18; chunk += 17) {
        struct docx docx = {0};
        struct docx_parts piecewise = *parts;
        piecewise.chunk = chunk;
        assert_int_equal(docx_try(&docx, &piecewise), HAT_OK);
        assert_int_equal(docx_dump(&docx), HAT_OK);
        const char *text = docx.text.data;
        if (strncmp(text, plain, sizeof plain - 1) == 0) {
            text += sizeof plain - 1;
        }
        assert_string_equal(text, expected);
        if (!parts->keep_warnings) {
            assert_int_equal(hat_diags_count(docx.diags), 0);
        }
        docx_close(&docx);
    }
}

/* A body with document defaults and nothing else. */
static inline void check_body(const char *document, const char *expected)
{
    struct docx_parts parts = {.document = document, .styles = STYLES(DEFAULTS)};
    check_parts(&parts, expected);
}

#endif
