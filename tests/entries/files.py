#!/usr/bin/env python3
"""One list in every kind of file that offices send: each must read to the same entries.

    files.py HATSHY SOURCE [NAME...]      (with names: only the checks whose names contain one)

The list has nine entries; its files are made here, by the standard library, or lie in fixtures/,
made by openpyxl and by LibreOffice (fixtures/README.md). Then: an earlier letter of 599 rows gives
back its 599 entries, workbooks that are written read the same and are sound inside, and what Excel
does to cells (dates as serials, numbers as texts, errors ...) reads as people see it.
"""
import csv
import json
import os
import re
import subprocess
import sys
import zipfile
from xml.etree import ElementTree
from xml.sax.saxutils import escape

sys.dont_write_bytecode = True
from kit import *

HERE = os.path.dirname(os.path.abspath(__file__))
RUSSIAN = ["№ п/п", "Наименование организации", "Ссылка"]


# ---- CSV ----

KZ1048 = {"Ә": 0xA3, "ә": 0xBC, "Ғ": 0xAA, "ғ": 0xBA, "Қ": 0x8D, "қ": 0x9D, "Ң": 0xBD, "ң": 0xBE,
          "Ө": 0xA5, "ө": 0xB4, "Ұ": 0xA1, "ұ": 0xA2, "Ү": 0xAF, "ү": 0xBF, "Һ": 0x8F, "һ": 0x9F,
          "І": 0xB2, "і": 0xB3}


def kz1048(text):
    return b"".join(bytes([KZ1048[c]]) if c in KZ1048 else c.encode("cp1251") for c in text)


@check
def csv_files(folder):
    text = csv_text(HEADINGS, ENTRIES)
    russian = csv_text(RUSSIAN, RUSSIAN_ENTRIES, ";")
    same(put(folder, "utf8.csv", text.encode()), folder)
    same(put(folder, "bom.csv", b"\xef\xbb\xbf" + text.encode()), folder)
    same(put(folder, "utf16le.csv", b"\xff\xfe" + text.encode("utf-16-le")), folder)
    same(put(folder, "utf16be.csv", b"\xfe\xff" + text.encode("utf-16-be")), folder)
    same(put(folder, "kz1048.csv", kz1048(text)), folder)
    same(put(folder, "cp1251.csv", russian.encode("cp1251")), folder, RUSSIAN_ENTRIES)
    same(put(folder, "tabs.tsv", csv_text(HEADINGS, ENTRIES, "\t").encode()), folder)
    same(put(folder, "semicolons.csv", csv_text(HEADINGS, ENTRIES, ";").encode()), folder)
    lost = text.encode("cp1251", "replace")
    status, messages = run("entries", put(folder, "lost.csv", lost))
    assert status == 1 and "F01" in messages and "row 2" in messages, messages


# ---- XLSX ----


@check
def xlsx_by_hand(folder):
    same(put(folder, "inline.xlsx", xlsx(xlsx_rows(lambda at, text, _: inline(at, text)))), folder)
    texts = sum([HEADINGS] + ENTRIES, [])
    shared = "".join(f"<si><r><t>{escape(t[:3])}</t></r><r><rPr><b/></rPr><t>{escape(t[3:])}</t></r>"
                     "<rPh sb='0' eb='1'><t>x</t></rPh></si>" for t in texts)
    count = iter(range(len(texts)))
    same(put(folder, "shared.xlsx", xlsx(xlsx_rows(
        lambda at, text, _: f'<c r="{at}" t="s"><v>{next(count)}</v></c>'), strings=shared)), folder)
    # numbers as numbers; the link in the cell's hyperlink, the text says nothing
    number = lambda at, text, row: f'<c r="{at}"><v>{text}</v></c>' if row and at[0] == "A" else inline(
        at, "сілтеме" if row and at[0] == "C" else text)
    links = [(f"C{i + 2}", row[2]) for i, row in enumerate(ENTRIES)]
    same(put(folder, "links.xlsx", xlsx(xlsx_rows(number), links)), folder)
    formula = lambda at, text, row: (
        f'<c r="{at}" t="str"><f>HYPERLINK("{escape(text)}","{"сілтеме"}")</f><v>сілтеме</v></c>'
        if row and at[0] == "C" else inline(at, text))
    same(put(folder, "formulas.xlsx", xlsx(xlsx_rows(formula))), folder)
    # a formula shared by a column: only its results stand in the cells below
    shared_formula = lambda at, text, row: (
        f'<c r="{at}" t="str"><f t="shared" si="0"' + (' ref="B2:B10">A2&amp;"x"</f>' if row == 1 else "/>") +
        f"<v>{escape(text)}</v></c>" if row and at[0] == "B" else inline(at, text))
    same(put(folder, "shared-formulas.xlsx", xlsx(xlsx_rows(shared_formula))), folder)


@check
def xlsx_round_the_list(folder):
    """Titles above, a total, what stands under it, a hidden row, an empty tail."""
    rows = f'<row r="1">{inline("A1", "«Барлығына рақмет!» челленджінің сілтемелері")}</row>'
    rows += xlsx_rows(lambda at, text, _: inline(at, text), begin=3)
    rows += f'<row r="13" hidden="1">{inline("A13", "99")}{inline("B13", "Жасырын")}{inline("C13", "https://x.kz")}</row>'
    rows += f'<row r="14">{inline("B14", "Барлығы")}{inline("C14", "9")}</row>'
    rows += f'<row r="16">{inline("A16", "Орындаушы: А. Серікова")}</row>'
    rows += "".join(f'<row r="{i}"><c r="A{i}"/><c r="B{i}"/></row>' for i in range(17, 20))
    messages = same(put(folder, "round.xlsx", xlsx(rows)), folder)
    assert "row 13: warning: hidden" in messages and "row 14: warning: the row with the total" in messages, messages


@check
def around_the_list(folder):
    """The same in CSV, ODS and earlier letters."""
    title, total = ["«Барлығына рақмет!» челленджі", "", ""], ["", "Барлығы", "9"]
    under, numbers = ["Орындаушы: А. Серікова", "", ""], [["10", "", ""], ["11", "", ""]]
    rows = [title, HEADINGS] + ENTRIES + [total, under]
    lines = "".join(",".join(f'"{text}"' for text in row) + "\r\n" for row in rows) + ",,\r\n,,\r\n"
    messages = same(put(folder, "around.csv", lines.encode()), folder)
    assert "the row with the total" in messages, messages
    row = lambda cells, more="": f"<table:table-row{more}>" + "".join(map(ods_cell, cells)) + "</table:table-row>"
    hidden = row(["99", "Жасырын", "https://x.kz/"], ' table:visibility="filter"')
    table = '<table:table table:name="П">' + "".join(map(row, rows[:4])) + hidden + "".join(map(row, rows[4:]))
    for kind, name in (("spreadsheet", "around.ods"), ("text", "around.odt")):
        messages = same(put(folder, name, odf(kind, table + "</table:table>")), folder)
        assert "the row with the total" in messages and "row 5: warning: hidden" in messages, messages
    same(put(folder, "around.docx", docx_table(rows)), folder)
    for name, content in (("tail.csv", csv_text(HEADINGS, ENTRIES + numbers).encode()),
                          ("tail.docx", docx_table([HEADINGS] + ENTRIES + numbers))):
        same(put(folder, name, content), folder)


@check
def fixtures(folder):
    for name in sorted(os.listdir(os.path.join(HERE, "fixtures"))):
        if name != "README.md":
            same(os.path.join(HERE, "fixtures", name), folder)


# ---- what Excel does to cells ----

STYLES = ('<numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts><cellXfs count="4">'
          '<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs>')


def quirk_rows(serial):
    """599 rows whose cells are of the kinds that Excel makes, in turn; `serial`: of 24.02.2026."""
    head = HEADINGS + ["Жарияланған күні", "Ұзақтығы", "Ескерту"]
    rows = '<row r="1">' + "".join(inline(f"{'ABCDEF'[i]}1", text) for i, text in enumerate(head)) + "</row>"
    notes = ['<c r="F{r}" t="b"><v>1</v></c>', '<c r="F{r}" t="e"><v>#N/A</v></c>',
             '<c r="F{r}" t="b"><f>A{r}&gt;0</f><v>0</v></c>', '<c r="F{r}" t="str"><f>"a"</f><v>a</v></c>',
             '<c r="F{r}"><v>0.1</v></c>', '<c r="F{r}" s="1"/>']
    for i in range(599):
        r, name = i + 2, f"Абай облысы «№{i + 1} бөбекжай» КМҚК"
        number = [f'<c r="A{r}"><v>{i + 1}</v></c>', f'<c r="A{r}" t="inlineStr"><is><t>{i + 1}</t></is></c>'][i % 2]
        text = [f"<t xml:space='preserve'>  {name}\u00a0 </t>", f"<r><t>{name[:9]}</t></r><r><rPr><b/></rPr>"
                f"<t xml:space='preserve'>{name[9:]}</t></r>",
                f"<t>{name}</t><rPh sb='0' eb='2'><t>оқылуы</t></rPh>", f"<t>{name.replace(' ', chr(0xa0))}</t>"][i % 4]
        rows += (f'<row r="{r}">{number}<c r="B{r}" t="inlineStr"><is>{text}</is></c>' +
                 inline(f"C{r}", quirk_link(i)) + f'<c r="D{r}" s="{1 + i % 2}"><v>{serial}</v></c>'
                 f'<c r="E{r}" s="3"><v>{75 / 1440}</v></c>' + notes[i % len(notes)].format(r=r) + "</row>")
    return rows


@check
def excel_quirks(folder):
    for name, serial, properties in (("1900", 46077, ""), ("1904", 46077 - 1462, '<workbookPr date1904="1"/>')):
        path = put(folder, f"{name}.xlsx", xlsx(quirk_rows(serial), styles=STYLES, workbook=properties))
        out = os.path.join(folder, "clean.json")
        status, messages = run("entries", path, "-o", out)
        assert status == 0, messages
        with open(out, encoding="utf-8") as file:
            rows = json.load(file)
        assert len(rows) == 599
        notes = [True, None, False, "a", 0.1, ""]
        for i, row in enumerate(rows):
            wanted = [str(i + 1), f"Абай облысы «№{i + 1} бөбекжай» КМҚК", quirk_link(i), "2026-02-24", "1:15",
                      notes[i % len(notes)]]
            read = [row[heading] for heading in HEADINGS + ["Жарияланған күні", "Ұзақтығы", "Ескерту"]]
            read[0] = str(read[0])
            assert read == wanted, (name, i, read, wanted)
        assert "the error #N/A stands in row(s) 3, 9, 15" in messages, messages


@check
def lost_letters_and_force(folder):
    """Letters lost to "?" stop a letter; with --force it is made, and the exit status tells."""
    text = csv_text(HEADINGS, [[n, o.replace("қ", "?").replace("ұ", "?"), l] for n, o, l in ENTRIES])
    entries = put(folder, "lost.csv", text.encode())
    template, out = put(folder, "small.docx", small_template("docx")), os.path.join(folder, "out.docx")
    for arguments, status, made in (([], 1, False), (["--clean"], 1, False), (["--force"], 1, True),
                                    (["--clean", "--force"], 1, True)):
        got, messages = run("generate", template, "-e", entries, "-o", out, *arguments)
        assert got == status and os.path.exists(out) == made, (arguments, got, messages)
        assert "error: " in messages and "?" in messages, messages
        if made:
            os.remove(out)


# ---- ODS ----


@check
def ods_by_hand(folder):
    head = "<table:table-row>" + "".join(map(ods_cell, HEADINGS)) + "</table:table-row>"
    rows = "".join("<table:table-row>" + "".join(map(ods_cell, row)) +
                   '<table:table-cell table:number-columns-repeated="16381"/></table:table-row>' for row in ENTRIES)
    tail = ('<table:table-row table:number-rows-repeated="1048566"><table:table-cell '
            'table:number-columns-repeated="16384"/></table:table-row>')
    same(put(folder, "plain.ods", odf("spreadsheet", f'<table:table table:name="П">{head}{rows}{tail}</table:table>')),
         folder)
    # a row that stands there three times; two like cells side by side
    equal = [ENTRIES[0]] + [["2", "Абай облысы «Ақбота»", "Абай облысы «Ақбота»"]] * 3
    row = ods_cell("2") + ods_cell(equal[1][1], ' table:number-columns-repeated="2"')
    rows = ("<table:table-row>" + "".join(map(ods_cell, ENTRIES[0])) + "</table:table-row>" +
            f'<table:table-row table:number-rows-repeated="3">{row}</table:table-row>')
    path = put(folder, "repeats.ods", odf("spreadsheet", f'<table:table table:name="П">{head}{rows}</table:table>'))
    read, _, messages = clean(path, folder)
    assert read == [(o, l) for _, o, l in equal], (read, messages)


# ---- earlier letters ----

@check
def letters(folder):
    generator = os.path.join(source, "examples/challenge/generate.py")
    list_599 = put(folder, "599.csv", subprocess.run([sys.executable, generator, "599"], check=True,
                                                     capture_output=True).stdout)
    with open(list_599, encoding="utf-8-sig", newline="") as file:
        wanted = [[row["no"], row["org"], row["link"]] for row in csv.DictReader(file)]
    assert len(wanted) == 599
    for kind in ("docx", "odt"):
        letter = os.path.join(folder, f"notice.{kind}")
        status, messages = run("generate", os.path.join(source, f"templates/notice.{kind}"), "-d",
                               os.path.join(source, "examples/challenge/letter.json"), "-e", list_599, "-o", letter)
        assert status == 0, messages
        same(letter, folder, wanted)
        # the same list as entries of a new letter
        template = put(folder, f"next.{kind}", small_template(kind))
        out = os.path.join(folder, f"next-out.{kind}")
        status, messages = run("generate", template, "-e", letter, "-o", out)
        assert status == 0, messages
        with zipfile.ZipFile(out) as package:
            text = package.read("word/document.xml" if kind == "docx" else "content.xml").decode()
        first, last = wanted[0], wanted[-1]
        assert escape(first[1]) in text and escape(last[1]) in text, "names are lost"
    status, messages = run("generate", template, "-d", letter, "-o", out)
    assert status != 0 and "given with -e" in messages, messages


@check
def no_list_in_letter(folder):
    status, messages = run("entries", put(folder, "none.odt", odf("text", "<text:p>x</text:p>")))
    assert status == 1 and "no table that is a list" in messages, messages


# ---- bombs ----

@check
def bombs(folder):
    """Small files that unfold to gigabytes: a message that names the limit, and no list."""
    long_text = "<si><t>" + "х" * 30000 + "</t></si>"
    head = "".join(inline(f"{'ABC'[i]}1", text) for i, text in enumerate(HEADINGS))
    cells = "".join(f'<row r="{i}">' + "".join(f'<c r="{c}{i}" t="s"><v>0</v></c>' for c in "ABC") + "</row>"
                    for i in range(2, 3000))
    row = "<table:table-row>" + ods_cell("1") + ods_cell("A") + "</table:table-row>"
    table = lambda rows: odf("spreadsheet", f'<table:table table:name="П">{row}{rows}</table:table>')
    letter = lambda rows: odf("text", f'<table:table table:name="П">{row}{rows}</table:table>')
    columns = "".join(inline(column_name(i) + "1", "a") for i in range(16384))
    files = {
        "shared.xlsx": (xlsx(f'<row r="1">{head}</row>{cells}', strings=long_text), "limit"),
        "ratio.xlsx": (xlsx(f'<row r="1">{head}</row>', strings="<si><t>" + " " * (60 << 20) + "</t></si>"), "limit|ratio"),
        "columns.xlsx": (xlsx(f'<row r="1">{columns}</row>'), "more columns or names than the limit of 512"),
        "deep.xlsx": (xlsx("<row>" * 300 + "</row>" * 300), "deeper than the limit of 256"),
        "cell.xlsx": (xlsx(f'<row r="1">{inline("A1", "a" * 70000)}</row>'), "longer than the limit of 65536"),
        "rows.ods": (table(row.replace("row>", 'row table:number-rows-repeated="1048576">', 1)), "limit of 4096"),
        "columns.ods": (table("<table:table-row>" + ods_cell("a", ' table:number-columns-repeated="16384"') +
                              "</table:table-row>"), "limit of 4096"),
        "deep.ods": (table("<table:table-row-group>" * 300 + "</table:table-row-group>" * 300),
                     "deeper than the limit of 256"),
        "rows.odt": (letter(row.replace("row>", 'row table:number-rows-repeated="1000000000">', 1)), "limit of 4096"),
        "nested.odt": (letter("<table:table-row><table:table-cell><table:table>" * 40 +
                              "</table:table></table:table-cell></table:table-row>" * 40), "nested deeper"),
        "wide.csv": (b",".join([b"a"] * 16384) + b"\n", "more columns or names than the limit of 512"),
        "cell.csv": (b"a,b\n1," + b"x" * 70000 + b"\n", "longer than the limit of 65536"),
    }
    for name, (content, wanted) in files.items():
        assert len(content) < 1 << 20, (name, len(content))
        status, messages = run("entries", put(folder, name, content))
        assert status == 1 and re.search(wanted, messages), f"{name}: {status} {messages}"


# ---- fields and several files ----


def letter_text(folder, *arguments):
    template = put(folder, "fields.odt", odf("text", "<text:p>{{title}}|{{event.name}}|{{#bodies}}{{body}} "
                                                     "{{count}};{{/bodies}}|{{year}}</text:p>"))
    out = os.path.join(folder, "fields-out.odt")
    status, messages = run("generate", template, "-o", out, *arguments)
    assert status == 0, messages
    with zipfile.ZipFile(out) as package:
        content = package.read("content.xml").decode()
    return "".join(re.findall(r"<text:p>(.*?)</text:p>", content)).replace("<text:s/>", " "), messages


@check
def fields(folder):
    """JSON, sheets of two columns, and workbooks whose sheets are fields and lists by their shape."""
    values = [["Атауы", "Мәні"], ["title", "Ақпарат"], ["event.name", "Алғыс"], ["year", "2026"]]
    bodies = [["body", "count", "note"], ["Абай", "3", ""], ["Алматы", "5", "x"]]
    wanted = "Ақпарат|Алғыс|Абай 3;Алматы 5;|2026"
    sheets = {"Хат": (values, False), "bodies": (bodies, False), "Жасырын": ([["title", "x"]], True)}
    for name, content in (("book.xlsx", workbook_of(sheets)), ("book.ods", ods_of(sheets))):
        text, messages = letter_text(folder, "-d", put(folder, name, content))
        assert text == wanted, (name, text)
        assert "Жасырын: note: the hidden sheet is not read" in messages, messages
    listed = json.dumps({"bodies": [dict(zip(bodies[0], row)) for row in bodies[1:]]}).encode()
    for rows in (values, values[1:]):
        text, _ = letter_text(folder, "-d", put(folder, "bodies.json", listed), "-d",
                              put(folder, "values.csv", csv_text(rows[0], rows[1:]).encode()))
        assert text == wanted, text
    whole = json.dumps({"title": "Ақпарат", "event": {"name": "Алғыс"}, "year": 2025}).encode()
    text, _ = letter_text(folder, "-d", put(folder, "whole.json", whole), "-d", put(folder, "bodies.json", listed),
                          "--set", "year=2026")
    assert text == wanted, text


@check
def many_files(folder):
    """Twenty files of all kinds are one list, in the order given, each row with its own place."""
    paths, wanted = [], []
    for i in range(20):
        rows = [["1", f"Абай облысы «№{i + 1} бөбекжай» КМҚК", quirk_link(i)]]
        if i == 7:
            rows.append(["2", "", quirk_link(100)])
        wanted += rows
        table = lambda rows: "<table:table-row>" + "".join(map(ods_cell, rows)) + "</table:table-row>"
        body = '<table:table table:name="П">' + "".join(map(table, [HEADINGS] + rows)) + "</table:table>"
        kind, content = [("csv", csv_text(HEADINGS, rows).encode()),
                         ("xlsx", xlsx(xlsx_rows(lambda at, text, _: inline(at, text), rows))),
                         ("ods", odf("spreadsheet", body)), ("odt", odf("text", body))][i % 4]
        paths.append(put(folder, f"region{i + 1}.{kind}", content))
    out, report = os.path.join(folder, "all.csv"), os.path.join(folder, "all.json")
    status, messages = run("entries", *paths, "-o", out, "--report", report)
    with open(out, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row[HEADINGS[1]], row["link_original"]) for row in rows] == [(o, l) for _, o, l in wanted], rows
    assert status == 1 and re.search(r"region8\.odt: table 1, row 3, column .*error: .*\[O01\]", messages), messages
    with open(report, encoding="utf-8") as file:
        problem = [p for p in json.load(file)["problems"] if p["code"] == "O01"]
    assert len(problem) == 1 and problem[0]["file"] == paths[7] and problem[0]["row"] == 3, problem


@check
def torn_rows(folder):
    """A row torn by a page break is one entry again, in every kind of file."""
    head, tail = "https://www.instagram.com/reel/DUpU7Ot", "Elyb/?igsh=MTlkXZocHd1bXp5"
    torn = [["1", "«Қызылорда облысының білім", head], ["", "басқармасының «Балапан» бөбекжайы» КМҚК", tail],
            ["2", "Абай облысы «Ақбота» КМҚК", quirk_link(1)]]
    whole = [["1", "«Қызылорда облысының білім басқармасының «Балапан» бөбекжайы» КМҚК", head + tail], torn[2]]
    row = lambda cells: "<table:table-row>" + "".join(map(ods_cell, cells)) + "</table:table-row>"
    table = '<table:table table:name="П">' + "".join(map(row, [HEADINGS] + torn)) + "</table:table>"
    for name, content in (("torn.csv", csv_text(HEADINGS, torn).encode()),
                          ("torn.tsv", csv_text(HEADINGS, torn, "\t").encode()),
                          ("torn.xlsx", xlsx(xlsx_rows(lambda at, text, _: inline(at, text), torn))),
                          ("torn.ods", odf("spreadsheet", table)), ("torn.odt", odf("text", table)),
                          ("torn.docx", docx_table([HEADINGS] + torn))):
        messages = same(put(folder, name, content), folder, whole)
        assert "joined" in messages, messages


# ---- workbooks that are written ----

@check
def written(folder):
    dirty = os.path.join(source, "tests/unit/data/dirty_entries.csv")
    out = {kind: os.path.join(folder, f"out.{kind}") for kind in ("csv", "xlsx", "ods")}
    run("entries", dirty, *sum((["-o", path] for path in out.values()), []))
    again = {}
    for kind, path in out.items():
        back = os.path.join(folder, "again.csv")
        run("entries", path, "-o", back)
        with open(back, encoding="utf-8-sig", newline="") as file:
            again[kind] = sorted(tuple(sorted(row.items())) for row in csv.DictReader(file))
    assert again["csv"] == again["xlsx"] == again["ods"], "what is written reads differently"
    with zipfile.ZipFile(out["ods"]) as package:
        first = package.infolist()[0]
        assert first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED
        assert package.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
        listed = re.findall(r'full-path="([^"]+)"', package.read("META-INF/manifest.xml").decode())
        assert sorted(listed + ["mimetype", "META-INF/manifest.xml"]) == sorted(package.namelist() + ["/"])
        content = package.read("content.xml").decode()
        ElementTree.fromstring(content)
        ElementTree.fromstring(package.read("settings.xml"))
        assert re.findall(r'<table:table table:name="([^"]+)"', content) == ["Жазбалар", "Мәселелер"]
        assert content.count("<table:table-header-rows>") == 2
        assert '<text:a xlink:type="simple" xlink:href="https://www.instagram.com/reel/DVlh7MJEln9/">' in content
        assert 'javascript' not in content
        assert package.read("settings.xml").decode().count('"VerticalSplitPosition" config:type="int">1<') == 2
    problems = os.path.join(folder, "report.json")
    run("entries", dirty, "--report", problems)
    with open(problems, encoding="utf-8") as file:
        count = len(json.load(file)["problems"])
    table = content[content.index('table:name="Мәселелер"'):]
    assert table.count("<table:table-row ") == count + 1, (table.count("<table:table-row "), count)


if __name__ == "__main__":
    main()
