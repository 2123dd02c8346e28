/* made_of.c -- what a letter is made of, as one hash.
 *
 *     program version, template, options, fonts, fields      common to all letters
 *     names of the files, its own entries, its key           of one
 *
 * The whole list is among it only when the template mentions `all`, the letter's number only when
 * it prints it, the counts of the cleaned list only when it mentions them: so a changed entry
 * changes one letter. A picture that a value names counts with what is in its file.
 */
#include "job/made_of_internal.h"

#include "base/file.h"
#include "text/fonts.h"

/* ---- values ---- */

struct adding {
    struct hat_hasher *hasher;
    const hat_data *data;
    const struct hat_shape *shape; /* of the map before: rows of a list have one */
};

static void add_value(struct adding *adding, const struct hat_value *value);

static bool is_picture_name(struct hat_str text)
{
    static const char *const endings[] = {".png", ".jpg", ".jpeg", ".svg"};
    bool is = false;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t len = strlen(endings[i]), same = 0;
        while (same < len && len < text.len &&
               (text.ptr[text.len - len + same] | 0x20) == (endings[i][same] | 0x20)) {
            same++;
        }
        is = is || same == len;
    }
    return is;
}

/* A picture that the text names, by the rule of template/picture.c: what is in the file counts. */
static void add_picture(struct adding *adding, const struct hat_value *value)
{
    struct hat_data_file first;
    struct hat_hash hash;
    uint64_t bytes;
    char path[HAT_PATH_BYTES];
    if (!is_picture_name(hat_value_str(value))) {
        return;
    }
    const char *beside = value->file != 0 ? hat_data_place(adding->data, value).file : NULL;
    if (beside == NULL && hat_data_file(adding->data, 0, &first)) {
        beside = first.path;
    }
    if (beside != NULL && hat_file_below(beside, hat_value_str(value), path) == HAT_OK &&
        hat_hash_file(path, &hash, &bytes) == HAT_OK) {
        hat_hasher_add(adding->hasher, hash.bytes, sizeof hash.bytes);
    }
}

/* The names of a map's members, once for the maps of a list that share them. */
static void add_names(struct adding *adding, const struct hat_shape *shape)
{
    for (uint32_t i = 0; shape != adding->shape && i < shape->count; i++) {
        hat_hasher_add_str(adding->hasher, shape->names[i]);
    }
    adding->shape = shape;
}

static void add_map(struct adding *adding, const struct hat_map *map)
{
    add_names(adding, map->shape);
    for (uint32_t i = 0; i < map->shape->count; i++) {
        add_value(adding, &map->values[i]);
    }
}

static void add_value(struct adding *adding, const struct hat_value *value)
{
    uint64_t kind = value->type * 2u + value->boolean;
    hat_hasher_add_number(adding->hasher, kind << 32 | value->count);
    switch ((enum hat_type)value->type) {
    case HAT_NULL:
    case HAT_BOOL:
        break;
    case HAT_NUMBER:
        hat_hasher_add(adding->hasher, value->as.text, value->count);
        break;
    case HAT_TEXT:
        hat_hasher_add(adding->hasher, value->as.text, value->count);
        add_picture(adding, value);
        break;
    case HAT_LIST:
        for (uint32_t i = 0; i < value->count; i++) {
            add_value(adding, &value->as.items[i]);
        }
        break;
    case HAT_MAP:
        add_map(adding, value->as.map);
        break;
    }
}

static void add_tree(struct hat_hasher *hasher, const struct hat_batch *batch,
                     const struct hat_value *value)
{
    struct adding adding = {.hasher = hasher, .data = batch->letters.data};
    add_value(&adding, value);
}

/* ---- what all letters share ---- */

static void add_options(struct hat_hasher *hasher, const struct hat_job_settings *settings)
{
    const hat_options *options = &settings->options;
    hat_hasher_add_str(hasher, HAT_STR("hatshy " HATSHY_VERSION));
    hat_hasher_add_number(hasher, (uint64_t)settings->lang);
    hat_hasher_add_number(hasher, (uint64_t)settings->today);
    hat_hasher_add_number(hasher, (uint64_t)settings->file_date);
    hat_hasher_add_number(hasher, (uint64_t)options->missing);
    hat_hasher_add_number(hasher, (uint64_t)options->pdf);
    hat_hasher_add_number(hasher, (uint64_t)options->attach_data);
    hat_hasher_add_number(hasher, (uint64_t)(options->png_dpi * 1000));
}

/* The fields; the list itself only when the template mentions it as `all`. */
static void add_fields(struct hat_hasher *hasher, const struct hat_batch *batch)
{
    const hat_template *tmpl = batch->maker.tmpl;
    const struct hat_map *root = hat_data_root(batch->letters.data)->as.map;
    for (uint32_t i = 0; i < root->shape->count; i++) {
        const struct hat_value *value = &root->values[i];
        struct hat_str name = root->shape->folded[i];
        bool counts = hat_value_is_added(value) && value->type == HAT_MAP;
        bool divided = hat_str_equal(name, batch->letters.folded);
        if (!divided && (!counts || hat_template_mentions(tmpl, name))) {
            hat_hasher_add_str(hasher, name);
            add_tree(hasher, batch, value);
        }
    }
    if (hat_template_mentions(tmpl, HAT_STR("all"))) {
        add_tree(hasher, batch, &batch->letters.all);
    }
}

/* The files of the data, when they go into the PDF. A workbook's bytes are not kept in memory. */
static void add_attachments(struct hat_hasher *hasher, const struct hat_batch *batch)
{
    struct hat_data_file file;
    for (size_t i = 0; hat_data_file(batch->letters.data, i, &file); i++) {
        struct hat_hash hash = {{0}};
        uint64_t bytes = 0;
        hat_hasher_add_str(hasher, hat_str_from(file.path));
        if (file.text.ptr != NULL) {
            hat_hasher_add_str(hasher, file.text);
        } else if (hat_hash_file(file.path, &hash, &bytes) == HAT_OK) {
            hat_hasher_add(hasher, hash.bytes, sizeof hash.bytes);
        }
    }
}

/* ---- fonts ---- */

/* Folders show their files in any order: the hashes are added up. */
static void add_font_file(void *ctx, const struct hat_file_seen *file)
{
    struct hat_hash *sum = ctx;
    struct hat_hasher hasher;
    hat_hasher_init(&hasher);
    hat_hasher_add_str(&hasher, hat_str_from(file->name));
    hat_hasher_add_number(&hasher, file->bytes);
    hat_hasher_add_number(&hasher, (uint64_t)file->changed);
    struct hat_hash one = hat_hasher_end(&hasher);
    for (size_t i = 0; i < sizeof one.bytes; i++) {
        sum->bytes[i] ^= one.bytes[i];
    }
}

static enum hat_status add_fonts(struct hat_hasher *hasher, const struct hat_batch *batch)
{
    struct hat_fonts *fonts = NULL;
    enum hat_status st = hat_fonts_open(batch->settings.options.fonts, batch->diags, &fonts);
    for (size_t i = 0; st == HAT_OK && hat_fonts_folder(fonts, i) != NULL; i++) {
        struct hat_hash sum = {{0}};
        hat_folder_visit(hat_fonts_folder(fonts, i), &sum, add_font_file);
        hat_hasher_add_str(hasher, hat_str_from(hat_fonts_folder(fonts, i)));
        hat_hasher_add(hasher, sum.bytes, sizeof sum.bytes);
    }
    hat_fonts_close(fonts);
    return st;
}

/* ---- the whole ---- */

enum hat_status hat_made_of_init(struct hat_batch *batch)
{
    const hat_template *tmpl = batch->maker.tmpl;
    struct hat_made_of *made_of = &batch->made_of;
    struct hat_hasher *hasher = &made_of->common;
    hat_hasher_init(hasher);
    enum hat_status st = hat_template_hash(tmpl, hasher);
    add_options(hasher, &batch->settings);
    add_fields(hasher, batch);
    made_of->number = hat_template_mentions(tmpl, HAT_STR("@letter"));
    made_of->count = hat_template_mentions(tmpl, HAT_STR("@letters"));
    if (batch->settings.options.attach_data) {
        add_attachments(hasher, batch);
    }
    return st == HAT_OK && batch->prints ? add_fonts(hasher, batch) : st;
}

struct hat_hash hat_made_of_letter(const struct hat_batch *batch, uint32_t index)
{
    const struct hat_letters *letters = &batch->letters;
    const struct hat_value *key = hat_letters_key(letters, index);
    struct hat_hasher hasher = batch->made_of.common;
    if (batch->results[index].hashed) {
        return batch->results[index].made_of;
    }
    for (size_t i = 0; i < batch->names.count; i++) {
        const char *path = hat_filenames_of(&batch->names, index)[i];
        hat_hasher_add_str(&hasher, hat_str_from(path + strlen(batch->names.outputs[i].prefix)));
    }
    hat_hasher_add_number(&hasher, batch->made_of.number ? index + 1u : 0);
    hat_hasher_add_number(&hasher, batch->made_of.count ? letters->count : 0);
    if (key != NULL) {
        hat_hasher_add_str(&hasher, letters->field);
        add_tree(&hasher, batch, key);
    }
    struct hat_value entries = hat_letters_entries(letters, index);
    add_tree(&hasher, batch, &entries);
    return hat_hasher_end(&hasher);
}
