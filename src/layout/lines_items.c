/* lines_items.c -- the inlines of a paragraph as one text, cut into portions.
 *
 *     TEXT "а б", TAB, TEXT "в<NBSP>г"  ->  "а б\tв<NBSP>г"   [а б][\t][в][<NBSP>][г]
 *
 * A portion is what Writer measures and rounds as one: the same properties, link and field. Each
 * no-break space and no-break hyphen is one of its own, and so is each soft hyphen (layout-rules
 * 2.1). Capitals and small capitals are made here, as upper-case letters.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "layout/lines_internal.h"
#include "text/scripts.h"

enum {
    SUPER_PCT = 58,
    SMALL_CAPS_PCT = 80,
    SIZE_DEFAULT = 200,   /* [twip] */
    SIZE_LARGEST = 32760, /* [twip] */
    SIZE_LEAST_DU = 60
};
enum { NBSP = 0xA0, SOFT_HYPHEN = 0xAD, NO_BREAK_HYPHEN = 0x2011 };

struct itemiser {
    struct hat_line_maker *maker;
    char *text;
    uint32_t len;
    struct hat_portion *portions;
    size_t count, cap;
    struct hat_portion *open; /* text may be added to it; NULL: none */
    size_t place_cap;
    uint8_t script; /* enum hat_script_kind of `open` */
    bool small;     /* small capitals of `open` */
    uint32_t link;
    /* last font looked up */
    const struct hat_char_props *props;
    uint8_t props_script;
    const struct hat_face *face;
};

/* An array in an arena that doubles when it is full. */
static bool grow(struct hat_arena *arena, void *items, size_t count, size_t *cap, size_t size)
{
    if (count < *cap) {
        return true;
    }
    size_t wanted = *cap > 0 ? *cap * 2 : 8;
    void *old = NULL, *array = hat_arena_array(arena, wanted, size);
    if (array == NULL) {
        return false;
    }
    memcpy(&old, items, sizeof old);
    if (count > 0) {
        memcpy(array, old, count * size);
    }
    memcpy(items, &array, sizeof array);
    *cap = wanted;
    return true;
}

static bool complex_script(uint8_t script)
{
    return script == HAT_SCRIPT_COMPLEX;
}

static const struct hat_face *face_of(struct itemiser *it, const struct hat_char_props *props,
                                      uint8_t script)
{
    if (it->props != props || it->props_script != script) {
        bool cs = complex_script(script);
        const char *family = props->family;
        if (cs && props->family_cs != NULL) {
            family = props->family_cs;
        } else if (script == HAT_SCRIPT_EAST_ASIAN && props->family_ea != NULL) {
            family = props->family_ea;
        }
        it->face =
            hat_fonts_face(it->maker->setting->fonts, family, cs ? props->bold_cs : props->bold,
                           cs ? props->italic_cs : props->italic);
        it->props = props;
        it->props_script = script;
    }
    return it->face;
}

static uint32_t base_size(const struct hat_char_props *props, uint8_t script)
{
    uint32_t size = complex_script(script) && props->size_cs > 0 ? props->size_cs : props->size;
    size = size == 0 ? SIZE_DEFAULT : size > SIZE_LARGEST ? SIZE_LARGEST : size;
    return size * HAT_DU_PER_TWIP;
}

/* percent, rounded half away from zero */
static int32_t percent(int64_t value, int64_t pct)
{
    int64_t product = value * pct;
    return (int32_t)((product >= 0 ? product + 50 : product - 50) / 100);
}

/* Raised and lowered text: where it stands and what it adds to the line (rules 1.3). */
static void place_vertically(struct hat_portion *portion, const struct hat_char_props *props,
                             struct hat_metrics full, uint32_t full_size)
{
    hat_twip descent = full.height - full.ascent;
    if (props->vertical != HAT_VERTICAL_NONE && props->vertical_raise_pct != 0) {
        struct hat_metrics small = hat_face_metrics(portion->face, portion->size_du, false);
        hat_twip em = (hat_twip)(full_size / HAT_DU_PER_TWIP);
        portion->raise = percent(em, props->vertical_raise_pct);
        portion->ascent = hat_twip_max(small.ascent + portion->raise, 0);
        portion->height =
            portion->ascent + hat_twip_max(small.height - small.ascent - portion->raise, 0);
    } else if (props->vertical == HAT_VERTICAL_SUPER) {
        portion->raise = percent(full.ascent, 42);
    } else if (props->vertical == HAT_VERTICAL_SUB) {
        portion->raise = -percent(descent, 42);
    }
    if (props->raise_hp != 0) {
        hat_twip raise = (hat_twip)props->raise_hp * 10;
        portion->raise += raise;
        portion->ascent += raise > 0 ? raise : 0;
        portion->height += raise > 0 ? raise : -raise;
    }
}

/* Face, size and height of a portion. */
static void set_font(struct itemiser *it, struct hat_portion *portion, uint8_t script, bool small)
{
    const struct hat_char_props *props = portion->props;
    uint32_t size = base_size(props, script);
    portion->face = face_of(it, props, script);
    struct hat_metrics full =
        hat_face_metrics(portion->face, size, it->maker->flags->external_leading);
    portion->ascent = full.ascent;
    portion->height = full.height;
    portion->size_du = size;
    if (props->vertical != HAT_VERTICAL_NONE) {
        uint32_t pct = props->vertical_size_pct > 0 ? props->vertical_size_pct : SUPER_PCT;
        portion->size_du = portion->size_du * pct / 100;
    }
    if (small) {
        portion->size_du = portion->size_du * SMALL_CAPS_PCT / 100;
    }
    if (portion->size_du < SIZE_LEAST_DU) {
        portion->size_du = SIZE_LEAST_DU;
    }
    portion->kerning = props->kerning;
    portion->ligatures = it->maker->flags->ligatures && props->letter_spacing == 0;
    place_vertically(portion, props, full, size);
}

/* Begins a portion at the end of the text; NULL when out of memory. */
static struct hat_portion *begin(struct itemiser *it, enum hat_portion_kind kind,
                                 const struct hat_char_props *props, const struct hat_inline *item)
{
    it->open = NULL;
    if (!grow(it->maker->arena, &it->portions, it->count, &it->cap, sizeof *it->portions)) {
        return NULL;
    }
    struct hat_portion *portion = &it->portions[it->count++];
    *portion = (struct hat_portion){.kind = (uint8_t)kind,
                                    .start = it->len,
                                    .end = it->len,
                                    .props = props,
                                    .item = item,
                                    .link = it->link};
    set_font(it, portion, HAT_SCRIPT_WESTERN, false);
    return portion;
}

static void put(struct itemiser *it, struct hat_portion *portion, uint32_t cp)
{
    it->len += (uint32_t)hat_utf8_encode(cp, it->text + it->len);
    portion->end = it->len;
}

/* A portion of one character. */
static enum hat_status add_single(struct itemiser *it, enum hat_portion_kind kind,
                                  const struct hat_inline *item, uint32_t cp)
{
    struct hat_portion *portion = begin(it, kind, item->props, item);
    if (portion == NULL) {
        return HAT_ERR_NOMEM;
    }
    put(it, portion, cp);
    return HAT_OK;
}

/* ---- text ---- */

static uint32_t upper(const struct hat_char_props *props, uint32_t cp)
{
    bool turkic = props->lang != NULL &&
                  (strncmp(props->lang, "tr", 2) == 0 || strncmp(props->lang, "az", 2) == 0);
    return turkic && cp == 'i' ? 0x130 : hat_unicode_upper(cp);
}

/* Letters, digits and signs that continue the open portion or begin a new one. */
static enum hat_status add_letter(struct itemiser *it, const struct hat_inline *item, uint32_t cp)
{
    const struct hat_char_props *props = item->props;
    bool small = false;
    if (props->caps || props->small_caps) {
        uint32_t capital = upper(props, cp);
        small = !props->caps && capital != cp;
        cp = capital;
    }
    uint8_t script = HAT_SCRIPT_WESTERN;
    if (cp >= 0x590) {
        script = (uint8_t)hat_script_kind(cp);
        if (script == HAT_SCRIPT_WEAK) {
            script = it->open != NULL ? it->script : HAT_SCRIPT_WESTERN;
        }
    } else if (it->open != NULL && cp < 'A') {
        script = it->script; /* spaces and digits stay with their neighbours */
    }
    if (it->open == NULL || it->script != script || it->small != small) {
        struct hat_portion *portion = begin(it, HAT_PORTION_TEXT, props, item);
        if (portion == NULL) {
            return HAT_ERR_NOMEM;
        }
        set_font(it, portion, script, small);
        it->open = portion;
        it->script = script;
        it->small = small;
    }
    put(it, it->open, cp);
    return HAT_OK;
}

static enum hat_status add_char(struct itemiser *it, const struct hat_inline *item, uint32_t cp)
{
    switch (cp) {
    case '\t':
        return add_single(it, HAT_PORTION_TAB, item, cp);
    case '\n':
    case '\r':
        return add_letter(it, item, ' ');
    case NBSP:
    case NO_BREAK_HYPHEN:
        return add_single(it, HAT_PORTION_TEXT, item, cp);
    case SOFT_HYPHEN:
        return add_single(it, HAT_PORTION_HYPHEN, item, cp);
    default:
        return cp >= ' ' && cp != 0x7F ? add_letter(it, item, cp) : HAT_OK;
    }
}

/* How much of `text` from `at` on are letters, digits and signs that go into the open portion as
 * they are: printable ASCII and U+00C0 to U+057F, nearly all there is. */
static size_t plain_len(const struct itemiser *it, struct hat_str text, size_t at)
{
    const struct hat_char_props *props = it->open != NULL ? it->open->props : NULL;
    if (props == NULL || props->caps || props->small_caps || it->script != HAT_SCRIPT_WESTERN) {
        return 0;
    }
    size_t end = at;
    while (end < text.len) {
        unsigned char first = (unsigned char)text.ptr[end];
        if (first >= ' ' && first < 0x7F) {
            end++;
        } else if (first >= 0xC3 && first < 0xD6 && end + 1 < text.len &&
                   ((unsigned char)text.ptr[end + 1] & 0xC0) == 0x80) {
            end += 2;
        } else {
            break;
        }
    }
    return end - at;
}

static void put_plain(struct itemiser *it, const char *text, size_t len)
{
    memcpy(it->text + it->len, text, len);
    it->len += (uint32_t)len;
    it->open->end = it->len;
}

static enum hat_status add_text(struct itemiser *it, const struct hat_inline *item,
                                struct hat_str text)
{
    const struct hat_inline *last = it->open != NULL ? it->open->item : NULL;
    if (last != NULL && (last->props != item->props || last->link != item->link ||
                         last->kind != HAT_INLINE_TEXT || item->kind != HAT_INLINE_TEXT)) {
        it->open = NULL;
    }
    enum hat_status status = HAT_OK;
    for (size_t at = 0, used = 0; at < text.len && status == HAT_OK; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        status = add_char(it, item, cp != HAT_UTF8_INVALID ? cp : 0xFFFD);
        size_t plain = plain_len(it, text, at + used);
        if (plain > 0) {
            put_plain(it, text.ptr + at + used, plain);
            used += plain;
        }
    }
    return status;
}

static enum hat_status add_field(struct itemiser *it, const struct hat_inline *item)
{
    char number[HAT_NUMBER_TEXT_MAX];
    struct hat_line_parts *parts = it->maker->parts;
    size_t len = hat_field_text(it->maker->setting, item, number);
    if (len == 0) {
        return add_text(it, item, item->text);
    }
    parts->page_fields = true;
    return add_text(it, item, (struct hat_str){number, len});
}

/* ---- inlines ---- */

static uint32_t link_number(struct itemiser *it, const struct hat_link *link)
{
    struct hat_line_parts *parts = it->maker->parts;
    if (link == NULL) {
        return 0;
    }
    if (parts->link_count == 0 || parts->links[parts->link_count - 1] != link) {
        parts->links[parts->link_count++] = link;
    }
    return parts->link_count;
}

static enum hat_status add_place(struct itemiser *it, struct hat_str name)
{
    struct hat_line_parts *parts = it->maker->parts;
    if (!grow(it->maker->arena, &parts->places, parts->place_count, &it->place_cap,
              sizeof *parts->places)) {
        return HAT_ERR_NOMEM;
    }
    parts->places[parts->place_count++] = (struct hat_line_place){name, it->len};
    return HAT_OK;
}

/* What leads back to the link; its first text has it. */
static enum hat_status add_link_place(struct itemiser *it, const struct hat_link *link)
{
    bool named = link != NULL && link->name != NULL;
    return named ? add_place(it, hat_str_from(link->name)) : HAT_OK;
}

static enum hat_status add_inline(struct itemiser *it, const struct hat_inline *item)
{
    it->link = link_number(it, item->link);
    enum hat_status status = add_link_place(it, item->link);
    if (status != HAT_OK) {
        return status;
    }
    switch (item->kind) {
    case HAT_INLINE_TEXT:
    case HAT_INLINE_NOTE:
        return add_text(it, item, item->text);
    case HAT_INLINE_FIELD:
        return add_field(it, item);
    case HAT_INLINE_TAB:
    case HAT_INLINE_PTAB:
        return add_single(it, HAT_PORTION_TAB, item, '\t');
    case HAT_INLINE_LINE_BREAK:
        return add_single(it, HAT_PORTION_BREAK, item, '\n');
    case HAT_INLINE_OBJECT:
        return item->object != NULL ? add_single(it, HAT_PORTION_OBJECT, item, 0xFFFC) : HAT_OK;
    case HAT_INLINE_ANCHOR:
        return begin(it, HAT_PORTION_ANCHOR, item->props, item) != NULL ? HAT_OK : HAT_ERR_NOMEM;
    default: /* bookmarks are no text */
        return add_place(it, item->text);
    }
}

static enum hat_status add_label(struct itemiser *it, const struct hat_label *label)
{
    it->link = link_number(it, label->link);
    enum hat_status status = add_link_place(it, label->link);
    struct hat_portion *portion =
        status == HAT_OK ? begin(it, HAT_PORTION_LABEL, label->props, NULL) : NULL;
    it->link = 0;
    if (portion == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t at = 0, used = 0; at < label->text.len; at += used) {
        uint32_t cp = hat_utf8_decode(label->text.ptr + at, label->text.len - at, &used);
        if (cp != HAT_UTF8_INVALID && cp >= ' ') {
            put(it, portion, label->props->caps ? upper(label->props, cp) : cp);
        }
    }
    if (label->text.len > 0 && label->follow != HAT_FOLLOW_NOTHING) {
        portion = begin(it, HAT_PORTION_FOLLOW, label->props, NULL);
        if (portion == NULL) {
            return HAT_ERR_NOMEM;
        }
        put(it, portion, label->follow == HAT_FOLLOW_TAB ? '\t' : ' ');
    }
    it->open = NULL;
    return HAT_OK;
}

/* Bytes that the text can need at most: no letter grows by more than two when made upper case, and
 * bytes that are no UTF-8 become U+FFFD. */
static bool text_room(const struct hat_paragraph *paragraph, size_t *room)
{
    *room = paragraph->label != NULL ? paragraph->label->text.len * 3 + 8 : 8;
    for (size_t i = 0; i < paragraph->inline_count; i++) {
        size_t len = paragraph->inlines[i].text.len;
        if (len > (UINT32_MAX >> 4) || *room > (UINT32_MAX >> 2)) {
            return false;
        }
        *room += len * 3 + 64;
    }
    return true;
}

enum hat_status hat_lines_itemise(struct hat_line_maker *maker)
{
    const struct hat_paragraph *paragraph = maker->paragraph;
    struct hat_line_parts *parts = maker->parts;
    struct itemiser it = {.maker = maker};
    size_t room = 0;
    if (!text_room(paragraph, &room)) {
        return HAT_ERR_LIMIT;
    }
    it.text = hat_arena_alloc(maker->arena, room);
    parts->links =
        hat_arena_array(maker->arena, paragraph->inline_count + 2, sizeof(*parts->links));
    if (it.text == NULL || parts->links == NULL) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status status = HAT_OK;
    if (paragraph->label != NULL) {
        status = add_label(&it, paragraph->label);
    }
    parts->body = it.len;
    for (size_t i = 0; i < paragraph->inline_count && status == HAT_OK; i++) {
        const struct hat_inline *item = &paragraph->inlines[i];
        if (item->props == NULL || !item->props->hidden) {
            status = add_inline(&it, item);
        }
    }
    parts->text = (struct hat_str){it.text, it.len};
    parts->portions = it.portions;
    parts->portion_count = (uint32_t)it.count;
    return status;
}
