/* machine.c -- runs a program (program_internal.h) and gives its XML in chunks.
 *
 * The state between two chunks is an operation counter, a stack of frames and a few marks, so a
 * table of 600,000 rows takes no more memory than one of six. Errors do not stop a run: it goes on
 * to find them all, and says HAT_ERR_DATA at the end.
 *
 * Messages: the n-th message of a part is told by the first run that reaches it (state->told), as
 * a letter may be run for the DOCX and again for the PDF. An error about a tag is told once, not
 * once a row.
 */
#include "template/machine_internal.h"

#include "template/picture_internal.h"
#include "template/put_internal.h"

enum { CHUNK = 32 * 1024, ITEM_COST = 64 };

struct mark {
    uint64_t written;     /* MARK: how much was out before */
    uint32_t text, len;   /* HOLD: what waits */
    bool holds, released; /* HOLD; already written */
};

/* A name that must be unique, as it was written last. */
struct unique {
    uint32_t uses;
    uint32_t number; /* 0: as in the template */
};

struct machine {
    struct hat_run_state *state;
    struct hat_run_options options;
    const struct hat_program *program;
    uint32_t pc;
    struct hat_eval eval;
    struct hat_arena scratch;        /* values made by filters; emptied after each operation */
    struct unique *uniques;          /* by name of the program */
    uint32_t last_number;            /* given to a name */
    struct hat_picture_made picture; /* that is being written */
    uint32_t picture_count;
    uint64_t frame_count; /* begun so far */
    struct mark *marks;
    size_t mark_count, waiting; /* marks that hold something not yet written */
    struct hat_buf out;
    uint64_t flushed, spent; /* bytes given before; cost of items */
    uint64_t messages;
    bool errors, ended;
    enum hat_status status; /* sticky */
};

/* ---- messages ---- */

/* Should this run say its next message? */
static bool tell(struct machine *m)
{
    if (++m->messages <= m->state->told) {
        return false;
    }
    m->state->told = m->messages;
    return true;
}

static void error(struct machine *m, uint32_t index, enum hat_message code,
                  const struct hat_str args[4])
{
    const struct hat_tag *tag = &m->program->tags[index];
    m->errors = true;
    if (!m->state->reported[index] && !tag->quiet) {
        m->state->reported[index] = true;
        hat_diags_add_args(m->options.diags, code, &tag->place, args);
    }
}

/* A warning about a value: at its place in the data, when it has one. */
static void warn(struct machine *m, uint32_t index, enum hat_message code,
                 const struct hat_value *value, struct hat_str shown)
{
    const struct hat_tag *tag = &m->program->tags[index];
    if (!tag->quiet && tell(m)) {
        struct hat_place place =
            value->file != 0 ? hat_data_place(m->options.data, value) : tag->place;
        hat_diags_add(m->options.diags, code, &place, tag->source, shown);
    }
}

/* The number of the entry that is being written, for messages. */
static struct hat_str entry_number(struct machine *m)
{
    for (size_t i = m->eval.depth; i > 0; i--) {
        const struct hat_frame *frame = &m->eval.frames[i - 1];
        if (frame->list != NULL) {
            struct hat_value number = hat_value_of_number(&m->scratch, frame->index + 1u);
            return number.as.text != NULL ? hat_value_str(&number) : HAT_STR("");
        }
    }
    return HAT_STR("");
}

static void report_unknown(struct machine *m, uint32_t index)
{
    const struct hat_path *path = m->eval.unknown;
    const struct hat_tag *tag = &m->program->tags[index];
    if (m->options.missing != HAT_MISSING_ERROR) {
        return;
    }
    if (m->state->reported[index]) { /* a proposal costs a look at all names */
        m->errors = true;
        return;
    }
    struct hat_str name =
        path->count > m->eval.unknown_step ? path->steps[m->eval.unknown_step].name : tag->source;
    struct hat_str near = hat_eval_nearest(&m->eval);
    error(m, index, near.len > 0 ? HAT_MSG_NAME_UNKNOWN_NEAR : HAT_MSG_NAME_UNKNOWN,
          (const struct hat_str[4]){tag->source, name, near});
}

/* A field that a filter did not find counts as an unknown name, which may be no error. */
static bool unknown_field(const struct machine *m)
{
    return m->options.missing != HAT_MISSING_ERROR &&
           (m->eval.failure == HAT_MSG_FIELD_UNKNOWN ||
            m->eval.failure == HAT_MSG_FIELD_UNKNOWN_NEAR);
}

/* Makes messages of what an evaluation gave; true when there is a value. */
static bool good(struct machine *m, uint32_t index, enum hat_result result)
{
    const struct hat_tag *tag = &m->program->tags[index];
    const char *filter = m->eval.failed_filter;
    struct hat_str detail = m->eval.failed_detail;
    if (m->eval.unsure) {
        m->eval.unsure = false;
        warn(m, index, HAT_MSG_VALUE_UNSURE, &m->eval.unsure_of, hat_value_str(&m->eval.unsure_of));
    }
    switch (result) {
    case HAT_RESULT_OK:
        return true;
    case HAT_RESULT_UNKNOWN:
        report_unknown(m, index);
        return false;
    case HAT_RESULT_FAILED:
        if (unknown_field(m)) {
            return false;
        }
        error(m, index, m->eval.failure,
              (const struct hat_str[4]){tag->source, m->eval.failed_value,
                                        hat_str_from(filter != NULL ? filter : ""),
                                        detail.len > 0 ? detail : entry_number(m)});
        m->eval.failed_filter = NULL;
        m->eval.failed_detail = (struct hat_str){0};
        return false;
    case HAT_RESULT_NOMEM:
        m->status = HAT_ERR_NOMEM;
        return false;
    }
    return false;
}

/* ---- writing ---- */

static void put_waiting(struct machine *m)
{
    for (size_t i = 0; i < m->mark_count; i++) {
        struct mark *mark = &m->marks[i];
        if (mark->holds && !mark->released) {
            hat_buf_put(&m->out, m->program->text.data + mark->text, mark->len);
            mark->released = true;
        }
    }
    m->waiting = 0;
}

static void put_literal(struct machine *m, const struct hat_op *op)
{
    if (m->waiting > 0) {
        put_waiting(m);
    }
    hat_buf_put(&m->out, m->program->text.data + op->a, op->b);
}

static uint64_t written(const struct machine *m)
{
    return m->flushed + m->out.len;
}

/* ---- frames ---- */

static void set_item(struct hat_frame *frame, uint32_t index)
{
    frame->index = index;
    frame->here = frame->list->type == HAT_LIST ? &frame->list->as.items[index]
                                                : &frame->list->as.map->values[index];
}

static void pop_frame(struct machine *m)
{
    struct hat_frame *frame = &m->eval.frames[--m->eval.depth];
    if (frame->arena.head != NULL) {
        hat_arena_fini(&frame->arena);
    }
}

/* Begins a section; false when it does not run. */
static bool push_frame(struct machine *m, uint32_t index)
{
    const struct hat_tag *tag = &m->program->tags[index];
    struct hat_frame *frame = &m->eval.frames[m->eval.depth];
    *frame = (struct hat_frame){.id = ++m->frame_count};
    m->eval.scratch = &frame->arena;
    bool runs = good(m, index, hat_eval(&m->eval, tag->expr, &frame->value)) &&
                hat_value_truth(&frame->value);
    m->eval.scratch = &m->scratch;
    if (!runs) {
        hat_arena_fini(&frame->arena);
        return false;
    }
    bool members = frame->value.type == HAT_MAP && tag->by_member;
    frame->source = m->eval.source;
    frame->here = &frame->value;
    frame->count = 1;
    if (frame->value.type == HAT_LIST || members) {
        frame->list = &frame->value;
        frame->count = members ? frame->value.as.map->shape->count : frame->value.count;
        if (frame->count == 0) {
            hat_arena_fini(&frame->arena);
            return false;
        }
        set_item(frame, 0);
    }
    m->eval.depth++;
    return true;
}

static bool truth(struct machine *m, uint32_t index)
{
    const struct hat_tag *tag = &m->program->tags[index];
    bool yes = false;
    return good(m, index, hat_eval_truth(&m->eval, tag->expr, &yes)) && yes;
}

/* ---- operations ---- */

static void put_value(struct machine *m, uint32_t index)
{
    const struct hat_tag *tag = &m->program->tags[index];
    struct hat_value value;
    struct hat_str text;
    enum hat_result result = hat_eval(&m->eval, tag->own_link ? tag->text_expr : tag->expr, &value);
    if (result == HAT_RESULT_OK) {
        result = hat_eval_text(&m->eval, &value, &text);
    } else if (result == HAT_RESULT_UNKNOWN && m->options.missing == HAT_MISSING_KEEP) {
        text = tag->source;
        value = hat_value_of_text(text);
        result = HAT_RESULT_OK;
    }
    if (!good(m, index, result) || text.len == 0) {
        return;
    }
    if (m->waiting > 0) {
        put_waiting(m);
    }
    if (hat_put_value(&m->out, tag->site, text) > 0) {
        warn(m, index, HAT_MSG_VALUE_CONTROL, &value, (struct hat_str){0});
    }
    if (!tag->own_link && hat_link_suspicious(text)) {
        warn(m, index, HAT_MSG_VALUE_LINK_UNSAFE, &value, text);
    }
}

/* The value as a working address; .len 0 when there is none (with a warning when it is unsafe). */
static struct hat_str address(struct machine *m, uint32_t index, struct hat_str text,
                              const struct hat_value *value)
{
    bool safe;
    struct hat_str clean =
        hat_link_address(&m->scratch, text, m->options.limits->link_bytes, &safe);
    if (!safe) {
        warn(m, index, HAT_MSG_VALUE_LINK_UNSAFE, value, text);
    } else if (clean.ptr == NULL && text.len > 0) {
        m->status = HAT_ERR_NOMEM;
    }
    return safe && clean.ptr != NULL ? clean : (struct hat_str){0};
}

/* Writes an address: in DOCX the id of its relationship. */
static void put_address(struct machine *m, struct hat_str target)
{
    if (m->program->dialect->format != HAT_FORMAT_DOCX) {
        hat_xml_put_attribute_value(&m->out, target);
        return;
    }
    const struct hat_relationship *made = hat_relations_add(&m->state->relations, target);
    if (made == NULL) {
        m->status = HAT_ERR_NOMEM;
        return;
    }
    hat_buf_put(&m->out, made->id, strlen(made->id));
}

/* The beginning of a link; false when the value is no address. */
static bool put_link(struct machine *m, uint32_t index)
{
    const struct hat_tag *tag = &m->program->tags[index];
    struct hat_value value;
    struct hat_str text = {0};
    enum hat_result result = hat_eval(&m->eval, tag->expr, &value);
    if (result == HAT_RESULT_UNKNOWN && m->options.missing == HAT_MISSING_KEEP) {
        return false;
    }
    if (result == HAT_RESULT_OK) {
        result = hat_eval_text(&m->eval, &value, &text);
    }
    struct hat_str target = good(m, index, result) ? address(m, index, text, &value) : text;
    if (result != HAT_RESULT_OK || target.len == 0) {
        return false;
    }
    if (m->waiting > 0) {
        put_waiting(m);
    }
    hat_buf_put(&m->out, tag->link->open.ptr, tag->link->open.len);
    put_address(m, target);
    return true;
}

/* The text of an attribute with tags; false when an address has a name that is not known. */
static bool attribute_text(struct machine *m, uint32_t index, const struct hat_address *a,
                           struct hat_value *value, struct hat_buf *buf)
{
    bool known = true;
    for (uint32_t i = 0; i < a->count && known; i++) {
        struct hat_str text = a->pieces[i].text;
        if (a->pieces[i].expr != NULL) {
            enum hat_result result = hat_eval(&m->eval, a->pieces[i].expr, value);
            bool kept =
                result == HAT_RESULT_UNKNOWN && a->plain && m->options.missing == HAT_MISSING_KEEP;
            result = result == HAT_RESULT_OK ? hat_eval_text(&m->eval, value, &text) : result;
            known = kept || good(m, index, result) || a->plain;
            text = kept || result == HAT_RESULT_OK ? text : (struct hat_str){0};
        }
        if (known) {
            hat_buf_put(buf, text.ptr, text.len);
        }
    }
    m->status = hat_buf_failed(buf) ? HAT_ERR_NOMEM : m->status;
    return known;
}

/* Writes ` r:id="rIdHat1"` or ` xlink:href="https://..."`. A link without a working address has
 * no r:id in DOCX, and an empty address in ODT, where it must have one. */
static void put_attribute(struct machine *m, uint32_t number)
{
    const struct hat_program *program = m->program;
    const struct hat_address *a = &program->addresses[number];
    uint32_t index = (uint32_t)(program->tag_count - program->address_count + number);
    struct hat_buf buf = {0};
    struct hat_value value = {0};
    bool known = attribute_text(m, index, a, &value, &buf);
    struct hat_str text = {buf.data, buf.len}, target = {0};
    if (known && !a->plain) {
        target = address(m, index, text, &value);
    }
    bool docx = program->dialect->format == HAT_FORMAT_DOCX;
    if (target.len > 0 || !docx || a->plain) {
        hat_buf_put(&m->out, " ", 1);
        hat_buf_put(&m->out, a->name.ptr, a->name.len);
        hat_buf_put(&m->out, "=\"", 2);
        if (a->plain) {
            hat_xml_put_attribute_value(&m->out, text);
        } else if (target.len > 0) {
            put_address(m, target);
        }
        hat_buf_put(&m->out, "\"", 1);
    }
    hat_buf_fini(&buf);
}

/* Begins a picture; false when there is none. */
static bool put_picture(struct machine *m, uint32_t index)
{
    const struct hat_tag *tag = &m->program->tags[index];
    enum hat_result result =
        hat_picture_make(&m->eval, m->options.data, tag, m->options.media, &m->picture);
    if (result == HAT_RESULT_UNKNOWN && m->options.missing == HAT_MISSING_KEEP) {
        if (tag->site != NULL) {
            hat_put_value(&m->out, tag->site, tag->source);
        }
        return false;
    }
    if (!good(m, index, result) || m->picture.medium == NULL) {
        return false;
    }
    if (m->picture.medium->blank) {
        const struct hat_value nowhere = {0};
        warn(m, index, HAT_MSG_VALUE_PICTURE_BLANK, &nowhere, (struct hat_str){0});
    }
    m->picture_count++;
    return true;
}

/* Docx: EMU; ODT: millimetres. */
static void put_length(struct machine *m, int64_t emu)
{
    enum { EMU_UM = 36 };
    long long um = (long long)(emu / EMU_UM);
    if (m->program->dialect->format == HAT_FORMAT_DOCX) {
        hat_buf_printf(&m->out, "%lld", (long long)emu);
    } else {
        hat_buf_printf(&m->out, "%lld.%03lldmm", um / 1000, um % 1000);
    }
}

static void put_picture_file(struct machine *m, const struct hat_medium *medium)
{
    const char *name = medium->name;
    if (m->program->dialect->format == HAT_FORMAT_DOCX) {
        const struct hat_relationship *made =
            hat_relations_add_picture(&m->state->relations, hat_str_from(name));
        m->status = made == NULL ? HAT_ERR_NOMEM : m->status;
        name = made != NULL ? made->id : "";
    }
    hat_buf_put(&m->out, name, strlen(name));
}

/* Numbers of pictures are beyond what editors give, and another range for each part. */
static void put_fact(struct machine *m, enum hat_picture_fact fact)
{
    enum { FIRST_NUMBER = 1500000000, OF_A_PART = 200000, PARTS = 3000 };
    switch (fact) {
    case HAT_PICTURE_WIDTH:
        put_length(m, m->picture.width_emu);
        break;
    case HAT_PICTURE_HEIGHT:
        put_length(m, m->picture.height_emu);
        break;
    case HAT_PICTURE_FILE:
        put_picture_file(m, m->picture.medium->drawn != NULL ? m->picture.medium->drawn
                                                             : m->picture.medium);
        break;
    case HAT_PICTURE_SVG_FILE:
        put_picture_file(m, m->picture.medium);
        break;
    case HAT_PICTURE_NUMBER:
        hat_buf_printf(&m->out, "%u",
                       (unsigned)(FIRST_NUMBER + m->state->part % PARTS * OF_A_PART +
                                  m->picture_count % OF_A_PART));
        break;
    case HAT_PICTURE_ALT:
        hat_xml_put_attribute_value(&m->out, m->picture.alt);
        break;
    }
}

/* The first time as in the template, then with a number of its own. */
static void put_unique(struct machine *m, const struct hat_op *op)
{
    enum { FIRST_NUMBER = 1000000000 }; /* beyond what editors give */
    const struct hat_unique_name *name = &m->program->names[op->a];
    struct unique *unique = &m->uniques[op->a];
    if (m->waiting > 0) {
        put_waiting(m);
    }
    if (op->b == 0 && unique->uses++ > 0) {
        unique->number = name->number ? FIRST_NUMBER + ++m->last_number : unique->uses;
    }
    if (unique->number == 0 || !name->number) {
        hat_xml_put_attribute_value(&m->out, name->text);
    }
    if (unique->number != 0) {
        hat_buf_printf(&m->out, name->number ? "%u" : "_%u", (unsigned)unique->number);
    }
}

static void hold(struct machine *m, const struct hat_op *op)
{
    m->marks[m->mark_count++] = (struct mark){.text = op->a, .len = op->b, .holds = true};
    m->waiting++;
}

static void release(struct machine *m, const struct hat_op *op)
{
    const struct mark *mark = &m->marks[--m->mark_count];
    if (mark->released) {
        put_literal(m, op);
    } else {
        m->waiting--;
    }
}

static void next_item(struct machine *m, const struct hat_op *op)
{
    struct hat_frame *frame = &m->eval.frames[m->eval.depth - 1];
    m->spent += ITEM_COST;
    if (frame->index + 1 < frame->count) {
        set_item(frame, frame->index + 1);
        m->pc = op->to;
    } else {
        pop_frame(m);
    }
}

static void step(struct machine *m)
{
    const struct hat_op *op = &m->program->ops[m->pc++];
    switch (op->code) {
    case HAT_OP_TEXT:
        put_literal(m, op);
        return;
    case HAT_OP_VALUE:
        put_value(m, op->a);
        break;
    case HAT_OP_EACH:
        m->pc = push_frame(m, op->a) ? m->pc : op->to;
        break;
    case HAT_OP_NEXT:
        next_item(m, op);
        return;
    case HAT_OP_IF:
        m->pc = truth(m, op->a) ? m->pc : op->to;
        break;
    case HAT_OP_UNLESS:
        m->pc = truth(m, op->a) ? op->to : m->pc;
        break;
    case HAT_OP_JUMP:
        m->pc = op->to;
        return;
    case HAT_OP_LINK:
        m->pc = put_link(m, op->a) ? m->pc : op->to;
        break;
    case HAT_OP_PICTURE:
        m->pc = put_picture(m, op->a) ? m->pc : op->to;
        break;
    case HAT_OP_FACT:
        put_fact(m, (enum hat_picture_fact)op->a);
        return;
    case HAT_OP_VECTOR:
        m->pc = m->picture.medium->drawn != NULL ? m->pc : op->to;
        return;
    case HAT_OP_ADDRESS:
        put_attribute(m, op->a);
        break;
    case HAT_OP_UNIQUE:
        put_unique(m, op);
        return;
    case HAT_OP_HOLD:
        hold(m, op);
        return;
    case HAT_OP_RELEASE:
        release(m, op);
        return;
    case HAT_OP_MARK:
        m->marks[m->mark_count++] = (struct mark){.written = written(m)};
        return;
    case HAT_OP_ENSURE:
        if (m->marks[--m->mark_count].written == written(m)) {
            put_literal(m, op);
        }
        return;
    case HAT_OP_END:
        m->ended = true;
        return;
    }
    if (m->scratch.head != NULL) {
        hat_arena_reset(&m->scratch);
    }
}

/* ---- the stream ---- */

static bool over_budget(const struct machine *m)
{
    uint64_t others = *m->options.written - m->state->bytes;
    return others + written(m) + m->spent + m->options.media->bytes >
           m->options.limits->output_bytes;
}

static enum hat_status too_large(struct machine *m)
{
    char digits[24];
    struct hat_buf buf = {0};
    struct hat_place place = {.part = m->program->part};
    hat_buf_printf(&buf, "%llu", (unsigned long long)m->options.limits->output_bytes);
    hat_buf_copy_out(&buf, digits, sizeof digits);
    hat_buf_fini(&buf);
    if (tell(m)) {
        hat_diags_add(m->options.diags, HAT_MSG_OUTPUT_TOO_LARGE, &place, hat_str_from(digits));
    }
    return HAT_ERR_LIMIT;
}

static enum hat_status next(void *ctx, struct hat_str *chunk)
{
    struct machine *m = ctx;
    m->flushed += m->out.len;
    m->out.len = 0;
    while (m->status == HAT_OK && !m->ended && m->out.len < CHUNK) {
        step(m);
        if (hat_buf_failed(&m->out)) {
            m->status = HAT_ERR_NOMEM;
        } else if (over_budget(m)) {
            m->status = too_large(m);
        }
    }
    if (m->status == HAT_OK && m->ended && m->out.len == 0 && m->errors) {
        m->status = HAT_ERR_DATA;
    }
    *chunk = (struct hat_str){m->out.data, m->status == HAT_OK ? m->out.len : 0};
    return m->status;
}

static void close_run(void *ctx)
{
    struct machine *m = ctx;
    while (m->eval.frames != NULL && m->eval.depth > 1) {
        pop_frame(m);
    }
    if (written(m) > m->state->bytes) {
        *m->options.written += written(m) - m->state->bytes;
        m->state->bytes = written(m);
    }
    hat_arena_fini(&m->scratch);
    hat_mem_free(m->eval.frames);
    hat_mem_free(m->eval.caches);
    hat_eval_fini(&m->eval, m->options.paths + (size_t)1);
    hat_mem_free(m->marks);
    hat_mem_free(m->uniques);
    hat_buf_fini(&m->out);
    hat_mem_free(m);
}

enum hat_status hat_run_open(struct hat_run_state *state, const struct hat_run_options *options,
                             struct hat_stream *out)
{
    const struct hat_program *program = state->program;
    struct machine *m = hat_mem_zalloc(1, sizeof *m);
    if (m == NULL) {
        return HAT_ERR_NOMEM;
    }
    m->state = state;
    m->options = *options;
    m->program = program;
    m->eval.frames = hat_mem_zalloc(program->depth + 2, sizeof *m->eval.frames);
    m->eval.caches = hat_mem_zalloc(options->paths + (size_t)1, sizeof *m->eval.caches);
    m->eval.memos = hat_mem_zalloc(options->paths + (size_t)1, sizeof(struct hat_memo *));
    m->eval.last_source = HAT_SOURCE_DATA;
    m->marks = hat_mem_zalloc(program->marks + 1, sizeof *m->marks);
    m->uniques = hat_mem_zalloc(program->name_count + 1, sizeof *m->uniques);
    m->eval.scratch = &m->scratch;
    m->eval.lang = options->lang;
    m->eval.today = options->today;
    if (m->eval.frames == NULL || m->eval.caches == NULL || m->marks == NULL ||
        m->uniques == NULL || m->eval.memos == NULL) {
        close_run(m);
        return HAT_ERR_NOMEM;
    }
    m->eval.frames[0].here = hat_data_root(options->data);
    m->eval.frames[0].source = HAT_SOURCE_DATA;
    m->eval.depth = 1;
    *out = (struct hat_stream){m, next, close_run};
    return HAT_OK;
}
