/* picture_tags.c -- tags that make pictures: what they say, and the markup they get.
 *
 *     {{photo | image: "30mm"}}          a picture in line with the text
 *     a picture whose alternative text   is a frame: the data's picture takes its place and width
 *     is {{logo}}
 *
 * ECMA-376-1 §20.4.2.8 (wp:inline), §20.2 (pic:pic); ODF 1.3 part 3 §10.4 (draw:frame, draw:image).
 */
#include "template/filter_internal.h"
#include "template/picture_internal.h"

/* ---- markup ---- */

/* The marks of enum hat_picture_mark. The namespaces are declared on the spot, since the template
 * may have no picture of its own; a Strict document has other ones (ECMA-376-1 Annex L). */
#define PREFIX    "\1"
#define WIDTH     "\2"
#define HEIGHT    "\3"
#define FILE_     "\4"
#define NUMBER    "\5"
#define ALT       "\6"
#define SVG_FILE  "\7"
#define VECTOR    "\10"
#define DRAWINGML "\13"
#define RELATIONS "\14"

static const char docx_markup[] =
    "</" PREFIX "t><" PREFIX "drawing><wp:inline xmlns:wp=\"" DRAWINGML "wordprocessingDrawing\" "
    "distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"" WIDTH "\" cy=\"" HEIGHT
    "\"/><wp:docPr id=\"" NUMBER "\" name=\"Picture " NUMBER "\" descr=\"" ALT "\"/>"
    "<wp:cNvGraphicFramePr/><a:graphic xmlns:a=\"" DRAWINGML "main\"><a:graphicData "
    "uri=\"" DRAWINGML "picture\"><pic:pic xmlns:pic=\"" DRAWINGML "picture\"><pic:nvPicPr>"
    "<pic:cNvPr id=\"" NUMBER "\" name=\"Picture " NUMBER "\"/><pic:cNvPicPr/></pic:nvPicPr>"
    "<pic:blipFill><a:blip xmlns:r=\"" RELATIONS "\" r:embed=\"" FILE_ "\">" VECTOR
    "</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
    "<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"" WIDTH "\" cy=\"" HEIGHT "\"/>"
    "</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
    "</a:graphicData></a:graphic></wp:inline></" PREFIX "drawing><" PREFIX
    "t xml:space=\"preserve\">";

static const char odt_markup[] =
    "<draw:frame xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "
    "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" "
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" draw:name=\"Picture " NUMBER
    "\" text:anchor-type=\"as-char\" svg:width=\"" WIDTH "\" svg:height=\"" HEIGHT "\">"
    "<draw:image xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:href=\"" FILE_
    "\" xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\"/><svg:desc>" ALT
    "</svg:desc></draw:frame>";

/* How Word keeps an SVG beside the picture of points that older programs show ([MS-ODRAWXML]
 * 2.3.2, svgBlip). */
static const char svg_markup[] =
    "<a:extLst xmlns:a=\"" DRAWINGML "main\"><a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\">"
    "<asvg:svgBlip xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" "
    "xmlns:r=\"" RELATIONS "\" r:embed=\"" SVG_FILE "\"/></a:ext></a:extLst>";

const char *hat_picture_markup(enum hat_format format)
{
    return format == HAT_FORMAT_DOCX ? docx_markup : odt_markup;
}

const char *hat_picture_svg_markup(void)
{
    return svg_markup;
}

/* ---- the filters ---- */

/* The name that a tag's value has in the template, for the alternative text. */
static struct hat_str name_of(struct hat_part_source *part, const struct hat_expr *expr)
{
    struct hat_buf buf = {0};
    while (expr->kind == HAT_EXPR_FILTER) {
        expr = expr->as.call.input;
    }
    hat_expr_put(expr, &buf);
    struct hat_str name = hat_buf_failed(&buf)
                              ? (struct hat_str){0}
                              : hat_arena_str(part->arena, (struct hat_str){buf.data, buf.len});
    hat_buf_fini(&buf);
    return name;
}

static enum hat_status make_picture(struct hat_part_source *part, struct hat_tag *tag, bool qr)
{
    tag->picture = hat_arena_alloc(part->arena, sizeof *tag->picture);
    if (tag->picture == NULL) {
        return HAT_ERR_NOMEM;
    }
    tag->picture->qr = qr;
    tag->picture->alt = name_of(part, tag->expr);
    return tag->picture->alt.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

enum hat_status hat_tag_split_picture(struct hat_part_source *part, struct hat_tag *tag)
{
    const struct hat_call *call = &tag->expr->as.call;
    tag->expr = call->input;
    enum hat_status status =
        make_picture(part, tag, hat_str_is(hat_str_from(call->filter->name), "qr"));
    if (status == HAT_OK) {
        tag->picture->width = call->count > 0 ? call->args[0] : NULL;
        tag->picture->height = call->count > 1 ? call->args[1] : NULL;
    }
    return status;
}

void hat_part_pictures(struct hat_part_source *part)
{
    for (size_t i = 0; i < part->tag_count; i++) {
        const struct hat_tag *tag = &part->tags[i];
        if (tag->picture != NULL && tag->site->form != HAT_FORM_INLINE) {
            hat_tag_report(part, tag, HAT_MSG_TAG_PICTURE_PLACE, (const struct hat_str[3]){{0}});
        }
    }
}

/* ---- frames ---- */

bool hat_picture_attribute(enum hat_xml_name element, enum hat_xml_name attribute,
                           enum hat_picture_fact *fact)
{
    static const struct {
        enum hat_xml_name element, attribute;
        enum hat_picture_fact fact;
    } facts[] = {{HAT_WP_extent, HAT_NONE_cx, HAT_PICTURE_WIDTH},
                 {HAT_WP_extent, HAT_NONE_cy, HAT_PICTURE_HEIGHT},
                 {HAT_A_ext, HAT_NONE_cx, HAT_PICTURE_WIDTH},
                 {HAT_A_ext, HAT_NONE_cy, HAT_PICTURE_HEIGHT},
                 {HAT_A_blip, HAT_R_embed, HAT_PICTURE_FILE},
                 {HAT_WP_docPr, HAT_NONE_descr, HAT_PICTURE_ALT},
                 {HAT_DRAW_frame, HAT_SVG_width, HAT_PICTURE_WIDTH},
                 {HAT_DRAW_frame, HAT_SVG_height, HAT_PICTURE_HEIGHT},
                 {HAT_DRAW_image, HAT_XLINK_href, HAT_PICTURE_FILE}};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (facts[i].element == element && facts[i].attribute == attribute) {
            *fact = facts[i].fact;
            return true;
        }
    }
    return false;
}

/* What is looked at in a drawing. */
struct frame_nodes {
    uint32_t text;  /* docPr with its description (DOCX), TEXT of svg:desc or svg:title (ODT) */
    uint32_t image; /* a:blip or draw:image; HAT_NO_NODE: it is no picture */
};

/* "{{logo}}" -> "logo"; .ptr NULL: it is not one tag. */
static struct hat_str only_tag(struct hat_str text)
{
    while (text.len > 0 && (unsigned char)text.ptr[0] <= ' ') {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && (unsigned char)text.ptr[text.len - 1] <= ' ') {
        text.len--;
    }
    if (text.len < 5 || !hat_str_starts(text, "{{") || !hat_str_ends(text, "}}")) {
        return (struct hat_str){0};
    }
    struct hat_str inner = {text.ptr + 2, text.len - 4};
    return memchr(inner.ptr, '{', inner.len) == NULL ? inner : (struct hat_str){0};
}

/* Takes the element with everything in it out; gives the node behind it. */
static uint32_t take_out(struct hat_tape *tape, uint32_t node)
{
    uint32_t next = tape->nodes[tape->nodes[node].match].next;
    hat_tape_remove(tape, node);
    return next;
}

static struct hat_str look(const struct hat_tape *tape, uint32_t start, struct frame_nodes *found)
{
    struct hat_str inner = {0};
    *found = (struct frame_nodes){HAT_NO_NODE, HAT_NO_NODE};
    for (uint32_t node = start; node != tape->nodes[start].match; node = tape->nodes[node].next) {
        const struct hat_node *n = &tape->nodes[node];
        enum hat_xml_name up =
            n->up != HAT_NO_NODE ? (enum hat_xml_name)tape->nodes[n->up].name : HAT_XML_UNKNOWN;
        struct hat_str text = {0};
        bool drawing = n->name == HAT_W_drawing || n->name == HAT_DRAW_frame;
        if (n->kind == HAT_NODE_START && node != start && drawing) {
            return (struct hat_str){0}; /* a text box: what is in it is looked at by itself */
        }
        if (n->kind == HAT_NODE_START && n->name == HAT_WP_docPr) {
            text = only_tag(hat_tape_value(tape, node, HAT_NONE_descr));
        } else if (n->kind == HAT_NODE_TEXT && (up == HAT_SVG_desc || up == HAT_SVG_title)) {
            text = only_tag(n->text);
        } else if (n->kind == HAT_NODE_START && found->image == HAT_NO_NODE &&
                   (n->name == HAT_A_blip || n->name == HAT_DRAW_image)) {
            found->image = node;
        }
        if (text.ptr != NULL && inner.ptr == NULL) {
            inner = text;
            found->text = node;
        }
    }
    return inner;
}

/* Marks the elements whose attributes are the new picture's; what belongs to the old picture alone
 * goes: its cut, its other forms, its kind. */
static void mark(struct hat_tape *tape, uint32_t start, uint32_t image)
{
    static const enum hat_xml_name kinds[] = {HAT_DRAW_mime_type, HAT_LOEXT_mime_type};
    uint32_t end = tape->nodes[start].match, next;
    for (uint32_t node = start; node != end; node = next) {
        struct hat_node *n = &tape->nodes[node];
        bool other = n->name == HAT_A_srcRect || (n->name == HAT_DRAW_image && node != image);
        bool of_blip = n->up == image && n->name == HAT_A_extLst;
        next = n->next;
        if (n->kind != HAT_NODE_START) {
            continue;
        }
        if (other || of_blip) {
            next = take_out(tape, node);
            continue;
        }
        n->framed = n->name != HAT_A_ext || tape->nodes[n->up].name == HAT_A_xfrm;
        for (size_t i = 0; node == image && i < 2; i++) {
            struct hat_tape_attribute *kind = hat_tape_attr(tape, node, kinds[i]);
            if (kind != NULL) {
                kind->removed = true;
            }
        }
    }
}

/* Width of the template's own picture. */
static int64_t frame_width(const struct hat_tape *tape, uint32_t start)
{
    int64_t emu = 0;
    for (uint32_t node = start; node != tape->nodes[start].match; node = tape->nodes[node].next) {
        if (tape->nodes[node].kind != HAT_NODE_START || tape->nodes[node].name != HAT_WP_extent) {
            continue;
        }
        struct hat_str text = hat_tape_value(tape, node, HAT_NONE_cx);
        for (size_t i = 0; i < text.len && i < 10 && text.ptr[i] >= '0' && text.ptr[i] <= '9';
             i++) {
            emu = emu * 10 + (text.ptr[i] - '0');
        }
        return emu;
    }
    struct hat_str width = hat_tape_value(tape, start, HAT_SVG_width);
    return width.ptr != NULL && hat_length_read(width, &emu) ? emu : 0;
}

enum hat_status hat_part_frame(struct hat_part_source *part, uint32_t start,
                               const struct hat_place *place, bool quiet)
{
    struct hat_tape *tape = &part->tape;
    struct frame_nodes found;
    struct hat_str inner = look(tape, start, &found);
    if (inner.ptr == NULL || found.image == HAT_NO_NODE || tape->nodes[start].framed) {
        return HAT_OK;
    }
    struct hat_picture_frame frame = {.start = start,
                                      .tag = {.source = {inner.ptr - 2, inner.len + 4},
                                              .place = *place,
                                              .node = HAT_NO_NODE,
                                              .paragraph = HAT_NO_NODE,
                                              .partner = HAT_NO_TAG,
                                              .anchor = HAT_NO_NODE,
                                              .quiet = quiet}};
    enum hat_status status = hat_tag_parse(part, inner, &frame.tag);
    if (status != HAT_OK || frame.tag.kind != HAT_TAG_VALUE || frame.tag.expr == NULL) {
        return status;
    }
    frame.tag.own_link = false;
    if (frame.tag.picture == NULL) {
        status = make_picture(part, &frame.tag, false);
    }
    if (status != HAT_OK ||
        !hat_mem_grow(&part->frames, part->frame_count, &part->frame_cap, sizeof *part->frames)) {
        return HAT_ERR_NOMEM;
    }
    frame.tag.picture->frame_emu = frame_width(tape, start);
    mark(tape, start, found.image);
    if (tape->nodes[found.text].kind == HAT_NODE_TEXT) {
        tape->nodes[found.text].text = frame.tag.picture->alt;
    }
    part->frames[part->frame_count++] = frame;
    return HAT_OK;
}
