/* diag.c -- the list of diagnostics: codes, places and arguments, copied into one arena. */
#include "base/diag.h"

#include <stdio.h>

#include "base/limits.h"
#include "base/mem.h"

struct hat_diags {
    struct hat_arena arena; /* owns the texts of every diagnostic */
    struct hat_diag *items;
    size_t count, cap;
    uint32_t kept[HAT_MESSAGE_COUNT], suppressed[HAT_MESSAGE_COUNT];
    bool incomplete;
};

#define HAT_MESSAGE(code, name, severity, en, ru, kk) {name, HAT_##severity},
static const struct {
    const char *name;
    enum hat_severity severity;
} messages[] = {
#include "base/messages/all.def"
};
#undef HAT_MESSAGE

#define HAT_CHECK(code, check) [HAT_MSG_##code] = check,
static const char *const checks[HAT_MESSAGE_COUNT] = {
#include "base/messages/checks.def"
};
#undef HAT_CHECK

enum hat_severity hat_message_severity(enum hat_message code)
{
    return messages[code].severity;
}

const char *hat_message_name(enum hat_message code)
{
    return messages[code].name;
}

const char *hat_message_check(enum hat_message code)
{
    const char *name = messages[code].name;
    return name[0] >= 'A' && name[0] <= 'Z' ? name : checks[code];
}

hat_diags *hat_diags_new(void)
{
    return hat_mem_zalloc(1, sizeof(hat_diags));
}

void hat_diags_free(hat_diags *diags)
{
    if (diags == NULL) {
        return;
    }
    hat_arena_fini(&diags->arena);
    hat_mem_free(diags->items);
    hat_mem_free(diags);
}

/* Copies *text into the arena; NULL stays NULL. */
static bool keep(hat_diags *diags, const char **text)
{
    if (*text != NULL) {
        *text = hat_arena_strndup(&diags->arena, *text, strlen(*text));
        return *text != NULL;
    }
    return true;
}

static bool keep_texts(hat_diags *diags, struct hat_diag *diag)
{
    struct hat_place *place = &diag->place;
    bool kept = keep(diags, &place->file) && keep(diags, &place->part) &&
                keep(diags, &place->sheet) && keep(diags, &place->column);
    for (int i = 0; i < 4; i++) {
        diag->args[i] = hat_arena_str(&diags->arena, diag->args[i]);
        kept = kept && diag->args[i].ptr != NULL;
    }
    return kept;
}

enum hat_severity hat_diag_severity(const struct hat_diag *diag)
{
    enum hat_severity severity = messages[diag->code].severity;
    return diag->softened && severity == HAT_ERROR ? HAT_WARNING : severity;
}

bool hat_diags_full(const hat_diags *diags, enum hat_message code, bool soften)
{
    const struct hat_diag diag = {.code = code, .softened = soften};
    return diags != NULL && hat_diag_severity(&diag) != HAT_ERROR &&
           diags->kept[code] >= HAT_LIMITS_DEFAULT.warnings_a_kind;
}

static void add(hat_diags *diags, const struct hat_place *place, struct hat_diag diag)
{
    enum hat_message code = diag.code;
    if (diags == NULL) {
        return;
    }
    if (hat_diags_full(diags, code, diag.softened)) {
        diags->suppressed[code]++;
        return;
    }
    if (place != NULL) {
        diag.place = *place;
    }
    if (!keep_texts(diags, &diag) ||
        !hat_mem_grow(&diags->items, diags->count, &diags->cap, sizeof *diags->items)) {
        diags->incomplete = true;
        return;
    }
    diags->items[diags->count++] = diag;
    diags->kept[code]++;
}

void hat_diags_add_all(hat_diags *diags, const hat_diags *from)
{
    if (diags == NULL) {
        return;
    }
    for (size_t i = 0; i < from->count; i++) {
        add(diags, NULL, from->items[i]);
    }
    for (int code = 0; code < HAT_MESSAGE_COUNT; code++) {
        diags->suppressed[code] += from->suppressed[code];
    }
    diags->incomplete = diags->incomplete || from->incomplete;
}

void hat_diags_tell_rest(hat_diags *diags)
{
    for (int i = 0; i < HAT_MESSAGE_COUNT; i++) {
        enum hat_message code = (enum hat_message)i;
        const char *check = hat_message_check(code);
        if (diags->suppressed[i] > 0) {
            char digits[16];
            snprintf(digits, sizeof digits, "%u", (unsigned)diags->suppressed[i]);
            hat_diags_add(diags, HAT_MSG_MORE_OF_KIND, NULL, hat_str_from(digits),
                          hat_str_from(check != NULL ? check : messages[i].name));
            diags->suppressed[i] = 0;
        }
    }
}

void hat_diags_add_args(hat_diags *diags, enum hat_message code, const struct hat_place *place,
                        const struct hat_str args[4])
{
    hat_diags_add_args_soft(diags, code, false, place, args);
}

void hat_diags_add_args_soft(hat_diags *diags, enum hat_message code, bool soften,
                             const struct hat_place *place, const struct hat_str args[4])
{
    add(diags, place,
        (struct hat_diag){
            .code = code, .softened = soften, .args = {args[0], args[1], args[2], args[3]}});
}

void hat_diags_add_reason(hat_diags *diags, enum hat_message code, const struct hat_place *place,
                          enum hat_reason reason, const char *other)
{
    add(diags, place,
        (struct hat_diag){.code = code, .reason = reason, .args = {hat_str_from(other)}});
}

const struct hat_diag *hat_diags_at(const hat_diags *diags, size_t index)
{
    return index < diags->count ? &diags->items[index] : NULL;
}

size_t hat_diags_count(const hat_diags *diags)
{
    return diags->count;
}

size_t hat_diags_suppressed(const hat_diags *diags, enum hat_message code)
{
    return diags->suppressed[code];
}

bool hat_diags_incomplete(const hat_diags *diags)
{
    return diags->incomplete;
}

hat_severity hat_diags_severity(const hat_diags *diags, size_t index)
{
    const struct hat_diag *diag = hat_diags_at(diags, index);
    return diag != NULL ? hat_diag_severity(diag) : HAT_NOTE;
}

const char *hat_diags_code(const hat_diags *diags, size_t index)
{
    const struct hat_diag *diag = hat_diags_at(diags, index);
    return diag != NULL ? messages[diag->code].name : NULL;
}
