/* annotate_docx.c -- the comments of a DOCX are a part of their own (ECMA-376-1 §11.3.2): it is
 * enlarged, or made with its relationship and its content type.
 *
 *     word/comments.xml              <w:comments> ... <w:comment w:id="7">error: ...</w:comment>
 *     word/_rels/document.xml.rels   <Relationship Type=".../comments" Target="/word/comments.xml">
 *     [Content_Types].xml            <Override PartName="/word/comments.xml" ...>
 */
#include "template/annotate_internal.h"

const struct annotated *hat_annotate_find(const struct annotation *a, const char *name)
{
    for (size_t i = 0; i < a->changed_count; i++) {
        if (strcmp(a->changed[i].name, name) == 0) {
            return &a->changed[i];
        }
    }
    return NULL;
}

enum hat_status hat_annotate_replace(struct annotation *a, const char *name, struct hat_str bytes)
{
    struct hat_str copy = hat_arena_str(&a->arena, bytes);
    const char *own = hat_arena_strndup(&a->arena, name, strlen(name));
    for (size_t i = 0; i < a->changed_count && copy.ptr != NULL; i++) {
        if (strcmp(a->changed[i].name, name) == 0) {
            a->changed[i].bytes = copy;
            return HAT_OK;
        }
    }
    if (copy.ptr == NULL || own == NULL || a->changed_count == HAT_ANNOTATED_MAX) {
        return HAT_ERR_NOMEM;
    }
    a->changed[a->changed_count++] = (struct annotated){own, copy};
    return HAT_OK;
}

/* ---- what is there ---- */

/* The number after the largest id of the comments; a number too large to count on is passed by. */
static void count_ids(struct annotation *a, const struct hat_tape *tape)
{
    enum { ID_MAX = 1000 * 1000 * 1000 };
    for (uint32_t node = tape->first; node != HAT_NO_NODE; node = tape->nodes[node].next) {
        if (tape->nodes[node].kind != HAT_NODE_START || tape->nodes[node].name != HAT_W_comment) {
            continue;
        }
        struct hat_str id = hat_tape_value(tape, node, HAT_W_id);
        unsigned number = 0;
        for (size_t i = 0; i < id.len && id.ptr[i] >= '0' && id.ptr[i] <= '9' && number < ID_MAX;
             i++) {
            number = number * 10 + (unsigned)(id.ptr[i] - '0');
        }
        a->next_id = number < ID_MAX && number >= a->next_id ? number + 1 : a->next_id;
    }
}

enum hat_status hat_annotate_look(struct annotation *a)
{
    struct hat_relationships list = {0};
    struct hat_tape tape;
    enum hat_status status =
        hat_package_relationships(a->package, hat_package_main(a->package), &a->arena, NULL, &list);
    const struct hat_relationship *comments = hat_relationships_of_type(&list, "comments");
    if (status != HAT_OK || comments == NULL || comments->external ||
        hat_package_find(a->package, comments->target) == NULL) {
        return status;
    }
    a->comments_part = comments->target;
    status = hat_annotate_tape(a, comments->target, &tape);
    if (status == HAT_OK) {
        count_ids(a, &tape);
        hat_tape_fini(&tape);
    }
    return status;
}

/* ---- what is written ---- */

/* Puts `more` before the end of the root element of a part of the package. */
static enum hat_status extend(struct annotation *a, const char *name, const struct hat_buf *more)
{
    struct hat_tape tape;
    struct hat_buf out = {0};
    enum hat_status status = hat_buf_failed(more) ? HAT_ERR_NOMEM : HAT_OK;
    if (status == HAT_OK) {
        status = hat_annotate_tape(a, name, &tape);
    }
    if (status != HAT_OK) {
        return status;
    }
    uint32_t node = hat_tape_new(&tape, HAT_NODE_RAW, (struct hat_str){more->data, more->len});
    if (node == HAT_NO_NODE) {
        hat_tape_fini(&tape);
        return HAT_ERR_NOMEM;
    }
    hat_tape_link_before(&tape, tape.nodes[tape.root].match, node);
    hat_tape_put_all(&tape, &out);
    status = hat_buf_failed(&out)
                 ? HAT_ERR_NOMEM
                 : hat_annotate_replace(a, name, (struct hat_str){out.data, out.len});
    hat_buf_fini(&out);
    hat_tape_fini(&tape);
    return status;
}

static enum hat_status add_part(struct annotation *a, const char *name)
{
    struct hat_buf out = {0};
    hat_buf_printf(&out,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                   "<w:comments xmlns:w=\"%s\">",
                   a->w);
    hat_buf_put(&out, a->comments.data, a->comments.len);
    hat_buf_printf(&out, "</w:comments>");
    enum hat_status status =
        hat_buf_failed(&out) ? HAT_ERR_NOMEM
                             : hat_annotate_replace(a, name, (struct hat_str){out.data, out.len});
    hat_buf_fini(&out);
    return status;
}

void hat_annotate_relations_name(const char *main, struct hat_buf *buf)
{
    const char *slash = strrchr(main, '/');
    size_t folder = slash != NULL ? (size_t)(slash - main) + 1 : 0;
    hat_buf_put(buf, main, folder);
    hat_buf_printf(buf, "_rels/%s.rels", main + folder);
}

#define RELATIONSHIPS "http://schemas.openxmlformats.org/package/2006/relationships"

static enum hat_status add_relationship(struct annotation *a, const char *target)
{
    bool strict = strstr(a->w, "purl.oclc.org") != NULL;
    struct hat_buf name = {0}, more = {0};
    hat_annotate_relations_name(hat_package_main(a->package), &name);
    bool there = !hat_buf_failed(&name) && hat_package_find(a->package, name.data) != NULL;
    hat_buf_printf(&more,
                   "%s<Relationship xmlns=\"%s\" Id=\"rIdHatshyComments\" Type=\"%s\" "
                   "Target=\"/%s\"/>%s",
                   there ? "" : "<Relationships xmlns=\"" RELATIONSHIPS "\">", RELATIONSHIPS,
                   strict ? "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
                          : "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                            "comments",
                   target, there ? "" : "</Relationships>");
    enum hat_status status = HAT_ERR_NOMEM;
    if (!hat_buf_failed(&name) && !hat_buf_failed(&more)) {
        status = there ? extend(a, name.data, &more)
                       : hat_annotate_replace(a, name.data, (struct hat_str){more.data, more.len});
    }
    hat_buf_fini(&name);
    hat_buf_fini(&more);
    return status;
}

static enum hat_status add_type(struct annotation *a, const char *part)
{
    struct hat_buf more = {0};
    hat_buf_printf(
        &more,
        "<Override xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types"
        "\" PartName=\"/%s\" ContentType=\"application/vnd.openxmlformats-officedocument."
        "wordprocessingml.comments+xml\"/>",
        part);
    enum hat_status status = extend(a, "[Content_Types].xml", &more);
    hat_buf_fini(&more);
    return status;
}

enum hat_status hat_annotate_docx(struct annotation *a)
{
    if (a->comments_part != NULL) {
        return extend(a, a->comments_part, &a->comments);
    }
    const char *part = hat_package_find(a->package, "word/comments.xml") == NULL
                           ? "word/comments.xml"
                           : "word/hatshy-comments.xml";
    enum hat_status status = add_part(a, part);
    if (status == HAT_OK) {
        status = add_relationship(a, part);
    }
    return status == HAT_OK ? add_type(a, part) : status;
}
