/* allow.c -- which parts of a template a letter may carry (docs/safety.md 3, 5).
 *
 * An allow-list by content type (DOCX) or name (ODT): what is not on it is left out, with a
 * warning unless nobody would miss it (thumbnails, toolbars, printer settings). Thumbnails stay in
 * a template without tags, which comes out as it is.
 *
 *     word/vbaProject.bin   application/vnd.ms-office.vbaProject   left out, told
 *     word/media/a.png      image/png                              carried
 */
#include "template/plan_internal.h"

#define WORD   "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define OFFICE "application/vnd.openxmlformats-officedocument."

static const char *const docx_types[] = {
    WORD "document.main+xml",
    WORD "template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    WORD "styles+xml",
    "application/vnd.ms-word.stylesWithEffects+xml",
    WORD "settings+xml",
    WORD "webSettings+xml",
    WORD "fontTable+xml",
    WORD "numbering+xml",
    WORD "header+xml",
    WORD "footer+xml",
    WORD "footnotes+xml",
    WORD "endnotes+xml",
    WORD "comments+xml",
    WORD "commentsExtended+xml",
    WORD "commentsIds+xml",
    WORD "commentsExtensible+xml",
    WORD "people+xml",
    WORD "document.glossary+xml",
    OFFICE "theme+xml",
    OFFICE "themeOverride+xml",
    OFFICE "drawingml.chart+xml",
    OFFICE "drawingml.chartshapes+xml",
    OFFICE "drawingml.diagramColors+xml",
    OFFICE "drawingml.diagramData+xml",
    OFFICE "drawingml.diagramLayout+xml",
    OFFICE "drawingml.diagramStyle+xml",
    "application/vnd.ms-office.drawingml.diagramDrawing+xml",
    "application/vnd.ms-office.chartstyle+xml",
    "application/vnd.ms-office.chartcolorstyle+xml",
    OFFICE "extended-properties+xml",
    OFFICE "custom-properties+xml",
    OFFICE "customXmlProperties+xml",
    OFFICE "obfuscatedFont",
    OFFICE "spreadsheetml.sheet", /* the data of a chart */
    "application/vnd.openxmlformats-package.core-properties+xml",
    "application/vnd.openxmlformats-package.relationships+xml",
    "application/x-fontdata",
    "application/x-font-ttf",
    "application/inkml+xml",
    "image/png",
    "image/jpeg",
    "image/jpg",
    "image/gif",
    "image/bmp",
    "image/tiff",
    "image/svg+xml",
    "image/emf",
    "image/wmf",
    "image/x-emf",
    "image/x-wmf",
};

/* ODT: files, and folders with all that is in them. */
static const char *const odt_names[] = {
    "mimetype",     "content.xml",           "styles.xml",         "meta.xml",
    "settings.xml", "manifest.rdf",          "Pictures/",          "media/",
    "Fonts/",       "META-INF/manifest.xml", "ObjectReplacements/"};
static const char *const odt_quiet[] = {"Thumbnails/", "Configurations2/", "layout-cache"};

static bool begins_with_one_of(const char *name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(list[i]);
        bool folder = list[i][len - 1] == '/';
        if (folder ? strncmp(name, list[i], len) == 0 : strcmp(name, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* "Object 1/content.xml": a formula or chart is XML; an OLE object has no ending. */
static bool odt_object(const char *name)
{
    const char *slash = strchr(name, '/');
    return strncmp(name, "Object ", 7) == 0 && slash != NULL &&
           (strcmp(slash, "/content.xml") == 0 || strcmp(slash, "/styles.xml") == 0 ||
            strcmp(slash, "/meta.xml") == 0 || strcmp(slash, "/settings.xml") == 0);
}

static bool odt_allowed(const char *name, bool *quiet)
{
    *quiet = begins_with_one_of(name, odt_quiet, sizeof odt_quiet / sizeof *odt_quiet);
    return odt_object(name) ||
           begins_with_one_of(name, odt_names, sizeof odt_names / sizeof *odt_names);
}

/* XML of no kind of its own is carried as the data of content controls only: anywhere else it may
 * be a signature or a control under a plain name. */
static bool custom_data(const char *name, const char *type)
{
    return strncmp(name, "customXml/", 10) == 0 &&
           (strcmp(type, "application/xml") == 0 || strcmp(type, "text/xml") == 0);
}

static bool docx_allowed(const char *name, const char *type, bool *quiet)
{
    bool thumbnail = strncmp(name, "docProps/thumbnail.", 19) == 0;
    *quiet = thumbnail || strcmp(type, WORD "printerSettings") == 0;
    if (strcmp(name, "[Content_Types].xml") == 0 || custom_data(name, type)) {
        return true;
    }
    for (size_t i = 0; i < sizeof docx_types / sizeof *docx_types && !*quiet; i++) {
        if (strcmp(type, docx_types[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool hat_plan_allowed(enum hat_format format, const char *name, const char *type, bool *quiet)
{
    size_t len = strlen(name);
    if (len > 0 && name[len - 1] == '/') { /* the entry of a folder itself */
        *quiet = true;
        return false;
    }
    return format == HAT_FORMAT_DOCX ? docx_allowed(name, type, quiet) : odt_allowed(name, quiet);
}

bool hat_plan_is_look(const struct hat_part *part)
{
    size_t len = strlen(part->name);
    bool file = len > 0 && part->name[len - 1] != '/';
    bool empty = part->size == 0 && strncmp(part->name, "Configurations2/", 16) == 0;
    return file && (strncmp(part->name, "docProps/thumbnail.", 19) == 0 ||
                    strncmp(part->name, "Thumbnails/", 11) == 0 ||
                    strcmp(part->name, "layout-cache") == 0 || empty);
}
