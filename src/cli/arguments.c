/* arguments.c -- the command line, read with getopt_long.
 *
 *     hatshy generate notice.docx -d letter.json -e schools=list.csv -o n.docx -o n.pdf
 *  -> {generate, "notice.docx", {fields "letter.json", entries schools "list.csv"}, {...}}
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_internal.h"

enum {
    OPT_SET = 256,
    OPT_LANG,
    OPT_DATE,
    OPT_MISSING,
    OPT_FONTS,
    OPT_PARTIALS,
    OPT_QUIET,
    OPT_NO_COLOR,
    OPT_MESSAGES,
    OPT_FORMAT,
    OPT_ENCODING,
    OPT_PROGRAM,
    OPT_LIST,
    OPT_ANNOTATE,
    OPT_DPI,
    OPT_PDF,
    OPT_ATTACH_DATA,
    OPT_SCHEMA,
    OPT_REPORT,
    OPT_PERIOD,
    OPT_DUPLICATES,
    OPT_HASHTAG,
    OPT_MAX_SECONDS,
    OPT_CLEAN,
    OPT_FORCE,
    OPT_EACH,
    OPT_BY,
    OPT_RESUME,
    OPT_VERIFY,
    OPT_MERGE,
    OPT_LETTER_TIMEOUT,
    OPT_LETTER_MEMORY
};

static const struct option long_options[] = {
    {"data", required_argument, NULL, 'd'},
    {"entries", required_argument, NULL, 'e'},
    {"output", required_argument, NULL, 'o'},
    {"help", no_argument, NULL, 'h'},
    {"set", required_argument, NULL, OPT_SET},
    {"lang", required_argument, NULL, OPT_LANG},
    {"date", required_argument, NULL, OPT_DATE},
    {"missing", required_argument, NULL, OPT_MISSING},
    {"fonts", required_argument, NULL, OPT_FONTS},
    {"partials", required_argument, NULL, OPT_PARTIALS},
    {"quiet", no_argument, NULL, OPT_QUIET},
    {"no-color", no_argument, NULL, OPT_NO_COLOR},
    {"messages", required_argument, NULL, OPT_MESSAGES},
    {"format", required_argument, NULL, OPT_FORMAT},
    {"encoding", required_argument, NULL, OPT_ENCODING},
    {"program", no_argument, NULL, OPT_PROGRAM},
    {"list", no_argument, NULL, OPT_LIST},
    {"annotate", required_argument, NULL, OPT_ANNOTATE},
    {"dpi", required_argument, NULL, OPT_DPI},
    {"schema", required_argument, NULL, OPT_SCHEMA},
    {"report", required_argument, NULL, OPT_REPORT},
    {"period", required_argument, NULL, OPT_PERIOD},
    {"duplicates", required_argument, NULL, OPT_DUPLICATES},
    {"hashtag", required_argument, NULL, OPT_HASHTAG},
    {"max-seconds", required_argument, NULL, OPT_MAX_SECONDS},
    {"clean", no_argument, NULL, OPT_CLEAN},
    {"force", no_argument, NULL, OPT_FORCE},
    {"pdf", required_argument, NULL, OPT_PDF},
    {"attach-data", no_argument, NULL, OPT_ATTACH_DATA},
    {"each", no_argument, NULL, OPT_EACH},
    {"by", required_argument, NULL, OPT_BY},
    {"jobs", required_argument, NULL, 'j'},
    {"resume", no_argument, NULL, OPT_RESUME},
    {"verify", no_argument, NULL, OPT_VERIFY},
    {"merge", optional_argument, NULL, OPT_MERGE},
    {"letter-timeout", required_argument, NULL, OPT_LETTER_TIMEOUT},
    {"letter-memory", required_argument, NULL, OPT_LETTER_MEMORY},
    {NULL, 0, NULL, 0},
};

/* Which options a command takes besides the common ones. */
static const char *const own_options[HAT_COMMAND_COUNT] = {
    [HAT_COMMAND_GENERATE] =
        "data entries set output missing partials format encoding dpi pdf attach-data "
        "clean schema period duplicates hashtag max-seconds force",
    [HAT_COMMAND_BATCH] =
        "data entries set output missing partials format encoding dpi pdf attach-data "
        "clean schema period duplicates hashtag max-seconds force "
        "each by merge jobs resume verify report letter-timeout letter-memory",
    [HAT_COMMAND_CHECK] = "data entries set missing partials format encoding program list annotate "
                          "clean schema period duplicates hashtag max-seconds",
    [HAT_COMMAND_ENTRIES] =
        "output format encoding schema report period duplicates hashtag max-seconds",
    [HAT_COMMAND_RENDER] = "output dpi pdf",
    [HAT_COMMAND_FONTS] = "",
};
static const char common_options[] = "help lang date fonts quiet no-color messages";

static const char *const usages[HAT_COMMAND_COUNT] = {
    [HAT_COMMAND_GENERATE] =
        "hatshy generate TEMPLATE [-d DATA]... [-e [NAME=]ENTRIES]... [--set NAME=VALUE]... "
        "-o OUTPUT [-o OUTPUT]...\n"
        "  Merges fields and entries into the template. An output ends in .docx or .odt (the\n"
        "  template's own format), .pdf, .png or .svg (a file a page: name-1.png).\n"
        "  -d DATA          fields: a JSON object, or two columns (name, value) in CSV, XLSX or "
        "ODS\n"
        "  -e ENTRIES       a list: CSV, TSV, XLSX, ODS or a JSON array; called entries unless\n"
        "                   NAME= says otherwise; - is standard input (--format csv|tsv|json|...)\n"
        "  --encoding NAME  of CSV and TSV: utf-8, cp1251, kz-1048 ... (found by itself)\n"
        "  --set NAME=VALUE one field\n"
        "  --missing error|empty|keep   what a name that the data lacks does (error)\n"
        "  --partials DIR   folder of sub-templates, {{> name}} (the template's)\n"
        "  --clean          cleans and checks the entries first: links in one form, regions, "
        "dates,\n"
        "                   counts; also with --schema, --period, --duplicates, --hashtag and\n"
        "                   --max-seconds, as for entries; errors stop the letter\n"
        "  --force          makes the letter although entries have errors\n"
        "  --dpi N          resolution of .png outputs (96)\n"
        "  --pdf a2a|a2u|a3a|plain   what a .pdf output conforms to (a2a)\n"
        "  --attach-data    puts the files of -d and -e into the .pdf output (a3a)\n",
    [HAT_COMMAND_BATCH] =
        "hatshy batch TEMPLATE [-d DATA]... -e [NAME=]ENTRIES [-e ...]... (--each | --by FIELD)\n"
        "             -o PATTERN [-o PATTERN]... [-j N] [--resume]\n"
        "hatshy batch ... (--each | --by FIELD) --merge[=NAME] -o ALL.pdf\n"
        "hatshy batch --verify -o PATTERN\n"
        "  Makes a letter of each entry, or of each group of entries of the first -e. A letter "
        "sees\n"
        "  its own entries in place of the list, the whole list as all, and @key, @letter, "
        "@letters.\n"
        "  --each           a letter an entry: its members are fields of the letter\n"
        "  --by FIELD       a letter for all entries that share a value of FIELD\n"
        "  -o PATTERN       names with tags: out/{{region}}/{{@number}}.pdf; letters.zip or\n"
        "                   letters.zip/{{@number}}.docx puts the letters into an archive\n"
        "  --merge[=NAME]   all letters in one PDF, with an outline of these names:\n"
        "                   --merge='{{name}}' ({{@key}}, or {{@letter}} with --each)\n"
        "  -j N             processes that make letters (one a processor)\n"
        "  --resume         goes on: letters that are there and unchanged are kept\n"
        "  --verify         compares the letters with the journal that was kept of them\n"
        "  --report FILE    what became of each letter, as JSON\n"
        "  --letter-timeout SECONDS, --letter-memory MB   limits of one letter (30, 512)\n"
        "  Fields, lists and letters as for generate.\n",
    [HAT_COMMAND_CHECK] =
        "hatshy check TEMPLATE [-d DATA]... [-e [NAME=]ENTRIES]... [--list]\n"
        "             [--annotate OUT] [--program]\n"
        "  Reports everything that is wrong with a template, and with data for it.\n"
        "  --list           prints the names that the template uses: name, how, where\n"
        "  --partials DIR   folder of sub-templates, {{> name}} (the template's)\n"
        "  --annotate OUT   writes a copy of the template with the messages as comments\n"
        "  --program        prints the compiled template\n",
    [HAT_COMMAND_ENTRIES] =
        "hatshy entries FILE... [-o CLEAN]... [--report REPORT.json]\n"
        "  Cleans and checks lists of entries (CSV, TSV, XLSX, ODS, JSON, the table of an earlier\n"
        "  letter, DOCX or ODT) as one list, and tells what is wrong with each row; codes are\n"
        "  explained in hatshy-entries(5).\n"
        "  -o CLEAN         the cleaned list: .csv, .tsv, .json, or .xlsx, .ods with all problems\n"
        "  --report FILE    every finding and all counts as JSON\n"
        "  --schema FILE    what the columns must be like (Table Schema, JSON)\n"
        "  --period FROM..TO            days of publication, such as 2026-02-11..2026-02-25\n"
        "  --duplicates error|keep|drop what a repeated post is (error)\n"
        "  --encoding NAME  of CSV and TSV: utf-8, cp1251, kz-1048 ... (found by itself)\n"
        "  --hashtag TEXT   the hashtag asked for\n"
        "  --max-seconds N  longest video (60)\n",
    [HAT_COMMAND_RENDER] = ("hatshy render DOCUMENT -o OUTPUT [-o OUTPUT]...\n"
                            "  Prints a DOCX or ODT document to .pdf, .png or .svg.\n"
                            "  --dpi N, --pdf a2a|a2u|a3a|plain   as for generate\n"),
    [HAT_COMMAND_FONTS] =
        "hatshy fonts [DOCUMENT]\n"
        "  Tells which font file serves each family, and which letters a family lacks.\n",
};

static const char usage_common[] =
    "Common options: --lang kk|ru|en, --date YYYY-MM-DD, --fonts DIR, --quiet, --no-color,\n"
    "  --messages text|json, --help\n";

void hat_usage(enum hat_command command, bool to_stdout)
{
    FILE *out = to_stdout ? stdout : stderr;
    for (int i = 0; i < HAT_COMMAND_COUNT; i++) {
        if (command == HAT_COMMAND_COUNT || (int)command == i) {
            fputs(usages[i], out);
        }
    }
    fputs(usage_common, out);
}

static bool wrong(const char *what, const char *text)
{
    fprintf(stderr, "hatshy: error: %s: %s\n", what, text);
    return false;
}

static bool listed(const char *list, const char *name)
{
    size_t len = strlen(name);
    for (const char *at = strstr(list, name); at != NULL; at = strstr(at + 1, name)) {
        bool begins = at == list || at[-1] == ' ';
        if (begins && (at[len] == ' ' || at[len] == '\0')) {
            return true;
        }
    }
    return false;
}

static const char *option_name(int code)
{
    for (const struct option *option = long_options; option->name != NULL; option++) {
        if (option->val == code) {
            return option->name;
        }
    }
    return "";
}

/* "NAME=rest" is split in place when what stands before '=' may be a name. For -e a path with a
 * '=' after a '/' is a path. */
static void source_add(struct hat_arguments *arguments, enum hat_source_kind kind, char *text)
{
    struct hat_source *source = &arguments->sources[arguments->source_count++];
    char *equals = strchr(text, '=');
    bool named = kind != HAT_SOURCE_FIELDS && equals != NULL && equals != text &&
                 (kind == HAT_SOURCE_VALUE || memchr(text, '/', (size_t)(equals - text)) == NULL);
    *source = (struct hat_source){.kind = kind, .value = text};
    if (named) {
        *equals = '\0';
        source->name = text;
        source->value = equals + 1;
    }
}

static bool missing_parse(const char *text, hat_missing *missing)
{
    static const char *const words[] = {"error", "empty", "keep"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(text, words[i]) == 0) {
            *missing = (hat_missing)i;
            return true;
        }
    }
    return wrong("--missing takes error, empty or keep, not", text);
}

static bool pdf_parse(const char *text, hat_pdf_profile *profile)
{
    static const struct {
        const char *word;
        hat_pdf_profile profile;
    } profiles[] = {
        {"plain", HAT_PDF_PLAIN}, {"a2u", HAT_PDF_A2U}, {"a2a", HAT_PDF_A2A}, {"a3a", HAT_PDF_A3A}};
    for (size_t i = 0; i < sizeof profiles / sizeof profiles[0]; i++) {
        if (strcmp(text, profiles[i].word) == 0) {
            *profile = profiles[i].profile;
            return true;
        }
    }
    return wrong("--pdf takes plain, a2u, a2a or a3a, not", text);
}

/* Whole dots per inch; digits only, so that no locale matters. */
static bool dpi_parse(const char *text, double *dpi)
{
    int value = 0;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at < '0' || *at > '9' || value > 10000) {
            return wrong("--dpi takes a number, not", text);
        }
        value = value * 10 + (*at - '0');
    }
    if (value < 10 || value > 2400) {
        return wrong("--dpi is between 10 and 2400, not", text);
    }
    *dpi = value;
    return true;
}

static bool duplicates_parse(const char *text, hat_duplicates *duplicates)
{
    static const char *const words[] = {"error", "keep", "drop"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(text, words[i]) == 0) {
            *duplicates = (hat_duplicates)i;
            return true;
        }
    }
    return wrong("--duplicates takes error, keep or drop, not", text);
}

/* A whole number from 1 on. */
static bool number_parse(const char *what, const char *text, unsigned *number)
{
    unsigned value = 0;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at < '0' || *at > '9' || value > 1000000) {
            return wrong(what, text);
        }
        value = value * 10 + (unsigned)(*at - '0');
    }
    *number = value;
    return value > 0 || wrong(what, text);
}

/* Options of lists of entries. */
static bool entries_option_take(struct hat_arguments *arguments, int code)
{
    bool asks = code != OPT_FORCE && code != OPT_NO_COLOR && code != OPT_REPORT;
    arguments->clean = arguments->clean || asks;
    switch (code) {
    case OPT_CLEAN:
        return true;
    case OPT_FORCE:
        arguments->force = true;
        return true;
    case OPT_SCHEMA:
        arguments->entries.schema = optarg;
        return true;
    case OPT_REPORT:
        arguments->report = optarg;
        return true;
    case OPT_PERIOD:
        arguments->entries.period = optarg;
        return true;
    case OPT_HASHTAG:
        arguments->entries.hashtag = optarg;
        return true;
    case OPT_DUPLICATES:
        return duplicates_parse(optarg, &arguments->entries.duplicates);
    case OPT_MAX_SECONDS:
        return number_parse("--max-seconds takes a number, not", optarg,
                            &arguments->entries.max_seconds);
    default: /* --no-color: messages have no colours */
        return code == OPT_NO_COLOR;
    }
}

/* Options of batches. */
static bool batch_option_take(struct hat_arguments *arguments, int code)
{
    hat_batch_options *batch = &arguments->batch;
    switch (code) {
    case OPT_EACH:
        arguments->each = true;
        return true;
    case OPT_BY:
        batch->by = optarg;
        return true;
    case OPT_VERIFY:
        arguments->verify = true;
        return true;
    case OPT_MERGE:
        batch->merge = optarg != NULL ? optarg : "";
        return true;
    case OPT_RESUME:
        batch->resume = 1;
        return true;
    case 'j':
        return number_parse("-j takes a number, not", optarg, &batch->jobs);
    case OPT_LETTER_TIMEOUT:
        return number_parse("--letter-timeout takes seconds, not", optarg, &batch->letter_seconds);
    case OPT_LETTER_MEMORY:
        return number_parse("--letter-memory takes megabytes, not", optarg, &batch->letter_mb);
    default:
        return entries_option_take(arguments, code);
    }
}

static bool messages_parse(const char *text, bool *json)
{
    *json = strcmp(text, "json") == 0;
    return *json || strcmp(text, "text") == 0 || wrong("--messages takes text or json, not", text);
}

static bool option_take(struct hat_arguments *arguments, int code)
{
    switch (code) {
    case 'd':
        source_add(arguments, HAT_SOURCE_FIELDS, optarg);
        return true;
    case 'e':
        source_add(arguments, HAT_SOURCE_ENTRIES, optarg);
        return true;
    case OPT_SET:
        source_add(arguments, HAT_SOURCE_VALUE, optarg);
        return arguments->sources[arguments->source_count - 1].name != NULL ||
               wrong("--set takes NAME=VALUE, not", optarg);
    case 'o':
        arguments->outputs[arguments->output_count++] = optarg;
        return true;
    case 'h':
        arguments->help = true;
        return true;
    case OPT_LANG:
        arguments->options.lang = optarg;
        return true;
    case OPT_DATE:
        arguments->options.date = optarg;
        return true;
    case OPT_FONTS:
        arguments->options.fonts = optarg;
        return true;
    case OPT_PARTIALS:
        arguments->options.partials = optarg;
        return true;
    case OPT_MISSING:
        return missing_parse(optarg, &arguments->options.missing);
    case OPT_FORMAT:
        arguments->format = optarg;
        return true;
    case OPT_ENCODING:
        arguments->encoding = optarg;
        return true;
    case OPT_DPI:
        return dpi_parse(optarg, &arguments->options.png_dpi);
    case OPT_PDF:
        return pdf_parse(optarg, &arguments->options.pdf);
    case OPT_ATTACH_DATA:
        arguments->options.attach_data = 1;
        return true;
    case OPT_MESSAGES:
        return messages_parse(optarg, &arguments->json);
    case OPT_QUIET:
        arguments->quiet = true;
        return true;
    case OPT_ANNOTATE:
        arguments->annotate = optarg;
        return true;
    case OPT_LIST:
        arguments->list = true;
        return true;
    case OPT_PROGRAM:
        arguments->program = true;
        return true;
    default:
        return batch_option_take(arguments, code);
    }
}

/* The language that messages come in: --lang, else the locale's, else English. */
static const char *messages_language(const char *lang)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *locale = NULL;
    for (int i = 0; i < 3 && (locale == NULL || *locale == '\0'); i++) {
        locale = getenv(variables[i]);
    }
    return lang != NULL ? lang : locale != NULL ? locale : "en";
}

const char *hat_arguments_list(const struct hat_arguments *arguments)
{
    for (size_t i = 0; i < arguments->source_count; i++) {
        if (arguments->sources[i].kind == HAT_SOURCE_ENTRIES) {
            return arguments->sources[i].name != NULL ? arguments->sources[i].name : "entries";
        }
    }
    return NULL;
}

static bool complete(const struct hat_arguments *arguments)
{
    if (arguments->help) {
        return true;
    }
    if (arguments->document == NULL && arguments->command != HAT_COMMAND_FONTS &&
        !arguments->verify) {
        return wrong("name a document", "see hatshy --help");
    }
    bool batch = arguments->command == HAT_COMMAND_BATCH && !arguments->verify;
    bool makes = batch || arguments->verify || arguments->command == HAT_COMMAND_GENERATE ||
                 arguments->command == HAT_COMMAND_RENDER;
    if (makes && arguments->output_count == 0) {
        return wrong("name an output with -o", "see hatshy --help");
    }
    if (batch && arguments->each == (arguments->batch.by != NULL)) {
        return wrong("say --each or --by FIELD", "see hatshy --help");
    }
    if (batch && arguments->batch.merge != NULL &&
        (arguments->batch.resume != 0 || arguments->report != NULL)) {
        return wrong("one file has no letters to go on with or to report: --merge goes without",
                     "--resume and --report");
    }
    if (batch && hat_arguments_list(arguments) == NULL) {
        return wrong("name the list with -e", "see hatshy --help");
    }
    return true;
}

const char *hat_arguments_format(const struct hat_arguments *arguments, const char *path, char *buf,
                                 size_t cap)
{
    const char *format = strcmp(path, "-") == 0 ? arguments->format : NULL;
    if (arguments->encoding == NULL) {
        return format;
    }
    snprintf(buf, cap, "%s:%s", format != NULL ? format : "", arguments->encoding);
    return buf;
}

bool hat_arguments_parse(int argc, char **argv, struct hat_arguments *arguments)
{
    optind = 2;
    for (int code; (code = getopt_long(argc, argv, "d:e:o:j:h", long_options, NULL)) != -1;) {
        const char *name = option_name(code);
        if (code == '?') {
            return false; /* getopt has said why */
        }
        if (!listed(own_options[arguments->command], name) && !listed(common_options, name)) {
            return wrong("this command has no option", name);
        }
        if (!option_take(arguments, code)) {
            return false;
        }
    }
    arguments->files = argv + optind;
    arguments->file_count = (size_t)(argc - optind);
    if (optind < argc) {
        arguments->document = argv[optind++];
    }
    if (optind < argc && arguments->command != HAT_COMMAND_ENTRIES) {
        return wrong("one document at a time; not understood", argv[optind]);
    }
    arguments->messages_lang = messages_language(arguments->options.lang);
    return complete(arguments);
}
