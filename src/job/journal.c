/* journal.c -- the journal read, written and compared with the files (journal_internal.h).
 *
 * Each line is one write() at the end of the file, so that a batch killed at any moment leaves
 * whole lines and at most one cut one. At the next opening the lines that still count are written
 * anew and renamed over the old, which keeps the file from growing with every batch.
 */
#include "job/journal_internal.h"

#include <string.h>

#include "data/data.h"
#include "language/messages.h"

struct hat_journal {
    struct hat_arena arena;
    const char *folder; /* with its slash; "": the current one */
    const char *path;
    struct hat_lock **locks; /* one for each folder or archive */
    size_t lock_count;
    struct hat_append *file; /* NULL when it is only read */
    struct hat_buf text;     /* as it was found; letters point into it */
    struct hat_journal_letter *letters;
    size_t count, cap;
    uint32_t *slots; /* hash table of letters: index + 1 */
    size_t mask;
    bool old;
};

/* ---- names ---- */

/* "out/" and "journal" -> out/.hatshy-journal; of an archive out/.letters.zip.journal. */
static const char *name_beside(struct hat_journal *journal, const struct hat_batch_output *output,
                               const char *what)
{
    struct hat_buf buf = {0};
    const char *archive = output->archive, *slash = archive != NULL ? strrchr(archive, '/') : NULL;
    if (archive == NULL) {
        hat_buf_printf(&buf, "%s.hatshy-%s", output->root, what);
    } else {
        const char *name = slash != NULL ? slash + 1 : archive;
        hat_buf_printf(&buf, "%.*s.%s.%s", (int)(name - archive), archive, name, what);
    }
    const char *path =
        hat_buf_failed(&buf) ? NULL : hat_arena_strndup(&journal->arena, buf.data, buf.len);
    hat_buf_fini(&buf);
    return path;
}

void hat_journal_name(const struct hat_journal *journal, const char *path, struct hat_buf *buf)
{
    size_t len = strlen(journal->folder);
    if (len > 0 && strncmp(path, journal->folder, len) == 0) {
        path += len;
    } else if (len > 0 && path[0] != '/' && path[0] != '.') {
        hat_buf_put(buf, "./", 2);
    }
    hat_buf_put(buf, path, strlen(path));
}

void hat_journal_path(const struct hat_journal *journal, struct hat_str name, struct hat_buf *buf)
{
    if (!hat_str_starts(name, "/") && !hat_str_starts(name, ".")) {
        hat_buf_put(buf, journal->folder, strlen(journal->folder));
    }
    hat_buf_put(buf, name.ptr, name.len);
}

/* ---- letters known ---- */

static uint32_t *slot_of(const struct hat_journal *journal, struct hat_str letter)
{
    size_t at = hat_name_hash(letter) & journal->mask;
    while (journal->slots[at] != 0 &&
           !hat_str_equal(journal->letters[journal->slots[at] - 1].letter, letter)) {
        at = (at + 1) & journal->mask;
    }
    return &journal->slots[at];
}

/* Makes the table large enough for one more. */
static bool grow_table(struct hat_journal *journal)
{
    if (journal->slots != NULL && journal->count * 2 < journal->mask) {
        return true;
    }
    size_t mask = journal->slots != NULL ? journal->mask * 2 + 1 : 255;
    uint32_t *slots = hat_mem_zalloc(mask + 1, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    hat_mem_free(journal->slots);
    journal->slots = slots;
    journal->mask = mask;
    for (size_t i = 0; i < journal->count; i++) {
        *slot_of(journal, journal->letters[i].letter) = (uint32_t)i + 1;
    }
    return true;
}

/* Later lines win. */
static enum hat_status remember(struct hat_journal *journal,
                                const struct hat_journal_letter *letter)
{
    if (!grow_table(journal) ||
        !hat_mem_grow(&journal->letters, journal->count, &journal->cap, sizeof *journal->letters)) {
        return HAT_ERR_NOMEM;
    }
    uint32_t *slot = slot_of(journal, letter->letter);
    if (*slot == 0) {
        *slot = (uint32_t)++journal->count;
    }
    journal->letters[*slot - 1] = *letter;
    return HAT_OK;
}

const struct hat_journal_letter *hat_journal_find(const struct hat_journal *journal,
                                                  struct hat_str letter)
{
    uint32_t index = journal->slots != NULL ? *slot_of(journal, letter) : 0;
    return index > 0 ? &journal->letters[index - 1] : NULL;
}

size_t hat_journal_count(const struct hat_journal *journal)
{
    return journal->count;
}

const struct hat_journal_letter *hat_journal_at(const struct hat_journal *journal, size_t index)
{
    return &journal->letters[index];
}

bool hat_journal_is_old(const struct hat_journal *journal)
{
    return journal->old;
}

/* ---- reading ---- */

static struct hat_str member_text(const struct hat_value *map, const char *name)
{
    const struct hat_value *value = hat_value_member(map, hat_str_from(name));
    return value != NULL ? hat_value_str(value) : (struct hat_str){0};
}

static bool read_bytes(struct hat_str digits, uint64_t *bytes)
{
    *bytes = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9' || i > 17) {
            return false;
        }
        *bytes = *bytes * 10 + (uint64_t)(digits.ptr[i] - '0');
    }
    return digits.len > 0;
}

/* The files of a line; false: it is damaged. */
static bool read_files(struct hat_journal *journal, const struct hat_value *list,
                       struct hat_journal_letter *letter)
{
    if (list == NULL || list->type != HAT_LIST) {
        return !letter->made;
    }
    struct hat_journal_file *files =
        hat_arena_array(&journal->arena, list->count + (size_t)1, sizeof *files);
    for (uint32_t i = 0; files != NULL && i < list->count; i++) {
        const struct hat_value *item = &list->as.items[i];
        files[i].name = member_text(item, "name");
        if (files[i].name.len == 0 || !read_bytes(member_text(item, "bytes"), &files[i].bytes) ||
            !hat_hash_parse(member_text(item, "hash"), &files[i].hash)) {
            return false;
        }
    }
    letter->files = files;
    letter->count = list->count;
    return files != NULL;
}

/* A line that is no JSON, or not such JSON, was cut: it tells nothing. */
static enum hat_status read_line(struct hat_journal *journal, struct hat_str line)
{
    const struct hat_data_source source = {
        .name = journal->path, .limits = &HAT_LIMITS_DEFAULT, .arena = &journal->arena};
    struct hat_journal_letter letter = {0};
    struct hat_value map = {0};
    enum hat_status st = hat_json_read(line, &source, &map);
    if (st != HAT_OK || map.type != HAT_MAP) {
        return st == HAT_ERR_NOMEM ? st : HAT_OK;
    }
    letter.letter = member_text(&map, "letter");
    letter.all = hat_str_is(member_text(&map, "status"), "all");
    letter.made = letter.all || hat_str_is(member_text(&map, "status"), "made");
    bool whole = letter.letter.len > 0 &&
                 hat_hash_parse(member_text(&map, "made_of"), &letter.made_of) &&
                 read_files(journal, hat_value_member(&map, HAT_STR("files")), &letter);
    return whole ? remember(journal, &letter) : HAT_OK;
}

static enum hat_status read_lines(struct hat_journal *journal, hat_diags *diags)
{
    enum hat_status st =
        hat_file_read(journal->path, HAT_LIMITS_DEFAULT.entries_bytes, NULL, &journal->text);
    if (st == HAT_ERR_INPUT) {
        return HAT_OK;
    }
    if (st != HAT_OK) {
        const struct hat_place place = {.file = journal->path};
        hat_diags_add(diags, HAT_MSG_BATCH_JOURNAL, &place, {0});
        return st;
    }
    struct hat_str rest = {journal->text.data, journal->text.len};
    journal->old = true;
    while (rest.len > 0 && st == HAT_OK) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        if (end == NULL) { /* the last one was cut */
            break;
        }
        struct hat_str line = {rest.ptr, (size_t)(end - rest.ptr)};
        st = read_line(journal, line);
        rest.ptr = end + 1;
        rest.len -= line.len + 1;
    }
    return st;
}

/* ---- writing ---- */

static void put_letter(const struct hat_journal_letter *letter, struct hat_buf *buf)
{
    char hash[HAT_HASH_DIGITS + 1];
    hat_hash_text(&letter->made_of, hash);
    hat_buf_printf(buf, "{\"letter\": ");
    hat_json_put(buf, letter->letter);
    hat_buf_printf(buf, ", \"made_of\": \"%s\", \"status\": \"%s\"", hash,
                   letter->all    ? "all"
                   : letter->made ? "made"
                                  : "failed");
    for (size_t i = 0; i < letter->count; i++) {
        hat_hash_text(&letter->files[i].hash, hash);
        hat_buf_printf(buf, "%s{\"name\": ", i == 0 ? ", \"files\": [" : ", ");
        hat_json_put(buf, letter->files[i].name);
        hat_buf_printf(buf, ", \"bytes\": %llu, \"hash\": \"%s\"}",
                       (unsigned long long)letter->files[i].bytes, hash);
    }
    hat_buf_printf(buf, letter->count > 0 ? "]}\n" : "}\n");
}

enum hat_status hat_journal_add(struct hat_journal *journal,
                                const struct hat_journal_letter *letter, hat_diags *diags)
{
    struct hat_buf line = {0};
    put_letter(letter, &line);
    enum hat_status st =
        hat_buf_failed(&line)
            ? HAT_ERR_NOMEM
            : hat_append_put(journal->file, (struct hat_str){line.data, line.len}, diags);
    hat_buf_fini(&line);
    return st;
}

enum hat_status hat_journal_sync(struct hat_journal *journal, hat_diags *diags)
{
    return hat_append_sync(journal->file, diags);
}

/* All that is known, written anew. */
static enum hat_status rewrite(struct hat_journal *journal, hat_diags *diags)
{
    struct hat_output *output = NULL;
    enum hat_status st = hat_output_open(journal->path, diags, &output);
    for (size_t i = 0; st == HAT_OK && i < journal->count; i++) {
        struct hat_buf line = {0};
        put_letter(&journal->letters[i], &line);
        hat_output_write(output, line.data, line.len);
        st = hat_buf_failed(&line) ? HAT_ERR_NOMEM : HAT_OK;
        hat_buf_fini(&line);
    }
    if (st == HAT_OK) {
        st = hat_output_finish(output, diags);
    }
    if (st == HAT_OK) {
        st = hat_output_commit(output, diags);
    }
    hat_output_free(output);
    return st;
}

/* ---- opening ---- */

static enum hat_status take_lock(struct hat_journal *journal, const char *path, hat_diags *diags)
{
    bool held = false;
    enum hat_status st = path != NULL ? hat_folders_make(path, diags) : HAT_ERR_NOMEM;
    if (st == HAT_OK) {
        st = hat_lock_take(path, diags, &held, &journal->locks[journal->lock_count]);
    }
    if (held) {
        const struct hat_place place = {.file = path};
        hat_diags_add(diags, HAT_MSG_BATCH_LOCKED, &place, {0});
    }
    journal->lock_count += st == HAT_OK;
    return st;
}

/* One lock for each folder or archive that is written to. */
static enum hat_status take_locks(struct hat_journal *journal, const struct hat_filenames *names,
                                  hat_diags *diags)
{
    journal->locks = hat_arena_array(&journal->arena, names->count, sizeof *journal->locks);
    enum hat_status st = journal->locks != NULL ? HAT_OK : HAT_ERR_NOMEM;
    for (size_t i = 0; i < names->count && st == HAT_OK; i++) {
        bool known = false;
        for (size_t j = 0; j < i && !known; j++) {
            known = strcmp(names->outputs[i].root, names->outputs[j].root) == 0;
        }
        if (!known) {
            st = take_lock(journal, name_beside(journal, &names->outputs[i], "lock"), diags);
        }
    }
    return st;
}

enum hat_status hat_journal_open(const struct hat_filenames *names, bool read_only,
                                 hat_diags *diags, struct hat_journal **out)
{
    struct hat_journal *journal = hat_mem_zalloc(1, sizeof *journal);
    if (journal == NULL) {
        return HAT_ERR_NOMEM;
    }
    journal->folder = names->outputs[0].root;
    journal->path = name_beside(journal, &names->outputs[0], "journal");
    enum hat_status st = journal->path != NULL ? HAT_OK : HAT_ERR_NOMEM;
    if (st == HAT_OK && !read_only) {
        st = take_locks(journal, names, diags);
    }
    if (st == HAT_OK) {
        st = read_lines(journal, diags);
    }
    if (st == HAT_OK && !read_only) {
        st = rewrite(journal, diags);
    }
    if (st == HAT_OK && !read_only) {
        st = hat_append_open(journal->path, diags, &journal->file);
    }
    if (st != HAT_OK) {
        hat_journal_close(journal);
        return st;
    }
    *out = journal;
    return HAT_OK;
}

void hat_journal_close(struct hat_journal *journal)
{
    if (journal == NULL) {
        return;
    }
    hat_append_close(journal->file);
    for (size_t i = journal->lock_count; i > 0; i--) {
        hat_lock_free(journal->locks[i - 1]);
    }
    hat_mem_free(journal->letters);
    hat_mem_free(journal->slots);
    hat_buf_fini(&journal->text);
    hat_arena_fini(&journal->arena);
    hat_mem_free(journal);
}

/* ---- comparing ---- */

bool hat_journal_file_holds(const struct hat_journal *journal, const struct hat_journal_file *file)
{
    struct hat_buf path = {0};
    struct hat_hash hash;
    uint64_t bytes = 0;
    hat_journal_path(journal, file->name, &path);
    bool same = !hat_buf_failed(&path) && hat_hash_file(path.data, &hash, &bytes) == HAT_OK &&
                bytes == file->bytes && hat_hash_equal(&hash, &file->hash);
    hat_buf_fini(&path);
    return same;
}

bool hat_journal_holds(const struct hat_journal *journal, const struct hat_journal_letter *letter,
                       const struct hat_journal_file **changed)
{
    for (size_t i = 0; i < letter->count; i++) {
        if (!hat_journal_file_holds(journal, &letter->files[i])) {
            *changed = &letter->files[i];
            return false;
        }
    }
    *changed = NULL;
    return letter->made;
}
