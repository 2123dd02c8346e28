#!/usr/bin/env python3
"""Every code of docs/entries.md is said by the program, and no other.

    codes.py HATSHY SOURCE [NAME...]

The table of docs/entries.md, hatshy-entries(5) and src/base/messages/ name the same codes; each is
then seen in a real run: of `hatshy entries`, in the report and on standard error, or of `check`.
"""
import glob
import json
import os
import re
import sys
import zipfile
from xml.sax.saxutils import escape

sys.dont_write_bytecode = True
from kit import *

CODE = r"[FOLPST]\d\d"
POST = "https://www.instagram.com/reel/DU79xX6EkoE/"
NAME = "Абай облысы «Балапан» балабақшасы КМҚК"


def text_of(*path):
    with open(os.path.join(source, *path), encoding="utf-8") as file:
        return file.read()


def documented():
    """{code: severity}, of a code that is said in several ways the first."""
    rows = re.findall(rf"^\| ({CODE}) \| ([EWI]) \|", text_of("docs", "entries.md"), re.M)
    return {code: severity for code, severity in reversed(rows)}


def messages_of_program():
    """{code: severity} of what the program can say, and the codes that other messages go under."""
    own, others = {}, {}
    for path in glob.glob(os.path.join(source, "src/base/messages/*.def")):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        own.update(re.findall(rf'HAT_MESSAGE\(\w+,\s*"({CODE})",\s*(\w+)', text))
        others.update(re.findall(rf'HAT_CHECK\((\w+), "({CODE})"\)', text))
    return own, set(others.values())


@check
def one_table(folder):
    own, others = messages_of_program()
    table = documented()
    assert set(table) == set(own) | others, set(table) ^ (set(own) | others)
    wrong = [code for code, severity in own.items() if {"NOTE": "I"}.get(severity, severity[0]) != table[code]]
    assert wrong in ([], ["L14"]), wrong  # a repeated post may be an error or a warning
    manual = re.findall(rf"^\.It ({CODE}) ", text_of("docs", "hatshy-entries.5"), re.M)
    assert set(manual) == set(table), set(manual) ^ set(table)


# ---- real runs ----

def reported(folder, *arguments):
    """The codes of a run of `entries`: those of the report and of standard error."""
    report = os.path.join(folder, "report.json")
    _, messages = run("entries", *arguments, "--report", report)
    seen = set(re.findall(rf"\[({CODE})\]$", messages, re.M))
    if os.path.exists(report):
        with open(report, encoding="utf-8") as file:
            problems = json.load(file)["problems"]
        for problem in problems:
            assert all(problem["text"][lang] for lang in ("kk", "ru", "en")), problem
        seen |= {problem["code"] for problem in problems}
        os.remove(report)
    return seen


def lists(folder):
    """What is wrong with entries: one list that has nearly all, and lists that a code has to itself."""
    long_code = "https://www.instagram.com/p/DU79xX6EkoEabcdefghijklmnopqrst/"
    other = ["«Балапан» коммуналдық мемлекеттік мекемесі", POST, "#2025", "7700", "А. А.", NAME, "кеше", "АБ"]
    rows = [other, ["АБАЙ ОБЛЫСЫ «БАЛАПАН» КМҚК", long_code] + other[2:],
            ["«Бала\u200bпан» КММ", "https://www.instagram.com/reel/zzzzzzzzzzz/"] + other[2:],
            ["«Бала пан» КММ", "https://l.instagram.com/?u=https%3A%2F%2Finstagram.com%2Fp%2FDU79xX6EkoE%2F"] + other[2:],
            ["РђР±Р°Р№ РѕР±Р»С‹СЃС‹ В«РќТ±СЂВ»", "сілтеме жоқ"] + other[2:],
            ["«Балапан» КММ", "https://www.instagram.com/reel/DU79xX6EkoE,"] + other[2:]]
    head = ["org", "link", "Хэштег", "Телефон", "Баланың аты-жөні", "Ұйым атауы", "Күні", "x"]
    seen = reported(folder, os.path.join(source, "tests/unit/data/dirty_entries.csv"), "--period",
                    "2026-02-11..2026-02-25", "--hashtag", "#2026Барлығынарақмет")
    seen |= reported(folder, put(folder, "wrong.csv", csv_text(head, rows).encode()), "--hashtag", "#2026", "--date",
                     "2026-03-10")
    return seen | reported(folder, put(folder, "no-link.csv", csv_text(["no", "org"], [["1", NAME]]).encode()))


def schemas(folder):
    """S01 to S06: each column breaks the constraint that it is called like."""
    fields = [{"name": "required", "constraints": {"required": True}}, {"name": "type", "type": "integer"},
              {"name": "maximum", "type": "integer", "constraints": {"maximum": 5}},
              {"name": "enum", "constraints": {"enum": ["A"]}}, {"name": "unique", "constraints": {"unique": True}},
              {"name": "pattern", "constraints": {"pattern": "[0-9]+"}}]
    rows = [["", "бір", "7", "C", "A", "АБ"]] * 2
    schema = put(folder, "schema.json", json.dumps({"fields": fields}).encode())
    return reported(folder, put(folder, "schema.csv", csv_text([field["name"] for field in fields], rows).encode()),
                    "--schema", schema)


def files(folder):
    """F07, F08, F10, F11, F12: what the readers say of a workbook and of an empty list."""
    rows = f'<row r="1">{inline("A1", "Сілтемелер тізімі")}</row>' + xlsx_rows(
        lambda at, text, _: inline(at, text), begin=2)
    rows += f'<row r="12" hidden="1">{inline("A12", "10")}{inline("B12", NAME)}{inline("C12", POST)}</row>'
    total = f'<row r="13">{inline("B13", "Барлығы")}{inline("C13", "9")}</row>'
    numbers = "".join(f'<row r="{i}">{inline(f"A{i}", str(i))}</row>' for i in range(13, 16))
    merged = '<mergeCells count="1"><mergeCell ref="B4:B5"/></mergeCells>'
    seen = reported(folder, put(folder, "total.xlsx", xlsx(rows + total, after=merged)))
    seen |= reported(folder, put(folder, "tail.xlsx", xlsx(rows + numbers)))
    return seen | reported(folder, put(folder, "none.csv", csv_text(HEADINGS, []).encode()))


def letter(folder):
    """T01 to T11 and F09, of fields and of the text of a letter."""
    text = ("Челлендж ,ата – аналарының (бұдан әрі-Челлендж) «Барлығына рақмет!» барлығы 12 сілтеме ұсынылып, жеке "
            "ақуантына жүктелген және сапалы ұйымдастырылған", "бейнероликтер «Барлығына рақмет !» {{empty}} {{nobody}}")
    template = put(folder, "letter.odt", odf("text", "".join(f"<text:p>{paragraph}</text:p>" for paragraph in text)))
    values = {"empty": "", "unused": "x", "date_from": "2026-02-26", "date_to": "2026-02-25", "plan_year": "2025"}
    data = put(folder, "letter.json", json.dumps(values).encode())
    entries = put(folder, "letter.csv", csv_text(HEADINGS, ENTRIES).encode())
    seen = set()
    for more in ([], ["--set", "nobody=x"]):  # a letter with unknown names has no text to look at
        _, messages = run("check", template, "-d", data, "-e", entries, *more)
        seen |= set(re.findall(rf"\[({CODE})\]$", messages, re.M))
    return seen


@check
def proposals(folder):
    """What a cell should be stands in the report and beside the problem in the workbook."""
    rows = [["«Абай облысы «№7 «Балапан» бөбекжайы» КМҚК", "http://instagram.com/p/DU79xX6EkoE/?igsh=bHpScWt6b3lwemZn"],
            ["Абай облысы «Нұр» бөбекжай –балабақшасы КМҚК", "https://www.instagram.com/reel/DVI6bJAkoUg/"]]
    report, book = os.path.join(folder, "report.json"), os.path.join(folder, "book.xlsx")
    run("entries", put(folder, "wrong.csv", csv_text(["org", "link"], rows).encode()), "--report", report, "-o", book)
    name, link = "Абай облысы «№\u00a07 «Балапан» бөбекжайы» КМҚК", "https://www.instagram.com/reel/DU79xX6EkoE/"
    with open(report, encoding="utf-8") as file:
        seen = [(p["row"], p["code"], p["proposal"]) for p in json.load(file)["problems"]]
    assert seen == [(2, "O03", name), (2, "O07", name), (2, "L03", link), (2, "L09", link),
                    (3, "O08", "Абай облысы «Нұр» бөбекжай-балабақшасы КМҚК")], seen
    with zipfile.ZipFile(book) as package:
        problems = package.read("xl/worksheets/sheet2.xml").decode()
    assert problems.count(escape(name)) == 2 and problems.count(f">{link}<") == 2, problems


@check
def tables_of_letters(folder):
    """What people wrote in a table is looked at; rows that show entries are not, their names stay as they are."""
    row = lambda *cells: "<table:table-row>" + "".join(map(ods_cell, cells)) + "</table:table-row>"
    loop = "<table:table-row>" + ods_cell("{{#entries}}{{org}}") + ods_cell("{{link}}{{/entries}}") + "</table:table-row>"
    table = '<table:table table:name="T">' + row("Ата – аналар", "Рақмет !") + loop + row("барлығы 12 сілтеме", "") + \
            "</table:table>"
    entries = [["Абай облысы «Нұр» бөбекжай –балабақшасы КМҚК", quirk_link(i)] for i in range(3)]
    template = put(folder, "table.odt", odf("text", table + "<text:p>Рақмет !</text:p>"))
    listed = put(folder, "table.csv", csv_text(["org", "link"], entries).encode())
    status, messages = run("check", template, "-e", listed)
    told = re.findall(rf"table\.odt: (.*?): \w+: .*\[({CODE})\]$", messages, re.M)
    assert status == 1 and told == [("table 1, row 1, cell 1", "T09"), ("table 1, row 1, cell 2", "T07"),
                                    ("table 1, row 5, cell 1", "F09"), ("body, paragraph 1", "T07")], messages


@check
def all_codes(folder):
    seen = lists(folder) | schemas(folder) | files(folder) | letter(folder)
    assert seen == set(documented()), f"never said: {sorted(set(documented()) - seen)}, not documented: " \
                                      f"{sorted(seen - set(documented()))}"


if __name__ == "__main__":
    main()
