/* form_presets.c -- the shapes that documents only name: draws them by the table of
 * form_presets.def (ECMA-376-1 §20.1.9.18, §20.1.10.56).
 *
 *     "triangle" of 200 x 100, adj = 50000   x2 = w * a / 100000 = 100
 *     ": M l b L x2 t r b Z"                 MOVE 0,100  LINE 100,0  LINE 200,100  CLOSE
 */
#include "document/form_internal.h"

struct hat_preset {
    const char *name, *adjustments, *guides, *text, *paths;
};

static const struct hat_preset presets[] = {
#define HAT_PRESET(name, adjustments, guides, text, paths) {name, adjustments, guides, text, paths},
#include "document/form_presets.def"
#undef HAT_PRESET
};

const struct hat_preset *hat_preset_find(struct hat_str name)
{
    for (size_t i = 0; i < sizeof presets / sizeof *presets; i++) {
        if (hat_str_is(name, presets[i].name)) {
            return &presets[i];
        }
    }
    return NULL;
}

/* ---- guides ---- */

static bool is_given(const struct hat_guides *guides, size_t given, struct hat_str name)
{
    for (size_t i = 0; i < given; i++) {
        if (hat_str_equal(guides->items[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* "adj=25000 vf=115470": those that the document does not give. */
static void set_adjustments(struct hat_guides *guides, struct hat_str rest)
{
    size_t given = guides->count;
    for (struct hat_str word = hat_form_word(&rest); word.len > 0; word = hat_form_word(&rest)) {
        struct hat_str name = hat_form_cut(&word, '=');
        bool only = hat_str_is(name, "adj") && is_given(guides, given, HAT_STR("adj1"));
        if (only) { /* some programs write the one adjustment with a number */
            hat_guides_set(guides, name, hat_guides_value(guides, HAT_STR("adj1")));
        } else if (!is_given(guides, given, name)) {
            hat_guides_set(guides, name, hat_guides_value(guides, word));
        }
    }
}

/* "x1=+/ ss a 2; y1=..": one after the other. */
static void set_guides(struct hat_guides *guides, struct hat_str rest)
{
    while (rest.len > 0) {
        struct hat_str formula = hat_form_cut(&rest, ';');
        struct hat_str name = hat_form_cut(&formula, '=');
        name = hat_form_word(&name);
        hat_guides_set(guides, name, hat_guides_formula(guides, formula));
    }
}

/* ---- paths ---- */

/* A path whose coordinates are those of a box of its own. */
struct path {
    const struct hat_guides *guides;
    struct hat_form_maker *maker;
    double scale_x, scale_y;
};

static double number(struct hat_str text)
{
    const struct hat_guides none = {0};
    return hat_guides_value(&none, text);
}

/* "nofill", "nostroke", "lighter", "5x5". */
static struct hat_form_look read_flags(struct path *path, struct hat_str flags)
{
    struct hat_form_look look = {0};
    for (struct hat_str word = hat_form_word(&flags); word.len > 0; word = hat_form_word(&flags)) {
        if (hat_str_is(word, "nofill")) {
            look.no_fill = true;
        } else if (hat_str_is(word, "nostroke")) {
            look.no_stroke = true;
        } else if (hat_str_starts(word, "light")) {
            look.tone = hat_str_is(word, "lightest") ? 40 : 20;
        } else if (hat_str_is(word, "darker")) {
            look.tone = -20;
        } else {
            double across = number(hat_form_cut(&word, 'x'));
            path->scale_x = path->guides->width / across;
            path->scale_y = path->guides->height / number(word);
        }
    }
    return look;
}

static void add_command(struct path *path, char command, const double *v)
{
    switch (command) {
    case 'M':
        hat_form_move(path->maker, v[0], v[1]);
        break;
    case 'L':
        hat_form_line(path->maker, v[0], v[1]);
        break;
    case 'C':
        hat_form_curve(path->maker, v);
        break;
    case 'Q':
        hat_form_quad(path->maker, v);
        break;
    default:
        hat_guides_arc(path->maker, v);
        break;
    }
}

/* The values of one command; an arc's angles are not scaled. */
static void read_values(const struct path *path, char command, struct hat_str *rest, double v[6])
{
    int count = command == 'C' ? 6 : command == 'Q' || command == 'A' ? 4 : 2;
    for (int i = 0; i < count; i++) {
        double scale = i % 2 == 0 ? path->scale_x : path->scale_y;
        v[i] = hat_guides_value(path->guides, hat_form_word(rest));
        v[i] *= command == 'A' && i >= 2 ? 1 : scale;
    }
}

static void draw_path(struct path *path, struct hat_str commands)
{
    char command = 'M';
    for (;;) {
        struct hat_str rest = commands, word = hat_form_word(&rest);
        if (word.len == 0) {
            return;
        }
        if (word.len == 1 && *word.ptr >= 'A' && *word.ptr <= 'Z') {
            command = *word.ptr;
            commands = rest;
        }
        double v[6] = {0};
        if (command == 'Z') {
            hat_form_close(path->maker);
        } else {
            read_values(path, command, &commands, v);
            add_command(path, command, v);
        }
    }
}

static void read_text(const struct hat_guides *guides, struct hat_str text, double out[4])
{
    const double box[4] = {0, 0, guides->width, guides->height}; /* left, top, right, bottom */
    double v[4];
    for (int i = 0; i < 4; i++) {
        struct hat_str word = hat_form_word(&text);
        v[i] = word.len > 0 ? hat_guides_value(guides, word) : box[i];
    }
    out[HAT_LEFT] = v[0];
    out[HAT_TOP] = v[1];
    out[HAT_RIGHT] = guides->width - v[2];
    out[HAT_BOTTOM] = guides->height - v[3];
}

enum hat_status hat_preset_draw(const struct hat_preset *preset, struct hat_guides *guides,
                                struct hat_arena *arena, const struct hat_form **form,
                                double text[4])
{
    struct hat_form_maker maker;
    hat_form_begin(&maker, guides->width, guides->height);
    set_adjustments(guides, hat_str_from(preset->adjustments));
    set_guides(guides, hat_str_from(preset->guides));
    struct hat_str rest = hat_str_from(preset->paths);
    while (rest.len > 0) {
        struct hat_str commands = hat_form_cut(&rest, ';');
        struct path path = {guides, &maker, 1, 1};
        hat_form_contour(&maker, read_flags(&path, hat_form_cut(&commands, ':')));
        draw_path(&path, commands);
    }
    read_text(guides, hat_str_from(preset->text), text);
    maker.failed = maker.failed || guides->failed;
    return hat_form_end(&maker, arena, form);
}
