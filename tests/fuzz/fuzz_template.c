/* fuzz_template.c -- a template and its data in one file, opened, checked, merged and dumped.
 *
 *     d            d: DOCX, o: ODT; capital: the body is plain lines (unit/template_kit.h), not XML
 *     <w:p>...     the body
 *     ~~~~
 *     <w:p>...     the body of the sub-template {{> a}}; may be left out
 *     ====
 *     {...}        JSON fields
 *
 * The merged parts must be well-formed and the same in a second run.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "unit/template_kit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool truth)
{
    if (!truth) {
        abort();
    }
}

static struct hat_buf package_of(char kind, struct hat_str body)
{
    bool odt = kind == 'o' || kind == 'O';
    if (kind == 'D' || kind == 'O') {
        return kit_package(odt, body);
    }
    struct kit_doc doc = {.odt = odt};
    struct kit_zip zip = {0};
    hat_buf_put(&doc.body, body.ptr, body.len);
    KIT_PUTS(&doc.header,
             odt ? "<text:p>{{a}}</text:p>" : "<w:p><w:r><w:t>{{a}}</w:t></w:r></w:p>");
    KIT_PUTS(&doc.links, "<Relationship Id=\"rId9\" Type=\"" KIT_REL "hyperlink\" Target=\"https://"
                         "%7B%7Ba%7D%7D\" TargetMode=\"External\"/>");
    if (odt) {
        kit_odt(&zip, &doc);
    } else {
        kit_docx(&zip, &doc);
    }
    hat_buf_fini(&doc.body);
    hat_buf_fini(&doc.header);
    hat_buf_fini(&doc.links);
    return zip.bytes;
}

/* Reads a part twice and parses it. */
static void read_part(const struct hat_parts *parts, const char *name)
{
    struct hat_buf first = {0}, second = {0};
    const struct hat_xml_handler handler = {0};
    const struct hat_place place = {0};
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    limits.xml_depth *= 2;
    enum hat_status status = hat_parts_read(parts, name, &first);
    require(hat_parts_read(parts, name, &second) == status);
    require(first.len == second.len);
    require(first.len == 0 || memcmp(first.data, second.data, first.len) == 0);
    if (status == HAT_OK) {
        status =
            hat_xml_parse((struct hat_str){first.data, first.len}, &handler, &limits, &place, NULL);
        require(status == HAT_OK || status == HAT_ERR_LIMIT);
    }
    hat_buf_fini(&first);
    hat_buf_fini(&second);
}

static void merge(const hat_template *tmpl, const hat_data *data, hat_diags *diags)
{
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    limits.output_bytes = 1u << 20;
    struct hat_merge *merge = NULL;
    const struct hat_merge_options options = {.limits = &limits, .today = 20508};
    if (hat_merge_new(tmpl, data, &options, diags, &merge) == HAT_OK) {
        hat_merge_check(merge);
        read_part(hat_merge_parts(merge), hat_merge_parts(merge)->main);
        if (hat_template_format(tmpl) == HAT_FORMAT_DOCX) {
            read_part(hat_merge_parts(merge), "word/_rels/document.xml.rels");
        }
    }
    hat_merge_free(merge);
}

/* The data: the JSON as a map, or an empty one. */
static hat_data *data_of(struct hat_str json)
{
    hat_data *data = NULL;
    char path[] = "/tmp/hatshy-fuzz-XXXXXX";
    if (hat_data_new(&data) != HAT_OK) {
        return NULL;
    }
    FILE *file = fdopen(mkstemp(path), "wb");
    if (file != NULL) {
        fwrite(json.ptr, 1, json.len, file);
        fclose(file);
        hat_data_add_fields(data, path, "json", NULL);
        remove(path);
    }
    return data;
}

/* Opens the template; with a sub-template from a folder that has it, as a file. */
static enum hat_status open_template(char kind, struct hat_str package, struct hat_str partial,
                                     hat_diags *diags, hat_template **out)
{
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    char folder[] = "/tmp/hatshy-fuzz-XXXXXX", path[64];
    if (partial.len == 0 || mkdtemp(folder) == NULL) {
        return hat_template_open_memory(package, "t", &limits, diags, out);
    }
    bool odt = kind == 'o' || kind == 'O';
    snprintf(path, sizeof path, "%s/a.%s", folder, odt ? "odt" : "docx");
    struct hat_buf file = package_of(kind, partial);
    FILE *stream = fopen(path, "wb");
    if (stream != NULL) {
        fwrite(file.data, 1, file.len, stream);
        fclose(stream);
    }
    enum hat_status status = hat_template_open_beside(package, folder, &limits, diags, out);
    remove(path);
    remove(folder);
    hat_buf_fini(&file);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct hat_str input = {(const char *)bytes, size};
    struct hat_str kind = kit_until(&input, "\n");
    struct hat_str partial = kit_until(&input, "====\n");
    struct hat_str body = kit_until(&partial, "~~~~\n");
    char letter = kind.len > 0 ? kind.ptr[0] : 'd';
    struct hat_buf package = package_of(letter, body);
    hat_diags *diags = hat_diags_new();
    hat_data *data = data_of(input);
    hat_template *tmpl = NULL;
    struct hat_str whole = {package.data, package.len};
    if (open_template(letter, whole, partial, diags, &tmpl) == HAT_OK) {
        char dump[64];
        hat_template_dump(tmpl, dump, sizeof dump);
        merge(tmpl, data, diags);
    }
    hat_template_free(tmpl);
    hat_data_free(data);
    hat_diags_free(diags);
    hat_buf_fini(&package);
    return 0;
}
