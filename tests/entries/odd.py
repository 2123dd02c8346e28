#!/usr/bin/env python3
"""Lists as they really come: each reads to its entries, or is refused with a message that says what to do.

    odd.py HATSHY SOURCE [NAME...]

What stands around and between the entries (titles, counted columns, totals, footers), XLSX as other
programs write it, texts of other systems, and files that are no list at all.
"""
import csv
import io
import json
import os
import re
import sys
import zipfile

sys.dont_write_bytecode = True
from kit import *

PLAIN = [[number, organisation, link.split("?")[0]] for number, organisation, link in ENTRIES]


def sheet_of(rows, begin=1, **more):
    """An XLSX of these texts; None is an empty cell."""
    return xlsx("".join(f'<row r="{i}">' + "".join(
        inline(f"{column_name(j)}{i}", text) for j, text in enumerate(row) if text is not None) + "</row>"
        for i, row in enumerate(rows, begin)), **more)


def has(messages, *wanted):
    for text in wanted:
        assert text in messages, f"not told: {text}\n{messages}"


def columns_of(path, folder):
    out = os.path.join(folder, "columns.csv")
    run("entries", path, "-o", out)
    with open(out, encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file))


# ---- what stands around and between the entries ----

@check
def rows_that_are_no_entries(folder):
    """Columns counted, headings again, titles with and without rows below them, totals: in each kind of file."""
    rows = [HEADINGS, ["1", "2", "3"], ["Батыс өңірі", "", ""]] + PLAIN[:4] + [["", "Жиыны", "4"], HEADINGS] + \
           PLAIN[4:7] + [["Оңтүстік өңірі", "", ""]] + PLAIN[7:] + [["Орындаушы: А. Серікова", "", ""]]
    told = ("row(s) 2, 9 repeat the headings", "row(s) 3, 13 are titles within the list, such as \"Батыс өңірі\"",
            "row(s) 8 with totals", "row(s) 16 above or under the list are left out, for example \"Орындаушы")
    ods = "".join("<table:table-row>" + "".join(map(ods_cell, row)) + "</table:table-row>" for row in rows)
    for name, content in (("inner.csv", csv_text(rows[0], rows[1:]).encode()), ("inner.xlsx", sheet_of(rows)),
                          ("inner.ods", odf("spreadsheet", f'<table:table table:name="П">{ods}</table:table>'))):
        path = put(folder, name, content)
        has(same(path, folder, PLAIN), *told)
        assert columns_of(path, folder)[:4] == HEADINGS + ["Өңір"], columns_of(path, folder)
    # in a letter the column of numbers goes
    has(same(put(folder, "inner.docx", docx_table(rows)), folder, PLAIN), *told)


@check
def regions_from_titles(folder):
    """The title above the rows tells their region, which the names do not."""
    rows = [["№", "Балабақша атауы", "Сілтеме"], ["Темір ауданы", "", ""], ["1", "«Ақбота» КМҚК", quirk_link(1)],
            ["Бейнеу ауданы", "", ""], ["2", "«Нұр» КМҚК", quirk_link(2)]]
    out = os.path.join(folder, "clean.json")
    status, messages = run("entries", put(folder, "titles.xlsx", sheet_of(rows)), "-o", out)
    with open(out, encoding="utf-8") as file:
        assert [row["region_code"] for row in json.load(file)] == ["KZ-15", "KZ-47"], messages


@check
def headings(folder):
    """Blank columns in front, line breaks and spaces in headings, two rows of them, none at all."""
    shifted = [[None, None, "Челлендж сілтемелері"], [], [None, None] + ["№\nр/с", "  Ұйымның\n атауы ", "Сілтеме\n(толық)"]]
    path = put(folder, "shifted.xlsx", sheet_of(shifted + [[None, None] + row for row in PLAIN], begin=5))
    has(same(path, folder, PLAIN), "row 7: note: the headings stand here")
    assert columns_of(path, folder)[:3] == ["№ р/с", "Ұйымның атауы", "Сілтеме (толық)"], columns_of(path, folder)
    two = [["№", "Ұйым", None, "Сілтеме"], [None, "атауы", "Өңірі", None]] + [[n, o, "Абай", l] for n, o, l in PLAIN]
    merges = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="D1:D2"/></mergeCells>'
    path = put(folder, "two.xlsx", sheet_of(two, after=merges))
    run("entries", path, "-o", os.path.join(folder, "two.csv"))
    assert columns_of(path, folder)[:4] == ["№", "атауы", "Өңірі", "Сілтеме"], columns_of(path, folder)
    for name, content in (("none.xlsx", sheet_of(PLAIN)), ("titled.xlsx", sheet_of([["Тізім"]] + PLAIN)),
                          ("none.tsv", csv_text(PLAIN[0], PLAIN[1:], "\t").encode())):
        path = put(folder, name, content)
        has(same(path, folder, PLAIN), "warning: the table has no headings")
        assert columns_of(path, folder)[:3] == ["№", "Ұйым атауы", "Сілтеме"], columns_of(path, folder)


@check
def sheets(folder):
    """Another sheet that holds a list is a warning, whatever else it holds; a damaged one is passed over."""
    book = {"Нұсқаулық": ([["Толтырыңыз"]], False), "Тізім": ([HEADINGS] + PLAIN, False),
            "Тізім 2": ([HEADINGS, PLAIN[0]], False), "Ескерту": ([["х" * 70000]], False)}
    for name, content in (("sheets.xlsx", workbook_of(book)), ("sheets.ods", ods_of(book))):
        messages = same(put(folder, name, content), folder, PLAIN)
        has(messages, 'not read: "Нұсқаулық", "Ескерту"', 'these sheets hold lists too and are not read: "Тізім 2"')


# ---- XLSX as other programs write it ----

@check
def other_writers(folder):
    with zipfile.ZipFile(io.BytesIO(sheet_of([HEADINGS] + PLAIN))) as package:
        sound = {name: package.read(name).decode() for name in package.namelist()}
    sheet, book, links = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    main, office = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    strict = {name: text.replace(main + "spreadsheetml/2006/main", office + "spreadsheetml/main")
              .replace(main + "officeDocument/2006/relationships", office + "officeDocument/relationships")
              for name, text in sound.items()}
    prefixed = {name: re.sub(r"<(/?)(\w)", r"<\1x:\2", sound[name].replace('xmlns="', 'xmlns:x="'))
                for name in (sheet, book)}
    files = {
        "strict.xlsx": strict,
        "prefixed.xlsx": sound | prefixed,
        "absolute.xlsx": sound | {links: sound[links].replace('Target="worksheets', 'Target="/xl/worksheets')},
        "unnumbered.xlsx": sound | {sheet: re.sub(r' r="[A-Z]*\d+"', "", sound[sheet])},
        "macros.xlsm": sound | {"xl/vbaProject.bin": "x", "[Content_Types].xml": sound["[Content_Types].xml"].replace(
            "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", "vnd.ms-excel.sheet.macroEnabled.main")},
        "escaped.xlsx": sound | {sheet: sound[sheet].replace("облысы, ", "облысы,_x000D__x000A_")},
    }
    for name, parts in files.items():
        same(put(folder, name, pack(parts)), folder, PLAIN)


# ---- texts of other systems ----

@check
def texts(folder):
    text, semicolons = csv_text(HEADINGS, PLAIN), csv_text(HEADINGS, PLAIN, ";")
    pasted = "№\tҰйым атауы\tСілтеме\n" + "".join(f'{n}\t"{o.replace(", ", chr(10))}"\t{l}\n' for n, o, l in PLAIN)
    joined = [[n, o.replace(", ", " "), l] for n, o, l in PLAIN]
    for name, content, wanted in (
            ("named.csv", ("sep=;\r\n" + semicolons).encode(), PLAIN),
            ("named-bom.csv", ("\ufeffsep=;\r\n" + semicolons).encode(), PLAIN),
            ("bars.csv", csv_text(HEADINGS, PLAIN, "|").encode(), PLAIN),
            ("unmarked-utf16.csv", text.encode("utf-16-le"), PLAIN),
            ("unicode-text.txt", b"\xff\xfe" + csv_text(HEADINGS, PLAIN, "\t").encode("utf-16-le"), PLAIN),
            ("ends.csv", text.replace("\r\n", "\n", 3).replace("\r\n", "\r", 2).encode(), PLAIN),
            ("mac.csv", text.replace("\r\n", "\r").encode(), PLAIN), ("pasted.txt", pasted.encode(), joined)):
        same(put(folder, name, content), folder, wanted)


@check
def refused(folder):
    """What cannot be read is told with what to do."""
    ole, text = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(3000), csv_text(HEADINGS, PLAIN)
    for name, content, wanted in (
            ("old.xls", ole, "save it as .xlsx"), ("locked.xlsx", ole, "save it without a password"),
            ("list.numbers", pack({"Index/Document.iwa": "x"}), "save it as .xlsx"),
            ("really.csv", sheet_of([HEADINGS] + PLAIN), "give its name the right ending"),
            ("nul.csv", text.encode()[:300] + b"\0" + text.encode()[300:], "save the file as UTF-8"),
            ("open.csv", b'no,org,link\n1,"Abay,https://x\n2,Aqmola,https://y\n', "in row 2, is never closed; close it"),
            ("half.xlsx", sheet_of([HEADINGS] + PLAIN)[:-400], "copy the file anew"),
            ("comma.csv", text.replace('КМҚК"', 'КМҚК",x', 1).encode(), "row 2: error: 4 cells in a table of 3 columns"),
            ("strings.json", b'["a", "b"]', "entry 1 is not a JSON object")):
        status, messages = run("entries", put(folder, name, content))
        assert status in (1, 2), (name, status)
        has(messages, wanted)


if __name__ == "__main__":
    main()
