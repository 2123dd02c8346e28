/* report.c -- what became of each letter, as JSON for programs.
 *
 *     {"template": "notice.docx", "letters": 2, "made": 1, "kept": 0, "failed": 1,
 *      "results": [
 *     {"letter": 1, "key": "Абай облысы", "file": "e.csv", "place": "row 2", "status": "made",
 *      "outputs": ["out/Абай облысы.docx"], "messages": []},
 *     ...]}
 *
 * Nothing in it depends on the time or the number of workers.
 */
#include "job/batch_internal.h"

#include "job/frames_internal.h"
#include "language/messages.h"

enum { FLUSH = 1 << 16 };

static void put_member(struct hat_buf *buf, const char *name, struct hat_str text)
{
    hat_buf_printf(buf, "\"%s\": ", name);
    hat_json_put(buf, text);
}

static enum hat_lang language(const struct hat_batch *batch)
{
    return batch->settings.lang != HAT_LANG_NONE ? batch->settings.lang : HAT_LANG_EN;
}

/* Which entries the letter is of. */
static void put_entry(const struct hat_batch *batch, uint32_t index, struct hat_buf *buf)
{
    const struct hat_value *key = hat_letters_key(&batch->letters, index);
    struct hat_place place =
        hat_data_place(batch->letters.data, hat_letters_entry(&batch->letters, index));
    struct hat_buf text = {0};
    if (key != NULL) {
        put_member(buf, "key", hat_value_str(key));
        hat_buf_printf(buf, ", ");
    }
    put_member(buf, "file", hat_str_from(place.file));
    hat_buf_printf(buf, ", ");
    hat_place_text(&place, language(batch), &text);
    put_member(buf, "place", (struct hat_str){text.data, text.len});
    buf->failed = buf->failed || text.failed;
    hat_buf_fini(&text);
}

static enum hat_status put_messages(const struct hat_batch *batch, uint32_t index,
                                    struct hat_buf *buf)
{
    const struct hat_batch_letter *letter = &batch->results[index];
    struct hat_frame_reader reader;
    struct hat_made_file file;
    hat_diags *diags = hat_diags_new();
    if (diags == NULL) {
        return HAT_ERR_NOMEM;
    }
    hat_frame_open((struct hat_str){letter->frame.data, letter->frame.len}, &reader);
    while (hat_frame_file(&reader, &file)) {
    }
    hat_frame_tell(&reader, diags);
    hat_buf_printf(buf, "\"messages\": [");
    for (size_t i = 0; i < hat_diags_count(diags); i++) {
        hat_buf_printf(buf, i > 0 ? ", " : "");
        hat_message_json(hat_diags_at(diags, i), language(batch), buf);
    }
    hat_buf_printf(buf, "]");
    hat_diags_free(diags);
    return HAT_OK;
}

static enum hat_status put_letter(const struct hat_batch *batch, uint32_t index,
                                  struct hat_buf *buf)
{
    static const char *const outcomes[] = {"left", "made", "kept", "failed"};
    hat_buf_printf(buf, "%s{\"letter\": %u, ", index > 0 ? ",\n" : "\n", (unsigned)index + 1);
    put_entry(batch, index, buf);
    hat_buf_printf(buf, ", \"status\": \"%s\", \"outputs\": [",
                   outcomes[batch->results[index].outcome]);
    for (size_t i = 0; i < batch->names.count; i++) {
        struct hat_buf name = {0};
        hat_filenames_show(&batch->names, index, i, &name);
        hat_buf_printf(buf, i > 0 ? ", " : "");
        hat_json_put(buf, (struct hat_str){name.data, name.len});
        buf->failed = buf->failed || name.failed;
        hat_buf_fini(&name);
    }
    hat_buf_printf(buf, "], ");
    enum hat_status st = put_messages(batch, index, buf);
    hat_buf_printf(buf, "}");
    return st;
}

static enum hat_status write_all(const struct hat_batch *batch, struct hat_output *output)
{
    const hat_batch_state *state = &batch->state;
    struct hat_buf buf = {0};
    enum hat_status st = HAT_OK;
    hat_buf_printf(&buf, "{");
    put_member(&buf, "template", hat_str_from(hat_template_path(batch->maker.tmpl)));
    hat_buf_printf(&buf, ", \"letters\": %zu, \"made\": %zu, \"kept\": %zu, \"failed\": %zu,\n",
                   state->letters, state->made, state->kept, state->failed);
    hat_buf_printf(&buf, "\"results\": [");
    for (uint32_t i = 0; i < batch->letters.count && st == HAT_OK; i++) {
        st = put_letter(batch, i, &buf);
        if (buf.len > FLUSH && !hat_buf_failed(&buf)) {
            hat_output_write(output, buf.data, buf.len);
            buf.len = 0;
        }
    }
    hat_buf_printf(&buf, "\n]}\n");
    st = hat_buf_failed(&buf) ? HAT_ERR_NOMEM : st;
    if (st == HAT_OK) {
        hat_output_write(output, buf.data, buf.len);
    }
    hat_buf_fini(&buf);
    return st;
}

enum hat_status hat_batch_report(const struct hat_batch *batch)
{
    struct hat_output *output = NULL;
    enum hat_status st = hat_output_open(batch->options.report, batch->diags, &output);
    if (st == HAT_OK) {
        st = write_all(batch, output);
    }
    if (st == HAT_OK) {
        st = hat_output_finish(output, batch->diags);
    }
    if (st == HAT_OK) {
        st = hat_output_commit(output, batch->diags);
    }
    hat_output_free(output);
    return st;
}
