#!/usr/bin/env python3
"""merged.py HATSHY SOURCE [TEST...]: what `hatshy batch --merge` makes: all letters in one PDF."""
import json
import os
import shutil
import subprocess
import sys
import zipfile

sys.dont_write_bytecode = True
from common import RELS, TYPES, W, equal, has, main, make_docx

ENTRIES = [{"org": "А", "region": "Абай"}, {"org": "Б", "region": "Ұлытау"}, {"org": "В", "region": "Абай"}]


def field(code):
    return f'<w:fldSimple w:instr="{code}"><w:r><w:t>?</w:t></w:r></w:fldSimple>'


def two_pages(path):
    """A letter of two pages with its page numbers, and a link from the second to the first."""
    text = lambda words: f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    body = (f'<w:p><w:bookmarkStart w:id="1" w:name="top"/>{text("letter of {{org}}")}<w:bookmarkEnd w:id="1"/></w:p>'
            f'<w:p><w:r><w:br w:type="page"/></w:r>{text("page ")}{field("PAGE")}{text(" of ")}{field("NUMPAGES")}</w:p>'
            f'<w:p><w:hyperlink w:anchor="top">{text("to the top")}</w:hyperlink></w:p>')
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELS)
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")


def read(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def pages_of(path):
    return [page.split("\n") for page in read("pdftotext", path, "-").split("\f")[:-1]]


def outline_of(path):
    return [(entry["title"], entry["destpageposfrom1"]) for entry in json.loads(read("qpdf", "--json=1", "--json-key=outlines", path))["outlines"]]


def each(work):
    """Letters keep their page numbers and page count; the outline has an entry for each."""
    two_pages(work.path("t.docx"))
    work.write("e.json", ENTRIES)
    run = ["batch", "t.docx", "-e", "e.json", "--each", "-o", "all.pdf", "--date", "2026-03-02"]
    equal(work.run(*run, "--merge={{org}} {{@number}}", "--lang", "en"), "3 letters: 3 made, 0 kept, 0 failed\n")
    equal(sorted(os.listdir(work.folder)), ["all.pdf", "e.json", "t.docx"], "nothing but the file")
    if shutil.which("pdftotext"):
        pages = pages_of(work.path("all.pdf"))
        equal([page[0] for page in pages], ["letter of А", "page 2 of 2", "letter of Б", "page 2 of 2", "letter of В", "page 2 of 2"])
    if shutil.which("qpdf"):
        equal(outline_of(work.path("all.pdf")), [("А 1", 1), ("Б 2", 3), ("В 3", 5)])
        targets = [value["/A"]["/D"][0] for value in json.loads(read("qpdf", "--json=1", work.path("all.pdf")))["objects"].values()
                   if isinstance(value, dict) and value.get("/Subtype") == "/Link"]
        equal(len(set(targets)), 3, "each link leads to a page of its own")
    first = work.hashes(".")["all.pdf"]
    work.run(*run, "--merge={{org}} {{@number}}", "--lang", "en", "-j", "2")
    equal(work.hashes(".")["all.pdf"], first, "the same bytes again")


def by(work):
    """Without a pattern a letter is called by its key or its number; an empty name is the number."""
    make_docx(work.path("t.docx"), ["{{#entries}}{{org}} {{/entries}}"])
    work.write("e.json", ENTRIES + [{"org": "Г", "region": "Шымкент", "head": "Директор"}])
    if not shutil.which("qpdf"):
        return
    work.run("batch", "t.docx", "-e", "e.json", "--by", "region", "-o", "by.pdf", "--merge")
    equal(outline_of(work.path("by.pdf")), [("Абай", 1), ("Ұлытау", 2), ("Шымкент", 3)])
    work.run("batch", "t.docx", "-e", "e.json", "--each", "-o", "each.pdf", "--merge")
    equal(outline_of(work.path("each.pdf")), [("1", 1), ("2", 2), ("3", 3), ("4", 4)])
    work.run("batch", "t.docx", "-e", "e.json", "--each", "-o", "names.pdf", "--merge={{head}}")
    equal(outline_of(work.path("names.pdf")), [("1", 1), ("2", 2), ("3", 3), ("Директор", 4)])


def failing(work):
    """One letter that fails: all that fail are told, no file is made, and an old one stays."""
    make_docx(work.path("t.docx"), ["{{org}}", "{{day | date: \"long\"}}"])
    work.write("e.csv", "org,day\nА,2026-01-01\nБ,yesterday\nВ,2026-01-03\nГ,never\n")
    work.write("all.pdf", "an old one")
    said = work.run("batch", "t.docx", "-e", "e.csv", "--each", "-o", "all.pdf", "--merge={{org}}", "--lang", "en", status=1)
    has(said, "e.csv: row 3: error: the letter Б was not made", "e.csv: row 5: error: the letter Г was not made",
        "yesterday", "never", "4 letters: 0 made, 0 kept, 2 failed")
    with open(work.path("all.pdf"), encoding="utf-8") as file:
        equal(file.read(), "an old one")


def wrong_calls(work):
    make_docx(work.path("t.docx"), ["{{org}}"])
    work.write("e.json", ENTRIES)
    run = ["batch", "t.docx", "-e", "e.json", "--each", "--lang", "en", "--merge"]
    for outputs in (["{{org}}.pdf"], ["a.docx"], ["a.pdf", "b.pdf"], ["a.png"]):
        has(work.run(*run, *[part for name in outputs for part in ("-o", name)], status=2), "need one output that ends in .pdf")
    has(work.run(*run, "-o", "a.pdf", "--resume", status=2), "--resume and --report")
    has(work.run(*run[:-1], "--merge={{nobody}}", "-o", "a.pdf", status=1), 'unknown name "nobody"')
    equal(sorted(os.listdir(work.folder)), ["e.json", "t.docx"])


if __name__ == "__main__":
    main([each, by, failing, wrong_calls], __doc__)
