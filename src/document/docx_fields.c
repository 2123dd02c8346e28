/* docx_fields.c -- fields and links (ECMA-376-1 §17.16; layout-rules 8).
 *
 *     begin  instr " PAGE \* roman "  separate  "iv"  end      -> one FIELD inline, cached "iv"
 *     begin  instr HYPERLINK "https://..."  separate ... end   -> the result is a link
 *     begin  instr DATE  separate "01.02.2020" end             -> the cached text
 *
 * Page numbers are computed, also those of places (PAGEREF), but for the entries of a table of
 * contents; and what the document says of itself. Fields may nest and run over several paragraphs;
 * while one is before its "separate", nothing is printed. w:hyperlink and w:fldSimple stand on the
 * same stack. A link is made anew for each block that shows it, since it lives and dies with the
 * block.
 */
#include "document/docx_story_internal.h"

enum { FIELDS_MAX = 256, INSTRUCTION_MAX = 64 * 1024 };

static struct hat_docx_field *top(const struct hat_docx_story *story)
{
    return story->field_count > 0 ? &story->fields[story->field_count - 1] : NULL;
}

static struct hat_docx_field *field_push(struct hat_docx_story *story)
{
    if (story->field_count >= FIELDS_MAX) {
        return NULL;
    }
    if (!hat_mem_grow(&story->fields, story->field_count, &story->field_cap,
                      sizeof *story->fields)) {
        hat_docx_fail(story->docx, HAT_ERR_NOMEM);
        return NULL;
    }
    struct hat_docx_field *field = &story->fields[story->field_count];
    if (story->field_count == story->field_made) {
        memset(field, 0, sizeof *field);
        story->field_made++;
    }
    struct hat_docx_field fresh = {
        .text = field->text, .target = field->target, .title = field->title};
    fresh.text.len = fresh.target.len = fresh.title.len = 0;
    *field = fresh;
    story->field_count++;
    return field;
}

/* Takes the innermost field of a sort off the stack; those above it slide down. */
static void field_remove(struct hat_docx_story *story, bool complex)
{
    size_t at = story->field_count;
    while (at > 0 && story->fields[at - 1].complex != complex) {
        at--;
    }
    if (at == 0) {
        return;
    }
    struct hat_docx_field gone = story->fields[at - 1];
    for (; at < story->field_count; at++) {
        story->fields[at - 1] = story->fields[at];
    }
    story->fields[--story->field_count] = gone; /* its buffers are used again */
}

void hat_docx_fields_fini(struct hat_docx_story *story)
{
    for (size_t i = 0; i < story->field_made; i++) {
        hat_buf_fini(&story->fields[i].text);
        hat_buf_fini(&story->fields[i].target);
        hat_buf_fini(&story->fields[i].title);
    }
    hat_mem_free(story->fields);
}

static void buf_put(struct hat_docx_story *story, struct hat_buf *buf, struct hat_str text)
{
    hat_buf_put(buf, text.ptr, text.len);
    if (hat_buf_failed(buf)) {
        hat_docx_fail(story->docx, HAT_ERR_NOMEM);
    }
}

/* ---- instructions ---- */

/* The next word of an instruction: bare, or in quotes, where \" and \\ stand for " and \. The
 * word is written into `word`; *is_switch tells a bare word that begins with a backslash. */
static bool next_word(struct hat_str *rest, struct hat_buf *word, bool *is_switch)
{
    size_t at = 0;
    word->len = 0;
    if (rest->len == 0) {
        return false;
    }
    while (at < rest->len && (unsigned char)rest->ptr[at] <= ' ') {
        at++;
    }
    bool quoted = at < rest->len && rest->ptr[at] == '"';
    *is_switch = at < rest->len && rest->ptr[at] == '\\';
    bool found = at < rest->len;
    at += quoted;
    for (; at < rest->len; at++) {
        char c = rest->ptr[at];
        if (quoted ? c == '"' : (unsigned char)c <= ' ') {
            break;
        }
        if (quoted && c == '\\' && at + 1 < rest->len &&
            (rest->ptr[at + 1] == '\\' || rest->ptr[at + 1] == '"')) {
            c = rest->ptr[++at];
        }
        hat_buf_put(word, &c, 1);
    }
    at += quoted && at < rest->len;
    rest->ptr += at;
    rest->len -= at;
    return found;
}

static bool word_is(const struct hat_buf *word, const char *text)
{
    size_t len = strlen(text);
    if (word->len != len) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        char c = word->data[i];
        if ((c >= 'a' && c <= 'z' ? c - 32 : c) != text[i]) {
            return false;
        }
    }
    return true;
}

static struct hat_str buf_str(const struct hat_buf *buf)
{
    return (struct hat_str){buf->data, buf->len};
}

/* HYPERLINK "address" \l "place" \o "tip" \t "frame" \n */
static void read_hyperlink(struct hat_docx_story *story, struct hat_docx_field *field,
                           struct hat_str rest, struct hat_buf *word)
{
    char pending = 0; /* the switch whose argument comes next */
    bool is_switch;
    field->is_link = true;
    while (next_word(&rest, word, &is_switch)) {
        if (is_switch) {
            pending = word->len == 2 ? (char)(word->data[1] | 0x20) : 0;
            pending = pending == 'l' || pending == 'o' || pending == 't' ? pending : 0;
            continue;
        }
        if (pending == 'l') {
            buf_put(story, &field->target, HAT_STR("#"));
            buf_put(story, &field->target, buf_str(word));
        } else if (pending == 'o') {
            buf_put(story, &field->title, buf_str(word));
        } else if (pending == 0 && field->target.len == 0) {
            buf_put(story, &field->target, buf_str(word));
        }
        pending = 0;
    }
    field->is_link = field->target.len > 0;
}

/* REF place \h, NOTEREF place \h: with \h its result leads there. */
static void read_reference(struct hat_docx_story *story, struct hat_docx_field *field,
                           struct hat_str rest, struct hat_buf *word)
{
    bool is_switch;
    while (next_word(&rest, word, &is_switch)) {
        if (is_switch) {
            field->is_link = field->is_link || word_is(word, "\\H");
        } else if (field->target.len == 0) {
            buf_put(story, &field->target, HAT_STR("#"));
            buf_put(story, &field->target, buf_str(word));
        }
    }
    field->is_link = field->is_link && field->target.len > 0;
}

/* \* roman, \* ALPHABETIC ...; what does not name a number format changes nothing. */
static void read_page_format(struct hat_docx_field *field, struct hat_str rest,
                             struct hat_buf *word)
{
    static const struct {
        const char *name;
        uint8_t upper, lower;
    } formats[] = {{"ROMAN", HAT_NUMBER_ROMAN_UPPER, HAT_NUMBER_ROMAN_LOWER},
                   {"ALPHABETIC", HAT_NUMBER_LETTER_UPPER, HAT_NUMBER_LETTER_LOWER}};
    bool is_switch;
    while (next_word(&rest, word, &is_switch)) {
        field->decimal = field->decimal || word_is(word, "ARABIC");
        for (size_t i = 0; i < 2; i++) {
            if (word_is(word, formats[i].name)) {
                bool lower = word->data[0] >= 'a';
                field->format = lower ? formats[i].lower : formats[i].upper;
            }
        }
    }
}

static void compute(struct hat_docx_story *story, struct hat_docx_field *field, uint8_t kind,
                    struct hat_str rest)
{
    field->computed = true;
    field->kind = kind;
    story->docx->document->info.counts_pages |= kind == HAT_FIELD_PAGE_COUNT;
    read_page_format(field, rest, &story->docx->scratch);
}

/* Does a table of contents around the innermost field show it? */
static bool in_contents(const struct hat_docx_story *story)
{
    for (size_t i = 0; i + 1 < story->field_count; i++) {
        if (story->fields[i].is_contents) {
            return true;
        }
    }
    return false;
}

/* PAGEREF place \\h: the number of its page; with \\p "above" or "below", which stays as it is. */
static void read_page_reference(struct hat_docx_story *story, struct hat_docx_field *field,
                                struct hat_str rest, struct hat_buf *word)
{
    struct hat_str switches = rest;
    bool is_switch;
    while (next_word(&switches, word, &is_switch)) {
        if (is_switch && word_is(word, "\\P")) {
            return;
        }
    }
    if (!in_contents(story) && next_word(&rest, word, &is_switch) && !is_switch) {
        buf_put(story, &field->target, HAT_STR("#"));
        buf_put(story, &field->target, buf_str(word));
        field->is_link = field->computed = true;
        field->kind = HAT_FIELD_PAGE_REF;
        story->docx->document->info.refers_to_pages = true;
        story->docx->document->info.counts_pages = true;
    }
}

/* MACROBUTTON name text: the text, to the end of the instruction. */
static void read_button(struct hat_docx_story *story, struct hat_docx_field *field,
                        struct hat_str rest, struct hat_buf *word)
{
    bool is_switch;
    next_word(&rest, word, &is_switch); /* the macro */
    field->shown = true;
    while (rest.len > 0 && rest.ptr[0] == ' ') {
        rest.ptr++;
        rest.len--;
    }
    while (rest.len > 0 && rest.ptr[rest.len - 1] == ' ') {
        rest.len--;
    }
    buf_put(story, &field->title, rest);
}

/* What the document says of itself; nothing said: the cached text. */
static void read_property(struct hat_docx_story *story, struct hat_docx_field *field,
                          const char *value)
{
    field->shown = value[0] != '\0';
    buf_put(story, &field->title, hat_str_from(value));
}

/* Fields with another text than their result. */
static void understand_text(struct hat_docx_story *story, struct hat_docx_field *field,
                            struct hat_str rest, struct hat_buf *word)
{
    const struct hat_meta *meta = &story->docx->document->info.meta;
    if (word_is(word, "MACROBUTTON") || word_is(word, "GOTOBUTTON")) {
        read_button(story, field, rest, word);
    } else if (word_is(word, "TITLE")) {
        read_property(story, field, meta->title);
    } else if (word_is(word, "SUBJECT")) {
        read_property(story, field, meta->subject);
    } else if (word_is(word, "KEYWORDS")) {
        read_property(story, field, meta->keywords);
    } else if (word_is(word, "SET") || word_is(word, "ASK")) {
        field->shown = true; /* nothing */
    }
}

/* What the instruction means. */
static void understand(struct hat_docx_story *story, struct hat_docx_field *field)
{
    struct hat_buf *word = &story->docx->scratch;
    struct hat_str rest = buf_str(&field->text);
    bool is_switch;
    if (!next_word(&rest, word, &is_switch)) {
        return;
    }
    if (word_is(word, "PAGE")) {
        compute(story, field, HAT_FIELD_PAGE, rest);
    } else if (word_is(word, "NUMPAGES")) {
        compute(story, field, HAT_FIELD_PAGE_COUNT, rest);
    } else if (word_is(word, "SECTIONPAGES")) {
        compute(story, field, HAT_FIELD_SECTION_PAGES, rest);
    } else if (word_is(word, "PAGEREF")) {
        read_page_reference(story, field, rest, word);
    } else if (word_is(word, "TOC")) {
        field->is_contents = true;
    } else if (word_is(word, "HYPERLINK")) {
        read_hyperlink(story, field, rest, word);
    } else if (word_is(word, "REF") || word_is(word, "NOTEREF")) {
        read_reference(story, field, rest, word);
    } else if (word_is(word, "FORMCHECKBOX")) {
        field->checkbox = true;
    } else if (word_is(word, "FORMDROPDOWN")) {
        field->dropdown = true;
    } else {
        understand_text(story, field, rest, word);
    }
    if (hat_buf_failed(word)) {
        hat_docx_fail(story->docx, HAT_ERR_NOMEM);
    }
}

static void begin_computed(struct hat_docx_story *story, const struct hat_docx_field *field)
{
    struct hat_inline *added = hat_docx_inline_add(story, HAT_INLINE_FIELD);
    if (added != NULL) {
        added->field = field->kind;
        added->field_format = field->format;
        added->field_decimal = field->decimal;
    }
}

/* From here on its result is read. */
static void begin_result(struct hat_docx_story *story, struct hat_docx_field *field)
{
    field->instruction = false;
    understand(story, field);
    if (field->computed) {
        begin_computed(story, field);
    } else if (field->shown) {
        hat_docx_put(story, buf_str(&field->title));
        field->hides = true; /* its result */
    }
}

static void end_complex(struct hat_docx_story *story)
{
    struct hat_docx_field *field = top(story);
    if (field != NULL && field->complex) {
        if (field->instruction) { /* without a result */
            begin_result(story, field);
        }
        if (field->checkbox) {
            hat_docx_put(story, field->checked ? HAT_STR("\xE2\x98\x92") : HAT_STR("\xE2\x98\x90"));
        } else if (field->dropdown) {
            hat_docx_put(story, buf_str(&field->title));
        }
    }
    field_remove(story, true);
}

void hat_docx_field_char(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_str type = hat_xml_attr(element, HAT_W_fldCharType);
    struct hat_docx_field *field = top(story);
    if (hat_str_is(type, "begin")) {
        field = field_push(story);
        if (field != NULL) {
            field->complex = field->instruction = true;
        }
    } else if (hat_str_is(type, "separate")) {
        if (field != NULL && field->complex && field->instruction) {
            begin_result(story, field);
        }
    } else if (hat_str_is(type, "end")) {
        end_complex(story);
    }
}

void hat_docx_field_instruction(struct hat_docx_story *story, struct hat_str text)
{
    struct hat_docx_field *field = top(story);
    if (field != NULL && field->instruction && field->text.len + text.len < INSTRUCTION_MAX) {
        buf_put(story, &field->text, text);
    }
}

/* <w:checkBox><w:default w:val="1"/></w:checkBox>, <w:ddList><w:result w:val="1"/> and entries. */
void hat_docx_form_child(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_docx_field *field = top(story);
    if (field == NULL) {
        return;
    }
    switch (element->name) {
    case HAT_W_checked:
        field->checked = hat_docx_on(element);
        field->checked_said = true;
        break;
    case HAT_W_default:
        if (!field->checked_said) {
            field->checked = hat_docx_true(hat_docx_val(element), true);
        }
        break;
    case HAT_W_result:
        field->choice = hat_docx_int(hat_docx_val(element), 0);
        break;
    case HAT_W_listEntry:
        if (field->entries++ == field->choice) {
            buf_put(story, &field->title, hat_docx_val(element));
        }
        break;
    default:
        break;
    }
}

/* ---- elements ---- */

void hat_docx_simple_field_begin(struct hat_docx_story *story,
                                 const struct hat_xml_element *element)
{
    struct hat_docx_field *field = field_push(story);
    if (field != NULL) {
        hat_docx_run_begin(story);
        buf_put(story, &field->text, hat_xml_attr(element, HAT_W_instr));
        begin_result(story, field);
    }
}

void hat_docx_hyperlink_begin(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_docx_field *field = field_push(story);
    struct hat_str id = hat_xml_attr(element, HAT_R_id);
    struct hat_str anchor = hat_xml_attr(element, HAT_W_anchor);
    if (field == NULL) {
        return;
    }
    const struct hat_relationship *target =
        id.len > 0 ? hat_docx_relationship(story->docx, story->part, id) : NULL;
    if (target != NULL) {
        buf_put(story, &field->target, hat_str_from(target->target));
    }
    if (anchor.len > 0) {
        buf_put(story, &field->target, HAT_STR("#"));
        buf_put(story, &field->target, anchor);
    }
    buf_put(story, &field->title, hat_xml_attr(element, HAT_W_tooltip));
    field->is_link = field->target.len > 0;
}

void hat_docx_element_field_end(struct hat_docx_story *story)
{
    field_remove(story, false);
}

/* ---- questions ---- */

bool hat_docx_field_hides(const struct hat_docx_story *story)
{
    for (size_t i = 0; i < story->field_count; i++) {
        if (story->fields[i].instruction || story->fields[i].hides) {
            return true;
        }
    }
    return false;
}

struct hat_docx_field *hat_docx_field_computed(const struct hat_docx_story *story)
{
    for (size_t i = 0; i < story->field_count; i++) {
        if (story->fields[i].computed) {
            return &story->fields[i];
        }
    }
    return NULL;
}

const struct hat_link *hat_docx_field_link(struct hat_docx_story *story)
{
    size_t at = story->field_count;
    while (at > 0 && !story->fields[at - 1].is_link) {
        at--;
    }
    if (at == 0 || story->docx->status != HAT_OK) {
        return NULL;
    }
    struct hat_docx_field *field = &story->fields[at - 1];
    if (story->arena == NULL) {
        hat_docx_story_alloc(story, 1);
    }
    if (field->link_block != story->block + 1 && story->arena != NULL) {
        struct hat_link_source source = {buf_str(&field->target), buf_str(&field->title)};
        hat_docx_fail(story->docx, hat_link_make(story->docx->document, story->arena, source,
                                                 &story->docx->place, &field->link));
        field->link_block = story->block + 1;
    }
    return field->link;
}
