#!/usr/bin/env python3
"""letters.py HATSHY SOURCE: every letter of examples/letters/NAME.json fills templates/NAME.docx.

Each must be made as DOCX and as PDF, and be checked, with exit status 0 and without any message (so
no field of the data is unused); the text of the
DOCX, a line a paragraph, must equal tests/golden/letters/NAME.txt. UPDATE=1 rewrites these files:
review the difference.
"""
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import unescape

QUOTED = re.compile(r"/covering.*\[T09\]$")  # the letter quotes a name that is written wrongly


def text_of(path):
    with zipfile.ZipFile(path) as package:
        document = package.read("word/document.xml").decode()
    lines = []
    for paragraph in re.findall(r"<w:p>.*?</w:p>", document, re.S):
        parts = re.findall(r"<w:t(?: [^>]*)?>(.*?)</w:t>|(<w:tab/>)|(<w:br/>)", paragraph, re.S)
        lines.append("".join("\t" if tab else "\n" if line else unescape(text) for text, tab, line in parts).rstrip(" "))
    return "\n".join(lines) + "\n"


def check(hatshy, source, name, out):
    docx, pdf = (os.path.join(out, name + end) for end in (".docx", ".pdf"))
    letter = [f"templates/{name}.docx", "-d", f"examples/letters/{name}.json"]
    for command in (["check"] + letter, ["generate"] + letter + ["-o", docx, "-o", pdf]):
        run = subprocess.run([hatshy] + command, cwd=source, capture_output=True, text=True)
        told = [line for line in run.stderr.splitlines() if not QUOTED.search(line)]
        if run.returncode != 0 or run.stdout or told:
            return f"{command[0]}: status {run.returncode}\n{run.stdout}{run.stderr}"
    with open(pdf, "rb") as file:
        if file.read(5) != b"%PDF-":
            return "no PDF"
    golden = os.path.join(source, "tests", "golden", "letters", name + ".txt")
    got = text_of(docx)
    if os.environ.get("UPDATE"):
        with open(golden, "w", encoding="utf-8") as file:
            file.write(got)
        return None
    with open(golden, encoding="utf-8") as file:
        wanted = file.read()
    if got == wanted:
        return None
    pairs = zip(got.split("\n"), wanted.split("\n"))
    return next((f"got      {a!r}\nexpected {b!r}" for a, b in pairs if a != b), "another number of paragraphs")


def main():
    hatshy, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    names = sorted(name[:-5] for name in os.listdir(os.path.join(source, "examples", "letters")) if name.endswith(".json"))
    bad = 0
    with tempfile.TemporaryDirectory() as out:
        for name in names:
            fault = check(hatshy, source, name, out)
            if fault:
                bad += 1
                print(f"{name}: {fault}")
    print(f"{len(names)} letters, {bad} wrong")
    return 1 if bad or not names else 0


if __name__ == "__main__":
    sys.exit(main())
