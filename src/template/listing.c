/* listing.c -- the package's own list of parts, after some were left out or changed their kind:
 * [Content_Types].xml (ECMA-376-2 §10.1.2) and META-INF/manifest.xml (ODF 1.3 part 2 §3.2).
 *
 * A template becomes a document: .dotx, .docm and .ott give .docx and .odt.
 */
#include "template/plan_internal.h"

static const char docx_main[] =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
static const char odt_text[] = "application/vnd.oasis.opendocument.text";

static bool kept(const struct hat_template *tmpl, struct hat_str name)
{
    char text[1024];
    if (name.len >= sizeof text) {
        return false;
    }
    memcpy(text, name.ptr, name.len);
    text[name.len] = '\0';
    uint32_t index = hat_plan_find(tmpl, text);
    return index != HAT_NO_PART && tmpl->parts[index].action != HAT_PLAN_DROP;
}

const char *hat_plan_document_type(struct hat_str type)
{
    bool word = hat_str_ends(type, ".template.main+xml") ||
                hat_str_ends(type, ".macroEnabled.main+xml") ||
                hat_str_ends(type, ".macroEnabledTemplate.main+xml");
    return word ? docx_main : hat_str_ends(type, "opendocument.text-template") ? odt_text : NULL;
}

/* An Override of a part that is left out goes; another kind of main part becomes a document. */
static bool edit_type(const struct hat_template *tmpl, struct hat_tape *tape, uint32_t node,
                      bool *gone)
{
    struct hat_str name = hat_tape_value(tape, node, HAT_NONE_PartName);
    struct hat_tape_attribute *type = hat_tape_attr(tape, node, HAT_NONE_ContentType);
    *gone = name.len > 1 && !kept(tmpl, (struct hat_str){name.ptr + 1, name.len - 1});
    const char *document = type != NULL ? hat_plan_document_type(type->value) : NULL;
    if (*gone || document == NULL) {
        return *gone;
    }
    type->value = hat_str_from(document);
    return true;
}

/* A file-entry of a part that is left out goes; folders stay when something in them does. */
/* A folder goes with the last part in it; an empty one, such as Configurations2/, stays. */
static bool folder_gone(const struct hat_template *tmpl, struct hat_str name)
{
    bool gone = false;
    for (size_t i = 0; i < tmpl->part_count; i++) {
        const struct hat_plan_part *part = &tmpl->parts[i];
        bool file = !hat_str_ends(hat_str_from(part->name), "/");
        if (!file || strncmp(part->name, name.ptr, name.len) != 0) {
            continue;
        }
        if (part->action != HAT_PLAN_DROP) {
            return false;
        }
        gone = true;
    }
    return gone;
}

static bool edit_entry(const struct hat_template *tmpl, struct hat_tape *tape, uint32_t node,
                       bool *gone)
{
    struct hat_str name = hat_tape_value(tape, node, HAT_MANIFEST_full_path);
    struct hat_tape_attribute *type = hat_tape_attr(tape, node, HAT_MANIFEST_media_type);
    bool folder = hat_str_ends(name, "/");
    *gone =
        name.ptr != NULL && (folder ? name.len > 1 && folder_gone(tmpl, name) : !kept(tmpl, name));
    if (*gone || type == NULL || !hat_str_is(name, "/") || hat_str_is(type->value, odt_text)) {
        return *gone;
    }
    type->value = hat_str_from(odt_text);
    return true;
}

static bool edit(const struct hat_template *tmpl, struct hat_tape *tape)
{
    bool changed = false;
    for (uint32_t node = tape->first, next; node != HAT_NO_NODE; node = next) {
        bool gone = false;
        next = tape->nodes[node].next;
        if (tape->nodes[node].kind != HAT_NODE_START) {
            continue;
        }
        switch (tape->nodes[node].name) {
        case HAT_CT_Override:
        case HAT_CT_Default:
            changed = edit_type(tmpl, tape, node, &gone) || changed;
            break;
        case HAT_MANIFEST_file_entry:
            changed = edit_entry(tmpl, tape, node, &gone) || changed;
            break;
        default:
            break;
        }
        if (gone) {
            next = tape->nodes[tape->nodes[node].match].next;
            hat_tape_remove(tape, node);
        }
    }
    return changed;
}

static bool keep(struct hat_template *tmpl, struct hat_buf *buf, struct hat_str *out)
{
    *out = hat_buf_failed(buf) ? (struct hat_str){0}
                               : hat_arena_str(&tmpl->arena, (struct hat_str){buf->data, buf->len});
    buf->len = 0;
    return out->ptr != NULL;
}

/* Defaults of the kinds of pictures that a letter may get, unless the template has them. */
static void put_picture_types(const struct hat_tape *tape, struct hat_buf *buf)
{
    static const char *const kinds[][2] = {
        {"png", "image/png"}, {"jpeg", "image/jpeg"}, {"svg", "image/svg+xml"}};
    struct hat_str prefix = hat_tape_prefix(tape, tape->root);
    for (size_t i = 0; i < 3; i++) {
        bool has = false;
        for (uint32_t node = tape->first; node != HAT_NO_NODE; node = tape->nodes[node].next) {
            has = has || (tape->nodes[node].kind == HAT_NODE_START &&
                          hat_str_is(hat_tape_value(tape, node, HAT_NONE_Extension), kinds[i][0]));
        }
        if (!has) {
            hat_buf_printf(buf, "<%.*sDefault Extension=\"%s\" ContentType=\"%s\"/>",
                           (int)prefix.len, prefix.ptr, kinds[i][0], kinds[i][1]);
        }
    }
}

/* Parts that came with sub-templates. */
static void put_added(const struct hat_template *tmpl, struct hat_str prefix, struct hat_buf *buf)
{
    bool docx = tmpl->dialect->format == HAT_FORMAT_DOCX;
    for (size_t i = 0; i < tmpl->part_count; i++) {
        const struct hat_plan_part *part = &tmpl->parts[i];
        if (!part->added) {
            continue;
        }
        hat_buf_printf(buf, docx ? "<%.*sOverride PartName=\"/" : "<%.*sfile-entry ",
                       (int)prefix.len, prefix.ptr);
        if (!docx) {
            hat_buf_printf(buf, "%.*sfull-path=\"", (int)prefix.len, prefix.ptr);
        }
        hat_xml_put_attribute_value(buf, hat_str_from(part->name));
        hat_buf_printf(buf, docx ? "\" ContentType=\"" : "\" ");
        if (!docx) {
            hat_buf_printf(buf, "%.*smedia-type=\"", (int)prefix.len, prefix.ptr);
        }
        hat_xml_put_attribute_value(buf, hat_str_from(part->type));
        hat_buf_printf(buf, "\"/>");
    }
}

static bool has_added(const struct hat_template *tmpl)
{
    return tmpl->part_count > 0 && tmpl->parts[tmpl->part_count - 1].added;
}

/* Writes the list; with pictures to come, up to the end of its root and that end. */
static enum hat_status write_tape(struct hat_template *tmpl, const struct hat_tape *tape,
                                  struct hat_plan_part *part)
{
    struct hat_buf buf = {0};
    uint32_t end = tape->nodes[tape->root].match;
    bool docx = tmpl->dialect->format == HAT_FORMAT_DOCX, done = true;
    part->action = tmpl->pictures && !docx ? HAT_PLAN_MANIFEST : HAT_PLAN_BYTES;
    hat_buf_put(&buf, tape->declaration.ptr, tape->declaration.len);
    for (uint32_t node = tape->first; node != HAT_NO_NODE; node = tape->nodes[node].next) {
        bool empty = false;
        if (node == end) {
            put_added(tmpl, hat_tape_prefix(tape, tape->root), &buf);
        }
        if (node == end && tmpl->pictures && docx) {
            put_picture_types(tape, &buf);
        } else if (node == end && tmpl->pictures) {
            done = keep(tmpl, &buf, &part->bytes);
        }
        hat_tape_put(tape, node, node == tape->root ? NULL : &empty, &buf);
        node = empty ? tape->nodes[node].match : node;
    }
    done = done && keep(tmpl, &buf, part->action == HAT_PLAN_MANIFEST ? &part->tail : &part->bytes);
    part->relationship = hat_arena_str(&tmpl->arena, hat_tape_prefix(tape, tape->root));
    hat_buf_fini(&buf);
    return done && part->relationship.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

enum hat_status hat_plan_listing(struct hat_template *tmpl, hat_diags *diags)
{
    bool docx = tmpl->dialect->format == HAT_FORMAT_DOCX;
    const char *name = docx ? "[Content_Types].xml" : "META-INF/manifest.xml";
    uint32_t index = hat_plan_find(tmpl, name);
    uint32_t mimetype = hat_plan_find(tmpl, "mimetype");
    struct hat_buf buf = {0};
    struct hat_tape tape;
    const struct hat_place place = {.file = hat_package_path(tmpl->package), .part = name};
    if (!docx && mimetype != HAT_NO_PART) { /* .ott: the document of the same kind */
        tmpl->parts[mimetype].action = HAT_PLAN_BYTES;
        tmpl->parts[mimetype].bytes = hat_str_from(odt_text);
    }
    if (index == HAT_NO_PART) {
        return HAT_OK;
    }
    enum hat_status status = hat_package_read(tmpl->package, name, diags, &buf);
    if (status == HAT_OK) {
        status = hat_tape_read((struct hat_str){buf.data, buf.len}, &tmpl->limits, &place, diags,
                               &tmpl->arena, &tape);
    }
    hat_buf_fini(&buf);
    if (status != HAT_OK) {
        return status;
    }
    if (edit(tmpl, &tape) || tmpl->pictures || has_added(tmpl)) {
        status = write_tape(tmpl, &tape, &tmpl->parts[index]);
    }
    hat_tape_fini(&tape);
    return status;
}
