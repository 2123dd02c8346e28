/* leftovers.c -- beginnings and ends of sections that found no partner in their own part: said when
 * all parts are read, since the partner may stand in another.
 *
 *     body, paragraph 1: error: the section {{#rows}} is closed by {{/rows}} in another part ...
 *     page footer, paragraph 1: note: the other tag, {{/rows}}, stands here
 */
#include "template/leftovers_internal.h"

static bool alone(const struct hat_tag *tag)
{
    return tag->partner == HAT_NO_TAG && (hat_tag_opens(tag) || tag->kind == HAT_TAG_CLOSE);
}

enum hat_status hat_leftovers_collect(struct hat_leftovers *leftovers,
                                      struct hat_part_source *source)
{
    size_t limit = leftovers->count + HAT_ERRORS_MAX;
    for (size_t i = 0; i < source->tag_count; i++) {
        if (!alone(&source->tags[i])) {
            continue;
        }
        source->errors = true;
        if (leftovers->count == limit) {
            break;
        }
        if (!hat_mem_grow(&leftovers->tags, leftovers->count, &leftovers->cap,
                          sizeof *leftovers->tags)) {
            return HAT_ERR_NOMEM;
        }
        leftovers->tags[leftovers->count++] = source->tags[i];
    }
    return HAT_OK;
}

/* "{{/name}}" for a section. */
static void put_close(const struct hat_tag *section, struct hat_buf *buf)
{
    hat_buf_printf(buf, "{{/%.*s}}", (int)section->name.len, section->name.ptr);
}

static struct hat_tag *end_elsewhere(struct hat_leftovers *leftovers, const struct hat_tag *section)
{
    for (size_t i = 0; i < leftovers->count; i++) {
        struct hat_tag *tag = &leftovers->tags[i];
        if (tag->kind == HAT_TAG_CLOSE && tag->name.len > 0 &&
            tag->place.story != section->place.story && hat_str_equal(tag->name, section->name)) {
            return tag;
        }
    }
    return NULL;
}

static void report_unclosed(struct hat_leftovers *leftovers, hat_diags *diags,
                            const struct hat_tag *section)
{
    struct hat_tag *end = end_elsewhere(leftovers, section);
    if (section->quiet) {
        return;
    }
    if (end != NULL) {
        hat_diags_add(diags, HAT_MSG_SECTION_ELSEWHERE, &section->place, section->source,
                      end->source);
        hat_diags_add(diags, HAT_MSG_SECTION_OTHER, &end->place, end->source);
        end->kind = HAT_TAG_BROKEN;
        return;
    }
    struct hat_buf buf = {0};
    put_close(section, &buf);
    hat_diags_add(diags, HAT_MSG_SECTION_UNCLOSED, &section->place, section->source,
                  (struct hat_str){buf.data, buf.len});
    hat_buf_fini(&buf);
}

void hat_leftovers_report(struct hat_leftovers *leftovers, hat_diags *diags)
{
    for (size_t i = 0; i < leftovers->count; i++) {
        if (hat_tag_opens(&leftovers->tags[i])) {
            report_unclosed(leftovers, diags, &leftovers->tags[i]);
        }
    }
    for (size_t i = 0; i < leftovers->count; i++) {
        const struct hat_tag *tag = &leftovers->tags[i];
        if (tag->kind == HAT_TAG_CLOSE && !tag->quiet) {
            hat_diags_add(diags, HAT_MSG_SECTION_UNOPENED, &tag->place, tag->source);
        }
    }
}

void hat_leftovers_fini(struct hat_leftovers *leftovers)
{
    hat_mem_free(leftovers->tags);
    *leftovers = (struct hat_leftovers){0};
}
