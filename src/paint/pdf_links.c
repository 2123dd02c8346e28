/* pdf_links.c -- link annotations (ISO 32000-1 12.5.6.5): one a link and page, a rectangle a line.
 *
 *     <</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[85 700 320 728]
 *       /QuadPoints[85 728 320 728 85 715 320 715  85 714 150 714 85 700 150 700]
 *       /StructParent 57/Contents(https://example.kz)/A<</S/URI/URI(https://example.kz)>>>>
 *
 * /F 4: printed with the page (PDF/A-2 6.5.3). /Contents: what a screen reader says (PDF/UA-1
 * 7.18.1): the link's title, else its printed text, else the address. Only http, https, mailto
 * and tel become annotations (docs/safety.md 5); another address stays text with a warning.
 * A link inside the document has /A<</S/GoTo/D[12 0 R/XYZ 0 700 null]>> instead.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "paint/pdf_internal.h"

/* ---- while drawing: group the boxes of a page by their link ---- */

struct found {
    uint32_t node, order;
    struct hat_pdf_box box;
};

static int by_node(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    if (x->node != y->node) {
        return x->node < y->node ? -1 : 1;
    }
    return x->order < y->order ? -1 : x->order > y->order;
}

static enum hat_status find_boxes(const struct hat_page *page, struct found **list, size_t *count)
{
    size_t cap = 0;
    for (size_t i = 0; i < page->count; i++) {
        const struct hat_item *item = &page->items[i];
        if (item->kind != HAT_ITEM_LINK) {
            continue;
        }
        if (!hat_mem_grow(list, *count, &cap, sizeof **list)) {
            return HAT_ERR_NOMEM;
        }
        (*list)[*count] = (struct found){
            item->node,
            (uint32_t)*count,
            {item->as.rect.x, item->as.rect.y, item->as.rect.width, item->as.rect.height}};
        (*count)++;
    }
    if (*count > 1) {
        qsort(*list, *count, sizeof **list, by_node);
    }
    return HAT_OK;
}

static enum hat_status add_links(struct hat_pdf *pdf, const struct found *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!hat_mem_grow(&pdf->boxes, pdf->box_count, &pdf->box_cap, sizeof *pdf->boxes) ||
            !hat_mem_grow(&pdf->links, pdf->link_count, &pdf->link_cap, sizeof *pdf->links)) {
            return HAT_ERR_NOMEM;
        }
        if (i == 0 || list[i].node != list[i - 1].node) {
            pdf->links[pdf->link_count++] =
                (struct hat_pdf_link){.node = list[i].node,
                                      .page = (uint32_t)(pdf->sheet_count - 1),
                                      .first_box = (uint32_t)pdf->box_count};
        }
        pdf->boxes[pdf->box_count++] = list[i].box;
        pdf->links[pdf->link_count - 1].box_count++;
    }
    return HAT_OK;
}

/* The link that the text of `item` belongs to, among those of the page, which are in the order of
 * their nodes; NULL when there is none. */
static struct hat_pdf_link *link_of(struct hat_pdf *pdf, size_t first, const struct hat_item *item)
{
    if (item->kind != HAT_ITEM_GLYPHS || item->as.glyphs.text.len == 0) {
        return NULL;
    }
    uint32_t node = item->node;
    size_t low = first, high = pdf->link_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pdf->links[middle].node < node) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < pdf->link_count && pdf->links[low].node == node ? &pdf->links[low] : NULL;
}

/* Gathers the printed text of each link: lengths first, then places, then the bytes. */
static enum hat_status gather_texts(struct hat_pdf *pdf, const struct hat_page *page, size_t first)
{
    for (size_t i = 0; i < page->count; i++) {
        const struct hat_item *item = &page->items[i];
        struct hat_pdf_link *link = link_of(pdf, first, item);
        if (link != NULL) {
            link->text_len += item->as.glyphs.text.len;
        }
    }
    size_t end = pdf->link_texts.len;
    for (size_t i = first; i < pdf->link_count; i++) {
        pdf->links[i].text = end;
        end += pdf->links[i].text_len;
        pdf->links[i].text_len = 0;
    }
    static const char zeros[256] = {0};
    while (pdf->link_texts.len < end && !hat_buf_failed(&pdf->link_texts)) {
        size_t more = end - pdf->link_texts.len;
        hat_buf_put(&pdf->link_texts, zeros, more < sizeof zeros ? more : sizeof zeros);
    }
    if (hat_buf_failed(&pdf->link_texts)) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < page->count; i++) {
        const struct hat_item *item = &page->items[i];
        struct hat_pdf_link *link = link_of(pdf, first, item);
        if (link != NULL) {
            memcpy(pdf->link_texts.data + link->text + link->text_len, item->as.glyphs.text.ptr,
                   item->as.glyphs.text.len);
            link->text_len += item->as.glyphs.text.len;
        }
    }
    return HAT_OK;
}

enum hat_status hat_pdf_note_links(struct hat_pdf *pdf, const struct hat_page *page)
{
    struct found *list = NULL;
    size_t count = 0, first = pdf->link_count;
    enum hat_status status = find_boxes(page, &list, &count);
    if (status == HAT_OK) {
        status = add_links(pdf, list, count);
    }
    hat_mem_free(list);
    if (status == HAT_OK && count > 0) {
        status = gather_texts(pdf, page, first);
    }
    return status;
}

/* ---- at the end: annotations ---- */

static bool has_scheme(const char *uri, const char *scheme)
{
    for (; *scheme != '\0'; uri++, scheme++) {
        char lower = *uri >= 'A' && *uri <= 'Z' ? (char)(*uri - 'A' + 'a') : *uri;
        if (lower != *scheme) {
            return false;
        }
    }
    return true;
}

static bool is_allowed(const char *uri)
{
    return has_scheme(uri, "http://") || has_scheme(uri, "https://") ||
           has_scheme(uri, "mailto:") || has_scheme(uri, "tel:");
}

/* The LINK node that `node` is or stands in; HAT_NONE when there is none. */
static uint32_t link_node(const struct hat_structure *structure, uint32_t node)
{
    while (node < structure->count && structure->nodes[node].type != HAT_NODE_LINK) {
        uint32_t parent = structure->nodes[node].parent;
        node = parent < node ? parent : HAT_NONE;
    }
    return node < structure->count ? node : HAT_NONE;
}

/* Is this a link that may be followed? Another address is reported and stays text, as a link to a
 * bookmark does that is not there. */
static bool is_annotation(struct hat_pdf_finish *finish, struct hat_pdf_link *link)
{
    uint32_t node = link_node(finish->structure, link->node);
    const char *uri = node != HAT_NONE ? finish->structure->nodes[node].text : NULL;
    struct hat_bookmark place;
    if (uri == NULL || is_allowed(uri)) {
        return uri != NULL;
    }
    if (*uri == '#') {
        link->inside = hat_pdf_find_place(finish, node, uri, &place);
        link->to_page = link->inside ? place.page : 0;
        link->to_y = link->inside ? place.y : 0;
        return link->inside;
    }
    const struct hat_place from = hat_pdf_place(finish->pdf);
    hat_diags_add(finish->pdf->diags, HAT_MSG_LINK_NOT_ALLOWED, &from, hat_str_from(uri));
    return false;
}

/* Keeps the links that become annotations, page by page. */
static void keep_annotations(struct hat_pdf_finish *finish)
{
    struct hat_pdf *pdf = finish->pdf;
    size_t kept = 0;
    for (size_t page = 0; page < pdf->sheet_count; page++) {
        size_t first = pdf->sheets[page].first_link;
        size_t end =
            page + 1 < pdf->sheet_count ? pdf->sheets[page + 1].first_link : pdf->link_count;
        pdf->sheets[page].first_link = (uint32_t)kept;
        for (size_t i = first; i < end; i++) {
            if (is_annotation(finish, &pdf->links[i])) {
                pdf->links[kept] = pdf->links[i];
                pdf->links[kept].node = link_node(finish->structure, pdf->links[i].node);
                kept++;
            }
        }
    }
    pdf->link_count = kept;
}

enum hat_status hat_pdf_prepare_links(struct hat_pdf_finish *finish)
{
    keep_annotations(finish);
    size_t count = finish->pdf->link_count;
    finish->link_ids = hat_arena_array(&finish->arena, count, sizeof(uint32_t));
    if (finish->link_ids == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        finish->link_ids[i] = hat_pdf_reserve(&finish->out);
    }
    return finish->out.status;
}

/* How many bytes may stand in an address as they are. */
static size_t plain_in_uri(const char *uri)
{
    size_t len = 0;
    while (uri[len] > 0x20 && uri[len] < 0x7F && strchr("\"<>\\^`{|}", uri[len]) == NULL) {
        len++;
    }
    return len;
}

/* The address in ASCII (RFC 3986): everything else as %XX. */
static void put_uri(struct hat_buf *buf, const char *uri)
{
    struct hat_buf ascii = {0};
    for (; *uri != '\0'; uri++) {
        size_t plain = plain_in_uri(uri);
        hat_buf_put(&ascii, uri, plain);
        uri += plain;
        if (*uri == '\0') {
            break;
        }
        hat_buf_printf(&ascii, "%%%02X", (unsigned)(unsigned char)*uri);
    }
    buf->failed = buf->failed || hat_buf_failed(&ascii);
    hat_pdf_put_bytes(buf, (struct hat_str){ascii.data, ascii.len});
    hat_buf_fini(&ascii);
}

static struct hat_pdf_box around(const struct hat_pdf_box *boxes, size_t count)
{
    struct hat_pdf_box all = boxes[0];
    for (size_t i = 1; i < count; i++) {
        int64_t right = all.x + all.width, bottom = all.y + all.height;
        int64_t box_right = boxes[i].x + boxes[i].width, box_bottom = boxes[i].y + boxes[i].height;
        all.x = boxes[i].x < all.x ? boxes[i].x : all.x;
        all.y = boxes[i].y < all.y ? boxes[i].y : all.y;
        all.width = (box_right > right ? box_right : right) - all.x;
        all.height = (box_bottom > bottom ? box_bottom : bottom) - all.y;
    }
    return all;
}

/* Corners in the order that readers expect: top left, top right, bottom left, bottom right. */
static void put_quad(struct hat_buf *buf, const struct hat_pdf_box *box, hat_du page_height)
{
    const int64_t left = box->x, right = box->x + box->width;
    const int64_t top = page_height - box->y, bottom = top - box->height;
    const int64_t corners[8] = {left, top, right, top, left, bottom, right, bottom};
    for (int i = 0; i < 8; i++) {
        hat_pdf_put_du(buf, corners[i]);
        hat_pdf_put(buf, " ");
    }
}

static void put_contents(struct hat_pdf_finish *finish, const struct hat_pdf_link *link,
                         const struct hat_node *node)
{
    const char *text = node->title;
    if ((text == NULL || *text == '\0') && link->text_len > 0) {
        text = hat_arena_strndup(&finish->arena, finish->pdf->link_texts.data + link->text,
                                 link->text_len);
        finish->body.failed = finish->body.failed || text == NULL;
    }
    hat_pdf_put(&finish->body, "/Contents");
    hat_pdf_put_text(&finish->body, text != NULL && *text != '\0' ? text : node->text);
}

static void write_link(struct hat_pdf_finish *finish, size_t index)
{
    const struct hat_pdf *pdf = finish->pdf;
    const struct hat_pdf_link *link = &pdf->links[index];
    const struct hat_node *node = &finish->structure->nodes[link->node];
    const struct hat_pdf_box *boxes = &pdf->boxes[link->first_box];
    hat_du height = pdf->sheets[link->page].height;
    struct hat_pdf_box rect = around(boxes, link->box_count);
    struct hat_buf *body = &finish->body;
    hat_pdf_put(body, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect");
    hat_pdf_put_box(body, &rect, height);
    if (link->box_count > 1) {
        hat_pdf_put(body, "/QuadPoints[");
        for (uint32_t i = 0; i < link->box_count; i++) {
            put_quad(body, &boxes[i], height);
        }
        hat_pdf_put(body, "]");
    }
    if (pdf->tagged) {
        hat_pdf_put(body, "/StructParent ");
        hat_pdf_put_number(body, (int64_t)(pdf->sheet_count + index));
    }
    put_contents(finish, link, node);
    if (link->inside) {
        hat_pdf_put(body, "/A<</S/GoTo/D");
        hat_pdf_put_destination(finish, link->to_page, link->to_y);
    } else {
        hat_pdf_put(body, "/A<</S/URI/URI");
        put_uri(body, node->text);
    }
    hat_pdf_put(body, ">>>>");
    hat_pdf_object(&finish->out, finish->link_ids[index], body);
}

void hat_pdf_write_links(struct hat_pdf_finish *finish)
{
    for (size_t i = 0; i < finish->pdf->link_count; i++) {
        write_link(finish, i);
    }
}
