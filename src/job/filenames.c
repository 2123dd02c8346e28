/* filenames.c -- the names of all letters, before the first is made.
 *
 *     out/{{region}}/{{@number}}.pdf
 *     folder "out/"   letter 1: "out/Абай облысы/1.pdf"   letter 2: ...
 *
 * What stands before the first tag up to its last slash is the user's own: the output folder. All
 * behind it is made safe, so that nothing leaves the folder. Names are unique also where capitals
 * do not count (Windows, macOS): the second of a name gets " (2)".
 */
#include "job/filenames_internal.h"

#include "base/unicode.h"

/* Names in use, by their folded form; an open hash table. */
struct names_seen {
    struct name_seen {
        struct hat_str folded; /* .ptr NULL: free */
        uint32_t next;         /* number for the next of this name */
    } * slots;
    size_t mask, count;
};

/* ---- names in use ---- */

static struct name_seen *slot_of(struct names_seen *seen, struct hat_str folded)
{
    size_t at = hat_name_hash(folded) & seen->mask;
    while (seen->slots[at].folded.ptr != NULL && !hat_str_equal(seen->slots[at].folded, folded)) {
        at = (at + 1) & seen->mask;
    }
    return &seen->slots[at];
}

/* Finds the name or takes it; *out is its slot, *taken tells whether it was there before. */
static enum hat_status take(struct hat_filenames *names, struct hat_str path,
                            struct name_seen **out, bool *taken)
{
    struct hat_str folded = {0};
    enum hat_status st = hat_name_fold(&names->arena, path, &folded);
    if (st != HAT_OK) {
        return HAT_ERR_NOMEM; /* the path is UTF-8 */
    }
    struct name_seen *slot = slot_of(names->seen, folded);
    *taken = slot->folded.ptr != NULL;
    *out = slot;
    if (!*taken) {
        *slot = (struct name_seen){folded, 2};
    }
    return HAT_OK;
}

/* ---- patterns ---- */

static bool ends_in_zip(struct hat_str text)
{
    if (text.len < 5) {
        return false;
    }
    const char *tail = text.ptr + text.len - 4;
    return tail[0] == '.' && (tail[1] | 0x20) == 'z' && (tail[2] | 0x20) == 'i' &&
           (tail[3] | 0x20) == 'p';
}

static char *joined(struct hat_arena *arena, struct hat_str a, const char *b, const char *c)
{
    size_t b_len = strlen(b), c_len = strlen(c);
    char *text = hat_arena_alloc(arena, a.len + b_len + c_len + 1);
    if (text != NULL) {
        memcpy(text, a.ptr, a.len);
        memcpy(text + a.len, b, b_len);
        memcpy(text + a.len + b_len, c, c_len);
    }
    return text;
}

/* Bytes of the first folder that is an archive, without its slash; 0: none is. */
static size_t archive_in(struct hat_str folder)
{
    for (size_t at = 0; at < folder.len; at++) {
        if (folder.ptr[at] == '/' && ends_in_zip((struct hat_str){folder.ptr, at})) {
            return at;
        }
    }
    return 0;
}

/* Where the files go: into the folder before the first tag, or those of an archive, until it is
 * packed, into letters.zip.parts/. */
static enum hat_status find_place(struct hat_filenames *names, struct hat_batch_output *output)
{
    const char *tag = strstr(output->text, "{{");
    struct hat_str folder = {output->text,
                             tag != NULL ? (size_t)(tag - output->text) : strlen(output->text)};
    while (folder.len > 0 && folder.ptr[folder.len - 1] != '/') {
        folder.len--;
    }
    size_t archive = archive_in(folder);
    const char *prefix = hat_arena_strndup(&names->arena, folder.ptr, folder.len);
    output->folder = folder;
    output->root = output->prefix = prefix;
    if (archive > 0 && prefix != NULL) {
        struct hat_str name = {folder.ptr, archive};
        output->archive = hat_arena_strndup(&names->arena, name.ptr, name.len);
        output->root = joined(&names->arena, name, ".parts", "/");
        output->prefix = joined(&names->arena, name, ".parts", prefix + archive);
    }
    return output->root != NULL && output->prefix != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

enum hat_status hat_filenames_places(const char *const *texts, size_t count, const char *usual,
                                     struct hat_filenames *names)
{
    *names = (struct hat_filenames){.count = count};
    names->outputs = hat_arena_array(&names->arena, count, sizeof *names->outputs);
    enum hat_status st = names->outputs != NULL ? HAT_OK : HAT_ERR_NOMEM;
    for (size_t i = 0; i < count && st == HAT_OK; i++) {
        struct hat_batch_output *output = &names->outputs[i];
        output->named = !ends_in_zip(hat_str_from(texts[i]));
        output->text =
            output->named ? texts[i] : joined(&names->arena, hat_str_from(texts[i]), "/", usual);
        st = output->text != NULL ? find_place(names, output) : HAT_ERR_NOMEM;
    }
    return st;
}

/* Why the pattern names no files, or HAT_MESSAGE_COUNT. */
static enum hat_message fault_of(const struct hat_batch_output *output)
{
    return !hat_pattern_has_tags(output->pattern)      ? HAT_MSG_BATCH_NAME_SAME
           : !output->named && output->archive == NULL ? HAT_MSG_BATCH_ARCHIVE_NAME
                                                       : HAT_MESSAGE_COUNT;
}

enum hat_status hat_filenames_init(const char *const *texts, size_t count, const char *usual,
                                   hat_diags *diags, struct hat_filenames *names)
{
    enum hat_status worst = hat_filenames_places(texts, count, usual, names);
    for (size_t i = 0; i < count && worst != HAT_ERR_NOMEM; i++) {
        struct hat_batch_output *output = &names->outputs[i];
        const struct hat_place place = {.file = output->text};
        enum hat_status st =
            hat_pattern_compile(output->text, &names->arena, diags, &output->pattern);
        enum hat_message fault = st == HAT_OK ? fault_of(output) : HAT_MESSAGE_COUNT;
        if (fault != HAT_MESSAGE_COUNT) {
            hat_diags_add(diags, fault, &place, {0});
            st = HAT_ERR_USAGE;
        }
        worst = st != HAT_OK ? st : worst;
    }
    return worst;
}

void hat_filenames_fini(struct hat_filenames *names)
{
    if (names->seen != NULL) {
        hat_mem_free(names->seen->slots);
    }
    hat_mem_free(names->paths);
    hat_arena_fini(&names->arena);
    *names = (struct hat_filenames){0};
}

/* ---- names ---- */

enum hat_status hat_filenames_begin(struct hat_filenames *names, uint32_t letters)
{
    size_t wanted = (size_t)letters * names->count, slots = 64;
    while (slots < wanted * 4) { /* files, and at most as many folders */
        slots *= 2;
    }
    names->seen = hat_arena_alloc(&names->arena, sizeof *names->seen);
    names->paths = hat_mem_zalloc(wanted + 1, sizeof *names->paths);
    if (names->seen == NULL || names->paths == NULL) {
        return HAT_ERR_NOMEM;
    }
    names->seen->mask = slots - 1;
    names->seen->slots = hat_mem_zalloc(slots, sizeof *names->seen->slots);
    return names->seen->slots != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

static void collect(void *ctx, struct hat_str text, bool value)
{
    struct hat_buf *raw = ctx;
    if (value) {
        hat_safe_value_put(text, raw);
    } else {
        hat_buf_put(raw, text.ptr, text.len);
    }
}

/* Where ".pdf" of the last component begins; its end when there is no ending. */
static size_t ending_of(struct hat_str text, size_t from)
{
    for (size_t at = text.len; at > from; at--) {
        if (text.ptr[at - 1] == '.') {
            return at - 1;
        }
    }
    return text.len;
}

/* The folders of `raw` made safe, into *path; returns where the last component begins. */
static size_t put_folders(struct hat_str raw, struct hat_buf *path)
{
    size_t from = 0;
    for (size_t at = 0; at < raw.len; at++) {
        if (raw.ptr[at] != '/') {
            continue;
        }
        if (at > from) {
            hat_safe_name_put((struct hat_str){raw.ptr + from, at - from}, (struct hat_str){0},
                              path);
            hat_buf_put(path, "/", 1);
        }
        from = at + 1;
    }
    return from;
}

/* The name of the file, with " (2)" and so on until no other has it. */
static enum hat_status put_unique(struct hat_filenames *names, struct hat_str stem,
                                  struct hat_str ending, struct hat_buf *path)
{
    size_t folders = path->len;
    struct name_seen *first = NULL, *slot = NULL;
    bool taken = true;
    struct hat_buf tail = {0};
    enum hat_status st = HAT_OK;
    while (taken && st == HAT_OK) {
        tail.len = 0;
        path->len = folders;
        if (first != NULL) {
            hat_buf_printf(&tail, " (%u)", (unsigned)first->next++);
        }
        hat_buf_put(&tail, ending.ptr, ending.len);
        hat_safe_name_put(stem, (struct hat_str){tail.data, tail.len}, path);
        st = hat_buf_failed(path) || hat_buf_failed(&tail)
                 ? HAT_ERR_NOMEM
                 : take(names, (struct hat_str){path->data, path->len}, &slot, &taken);
        first = first == NULL ? slot : first;
    }
    hat_buf_fini(&tail);
    return st;
}

static enum hat_status make_name(struct hat_filenames *names, const struct hat_batch_output *output,
                                 const struct hat_pattern_data *data, hat_diags *diags,
                                 const char **out)
{
    struct hat_buf raw = {0}, path = {0};
    const struct hat_pattern_sink sink = {&raw, collect};
    enum hat_status st = hat_pattern_run(output->pattern, data, diags, &sink);
    if (st == HAT_OK && hat_buf_failed(&raw)) {
        st = HAT_ERR_NOMEM;
    }
    if (st == HAT_OK) {
        struct hat_str name = {raw.data + output->folder.len, raw.len - output->folder.len};
        hat_buf_put(&path, output->prefix, strlen(output->prefix));
        size_t from = put_folders(name, &path), dot = ending_of(name, from);
        st = put_unique(names, (struct hat_str){name.ptr + from, dot - from},
                        (struct hat_str){name.ptr + dot, name.len - dot}, &path);
    }
    if (st == HAT_OK) {
        *out = hat_arena_strndup(&names->arena, path.data, path.len);
        st = *out != NULL ? HAT_OK : HAT_ERR_NOMEM;
    }
    hat_buf_fini(&raw);
    hat_buf_fini(&path);
    return st;
}

enum hat_status hat_filenames_make(struct hat_filenames *names, const struct hat_pattern_data *data,
                                   hat_diags *diags)
{
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < names->count && st == HAT_OK; i++) {
        st = make_name(names, &names->outputs[i], data, diags,
                       &names->paths[data->index * names->count + i]);
    }
    return st;
}

const char *const *hat_filenames_of(const struct hat_filenames *names, uint32_t letter)
{
    return names->paths + letter * names->count;
}

bool hat_filenames_has(struct hat_filenames *names, const char *path)
{
    struct hat_arena arena = {0};
    struct hat_str folded = {0};
    bool has = hat_name_fold(&arena, hat_str_from(path), &folded) == HAT_OK &&
               slot_of(names->seen, folded)->folded.ptr != NULL;
    hat_arena_fini(&arena);
    return has;
}

enum hat_status hat_filenames_first(struct hat_filenames *names, struct hat_str text, bool *first)
{
    struct name_seen *slot = NULL;
    bool taken = false;
    enum hat_status st = take(names, text, &slot, &taken);
    *first = !taken;
    return st;
}

void hat_filenames_show(const struct hat_filenames *names, uint32_t letter, size_t output,
                        struct hat_buf *buf)
{
    const struct hat_batch_output *from = &names->outputs[output];
    const char *name = hat_filenames_of(names, letter)[output] + strlen(from->prefix);
    hat_buf_put(buf, from->folder.ptr, from->folder.len);
    hat_buf_put(buf, name, strlen(name));
}
