/* template_lines.h -- merged documents as the lines of template_kit.h: what a reader would see. */
#ifndef HAT_TESTS_TEMPLATE_LINES_H
#define HAT_TESTS_TEMPLATE_LINES_H

#include "unit/template_kit.h"

enum lines_holder { LINES_STORY, LINES_CELL, LINES_BOX };

/* Where paragraphs go: to lines of their own, into a cell, into a text box. */
struct lines_frame {
    enum lines_holder holder;
    struct hat_buf text; /* of the paragraph that is open */
    bool bold, shown_bold, item;
    unsigned paragraphs;
    bool open;
};

struct lines {
    const struct hat_parts *parts;
    const char *part, *prefix;
    struct hat_relationships relationships;
    struct hat_buf *out, row;
    struct lines_frame frames[16];
    int depth, skip;
    bool text, header, item, title;
    char address[16][1024];
    int links;
};

static inline void lines_put(struct lines *l, struct hat_str text)
{
    struct lines_frame *frame = &l->frames[l->depth];
    if (frame->bold != frame->shown_bold && text.len > 0) {
        KIT_PUTS(&frame->text, "**");
        frame->shown_bold = frame->bold;
    }
    hat_buf_put(&frame->text, text.ptr, text.len);
}

static inline void lines_mark(struct lines *l, const char *mark)
{
    if (l->frames[l->depth].shown_bold) {
        KIT_PUTS(&l->frames[l->depth].text, "**");
        l->frames[l->depth].shown_bold = false;
    }
    KIT_PUTS(&l->frames[l->depth].text, mark);
}

static inline void lines_paragraph(struct lines *l)
{
    struct lines_frame *frame = &l->frames[l->depth];
    lines_mark(l, "");
    bool nothing = l->prefix[0] != '\0' && frame->text.len == 0; /* of a page header or footer */
    if (frame->holder == LINES_STORY && nothing) {
        return;
    }
    if (frame->holder == LINES_STORY) {
        hat_buf_printf(l->out, "%s%s%s\n", l->prefix, frame->item ? "- " : "",
                       kit_string(&frame->text));
        frame->text.len = 0;
    } else {
        struct hat_buf *box = frame->holder == LINES_CELL ? &l->row : &l->frames[l->depth - 1].text;
        hat_buf_printf(box, "%s%s%s", frame->paragraphs > 0 ? " ⏎ " : " ", frame->item ? "- " : "",
                       kit_string(&frame->text));
        frame->text.len = 0;
    }
    if (frame->text.data != NULL) {
        frame->text.data[0] = '\0';
    }
    frame->paragraphs++;
    frame->bold = frame->item = false;
}

static inline void lines_push(struct lines *l, enum lines_holder holder)
{
    l->frames[++l->depth] = (struct lines_frame){.holder = holder};
}

static inline void lines_pop(struct lines *l)
{
    hat_buf_fini(&l->frames[l->depth--].text);
}

static inline void lines_link(struct lines *l, const struct hat_xml_element *element)
{
    struct hat_str address = hat_xml_attr(element, HAT_XLINK_href);
    struct hat_str id = hat_xml_attr(element, HAT_R_id);
    if (id.ptr != NULL) {
        char text[64] = {0};
        memcpy(text, id.ptr, id.len < 63 ? id.len : 63);
        const struct hat_relationship *r = l->parts->made(l->parts->ctx, l->part, id);
        r = r != NULL ? r : hat_relationships_find(&l->relationships, text);
        address = hat_str_from(r != NULL ? r->target : "?");
    }
    char *copy = l->address[l->links++];
    memcpy(copy, address.ptr != NULL ? address.ptr : "", address.len);
    copy[address.len] = '\0';
    lines_mark(l, "[");
}

static inline enum hat_status lines_start(void *ctx, const struct hat_xml_element *element)
{
    struct lines *l = ctx;
    struct hat_str count;
    switch (element->name) {
    case HAT_W_tr:
    case HAT_TABLE_table_row:
        l->row.len = 0;
        KIT_PUTS(&l->row, l->header ? "||=" : "||");
        break;
    case HAT_STYLE_footer:
        l->prefix = "_ ";
        break;
    case HAT_TABLE_table_header_rows:
        l->header = true;
        break;
    case HAT_W_tblHeader:
        KIT_PUTS(&l->row, "=");
        break;
    case HAT_W_tc:
    case HAT_TABLE_table_cell:
        lines_push(l, LINES_CELL);
        break;
    case HAT_W_txbxContent:
    case HAT_DRAW_text_box:
        lines_mark(l, "[[");
        lines_push(l, LINES_BOX);
        break;
    case HAT_W_numPr:
        l->frames[l->depth].item = true;
        break;
    case HAT_TEXT_list_item:
        l->item = true;
        break;
    case HAT_TEXT_p:
        l->frames[l->depth].item = l->item;
        l->text = true;
        break;
    case HAT_W_r:
        l->frames[l->depth].bold = false;
        break;
    case HAT_W_b:
        l->frames[l->depth].bold = true;
        break;
    case HAT_TEXT_span:
        l->frames[l->depth].bold = hat_str_is(hat_xml_attr(element, HAT_TEXT_style_name), "B");
        break;
    case HAT_W_t:
    case HAT_DC_title:
        l->text = true;
        break;
    case HAT_W_tab:
    case HAT_TEXT_tab:
        lines_put(l, hat_str_from("→"));
        break;
    case HAT_W_br:
    case HAT_TEXT_line_break:
        lines_put(l, hat_str_from("↵"));
        break;
    case HAT_W_softHyphen:
        lines_put(l, hat_str_from("¬"));
        break;
    case HAT_TEXT_s:
        count = hat_xml_attr(element, HAT_TEXT_c);
        for (int i = count.len > 0 ? count.ptr[0] - '0' : 1; i > 0; i--) {
            lines_put(l, HAT_STR(" "));
        }
        break;
    case HAT_W_hyperlink:
    case HAT_TEXT_a:
        lines_link(l, element);
        break;
    default:
        break;
    }
    return HAT_OK;
}

static inline enum hat_status lines_end(void *ctx, enum hat_xml_name name)
{
    struct lines *l = ctx;
    switch (name) {
    case HAT_W_p:
    case HAT_TEXT_p:
        lines_paragraph(l);
        l->text = false;
        break;
    case HAT_W_t:
        l->text = false;
        break;
    case HAT_TEXT_span:
        l->frames[l->depth].bold = false;
        break;
    case HAT_TEXT_list_item:
        l->item = false;
        break;
    case HAT_W_tc:
    case HAT_TABLE_table_cell:
        lines_pop(l);
        KIT_PUTS(&l->row, " ||");
        break;
    case HAT_W_txbxContent:
    case HAT_DRAW_text_box:
        lines_pop(l);
        KIT_PUTS(&l->frames[l->depth].text, " ]]");
        break;
    case HAT_W_tr:
    case HAT_TABLE_table_row:
        hat_buf_printf(l->out, "%s\n", kit_string(&l->row));
        break;
    case HAT_TABLE_table_header_rows:
        l->header = false;
        break;
    case HAT_W_hyperlink:
    case HAT_TEXT_a:
        lines_mark(l, "](");
        l->links--;
        KIT_PUTS(&l->frames[l->depth].text, l->address[l->links]);
        KIT_PUTS(&l->frames[l->depth].text, ")");
        break;
    case HAT_DC_title:
        l->text = false;
        if (l->frames[0].text.len > 0) {
            hat_buf_printf(l->out, "@title %s\n", kit_string(&l->frames[0].text));
        }
        break;
    default:
        break;
    }
    return HAT_OK;
}

static inline enum hat_status lines_text(void *ctx, struct hat_str text)
{
    struct lines *l = ctx;
    if (l->text) {
        lines_put(l, text);
    }
    return HAT_OK;
}

/* Appends the lines of one part; what the run of the part gives. */
static inline enum hat_status lines_of(const struct hat_parts *parts, const char *part,
                                       const char *prefix, struct hat_buf *out)
{
    struct lines l = {.parts = parts, .part = part, .prefix = prefix, .out = out};
    struct hat_arena arena = {0};
    struct hat_buf xml = {0};
    const struct hat_xml_handler handler = {
        .ctx = &l, .start = lines_start, .end = lines_end, .text = lines_text};
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    const struct hat_place place = {.part = part};
    enum hat_status status = hat_parts_read(parts, part, &xml);
    if (status == HAT_OK && parts->format == HAT_FORMAT_DOCX) {
        status = parts->relationships(parts->ctx, part, &arena, &l.relationships);
    }
    if (status == HAT_OK) {
        status =
            hat_xml_parse((struct hat_str){xml.data, xml.len}, &handler, &limits, &place, NULL);
    }
    for (int i = 0; i < 16; i++) {
        hat_buf_fini(&l.frames[i].text);
    }
    hat_buf_fini(&l.row);
    hat_buf_fini(&xml);
    hat_arena_fini(&arena);
    return status;
}

/* Appends all lines of a merged document. */
static inline enum hat_status lines_all(const struct hat_parts *parts, struct hat_buf *out)
{
    static const char *const docx[][2] = {{"word/header1.xml", "^ "},
                                          {"word/footer1.xml", "_ "},
                                          {"word/document.xml", ""},
                                          {"docProps/core.xml", ""}};
    static const char *const odt[][2] = {
        {"styles.xml", "^ "}, {"content.xml", ""}, {"meta.xml", ""}};
    bool is_docx = parts->format == HAT_FORMAT_DOCX;
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < (is_docx ? 4u : 3u) && status == HAT_OK; i++) {
        const char *const *part = is_docx ? docx[i] : odt[i];
        status = lines_of(parts, part[0], part[1], out);
    }
    return status;
}

#endif
