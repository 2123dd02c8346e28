/* format.c -- what is in the package, told by itself and not by the file's name.
 *
 * OPC (ECMA-376-2): _rels/.rels names the main part, [Content_Types].xml its type:
 *
 *     <Override PartName="/word/document.xml" ContentType="...wordprocessingml.document.main+xml"/>
 *     <Default Extension="rels" ContentType="...relationships+xml"/>
 *
 * ODF 1.3 part 2: the entry `mimetype` names the kind, META-INF/manifest.xml lists the parts:
 *
 *     <manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
 *
 * Templates (.dotx, .ott) and documents with macros count as their documents.
 */
#include "package/package_internal.h"
#include "xml/xml.h"

static const char content_types[] = "[Content_Types].xml";
static const char manifest[] = "META-INF/manifest.xml";

static enum hat_status refuse(const struct hat_package *package, hat_diags *diags,
                              enum hat_message code, struct hat_str arg)
{
    struct hat_place place = hat_package_place(package, NULL);
    hat_diags_add(diags, code, &place, arg);
    return HAT_ERR_TEMPLATE;
}

static enum hat_status parse_part(struct hat_package *package, const char *name, hat_diags *diags,
                                  const struct hat_xml_handler *handler)
{
    struct hat_place place = hat_package_place(package, name);
    struct hat_buf buf = {0};
    enum hat_status st = hat_package_read(package, name, diags, &buf);
    if (st == HAT_OK) {
        st = hat_xml_parse((struct hat_str){buf.data, buf.len}, handler, &package->limits, &place,
                           diags);
    }
    hat_buf_fini(&buf);
    return st;
}

/* ---- types of the parts ---- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool equal_ignoring_case(struct hat_str a, struct hat_str b)
{
    size_t i = 0;
    while (i < a.len && i < b.len && lower(a.ptr[i]) == lower(b.ptr[i])) {
        i++;
    }
    return i == a.len && i == b.len;
}

static struct hat_str extension(const char *name)
{
    const char *slash = strrchr(name, '/'), *dot = strrchr(name, '.');
    return hat_str_from(dot != NULL && (slash == NULL || dot > slash) ? dot + 1 : NULL);
}

static bool type_is_xml(const struct hat_part *part)
{
    struct hat_str type = hat_str_from(part->type), ending = extension(part->name);
    return hat_str_ends(type, "+xml") || hat_str_is(type, "text/xml") ||
           hat_str_is(type, "application/xml") || equal_ignoring_case(ending, HAT_STR("xml")) ||
           equal_ignoring_case(ending, HAT_STR("rels"));
}

struct types {
    struct hat_package *package;
    hat_diags *diags;
    uint64_t declared; /* elements met so far */
    bool encrypted;
};

/* A list of types is no longer than the list of parts, give or take. */
static enum hat_status count_declared(struct types *types)
{
    uint64_t most = types->package->limits.package_parts;
    if (++types->declared > 2 * most) {
        hat_package_report(types->package, types->diags, HAT_MSG_PACKAGE_PARTS, NULL, most);
        return HAT_ERR_LIMIT;
    }
    return HAT_OK;
}

static void set_override(struct hat_package *package, struct hat_str name, const char *type)
{
    for (size_t i = 0; i < package->count; i++) {
        struct hat_part *part = &package->entries[i].part;
        if (equal_ignoring_case(hat_str_from(part->name), name)) {
            part->type = type;
        }
    }
}

/* Default and Override may stand in any order: a Default fills only what has no type yet. */
static void set_default(struct hat_package *package, struct hat_str ending, const char *type)
{
    for (size_t i = 0; i < package->count; i++) {
        struct hat_part *part = &package->entries[i].part;
        if (part->type[0] == '\0' && equal_ignoring_case(extension(part->name), ending)) {
            part->type = type;
        }
    }
}

static enum hat_status on_content_type(void *ctx, const struct hat_xml_element *element)
{
    struct types *types = ctx;
    struct hat_package *package = types->package;
    struct hat_str name = hat_xml_attr(element, HAT_NONE_PartName);
    struct hat_str ending = hat_xml_attr(element, HAT_NONE_Extension);
    struct hat_str type = hat_xml_attr(element, HAT_NONE_ContentType);
    enum hat_status st = count_declared(types);
    if (st != HAT_OK) {
        return st;
    }
    type = hat_arena_str(&package->arena, type);
    if (type.ptr == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (element->name == HAT_CT_Override && hat_str_starts(name, "/")) {
        set_override(package, (struct hat_str){name.ptr + 1, name.len - 1}, type.ptr);
    } else if (element->name == HAT_CT_Default && ending.len > 0) {
        set_default(package, ending, type.ptr);
    }
    return HAT_OK;
}

static enum hat_status on_manifest(void *ctx, const struct hat_xml_element *element)
{
    struct types *types = ctx;
    struct hat_package *package = types->package;
    if (element->name == HAT_MANIFEST_encryption_data) {
        types->encrypted = true;
    }
    if (element->name != HAT_MANIFEST_file_entry) {
        return HAT_OK;
    }
    struct hat_str name = hat_xml_attr(element, HAT_MANIFEST_full_path);
    struct hat_str type = hat_xml_attr(element, HAT_MANIFEST_media_type);
    name = hat_arena_str(&package->arena, name);
    type = hat_arena_str(&package->arena, type);
    if (name.ptr == NULL || type.ptr == NULL) {
        return HAT_ERR_NOMEM;
    }
    const struct hat_entry *entry = hat_entry_find(package, name.ptr);
    if (entry != NULL) {
        package->entries[entry - package->entries].part.type = type.ptr;
    }
    return count_declared(types);
}

static void mark_xml(struct hat_package *package)
{
    for (size_t i = 0; i < package->count; i++) {
        struct hat_part *part = &package->entries[i].part;
        part->is_xml = type_is_xml(part);
    }
}

/* ---- OPC ---- */

/* application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml and its like */
static enum hat_format format_of_type(const char *type)
{
    static const struct {
        const char *type;
        enum hat_format format;
    } known[] = {
        {"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
         HAT_FORMAT_DOCX},
        {"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
         HAT_FORMAT_DOCX},
        {"application/vnd.ms-word.document.macroEnabled.main+xml", HAT_FORMAT_DOCX},
        {"application/vnd.ms-word.template.macroEnabledTemplate.main+xml", HAT_FORMAT_DOCX},
        {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
         HAT_FORMAT_XLSX},
        {"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
         HAT_FORMAT_XLSX},
        {"application/vnd.ms-excel.sheet.macroEnabled.main+xml", HAT_FORMAT_XLSX},
        {"application/vnd.ms-excel.template.macroEnabled.main+xml", HAT_FORMAT_XLSX},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (equal_ignoring_case(hat_str_from(known[i].type), hat_str_from(type))) {
            return known[i].format;
        }
    }
    return HAT_FORMAT_NONE;
}

/* The one relationship of the package that leads to the document. */
static enum hat_status find_main(struct hat_package *package, hat_diags *diags)
{
    struct hat_relationships list;
    enum hat_status st = hat_package_relationships(package, "", &package->arena, diags, &list);
    if (st != HAT_OK) {
        return st;
    }
    for (size_t i = 0; i < list.count; i++) {
        if (strcmp(list.items[i].type, "officeDocument") != 0 || list.items[i].external) {
            continue;
        }
        if (package->main != NULL) {
            struct hat_place place = hat_package_place(package, NULL);
            hat_diags_add(diags, HAT_MSG_PACKAGE_TWO_MAINS, &place, hat_str_from(package->main),
                          hat_str_from(list.items[i].target));
            return HAT_ERR_TEMPLATE;
        }
        package->main = list.items[i].target;
    }
    if (package->main == NULL) {
        return refuse(package, diags, HAT_MSG_PACKAGE_NO_MAIN, HAT_STR(""));
    }
    return HAT_OK;
}

static enum hat_status find_opc(struct hat_package *package, hat_diags *diags)
{
    struct types types = {package, diags, 0, false};
    struct hat_xml_handler handler = {.ctx = &types, .start = on_content_type};
    enum hat_status st = parse_part(package, content_types, diags, &handler);
    st = st == HAT_OK ? find_main(package, diags) : st;
    if (st != HAT_OK) {
        return st;
    }
    const struct hat_entry *main = hat_entry_find(package, package->main);
    if (main == NULL) {
        return refuse(package, diags, HAT_MSG_PACKAGE_NO_PART, hat_str_from(package->main));
    }
    package->format = format_of_type(main->part.type);
    if (package->format == HAT_FORMAT_NONE) {
        return refuse(package, diags, HAT_MSG_PACKAGE_KIND, hat_str_from(main->part.type));
    }
    return HAT_OK;
}

/* ---- ODF ---- */

static enum hat_format format_of_mimetype(struct hat_str type)
{
    static const char common[] = "application/vnd.oasis.opendocument.";
    if (!hat_str_starts(type, common)) {
        return HAT_FORMAT_NONE;
    }
    type.ptr += sizeof common - 1;
    type.len -= sizeof common - 1;
    if (hat_str_is(type, "text") || hat_str_is(type, "text-template")) {
        return HAT_FORMAT_ODT;
    }
    if (hat_str_is(type, "spreadsheet") || hat_str_is(type, "spreadsheet-template")) {
        return HAT_FORMAT_ODS;
    }
    return HAT_FORMAT_NONE;
}

static enum hat_status find_odf(struct hat_package *package, hat_diags *diags)
{
    struct types types = {package, diags, 0, false};
    struct hat_xml_handler handler = {.ctx = &types, .start = on_manifest};
    struct hat_buf buf = {0};
    enum hat_status st = hat_package_read(package, "mimetype", diags, &buf);
    if (st != HAT_OK) {
        hat_buf_fini(&buf);
        return st;
    }
    struct hat_str type = {buf.data, buf.len};
    while (type.len > 0 && (unsigned char)type.ptr[type.len - 1] <= ' ') {
        type.len--;
    }
    package->format = format_of_mimetype(type);
    if (package->format == HAT_FORMAT_NONE) {
        st = refuse(package, diags, HAT_MSG_PACKAGE_KIND, type);
    }
    hat_buf_fini(&buf);
    package->main = "content.xml";
    st = st == HAT_OK ? parse_part(package, manifest, diags, &handler) : st;
    if (st == HAT_OK && types.encrypted) {
        st = refuse(package, diags, HAT_MSG_PACKAGE_ENCRYPTED, HAT_STR(""));
    } else if (st == HAT_OK && hat_entry_find(package, package->main) == NULL) {
        st = refuse(package, diags, HAT_MSG_PACKAGE_NO_PART, hat_str_from(package->main));
    }
    return st;
}

enum hat_status hat_format_find(struct hat_package *package, hat_diags *diags)
{
    enum hat_status st;
    mark_xml(package); /* by their names, until the types are known */
    if (hat_entry_find(package, "mimetype") != NULL) {
        st = find_odf(package, diags);
    } else if (hat_entry_find(package, content_types) != NULL ||
               hat_entry_find(package, "_rels/.rels") != NULL) {
        st = find_opc(package, diags);
    } else {
        st = refuse(package, diags, HAT_MSG_PACKAGE_UNKNOWN, HAT_STR(""));
    }
    mark_xml(package);
    return st;
}
