#!/usr/bin/env python3
"""soffice.py FOLDER: LibreOffice opens each document of FOLDER, and reads the text that is in it.

By hand, with the documents that `KEEP=FOLDER run.py ...` leaves: LibreOffice saves each as a flat
ODT, whose paragraphs must have the text that the document's own XML has (body, tables, text boxes,
headers and footers, in any order). Ends with status 77 where soffice is not there.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.dont_write_bytecode = True
from docx_rules import MC, W
from xmltree import parse

BATCH = 40


def flat(text):
    return re.sub(r"\s+", " ", text.replace("\u00ad", "").replace("\u2011", "-")).strip()


def docx_paragraph(node, out):
    """The text of a paragraph without those in it (text boxes), which are read on their own."""
    for child in node.children:
        if child.name == (W, "t"):
            out.append(child.text)
        elif child.name in ((W, "tab"), (W, "br"), (W, "cr")):
            out.append(" ")
        elif child.name == (W, "noBreakHyphen"):
            out.append("-")
        elif child.name not in ((W, "txbxContent"), (W, "pPr"), (W, "rPr"), (W, "del"), (MC, "Fallback")):
            docx_paragraph(child, out)
    return out


def docx_texts(path):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml", name):
                for node in parse(archive.read(name)).all((W, "p")):
                    if not node.within((MC, "Fallback")):
                        yield "".join(docx_paragraph(node, []))


def odt_texts(data):
    """Paragraphs of content, headers and footers; elements between characters count as a space."""
    text = data.decode()
    text = re.sub(r"(?s)<office:annotation[ >].*?</office:annotation>|<text:tracked-changes>.*?</text:tracked-changes>"
                  r"|<text:note-citation[^>]*>.*?</text:note-citation>|<svg:(title|desc)>.*?</svg:\1>|<office:binary-data>.*?</office:binary-data>", "", text)
    text = re.sub(r"<text:s( [^>]*)?/>|<text:tab( [^>]*)?/>|<text:line-break/>", " ", text)
    while True:  # innermost paragraphs first: those of text boxes and notes
        match = re.search(r"(?s)<text:(p|h)(?:\s[^>]*)?(?:/>|>((?:(?!<text:[ph][ >/]).)*?)</text:\1>)", text)
        if match is None:
            return
        inner = re.sub(r"<[^>]*>", "", match.group(2) or "")
        for name, character in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("apos", "'"), ("amp", "&")):
            inner = inner.replace(f"&{name};", character)
        yield inner
        text = text[:match.start()] + text[match.end():]


def own_texts(path):
    if path.endswith(".docx"):
        yield from docx_texts(path)
        return
    with zipfile.ZipFile(path) as archive:
        for name in ("content.xml", "styles.xml"):
            if name in archive.namelist():
                yield from odt_texts(archive.read(name))


def convert(paths, work):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "fodt",
                    "--outdir", work] + paths, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def bag(texts):
    """The paragraphs with text, of any order: LibreOffice writes headers and notes elsewhere. A number
    alone is a page's, which LibreOffice has not counted then."""
    return {text for text in map(flat, texts) if text and not text.isdigit()}


def main():
    if shutil.which("soffice") is None:
        return 77
    folder = os.path.abspath(sys.argv[1])
    paths = sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith((".docx", ".odt")))
    closed = other = 0
    with tempfile.TemporaryDirectory() as work:
        for kind in (".docx", ".odt"):
            some = [path for path in paths if path.endswith(kind)]
            for at in range(0, len(some), BATCH):
                convert(some[at:at + BATCH], work)
                for path in some[at:at + BATCH]:
                    made = os.path.join(work, os.path.basename(path)[:-len(kind)] + ".fodt")
                    if not os.path.exists(made):
                        closed += 1
                        print(f"{os.path.basename(path)}: LibreOffice does not open it")
                        continue
                    with open(made, "rb") as file:
                        theirs = bag(odt_texts(file.read()))
                    os.remove(made)
                    ours = bag(own_texts(path))
                    if ours != theirs:
                        other += 1
                        print(f"{os.path.basename(path)}: only ours {sorted(ours - theirs)[:3]}, "
                              f"only theirs {sorted(theirs - ours)[:3]}")
    print(f"{len(paths)} documents, {closed} not opened, {other} of another text")
    return 1 if closed or other or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
