/* fonts_internal.h -- what the files of src/text know of fonts and faces.
 *
 *     families.conf --fonts_table.c--> struct hat_font_table   (names only, no file is opened)
 *     a family that no table names --fonts_search.c--> fontconfig over fonts.conf, when needed
 *     a file --face.c--> struct hat_face
 */
#ifndef HAT_TEXT_FONTS_INTERNAL_H
#define HAT_TEXT_FONTS_INTERNAL_H

#include "base/mem.h"
#include "text/fonts.h"

#include <hb.h>

struct FT_LibraryRec_;

enum { HAT_ASCII = 128 }; /* how many characters there are */

/* Styles count as bits: regular 0, bold 1, italic 2, bold italic 3. */
enum { HAT_STYLE_BOLD = 1, HAT_STYLE_ITALIC = 2, HAT_STYLES = 4 };

struct hat_face {
    struct hat_face *next; /* in hat_fonts.faces */
    uint32_t index;
    const char *file, *family, *name;
    bool fake_bold, fake_italic, symbol;
    hb_blob_t *blob; /* the file, mapped; both libraries read it here */
    hb_font_t *hb;
    struct FT_FaceRec_ *ft;
    int32_t upem;
    int32_t ascent, descent, gap; /* the set that rules 1.1 choose [font units] */
    int32_t underline_y, underline_width;
    /* by [kerning][character]: no rule of the font looks at it, unless a mark stands on it; so it
     * needs no shaping, and what is on its two sides may be shaped apart */
    bool plain[2][HAT_ASCII];
    const struct hat_face **fallbacks; /* NULL-ended, of families.conf; NULL until needed */
};

struct hat_font_names {
    struct hat_font_names *next;
    const struct hat_str *keys; /* folded; "*" is all others */
    size_t key_count;
    const struct hat_str *families; /* as written */
    size_t family_count;
};

struct hat_font_files {
    struct hat_font_files *next;
    struct hat_str family, key;
    const char *files[HAT_STYLES]; /* file name or whole path; NULL: none */
    bool office;                   /* of the office's own folder: whole paths */
};

struct hat_font_table {
    struct hat_arena *arena;
    const char **folders;
    size_t folder_count, folder_cap;
    struct hat_font_files *files;
    struct hat_font_names *serve, *fallback;
};

/* Reads <folder>/families.conf. HAT_ERR_IO, HAT_ERR_DATA (reported), HAT_ERR_NOMEM. */
enum hat_status hat_font_table_read(const char *folder, hat_diags *diags,
                                    struct hat_font_table *table);
void hat_font_table_fini(struct hat_font_table *table);
/* The form in which family names are compared. */
enum hat_status hat_font_key(struct hat_arena *arena, struct hat_str name, struct hat_str *key);
/* The families for a folded name: its own line, else that of "*" when `others`; NULL: none. */
const struct hat_font_names *hat_font_names_find(const struct hat_font_names *list,
                                                 struct hat_str key, bool others);
const struct hat_font_files *hat_font_files_find(const struct hat_font_table *table,
                                                 struct hat_str key);

/* A place in a font file, and which style it has. */
struct hat_font_file {
    const char *path;
    int face_number; /* in a collection */
    uint8_t style;
};

/* Fontconfig over <folder>/fonts.conf; opened when first needed, since reading all fonts of a
 * machine takes long when its caches are not fresh. */
struct hat_font_search;
enum hat_status hat_font_search_open(const char *folder, struct hat_font_search **out);
void hat_font_search_close(struct hat_font_search *search);
/* The file of exactly this family nearest to `style`; false when there is none. An empty family
 * means any. `cp` != 0: it must have this character. */
bool hat_font_search_find(struct hat_font_search *search, struct hat_str family, uint8_t style,
                          uint32_t cp, struct hat_font_file *out);

/* Opens a font file. HAT_ERR_DATA: not a scalable OpenType font, or damaged; HAT_ERR_IO,
 * HAT_ERR_NOMEM.
 * The face is in `arena`; its libraries' objects are ended by hat_face_fini(). */
enum hat_status hat_face_open(struct FT_LibraryRec_ *freetype, struct hat_arena *arena,
                              const struct hat_font_file *file, struct hat_face **out);
void hat_face_fini(struct hat_face *face);
/* Family and style of a file, for the list of an office's own fonts. Statuses as hat_face_open().
 */
enum hat_status hat_face_probe(struct FT_LibraryRec_ *freetype, struct hat_arena *arena,
                               const char *path, struct hat_str *family, uint8_t *style);

#endif
