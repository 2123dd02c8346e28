/* fonts_search.c -- fontconfig, for families and letters that families.conf does not answer.
 *
 * Only fonts/fonts.conf is read: FONTCONFIG_FILE, FONTCONFIG_PATH, FONTCONFIG_SYSROOT, the home
 * folder and the machine's own configuration have no say. Fresh caches of the system are used, but
 * fontconfig's own FcConfigBuildFonts() would write stale ones anew; so the folders are gone
 * through here, and nothing is ever written.
 */
#include <dirent.h>
#include <fontconfig/fontconfig.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "text/fonts_internal.h"

enum {
    DEPTH_MAX = 8,
    SCAN_MAX = 2000, /* files read one by one when there is no cache */
};

struct hat_font_search {
    FcConfig *config;
    FcFontSet *set;
    size_t scanned;
};

/* Reads a folder without a cache: its fonts and, below it, its folders. */
static void scan_folder(struct hat_font_search *search, const char *path, int depth);

static void add_file(struct hat_font_search *search, const char *path)
{
    int count = 0, number = 0;
    do {
        FcPattern *pattern = FcFreeTypeQuery((const FcChar8 *)path, (unsigned)number, NULL, &count);
        if (pattern != NULL && !FcFontSetAdd(search->set, pattern)) {
            FcPatternDestroy(pattern);
        }
        search->scanned++;
    } while (++number < count && search->scanned < SCAN_MAX);
}

static void add_cached(struct hat_font_search *search, FcCache *cache, int depth);

static void add_folder(struct hat_font_search *search, const char *path, int depth)
{
    if (depth > DEPTH_MAX) {
        return;
    }
    FcCache *cache = FcDirCacheLoad((const FcChar8 *)path, search->config, NULL);
    if (cache != NULL) {
        add_cached(search, cache, depth);
        FcDirCacheUnload(cache);
    } else {
        scan_folder(search, path, depth);
    }
}

static void add_cached(struct hat_font_search *search, FcCache *cache, int depth)
{
    FcFontSet *set = FcCacheCopySet(cache);
    for (int i = 0; set != NULL && i < set->nfont; i++) {
        FcPatternReference(set->fonts[i]);
        if (!FcFontSetAdd(search->set, set->fonts[i])) {
            FcPatternDestroy(set->fonts[i]);
        }
    }
    if (set != NULL) {
        FcFontSetDestroy(set);
    }
    for (int i = 0; i < FcCacheNumSubdir(cache); i++) {
        add_folder(search, (const char *)FcCacheSubdir(cache, i), depth + 1);
    }
}

static void scan_folder(struct hat_font_search *search, const char *path, int depth)
{
    struct hat_buf name = {0};
    DIR *folder = opendir(path);
    while (folder != NULL && search->scanned < SCAN_MAX) {
        struct dirent *entry = readdir(folder);
        struct stat info;
        if (entry == NULL) {
            break;
        }
        name.len = 0;
        hat_buf_printf(&name, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] == '.' || hat_buf_failed(&name) || stat(name.data, &info) != 0) {
            continue;
        }
        if (S_ISDIR(info.st_mode)) {
            add_folder(search, name.data, depth + 1);
        } else if (S_ISREG(info.st_mode)) {
            add_file(search, name.data);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    hat_buf_fini(&name);
}

/* An empty configuration of our own, not the process-wide one, with fonts.conf read into it. */
static FcConfig *read_config(const char *folder)
{
    struct hat_buf path = {0};
    FcConfig *config = FcConfigCreate();
    hat_buf_printf(&path, "%s/fonts.conf", folder);
    if (config != NULL) {
        FcConfigSetSysRoot(config, NULL);
    }
    if (config != NULL && (hat_buf_failed(&path) ||
                           !FcConfigParseAndLoad(config, (const FcChar8 *)path.data, FcTrue))) {
        FcConfigDestroy(config);
        config = NULL;
    }
    hat_buf_fini(&path);
    return config;
}

enum hat_status hat_font_search_open(const char *folder, struct hat_font_search **out)
{
    struct hat_font_search *search = hat_mem_zalloc(1, sizeof *search);
    if (search == NULL) {
        return HAT_ERR_NOMEM;
    }
    search->config = read_config(folder);
    search->set = FcFontSetCreate();
    if (search->config == NULL || search->set == NULL) {
        hat_font_search_close(search);
        return HAT_ERR_IO;
    }
    add_folder(search, folder, 0); /* the office's own fonts */
    FcStrList *folders = FcConfigGetFontDirs(search->config);
    for (FcChar8 *path; folders != NULL && (path = FcStrListNext(folders)) != NULL;) {
        add_folder(search, (const char *)path, 0);
    }
    if (folders != NULL) {
        FcStrListDone(folders);
    }
    *out = search;
    return HAT_OK;
}

void hat_font_search_close(struct hat_font_search *search)
{
    if (search == NULL) {
        return;
    }
    if (search->set != NULL) {
        FcFontSetDestroy(search->set);
    }
    if (search->config != NULL) {
        FcConfigDestroy(search->config);
    }
    hat_mem_free(search);
}

static bool has_family(const FcPattern *font, struct hat_str family)
{
    FcChar8 *name = NULL;
    for (int i = 0; FcPatternGetString(font, FC_FAMILY, i, &name) == FcResultMatch; i++) {
        struct hat_str own = hat_str_from((const char *)name);
        char key[256];
        if (own.len == family.len && own.len < sizeof key) {
            memcpy(key, family.ptr, family.len);
            key[family.len] = 0;
            if (FcStrCmpIgnoreCase(name, (const FcChar8 *)key) == 0) {
                return true;
            }
        }
    }
    return false;
}

static uint8_t style_of(const FcPattern *font)
{
    int weight = FC_WEIGHT_REGULAR, slant = FC_SLANT_ROMAN;
    FcPatternGetInteger(font, FC_WEIGHT, 0, &weight);
    FcPatternGetInteger(font, FC_SLANT, 0, &slant);
    return (uint8_t)((weight >= FC_WEIGHT_DEMIBOLD ? HAT_STYLE_BOLD : 0) |
                     (slant != FC_SLANT_ROMAN ? HAT_STYLE_ITALIC : 0));
}

/* How far a font is from what is wanted; less is better, and 0 all that one can wish. */
static int distance(const FcPattern *font, uint8_t style)
{
    int weight = FC_WEIGHT_REGULAR, width = FC_WIDTH_NORMAL;
    int wanted = (style & HAT_STYLE_BOLD) != 0 ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR;
    FcPatternGetInteger(font, FC_WEIGHT, 0, &weight);
    FcPatternGetInteger(font, FC_WIDTH, 0, &width);
    bool slant_differs = ((style_of(font) ^ style) & HAT_STYLE_ITALIC) != 0;
    int by_weight = weight > wanted ? weight - wanted : wanted - weight;
    int by_width = width > FC_WIDTH_NORMAL ? width - FC_WIDTH_NORMAL : FC_WIDTH_NORMAL - width;
    return (slant_differs ? 1000 : 0) + by_weight + by_width * 4;
}

/* Better: nearer, and of equally near ones the file whose name sorts first. */
static bool better(int a, const char *path, int b, const char *best)
{
    return best == NULL || a < b || (a == b && strcmp(path, best) < 0);
}

bool hat_font_search_find(struct hat_font_search *search, struct hat_str family, uint8_t style,
                          uint32_t cp, struct hat_font_file *out)
{
    const char *best = NULL;
    int best_distance = 0;
    for (int i = 0; i < search->set->nfont; i++) {
        const FcPattern *font = search->set->fonts[i];
        FcChar8 *path = NULL;
        FcCharSet *letters = NULL;
        FcBool scalable = FcFalse, variable = FcFalse;
        int number = 0;
        if (FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch ||
            FcPatternGetBool(font, FC_SCALABLE, 0, &scalable) != FcResultMatch || !scalable ||
            (FcPatternGetBool(font, FC_VARIABLE, 0, &variable) == FcResultMatch && variable) ||
            FcPatternGetInteger(font, FC_INDEX, 0, &number) != FcResultMatch || number > 0xFFFF) {
            continue;
        }
        if ((family.len > 0 && !has_family(font, family)) ||
            (cp != 0 && (FcPatternGetCharSet(font, FC_CHARSET, 0, &letters) != FcResultMatch ||
                         !FcCharSetHasChar(letters, cp)))) {
            continue;
        }
        int far = distance(font, style);
        if (better(far, (const char *)path, best_distance, best)) {
            best = (const char *)path;
            best_distance = far;
            *out = (struct hat_font_file){best, number, style_of(font)};
        }
    }
    return best != NULL;
}
