/* check.c -- a list of rows becomes entries, findings and counts.
 *
 *     row 5   7 | «Қызылорда облысының білім | .../reel/DUpU7Ot          one entry: rows 5 and 6
 *     row 6     | басқармасының ... КМҚК     | Elyb/?igsh=...            are joined (O02)
 *     row 7   8 | Астана қаласы №99 ...      | .../reel/DVI6bJAkoUg/
 *     row 8   9 | Астана қаласы № 99 ...     | .../p/DVI6bJAkoUg/        repeats row 7 (L14, O11)
 *
 * What an entry says by itself is found in look.c, for a chunk of the entries at a time; meanwhile
 * the chunk before it is compared, in the order of the rows. A finding remembers the cell, not its
 * place: places are looked up when they are shown.
 */
#include "entries/check_internal.h"
#include "entries/table_internal.h"

enum { CHUNK = 4096 /* entries that are looked at while those before them are compared */ };

/* ---- findings ---- */

static void count_severity(struct hat_entries_counts *counts, enum hat_severity severity)
{
    counts->errors += severity == HAT_ERROR;
    counts->warnings += severity == HAT_WARNING;
    counts->notes += severity == HAT_NOTE;
}

enum hat_status hat_check_found(struct hat_check *check, const struct hat_finding *finding)
{
    struct hat_entry_list *list = check->out;
    if (!hat_mem_grow(&list->findings, list->finding_count, &list->findings_cap,
                      sizeof *list->findings)) {
        return HAT_ERR_NOMEM;
    }
    list->findings[list->finding_count++] = *finding;
    count_severity(&list->counts, hat_finding_severity(finding));
    return HAT_OK;
}

void hat_entry_list_put_said(struct hat_entry_list *list, const hat_diags *said)
{
    list->said = said;
    for (size_t i = 0; i < hat_diags_count(said); i++) {
        count_severity(&list->counts, hat_diag_severity(hat_diags_at(said, i)));
    }
}

enum hat_severity hat_finding_severity(const struct hat_finding *finding)
{
    enum hat_severity severity = hat_message_severity(finding->code);
    return finding->softened && severity == HAT_ERROR ? HAT_WARNING : severity;
}

/* A text of `args` is kept in the arena. */
static enum hat_status found_text(struct hat_check *check, enum hat_message code,
                                  const struct hat_value *cell, struct hat_str text)
{
    return hat_check_found(check,
                           &(struct hat_finding){.code = code, .cell = cell, .args = {text}});
}

/* Findings as bits, and those of them that the proposal would mend. */
struct found {
    uint32_t bits, mended;
};

/* The messages of the bits of `found`, in order of `codes`. */
static enum hat_status found_bits(struct hat_check *check, const struct hat_finding *model,
                                  struct found found, const enum hat_message *codes, int count)
{
    enum hat_status st = HAT_OK;
    for (int i = 1; i < count && st == HAT_OK; i++) {
        if ((found.bits & HAT_BIT(i)) != 0 && codes[i] != HAT_MESSAGE_COUNT) {
            struct hat_finding finding = *model;
            finding.code = codes[i];
            if ((found.mended & HAT_BIT(i)) == 0) {
                finding.proposal = (struct hat_str){NULL, 0};
            }
            st = hat_check_found(check, &finding);
        }
    }
    return st;
}

struct hat_str hat_check_number(struct hat_check *check, uint64_t number)
{
    char digits[24]; /* printed by hand: there is a number to each repeated name */
    size_t begin = sizeof digits;
    do {
        digits[--begin] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    return hat_arena_str(check->arena, (struct hat_str){digits + begin, sizeof digits - begin});
}

struct hat_str hat_check_day(struct hat_check *check, int64_t day)
{
    struct hat_date date = hat_date_from_days(day);
    struct hat_buf buf = {0};
    hat_buf_printf(&buf, "%02d.%02d.%04d", date.day, date.month, date.year);
    struct hat_str shown = hat_arena_str(check->arena, (struct hat_str){buf.data, buf.len});
    hat_buf_fini(&buf);
    return shown;
}

/* Number of the row that an entry begins on, as a person counts; "a.xlsx:7" when it is of another
 * file than `here`, "a.xlsx:Sheet:7" of another sheet. */
static struct hat_str row_number(struct hat_check *check, const struct hat_value *row,
                                 const struct hat_value *here)
{
    struct hat_place place = hat_data_place(check->data, row);
    uint32_t number = place.record > 0 ? place.record : place.line;
    if (row->file == here->file || place.file == NULL) {
        return hat_check_number(check, number);
    }
    struct hat_buf buf = {0};
    const char *slash = strrchr(place.file, '/');
    hat_buf_printf(&buf, "%s:", slash != NULL ? slash + 1 : place.file);
    if (place.sheet != NULL) {
        hat_buf_printf(&buf, "%s:", place.sheet);
    }
    hat_buf_printf(&buf, "%u", (unsigned)number);
    struct hat_str kept = hat_arena_str(check->arena, (struct hat_str){buf.data, buf.len});
    hat_buf_fini(&buf);
    return kept;
}

/* ---- cells ---- */

static const struct hat_value *cell_of(const struct hat_check *check, const struct hat_value *row,
                                       enum hat_field field)
{
    return hat_entry_cell(&check->columns, row, field);
}

static bool has(const struct hat_check *check, enum hat_field field)
{
    return check->columns.of[field] >= 0;
}

static bool is_blank(struct hat_str text)
{
    size_t at = 0;
    while (at < text.len && (text.ptr[at] == ' ' || (text.ptr[at] >= 9 && text.ptr[at] <= 13))) {
        at++;
    }
    return at == text.len;
}

/* ---- torn rows ---- */

/* Is `row` the other part of `head`: no number, and no link of its own? */
static bool is_tail(const struct hat_columns *columns, const struct hat_value *head,
                    const struct hat_value *row)
{
    const int *of = columns->of;
    if (row->as.map->shape != head->as.map->shape || of[HAT_FIELD_NUMBER] < 0 ||
        of[HAT_FIELD_LINK] < 0 || of[HAT_FIELD_ORGANISATION] < 0 ||
        is_blank(hat_entry_text(columns, head, HAT_FIELD_NUMBER)) ||
        !is_blank(hat_entry_text(columns, row, HAT_FIELD_NUMBER))) {
        return false;
    }
    struct hat_str link = hat_entry_text(columns, row, HAT_FIELD_LINK);
    bool own =
        hat_str_has(link, "://") || hat_str_has(link, "www.") || hat_str_has(link, "instagr");
    bool empty = is_blank(link) && is_blank(hat_entry_text(columns, row, HAT_FIELD_ORGANISATION));
    return !own && !empty;
}

/* Told at both rows, so that each finds the other. */
static enum hat_status check_torn(struct hat_check *check, const struct hat_entry *entry)
{
    if (entry->tail == NULL) {
        return HAT_OK;
    }
    check->out->counts.joined++;
    enum hat_status st =
        found_text(check, HAT_MSG_O02, cell_of(check, entry->row, HAT_FIELD_ORGANISATION),
                   row_number(check, entry->tail, entry->row));
    if (st == HAT_OK) {
        st = found_text(check, HAT_MSG_O02, cell_of(check, entry->tail, HAT_FIELD_ORGANISATION),
                        row_number(check, entry->row, entry->row));
    }
    return st;
}

/* ---- links ---- */

#define NONE HAT_MESSAGE_COUNT
static const enum hat_message link_codes[] = {
    NONE,        HAT_MSG_L01, HAT_MSG_L02, HAT_MSG_L03, HAT_MSG_L04, HAT_MSG_L05,
    HAT_MSG_L06, HAT_MSG_L07, HAT_MSG_L08, HAT_MSG_L09, HAT_MSG_L10, HAT_MSG_L11,
    HAT_MSG_L12, HAT_MSG_L13, NONE,        NONE,        NONE,        HAT_MSG_L17,
    HAT_MSG_L18, HAT_MSG_L19, HAT_MSG_L20, HAT_MSG_L21};

static enum hat_status check_repeat(struct hat_check *check, struct hat_entry *entry,
                                    uint32_t index, const struct hat_value *cell)
{
    struct hat_str post = entry->key.len > 0 ? entry->key : entry->url; /* of a share link */
    uint64_t hash = hat_hash_end(hat_hash_add(hat_hash_start(), post.ptr, post.len));
    uint32_t first;
    enum hat_status st = hat_keys_put(&check->links, hash, index, &first);
    if (st != HAT_OK || first == index) {
        check->out->counts.links += st == HAT_OK;
        return st;
    }
    const struct hat_entry *earlier = &check->out->entries[first];
    enum hat_repeats repeats = check->rules->repeats;
    check->out->counts.repeats++;
    entry->dropped = repeats == HAT_REPEATS_DROP;
    struct hat_finding finding = {
        .code = entry->dropped ? HAT_MSG_L14_DROPPED : HAT_MSG_L14,
        .softened = repeats != HAT_REPEATS_ERROR,
        .cell = cell,
        .args = {post, row_number(check, earlier->row, cell)},
    };
    return hat_check_found(check, &finding);
}

static enum hat_status check_period(struct hat_check *check, const struct hat_value *cell,
                                    enum hat_message code, int64_t day)
{
    const struct hat_period *period = &check->rules->period;
    bool in = day >= period->from && day <= period->to;
    check->out->counts.in_period += in;
    check->out->counts.out_of_period += !in;
    if (in) {
        return HAT_OK;
    }
    return found_text(check, code, cell, hat_check_day(check, day));
}

/* Of these the canonical link is the mended value. */
static const uint32_t made_canonical = HAT_BIT(3) | HAT_BIT(5) | HAT_BIT(8) | HAT_BIT(9) |
                                       HAT_BIT(12) | HAT_BIT(17) | HAT_BIT(18) | HAT_BIT(21);

static enum hat_status check_link(struct hat_check *check, struct hat_entry *entry, uint32_t index,
                                  const struct hat_link *link)
{
    const struct hat_value *row = entry->tail != NULL ? entry->tail : entry->row;
    const struct hat_value *cell = cell_of(check, row, HAT_FIELD_LINK);
    entry->url = link->url;
    entry->key = link->key;
    entry->published = link->dated ? link->published : 0;
    struct hat_finding model = {
        .cell = cell, .args = {entry->link_read, link->proposal}, .proposal = link->proposal};
    bool mended = link->key.len > 0 && link->proposal.ptr == NULL; /* what was made of the cell */
    struct found found = {link->found, mended ? made_canonical : link->found};
    model.proposal = mended ? link->url : model.proposal;
    enum hat_status st = found_bits(check, &model, found, link_codes,
                                    (int)(sizeof link_codes / sizeof link_codes[0]));
    if (st == HAT_OK && link->dated && check->rules->period.set) {
        st = check_period(check, cell, HAT_MSG_L15, hat_link_day(link->published));
    }
    bool countable =
        (link->key.len > 0 || (link->found & HAT_BIT(7)) != 0) && (link->found & HAT_BIT(13)) == 0;
    return st == HAT_OK && countable ? check_repeat(check, entry, index, cell) : st;
}

/* ---- organisations ---- */

static const enum hat_message organisation_codes[] = {
    NONE,        HAT_MSG_O01, NONE,        HAT_MSG_O03, HAT_MSG_O04, HAT_MSG_O05,
    HAT_MSG_O06, HAT_MSG_O07, HAT_MSG_O08, HAT_MSG_O09, NONE,        NONE,
    NONE,        HAT_MSG_O13, HAT_MSG_O14, HAT_MSG_O15, HAT_MSG_O16};

static enum hat_status check_fault(struct hat_check *check, enum hat_text_fault fault,
                                   const struct hat_value *cell, struct hat_str cleaned)
{
    static const enum hat_message codes[] = {[HAT_TEXT_GOOD] = NONE,
                                             [HAT_TEXT_UTF8] = HAT_MSG_F03,
                                             [HAT_TEXT_KZ1048] = HAT_MSG_F02,
                                             [HAT_TEXT_LOST] = HAT_MSG_F01};
    if (fault == HAT_TEXT_GOOD) {
        return HAT_OK;
    }
    struct hat_finding finding = {
        .code = codes[fault], .cell = cell, .args = {hat_value_str(cell), cleaned}};
    if (fault != HAT_TEXT_LOST) {
        finding.proposal = cleaned;
    }
    return hat_check_found(check, &finding);
}

/* Is there a "?" where a letter was? Asked of texts that no field's own check looks at. */
static enum hat_status check_lost(struct hat_check *check, const struct hat_value *cell,
                                  struct hat_str text)
{
    struct hat_text_fix fix;
    if (text.len == 0 || memchr(text.ptr, '?', text.len) == NULL) {
        return HAT_OK;
    }
    enum hat_status st = hat_text_repair(check->arena, text, &fix);
    return st == HAT_OK && fix.fault == HAT_TEXT_LOST ? found_text(check, HAT_MSG_F01, cell, text)
                                                      : st;
}

static enum hat_status check_lost_letters(struct hat_check *check, const struct hat_value *row)
{
    const struct hat_map *map = row->as.map;
    enum hat_status st = HAT_OK;
    for (uint32_t i = 0; i < map->shape->count && st == HAT_OK; i++) {
        int column = (int)i;
        bool own = column == check->columns.of[HAT_FIELD_ORGANISATION] ||
                   column == check->columns.of[HAT_FIELD_LINK];
        if (!own) {
            st = check_lost(check, &map->values[i], hat_value_str(&map->values[i]));
        }
    }
    return st;
}

static enum hat_status check_same_name(struct hat_check *check,
                                       const struct hat_organisation *organisation, uint32_t index,
                                       const struct hat_value *cell)
{
    uint32_t first, similar;
    if (organisation->key == 0) {
        return HAT_OK;
    }
    enum hat_status st = hat_keys_put(&check->names, organisation->key, index, &first);
    if (st == HAT_OK) {
        st = hat_keys_put(&check->loose_names, organisation->loose_key, index, &similar);
    }
    if (st != HAT_OK) {
        return st;
    }
    check->out->counts.organisations += first == index;
    if (first != index) {
        return found_text(check, HAT_MSG_O11, cell,
                          row_number(check, check->out->entries[first].row, cell));
    }
    return similar == index ? HAT_OK
                            : found_text(check, HAT_MSG_O12, cell,
                                         row_number(check, check->out->entries[similar].row, cell));
}

/* "KZ-19, KZ-31" */
static enum hat_status name_regions(struct hat_check *check, uint32_t regions, struct hat_str *out)
{
    struct hat_buf buf = {0};
    for (unsigned i = 0; i < HAT_REGION_COUNT; i++) {
        if ((regions >> i & 1) != 0) {
            hat_buf_printf(&buf, "%s%s", buf.len > 0 ? ", " : "", hat_region_name(i, "kk"));
        }
    }
    *out = hat_arena_str(check->arena, (struct hat_str){buf.data, buf.len});
    bool failed = hat_buf_failed(&buf) || (out->ptr == NULL && buf.len > 0);
    hat_buf_fini(&buf);
    return failed ? HAT_ERR_NOMEM : HAT_OK;
}

static enum hat_status check_region(struct hat_check *check, struct hat_entry *entry,
                                    const struct hat_value *cell,
                                    const struct hat_region_match *match)
{
    struct hat_str regions;
    entry->region = (uint8_t)match->region;
    if (match->region != HAT_NO_REGION && !match->contradiction && !match->near) {
        return HAT_OK;
    }
    struct hat_finding finding = {.cell = cell};
    finding.code = match->contradiction  ? HAT_MSG_O10_CONTRADICTION
                   : match->near         ? HAT_MSG_O10_NEAR
                   : match->regions == 0 ? HAT_MSG_O10_UNKNOWN
                                         : HAT_MSG_O10_AMBIGUOUS;
    enum hat_status st = name_regions(check, match->regions, &regions);
    finding.args[0] = regions;
    finding.proposal = match->near ? regions : finding.proposal;
    return st == HAT_OK ? hat_check_found(check, &finding) : st;
}

static enum hat_status check_organisation(struct hat_check *check, struct hat_entry *entry,
                                          uint32_t index, const struct hat_look *look)
{
    const struct hat_organisation *organisation = &look->organisation;
    const struct hat_value *row = entry->tail != NULL ? entry->tail : entry->row;
    const struct hat_value *cell = cell_of(check, row, HAT_FIELD_ORGANISATION);
    entry->organisation = organisation->name;
    enum hat_status st = check_fault(check, organisation->fault, cell, organisation->name);
    if (st != HAT_OK || organisation->fault == HAT_TEXT_LOST) {
        return st; /* nothing more can be told of it */
    }
    struct hat_finding model = {
        .cell = cell, .args = {organisation->name}, .proposal = organisation->proposal};
    struct found found = {organisation->found, organisation->mended};
    st = found_bits(check, &model, found, organisation_codes,
                    (int)(sizeof organisation_codes / sizeof organisation_codes[0]));
    if (st == HAT_OK && organisation->name.len > 0) {
        st = check_region(check, entry, cell, &look->region);
    }
    return st == HAT_OK ? check_same_name(check, organisation, index, cell) : st;
}

/* ---- entries ---- */

static enum hat_status check_fields(struct hat_check *check, struct hat_entry *entry,
                                    uint32_t index, const struct hat_look *look)
{
    enum hat_status st = check_torn(check, entry);
    if (st == HAT_OK && has(check, HAT_FIELD_ORGANISATION)) {
        st = check_organisation(check, entry, index, look);
    }
    if (st == HAT_OK && has(check, HAT_FIELD_LINK)) {
        st = check_link(check, entry, index, &look->link);
    }
    return st == HAT_OK ? hat_check_others(check, entry) : st;
}

static enum hat_status check_entry(struct hat_check *check, uint32_t index,
                                   const struct hat_look *look)
{
    struct hat_entry_list *list = check->out;
    struct hat_entry *entry = &list->entries[index];
    check->index = index;
    enum hat_status st = check_lost_letters(check, entry->row);
    if (st == HAT_OK) {
        st = check_fields(check, entry, index, look);
    }
    if (st == HAT_OK && check->rules->schema != NULL) {
        st = hat_schema_check(check, entry);
    }
    list->counts.dropped += entry->dropped;
    list->counts.kept += !entry->dropped;
    list->counts.regions[entry->region] += !entry->dropped;
    return st;
}

/* ---- lists ---- */

/* `known`: headings that the field has in three languages. */
static enum hat_status found_no_column(struct hat_check *check, const char *known,
                                       struct hat_str name)
{
    struct hat_finding finding = {
        .code = HAT_MSG_F04, .cell = check->list, .args = {name, hat_str_from(known)}};
    return hat_check_found(check, &finding);
}

/* Rows of one shape share what their columns mean. */
static enum hat_status learn_columns(struct hat_check *check, const struct hat_value *row)
{
    const struct hat_shape *shape = row->as.map->shape;
    enum hat_status st = HAT_OK;
    if (shape == check->shape) {
        return HAT_OK;
    }
    check->shape = shape;
    hat_columns_match(shape, check->rules->schema, &check->columns);
    for (int i = 0; i < HAT_FIELD_COUNT && st == HAT_OK && check->first_shape; i++) {
        bool wanted = i == HAT_FIELD_ORGANISATION || i == HAT_FIELD_LINK;
        struct hat_str name = hat_str_from(hat_field_name((enum hat_field)i));
        if (wanted && check->columns.of[i] < 0) {
            st = found_no_column(check,
                                 i == HAT_FIELD_LINK ? "Сілтеме, Ссылка, Link"
                                                     : "Ұйым атауы, Организация, Organisation",
                                 name);
        } else if (check->columns.second[i] >= 0) {
            st = found_text(check, HAT_MSG_F05, &row->as.map->values[check->columns.second[i]],
                            name);
        }
    }
    for (uint32_t i = 0; i < shape->count && st == HAT_OK && check->first_shape; i++) {
        st = check_lost(check, check->list, shape->names[i]);
    }
    for (uint32_t i = 0; i < shape->count && st == HAT_OK && check->first_shape; i++) {
        bool child = hat_heading_is_child(shape->folded[i]);
        if (child || hat_heading_is_private(shape->folded[i])) {
            st = found_text(check, child ? HAT_MSG_P05 : HAT_MSG_P06, &row->as.map->values[i],
                            shape->names[i]);
        }
    }
    if (st == HAT_OK && check->rules->schema != NULL) {
        st = hat_schema_learn(check, check->first_shape);
    }
    check->first_shape = false;
    return st;
}

/* The rows as entries, nothing of them looked at yet. */
static enum hat_status add_entries(struct hat_check *check, const struct hat_value *list)
{
    struct hat_entry_list *out = check->out;
    const struct hat_shape *shape = NULL;
    struct hat_columns columns;
    for (uint32_t i = 0; i < list->count; i++) {
        const struct hat_value *row = &list->as.items[i], *tail = NULL;
        if (row->as.map->shape != shape) {
            shape = row->as.map->shape;
            hat_columns_match(shape, check->rules->schema, &columns);
        }
        if (i + 1 < list->count && is_tail(&columns, row, row + 1)) {
            tail = row + 1;
            i++;
        }
        if (!hat_mem_grow(&out->entries, out->count, &out->cap, sizeof *out->entries)) {
            return HAT_ERR_NOMEM;
        }
        out->entries[out->count++] =
            (struct hat_entry){.row = row, .tail = tail, .region = HAT_NO_REGION};
    }
    return HAT_OK;
}

static enum hat_status reserve(struct hat_check *check, size_t count)
{
    enum hat_status st = hat_keys_reserve(&check->links, count);
    if (st == HAT_OK) {
        st = hat_keys_reserve(&check->names, count);
    }
    return st == HAT_OK ? hat_keys_reserve(&check->loose_names, count) : st;
}

/* Compares the chunk that has been looked at. */
static enum hat_status compare(void *ctx)
{
    struct hat_check *check = ctx;
    const struct hat_chunk *chunk = &check->looked_at;
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < chunk->count && st == HAT_OK; i++) {
        size_t index = chunk->from + i;
        st = learn_columns(check, check->out->entries[index].row);
        st = st == HAT_OK ? check_entry(check, (uint32_t)index, &chunk->looks[i]) : st;
    }
    return st;
}

static enum hat_status check_list(struct hat_check *check, const struct hat_value *list)
{
    struct hat_entry_list *out = check->out;
    struct hat_chunk next = {.from = out->count};
    enum hat_status st = reserve(check, list->count);
    st = st == HAT_OK ? add_entries(check, list) : st;
    check->list = list;
    check->first_shape = true;
    check->looked_at = next;
    out->counts.rows += list->count;
    do {
        next.count = out->count - next.from < CHUNK ? out->count - next.from : CHUNK;
        next.looks = check->looks[next.looks == check->looks[0]];
        const struct hat_look_work work = {.rules = check->rules,
                                           .entries =
                                               out->count > 0 ? out->entries + next.from : NULL,
                                           .looks = next.looks,
                                           .count = next.count,
                                           .beside = compare,
                                           .ctx = check};
        st = st == HAT_OK ? hat_look_at(&work, check->arena) : st;
        check->looked_at = next;
        next.from += next.count;
    } while (st == HAT_OK && next.count > 0);
    return st;
}

enum hat_status hat_entry_list_check(const hat_data *data, const struct hat_value *lists,
                                     size_t count, const struct hat_entries_rules *rules,
                                     struct hat_arena *arena, struct hat_entry_list *out)
{
    struct hat_check check = {.data = data, .rules = rules, .arena = arena, .out = out};
    size_t most = 0;
    for (size_t i = 0; i < count; i++) {
        most = lists[i].count > most ? lists[i].count : most;
    }
    most = most < CHUNK ? most : CHUNK;
    check.looks[0] = hat_mem_zalloc(most, sizeof *check.looks[0]);
    check.looks[1] = hat_mem_zalloc(most, sizeof *check.looks[1]);
    bool made = check.looks[0] != NULL && check.looks[1] != NULL;
    enum hat_status st = made ? HAT_OK : HAT_ERR_NOMEM;
    for (size_t i = 0; i < count && st == HAT_OK; i++) {
        st = check_list(&check, &lists[i]);
    }
    hat_mem_free(check.looks[0]);
    hat_mem_free(check.looks[1]);
    hat_keys_fini(&check.links);
    hat_keys_fini(&check.names);
    hat_keys_fini(&check.loose_names);
    hat_keys_fini(&check.unique);
    return st;
}

void hat_entry_list_fini(struct hat_entry_list *list)
{
    hat_mem_free(list->entries);
    hat_mem_free(list->findings);
    *list = (struct hat_entry_list){0};
}

enum { SHOWN = 160 };

/* The begin of a text, "…" behind it when it is cut. */
static struct hat_str excerpt(struct hat_str text, char buf[SHOWN + 4])
{
    size_t len = text.len < SHOWN ? text.len : SHOWN;
    if (len == text.len) {
        return text;
    }
    while (len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80) {
        len--;
    }
    memcpy(buf, text.ptr, len);
    memcpy(buf + len, "…", strlen("…"));
    return (struct hat_str){buf, len + strlen("…")};
}

void hat_entry_list_tell(const hat_data *data, const struct hat_entry_list *list,
                         enum hat_severity least, hat_diags *diags)
{
    for (size_t i = 0; i < list->finding_count; i++) {
        const struct hat_finding *finding = &list->findings[i];
        if (hat_finding_severity(finding) < least) {
            continue;
        }
        if (hat_diags_full(diags, finding->code, finding->softened)) {
            hat_diags_add_soft(diags, finding->code, finding->softened, NULL, HAT_STR(""));
            continue; /* counted */
        }
        struct hat_place place = hat_data_place(data, finding->cell);
        char first[SHOWN + 4], second[SHOWN + 4];
        hat_diags_add_soft(diags, finding->code, finding->softened, &place,
                           excerpt(finding->args[0], first), excerpt(finding->args[1], second));
    }
}
