/* docx_vml_art.c -- v:textpath: letters as a drawing, which is what watermarks are (ECMA-376-4
 * §14.1.2.23; layout-rules 6).
 *
 *     <v:textpath style="font-family:&quot;Calibri&quot;" string="DRAFT"/>
 *     ->  the shape's box with a paragraph "DRAFT" in Calibri, to be stretched into it
 */
#include "document/docx_vml_internal.h"

enum { SIZE = 1440 }; /* any: the letters are stretched [twips] */

/* `"Calibri"` without its quotation marks. */
static struct hat_str unquoted(struct hat_str text)
{
    while (text.len > 0 && (text.ptr[0] == '"' || text.ptr[0] == '\'')) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && (text.ptr[text.len - 1] == '"' || text.ptr[text.len - 1] == '\'')) {
        text.len--;
    }
    return text;
}

static void read_font(struct hat_docx *docx, struct hat_str style, struct hat_docx_chars *chars)
{
    struct hat_str name, value;
    while (hat_vml_pair(&style, &name, &value)) {
        if (hat_str_is(name, "font-family") && unquoted(value).len > 0) {
            chars->v.family = hat_docx_text(docx, unquoted(value));
            chars->set |= HAT_DOCX_FONT;
        } else if (hat_str_is(name, "font-weight")) {
            chars->v.bold = hat_str_is(value, "bold");
            chars->set |= HAT_DOCX_BOLD;
        } else if (hat_str_is(name, "font-style")) {
            chars->v.italic = hat_str_is(value, "italic");
            chars->set |= HAT_DOCX_ITALIC;
        }
    }
    chars->v.size = SIZE;
    chars->set |= HAT_DOCX_SIZE;
}

/* A paragraph for every line of the string. */
static void put_rows(struct hat_docx_story *story, struct hat_str text, struct hat_str style)
{
    size_t at = 0;
    do {
        size_t end = at;
        while (end < text.len && text.ptr[end] != '\n' && text.ptr[end] != '\r') {
            end++;
        }
        if (end > at) {
            hat_docx_paragraph_begin(story);
            hat_docx_run_begin(story);
            read_font(story->docx, style, &hat_docx_flow_of(story)->run);
            hat_docx_put(story, (struct hat_str){text.ptr + at, end - at});
            hat_docx_paragraph_end(story);
        }
        at = end + 1;
    } while (at < text.len);
}

void hat_vml_text_path(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                       const struct hat_xml_element *element)
{
    struct hat_str text = hat_xml_attr(element, HAT_NONE_string);
    struct hat_str on = hat_xml_attr(element, HAT_NONE_on);
    struct hat_str trim = hat_xml_attr(element, HAT_NONE_trim);
    if (text.len == 0 || hat_str_starts(on, "f") ||
        hat_docx_box_begin(story) != HAT_DOCX_IN_BLOCKS) {
        return;
    }
    put_rows(story, text, hat_xml_attr(element, HAT_NONE_style));
    hat_docx_box_end(story);
    drawing->shape.art = true;
    drawing->shape.grow = !hat_str_starts(trim, "t"); /* room above and below: as Writer has it */
}
