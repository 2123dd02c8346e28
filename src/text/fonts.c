/* fonts.c -- families to faces: the table first, fontconfig for what it does not name.
 *
 *     "Times New Roman", bold --serve--> "Liberation Serif" --files--> LiberationSerif-Bold.ttf
 *
 * In this order: the office's own fonts, the table, any installed family of exactly this name,
 * the families that serve all others. Opening costs no scan of the machine's fonts. A style that
 * a family lacks is made from the nearest one it has (fake_bold, fake_italic). Source:
 * layout-rules 1.2.
 */
#include "text/fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <dirent.h>
#include <unistd.h>

#include "base/unicode.h"
#include "base/utf8.h"
#include "text/fonts_internal.h"

enum { NOWHERE_MAX = 256 };

struct asked {
    struct asked *next;
    const char *family;
    const struct hat_face *faces[HAT_STYLES]; /* NULL: not looked for yet */
};

/* A file that was passed over. */
struct damaged {
    struct damaged *next;
    const char *path;
    bool told;
};

struct hat_fonts {
    struct hat_arena arena;
    const char *folder;
    FT_Library freetype;
    struct hat_font_table table;
    struct hat_font_files *office;
    struct hat_font_search *search; /* NULL until needed */
    bool search_tried;
    struct hat_face *faces;
    uint32_t face_count;
    struct asked *asked;
    struct damaged *damaged;
    const struct hat_face *any;    /* serves when all else fails */
    uint32_t nowhere[NOWHERE_MAX]; /* characters that no font has */
    size_t nowhere_count;
    bool failed;
};

/* ---- opening files ---- */

static struct hat_font_search *search_of(struct hat_fonts *fonts)
{
    if (!fonts->search_tried) {
        bool full = hat_font_search_open(fonts->folder, &fonts->search) == HAT_ERR_NOMEM;
        fonts->search_tried = !full;
        fonts->failed |= full;
    }
    return fonts->search;
}

static struct damaged *find_damaged(const struct hat_fonts *fonts, const char *path)
{
    struct damaged *file = fonts->damaged;
    while (file != NULL && strcmp(file->path, path) != 0) {
        file = file->next;
    }
    return file;
}

static enum hat_status note_damaged(struct hat_fonts *fonts, const char *path)
{
    struct damaged *file = hat_arena_alloc(&fonts->arena, sizeof *file);
    char *kept = hat_arena_strndup(&fonts->arena, path, strlen(path));
    if (file == NULL || kept == NULL) {
        return HAT_ERR_NOMEM;
    }
    *file = (struct damaged){.next = fonts->damaged, .path = kept};
    fonts->damaged = file;
    return HAT_OK;
}

void hat_fonts_tell_damaged(struct hat_fonts *fonts, hat_diags *diags)
{
    for (struct damaged *file = fonts->damaged; file != NULL; file = file->next) {
        const struct hat_place place = {.file = file->path};
        if (!file->told) {
            hat_diags_add(diags, HAT_MSG_FONT_DAMAGED, &place, HAT_STR(""));
        }
        file->told = true;
    }
}

/* The face of a file, with the strokes and slant that `style` wants and the file lacks. */
static const struct hat_face *open_file(struct hat_fonts *fonts, const struct hat_font_file *file,
                                        uint8_t style)
{
    uint8_t lacks = (uint8_t)(style & ~file->style);
    bool bold = (lacks & HAT_STYLE_BOLD) != 0, italic = (lacks & HAT_STYLE_ITALIC) != 0;
    for (struct hat_face *face = fonts->faces; face != NULL; face = face->next) {
        if (strcmp(face->file, file->path) == 0 && face->fake_bold == bold &&
            face->fake_italic == italic) {
            return face;
        }
    }
    struct hat_face *face = NULL;
    if (find_damaged(fonts, file->path) != NULL) {
        return NULL;
    }
    enum hat_status status = hat_face_open(fonts->freetype, &fonts->arena, file, &face);
    if (status == HAT_ERR_DATA) {
        status = note_damaged(fonts, file->path);
        fonts->failed |= status == HAT_ERR_NOMEM;
        return NULL;
    }
    if (status != HAT_OK) {
        fonts->failed |= status == HAT_ERR_NOMEM;
        return NULL;
    }
    face->fake_bold = bold;
    face->fake_italic = italic;
    face->index = fonts->face_count++;
    face->next = fonts->faces;
    fonts->faces = face;
    return face;
}

/* Looks for `name` in the folders of the table; a whole path stands for itself. */
static const struct hat_face *open_named(struct hat_fonts *fonts, const char *name,
                                         uint8_t file_style, uint8_t style)
{
    const struct hat_face *face = NULL;
    struct hat_buf path = {0};
    size_t folders = name[0] == '/' ? 1 : fonts->table.folder_count;
    for (size_t i = 0; i < folders && face == NULL; i++) {
        path.len = 0;
        if (name[0] == '/') {
            hat_buf_printf(&path, "%s", name);
        } else {
            hat_buf_printf(&path, "%s/%s", fonts->table.folders[i], name);
        }
        if (hat_buf_failed(&path)) {
            fonts->failed = true;
        } else if (access(path.data, R_OK) == 0) {
            struct hat_font_file file = {.path = path.data, .style = file_style};
            face = open_file(fonts, &file, style);
        }
    }
    hat_buf_fini(&path);
    return face;
}

/* A family of known files: the style itself, else the nearest that is there. */
static const struct hat_face *open_styles(struct hat_fonts *fonts,
                                          const struct hat_font_files *files, uint8_t style)
{
    /* what comes nearest to a style: itself, bold before italic, regular */
    static const uint8_t nearest[HAT_STYLES][HAT_STYLES] = {
        {0, 2, 1, 3}, {1, 0, 3, 2}, {2, 0, 3, 1}, {3, 1, 2, 0}};
    const struct hat_face *face = NULL;
    for (size_t i = 0; i < HAT_STYLES && face == NULL; i++) {
        uint8_t has = nearest[style][i];
        if (files->files[has] != NULL) {
            face = open_named(fonts, files->files[has], has, style);
        }
    }
    return face;
}

/* ---- families ---- */

static const struct hat_font_files *office_find(const struct hat_fonts *fonts, struct hat_str key)
{
    const struct hat_font_files *files = fonts->office;
    while (files != NULL && !hat_str_equal(files->key, key)) {
        files = files->next;
    }
    return files;
}

static const struct hat_face *open_searched(struct hat_fonts *fonts, struct hat_str family,
                                            uint8_t style, uint32_t cp)
{
    struct hat_font_file file = {0};
    struct hat_font_search *search = search_of(fonts);
    if (search == NULL || !hat_font_search_find(search, family, style, cp, &file)) {
        return NULL;
    }
    return open_file(fonts, &file, style);
}

/* The family of this very name; NULL when it is not there. */
static const struct hat_face *open_family(struct hat_fonts *fonts, struct hat_str family,
                                          uint8_t style)
{
    struct hat_str key = {0};
    if (hat_font_key(&fonts->arena, family, &key) != HAT_OK) {
        fonts->failed = true;
        return NULL;
    }
    const struct hat_font_files *files = office_find(fonts, key);
    const struct hat_face *face = files != NULL ? open_styles(fonts, files, style) : NULL;
    files = hat_font_files_find(&fonts->table, key);
    if (face == NULL && files != NULL) {
        face = open_styles(fonts, files, style);
    }
    return face;
}

static const struct hat_face *open_first(struct hat_fonts *fonts,
                                         const struct hat_font_names *names, uint8_t style)
{
    const struct hat_face *face = NULL;
    for (size_t i = 0; names != NULL && i < names->family_count && face == NULL; i++) {
        face = open_family(fonts, names->families[i], style);
    }
    return face;
}

static const struct hat_face *resolve(struct hat_fonts *fonts, const char *family, uint8_t style)
{
    struct hat_str key = {0};
    if (hat_font_key(&fonts->arena, hat_str_from(family), &key) != HAT_OK) {
        fonts->failed = true;
        return fonts->any;
    }
    const struct hat_font_files *own = office_find(fonts, key);
    const struct hat_face *face = own != NULL ? open_styles(fonts, own, style) : NULL;
    const struct hat_font_names *names = hat_font_names_find(fonts->table.serve, key, false);
    if (face == NULL && names != NULL) {
        face = open_first(fonts, names, style);
        for (size_t i = 0; i < names->family_count && face == NULL; i++) {
            face = open_searched(fonts, names->families[i], style, 0); /* other file names */
        }
    } else if (face == NULL && key.len > 0) {
        face = open_searched(fonts, key, style, 0);
    }
    if (face == NULL) {
        face = open_first(fonts, hat_font_names_find(fonts->table.serve, key, true), style);
    }
    if (face == NULL) {
        face =
            open_first(fonts, hat_font_names_find(fonts->table.serve, HAT_STR("*"), true), style);
    }
    return face != NULL ? face : fonts->any;
}

static struct asked *asked_of(struct hat_fonts *fonts, const char *family)
{
    for (struct asked *asked = fonts->asked; asked != NULL; asked = asked->next) {
        if (strcmp(asked->family, family) == 0) {
            return asked;
        }
    }
    struct asked *asked = hat_arena_alloc(&fonts->arena, sizeof *asked);
    if (asked != NULL) {
        asked->family = hat_arena_strndup(&fonts->arena, family, strlen(family));
    }
    if (asked == NULL || asked->family == NULL) {
        fonts->failed = true;
        return NULL;
    }
    asked->next = fonts->asked;
    fonts->asked = asked;
    return asked;
}

const struct hat_face *hat_fonts_face(struct hat_fonts *fonts, const char *family, bool bold,
                                      bool italic)
{
    uint8_t style = (uint8_t)((bold ? HAT_STYLE_BOLD : 0) | (italic ? HAT_STYLE_ITALIC : 0));
    struct asked *asked = asked_of(fonts, family != NULL ? family : "");
    if (asked == NULL) {
        return fonts->any;
    }
    if (asked->faces[style] != NULL) {
        return asked->faces[style];
    }
    bool failed = fonts->failed;
    fonts->failed = false;
    const struct hat_face *face = resolve(fonts, asked->family, style);
    if (!fonts->failed) { /* what was found for want of memory is not remembered */
        asked->faces[style] = face;
    }
    fonts->failed |= failed;
    return face;
}

bool hat_fonts_failed(struct hat_fonts *fonts)
{
    bool failed = fonts->failed;
    fonts->failed = false;
    return failed;
}

/* ---- letters that a font lacks ---- */

/* Joiners, direction marks and variation selectors need no glyph of their own. */
static bool invisible(uint32_t cp)
{
    return cp < 0x20 || cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) ||
           (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF ||
           (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF);
}

/* HarfBuzz makes these of the space and the hyphen where a font lacks them. */
static uint32_t plain_form(uint32_t cp)
{
    if (cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x205F) {
        return ' ';
    }
    return cp == 0x2011 ? 0x2010 : cp;
}

static bool has_all(const struct hat_face *face, struct hat_str cluster)
{
    for (size_t at = 0, used = 0; at < cluster.len; at += used) {
        uint32_t cp = hat_utf8_decode(cluster.ptr + at, cluster.len - at, &used);
        hb_codepoint_t glyph = 0;
        if (!invisible(cp) && !hb_font_get_nominal_glyph(face->hb, cp, &glyph) &&
            !hb_font_get_nominal_glyph(face->hb, plain_form(cp), &glyph)) {
            return false;
        }
    }
    return true;
}

/* The faces that stand in for `face`, of its style; made when first asked for. */
static const struct hat_face **fallbacks_of(struct hat_fonts *fonts, struct hat_face *face)
{
    struct hat_str key = {0};
    if (face->fallbacks != NULL) {
        return face->fallbacks;
    }
    if (hat_font_key(&fonts->arena, hat_str_from(face->family), &key) != HAT_OK) {
        fonts->failed = true;
        return NULL;
    }
    const struct hat_font_names *names = hat_font_names_find(fonts->table.fallback, key, true);
    size_t count = names != NULL ? names->family_count : 0, found = 0;
    const struct hat_face **list = hat_arena_array(&fonts->arena, count + 1, sizeof(*list));
    if (list == NULL) {
        fonts->failed = true;
        return NULL;
    }
    bool bold = face->fake_bold || (face->ft->style_flags & FT_STYLE_FLAG_BOLD) != 0;
    bool italic = face->fake_italic || (face->ft->style_flags & FT_STYLE_FLAG_ITALIC) != 0;
    uint8_t style = (uint8_t)((bold ? HAT_STYLE_BOLD : 0) | (italic ? HAT_STYLE_ITALIC : 0));
    bool failed = fonts->failed;
    fonts->failed = false;
    for (size_t i = 0; i < count; i++) {
        list[found] = open_family(fonts, names->families[i], style);
        found += list[found] != NULL;
    }
    if (!fonts->failed) {
        face->fallbacks = list;
    }
    fonts->failed |= failed;
    return list;
}

static bool known_nowhere(const struct hat_fonts *fonts, uint32_t cp)
{
    for (size_t i = 0; i < fonts->nowhere_count; i++) {
        if (fonts->nowhere[i] == cp) {
            return true;
        }
    }
    return false;
}

const struct hat_face *hat_fonts_fallback(struct hat_fonts *fonts, const struct hat_face *primary,
                                          struct hat_str cluster)
{
    if (cluster.len == 0 || has_all(primary, cluster)) {
        return primary;
    }
    struct hat_face *own = fonts->faces; /* the same face, as ours to complete */
    while (own != primary) {
        own = own->next;
    }
    const struct hat_face **list = fallbacks_of(fonts, own);
    for (; list != NULL && *list != NULL; list++) {
        if (has_all(*list, cluster)) {
            return *list;
        }
    }
    size_t used = 0;
    uint32_t cp = hat_utf8_decode(cluster.ptr, cluster.len, &used);
    if (cp == HAT_UTF8_INVALID || known_nowhere(fonts, cp)) {
        return NULL;
    }
    const struct hat_face *face = open_searched(fonts, (struct hat_str){0}, 0, cp);
    if (face != NULL && has_all(face, cluster)) {
        return face;
    }
    if (fonts->nowhere_count < NOWHERE_MAX) {
        fonts->nowhere[fonts->nowhere_count++] = cp;
    }
    return NULL;
}

/* ---- opening and closing ---- */

static bool font_file_name(const char *name)
{
    static const char *const ends[] = {".ttf", ".otf", ".ttc", ".otc",
                                       ".TTF", ".OTF", ".TTC", ".OTC"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (hat_str_ends(hat_str_from(name), ends[i])) {
            return name[0] != '.';
        }
    }
    return false;
}

/* Puts one of the office's own files into its family. */
static enum hat_status add_office_file(struct hat_fonts *fonts, const char *path)
{
    struct hat_str family = {0}, key = {0};
    uint8_t style = 0;
    enum hat_status status = hat_face_probe(fonts->freetype, &fonts->arena, path, &family, &style);
    if (status == HAT_ERR_DATA) {
        return note_damaged(fonts, path);
    }
    if (status == HAT_ERR_IO) {
        return HAT_OK; /* no file that can be read: left alone */
    }
    status = status == HAT_OK ? hat_font_key(&fonts->arena, family, &key) : status;
    if (status != HAT_OK) {
        return status;
    }
    const struct hat_font_files *found = office_find(fonts, key);
    struct hat_font_files *files = fonts->office;
    while (files != NULL && files != found) {
        files = files->next;
    }
    if (files == NULL) {
        files = hat_arena_alloc(&fonts->arena, sizeof *files);
        if (files == NULL) {
            return HAT_ERR_NOMEM;
        }
        *files = (struct hat_font_files){.next = fonts->office, .family = family, .key = key};
        fonts->office = files;
    }
    /* two files of one style: the one whose name sorts first, whatever the folder's order */
    if (files->files[style] == NULL || strcmp(path, files->files[style]) < 0) {
        files->files[style] = hat_arena_strndup(&fonts->arena, path, strlen(path));
        return files->files[style] != NULL ? HAT_OK : HAT_ERR_NOMEM;
    }
    return HAT_OK;
}

static enum hat_status read_office_folder(struct hat_fonts *fonts)
{
    enum hat_status status = HAT_OK;
    struct hat_buf path = {0};
    DIR *folder = opendir(fonts->folder);
    for (struct dirent *entry; folder != NULL && status == HAT_OK;) {
        entry = readdir(folder);
        if (entry == NULL) {
            break;
        }
        if (font_file_name(entry->d_name)) {
            path.len = 0;
            hat_buf_printf(&path, "%s/%s", fonts->folder, entry->d_name);
            status = hat_buf_failed(&path) ? HAT_ERR_NOMEM : add_office_file(fonts, path.data);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    hat_buf_fini(&path);
    return status;
}

/* An absolute path, since an office's file is told from a bare name by it. */
static enum hat_status set_folder(struct hat_fonts *fonts, const char *folder)
{
    char *whole = NULL;
    if (folder == NULL) {
        bool installed = access(HATSHY_FONTS_INSTALLED "/families.conf", R_OK) == 0;
        folder = installed ? HATSHY_FONTS_INSTALLED : HATSHY_FONTS_SOURCE;
    }
    char here[4096] = "";
    if (folder[0] != '/' && getcwd(here, sizeof here) == NULL) {
        return HAT_ERR_IO;
    }
    size_t here_len = strlen(here), len = strlen(folder);
    whole = hat_arena_alloc(&fonts->arena, here_len + len + 2);
    if (whole == NULL) {
        return HAT_ERR_NOMEM;
    }
    memcpy(whole, here, here_len);
    if (here_len > 0) {
        whole[here_len++] = '/';
    }
    memcpy(whole + here_len, folder, len);
    fonts->folder = whole;
    return HAT_OK;
}

static enum hat_status open_default(struct hat_fonts *fonts, hat_diags *diags)
{
    fonts->any = resolve(fonts, "*", 0);
    if (fonts->any == NULL) {
        fonts->any = open_searched(fonts, (struct hat_str){0}, 0, 0);
    }
    if (fonts->failed) {
        return HAT_ERR_NOMEM;
    }
    if (fonts->any == NULL) {
        hat_diags_add(diags, HAT_MSG_FONT_NONE, NULL, hat_str_from(fonts->folder));
        return HAT_ERR_IO;
    }
    return HAT_OK;
}

const char *hat_fonts_folder(const struct hat_fonts *fonts, size_t index)
{
    return index == 0                           ? fonts->folder
           : index <= fonts->table.folder_count ? fonts->table.folders[index - 1]
                                                : NULL;
}

enum hat_status hat_fonts_open(const char *folder, hat_diags *diags, struct hat_fonts **out)
{
    struct hat_fonts *fonts = hat_mem_zalloc(1, sizeof *fonts);
    if (fonts == NULL) {
        return HAT_ERR_NOMEM;
    }
    fonts->table.arena = &fonts->arena;
    enum hat_status status = set_folder(fonts, folder);
    if (status == HAT_OK && FT_Init_FreeType(&fonts->freetype) != 0) {
        status = HAT_ERR_NOMEM;
    }
    if (status == HAT_OK) {
        status = hat_font_table_read(fonts->folder, diags, &fonts->table);
        status = status == HAT_ERR_NOMEM || status == HAT_OK ? status : HAT_ERR_IO;
    }
    if (status == HAT_OK) {
        status = read_office_folder(fonts);
    }
    if (status == HAT_OK) {
        status = open_default(fonts, diags);
    }
    hat_fonts_tell_damaged(fonts, diags);
    if (status != HAT_OK) {
        hat_fonts_close(fonts);
        return status;
    }
    *out = fonts;
    return HAT_OK;
}

void hat_fonts_close(struct hat_fonts *fonts)
{
    if (fonts == NULL) {
        return;
    }
    for (struct hat_face *face = fonts->faces; face != NULL; face = face->next) {
        hat_face_fini(face);
    }
    hat_font_search_close(fonts->search);
    if (fonts->freetype != NULL) {
        FT_Done_FreeType(fonts->freetype);
    }
    hat_font_table_fini(&fonts->table);
    hat_arena_fini(&fonts->arena);
    hat_mem_free(fonts);
}
