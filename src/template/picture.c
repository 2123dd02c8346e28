/* picture.c -- the value of a tag with the filter image or qr as a picture of a size.
 *
 *     photo: "photos/a.png" (400 x 300 px)   image: "40mm"           40 x 30 mm
 *                                            image: "40mm", "40mm"   40 x 40 mm
 *                                            in a frame 80 mm wide   80 x 60 mm
 *
 * The file is looked for from the folder of the data file that the value came from, and nowhere
 * else (docs/safety.md 4): base/below.c.
 */
#include "template/picture_internal.h"

enum { EMU_MM = 36000, EMU_MAX = 22 * 914400, EMU_MIN = EMU_MM / 10 };

/* ---- lengths ---- */

static int64_t unit_of(struct hat_str text)
{
    static const struct {
        const char *name;
        int64_t emu;
    } units[] = {{"mm", EMU_MM}, {"cm", 360000}, {"in", 914400},
                 {"pt", 12700},  {"мм", EMU_MM}, {"см", 360000}};
    while (text.len > 0 && text.ptr[0] == ' ') {
        text.ptr++;
        text.len--;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (hat_str_is(text, units[i].name)) {
            return units[i].emu;
        }
    }
    return 0;
}

bool hat_length_read(struct hat_str text, int64_t *emu)
{
    enum { DIGITS_MAX = 10 };
    int64_t number = 0, divisor = 1;
    size_t at = 0, digits = 0;
    bool point = false;
    for (; at < text.len && digits <= DIGITS_MAX; at++) {
        char c = text.ptr[at];
        if ((c == '.' || c == ',') && !point && digits > 0) {
            point = true;
        } else if (c >= '0' && c <= '9') {
            number = number * 10 + (c - '0');
            divisor *= point ? 10 : 1;
            digits++;
        } else {
            break;
        }
    }
    int64_t unit = unit_of((struct hat_str){text.ptr + at, text.len - at});
    if (digits == 0 || digits > DIGITS_MAX || unit == 0 || number > INT64_MAX / unit) {
        return false;
    }
    int64_t length = number * unit / divisor;
    if (length < EMU_MIN || length > EMU_MAX) {
        return false;
    }
    *emu = length;
    return true;
}

/* The length that an argument says; *emu stays when there is no argument. */
static enum hat_result length_of(struct hat_eval *eval, const struct hat_expr *expr, int64_t *emu)
{
    struct hat_value value;
    struct hat_str text;
    if (expr == NULL) {
        return HAT_RESULT_OK;
    }
    enum hat_result result = hat_eval(eval, expr, &value);
    result = result == HAT_RESULT_OK ? hat_eval_text(eval, &value, &text) : result;
    if (result == HAT_RESULT_OK && !hat_length_read(text, emu)) {
        return hat_eval_fail(eval, HAT_MSG_VALUE_LENGTH, text);
    }
    return result;
}

static enum hat_result measure(struct hat_eval *eval, const struct hat_picture_tag *tag,
                               struct hat_picture_made *made)
{
    int64_t w = made->medium->width_emu, h = made->medium->height_emu;
    int64_t width = tag->frame_emu > 0 ? tag->frame_emu : w, height = 0;
    enum hat_result result = length_of(eval, tag->width, &width);
    result = result == HAT_RESULT_OK ? length_of(eval, tag->height, &height) : result;
    width = width < EMU_MAX ? width : EMU_MAX;
    height = height > 0 ? height : width * h / w;
    if (height > EMU_MAX) { /* a very narrow one */
        width = EMU_MAX * w / h;
        height = EMU_MAX;
    }
    made->width_emu = width > 0 ? width : 1;
    made->height_emu = height > 0 ? height : 1;
    return result;
}

/* ---- the file ---- */

/* The file that the value came from; for one that a filter made, the first file of the data. */
static const char *origin(const hat_data *data, const struct hat_value *value)
{
    const char *file = value->file != 0 ? hat_data_place(data, value).file : NULL;
    struct hat_data_file first;
    if (file == NULL && hat_data_file(data, 0, &first)) {
        file = first.path;
    }
    return file;
}

static enum hat_result find_file(struct hat_eval *eval, const char *beside, struct hat_str text,
                                 char path[HAT_PATH_BYTES])
{
    hat_status status =
        beside != NULL ? hat_file_below(beside, text, path) : (hat_status)HAT_ERR_USAGE;
    struct hat_str shown = hat_str_from(beside != NULL ? beside : "-");
    switch (status) {
    case HAT_OK:
        return HAT_RESULT_OK;
    case HAT_ERR_NOMEM:
        return HAT_RESULT_NOMEM;
    case HAT_ERR_USAGE:
        return hat_eval_fail_with(eval, HAT_MSG_VALUE_PICTURE_OUTSIDE, text, shown);
    default:
        return hat_eval_fail_with(eval, HAT_MSG_VALUE_PICTURE_MISSING, text, shown);
    }
}

static enum hat_result check(struct hat_eval *eval, const struct hat_picture_tag *tag,
                             const struct hat_medium *medium, struct hat_str text)
{
    if (medium == NULL) {
        return HAT_RESULT_NOMEM;
    }
    switch (medium->fault) {
    case HAT_MEDIUM_GOOD:
        return HAT_RESULT_OK;
    case HAT_MEDIUM_UNREAD:
        return hat_eval_fail(eval, HAT_MSG_VALUE_PICTURE_UNREAD, text);
    case HAT_MEDIUM_UNKNOWN:
        return hat_eval_fail(eval, HAT_MSG_VALUE_PICTURE_KIND, text);
    case HAT_MEDIUM_UNSAFE:
        return hat_eval_fail_with(eval, HAT_MSG_VALUE_PICTURE_SVG, text, medium->refused);
    case HAT_MEDIUM_TOO_LARGE:
        break;
    }
    return hat_eval_fail(eval, tag->qr ? HAT_MSG_VALUE_QR_LONG : HAT_MSG_VALUE_PICTURE_LARGE, text);
}

enum hat_result hat_picture_make(struct hat_eval *eval, const hat_data *data,
                                 const struct hat_tag *tag, struct hat_media *media,
                                 struct hat_picture_made *out)
{
    const struct hat_picture_tag *picture = tag->picture;
    struct hat_picture_made made = {.alt = picture->alt};
    struct hat_value value;
    struct hat_str text;
    char path[HAT_PATH_BYTES];
    enum hat_result result = hat_eval(eval, tag->expr, &value);
    eval->failed_filter =
        result == HAT_RESULT_OK ? (picture->qr ? "qr" : "image") : eval->failed_filter;
    result = result == HAT_RESULT_OK ? hat_eval_text(eval, &value, &text) : result;
    if (result == HAT_RESULT_OK && text.len > 0 && !picture->qr) {
        result = find_file(eval, origin(data, &value), text, path);
    }
    if (result == HAT_RESULT_OK && text.len > 0) {
        made.medium = picture->qr ? hat_media_qr(media, text) : hat_media_file(media, path);
        result = check(eval, picture, made.medium, text);
    }
    if (result == HAT_RESULT_OK && made.medium != NULL) {
        result = measure(eval, picture, &made);
        made.alt = picture->qr ? made.medium->text : made.alt;
    }
    if (result == HAT_RESULT_OK) {
        eval->failed_filter = NULL;
        *out = made;
    }
    return result;
}
