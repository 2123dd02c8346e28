/* verify.c -- the public call that compares letters with the journal of the batch that made them.
 *
 *     journal: Абай.docx 2c26…      on the disk: 2c26…   well
 *                                                77d0…   changed since
 *                                                none    gone
 */
#include "job/journal_internal.h"

static enum hat_status tell(const struct hat_journal *journal, enum hat_message code,
                            struct hat_str name, hat_diags *diags)
{
    struct hat_buf path = {0};
    hat_journal_path(journal, name, &path);
    const struct hat_place place = {.file = path.data};
    hat_diags_add(diags, code, &place, {0});
    enum hat_status st = hat_buf_failed(&path) ? HAT_ERR_NOMEM : HAT_ERR_DATA;
    hat_buf_fini(&path);
    return st;
}

static bool is_gone(const struct hat_journal *journal, struct hat_str name)
{
    struct hat_buf path = {0};
    hat_journal_path(journal, name, &path);
    bool gone = !hat_buf_failed(&path) && !hat_file_there(path.data);
    hat_buf_fini(&path);
    return gone;
}

/* HAT_ERR_DATA when the letter is not as it was made; that is told. */
static enum hat_status check(const struct hat_journal *journal,
                             const struct hat_journal_letter *letter, hat_diags *diags)
{
    const struct hat_journal_file *changed = NULL;
    if (hat_journal_holds(journal, letter, &changed)) {
        return HAT_OK;
    }
    if (changed == NULL) {
        return tell(journal, HAT_MSG_BATCH_NOT_MADE, letter->letter, diags);
    }
    return tell(journal,
                is_gone(journal, changed->name) ? HAT_MSG_BATCH_FILE_GONE
                                                : HAT_MSG_BATCH_FILE_CHANGED,
                changed->name, diags);
}

/* Is the letter of an archive, and no longer in the folder of those that wait for it? */
static bool is_packed(const struct hat_journal *journal, const struct hat_filenames *names,
                      struct hat_str letter)
{
    struct hat_buf path = {0};
    bool inside = false;
    hat_journal_path(journal, letter, &path);
    for (size_t i = 0; i < names->count && !hat_buf_failed(&path); i++) {
        const struct hat_batch_output *output = &names->outputs[i];
        inside = inside || (output->archive != NULL &&
                            strncmp(path.data, output->root, strlen(output->root)) == 0);
    }
    hat_buf_fini(&path);
    return inside && is_gone(journal, letter);
}

static enum hat_status check_all(const struct hat_journal *journal,
                                 const struct hat_filenames *names, hat_batch_state *state,
                                 hat_diags *diags)
{
    enum hat_status worst = HAT_OK;
    bool finished = false; /* there is an archive */
    for (size_t i = 0; i < hat_journal_count(journal); i++) {
        finished = finished || hat_journal_at(journal, i)->all;
    }
    for (size_t i = 0; i < hat_journal_count(journal); i++) {
        const struct hat_journal_letter *letter = hat_journal_at(journal, i);
        bool packed = finished && is_packed(journal, names, letter->letter);
        enum hat_status st = packed ? HAT_OK : check(journal, letter, diags);
        state->letters += !letter->all;
        state->kept += st == HAT_OK && !letter->all;
        state->failed += st != HAT_OK && !letter->all;
        worst = worst == HAT_OK ? st : worst;
    }
    return worst;
}

hat_status hat_batch_verify(const char *const *outputs, size_t count, hat_batch_state *state,
                            hat_diags *diags)
{
    struct hat_filenames names = {0};
    struct hat_journal *journal = NULL;
    *state = (hat_batch_state){0};
    hat_status st = hat_filenames_places(outputs, count, "", &names);
    if (st == HAT_OK) {
        st = hat_journal_open(&names, true, diags, &journal);
    }
    if (st == HAT_OK && !hat_journal_is_old(journal)) {
        const struct hat_place place = {.file = outputs[0]};
        hat_diags_add(diags, HAT_MSG_BATCH_NO_JOURNAL, &place, {0});
        st = HAT_ERR_INPUT;
    }
    if (st == HAT_OK) {
        st = check_all(journal, &names, state, diags);
    }
    hat_journal_close(journal);
    hat_filenames_fini(&names);
    return st;
}
