/* messages.c -- from a code, a place and arguments to a sentence.
 *
 *     {NAME_UNKNOWN, {file "n.docx", story body, paragraph 14}, {"lnk", "link"}}
 *  -> n.docx: body, paragraph 14: error: unknown name "lnk"; did you mean "link"?
 *
 * The texts come from base/messages/, in one table row a message.
 */
#include "language/messages.h"

#include <stdio.h>

#include "base/utf8.h"

struct texts {
    const char *in[4]; /* by enum hat_lang; [0] is English too */
};

#define HAT_MESSAGE(code, name, severity, en, ru, kk) {{en, kk, ru, en}},
static const struct texts sentences[] = {
#include "base/messages/all.def"
};
#undef HAT_MESSAGE

#define HAT_REASON(code, en, ru, kk) [HAT_REASON_##code] = {{en, kk, ru, en}},
static const struct texts reasons[] = {
#include "base/messages/reasons.def"
};
#undef HAT_REASON

static const struct texts severities[] = {
    [HAT_NOTE] = {{"note", "хабарлама", "примечание", "note"}},
    [HAT_WARNING] = {{"warning", "ескерту", "предупреждение", "warning"}},
    [HAT_ERROR] = {{"error", "қате", "ошибка", "error"}},
};

static const struct texts stories[] = {
    [HAT_STORY_NONE] = {{"", "", "", ""}},
    [HAT_STORY_BODY] = {{"body", "мәтін", "текст", "body"}},
    [HAT_STORY_HEADER] = {{"page header", "жоғарғы колонтитул", "верхний колонтитул",
                           "page header"}},
    [HAT_STORY_FOOTER] = {{"page footer", "төменгі колонтитул", "нижний колонтитул",
                           "page footer"}},
    [HAT_STORY_FOOTNOTE] = {{"footnote", "бет соңындағы сілтеме", "сноска", "footnote"}},
    [HAT_STORY_ENDNOTE] = {{"endnote", "құжат соңындағы сілтеме", "концевая сноска", "endnote"}},
    [HAT_STORY_TEXT_BOX] = {{"text box", "мәтін терезесі", "надпись", "text box"}},
    [HAT_STORY_PROPERTIES] = {{"document properties", "құжат қасиеттері", "свойства документа",
                               "document properties"}},
};

/* Places with a number or name, which stands for the '%'. */
static const struct texts numbered_stories[] = {
    [HAT_STORY_FOOTNOTE] = {{"footnote %", "бет соңындағы %-сілтеме", "сноска %", "footnote %"}},
    [HAT_STORY_ENDNOTE] = {{"endnote %", "құжат соңындағы %-сілтеме", "концевая сноска %",
                            "endnote %"}},
    [HAT_STORY_TEXT_BOX] = {{"text box %", "%-мәтін терезесі", "надпись %", "text box %"}},
};
static const struct texts in_sheet = {{"sheet %", "«%» парағы", "лист %", "sheet %"}};
static const struct texts in_table = {{"table %", "%-кесте", "таблица %", "table %"}};
static const struct texts in_row = {{"row %", "%-жол", "строка %", "row %"}};
static const struct texts in_cell = {{"cell %", "%-ұяшық", "ячейка %", "cell %"}};
static const struct texts in_column = {{"column %", "«%» бағаны", "столбец %", "column %"}};
static const struct texts in_paragraph = {{"paragraph %", "%-абзац", "абзац %", "paragraph %"}};
static const struct texts in_line = {{"line %", "%-жол", "строка %", "line %"}};

/* Appends `text` so that a terminal is safe: control characters (C0, C1) and bytes that are not
 * UTF-8 become \xNN. */
static void put_escaped(struct hat_buf *buf, struct hat_str text)
{
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        if (cp == HAT_UTF8_INVALID) {
            hat_buf_printf(buf, "\\x%02x", (unsigned char)text.ptr[at]);
        } else if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0)) {
            hat_buf_printf(buf, "\\x%02x", cp);
        } else {
            hat_buf_put(buf, text.ptr + at, used);
        }
    }
}

static void put(struct hat_buf *buf, const char *text)
{
    hat_buf_put(buf, text, strlen(text));
}

/* Appends `form` with `text` in the place of its '%'; a comma comes before it when something stands
 * there already. */
static void put_named(struct hat_buf *buf, size_t start, const char *form, struct hat_str text)
{
    const char *hole = strchr(form, '%');
    put(buf, buf->len > start ? ", " : "");
    hat_buf_put(buf, form, (size_t)(hole - form));
    put_escaped(buf, text);
    put(buf, hole + 1);
}

static void put_counted(struct hat_buf *buf, size_t start, const char *form, uint32_t number)
{
    char digits[16];
    if (number > 0) {
        snprintf(digits, sizeof digits, "%u", number);
        put_named(buf, start, form, hat_str_from(digits));
    }
}

static void put_story(struct hat_buf *buf, size_t start, const struct hat_place *place,
                      enum hat_lang lang)
{
    const struct texts *numbered = place->note > 0 ? &numbered_stories[place->story] : NULL;
    if (numbered != NULL) {
        put_counted(buf, start, numbered->in[lang], place->note);
    } else {
        put(buf, buf->len > start ? ", " : "");
        put(buf, stories[place->story].in[lang]);
    }
}

/* A line of a text, with the character in it: "line 3:5". */
static void put_line(struct hat_buf *buf, size_t start, const struct hat_place *place,
                     enum hat_lang lang)
{
    put_counted(buf, start, in_line.in[lang], place->line);
    if (place->line > 0 && place->offset > 0) {
        hat_buf_printf(buf, lang == HAT_LANG_KK ? ", %u-таңба" : ":%u", place->offset);
    }
}

void hat_place_text(const struct hat_place *place, enum hat_lang lang, struct hat_buf *buf)
{
    size_t start = buf->len;
    if (place->part != NULL) {
        put_escaped(buf, hat_str_from(place->part));
    }
    if (place->story != HAT_STORY_NONE && place->table == 0) {
        put_story(buf, start, place, lang);
    }
    if (place->sheet != NULL) {
        put_named(buf, start, in_sheet.in[lang], hat_str_from(place->sheet));
    }
    put_counted(buf, start, in_table.in[lang], place->table);
    put_counted(buf, start, in_row.in[lang], place->row);
    put_counted(buf, start, in_cell.in[lang], place->cell);
    if (place->table == 0 || place->paragraph > 1) {
        put_counted(buf, start, in_paragraph.in[lang], place->paragraph);
    }
    put_counted(buf, start, in_row.in[lang], place->record);
    if (place->column != NULL) {
        put_named(buf, start, in_column.in[lang], hat_str_from(place->column));
    }
    put_line(buf, start, place, lang);
}

static void shorten(struct hat_buf *buf, size_t len)
{
    if (len < buf->len) {
        buf->len = len;
        buf->data[len] = '\0';
    }
}

static struct hat_str argument(const struct hat_diag *diag, int index, enum hat_lang lang)
{
    return index == 0 && diag->reason != HAT_REASON_OTHER
               ? hat_str_from(reasons[diag->reason].in[lang])
               : diag->args[index];
}

/* An argument may be a value of any length; a message shows its beginning. */
static void put_argument(struct hat_buf *buf, struct hat_str text)
{
    enum { SHOWN_MAX = 300 }; /* [bytes] */
    size_t shown = 0, used = 0;
    while (shown < text.len && shown < SHOWN_MAX) {
        hat_utf8_decode(text.ptr + shown, text.len - shown, &used);
        shown += used;
    }
    put_escaped(buf, (struct hat_str){text.ptr, shown});
    put(buf, shown < text.len ? "…" : "");
}

/* A remark in parentheses whose argument is empty is left out: "... (entry %4)" without an entry.
 */
void hat_message_sentence(const struct hat_diag *diag, enum hat_lang lang, struct hat_buf *buf)
{
    size_t remark = SIZE_MAX; /* where the open parenthesis stands, with the space before it */
    for (const char *at = sentences[diag->code].in[lang]; *at != '\0'; at++) {
        remark = at[0] == ' ' && at[1] == '(' ? buf->len : at[0] == ')' ? SIZE_MAX : remark;
        if (*at != '%') {
            hat_buf_put(buf, at, 1);
            continue;
        }
        if (*++at < '1' || *at > '4') {
            hat_buf_put(buf, "%", 1); /* "%%" */
            continue;
        }
        struct hat_str said = argument(diag, *at - '1', lang);
        if (said.len > 0 || remark == SIZE_MAX) {
            put_argument(buf, said);
        } else {
            shorten(buf, remark);
            remark = SIZE_MAX;
            at = strchr(at, ')');
            if (at == NULL) {
                return;
            }
        }
    }
}

void hat_message_text(const struct hat_diag *diag, enum hat_lang lang, struct hat_buf *buf)
{
    if (diag->place.file != NULL) {
        put_escaped(buf, hat_str_from(diag->place.file));
        put(buf, ": ");
    }
    size_t start = buf->len;
    hat_place_text(&diag->place, lang, buf);
    put(buf, buf->len > start ? ": " : "");
    put(buf, severities[hat_diag_severity(diag)].in[lang]);
    put(buf, ": ");
    hat_message_sentence(diag, lang, buf);
    const char *check = hat_message_check(diag->code);
    if (check != NULL) { /* what people look up: L14, O03 */
        hat_buf_printf(buf, " [%s]", check);
    }
}

void hat_json_put(struct hat_buf *buf, struct hat_str text)
{
    hat_buf_put(buf, "\"", 1);
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        if (cp == HAT_UTF8_INVALID) {
            put(buf, "\xEF\xBF\xBD");
        } else if (cp == '"' || cp == '\\') {
            hat_buf_printf(buf, "\\%c", (char)cp);
        } else if (cp < 0x20 || cp == 0x7F) {
            hat_buf_printf(buf, "\\u%04x", cp);
        } else {
            hat_buf_put(buf, text.ptr + at, used);
        }
    }
    hat_buf_put(buf, "\"", 1);
}

static void put_member(struct hat_buf *buf, const char *name, struct hat_str value)
{
    hat_buf_printf(buf, "\"%s\": ", name);
    hat_json_put(buf, value);
}

void hat_message_json(const struct hat_diag *diag, enum hat_lang lang, struct hat_buf *buf)
{
    struct hat_buf part = {0};
    put(buf, "{");
    put_member(buf, "file", hat_str_from(diag->place.file != NULL ? diag->place.file : ""));
    put(buf, ", ");
    hat_place_text(&diag->place, lang, &part);
    put_member(buf, "place", (struct hat_str){part.data, part.len});
    put(buf, ", ");
    put_member(buf, "severity", hat_str_from(severities[hat_diag_severity(diag)].in[HAT_LANG_EN]));
    put(buf, ", ");
    put_member(buf, "code", hat_str_from(hat_message_name(diag->code)));
    put(buf, ", ");
    const char *check = hat_message_check(diag->code);
    if (check != NULL) {
        put_member(buf, "check", hat_str_from(check));
        put(buf, ", ");
    }
    part.len = 0;
    hat_message_sentence(diag, lang, &part);
    put_member(buf, "text", (struct hat_str){part.data, part.len});
    put(buf, "}");
    buf->failed = buf->failed || part.failed;
    hat_buf_fini(&part);
}
