#!/usr/bin/env python3
"""letters.py HATSHY SOURCE [TEST...]: what `hatshy batch` makes: data, names, formats, the office's own letters."""
import csv
import glob
import io
import json
import os
import subprocess
import sys
import zipfile

sys.dont_write_bytecode = True
from common import equal, has, main, make_docx, text_of

ENTRIES = [{"org": "А", "region": "Абай", "no": "1"}, {"org": "Б", "region": "Ұлытау", "no": "2", "phone": "5"},
           {"org": "В", "region": "Абай", "no": "3"}]


def each(work):
    """The entry's members over the fields; its own entry as the list; the rest as all."""
    make_docx(work.path("t.docx"), ["{{org}} {{no}} {{title}}", "{{#entries}}{{org}}{{/entries}}", "{{all | count}}",
                                    "{{@letter}} of {{@letters}}", "{{phone}}."])
    work.write("e.json", ENTRIES)
    work.write("d.json", {"title": "T", "org": "field"})
    said = work.run("batch", "t.docx", "-d", "d.json", "-e", "e.json", "--each", "-o", "out/{{@number}}-{{org}}.docx")
    equal(said, "3 letters: 3 made, 0 kept, 0 failed\n")
    equal(sorted(work.hashes("out")), ["1-А.docx", "2-Б.docx", "3-В.docx"])
    equal(text_of(work.path("out/2-Б.docx")), ["Б 2 T", "Б", "3", "2 of 3", "5."])
    equal(text_of(work.path("out/3-В.docx")), ["В 3 T", "В", "3", "3 of 3", "."], "a name that another entry has is known")


def by(work):
    """Groups in the order of first appearance, with their key under two names."""
    make_docx(work.path("t.docx"), ["{{@key}}={{region}}", "{{#entries}}{{@number}}{{org}} {{/entries}}",
                                    "{{entries | count}} of {{all | count}}", "{{@letter}}/{{@letters}}",
                                    "{{#fields}}{{@key}}:{{@value}} {{/fields}}"])
    work.write("e.json", ENTRIES)
    work.write("d.json", {"fields": {"a": 1, "b": 2}})
    work.run("batch", "t.docx", "-d", "d.json", "-e", "e.json", "--by", "region", "-o", "out/{{@number}} {{region}}.docx")
    equal(sorted(work.hashes("out")), ["1 Абай.docx", "2 Ұлытау.docx"])
    equal(text_of(work.path("out/1 Абай.docx")), ["Абай=Абай", "1А 2В ", "2 of 3", "1/2", "a:1 b:2 "])


def alone(work):
    """A letter made by itself from the same data is the same file; alone it is the first of one."""
    make_docx(work.path("t.docx"), ["{{@key}} {{region}} {{title}}", "{{#entries}}{{org}} {{phone}} {{/entries}}",
                                    "{{all | count}} {{@letter}} {{@letters}}"])
    even = [dict({"org": None, "region": None, "no": None, "phone": None}, **entry) for entry in ENTRIES]
    work.write("e.json", ENTRIES)
    work.write("d.json", {"title": "T"})
    work.run("batch", "t.docx", "-d", "d.json", "-e", "e.json", "--by", "region", "-o", "out/{{@number}}.docx", "-o", "out/{{@number}}.pdf")
    for number, region in ((1, "Абай"), (2, "Ұлытау")):
        work.write("own.json", {"title": "T", "region": region, "entries": [e for e in even if e["region"] == region], "all": even,
                                "@key": region, "@letter": number, "@letters": 2})
        os.makedirs(work.path("alone"), exist_ok=True)
        work.run("generate", "t.docx", "-d", "own.json", "-o", f"alone/{number}.docx", "-o", f"alone/{number}.pdf")
    equal(work.hashes("alone"), work.hashes("out"))
    make_docx(work.path("n.docx"), ["{{@letter}} {{@letters}}"])
    work.run("generate", "n.docx", "-o", "n1.docx")
    equal(text_of(work.path("n1.docx")), ["1 1"])


def counted(work):
    """A letter that says another number than its own list or the whole one has is not made; slips of writing are told once."""
    make_docx(work.path("t.docx"), ["Барлығы {{n}} сілтеме жіберілді .", "{{#entries}}{{org}} {{link}}", "{{/entries}}"])
    rows = "".join(f"{dept} облысы №{k} «Балапан» бөбекжайы МКҚК,https://www.instagram.com/reel/DU{k:02}abcdefg/,{dept}\n"
                   for k, dept in enumerate(["Абай"] * 3 + ["Алматы"] * 2 + ["Ақтөбе"] * 3))
    work.write("e.csv", "org,link,dept\n" + rows)
    run = ["batch", "t.docx", "-e", "e.csv", "--by", "dept", "--set", "n=3", "--date", "2026-03-01", "--lang", "en"]
    said = work.run(*run, "-o", "c/{{dept}}.docx", status=1)
    has(said, 'the letter says "3 сілтеме", but the list has 2', "c/Алматы.docx was not made", "3 letters: 2 made, 0 kept, 1 failed")
    equal(sorted(work.hashes("c")), ["Абай.docx", "Ақтөбе.docx"])
    has(work.run(*run, "-o", "w/{{dept}}.docx", "--set", "n=8"), "3 letters: 3 made")
    said = work.run(*run, "-o", "f/{{dept}}.docx", "--force", "--clean", status=1)
    has(said, 'the letter says "3 сілтеме", but the list has 2', "3 letters: 3 made")
    equal(said.count("T07"), 1, said)
    said = work.run(*run, "--merge", "-o", "all.pdf", status=1)
    has(said, 'the letter says "3 сілтеме", but the list has 2')
    work.write("d.csv", "org,date_from,date_to\nА,2026-02-11,2026-02-25\nБ,2026-02-26,2026-02-25\n")
    make_docx(work.path("d.docx"), ["{{org}} {{date_from}}"])
    said = work.run("batch", "d.docx", "-e", "d.csv", "--each", "-o", "d/{{org}}.docx", "--lang", "en", status=1)
    has(said, "T04", "d/Б.docx was not made", "2 letters: 1 made, 0 kept, 1 failed")


def other_list(work):
    """The first -e is divided, under its own name; others stay whole."""
    make_docx(work.path("t.docx"), ["{{#schools}}{{org}}{{/schools}} {{#endings}}{{word}}{{/endings}} {{all | count}}"])
    work.write("s.csv", "org,region\nА,x\nБ,y\n")
    work.write("w.csv", "word,барыс\nкг,кг-ға\nт,т-ға\n")
    work.run("batch", "t.docx", "-e", "schools=s.csv", "-e", "endings=w.csv", "--each", "-o", "{{org}}.docx")
    equal(text_of(work.path("Б.docx")), ["Б кгт 2"])


def names(work):
    """Names are safe on every file system, unique, and stay in the folder."""
    values = ['a/b\\c:d*e?f"g<h>i|j', "Абай", "абай", "АБАЙ", "..", "../../up", ".hidden", "CON", "con.x", "LPT1", " x. ", "a\tb\nc", "",
              "Қ" * 200, "é", "e\u0301", "x\u202ey", "№ 7 «Балапан»", "d.docx/1", ".", "~", "a" * 300]
    make_docx(work.path("t.docx"), ["{{v}}"])
    work.write("e.json", [{"v": value, "n": index} for index, value in enumerate(values)])
    work.run("batch", "t.docx", "-e", "e.json", "--each", "-o", "deep/out/{{v}}.docx")
    equal(sorted(os.listdir(work.path("deep"))), ["out"])
    equal(sorted(os.listdir(work.folder)), ["deep", "e.json", "t.docx"])
    made = set(work.hashes("deep/out"))
    equal(len(made), len(values), "a name of its own for each")
    for wanted in ("a_b_c_d_e_f_g_h_i_j.docx", "Абай.docx", "абай (2).docx", "АБАЙ (3).docx", "_.docx", "_._.._up.docx",
                   "_hidden.docx", "CON_.docx", "con.x_.docx", "LPT1_.docx", "x.docx", "a b c.docx", "é.docx", "é (2).docx", "xy.docx",
                   "№ 7 «Балапан».docx", "d.docx_1.docx", "_ (2).docx", "_ (3).docx", "~.docx", "Қ" * 117 + ".docx", "a" * 235 + ".docx"):
        if wanted not in made:
            raise AssertionError(f"{wanted} is not among {sorted(made)}")
    if any(len(name.encode()) > 240 for name in made):
        raise AssertionError("too long")


def folders(work):
    """Folders are made of values, too; one that looks like a file is none's enemy."""
    make_docx(work.path("t.docx"), ["{{a}}"])
    work.write("e.csv", "a,b\nx.docx,1\n..,2\n Нұр ,3\nНҰР,3\n")
    work.run("batch", "t.docx", "-e", "e.csv", "--each", "-o", "o/{{a}}/sub/{{b}}.docx", "-o", "o/{{a}}.docx")
    equal(set(work.hashes("o")), {"_.docx", "_/sub/2.docx", "x.docx.docx", "x.docx_/sub/1.docx", "Нұр.docx", "Нұр/sub/3.docx", "НҰР (2).docx",
                                  "НҰР/sub/3 (2).docx"})


def wrong_calls(work):
    """What is wrong with the batch as a whole is told before the first letter."""
    make_docx(work.path("t.docx"), ["{{org}}"])
    work.write("e.csv", "org,region\nА,x\nБ,\n,y\n")
    run = ["batch", "t.docx", "-e", "e.csv", "--lang", "en"]
    has(work.run(*run, "-o", "{{org}}.docx", status=2), "say --each or --by FIELD")
    has(work.run(*run, "--each", "-o", "x.docx", status=2), "x.docx: error: all letters would have this name")
    has(work.run(*run, "--each", "-o", "{{org}}.txt", status=2), "must end in")
    has(work.run(*run, "--each", "-o", "{{org}}.odt", status=2), "the template is DOCX")
    has(work.run(*run, "--each", "-o", "{{orgg}}.docx", status=1), '{{orgg}}.docx: error: in the tag {{orgg}}: unknown name "orgg"; did you mean "org"?')
    has(work.run(*run, "--each", "-o", "{{#org}}x{{/org}}.docx", status=1), "{{#org}} makes no sense in the name of a file")
    has(work.run(*run, "--each", "-o", "{{all}}.docx", status=1), "{{all}} gives a list")
    has(work.run(*run, "--by", "regoin", "-o", "{{org}}.docx", status=1), 'no entry has the field "regoin"', 'did you mean "region"?')
    has(work.run(*run, "--by", "region", "-o", "{{@key}}.docx", status=1), 'e.csv: row 3: error: the field "region" is empty')
    has(work.run("batch", "t.docx", "-d", "e.csv", "--each", "-o", "{{org}}.docx", status=2), "name the list with -e")
    equal(sorted(os.listdir(work.folder)), ["e.csv", "t.docx"])


def failing(work):
    """A letter that fails is told with its entry, and stops no other; the report has all of it."""
    make_docx(work.path("t.docx"), ["{{org}}", "{{day | date: \"long\"}}"])
    work.write("e.csv", "org,day\nА,2026-01-01\nБ,yesterday\nВ,2026-01-03\n")
    said = [work.run("batch", "t.docx", "-e", "e.csv", "--each", "-o", "o/{{org}}.docx", "--report", "r.json", "--lang", "en", "-j", str(jobs), status=1)
            for jobs in (1, 2, 3)]
    equal(said[0].splitlines()[0], "e.csv: row 3: error: the letter o/Б.docx was not made")
    has(said[0], "t.docx: body, paragraph 2: error:", "yesterday", "3 letters: 2 made, 0 kept, 1 failed")
    equal(said[1:], [said[0]] * 2, "the same messages with more workers")
    equal(sorted(work.hashes("o")), ["А.docx", "В.docx"])
    with open(work.path("r.json"), encoding="utf-8") as file:
        report = json.load(file)
    equal([report[name] for name in ("letters", "made", "kept", "failed")], [3, 2, 0, 1])
    equal([letter["status"] for letter in report["results"]], ["made", "failed", "made"])
    letter = report["results"][1]
    equal((letter["letter"], letter["file"], letter["place"], letter["outputs"]), (2, "e.csv", "row 3", ["o/Б.docx"]))
    equal([message["severity"] for message in letter["messages"]], ["error"])
    work.write("e.csv", "org,day\nА,2026-01-01\nБ,2026-01-02\nВ,2026-01-03\n")
    has(work.run("batch", "t.docx", "-e", "e.csv", "--each", "-o", "o/{{org}}.docx", "--resume", "--lang", "en"), "1 made, 2 kept, 0 failed")


def many_failing(work):
    """The first twenty failures are told, the others counted."""
    make_docx(work.path("t.docx"), ["{{day | date: \"long\"}}"])
    work.write("e.csv", "org,day\n" + "".join(f"{i},never\n" for i in range(25)))
    said = work.run("batch", "t.docx", "-e", "e.csv", "--each", "-o", "o/{{org}}.docx", "--lang", "en", status=1)
    equal(said.count("was not made"), 20)
    has(said, "5 more letters were not made", "25 letters: 0 made, 0 kept, 25 failed")


def archive(work):
    """All letters in one archive, the same with any number of workers; --resume knows it."""
    make_docx(work.path("t.docx"), ["{{#entries}}{{org}}{{/entries}}"])
    work.write("e.csv", "org,region\nА,x\nБ,y\nВ,x\n")
    run = ["batch", "t.docx", "-e", "e.csv", "--by", "region", "-o", "z.zip", "-o", "z.zip/pdf/{{region}}.pdf"]
    work.run(*run, "-j", "1")
    with zipfile.ZipFile(work.path("z.zip")) as package:
        equal(package.namelist(), ["x.docx", "pdf/x.pdf", "y.docx", "pdf/y.pdf"])
        equal(package.testzip(), None)
        with open(work.path("x.docx"), "wb") as file:
            file.write(package.read("x.docx"))
    equal(text_of(work.path("x.docx")), ["АВ"])
    with open(work.path("z.zip"), "rb") as file:
        first = file.read()
    has(work.run(*run, "--resume"), "2 letters: 0 made, 2 kept, 0 failed")
    has(work.run("batch", "--verify", "-o", "z.zip"), "2 letters: 2 as they were made, 0 not")
    work.run(*run, "-j", "2")
    with open(work.path("z.zip"), "rb") as file:
        equal(file.read() == first, True, "the same bytes")
    equal(sorted(name for name in os.listdir(work.folder) if name != "x.docx"), [".z.zip.journal", "e.csv", "t.docx", "z.zip"])
    work.write("e.csv", "org,region\nА,x\nБ2,y\nВ,x\n")  # one letter changes: the other is taken out of the archive
    has(work.run(*run, "--resume"), "2 letters: 1 made, 1 kept, 0 failed")
    with open(work.path("z.zip"), "rb") as file:
        resumed = file.read()
    work.run(*run)
    with open(work.path("z.zip"), "rb") as file:
        equal(file.read() == resumed, True, "the same bytes")
    has(work.run(*run, "-o", "f/{{region}}.docx"), "2 letters: 2 made")
    os.remove(work.path("f/x.docx"))
    has(work.run(*run, "-o", "f/{{region}}.docx", "--resume"), "2 letters: 1 made, 1 kept")
    has(work.run(*run, "-o", "f/{{region}}.docx", "--resume"), "2 letters: 0 made, 2 kept")
    equal(os.path.exists(work.path("z.zip.parts")), False)
    with open(work.path("z.zip"), "r+b") as file:  # a damaged member is made anew
        file.seek(len(resumed) // 4)
        file.write(b"damage")
    has(work.run(*run, "--resume"), "kept, 0 failed")
    with open(work.path("z.zip"), "rb") as file:
        equal(file.read() == resumed, True, "the same bytes")
    has(work.run("batch", "t.docx", "-e", "e.csv", "--each", "-o", "{{org}}.zip", "--lang", "en", status=2), "an archive's own name has no tags")


def pictures(work):
    """A picture a page, in a folder and in an archive."""
    make_docx(work.path("t.docx"), ["{{org}}"] * 60)
    work.write("e.csv", "org\nА\nБ\n")
    work.run("batch", "t.docx", "-e", "e.csv", "--each", "-o", "o/{{org}}.svg", "-o", "z.zip/{{org}}.svg")
    equal(sorted(work.hashes("o")), ["А-1.svg", "А-2.svg", "Б-1.svg", "Б-2.svg"])
    with zipfile.ZipFile(work.path("z.zip")) as package:
        equal(package.namelist(), ["А-1.svg", "А-2.svg", "Б-1.svg", "Б-2.svg"])
    has(work.run("batch", "t.docx", "-e", "e.csv", "--each", "-o", "o/{{org}}.svg", "-o", "o/{{org}}.docx", "--resume"), "2 made")
    has(work.run("batch", "t.docx", "-e", "e.csv", "--each", "-o", "o/{{org}}.svg", "-o", "o/{{org}}.docx", "--resume"), "2 kept")
    os.remove(work.path("o/Б-2.svg"))
    has(work.run("batch", "t.docx", "-e", "e.csv", "--each", "-o", "o/{{org}}.svg", "-o", "o/{{org}}.docx", "--resume"), "1 made, 1 kept")


def covering(work):
    """Covering letters to the regions with their rows as annexes, as DOCX and PDF: the figures are those of the list."""
    with open(os.path.join(work.source, "examples/letters/covering.json"), encoding="utf-8") as file:
        fields = json.load(file)
    for name in ("region", "entries", "all"):
        del fields[name]
    work.write("fields.json", fields)
    entries = work.entries(599)
    template = os.path.join(work.source, "templates/covering.docx")
    said = work.run("batch", template, "-d", "fields.json", "-e", entries, "--clean", "--force", "--by", "region",
                    "-o", "out/{{region}}.docx", "-o", "out/{{region}}.pdf", "--lang", "kk")
    has(said, "хат саны: 20; жасалғаны: 20, сақталғаны: 0, жасалмағаны: 0")
    work.run("entries", entries, "-o", "clean.csv", "--quiet")
    with open(work.path("clean.csv"), encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(io.StringIO(file.read())))
    counts = {}
    for row in rows:
        counts[row["region"]] = counts.get(row["region"], 0) + 1
    equal(sorted(work.hashes("out")), sorted(f"{region}.{kind}" for region in counts for kind in ("docx", "pdf")))
    for region, count in counts.items():
        text = text_of(work.path("out", region + ".docx"))
        whole = "\n".join(text)
        has(whole, f"Республика бойынша барлығы {len(rows)} (", f"оның ішінде {region} бойынша – {count} (", f"тізімі ({region})")
        own = [row["org"] for row in rows if row["region"] == region]
        equal([line for line in text if line in own], own, region)
        shown = subprocess.run(["pdftotext", "-layout", work.path("out", region + ".pdf"), "-"], capture_output=True, text=True, check=True).stdout
        has(shown.replace("\n", " "), region)
        has(shown, "Барлығы")


def thanks(work):
    """A thousand letters of thanks."""
    with open(os.path.join(work.source, "examples/letters/thanks.json"), encoding="utf-8") as file:
        fields = json.load(file)
    for name in ("org", "number"):
        del fields[name]
    work.write("fields.json", fields)
    with open(work.path(work.entries(999)), encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(io.StringIO(file.read())))
    rows = (rows * 2)[:1000]
    work.write("e.json", [{"number": str(i + 1), "org": row["org"]} for i, row in enumerate(rows)])
    template = os.path.join(work.source, "templates/thanks.docx")
    said = work.run("batch", template, "-d", "fields.json", "-e", "e.json", "--each", "-o", "out/{{number}}.docx", "--quiet")
    equal(said, "")
    equal(len(work.hashes("out")), 1000)
    for i in (0, 499, 999):
        text = text_of(work.path("out", f"{i + 1}.docx"))
        has("\n".join(text), rows[i]["org"], f"№ {i + 1}")


def sub_template(work):
    """No output replaces a sub-template of the template."""
    make_docx(work.path("sign.docx"), ["Қолы"])
    make_docx(work.path("t.docx"), ["{{org}}", "{{> sign}}"])
    work.write("e.csv", "org\nsign\nА\n")
    said = work.run("batch", "t.docx", "-e", "e.csv", "--each", "-o", "{{org}}.docx", "--lang", "en", status=1)
    has(said, "sign.docx: error: the output cannot replace a sub-template of the template", "2 letters: 1 made, 0 kept, 1 failed")
    work.run("generate", "t.docx", "--set", "org=А", "-o", "./sign.docx", status=2)
    equal(text_of(work.path("sign.docx")), ["Қолы"])
    equal(text_of(work.path("А.docx")), ["А", "Қолы"])


if __name__ == "__main__":
    main([each, by, alone, counted, other_list, names, folders, wrong_calls, failing, many_failing, archive, pictures, covering, thanks, sub_template], __doc__)
