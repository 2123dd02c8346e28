/* docx_resolve.c -- sparse properties of all levels into the model's records.
 *
 *     paragraph: document defaults < table style < paragraph style < numbering level < direct
 *     run:       document defaults < table style < paragraph style < character style < direct
 *                                                       (layout-rules 7.1, 7.2)
 *
 * A letter has few different combinations and very many uses of each, so what was resolved is
 * kept under the bytes of what it was resolved from: a direct-mapped cache, whose entries simply
 * push each other out.
 */
#include "document/docx_internal.h"

enum { CACHE_SIZE = 64 }; /* a power of two */

struct para_key {
    struct hat_docx_para direct;
    const struct hat_docx_table_format *format;
    struct hat_color background;
};

struct run_key {
    struct hat_docx_chars direct;
    const struct hat_docx_chars *base;
    struct hat_color background;
};

struct hat_docx_cache {
    struct {
        struct para_key key;
        struct hat_docx_resolved value;
    } paragraphs[CACHE_SIZE];
    struct {
        struct run_key key;
        const struct hat_char_props *value;
    } runs[CACHE_SIZE];
};

struct hat_docx_cache *hat_docx_cache_new(void)
{
    return hat_mem_zalloc(1, sizeof(struct hat_docx_cache));
}

void hat_docx_cache_free(struct hat_docx_cache *cache)
{
    hat_mem_free(cache);
}

static size_t slot_of(const void *key, size_t len)
{
    const unsigned char *bytes = key;
    uint64_t hash = 0;
    for (; len >= 8; bytes += 8, len -= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 32;
    }
    return (size_t)hash & (CACHE_SIZE - 1);
}

/* ---- paragraphs ---- */

static bool is_dark(struct hat_color color)
{
    uint32_t r = color.rgb >> 16 & 0xFF, g = color.rgb >> 8 & 0xFF, b = color.rgb & 0xFF;
    return color.set && (b * 29 + g * 151 + r * 76) >> 8 <= 62; /* Writer's measure */
}

static void base_defaults(struct hat_docx *docx, struct hat_docx_chars *base)
{
    const struct hat_docx_styles *styles = &docx->styles;
    memset(base, 0, sizeof *base);
    base->v.family = styles->has_defaults ? "Times New Roman" : "Calibri"; /* rules 1.2 */
    base->v.size = styles->has_defaults ? 200 : 220;
    base->v.lang = "";
    hat_docx_chars_over(base, &styles->default_chars, false);
}

/* Without the compatibility setting, a table style (and the document's defaults through it) beats
 * the size and the alignment of the default paragraph style, when these are Word's old defaults:
 * 11 or 12 pt, left (rules 7.2). */
static bool table_style_wins(const struct hat_docx *docx, const struct hat_docx_style *style,
                             const struct hat_docx_table_format *format)
{
    return format != NULL && !docx->settings.override_table_style &&
           style == docx->styles.defaults[HAT_DOCX_STYLE_PARAGRAPH];
}

static bool is_old_size(uint16_t size)
{
    return size == 220 || size == 240;
}

static const struct hat_docx_chars *resolve_base(struct hat_docx *docx,
                                                 const struct hat_docx_style *style,
                                                 const struct hat_docx_table_format *format)
{
    struct hat_docx_chars base;
    bool xor = docx->document->info.flags.toggle_xor;
    base_defaults(docx, &base);
    if (format != NULL) {
        hat_docx_chars_over(&base, &format->chars, false);
        base.v.raise_hp = 0; /* Writer raises no text for a table's style (rules 1.3) */
    }
    uint16_t size = base.v.size;
    if (style != NULL) {
        hat_docx_chars_over(&base, &style->chars, xor);
    }
    if (table_style_wins(docx, style, format) && is_old_size(base.v.size)) {
        base.v.size = size;
    }
    base.set = 0; /* what is below a run counts only by its values */
    base.style = NULL;
    base.deleted = false;
    const struct hat_docx_chars *kept = hat_intern_bytes(docx->document, &base, sizeof base);
    if (kept == NULL) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
    }
    return kept;
}

/* Number and level of a list item, from the paragraph or its style. */
static struct hat_docx_num *find_number(struct hat_docx *docx, const struct hat_docx_para *direct,
                                        const struct hat_docx_style *style, uint8_t *level)
{
    const struct hat_docx_para *of_style = style != NULL ? &style->para : NULL;
    bool is_direct = (direct->set & HAT_DOCX_NUM_ID) != 0;
    if (!is_direct && (of_style == NULL || (of_style->set & HAT_DOCX_NUM_ID) == 0)) {
        return NULL;
    }
    struct hat_docx_num *num =
        hat_docx_num_find(docx, is_direct ? direct->num_id : of_style->num_id);
    if (num == NULL) {
        return NULL;
    }
    if (is_direct || (direct->set & HAT_DOCX_NUM_LEVEL) != 0) {
        *level = direct->num_level;
    } else {
        *level = hat_docx_num_level_of_style(num, style->numbered->id, of_style->num_level);
    }
    return num;
}

/* Indents of the list level where the rules of 7.1 give them way, and its tab stop. */
static void level_over(struct hat_docx *docx, struct hat_docx_para *para,
                       const struct hat_docx_para *direct, const struct hat_docx_style *style,
                       const struct hat_docx_level *level)
{
    struct hat_docx_para from = level->para;
    from.set &= HAT_DOCX_INDENTS | HAT_DOCX_TABS;
    if ((direct->set & HAT_DOCX_NUM_ID) == 0 && style != NULL) {
        from.set &= ~style->indents_over_number;
    }
    hat_docx_para_over(docx, para, &from);
}

static void para_defaults(struct hat_docx *docx, struct hat_docx_para *para)
{
    memset(para, 0, sizeof *para);
    para->v.spacing_rule = HAT_SPACING_PERCENT;
    para->v.spacing = 100;
    para->v.widows = para->v.orphans = 2;
    para->v.hyphenate = docx->document->info.hyphenate;
    para->v.tab_default = docx->settings.tab_default;
}

/* Cleared stops have done their work; "left" means the leading edge in right-to-left text. */
static const struct hat_para_props *finish_paragraph(struct hat_docx *docx,
                                                     struct hat_docx_para *para,
                                                     const struct hat_docx_style *style)
{
    struct hat_tab tabs[HAT_DOCX_TABS_MAX];
    struct hat_para_props *v = &para->v;
    size_t count = 0;
    memset(tabs, 0, sizeof tabs);
    for (size_t i = 0; i < v->tab_count; i++) {
        if (v->tabs[i].align != HAT_DOCX_TAB_CLEAR) {
            tabs[count++] = v->tabs[i];
        }
    }
    v->tabs = tabs;
    v->tab_count = count;
    v->style = style != NULL ? style->id : "";
    v->hyphenate = v->hyphenate && docx->document->info.hyphenate;
    if (v->rtl && (v->align == HAT_ALIGN_LEFT || v->align == HAT_ALIGN_RIGHT)) {
        v->align = v->align == HAT_ALIGN_LEFT ? HAT_ALIGN_RIGHT : HAT_ALIGN_LEFT;
    }
    v->align_last = v->rtl ? HAT_ALIGN_RIGHT : HAT_ALIGN_LEFT;
    const struct hat_para_props *props = hat_intern_paragraph(docx->document, v);
    if (props == NULL) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
    }
    return props;
}

/* Size of the paragraph style, whatever a table style says. */
static uint16_t style_size(struct hat_docx *docx, const struct hat_docx_style *style)
{
    struct hat_docx_chars defaults;
    base_defaults(docx, &defaults);
    bool own = style != NULL && (style->chars.set & HAT_DOCX_SIZE) != 0;
    return own ? style->chars.v.size : defaults.v.size;
}

static void resolve_paragraph(struct hat_docx *docx, const struct hat_docx_para *direct,
                              const struct hat_docx_surroundings *around,
                              struct hat_docx_resolved *out)
{
    const struct hat_docx_style *style =
        direct->style != NULL ? direct->style
                              : hat_docx_style_default(docx, HAT_DOCX_STYLE_PARAGRAPH);
    struct hat_docx_para para;
    para_defaults(docx, &para);
    hat_docx_para_over(docx, &para, &docx->styles.default_para);
    if (around->format != NULL) {
        hat_docx_para_over(docx, &para, &around->format->para);
    }
    uint8_t align = para.v.align;
    if (style != NULL) {
        hat_docx_para_over(docx, &para, &style->para);
    }
    if (table_style_wins(docx, style, around->format) && para.v.align == HAT_ALIGN_LEFT) {
        para.v.align = align;
    }
    out->num = find_number(docx, direct, style, &out->level);
    const struct hat_docx_level *level =
        out->num != NULL ? hat_docx_num_level(out->num, out->level) : NULL;
    if (level != NULL) {
        level_over(docx, &para, direct, style, level);
    } else if ((direct->set & HAT_DOCX_NUM_ID) != 0 && direct->num_id == 0) {
        para.v.indent_left = para.v.indent_first = 0; /* rules 7.1: numbering taken away */
    }
    hat_docx_para_over(docx, &para, direct);
    out->frame = (direct->set & HAT_DOCX_FRAME) != 0 ? para.frame : NULL; /* as Writer (rules 6) */
    out->background = para.v.shade.set ? para.v.shade : around->background;
    out->base = resolve_base(docx, style, around->format);
    out->style_size = style_size(docx, style);
    out->props = finish_paragraph(docx, &para, style);
}

void hat_docx_resolve_paragraph(struct hat_docx *docx, const struct hat_docx_para *direct,
                                const struct hat_docx_surroundings *around,
                                struct hat_docx_resolved *out)
{
    struct para_key key;
    memset(&key, 0, sizeof key);
    memcpy(&key.direct, direct, sizeof key.direct);
    key.format = around->format;
    key.background = around->background;
    size_t slot = slot_of(&key, sizeof key);
    struct para_key *kept = &docx->cache->paragraphs[slot].key;
    struct hat_docx_resolved *value = &docx->cache->paragraphs[slot].value;
    if (value->props == NULL || memcmp(kept, &key, sizeof key) != 0) {
        memset(value, 0, sizeof *value);
        resolve_paragraph(docx, direct, around, value);
        memcpy(kept, &key, sizeof key);
    }
    *out = *value;
}

/* ---- runs ---- */

static const struct hat_char_props *
finish_run(struct hat_docx *docx, const struct hat_docx_chars *chars, struct hat_color background)
{
    struct hat_char_props v;
    memcpy(&v, &chars->v, sizeof v);
    if (v.shade.set) {
        background = v.shade;
    }
    if (!v.color.set && is_dark(background)) {
        v.color = (struct hat_color){0xFFFFFF, true};
    }
    const struct hat_char_props *props = hat_intern_chars(docx->document, &v);
    if (props == NULL) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
    }
    return props;
}

static const struct hat_char_props *resolve_run(struct hat_docx *docx, const struct run_key *key)
{
    struct hat_docx_chars chars;
    memcpy(&chars, key->base, sizeof chars);
    if (key->direct.style != NULL) {
        hat_docx_chars_over(&chars, &key->direct.style->chars,
                            docx->document->info.flags.toggle_xor);
    }
    hat_docx_chars_over(&chars, &key->direct, false);
    return finish_run(docx, &chars, key->background);
}

const struct hat_char_props *hat_docx_resolve_run(struct hat_docx *docx,
                                                  const struct hat_docx_resolved *paragraph,
                                                  const struct hat_docx_chars *direct)
{
    struct run_key key;
    if (paragraph->base == NULL) {
        return NULL;
    }
    memset(&key, 0, sizeof key);
    if (direct != NULL) {
        memcpy(&key.direct, direct, sizeof key.direct);
    }
    key.base = paragraph->base;
    key.background = paragraph->background;
    size_t slot = slot_of(&key, sizeof key);
    if (docx->cache->runs[slot].value == NULL ||
        memcmp(&docx->cache->runs[slot].key, &key, sizeof key) != 0) {
        memcpy(&docx->cache->runs[slot].key, &key, sizeof key);
        docx->cache->runs[slot].value = resolve_run(docx, &key);
    }
    return docx->cache->runs[slot].value;
}

/* The level's properties over those of the paragraph mark, whose lines do not go on below the
 * label (rules 2.12). */
const struct hat_char_props *hat_docx_resolve_label(struct hat_docx *docx,
                                                    const struct hat_docx_resolved *paragraph,
                                                    const struct hat_docx_chars *mark,
                                                    const struct hat_docx_level *level)
{
    struct hat_docx_chars chars;
    if (paragraph->base == NULL) {
        return NULL;
    }
    memcpy(&chars, paragraph->base, sizeof chars);
    chars.v.strike = 0;
    if (mark->style != NULL) {
        hat_docx_chars_over(&chars, &mark->style->chars, false);
    }
    hat_docx_chars_over(&chars, mark, false);
    chars.v.underline = HAT_UNDERLINE_NONE;
    hat_docx_chars_over(&chars, &level->chars, false);
    return finish_run(docx, &chars, paragraph->background);
}

const struct hat_char_props *hat_docx_resolve_line_number(struct hat_docx *docx)
{
    struct hat_docx_chars chars;
    base_defaults(docx, &chars);
    return finish_run(docx, &chars, (struct hat_color){0});
}
