#!/usr/bin/env python3
"""Source rules no compiler checks: order of folders, third-party headers, sizes, banned calls.

Usage: check.py ROOT [FOLDER...]   (with folders: only those)
"""
import os
import re
import sys

root = sys.argv[1]
src = os.path.join(root, "src")
only = set(sys.argv[2:])

# The build-up of the program, bottom up: a folder may include those before it.
ORDER = ["base", "language", "xml", "package", "data", "entries", "template", "document", "text",
         "layout", "paint", "job"]
# Third-party headers: pattern -> the folders that may see them.
THIRD_PARTY = {
    r"utf8proc\.h|nettle/": {"base"},
    r"pthread\.h": {"base"},  # threads are base/parallel.c alone
    r"libxml/": {"xml"},
    r"zip\.h": {"package"},
    r"yajl/": {"data"},
    r"xlsxwriter\.h": {"entries"},
    r"qrencode\.h": {"template"},
    r"fontconfig/|ft2build\.h|freetype/|hb|fribidi|hyphen\.h": {"text"},
    r"zlib\.h": {"template"},
    r"libdeflate\.h": {"paint"},
    r"cairo|jpeglib\.h|jerror\.h|png\.h|librsvg": {"paint"},
    r"dlfcn\.h": {"paint"},  # librsvg is loaded when a drawing needs it
    r"iconv\.h": {"xml", "data"},
    # printing the versions in use needs their macros and functions
}
STANDARD = set("""assert ctype dirent errno fcntl float inttypes limits locale math poll setjmp
signal stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string strings
sys/mman
sys/resource sys/stat sys/types sys/wait time unistd getopt""".split())
BANNED = {  # call -> where it is still allowed
    r"\b(malloc|calloc|realloc|free|strdup|strndup)\s*\(": {"base/mem.c", "cli/*"},
    r"\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|atof|alloca|system|popen)\s*\(": set(),
    r"\b(setjmp|longjmp)\s*\(": {"paint/jpeg.c"},  # libjpeg knows no other way to report an error
    r"\b(toupper|tolower|isalpha|isalnum|isspace|isdigit|setlocale|strtod|strcasecmp)\s*\(": {"cli/main.c"},
    r"\b(printf|fprintf|puts|fputs|perror)\s*\(": {"cli/*"},
    r"\b(exit|_exit|abort)\s*\(": {"cli/*", "hatshy.c", "job/worker.c"},
    r"\bassert\s*\(\s*!?\s*\w+\s*\(": set(),  # a call inside assert() vanishes with NDEBUG
    r"\b(TODO|FIXME|XXX|HACK)\b": set(),
}
FILE_MAX, FUNCTION_MAX, PARAMETER_MAX, LINE_MAX = 800, 80, 6, 100
# Flat table-like switches that may be longer than FUNCTION_MAX, by file and function.
EXEMPT = set()
# Callbacks whose parameters a library dictates, by file and function.
CALLBACKS = {("xml/sax.c", "on_start")}

bad = []


def say(path, line, text):
    bad.append(f"src/{path}:{line}: {text}")


def strip(text):
    """Comments and strings out, line numbers kept."""
    def keep(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', keep, text,
                  flags=re.S)


def check_include(rel, folder, number, line):
    match = re.match(r'\s*#\s*include\s+(["<])([^">]+)[">]', line)
    if not match:
        return
    quote, name = match.groups()
    if quote == '"':
        other = name.split("/")[0] if "/" in name else None
        if other is None and name not in ("hatshy.h", "hatshy_export.h"):
            say(rel, number, f'"{name}": name the folder')
        if folder == "cli" and other not in (None, "cli"):
            say(rel, number, f"cli/ sees hatshy.h alone, not {name}")
        elif folder in ORDER and other and other != folder:
            if other not in ORDER or ORDER.index(other) > ORDER.index(folder):
                say(rel, number, f"{folder}/ may not include {name}")
        if other and other != folder and name.endswith("_internal.h"):
            say(rel, number, f"{name} is private to {other}/")
        return
    if name.endswith(".h") and name[:-2] in STANDARD:
        return
    for pattern, folders in THIRD_PARTY.items():
        if re.match(pattern, name):
            if folder not in folders and rel != "hatshy.c":
                say(rel, number, f"<{name}> is for {', '.join(sorted(folders))} only")
            return
    say(rel, number, f"<{name}> is not on the list of known headers")


def allowed(rel, where):
    return rel in where or os.path.dirname(rel) + "/*" in where


def check_functions(rel, code):
    start = None
    lines = code.split("\n")
    for number, line in enumerate(lines, 1):  # a function body is "{" ... "}" in column 0
        if line == "{":
            start = number
            head, at = "", number - 2
            while at >= 0 and lines[at].strip() and not lines[at].startswith(("}", "#")):
                head = lines[at] + " " + head
                at -= 1
            depth, commas = 0, 0
            for char in head:
                depth += (char == "(") - (char == ")")
                commas += char == "," and depth == 1
            name = re.search(r"(\w+)\s*\(", head)
            if commas + 1 > PARAMETER_MAX and (rel, name and name.group(1)) not in CALLBACKS:
                say(rel, number, f"{commas + 1} parameters; at most {PARAMETER_MAX}")
        elif line == "}" and start:
            if number - start > FUNCTION_MAX and (rel, name and name.group(1)) not in EXEMPT:
                say(rel, start, f"function of {number - start} lines; at most {FUNCTION_MAX}")
            start = None


def check_file(path, rel):
    folder = rel.split("/")[0] if "/" in rel else ""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    lines = text.split("\n")
    if len(lines) > FILE_MAX:
        say(rel, 1, f"{len(lines)} lines; at most {FILE_MAX}")
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_MAX:
            say(rel, number, f"line of {len(line)} characters; at most {LINE_MAX}")
        if "\t" in line:
            say(rel, number, "a tab")
        check_include(rel, folder, number, line)
    if rel.endswith(".h"):
        guard = "HAT_" + re.sub(r"[/.]", "_", rel).upper() if folder else "HATSHY_H"
        if f"#ifndef {guard}\n" not in text:
            say(rel, 1, f"header guard is not {guard}")
    if not text.startswith("/*"):
        say(rel, 1, "the file does not begin with what it is for")
    code = strip(text)
    for pattern, where in BANNED.items():
        if not allowed(rel, where):
            for match in re.finditer(pattern, code):
                say(rel, code.count("\n", 0, match.start()) + 1, f"banned: {match.group(0).strip()}")
    for match in re.finditer(r"^(?!static\b|typedef\b|HATSHY_EXPORT\b)[a-z][\w \*]*?\b(\w+)\([^;{]*\)\n\{",
                             code, flags=re.M):
        if not match.group(1).startswith("hat_") and match.group(1) != "main":
            say(rel, code.count("\n", 0, match.start()) + 1,
                f"{match.group(1)}() is neither static nor named hat_...")
    check_functions(rel, code)
    check_names(rel, code)


# Names of functions with external linkage: file of each definition. A static library would take
# the first of two silently.
defined = {}


def check_names(rel, code):
    for match in re.finditer(r"^(?!static\b|typedef\b)[a-z][\w \*]*?\b(hat_\w+)\([^;{]*\)\n\{", code, flags=re.M):
        name = match.group(1)
        if defined.setdefault(name, rel) != rel:
            say(rel, code.count("\n", 0, match.start()) + 1,
                f"{name}() is defined twice: also in src/{defined[name]}")


count = 0
for directory, _, names in os.walk(src):
    for name in sorted(names):
        if name.endswith((".c", ".h")):
            path = os.path.join(directory, name)
            rel = os.path.relpath(path, src).replace(os.sep, "/")
            if not only or rel.split("/")[0] in only:
                count += 1
                check_file(path, rel)
print("\n".join(bad) if bad else f"source rules hold in {count} files")
sys.exit(1 if bad or count == 0 else 0)
