/* pdf_structure.c -- the structure tree (ISO 32000-1 14.7, 14.8): what a screen reader reads.
 *
 *     <</S/TD/P 71 0 R/Pg 12 0 R/K 5>>                    a cell with mark 5 of its page
 *     <</S/P/P 9 0 R/Pg 12 0 R/K[6 80 0 R 8]>>            text, a link inside it, text
 *     <</S/Link/P 79 0 R/Pg 12 0 R/K[7 <</Type/OBJR/Obj 31 0 R/Pg 12 0 R>>]>>
 *
 * /K holds marks and children in reading order: the layout's order of nodes and the order in
 * which marks were drawn are both kept, and a child comes where its first mark was drawn. The
 * parent tree leads back from marks and annotations to their elements, in leaves of 64.
 */
#include <stdio.h>

#include "paint/pdf_internal.h"

enum { LEAF = 64 };

uint32_t hat_pdf_mark_page(const struct hat_pdf *pdf, uint32_t mark)
{
    size_t low = 0, high = pdf->sheet_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (pdf->sheets[middle].first_mark <= mark) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return (uint32_t)low;
}

const char *hat_pdf_node_lang(const struct hat_pdf_finish *finish, uint32_t node)
{
    const struct hat_node *nodes = finish->structure->nodes;
    while (nodes[node].lang == NULL && nodes[node].parent < node) {
        node = nodes[node].parent;
    }
    return nodes[node].lang != NULL ? nodes[node].lang : finish->lang;
}

/* ---- types and attributes ---- */

static const char *type_name(const struct hat_pdf_finish *finish, uint32_t node)
{
    static const char *const HEADINGS[7] = {"P", "H1", "H2", "H3", "H4", "H5", "H6"};
    static const char *const NAMES[] = {
        [HAT_NODE_DOCUMENT] = "Document",
        [HAT_NODE_HEADING] = "P",
        [HAT_NODE_PARAGRAPH] = "P",
        [HAT_NODE_LIST] = "L",
        [HAT_NODE_ITEM] = "LI",
        [HAT_NODE_LABEL] = "Lbl",
        [HAT_NODE_BODY] = "LBody",
        [HAT_NODE_TABLE] = "Table",
        [HAT_NODE_TABLE_HEAD] = "THead",
        [HAT_NODE_TABLE_BODY] = "TBody",
        [HAT_NODE_ROW] = "TR",
        [HAT_NODE_HEADER_CELL] = "TH",
        [HAT_NODE_CELL] = "TD",
        [HAT_NODE_FIGURE] = "Figure",
        [HAT_NODE_LINK] = "Link",
        [HAT_NODE_NOTE] = "Note",
        [HAT_NODE_SPAN] = "Span",
        [HAT_NODE_PART] = "Part",
    };
    uint8_t type = finish->structure->nodes[node].type;
    if (type == HAT_NODE_HEADING) {
        return HEADINGS[finish->tree.levels[node]];
    }
    if (type == HAT_NODE_LINK && finish->tree.first_link[node] == HAT_NONE) {
        return "Span"; /* a link without an annotation is text */
    }
    if (finish->tree.plain[node]) {
        return "Div";
    }
    return type < sizeof NAMES / sizeof *NAMES ? NAMES[type] : "Span";
}

static void put_span(struct hat_buf *body, const char *key, uint16_t span)
{
    if (span > 1) {
        hat_pdf_put(body, key);
        hat_pdf_put_number(body, span);
    }
}

/* A header cell without a scope heads its column in the table's head, else its row. */
static void put_cell(struct hat_pdf_finish *finish, uint32_t index)
{
    const struct hat_node *node = &finish->structure->nodes[index];
    bool header = node->type == HAT_NODE_HEADER_CELL;
    if (finish->tree.plain[index] || (!header && node->col_span <= 1 && node->row_span <= 1)) {
        return;
    }
    hat_pdf_put(&finish->body, "/A<</O/Table");
    if (header) {
        uint32_t row = hat_pdf_parent(finish->structure, index);
        uint32_t rows = hat_pdf_parent(finish->structure, row);
        uint8_t group = finish->structure->nodes[rows].type;
        bool column = node->scope == HAT_SCOPE_COLUMN ||
                      (node->scope == HAT_SCOPE_NONE && group == HAT_NODE_TABLE_HEAD);
        hat_pdf_put(&finish->body, column ? "/Scope/Column" : "/Scope/Row");
    }
    put_span(&finish->body, "/ColSpan ", node->col_span);
    put_span(&finish->body, "/RowSpan ", node->row_span);
    hat_pdf_put(&finish->body, ">>");
}

/* "Picture" in the document's language. */
static const char *picture_word(const char *lang)
{
    struct hat_str text = hat_str_from(lang);
    return hat_str_starts(text, "kk")   ? "Сурет"
           : hat_str_starts(text, "ru") ? "Рисунок"
                                        : "Picture";
}

/* One warning for all pictures without a text. */
static void warn_silent(const struct hat_pdf_finish *finish)
{
    char count[12], page[12] = "?";
    uint32_t first = finish->first_silent;
    if (finish->silent == 0) {
        return;
    }
    snprintf(count, sizeof count, "%lu", (unsigned long)finish->silent);
    if (finish->tree.content[first] != HAT_NONE) {
        uint32_t number = hat_pdf_mark_page(finish->pdf, finish->tree.content[first]) + 1;
        snprintf(page, sizeof page, "%lu", (unsigned long)number);
    }
    const struct hat_place place = hat_pdf_place(finish->pdf);
    hat_diags_add(finish->pdf->diags, HAT_MSG_PICTURE_NO_TEXT, &place, hat_str_from(count),
                  hat_str_from(page), hat_str_from(picture_word(hat_pdf_node_lang(finish, first))));
}

static void put_figure(struct hat_pdf_finish *finish, uint32_t index)
{
    const struct hat_node *node = &finish->structure->nodes[index];
    uint32_t number = finish->tree.figures[index];
    const char *text = node->text;
    if (text == NULL || *text == '\0') {
        text = picture_word(hat_pdf_node_lang(finish, index));
        if (number == HAT_NONE || !finish->pdf->figures[number].again) {
            finish->first_silent = finish->silent++ == 0 ? index : finish->first_silent;
        }
    }
    hat_pdf_put_entry(&finish->body, "/Alt", text);
    if (number != HAT_NONE) {
        const struct hat_pdf_figure *figure = &finish->pdf->figures[number];
        hat_pdf_put(&finish->body, "/A<</O/Layout/Placement/Block/BBox");
        hat_pdf_put_box(&finish->body, &figure->box, finish->pdf->sheets[figure->page].height);
        hat_pdf_put(&finish->body, ">>");
    }
}

/* Notes are named, for PDF/UA-1 7.9: "note-000012" by their node, so that they sort. */
static void put_note_name(struct hat_buf *body, uint32_t node)
{
    hat_buf_printf(body, "(note-%010lu)", (unsigned long)node);
}

static void put_attributes(struct hat_pdf_finish *finish, uint32_t index)
{
    const struct hat_node *node = &finish->structure->nodes[index];
    switch (node->type) {
    case HAT_NODE_CELL:
    case HAT_NODE_HEADER_CELL:
        put_cell(finish, index);
        break;
    case HAT_NODE_LIST:
        hat_pdf_put(&finish->body, node->numbered ? "/A<</O/List/ListNumbering/Decimal>>"
                                                  : "/A<</O/List/ListNumbering/Disc>>");
        break;
    case HAT_NODE_LABEL:
        if (node->text != NULL) {
            hat_pdf_put_entry(&finish->body, "/ActualText", node->text);
        }
        break;
    case HAT_NODE_FIGURE:
        put_figure(finish, index);
        break;
    case HAT_NODE_NOTE:
        hat_pdf_put(&finish->body, "/ID");
        put_note_name(&finish->body, index);
        break;
    default:
        break;
    }
    if (index > 0) {
        hat_pdf_put_entry(&finish->body, "/Lang", node->lang);
    }
}

/* ---- contents ---- */

/* /K being written: the page that plain numbers mean, and how many members there are. */
struct kids {
    uint32_t page;
    size_t count;
};

static void put_kid(struct hat_buf *body, struct kids *kids)
{
    hat_pdf_put(body, kids->count++ == 0 ? "/K[" : " ");
}

static void put_mark(struct hat_pdf_finish *finish, struct kids *kids, uint32_t mark)
{
    uint32_t page = hat_pdf_mark_page(finish->pdf, mark);
    uint32_t number = mark - finish->pdf->sheets[page].first_mark;
    put_kid(&finish->body, kids);
    if (page == kids->page) {
        hat_pdf_put_number(&finish->body, number);
        return;
    }
    hat_pdf_put(&finish->body, "<</Type/MCR/Pg ");
    hat_pdf_put_ref(&finish->body, finish->page_ids[page]);
    hat_pdf_put(&finish->body, "/MCID ");
    hat_pdf_put_number(&finish->body, number);
    hat_pdf_put(&finish->body, ">>");
}

static void put_links(struct hat_pdf_finish *finish, struct kids *kids, uint32_t node)
{
    for (uint32_t link = finish->tree.first_link[node]; link != HAT_NONE;
         link = finish->tree.next_link[link]) {
        put_kid(&finish->body, kids);
        hat_pdf_put(&finish->body, "<</Type/OBJR/Obj ");
        hat_pdf_put_ref(&finish->body, finish->link_ids[link]);
        hat_pdf_put(&finish->body, "/Pg ");
        hat_pdf_put_ref(&finish->body, finish->page_ids[finish->pdf->links[link].page]);
        hat_pdf_put(&finish->body, ">>");
    }
}

/* Merges marks and children; a child without marks comes as soon as its turn does. */
static void put_kids(struct hat_pdf_finish *finish, uint32_t node, uint32_t page)
{
    const struct hat_pdf_tree *tree = &finish->tree;
    struct kids kids = {page, 0};
    uint32_t mark = tree->first_mark[node], child = tree->first_child[node];
    while (mark != HAT_NONE || child != HAT_NONE) {
        bool mark_first =
            child == HAT_NONE || (tree->content[child] != HAT_NONE && mark < tree->content[child]);
        if (mark_first && mark != HAT_NONE) {
            put_mark(finish, &kids, mark);
            mark = tree->next_mark[mark];
        } else {
            put_kid(&finish->body, &kids);
            hat_pdf_put_ref(&finish->body, tree->ids[child]);
            child = tree->next_sibling[child];
        }
    }
    put_links(finish, &kids, node);
    if (kids.count > 0) {
        hat_pdf_put(&finish->body, "]");
    }
}

static void write_node(struct hat_pdf_finish *finish, uint32_t node)
{
    struct hat_buf *body = &finish->body;
    const struct hat_pdf_tree *tree = &finish->tree;
    uint32_t parent = hat_pdf_parent(finish->structure, node);
    hat_pdf_put(body, "<</S/");
    hat_pdf_put(body, type_name(finish, node));
    hat_pdf_put(body, "/P ");
    hat_pdf_put_ref(body, node == 0 ? finish->tree_root : tree->ids[parent]);
    uint32_t page = HAT_NONE;
    if (tree->first_mark[node] != HAT_NONE) {
        page = hat_pdf_mark_page(finish->pdf, tree->first_mark[node]);
        hat_pdf_put(body, "/Pg ");
        hat_pdf_put_ref(body, finish->page_ids[page]);
    }
    put_attributes(finish, node);
    put_kids(finish, node, page);
    hat_pdf_put(body, ">>");
    hat_pdf_object(&finish->out, tree->ids[node], body);
}

/* ---- the parent tree and the root ---- */

/* The elements of all marks of a page, by their number. */
static void put_page_parents(struct hat_pdf_finish *finish, size_t page)
{
    const struct hat_pdf *pdf = finish->pdf;
    size_t end = page + 1 < pdf->sheet_count ? pdf->sheets[page + 1].first_mark : pdf->mark_count;
    hat_pdf_put(&finish->body, "[");
    for (size_t mark = pdf->sheets[page].first_mark; mark < end; mark++) {
        uint32_t node = pdf->marks[mark].node;
        if (hat_pdf_is_node(finish, node)) {
            hat_pdf_put_ref(&finish->body, finish->tree.ids[node]);
            hat_pdf_put(&finish->body, " ");
        } else {
            hat_pdf_put(&finish->body, "null ");
        }
    }
    hat_pdf_put(&finish->body, "]");
}

/* Keys 0 ... are pages, those after them annotations. */
static void put_parent(struct hat_pdf_finish *finish, size_t key)
{
    size_t pages = finish->pdf->sheet_count;
    hat_pdf_put_number(&finish->body, (int64_t)key);
    hat_pdf_put(&finish->body, " ");
    if (key < pages) {
        put_page_parents(finish, key);
    } else {
        hat_pdf_put_ref(&finish->body, finish->tree.ids[finish->pdf->links[key - pages].node]);
        hat_pdf_put(&finish->body, " ");
    }
}

static uint32_t write_leaf(struct hat_pdf_finish *finish, size_t first, size_t end)
{
    struct hat_buf *body = &finish->body;
    uint32_t id = hat_pdf_reserve(&finish->out);
    hat_pdf_put(body, "<</Limits[");
    hat_pdf_put_number(body, (int64_t)first);
    hat_pdf_put(body, " ");
    hat_pdf_put_number(body, (int64_t)end - 1);
    hat_pdf_put(body, "]/Nums[");
    for (size_t key = first; key < end; key++) {
        put_parent(finish, key);
    }
    hat_pdf_put(body, "]>>");
    hat_pdf_object(&finish->out, id, body);
    return id;
}

static void write_parent_tree(struct hat_pdf_finish *finish)
{
    size_t keys = finish->pdf->sheet_count + finish->pdf->link_count;
    struct hat_buf kids = {0};
    for (size_t first = 0; first < keys; first += LEAF) {
        hat_pdf_put_ref(&kids,
                        write_leaf(finish, first, first + LEAF < keys ? first + LEAF : keys));
        hat_pdf_put(&kids, " ");
    }
    hat_pdf_put(&finish->body, "<</Kids[");
    hat_buf_put(&finish->body, kids.data, kids.len);
    hat_pdf_put(&finish->body, "]>>");
    finish->body.failed = finish->body.failed || hat_buf_failed(&kids);
    hat_pdf_object(&finish->out, finish->parent_tree, &finish->body);
    hat_buf_fini(&kids);
}

static void put_note_names(struct hat_pdf_finish *finish)
{
    bool any = false;
    for (uint32_t i = 0; i < finish->structure->count; i++) {
        if (finish->structure->nodes[i].type == HAT_NODE_NOTE && finish->tree.ids[i] != 0) {
            hat_pdf_put(&finish->body, any ? " " : "/IDTree<</Names[");
            put_note_name(&finish->body, i);
            hat_pdf_put_ref(&finish->body, finish->tree.ids[i]);
            any = true;
        }
    }
    if (any) {
        hat_pdf_put(&finish->body, "]>>");
    }
}

void hat_pdf_write_tree(struct hat_pdf_finish *finish)
{
    for (uint32_t i = 0; i < finish->structure->count; i++) {
        if (finish->tree.ids[i] != 0) {
            write_node(finish, i);
        }
    }
    warn_silent(finish);
    write_parent_tree(finish);
    hat_pdf_put(&finish->body, "<</Type/StructTreeRoot/ParentTree ");
    hat_pdf_put_ref(&finish->body, finish->parent_tree);
    hat_pdf_put(&finish->body, "/ParentTreeNextKey ");
    hat_pdf_put_number(&finish->body,
                       (int64_t)(finish->pdf->sheet_count + finish->pdf->link_count));
    put_note_names(finish);
    hat_pdf_put(&finish->body, "/K ");
    hat_pdf_put_ref(&finish->body, finish->tree.ids[0]);
    hat_pdf_put(&finish->body, ">>");
    hat_pdf_object(&finish->out, finish->tree_root, &finish->body);
}
