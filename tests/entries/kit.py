"""What the tests of entries share: files made by the standard library alone, and the program run.

    from kit import *        then functions marked @check(folder), and main() at the end
    TEST.py HATSHY SOURCE [NAME...]      (with names: only the checks whose names contain one)
"""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape

sys.dont_write_bytecode = True
hatshy, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
HEADINGS = ["№", "Мектепке дейінгі ұйымның атауы", "Сілтемелер"]
checks = []


def check(function):
    checks.append(function)
    return function


def entries_of():
    """[[number, organisation, link], ...]"""
    places = ["Абай облысы", "Ақмола облысы", "Жетісу облысы", "Ұлытау облысы", "Түркістан облысы",
              "Қостанай облысы", "Маңғыстау облысы", "Астана қаласы", "Шымкент қаласы"]
    return [[str(i + 1), f"{place}, «№{i + 7} «Балапан» бөбекжайы» КМҚК",
             f"https://www.instagram.com/reel/DUz0Emfkt{'ABCDEFGHI'[i]}U/?igsh=MWl4czBkbDhrMG82bw=="]
            for i, place in enumerate(places)]

ENTRIES = entries_of()

RUSSIAN_ENTRIES = [[number, f"Детский сад «Солнышко» № {number}, Алматинская область", link]
                   for number, _, link in ENTRIES]


def run(*arguments):
    done = subprocess.run([hatshy, *arguments], capture_output=True, text=True)
    return done.returncode, done.stderr


def clean(path, folder, *arguments):
    """The entries of a file as the cleaned list has them: [(organisation, link_original), ...]."""
    out = os.path.join(folder, "clean.json")
    status, messages = run("entries", path, "-o", out, *arguments)
    if not os.path.exists(out):
        raise AssertionError(f"{os.path.basename(path)}: nothing read: {messages}")
    with open(out, encoding="utf-8") as file:
        rows = json.load(file)
    os.remove(out)
    names = [name for name in rows[0] if "атауы" in name or name in ("org", "Наименование организации")]
    return [(row[names[0]], row["link_original"]) for row in rows], status, messages


def same(path, folder, wanted=ENTRIES, *arguments):
    read, status, messages = clean(path, folder, *arguments)
    expected = [(organisation, link) for _, organisation, link in wanted]
    assert read == expected, f"{os.path.basename(path)}: {read[:2]} not {expected[:2]} ({len(read)})\n{messages}"
    assert status == 0, messages
    return messages


def put(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(content)
    return path


def csv_text(headings, rows, delimiter=","):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([headings] + rows)
    return out.getvalue()

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relationships(*items):
    return ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
            "".join(f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{escape(target)}"{mode}/>'
                    for id, kind, target, mode in items) + "</Relationships>")


def xlsx(rows, links=(), after="", strings=None, styles="", workbook="", before=""):
    """`rows`: XML; `links`: (cell, target); `strings`: XML of shared strings."""
    parts = {
        "[Content_Types].xml":
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml", "")),
        "xl/workbook.xml": f'<workbook {MAIN} {R}>{workbook}<sheets><sheet name="Парақ1" sheetId="1" '
                           'r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml", ""),
            *([("rId2", "sharedStrings", "sharedStrings.xml", "")] if strings else []),
            *([("rId3", "styles", "styles.xml", "")] if styles else [])),
        "xl/worksheets/sheet1.xml":
            f"<worksheet {MAIN} {R}>{before}<sheetData>{rows}</sheetData>{after}" +
            ("<hyperlinks>" + "".join(f'<hyperlink ref="{cell}" r:id="L{i}"/>'
                                      for i, (cell, _) in enumerate(links)) + "</hyperlinks>"
             if links else "") + "</worksheet>",
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(
            *[(f"L{i}", "hyperlink", target, ' TargetMode="External"') for i, (_, target) in enumerate(links)]),
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f"<sst {MAIN}>{strings}</sst>"
    if styles:
        parts["xl/styles.xml"] = f"<styleSheet {MAIN}>{styles}</styleSheet>"
    return pack(parts)


def pack(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def inline(reference, text):
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def xlsx_rows(cell, rows=None, begin=1):
    """Rows of XML; cell(column letter and row, text, row index)."""
    table = [HEADINGS] + (rows or ENTRIES)
    return "".join(f'<row r="{begin + i}">' +
                   "".join(cell(f"{'ABC'[j]}{begin + i}", text, i) for j, text in enumerate(row)) +
                   "</row>" for i, row in enumerate(table))


def quirk_link(i):
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return f"https://www.instagram.com/reel/DUz0Emfk{letters[i // 26]}{letters[i % 26]}U/"

ODF = " ".join(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in
               (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")))


def odf(kind, body):
    return pack({"mimetype": f"application/vnd.oasis.opendocument.{kind}",
                 "META-INF/manifest.xml":
                     '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                     '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
                     "</manifest:manifest>",
                 "content.xml": f'<office:document-content {ODF} xmlns:xlink="http://www.w3.org/1999/xlink">'
                                f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
                                "</office:document-content>"})


def ods_cell(text, attributes=""):
    return f"<table:table-cell{attributes}><text:p>{escape(text)}</text:p></table:table-cell>"


def small_template(kind):
    paragraph = "{{#entries}}{{organisation}}: {{link}}{{/entries}}"
    if kind == "odt":
        return odf("text", f"<text:p>{paragraph}</text:p>")
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return pack({"[Content_Types].xml":
                     '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                     '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                     '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
                     'officedocument.wordprocessingml.document.main+xml"/></Types>',
                 "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml", "")),
                 "word/document.xml": f"<w:document {w}><w:body><w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>"
                                      "</w:body></w:document>"})


def column_name(index):
    name = ""
    index += 1
    while index > 0:
        index, digit = divmod(index - 1, 26)
        name = chr(65 + digit) + name
    return name


def workbook_of(sheets):
    """An XLSX of several sheets: {name: (rows of texts, hidden)}."""
    with zipfile.ZipFile(io.BytesIO(xlsx(""))) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    parts["xl/workbook.xml"] = f"<workbook {MAIN} {R}><sheets>" + "".join(
        f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"' + (' state="hidden"/>' if hidden else "/>")
        for i, (name, (_, hidden)) in enumerate(sheets.items(), 1)) + "</sheets></workbook>"
    parts["xl/_rels/workbook.xml.rels"] = relationships(
        *[(f"rId{i}", "worksheet", f"worksheets/sheet{i}.xml", "") for i in range(1, len(sheets) + 1)])
    for i, (rows, _) in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = f"<worksheet {MAIN}><sheetData>" + "".join(
            f'<row r="{r}">' + "".join(inline(f"{'ABCDEF'[c]}{r}", text) for c, text in enumerate(row)) + "</row>"
            for r, row in enumerate(rows, 1)) + "</sheetData></worksheet>"
    return pack(parts)


def ods_of(sheets):
    """An ODS of several sheets, as workbook_of() has them."""
    hidden = ('<style:style style:name="h" style:family="table"><style:table-properties '
              'table:display="false"/></style:style>')
    body = "".join(f'<table:table table:name="{name}"' + (' table:style-name="h">' if away else ">") +
                   "".join("<table:table-row>" + "".join(map(ods_cell, row)) + "</table:table-row>" for row in rows) +
                   "</table:table>" for name, (rows, away) in sheets.items())
    with zipfile.ZipFile(io.BytesIO(odf("spreadsheet", body))) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(
        "<office:body>", f"<office:automatic-styles>{hidden}</office:automatic-styles><office:body>")
    return pack(parts)


def docx_table(rows):
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(io.BytesIO(small_template("docx"))) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    parts["word/document.xml"] = f"<w:document {w}><w:body><w:tbl>" + "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:tc>" for text in row) +
        "</w:tr>" for row in rows) + "</w:tbl></w:body></w:document>"
    return pack(parts)


def main():
    names, failed = sys.argv[3:], 0
    for function in checks:
        if names and not any(name in function.__name__ for name in names):
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                function(folder)
            except AssertionError as error:
                print(f"FAILED {function.__name__}: {error}")
                failed += 1
    print(f"{len(checks)} checks, {failed} failed")
    sys.exit(failed > 0)
