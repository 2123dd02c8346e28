/* annotate_kind.c -- the copy with comments is a document under the name of one (.docx, .odt), also
 * when the template is a .dotx, .docm, .dotm or .ott: office programs open no file whose kind is
 * another than its name says. The macros of such a file cannot be in a document.
 *
 *     [Content_Types].xml   ...wordprocessingml.template.main+xml   ...document.main+xml
 *     mimetype              ...opendocument.text-template           ...opendocument.text
 */
#include "template/annotate_internal.h"
#include "template/plan_internal.h"

bool hat_annotate_is_macro(struct hat_str type)
{
    return hat_str_ends(type, ".vbaProject") || hat_str_ends(type, ".vbaProjectSignature") ||
           hat_str_ends(type, ".vbaData+xml");
}

static enum hat_status give(struct annotation *a, const char *name, const struct hat_tape *tape)
{
    struct hat_buf out = {0};
    hat_tape_put_all(tape, &out);
    enum hat_status status =
        hat_buf_failed(&out) ? HAT_ERR_NOMEM
                             : hat_annotate_replace(a, name, (struct hat_str){out.data, out.len});
    hat_buf_fini(&out);
    return status;
}

/* Changes the kind of the element at `node`; *gone: it is of a macro. */
static bool change(struct hat_tape *tape, uint32_t node, bool *gone)
{
    enum hat_xml_name name = (enum hat_xml_name)tape->nodes[node].name;
    bool manifest = name == HAT_MANIFEST_file_entry;
    struct hat_tape_attribute *type =
        hat_tape_attr(tape, node, manifest ? HAT_MANIFEST_media_type : HAT_NONE_ContentType);
    const char *document = NULL;
    *gone = name == HAT_REL_Relationship &&
            hat_str_ends(hat_tape_value(tape, node, HAT_NONE_Type), "/vbaProject");
    if (type != NULL && (name == HAT_CT_Override || name == HAT_CT_Default || manifest)) {
        *gone = hat_annotate_is_macro(type->value);
        document = hat_plan_document_type(type->value);
    }
    if (document != NULL) {
        type->value = hat_str_from(document);
    }
    return *gone || document != NULL;
}

/* Changes a list of the package. */
static enum hat_status change_list(struct annotation *a, const char *name)
{
    struct hat_tape tape = {0};
    bool changed = false;
    if (hat_package_find(a->package, name) == NULL) {
        return HAT_OK;
    }
    enum hat_status status = hat_annotate_tape(a, name, &tape);
    if (status != HAT_OK) {
        return status;
    }
    for (uint32_t node = tape.first, next; node != HAT_NO_NODE; node = next) {
        bool gone = false;
        next = tape.nodes[node].next;
        if (tape.nodes[node].kind == HAT_NODE_START) {
            changed = change(&tape, node, &gone) || changed;
        }
        if (gone) {
            next = tape.nodes[tape.nodes[node].match].next;
            hat_tape_remove(&tape, node);
        }
    }
    status = changed ? give(a, name, &tape) : HAT_OK;
    hat_tape_fini(&tape);
    return status;
}

enum hat_status hat_annotate_kind(struct annotation *a, const char *relations)
{
    struct hat_buf mimetype = {0};
    if (a->docx) {
        enum hat_status status = change_list(a, "[Content_Types].xml");
        return status == HAT_OK ? change_list(a, relations) : status;
    }
    enum hat_status status = HAT_OK;
    if (hat_package_find(a->package, "mimetype") != NULL) {
        status = hat_package_read(a->package, "mimetype", NULL, &mimetype);
    }
    const char *document = hat_plan_document_type((struct hat_str){mimetype.data, mimetype.len});
    if (status == HAT_OK && document != NULL) {
        status = hat_annotate_replace(a, "mimetype", hat_str_from(document));
    }
    hat_buf_fini(&mimetype);
    return status == HAT_OK ? change_list(a, "META-INF/manifest.xml") : status;
}
