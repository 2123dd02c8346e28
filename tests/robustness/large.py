#!/usr/bin/env python3
"""large.py HATSHY [--ratio]: templates of a size that nobody writes by hand.

Each is merged, or refused with a message that names the limit; never a crash, never more than
512 MB. With --ratio, by hand: valgrind counts the instructions for an input and for one ten times
as large, which must be about ten times as many (no work that grows with the square).
"""
import os
import re
import subprocess
import sys
import tempfile
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
O = "urn:oasis:names:tc:opendocument:xmlns:"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
MEMORY_MB = 512


def docx(body):
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                               '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
                               'relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxml'
                               'formats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                       f'<Relationship Id="r" Type="{RELATIONSHIP}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>',
    }


def odt(body):
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<office:document-content xmlns:office="{O}office:1.0" xmlns:text="{O}text:1.0" '
                       f'xmlns:table="{O}table:1.0" office:version="1.3"><office:body><office:text>{body}'
                       "</office:text></office:body></office:document-content>",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{O}manifest:1.0"><manifest:file-entry '
                                 'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
                                 '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
                                 "</manifest:manifest>",
    }


class Docx:
    ending, package = "docx", staticmethod(docx)

    def run(self, text):
        return f"<w:r><w:t>{text}</w:t></w:r>"

    def paragraph(self, *runs):
        return f"<w:p>{''.join(map(self.run, runs))}</w:p>"

    def table(self, rows):
        row = "".join(f"<w:tc>{self.paragraph(text)}</w:tc>" for text in ("{{#a}}x", "{{/a}}"))
        grid = "<w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
        return f"<w:tbl>{grid}{('<w:tr>' + row + '</w:tr>') * rows}</w:tbl>" + self.paragraph("")


class Odt:
    ending, package = "odt", staticmethod(odt)

    def paragraph(self, *runs):
        return f"<text:p>{''.join(f'<text:span>{text}</text:span>' for text in runs)}</text:p>"

    def table(self, rows):
        cells = "".join(f"<table:table-cell>{self.paragraph(text)}</table:table-cell>" for text in ("{{#a}}x", "{{/a}}"))
        columns = '<table:table-column table:number-columns-repeated="2"/>'
        return f"<table:table>{columns}{('<table:table-row>' + cells + '</table:table-row>') * rows}</table:table>"


TAGS = "more than 200000 tags"
NODES = "more than 2000000 elements"
DEPTH = "nested deeper than the limit of 64 sections"
# name, size, body of the size, what the message says when it is refused (None: it is merged)
CASES = (
    ("tags in a paragraph", 10 ** 5, lambda f, n: f.paragraph("x {{a}} " * n), None),
    ("tags in a paragraph", 10 ** 6, lambda f, n: f.paragraph("x {{a}} " * n), TAGS),
    ("paragraphs with a tag", 10 ** 5, lambda f, n: f.paragraph("{{a}}") * n, None),
    ("paragraphs with a tag", 10 ** 6, lambda f, n: f.paragraph("{{a}}") * n, (TAGS, NODES)),
    ("tags in pieces", 3 * 10 ** 4, lambda f, n: f.paragraph(*["{{", "a", "}}"] * n), None),
    ("sections in a paragraph", 10 ** 5, lambda f, n: f.paragraph("{{#a}}x{{/a}}" * n), None),
    ("nested sections", 64, lambda f, n: f.paragraph("{{#a}}" * n + "x" + "{{/a}}" * n), None),
    ("nested sections", 1000, lambda f, n: f.paragraph("{{#a}}" * n + "x" + "{{/a}}" * n), DEPTH),
    ("nested sections over paragraphs", 1000,
     lambda f, n: f.paragraph("{{#a}}") * n + f.paragraph("x") + f.paragraph("{{/a}}") * n, DEPTH),
    ("rows with a section", 3 * 10 ** 4, lambda f, n: f.table(n), None),
    ("rows with a section", 10 ** 5, lambda f, n: f.table(n), (None, NODES)),
    ("a paragraph of megabytes", 40 * 10 ** 6, lambda f, n: f.paragraph("{{a}} " + "абв гд " * (n // 12)), None),
    ("a paragraph of megabytes", 60 * 10 ** 6, lambda f, n: f.paragraph("{{a}} " + "абв гд " * (n // 12)),
     "more than the limit"),
)


def write(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def fault(status, errors, megabytes, wanted, out):
    """What is wrong with a run; None when all is as wanted."""
    wanted = wanted if isinstance(wanted, tuple) else (wanted,)
    if status == 0 and (None not in wanted or not os.path.exists(out)):
        return "it is not refused"
    if status != 0 and (status != 1 or os.path.exists(out)):
        return f"status {status}: {errors[:200]}"
    if status != 0 and not any(text in errors for text in wanted if text):
        return f"the message is {errors[:200]}"
    return f"{megabytes:.0f} MB" if megabytes > MEMORY_MB else None


def run_case(hatshy, work, kind, name, size, body, wanted):
    template, out = (os.path.join(work, stem + "." + kind.ending) for stem in ("t", "o"))
    write(template, kind.package(body(kind, size)))
    if os.path.exists(out):
        os.remove(out)
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen([hatshy, "generate", template, "-d", os.path.join(work, "d.json"), "-o", out],
                                   stdout=subprocess.DEVNULL, stderr=messages)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        messages.seek(0)
        errors = messages.read().decode()
    wrong = fault(process.returncode, errors, usage.ru_maxrss / 1024, wanted, out)
    if wrong:
        print(f"{kind.ending}: {size} {name}: {wrong}")
    return wrong is not None


def instructions(hatshy, work, kind, body, size):
    template = os.path.join(work, "t." + kind.ending)
    write(template, kind.package(body(kind, size)))
    run = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", hatshy, "generate", template,
                          "-d", os.path.join(work, "d.json"), "-o", os.path.join(work, "o." + kind.ending)],
                         capture_output=True)
    return int(re.search(rb"refs: +([\d,]+)", run.stderr).group(1).replace(b",", b""))


def ratios(hatshy, work):
    for kind in (Docx(), Odt()):
        empty = instructions(hatshy, work, kind, lambda f, n: f.paragraph("{{a}}"), 1)
        for name, size, body, wanted in CASES:
            if wanted is None and size > 10 ** 3:
                size = min(size // 10, 10 ** 4) if size < 10 ** 6 else 10 ** 6
                small, large = (instructions(hatshy, work, kind, body, n) - empty for n in (size, size * 10))
                print(f"{kind.ending}: {name}, {size} and {size * 10}: {large / small:.1f} times the instructions")


def main():
    hatshy = os.path.abspath(sys.argv[1])
    with open(hatshy, "rb") as file:
        global MEMORY_MB
        MEMORY_MB *= 4 if b"__asan_init" in file.read() else 1
    with tempfile.TemporaryDirectory() as work:
        with open(os.path.join(work, "d.json"), "w", encoding="utf-8") as file:
            file.write('{"a": "value"}')
        if "--ratio" in sys.argv:
            return ratios(hatshy, work)
        bad = sum(run_case(hatshy, work, kind, *case) for kind in (Docx(), Odt()) for case in CASES)
    print(f"{2 * len(CASES)} large templates, {bad} wrong")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
