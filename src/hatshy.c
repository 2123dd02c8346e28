/* hatshy.c -- the public functions that no folder gives by itself: versions, messages as text,
 * and the program's stand when memory ends.
 */
#include "hatshy.h"

#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <fribidi.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>
#include <libdeflate.h>
#include <libxml/xmlmemory.h>
#include <libxml/xmlversion.h>
#include <string.h>
#include <unistd.h>
#include <utf8proc.h>
#include <zip.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "language/messages.h"

enum { EXIT_SYSTEM = 3 };

#define TEXT(number) #number
#define DOTTED(major, minor, patch) TEXT(major) "." TEXT(minor) "." TEXT(patch)

/* clang-format off */
static const char versions[] = HATSHY_VERSION
    " (libxml2 " LIBXML_DOTTED_VERSION
    ", libzip " LIBZIP_VERSION
    ", cairo " CAIRO_VERSION_STRING
    ", HarfBuzz " HB_VERSION_STRING
    ", FreeType " DOTTED(FREETYPE_MAJOR, FREETYPE_MINOR, FREETYPE_PATCH)
    ", FriBidi " FRIBIDI_VERSION
    ", fontconfig " DOTTED(FC_MAJOR, FC_MINOR, FC_REVISION)
    ", utf8proc " DOTTED(UTF8PROC_VERSION_MAJOR, UTF8PROC_VERSION_MINOR, UTF8PROC_VERSION_PATCH)
    ", zlib " ZLIB_VERSION
    ", libdeflate " LIBDEFLATE_VERSION_STRING ")";
/* clang-format on */

const char *hat_version(void)
{
    return versions;
}

size_t hat_diags_format(const hat_diags *diags, size_t index, const char *lang, int json, char *buf,
                        size_t cap)
{
    const struct hat_diag *diag = hat_diags_at(diags, index);
    if (diag == NULL) {
        return 0;
    }
    struct hat_buf text = {0};
    enum hat_lang in = hat_lang_from(hat_str_from(lang));
    if (json != 0) {
        hat_message_json(diag, in, &text);
    } else {
        hat_message_text(diag, in, &text);
    }
    size_t len = hat_buf_copy_out(&text, buf, cap);
    hat_buf_fini(&text);
    return len;
}

void hat_abandon_outputs(void)
{
    hat_outputs_abandon();
}

/* ---- out of memory (docs/safety.md 1) ---- */

static _Noreturn void memory_ended(void)
{
    static const char text[] = "hatshy: error: memory has run out\n";
    hat_outputs_abandon();
    ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);
    (void)written; /* nothing more can be done */
    _exit(EXIT_SYSTEM);
}

static void *realloc_or_end(void *ptr, size_t bytes)
{
    void *got = hat_mem_realloc(ptr, bytes, 1);
    if (got == NULL) {
        memory_ended();
    }
    return got;
}

static void *malloc_or_end(size_t bytes)
{
    return realloc_or_end(NULL, bytes);
}

static char *strdup_or_end(const char *text)
{
    size_t bytes = strlen(text) + 1;
    return memcpy(malloc_or_end(bytes), text, bytes);
}

void hat_exit_when_out_of_memory(void)
{
    xmlMemSetup(hat_mem_free, malloc_or_end, realloc_or_end, strdup_or_end);
}
