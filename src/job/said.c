/* said.c -- what a letter says, held against its data (entries/prose.h).
 *
 *     letter 3 of 20, its own 31 entries: "барлығы 30 сілтеме"      F09: 31
 *
 * The text is that of a merge of its own, which is silent: what is wrong with the template or its
 * data is told when the letter is made, and here it stops the check alone. A batch holds each
 * letter against its own entries, and against fields that the entry itself has. Slips of writing
 * are looked for in its first letter alone: the others have them from the same template and fields.
 *
 * To read a document costs more than to make it, and nearly every letter counts right. So its text
 * is looked through first as it stands between the tags, tables and all: only when a number there
 * may be a wrong total is the document read.
 */
#include "job/said_internal.h"

#include "job/prose_internal.h"

enum { BEFORE = 96, BEHIND = 48, CHUNK = 1 << 16 };

/* ---- at first sight ---- */

/* Appends what stands outside tags; *in_tag goes from one chunk to the next. */
static void put_outside(struct hat_str chunk, bool *in_tag, struct hat_buf *text)
{
    const char *at = chunk.ptr, *end = chunk.ptr + chunk.len;
    while (at < end) {
        const char *next = memchr(at, *in_tag ? '>' : '<', (size_t)(end - at));
        if (!*in_tag) {
            hat_buf_put(text, at, (size_t)((next != NULL ? next : end) - at));
        }
        *in_tag = next != NULL ? !*in_tag : *in_tag;
        at = next != NULL ? next + 1 : end;
    }
}

static bool is_letter_byte(unsigned char c)
{
    return c >= 0xC3 || (c >= 'a' && c <= 'z');
}

/* Does a word begin at `at`, with a space behind a digit before it? No-break and narrow spaces end
 * with these bytes. */
static bool is_counted_word(struct hat_str text, size_t at)
{
    size_t space = at;
    while (space > 0 && ((unsigned char)text.ptr[space - 1] == ' ' ||
                         ((unsigned char)text.ptr[space - 1] >= 0x80 &&
                          (unsigned char)text.ptr[space - 1] <= 0xAF) ||
                         (unsigned char)text.ptr[space - 1] == 0xC2 ||
                         (unsigned char)text.ptr[space - 1] == 0xE2)) {
        space--;
    }
    return is_letter_byte((unsigned char)text.ptr[at]) && space < at && space > 0 &&
           text.ptr[space - 1] >= '0' && text.ptr[space - 1] <= '9';
}

/* Gives what stands around numbers that count something to `prose`, which is silent. */
static enum hat_status look_at_numbers(struct hat_str text, struct hat_prose *prose)
{
    enum hat_status st = HAT_OK;
    for (size_t at = 1; at < text.len && st == HAT_OK; at++) {
        if (!is_counted_word(text, at)) {
            continue;
        }
        size_t from = at > BEFORE ? at - BEFORE : 0;
        size_t to = text.len - at > BEHIND ? at + BEHIND : text.len;
        while (from < at && ((unsigned char)text.ptr[from] & 0xC0) == 0x80) {
            from++;
        }
        while (to < text.len && ((unsigned char)text.ptr[to] & 0xC0) == 0x80) {
            to++;
        }
        const struct hat_prose_paragraph part = {.text = {text.ptr + from, to - from}};
        st = hat_prose_add(prose, &part);
    }
    return st;
}

static enum hat_status look_through(struct hat_stream *stream, struct hat_prose *prose)
{
    struct hat_buf text = {0};
    struct hat_str chunk = {0};
    bool in_tag = false;
    enum hat_status st = hat_stream_next(stream, &chunk);
    while (st == HAT_OK && chunk.len > 0) {
        put_outside(chunk, &in_tag, &text);
        st = hat_stream_next(stream, &chunk);
        bool end = st != HAT_OK || chunk.len == 0;
        if (end || text.len > CHUNK) { /* what a number needs around it is looked at once more */
            size_t kept = text.len < BEFORE + BEHIND ? text.len : BEFORE + BEHIND;
            enum hat_status seen = look_at_numbers((struct hat_str){text.data, text.len}, prose);
            st = st == HAT_OK ? seen : st;
            if (kept > 0) {
                memmove(text.data, text.data + text.len - kept, kept);
            }
            text.len = kept;
        }
    }
    st = hat_buf_failed(&text) ? HAT_ERR_NOMEM : st;
    hat_buf_fini(&text);
    return st;
}

/* *may: the text may contradict the list. */
static enum hat_status may_contradict(const struct hat_parts *parts, const hat_data *data,
                                      bool *may)
{
    struct hat_prose *prose = NULL;
    struct hat_stream stream = {0};
    enum hat_status st = hat_prose_new(data, true, NULL, &prose);
    if (st == HAT_OK) {
        st = parts->open(parts->ctx, parts->main, &stream);
    }
    if (st == HAT_OK) {
        st = look_through(&stream, prose);
        hat_stream_close(&stream);
    }
    *may = st == HAT_OK && hat_prose_wrong(prose);
    hat_prose_free(prose);
    return st;
}

/* ---- the text itself ---- */

static enum hat_status check_text(const struct hat_maker *maker, const hat_data *data,
                                  bool errors_only, hat_diags *diags)
{
    const struct hat_merge_options merging = hat_merge_settings(maker->settings);
    struct hat_merge *merge = NULL;
    struct hat_prose *prose = NULL;
    bool may = true, wrong = false;
    enum hat_status st = hat_merge_new(maker->tmpl, data, &merging, NULL, &merge);
    if (st == HAT_OK && errors_only) {
        st = may_contradict(hat_merge_parts(merge), data, &may);
    }
    if (st == HAT_OK && may) {
        st = hat_prose_new(data, errors_only, diags, &prose);
    }
    if (st == HAT_OK && may) {
        st = hat_prose_read(hat_merge_parts(merge), &maker->settings->limits, prose);
        wrong = hat_prose_wrong(prose);
    }
    hat_prose_free(prose);
    hat_merge_free(merge);
    return st == HAT_ERR_NOMEM ? st : wrong ? HAT_ERR_DATA : HAT_OK;
}

enum hat_status hat_said_text(const struct hat_maker *maker, const hat_data *data, bool errors_only,
                              hat_diags *diags)
{
    bool nothing = errors_only && !hat_prose_has_counts(data);
    return nothing ? HAT_OK : check_text(maker, data, errors_only, diags);
}

/* ---- letters of a batch ---- */

/* Does the entry give the letter fields that are held against one another? */
static bool has_fields(const struct hat_value *entry)
{
    static const char *const names[] = {"date_from", "date_to", "plan_year", "hashtag"};
    bool has = false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        has = has || hat_value_member(entry, hat_str_from(names[i])) != NULL;
    }
    return has;
}

enum hat_status hat_said_letter(const struct hat_batch *batch, uint32_t index, const hat_data *data,
                                hat_diags *diags)
{
    bool all = batch->options.said > 1, forced = batch->options.said_forced != 0;
    bool each = hat_letters_key(&batch->letters, index) == NULL;
    enum hat_status st = HAT_OK, said = HAT_OK;
    if (batch->options.said == 0) {
        return HAT_OK;
    }
    if (each && has_fields(hat_letters_entry(&batch->letters, index))) {
        st = hat_letter_check_fields(data, !all, diags);
    }
    if (st == HAT_OK || st == HAT_ERR_DATA) {
        said = hat_said_text(&batch->maker, data, !all || index > 0, diags);
    }
    st = st == HAT_OK ? said : st;
    return st == HAT_ERR_DATA && forced ? HAT_OK : st;
}
