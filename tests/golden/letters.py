#!/usr/bin/env python3
"""letters.py HATSHY SOURCE: every letter of examples/letters/NAME.json fills templates/NAME.docx and NAME.odt.

Each must be made in the template's format and as PDF, and be checked, with exit status 0 and without any message (so no field of the
data is unused); the text of the document, a line a paragraph, must equal tests/golden/letters/NAME.txt in both formats. UPDATE=1
rewrites these files from the DOCX: review the difference. The scripts of templates/ must make the very templates that stand there.
"""
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import unescape

QUOTED = re.compile(r"/covering.*\[T09\]$")  # the letter quotes a name that is written wrongly


def text_of_odt(path):
    with zipfile.ZipFile(path) as package:
        content = package.read("content.xml").decode()
    lines = []
    for _, inner in re.findall(r"<text:(p|h) [^>]*?(?:/>|>(.*?)</text:\1>)", content, re.S):
        words = re.sub(r"<draw:frame .*?</draw:frame>", "", inner, flags=re.S)  # a picture has its own words
        spaces = re.sub(r'<text:s text:c="(\d+)"/>', lambda found: " " * int(found[1]), words)
        text = re.sub(r"<text:line-break/>", "\n", re.sub(r"<text:tab/>", "\t", spaces.replace("<text:s/>", " ")))
        lines.append(unescape(re.sub(r"<[^>]*>", "", text)).rstrip(" "))
    return "\n".join(lines) + "\n"


def text_of_docx(path):
    with zipfile.ZipFile(path) as package:
        document = package.read("word/document.xml").decode()
    lines = []
    for paragraph in re.findall(r"<w:p>.*?</w:p>", document, re.S):
        parts = re.findall(r"<w:t(?: [^>]*)?>(.*?)</w:t>|(<w:tab/>)|(<w:br/>)", paragraph, re.S)
        lines.append("".join("\t" if tab else "\n" if line else unescape(text) for text, tab, line in parts).rstrip(" "))
    return "\n".join(lines) + "\n"


def check(hatshy, source, name, kind, out):
    made, pdf = (os.path.join(out, name + end) for end in ("." + kind, ".pdf"))
    letter = [f"templates/{name}.{kind}", "-d", f"examples/letters/{name}.json"]
    for command in (["check"] + letter, ["generate"] + letter + ["-o", made, "-o", pdf]):
        run = subprocess.run([hatshy] + command, cwd=source, capture_output=True, text=True)
        told = [line for line in run.stderr.splitlines() if not QUOTED.search(line)]
        if run.returncode != 0 or run.stdout or told:
            return f"{command[0]}: status {run.returncode}\n{run.stdout}{run.stderr}"
    with open(pdf, "rb") as file:
        if file.read(5) != b"%PDF-":
            return "no PDF"
    golden = os.path.join(source, "tests", "golden", "letters", name + ".txt")
    got = text_of_docx(made) if kind == "docx" else text_of_odt(made)
    if os.environ.get("UPDATE") and kind == "docx":
        with open(golden, "w", encoding="utf-8") as file:
            file.write(got)
        return None
    with open(golden, encoding="utf-8") as file:
        wanted = file.read()
    if got == wanted:
        return None
    pairs = zip(got.split("\n"), wanted.split("\n"))
    return next((f"got      {a!r}\nexpected {b!r}" for a, b in pairs if a != b), "another number of paragraphs")


def check_templates(source, out):
    """The templates that the scripts make now and that differ from those of the project."""
    folder = os.path.join(source, "templates")
    for script in ("make.py", "make_letters.py"):
        subprocess.run([sys.executable, os.path.join(folder, script), out], check=True)
    different = []
    for name in sorted(os.listdir(out)):
        with zipfile.ZipFile(os.path.join(out, name)) as new, zipfile.ZipFile(os.path.join(folder, name)) as old:
            same = new.namelist() == old.namelist() and all(new.read(part) == old.read(part) for part in new.namelist())
            different += [] if same else [name]
    return different


def main():
    hatshy, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    names = sorted(name[:-5] for name in os.listdir(os.path.join(source, "examples", "letters")) if name.endswith(".json"))
    bad = 0
    with tempfile.TemporaryDirectory() as out:
        for name in names:
            for kind in ("docx", "odt"):
                fault = check(hatshy, source, name, kind, out)
                if fault:
                    bad += 1
                    print(f"{name}.{kind}: {fault}")
    with tempfile.TemporaryDirectory() as out:
        for name in check_templates(source, out):
            bad += 1
            print(f"templates/{name} is not what templates/*.py makes: mend the script, or the file")
    print(f"{len(names)} letters, {bad} wrong")
    return 1 if bad or not names else 0


if __name__ == "__main__":
    sys.exit(main())
