/* odt_pages.c -- master pages and page layouts become sections, with their headers and footers.
 *
 *     <style:master-page style:name="First" style:page-layout-name="pm1"
 *                        style:next-style-name="Standard">
 *       <style:header> ... blocks, kept as long as the document </style:header>
 *
 * A master page that gives way to another after one page becomes one section with a title page
 * when the pages are equally wide, else a chain of sections (hat_section.follow).
 * Source: ODF 1.3 part 3 §16.5, §16.9, §17.2; layout rules 5.1, 5.2.
 */
#include "document/odt_elements_internal.h"

enum {
    PAGE_WIDTH = 11906, /* A4 */
    PAGE_HEIGHT = 16838,
    PAGE_MARGIN = 1134, /* 2 cm, Writer's own default */
    PAGE_LEAST = 720,
    PAGE_MOST = 31680 /* 22 in, Word's most */
};

/* ---- master pages ---- */

HAT_ODT_START(master_page)
{
    (void)frame;
    struct hat_odt_master *master = hat_arena_alloc(odt->arena, sizeof *master);
    if (master == NULL) {
        return HAT_ERR_NOMEM;
    }
    const struct {
        enum hat_xml_name name;
        struct hat_str *value;
    } texts[] = {{HAT_STYLE_name, &master->name},
                 {HAT_STYLE_page_layout_name, &master->layout},
                 {HAT_STYLE_next_style_name, &master->following}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        *texts[i].value = hat_arena_str(odt->arena, hat_xml_attr(element, texts[i].name));
        if (texts[i].value->ptr == NULL) {
            return HAT_ERR_NOMEM;
        }
    }
    odt->master = master;
    return master->name.len == 0 || hat_index_put(&odt->masters, master->name, master)
               ? HAT_OK
               : HAT_ERR_NOMEM;
}

HAT_ODT_END(master_page)
{
    (void)frame;
    odt->master = NULL;
    return HAT_OK;
}

const struct hat_odt_master *hat_odt_master_find(const struct hat_odt *odt, struct hat_str name)
{
    return name.len > 0 ? hat_index_find(&odt->masters, name) : NULL;
}

/* Which header the element is, and where its blocks go. */
static bool header_slot(struct hat_odt_master *master, enum hat_xml_name name,
                        struct hat_block ***blocks, bool **given)
{
    static const struct {
        enum hat_xml_name name;
        uint8_t kind;
        bool footer;
    } slots[] = {{HAT_STYLE_header, HAT_HEADER_DEFAULT, false},
                 {HAT_STYLE_header_first, HAT_HEADER_FIRST, false},
                 {HAT_LOEXT_header_first, HAT_HEADER_FIRST, false},
                 {HAT_STYLE_header_left, HAT_HEADER_EVEN, false},
                 {HAT_STYLE_footer, HAT_HEADER_DEFAULT, true},
                 {HAT_STYLE_footer_first, HAT_HEADER_FIRST, true},
                 {HAT_LOEXT_footer_first, HAT_HEADER_FIRST, true},
                 {HAT_STYLE_footer_left, HAT_HEADER_EVEN, true}};
    for (size_t i = 0; i < sizeof slots / sizeof slots[0]; i++) {
        if (slots[i].name == name) {
            uint8_t kind = slots[i].kind;
            *blocks = slots[i].footer ? &master->footers[kind] : &master->headers[kind];
            *given = slots[i].footer ? &master->has_footer[kind] : &master->has_header[kind];
            return true;
        }
    }
    return false;
}

/* style:display is not looked at, as in LibreOffice 7.4, which shows what it finds. */
HAT_ODT_START(header)
{
    struct hat_block **blocks;
    bool *given;
    if (odt->master == NULL || odt->flow != NULL ||
        !header_slot(odt->master, element->name, &blocks, &given)) {
        hat_odt_skip(odt, frame);
        return HAT_OK;
    }
    *given = true;
    frame->pointer = blocks;
    bool footer = given >= odt->master->has_footer && given < odt->master->has_footer + 3;
    struct hat_place place = {.file = odt->document->parts->path,
                              .part = odt->part,
                              .story = footer ? HAT_STORY_FOOTER : HAT_STORY_HEADER};
    return hat_odt_flow_push(odt, odt->arena, &place);
}

HAT_ODT_END(header)
{
    struct hat_block **blocks = frame->pointer;
    return hat_odt_flow_pop(odt, true, blocks);
}

/* ---- page layouts ---- */

struct page {
    hat_twip width, height, margins[4], padding[4];
    struct hat_border borders[4];
    hat_twip shadow;
    uint8_t format;
};

static bool apply_page_margin(const struct hat_odt_attr *attr, hat_twip margins[4])
{
    static const struct {
        enum hat_xml_name name;
        int8_t side;
    } sides[] = {{HAT_FO_margin, -1},
                 {HAT_FO_margin_top, HAT_TOP},
                 {HAT_FO_margin_left, HAT_LEFT},
                 {HAT_FO_margin_bottom, HAT_BOTTOM},
                 {HAT_FO_margin_right, HAT_RIGHT}};
    hat_twip value;
    for (size_t i = 0; i < sizeof sides / sizeof sides[0]; i++) {
        if (attr->name != sides[i].name) {
            continue;
        }
        for (int side = 0; side < 4 && hat_odt_length(attr->value, &value); side++) {
            if ((sides[i].side < 0 || sides[i].side == side) && value >= 0) {
                margins[side] = value;
            }
        }
        return true;
    }
    return false;
}

static void apply_page(const struct hat_odt_attr *attr, struct page *page)
{
    struct hat_border *const borders[4] = {&page->borders[0], &page->borders[1], &page->borders[2],
                                           &page->borders[3]};
    hat_twip *const padding[4] = {&page->padding[0], &page->padding[1], &page->padding[2],
                                  &page->padding[3]};
    if (apply_page_margin(attr, page->margins) || hat_odt_apply_border(attr, borders) ||
        hat_odt_apply_padding(attr, padding)) {
        return;
    }
    if (attr->name == HAT_FO_page_width) {
        hat_odt_length(attr->value, &page->width);
    } else if (attr->name == HAT_FO_page_height) {
        hat_odt_length(attr->value, &page->height);
    } else if (attr->name == HAT_STYLE_shadow) {
        page->shadow = hat_odt_shadow(attr->value);
    } else if (attr->name == HAT_STYLE_num_format) {
        page->format = hat_odt_number_format(attr->value);
    }
}

static hat_twip page_side(struct hat_odt *odt, hat_twip side)
{
    if (side < PAGE_LEAST || side >= PAGE_MOST) {
        hat_odt_warn(odt, HAT_MSG_PAGE_SIZE, HAT_STR("style:page-layout-properties"));
    }
    return side < PAGE_LEAST ? PAGE_LEAST : side > PAGE_MOST ? PAGE_MOST : side;
}

/* Margins that leave no text area are those of a damaged file: the defaults take their place. */
static void set_page(struct hat_odt *odt, struct page *page, struct hat_section *section)
{
    section->page_width = page_side(odt, page->width);
    section->page_height = page_side(odt, page->height);
    hat_twip outer[4];
    memcpy(outer, page->margins, sizeof outer); /* borders stand inside of the margins */
    for (int i = 0; i < 4; i++) {
        page->margins[i] += page->padding[i] + page->borders[i].width;
        page->margins[i] += i == HAT_RIGHT || i == HAT_BOTTOM ? page->shadow : 0;
    }
    if (page->margins[HAT_LEFT] + page->margins[HAT_RIGHT] >= section->page_width) {
        page->margins[HAT_LEFT] = page->margins[HAT_RIGHT] = section->page_width / 8;
    }
    if (page->margins[HAT_TOP] + page->margins[HAT_BOTTOM] >= section->page_height) {
        page->margins[HAT_TOP] = page->margins[HAT_BOTTOM] = section->page_height / 8;
    }
    section->top = page->margins[HAT_TOP];
    section->bottom = page->margins[HAT_BOTTOM];
    section->left = page->margins[HAT_LEFT];
    section->right = page->margins[HAT_RIGHT];
    section->page_format = page->format;
    section->borders.shadow = page->shadow;
    for (int i = 0; i < 4; i++) {
        section->borders.edges[i] = page->borders[i];
        section->borders.edges[i].space = outer[i];
    }
}

static void apply_header(const struct hat_odt_attrs *attrs, enum hat_xml_name gap,
                         struct hat_header *header)
{
    for (size_t i = 0; i < attrs->count; i++) {
        const struct hat_odt_attr *attr = &attrs->items[i];
        if (attr->name == HAT_FO_min_height || attr->name == HAT_SVG_height) {
            header->fixed = attr->name == HAT_SVG_height;
            hat_odt_length(attr->value, &header->min_height);
        } else if (attr->name == gap) {
            hat_odt_length(attr->value, &header->gap);
        } else if (attr->name == HAT_STYLE_dynamic_spacing) {
            header->dynamic = hat_odt_true(attr->value);
        }
    }
}

/* The three headers (or footers) of a section: kinds not given repeat the default one. */
static void set_headers(const struct hat_header *box, struct hat_block *const blocks[3],
                        const bool given[3], struct hat_header out[3])
{
    for (int kind = 0; kind < 3; kind++) {
        int source = given[kind] ? kind : HAT_HEADER_DEFAULT;
        out[kind] = given[source] ? *box : (struct hat_header){.edge = box->edge};
        out[kind].blocks = given[source] ? blocks[source] : NULL;
    }
}

static const struct hat_odt_style *layout_of(const struct hat_odt *odt,
                                             const struct hat_odt_master *master)
{
    return master != NULL && master->layout.len > 0
               ? hat_index_find(&odt->styles[HAT_ODT_PAGE_LAYOUT][HAT_ODT_IN_STYLES],
                                master->layout)
               : NULL;
}

static void set_layout(struct hat_odt *odt, const struct hat_odt_master *master,
                       const struct hat_odt_style *layout, struct hat_section *section)
{
    struct page page = {.width = PAGE_WIDTH,
                        .height = PAGE_HEIGHT,
                        .margins = {PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN}};
    struct hat_header header = {0}, footer = {0};
    if (layout != NULL) {
        section->mirrored = layout->mirrored;
        const struct hat_odt_attrs *attrs = &layout->parts[HAT_ODT_OWN_PROPERTIES];
        for (size_t i = 0; i < attrs->count; i++) {
            apply_page(&attrs->items[i], &page);
        }
        apply_header(&layout->parts[HAT_ODT_HEADER_PROPERTIES], HAT_FO_margin_bottom, &header);
        apply_header(&layout->parts[HAT_ODT_FOOTER_PROPERTIES], HAT_FO_margin_top, &footer);
    }
    set_page(odt, &page, section);
    header.edge = section->top;
    footer.edge = section->bottom;
    section->odf = true;
    if (master == NULL) {
        return;
    }
    set_headers(&header, master->headers, master->has_header, section->headers);
    set_headers(&footer, master->footers, master->has_footer, section->footers);
    section->title_page =
        master->has_header[HAT_HEADER_FIRST] || master->has_footer[HAT_HEADER_FIRST];
    section->even_odd = master->has_header[HAT_HEADER_EVEN] || master->has_footer[HAT_HEADER_EVEN];
}

/* ---- columns ---- */

static enum hat_status set_columns(struct hat_odt *odt, const struct hat_odt_columns *columns,
                                   struct hat_section *section)
{
    section->columns = 1;
    if (columns == NULL || columns->count < 2) {
        return HAT_OK;
    }
    section->columns = columns->count;
    section->column_gap = columns->gap;
    section->column_line = columns->line;
    int64_t sum = 0;
    bool equal = true;
    for (int i = 0; i < columns->count; i++) {
        const struct hat_odt_column_part *part = &columns->parts[i];
        sum += part->relative > 0 ? part->relative : 0;
        equal = equal && part->relative == columns->parts[0].relative;
    }
    if (columns->described < columns->count || sum == 0) {
        return HAT_OK;
    }
    hat_twip gap = columns->parts[0].end + columns->parts[1].start;
    if (equal) {
        section->column_gap = gap;
        return HAT_OK;
    }
    hat_twip text = section->page_width - section->left - section->right - section->indent_left -
                    section->indent_right;
    hat_twip *widths = hat_arena_array(odt->arena, columns->count, 2 * sizeof *widths);
    if (widths == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (int i = 0; i < columns->count; i++) {
        const struct hat_odt_column_part *part = &columns->parts[i];
        int64_t width = (int64_t)text * (part->relative > 0 ? part->relative : 0) / sum;
        width -= (i > 0 ? part->start : 0) + (i + 1 < columns->count ? part->end : 0);
        widths[2 * i] = (hat_twip)(width < 1 ? 1 : width);
        if (i + 1 < columns->count) {
            widths[2 * i + 1] = part->end + columns->parts[i + 1].start;
        }
    }
    section->column_widths = widths;
    return HAT_OK;
}

/* ---- sections ---- */

/* The margins of a text:section narrow the column that it stands in. */
static void read_margins(const struct hat_odt_style *style, hat_twip margins[2])
{
    margins[0] = margins[1] = 0;
    for (size_t i = 0; style != NULL && i < style->parts[HAT_ODT_OWN_PROPERTIES].count; i++) {
        const struct hat_odt_attr *attr = &style->parts[HAT_ODT_OWN_PROPERTIES].items[i];
        if (attr->name == HAT_FO_margin_left || attr->name == HAT_FO_margin_right) {
            hat_odt_length(attr->value, &margins[attr->name == HAT_FO_margin_right]);
        }
    }
}

static bool has_margins(const struct hat_odt_style *style)
{
    hat_twip margins[2];
    read_margins(style, margins);
    return margins[0] != 0 || margins[1] != 0;
}

static const struct hat_odt_style *section_style(const struct hat_odt *odt)
{
    for (size_t i = odt->section_count; i-- > 0;) {
        if (odt->section_stack[i].columns) {
            return odt->section_stack[i].style;
        }
    }
    return NULL;
}

/* Can one margin serve both? A header begins at its own edge, so the section's margin only counts
 * on pages without one. */
static bool one_margin(const struct hat_header *first, const struct hat_header *rest,
                       hat_twip of_rest, hat_twip *margin)
{
    if (first->blocks != NULL && rest->blocks == NULL) {
        *margin = of_rest;
        return true;
    }
    return rest->blocks != NULL || *margin == of_rest;
}

/* "First" with header A, then "Standard" with header B: one section whose title page has A. */
static bool fold(struct hat_section *first, const struct hat_section *rest)
{
    if (first->page_width != rest->page_width || first->page_height != rest->page_height ||
        first->left != rest->left || first->right != rest->right ||
        first->columns != rest->columns || first->title_page || first->even_odd ||
        rest->title_page || (rest->follow != NULL && rest->follow != rest)) {
        return false;
    }
    hat_twip top = first->top, bottom = first->bottom;
    if (!one_margin(&first->headers[0], &rest->headers[0], rest->top, &top) ||
        !one_margin(&first->footers[0], &rest->footers[0], rest->bottom, &bottom)) {
        return false;
    }
    first->top = top;
    first->bottom = bottom;
    first->title_page = true;
    first->even_odd = rest->even_odd;
    first->headers[HAT_HEADER_FIRST] = first->headers[HAT_HEADER_DEFAULT];
    first->footers[HAT_HEADER_FIRST] = first->footers[HAT_HEADER_DEFAULT];
    first->headers[HAT_HEADER_DEFAULT] = rest->headers[HAT_HEADER_DEFAULT];
    first->footers[HAT_HEADER_DEFAULT] = rest->footers[HAT_HEADER_DEFAULT];
    first->headers[HAT_HEADER_EVEN] = rest->headers[HAT_HEADER_EVEN];
    first->footers[HAT_HEADER_EVEN] = rest->footers[HAT_HEADER_EVEN];
    return true;
}

static enum hat_status set_line_numbers(struct hat_odt *odt, struct hat_section *section)
{
    struct hat_line_numbers *lines = &odt->line_numbers;
    if (lines->step == 0) {
        return HAT_OK;
    }
    if (lines->props == NULL) {
        const struct hat_odt_paragraph_style *plain = hat_odt_paragraph_style(odt, HAT_STR(""));
        lines->props = plain != NULL
                           ? hat_odt_span_chars(odt, plain->chars, odt->line_number_style)
                           : NULL;
    }
    section->line_numbers = *lines;
    return lines->props != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

static enum hat_status make_one(struct hat_odt *odt, const struct hat_odt_master *master,
                                struct hat_odt_key key, struct hat_section **out);

/* The section whose columns are the page's own, when there are any and `key` has others. */
static enum hat_status make_outer(struct hat_odt *odt, const struct hat_odt_master *master,
                                  const struct hat_odt_key *key, struct hat_section **out)
{
    enum { OUTER = 0x40 };
    const struct hat_odt_style *layout = layout_of(odt, master);
    const struct hat_odt_columns *columns = layout != NULL ? layout->columns : NULL;
    *out = NULL;
    if (key->b == NULL || columns == NULL || columns->count < 2) {
        return HAT_OK;
    }
    struct hat_odt_key own = {master, NULL, OUTER};
    *out = hat_odt_cache_find(&odt->sections, &own);
    return *out != NULL ? HAT_OK : make_one(odt, master, own, out);
}

static enum hat_status make_one(struct hat_odt *odt, const struct hat_odt_master *master,
                                struct hat_odt_key key, struct hat_section **out)
{
    const struct hat_odt_style *layout = layout_of(odt, master);
    const struct hat_odt_style *columns = key.b != NULL ? key.b : layout;
    struct hat_section *section = hat_arena_alloc(odt->arena, sizeof *section);
    struct hat_section *outer = NULL;
    if (section == NULL) {
        return HAT_ERR_NOMEM;
    }
    set_layout(odt, master, layout, section);
    hat_twip margins[2];
    read_margins(key.b, margins);
    section->indent_left = margins[0];
    section->indent_right = margins[1];
    enum hat_status status = set_columns(odt, columns != NULL ? columns->columns : NULL, section);
    if (status == HAT_OK) {
        status = make_outer(odt, master, &key, &outer);
    }
    if (status == HAT_OK) {
        status = set_line_numbers(odt, section);
    }
    section->inside = outer;
    *out = section;
    return status == HAT_OK ? hat_odt_cache_put(odt, &odt->sections, &key, section) : status;
}

/* Links `section` with the masters that follow one another, until one is known already. */
static enum hat_status link_following(struct hat_odt *odt, const struct hat_odt_master *master,
                                      const void *columns, struct hat_section *section)
{
    while (master != NULL && master->following.len > 0) {
        const struct hat_odt_master *next = hat_odt_master_find(odt, master->following);
        if (next == NULL || next == master) {
            return HAT_OK;
        }
        struct hat_odt_key key = {next, columns, HAT_START_NEXT_PAGE};
        struct hat_section *known = hat_odt_cache_find(&odt->sections, &key);
        if (known != NULL) {
            section->follow = known;
            return HAT_OK;
        }
        struct hat_section *made;
        enum hat_status status = make_one(odt, next, key, &made);
        if (status != HAT_OK) {
            return status;
        }
        section->follow = made;
        section = made;
        master = next;
    }
    return HAT_OK;
}

enum hat_status hat_odt_section_make(struct hat_odt *odt, const struct hat_odt_master *master,
                                     uint8_t start, int32_t page_number,
                                     const struct hat_section **out)
{
    page_number = page_number > 0 ? page_number : 0;
    if (start == HAT_START_CONTINUOUS && master != NULL) { /* pages to come, not the first one */
        const struct hat_odt_master *next = hat_odt_master_find(odt, master->following);
        master = next != NULL ? next : master;
    }
    const struct hat_odt_style *columns = section_style(odt);
    struct hat_odt_key key = {master, columns, (uint64_t)page_number << 8 | 0x80 | start};
    struct hat_section *section = hat_odt_cache_find(&odt->sections, &key);
    if (section != NULL) {
        *out = section;
        return HAT_OK;
    }
    enum hat_status status = make_one(odt, master, key, &section);
    if (status != HAT_OK) {
        return status;
    }
    section->start = start;
    section->page_start = page_number;
    if (start == HAT_START_CONTINUOUS) {
        section->title_page = false;
    } else {
        status = link_following(odt, master, columns, section);
        if (status == HAT_OK && section->follow != NULL && fold(section, section->follow)) {
            section->follow = NULL;
        }
    }
    *out = section;
    return status;
}

/* ---- text:section ---- */

HAT_ODT_START(section)
{
    struct hat_odt_flow *flow = odt->flow;
    if (flow == NULL || flow->open || flow->table != NULL) {
        frame->element = NULL;
        return HAT_OK;
    }
    struct hat_str display = hat_xml_attr(element, HAT_TEXT_display);
    bool hidden = hat_odt_true(hat_xml_attr(element, HAT_TEXT_is_hidden)); /* by its condition */
    if (hat_str_is(display, "none") || (hat_str_is(display, "condition") && hidden)) {
        hat_odt_skip(odt, frame);
        return HAT_OK;
    }
    if (!hat_mem_grow(&odt->section_stack, odt->section_count, &odt->section_cap,
                      sizeof *odt->section_stack)) {
        return HAT_ERR_NOMEM;
    }
    const struct hat_odt_style *style =
        hat_odt_style_find(odt, HAT_ODT_SECTION, hat_xml_attr(element, HAT_TEXT_style_name));
    bool given = style != NULL && (style->columns != NULL || has_margins(style));
    bool divides = given && style->columns != NULL && style->columns->count > 1;
    bool columns =
        flow->body && given && (divides || has_margins(style) || section_style(odt) != NULL);
    odt->section_stack[odt->section_count++] =
        (struct hat_odt_section){.style = style, .columns = columns};
    odt->section_due |= columns;
    return HAT_OK;
}

HAT_ODT_END(section)
{
    (void)frame;
    odt->section_due |= odt->section_stack[--odt->section_count].columns;
    return HAT_OK;
}
