#!/usr/bin/env python3
"""Bad input through the real command: one clear message with its place, the right exit status, the
old output untouched, and nothing left behind.

    run.py HATSHY [NAME...]      (with names: only the cases whose names contain one of them)

Each case runs `hatshy generate` in a fresh folder in which the output exists already. What must
hold, by docs/command-line.md: the exit status; on failure a message `FILE: PLACE: error: TEXT` with
the expected code, as many errors as the case has faults, the output's old bytes still there, and no
other file; on success a new output.
"""
import io
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
from inputs import (DATE, MAIN_PART, MAKE, SANE, XML, cut, docx, docx_parts, encrypted, flipped,
                    odt_parts, pack, paragraph, table, with_main, workbook)

OLD = b"the letter of yesterday"
DATA = '{"title": "Ақпарат"}'
ENTRIES = "no,org,link\n1,«Балапан» бөбекжайы,https://www.instagram.com/reel/DUz0EmfktzU/\n"
TIME_S = 30
hatshy = os.path.abspath(sys.argv[1])
sanitized = b"__asan_init" in open(hatshy, "rb").read()
cases = []


def case(name, **wanted):
    """template, data, entries: the content of the file (str, bytes), or None for no such file.
    partials: sub-templates by name, in a folder that --partials names.
    status, code (of the first error), place, text: what must come (regular expressions).
    errors: how many. outputs, kind, arguments, prepare, limits: how it runs. made: looks at the
    output."""
    cases.append((name, wanted))


# ---- packages ----

for kind in ("docx", "odt"):
    sane = MAKE[kind](SANE[kind])
    main = MAIN_PART[kind]
    parts = (docx_parts if kind == "docx" else odt_parts)(SANE[kind])
    case(f"{kind}: nothing wrong", kind=kind, template=sane, status=0)
    case(f"{kind}: no such file", kind=kind, template=None, code="file-read")
    case(f"{kind}: empty file", kind=kind, template=b"", code="package-empty|package-not-zip")
    case(f"{kind}: not a ZIP", kind=kind, template=b"Dear colleagues,\n" * 9, code="package-")
    case(f"{kind}: cut off", kind=kind, template=cut(sane), code="package-")
    case(f"{kind}: one bit wrong", kind=kind, template=flipped(sane, main), code="package-|xml-")
    case(f"{kind}: encrypted", kind=kind, template=encrypted(sane), code="package-encrypted")
    case(f"{kind}: no main part", kind=kind, code="package-",
         template=pack([part for part in parts if part[0] != main]))
    case(f"{kind}: a part outside the package", kind=kind, code="package-name$",
         template=pack(parts + [("../../evil.xml", "<a/>")]))
    case(f"{kind}: an absolute part name", kind=kind, code="package-name$",
         template=pack(parts + [("/etc/evil.xml", "<a/>")]))
    case(f"{kind}: names that differ by case", kind=kind, code="package-name-twice",
         template=pack(parts + [(main.upper(), "<a/>")]))
    case(f"{kind}: too many parts", kind=kind, code="package-parts",
         template=pack(parts + [(f"x/{i}.xml", "<a/>") for i in range(2100)]))
    case(f"{kind}: a bomb", kind=kind, code="package-(ratio|part-large|large)|xml-",
         template=with_main(kind, lambda text: text.replace("Org", " " * (60 << 20))))
    case(f"{kind}: packed with another method", kind=kind, code="package-method",
         template=pack(parts, zipfile.ZIP_BZIP2))
    case(f"{kind}: a workbook", kind=kind, template=workbook(), code="package-")

    # ---- XML ----
    case(f"{kind}: broken XML", kind=kind, code="xml-", place=re.escape(main),
         template=with_main(kind, lambda text: text.replace("</w:r>", "", 1)
                            .replace("</table:table-row>", "", 1)))
    case(f"{kind}: XML cut off", kind=kind, code="xml-", place=re.escape(main),
         template=with_main(kind, lambda text: cut(text, 0.9)))
    case(f"{kind}: a DOCTYPE", kind=kind, code="xml-doctype",
         template=with_main(kind, lambda text: text.replace(
             XML, XML + '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n')))
    case(f"{kind}: a DOCTYPE in a part without tags", kind=kind, code="xml-doctype",
         place="styles.xml",
         template=pack([(name, content.replace(XML, XML + "<!DOCTYPE a>\n")
                         if name.endswith("styles.xml") else content) for name, content in parts]))
    case(f"{kind}: an unknown entity", kind=kind, code="xml-",
         template=with_main(kind, lambda text: text.replace("Org", "&org;")))
    case(f"{kind}: too deep", kind=kind, code="xml-depth",
         template=with_main(kind, lambda text: text.replace(
             "Org", "<x:a xmlns:x='x:y'>" + "<x:a>" * 400 + "</x:a>" * 401)))
    case(f"{kind}: too many attributes", kind=kind, code="xml-attributes|xml-markup-long",
         template=with_main(kind, lambda text: text.replace(
             "Org", "<x:a xmlns:x='x:y' " + " ".join(f'x:a{i}="1"' for i in range(400)) + "/>")))

    # ---- tags ----
    def body(*texts, kind=kind):
        return MAKE[kind]("".join(paragraph(text, kind) for text in texts))

    case(f"{kind}: a tag without end", kind=kind, template=body("a", "{{title"),
         code="tag-", place="paragraph 2")
    case(f"{kind}: an empty tag", kind=kind, template=body("{{}}"), code="tag-", place="paragraph 1")
    case(f"{kind}: a section without end", kind=kind, template=body("a", "b {{#entries}} c"),
         code="section-unclosed", place="paragraph 2", text="entries")
    case(f"{kind}: an end without section", kind=kind, template=body("{{/entries}}"),
         code="section-", place="paragraph 1", text="entries")
    case(f"{kind}: crossing sections", kind=kind, errors=None,
         template=body("{{#entries}}{{#title}}", "{{/entries}}{{/title}}"), code="section-")
    case(f"{kind}: a section from a table to outside", kind=kind, code="section-", errors=None,
         place="table 1",
         template=MAKE[kind](table(["{{#entries}}", "{{org}}"], kind=kind) +
                             paragraph("{{/entries}}", kind)))
    case(f"{kind}: unknown names", kind=kind, errors=2, code="name-unknown-near", place="paragraph 1",
         text="lnk.*link", template=body("{{#entries}}{{lnk}}{{/entries}}", "{{nothing like it}}"))
    case(f"{kind}: an unknown filter", kind=kind, template=body("{{title | uper}}"),
         code="filter-unknown", place="paragraph 1", text="uper")
    case(f"{kind}: a filter on the wrong value", kind=kind, template=body("{{title | date: 'short'}}"),
         code="value-|filter-", place="paragraph 1")

    # ---- sub-templates ----
    here = body("{{> s}}")
    case(f"{kind}: a sub-template", kind=kind, template=here, partials={"s": body("{{title}}")},
         status=0)
    case(f"{kind}: no such sub-template", kind=kind, template=body("{{> sign}}"),
         partials={"sing": body("x")}, code="partial-unknown-near", place="paragraph 1",
         text=f"parts/sign.{kind}.*sing")
    case(f"{kind}: a sub-template above the folder", kind=kind, template=body("{{> ../t}}"),
         partials={"s": body("x")}, code="partial-outside")
    case(f"{kind}: a sub-template in itself", kind=kind, template=here,
         partials={"s": body("{{> r}}"), "r": body("{{> s}}")}, code="partial-cycle")
    case(f"{kind}: a damaged sub-template", kind=kind, template=here, partials={"s": cut(sane)},
         code="package-")
    case(f"{kind}: a DOCTYPE in a sub-template", kind=kind, template=here, code="xml-doctype",
         partials={"s": with_main(kind, lambda text: text.replace(XML, XML + "<!DOCTYPE a>\n"))})
    case(f"{kind}: a bomb of sub-templates", kind=kind, code="partial-many", template=here,
         partials={"s": body(*["{{> r}}"] * 40), "r": body(*["{{> q}}"] * 40), "q": body("x")})

MANY = '-repeated="1000000000"'
for element, wanted in (("row", "table 1, row 2"), ("cell", "table 1, row 2, cell 1")):
    name = "table:number-rows" if element == "row" else "table:number-columns"
    begin = "<table:table-row><table:table-cell><text:p>{{#"
    many = begin.replace(f"table-{element}>", f"table-{element} {name}{MANY}>")
    case(f"odt: a {element} repeated a thousand million times", kind="odt", code="template-repeats",
         place=wanted,
         template=with_main("odt", lambda text, many=many: text.replace(begin, many)))

case("docx: an old Word document", template=b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(600),
     code="package-ole")
case("docx: a section from the header to the body", code="section-", errors=None,
     template=docx(paragraph("{{/entries}}"), **{
         "word/header1.xml": dict(docx_parts(""))["word/header1.xml"].replace(
             "header<", "{{#entries}}<")}))
case("docx: a folder", prepare=lambda: os.mkdir("t.docx"), code="file-not-regular")

# ---- data ----

sane = docx(SANE["docx"])
case("entries: no such file", template=sane, entries=None, code="file-read")
case("entries: empty", template=sane, entries="", code="csv-empty")
case("entries: headings only", template=sane, entries="no,org,link\n", code="csv-no-rows")
case("entries: an unclosed quote", template=sane, code="csv-unclosed", place="line 3",
     entries=ENTRIES + '2,"Ақбота,https://e.kz\n3,x,y\n')
case("entries: a row too long", template=sane, code="csv-row-long", place="row 3",
     entries=ENTRIES + "2,Темір ауданы, «Ақбота»,https://e.kz\n")
case("entries: a row too short", template=sane, code="csv-row-short", place="row 3", status=0,
     entries="no,org,link\n1,«Балапан» бөбекжайы,https://e.kz\n2,x\n")
case("entries: a post without a link", template=sane, code="L01", place="row 3",
     entries=ENTRIES + "2,«Ақбота» бөбекжайы,\n")
case("entries: windows-1251", template=sane, code="data-code-page", status=0,
     entries="no,org,link\n1,Балапан,x\n".encode("cp1251"))
case("entries: UTF-8 with a damaged character", template=sane, code="data-encoding",
     place="line 3:7", entries="no,org,link\n1,Балапан,x\n2,Темі".encode() + b"\xd1,x\n")
case("entries: NUL", template=sane, code="data-nul", place="line 2", entries="no,org\n1,\0\n")
case("entries: a workbook named CSV", template=sane, code="data-not-text", entries=workbook())
case("entries: a column is missing", template=sane, code="name-unknown",
     entries="no,org\n1,x\n", text="link")
case("entries: odd quotes", template=sane, code="csv-quotes", place="row 2", status=0,
     entries='no,org,link\n1,"Балапан" бөбекжайы,x\n')
case("fields: no such file", template=sane, data=None, code="file-read")
case("fields: a comma too many", template=sane, data='{"title": "x",\n}', code="json-comma",
     place="line 2:1")
case("fields: cut off", template=sane, data='{"title": "x"', code="json-incomplete", place="line 1")
case("fields: not an object", template=sane, data="42", code="data-not-fields")
case("fields: too deep", template=sane, data="[" * 100000, code="json-depth", place="line 1:65")
case("fields: half a character", template=sane, data='{"title": "\\ud800"}', code="json-surrogate")
case("fields: twice the same name", template=sane, data='{"title": "x", "Title": "y"}', status=0,
     code="data-name-repeated", place="line 1")

# ---- values ----


def part_of(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def holds(text, absent=""):
    def look(path):
        found = part_of(path, "word/document.xml")
        if text not in found or (absent and absent in found):
            return f"the document should have {text!r} and not {absent!r}"
        return None
    return look


case("values: a tag stays text", template=sane, data='{"title": "{{org}}{{#entries}}"}', status=0,
     made=holds("{{org}}{{#entries}}"))
case("values: markup stays text", template=sane, data='{"title": "</w:t>&amp;<"}', status=0,
     made=holds("&lt;/w:t"))
case("values: a control character", template=sane, data='{"title": "a\\u0001b"}', status=0,
     code="value-control", made=holds(">ab<"))
case("values: an unsafe link", template=docx(paragraph("{{#entries}}{{link | link}}{{/entries}}")),
     entries="no,link\n1,javascript:alert(1)\n", status="0|1", code="link-unsafe|value-link-unsafe",
     made=lambda path: None if "javascript" not in part_of(path, "word/_rels/document.xml.rels")
     else "the link is still there")

# ---- outputs and the system ----

case("output: of no known kind", template=sane, outputs=["o.doc"], status=2, code="output-kind")
case("output: of the other format", template=sane, outputs=["o.odt"], status=2, code="output-")
case("output: the template itself", template=sane, outputs=["t.docx"], status=2,
     code="output-is-source")
case("output: twice the same", template=sane, outputs=["o.docx", "o.docx"], status=2,
     code="output-twice")
case("output: no such folder", template=sane, outputs=["no/o.docx"], status=3, code="file-write")
case("output: one good and one not", template=sane, outputs=["o.docx", "no/o.pdf"], status=3,
     code="file-write")
case("output: no space", template=sane, status=3, code="file-write",
     limits=[(resource.RLIMIT_FSIZE, 500)])
if not sanitized:  # address space is not memory under the sanitizers
    for megabytes in (70, 90, 120, 180):
        case(f"system: {megabytes} MB of memory", template=sane, status="0|3", errors=None,
             outputs=["o.docx", "o.pdf"], limits=[(resource.RLIMIT_AS, megabytes << 20)])


# ---- running ----


def write(path, content):
    if content is not None:
        with open(path, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)


def listing():
    """Every file below the current folder, with what is in it."""
    found = {}
    for folder, _, names in os.walk("."):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                found[os.path.normpath(os.path.join(folder, name))] = file.read()
    return found


def command(wanted, outputs):
    words = [hatshy, "generate", "t." + wanted.get("kind", "docx"), "-d", "d.json", "-e", "e.csv",
             "--lang", "en", "--messages", "json"]
    words += ["--partials", "parts"] if "partials" in wanted else []
    for output in outputs:
        words += ["-o", output]
    return words


def prepare(wanted):
    if "prepare" in wanted:
        wanted["prepare"]()
    else:
        write("t." + wanted.get("kind", "docx"), wanted["template"])
    for name, content in wanted.get("partials", {}).items():
        os.makedirs("parts", exist_ok=True)
        write(os.path.join("parts", name + "." + wanted.get("kind", "docx")), content)
    write("d.json", wanted.get("data", DATA))
    write("e.csv", wanted.get("entries", ENTRIES))
    os.mkdir("tmp")


def execute(words, limits):
    def set_limits():
        for which, value in limits:
            resource.setrlimit(which, (value, value))
    env = dict(os.environ, TMPDIR=os.path.abspath("tmp"), LC_ALL="C")
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIME_S,
                          env=env, preexec_fn=set_limits if limits else None, check=False)


def check_messages(wanted, status, stderr):
    """Complaints about what was said."""
    messages = []
    for line in stderr.splitlines():
        try:
            messages.append(json.loads(line))
        except ValueError:
            if not (status == 3 and "system:" in wanted["name"]):
                return [f"not a message: {line[:200]!r}"]
    errors = [message for message in messages if message["severity"] == "error"]
    bad = []
    count = wanted.get("errors", 1 if status else 0)
    if count is not None and len(errors) != count:
        bad.append(f"{len(errors)} errors, not {count}")
    if "code" not in wanted:
        if messages and status == 0:
            bad.append("messages though nothing is wrong")
        return bad
    first = (errors or messages or [{}])[0]
    for key in ("code", "place", "text"):
        if key in wanted and not re.search(wanted[key], first.get(key) or ""):
            bad.append(f"{key} is {first.get(key)!r}, not {wanted[key]!r}")
    if not first.get("file"):
        bad.append("no file named")
    return bad


def run_case(name, wanted):
    wanted["name"] = name
    outputs = wanted.get("outputs", ["o." + wanted.get("kind", "docx")])
    prepare(wanted)
    for output in outputs:
        if os.path.dirname(output) == "" and not os.path.exists(output):
            write(output, OLD)
    before = listing()
    got = execute(command(wanted, outputs), wanted.get("limits", []))
    after = listing()
    stderr = got.stderr.decode("utf-8", "replace")
    bad = check_messages(wanted, got.returncode, stderr)
    if not re.fullmatch(str(wanted.get("status", 1)), str(got.returncode)):
        bad.append(f"exit status {got.returncode}, not {wanted.get('status', 1)}")
    if got.stdout:
        bad.append("something on standard output")
    if got.returncode != 0 and after != before:
        changed = sorted(key for key in before.keys() | after.keys()
                         if before.get(key) != after.get(key))
        bad.append(f"files changed: {', '.join(changed)}")
    if got.returncode == 0:
        if after.keys() != before.keys():
            bad.append(f"files left: {sorted(after.keys() - before.keys())}")
        if any(after.get(output, OLD) == OLD for output in outputs):
            bad.append("no output")
        elif "made" in wanted:
            complaint = wanted["made"](outputs[0])
            bad += [complaint] if complaint else []
    return bad, stderr


def run_stopped():
    """SIGTERM in the middle of a long letter: 143, the old output, and nothing beside it."""
    write("t.docx", sane)
    write("d.json", DATA)
    write("e.csv", "no,org,link\n" + "1,«Балапан» бөбекжайы,https://e.kz/x\n" * 300000)
    write("o.pdf", OLD)
    before = listing()
    process = subprocess.Popen([hatshy, "generate", "t.docx", "-d", "d.json", "-e", "e.csv",
                                "-o", "o.pdf"], stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    limit = time.monotonic() + TIME_S
    while len(os.listdir(".")) == len(before) and time.monotonic() < limit:
        if process.poll() is not None:
            return [f"ended before it could be stopped, with {process.returncode}"]
        time.sleep(0.002)  # until its temporary file is there
    process.send_signal(signal.SIGTERM)
    status = process.wait(TIME_S)
    bad = [] if status in (143, -signal.SIGTERM) else [f"exit status {status}, not 143"]
    return bad + ([] if listing() == before else ["files changed or left"])


def main():
    names = sys.argv[2:]
    chosen = [(name, wanted) for name, wanted in cases
              if not names or any(part in name for part in names)]
    failed = 0
    home = os.getcwd()
    runs = [(name, lambda n=name, w=wanted: run_case(n, w)) for name, wanted in chosen]
    if not names or "stopped" in names:
        runs.append(("system: stopped", lambda: (run_stopped(), "")))
    for name, run in runs:
        folder = tempfile.mkdtemp(prefix="hatshy-robustness-")
        os.chdir(folder)
        try:
            bad, stderr = run()
        except subprocess.TimeoutExpired:
            bad, stderr = [f"more than {TIME_S} s"], ""
        os.chdir(home)
        shutil.rmtree(folder)
        if bad:
            failed += 1
            print(f"{name}: {'; '.join(bad)}\n    {stderr[:600].strip()}")
    print(f"{len(runs) - failed} passed, {failed} failed")
    return 1 if failed or not runs else 0


if __name__ == "__main__":
    sys.exit(main())
