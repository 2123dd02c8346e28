/* run.c -- the letters of a batch, from the first given to a worker to the last in the journal.
 *
 *     give ──► worker ──► result: files renamed ──► a line in the journal
 *                  └────► lost:   its remains removed ──► given once more, or failed
 *
 * Letters end in any order; their messages are told in the order of the list, so that a batch says
 * the same with one worker and with sixteen.
 */
#include "job/batch_internal.h"

#include "job/crew_internal.h"
#include "job/frames_internal.h"
#include "job/journal_internal.h"
#include "job/made_of_internal.h"

enum {
    WAIT_MS = 200,
    FAILURES_TOLD = 20,
    MANY = 8 /* times a worker's queue that are left for each */
};

struct run {
    struct hat_batch *batch;
    struct hat_crew *crew;
    uint32_t next;      /* letter to be given next */
    uint32_t *again;    /* those that came back */
    size_t again_count; /* as many as can be with the workers at most */
    uint32_t told;      /* letters before this one have told their messages */
    size_t failures;    /* told */
    unsigned workers;
    enum hat_status end; /* why no more letters are given; HAT_OK: go on */
};

/* ---- messages ---- */

static void tell_letter(struct run *run, uint32_t index)
{
    struct hat_batch *batch = run->batch;
    struct hat_batch_letter *letter = &batch->results[index];
    struct hat_frame_reader reader;
    struct hat_made_file file;
    if (letter->outcome == HAT_OUTCOME_FAILED) {
        if (++run->failures > FAILURES_TOLD) {
            return;
        }
        struct hat_buf name = {0};
        const struct hat_value *entry = hat_letters_entry(&batch->letters, index);
        struct hat_place place = hat_data_place(batch->letters.data, entry);
        hat_filenames_show(&batch->names, index, 0, &name);
        hat_diags_add(batch->diags, HAT_MSG_BATCH_LETTER_FAILED, &place,
                      (struct hat_str){name.data, name.len});
        hat_buf_fini(&name);
    }
    hat_frame_open((struct hat_str){letter->frame.data, letter->frame.len}, &reader);
    while (hat_frame_file(&reader, &file)) {
    }
    hat_frame_tell(&reader, batch->diags);
}

/* Tells the messages of letters that are done, up to the first that is not; `all`: of the others
 * behind it, too. */
static void tell(struct run *run, bool all)
{
    struct hat_batch *batch = run->batch;
    for (; run->told < batch->letters.count; run->told++) {
        struct hat_batch_letter *letter = &batch->results[run->told];
        if (letter->outcome == HAT_OUTCOME_NONE && !all) {
            return;
        }
        tell_letter(run, run->told);
        if (batch->options.report == NULL) {
            hat_buf_fini(&letter->frame);
        }
    }
}

static void tell_number(struct run *run, enum hat_message code, size_t number)
{
    struct hat_buf digits = {0};
    hat_buf_printf(&digits, "%zu", number);
    hat_diags_add(run->batch->diags, code, NULL, (struct hat_str){digits.data, digits.len});
    hat_buf_fini(&digits);
}

/* ---- results ---- */

static enum hat_status journal(struct hat_batch *batch, uint32_t index, struct hat_str frame)
{
    struct hat_buf names = {0};
    struct hat_arena arena = {0};
    struct hat_frame_reader reader;
    struct hat_made_file file;
    hat_frame_open(frame, &reader);
    struct hat_journal_file *files = hat_arena_array(&arena, reader.files + 1u, sizeof *files);
    struct hat_journal_letter letter = {
        .made_of = reader.head.made_of, .made = reader.head.status == HAT_OK, .files = files};
    enum hat_status st = files != NULL ? HAT_OK : HAT_ERR_NOMEM;
    hat_journal_name(batch->journal, hat_filenames_of(&batch->names, index)[0], &names);
    letter.letter = hat_arena_str(&arena, (struct hat_str){names.data, names.len});
    while (st == HAT_OK && hat_frame_file(&reader, &file)) {
        names.len = 0;
        hat_journal_name(batch->journal, file.path, &names);
        files[letter.count++] = (struct hat_journal_file){
            hat_arena_str(&arena, (struct hat_str){names.data, names.len}), file.bytes, file.hash};
    }
    if (st == HAT_OK) {
        st = hat_buf_failed(&names) ? HAT_ERR_NOMEM
                                    : hat_journal_add(batch->journal, &letter, batch->diags);
    }
    hat_buf_fini(&names);
    hat_arena_fini(&arena);
    return st;
}

static enum hat_status name_files(struct hat_batch *batch, struct hat_str frame)
{
    enum hat_status st = HAT_OK;
    struct hat_frame_reader reader;
    struct hat_made_file file;
    hat_frame_open(frame, &reader);
    while (hat_frame_file(&reader, &file)) {
        if (st == HAT_OK) {
            st = hat_file_rename(file.temporary, file.path, batch->diags);
        }
        if (st != HAT_OK) { /* of the ones that are left */
            hat_file_remove(file.temporary, NULL);
        }
    }
    return st;
}

static void finish(struct run *run, uint32_t index, struct hat_str frame)
{
    struct hat_batch *batch = run->batch;
    struct hat_batch_letter *letter = &batch->results[index];
    struct hat_frame_reader reader;
    hat_frame_open(frame, &reader);
    enum hat_status said = (enum hat_status)reader.head.status;
    enum hat_status st = said == HAT_OK ? name_files(batch, frame) : HAT_OK;
    if (st == HAT_OK && said != HAT_ERR_IO) {
        st = journal(batch, index, frame);
    }
    hat_buf_put(&letter->frame, frame.ptr, frame.len);
    bool made = said == HAT_OK && st == HAT_OK;
    letter->outcome = made ? HAT_OUTCOME_MADE : HAT_OUTCOME_FAILED;
    batch->state.made += made;
    batch->state.failed += !made;
    st = st == HAT_OK && said == HAT_ERR_IO ? said : st;
    st = hat_buf_failed(&letter->frame) ? HAT_ERR_NOMEM : st;
    run->end = run->end == HAT_OK ? st : run->end; /* the system failed: the next would, too */
}

/* ---- letters that were lost ---- */

static void fail(struct run *run, uint32_t index, enum hat_message code, unsigned number)
{
    struct hat_output_set none = {0};
    struct hat_buf frame = {0}, digits = {0};
    hat_diags *diags = hat_diags_new();
    hat_buf_printf(&digits, "%u", number);
    hat_diags_add(diags, code, NULL, (struct hat_str){digits.data, digits.len});
    const struct hat_frame_head head = {index, HAT_ERR_DATA, hat_made_of_letter(run->batch, index)};
    hat_frame_put(&head, &none, diags, &frame);
    if (hat_buf_failed(&frame) || diags == NULL) {
        run->end = HAT_ERR_NOMEM;
    } else {
        finish(run, index, (struct hat_str){frame.data, frame.len});
    }
    hat_buf_fini(&digits);
    hat_buf_fini(&frame);
    hat_diags_free(diags);
}

/* What the worker left of the letter beside its names. */
static void remove_remains(const struct hat_batch *batch, uint32_t index)
{
    for (size_t i = 0; i < batch->names.count; i++) {
        hat_sweep_output(hat_filenames_of(&batch->names, index)[i]);
    }
}

static void lost(struct run *run, const struct hat_crew_event *event)
{
    struct hat_batch_letter *letter = &run->batch->results[event->letter];
    const hat_batch_options *options = &run->batch->options;
    bool again =
        event->news == HAT_CREW_RETURNED || (event->news == HAT_CREW_KILLED && !letter->tried);
    if (event->news != HAT_CREW_RETURNED) {
        remove_remains(run->batch, event->letter);
    }
    if (again) {
        letter->tried = letter->tried || event->news == HAT_CREW_KILLED;
        run->again[run->again_count++] = event->letter;
    } else if (event->news == HAT_CREW_LATE) {
        fail(run, event->letter, HAT_MSG_BATCH_LATE, options->letter_seconds);
    } else if (event->news == HAT_CREW_MEMORY) {
        fail(run, event->letter, HAT_MSG_BATCH_MEMORY, options->letter_mb);
    } else {
        fail(run, event->letter, HAT_MSG_BATCH_CRASHED, (unsigned)event->signal_number);
    }
}

static void hear(struct run *run, const struct hat_crew_event *event)
{
    struct hat_frame_reader reader;
    if (event->news == HAT_CREW_NOTHING) {
        return;
    }
    if (event->news != HAT_CREW_RESULT) {
        lost(run, event);
        return;
    }
    hat_frame_open(event->frame, &reader);
    if (reader.head.status == HAT_ERR_NOMEM) {
        fail(run, event->letter, HAT_MSG_BATCH_MEMORY, run->batch->options.letter_mb);
    } else {
        finish(run, event->letter, event->frame);
    }
}

/* ---- the loop ---- */

/* The next letter that is to be made; false: there is none. */
static bool find_next(struct run *run, uint32_t *index)
{
    const struct hat_batch *batch = run->batch;
    if (run->again_count > 0) {
        *index = run->again[--run->again_count];
        return true;
    }
    while (run->next < batch->letters.count &&
           batch->results[run->next].outcome != HAT_OUTCOME_NONE) {
        run->next++;
    }
    *index = run->next;
    run->next += run->next < batch->letters.count;
    return *index < batch->letters.count;
}

static enum hat_status give(struct run *run)
{
    enum hat_status st = HAT_OK;
    uint32_t index, left = run->batch->letters.count - run->next;
    size_t most = left / (run->workers * (size_t)MANY);
    most = most < 1 ? 1 : most > HAT_CREW_QUEUE ? HAT_CREW_QUEUE : most;
    while (st == HAT_OK && hat_crew_has_room(run->crew, most) && find_next(run, &index)) {
        st = hat_crew_give(run->crew, index);
    }
    return st;
}

static void show_progress(const struct run *run)
{
    const hat_batch_options *options = &run->batch->options;
    if (options->progress != NULL) {
        options->progress(options->ctx, &run->batch->state);
    }
}

static enum hat_status loop(struct run *run)
{
    enum hat_status st = HAT_OK;
    struct hat_crew_event event;
    while (st == HAT_OK) {
        if (hat_batch_stopped(run->batch)) {
            return HAT_ERR_STOPPED;
        }
        st = run->end == HAT_OK ? give(run) : HAT_OK;
        if (st != HAT_OK || hat_crew_busy(run->crew) == 0) {
            break;
        }
        st = hat_crew_wait(run->crew, WAIT_MS, &event);
        if (st == HAT_OK) {
            hear(run, &event);
            tell(run, false);
        }
        show_progress(run);
    }
    return st != HAT_OK ? st : run->end;
}

/* Letters are safe from a power cut when the batch says that it is done. */
static enum hat_status sync_files(struct hat_batch *batch)
{
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < batch->names.count && st == HAT_OK && batch->state.made > 0; i++) {
        bool done =
            i > 0 && strcmp(batch->names.outputs[i].root, batch->names.outputs[i - 1].root) == 0;
        st = done ? HAT_OK : hat_folder_sync(batch->names.outputs[i].root, batch->diags);
    }
    return st == HAT_OK ? hat_journal_sync(batch->journal, batch->diags) : st;
}

static size_t letters_left(const struct hat_batch *batch)
{
    const hat_batch_state *state = &batch->state;
    return state->letters - state->made - state->kept - state->failed;
}

static enum hat_status run_letters(struct run *run)
{
    struct hat_batch *batch = run->batch;
    enum hat_status st = hat_crew_open(batch, run->workers, &run->crew);
    if (st == HAT_OK) {
        st = loop(run);
    }
    hat_crew_close(run->crew);
    tell(run, true);
    if (run->failures > FAILURES_TOLD) {
        tell_number(run, HAT_MSG_BATCH_MORE_FAILED, run->failures - FAILURES_TOLD);
    }
    enum hat_status synced = sync_files(batch);
    st = st == HAT_OK ? synced : st;
    if (letters_left(batch) > 0) {
        tell_number(run, HAT_MSG_BATCH_UNFINISHED, letters_left(batch));
    }
    return st == HAT_OK && batch->state.failed > 0 ? HAT_ERR_DATA : st;
}

enum hat_status hat_batch_run(struct hat_batch *batch)
{
    struct run run = {.batch = batch, .workers = batch->options.jobs};
    enum hat_status st = HAT_OK;
    if (letters_left(batch) < run.workers) {
        run.workers = (unsigned)letters_left(batch);
    }
    if (run.workers > 0) {
        run.again = hat_mem_zalloc(run.workers * (size_t)HAT_CREW_QUEUE * 2, sizeof *run.again);
        st = run.again != NULL ? run_letters(&run) : HAT_ERR_NOMEM;
    }
    hat_mem_free(run.again);
    show_progress(&run);
    return st;
}
