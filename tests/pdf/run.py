#!/usr/bin/env python3
"""run.py HATSHY SOURCE: the PDF as other people's programs read it (docs/pdf.md).

Poppler and qpdf are asked what stands in the file: the letter in reading order, every row of a
table of 599 with its cells, every name letter for letter, every link once; the profiles differ as
they say and look the same; attached files come out as they went in; a locale changes nothing; a
disk that is full leaves what was there. What needs a program that is not installed is skipped,
and said.
"""
import csv
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile

HATSHY, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
EXAMPLE = os.path.join(SOURCE, "examples", "challenge")
ROWS, FEW = 599, 60
failures, skipped = [], []


def check(holds, what):
    if not holds:
        failures.append(what)
        print("FAIL:", what)


def has(*programs):
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        skipped.append(" ".join(missing))
    return not missing


def output(*command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, **more).stdout


def text_of(*command):
    return output(*command).decode("utf-8")


def generate(work, name, template="notice.docx", options=(), entries="e.csv", **more):
    path = os.path.join(work, name)
    command = [HATSHY, "generate", os.path.join(SOURCE, "templates", template),
               "-d", os.path.join(EXAMPLE, "letter.json"), "-e", os.path.join(work, entries),
               "--date", "2026-03-10", *options, "-o", path]
    done = subprocess.run(command, stderr=subprocess.PIPE, **more)
    return path, done


def made(work, name, *rest, **more):
    path, done = generate(work, name, *rest, **more)
    check(done.returncode == 0, f"{name}: {done.stderr.decode()}")
    return path


def squeezed(text):
    return re.sub(r"\s+", "", text.replace("\u00AD", ""))


# ---- structure ----

def elements(path):
    """(depth, type, text) of all elements in reading order, the text of their own marks."""
    found = []
    for line in text_of("pdfinfo", "-struct-text", path).splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        line = line.strip()
        quoted = re.fullmatch(r'"(.*)"', line)
        element = re.fullmatch(r'([A-Z][A-Za-z0-9]*)( "[^"]*")?( \((block|inline)\))?:?', line)
        if quoted and found:
            for at in range(len(found) - 1, -1, -1):  # the element that this text is inside of
                if found[at][0] < depth:
                    found[at][2] += quoted.group(1)
                    break
        elif element:
            found.append([depth, element.group(1), ""])
    return found


def inside(found, index):
    """The text of an element and all below it."""
    text, depth = found[index][2], found[index][0]
    for at in range(index + 1, len(found)):
        if found[at][0] <= depth:
            break
        text += found[at][2]
    return text


def rows_of(found):
    """Each TR as the list of its cells: (type, text)."""
    rows = []
    for index, (depth, kind, _) in enumerate(found):
        if kind == "TR":
            rows.append((depth, []))
        elif kind in ("TH", "TD") and rows and depth == rows[-1][0] + 1:
            rows[-1][1].append((kind, inside(found, index)))
    return [cells for _, cells in rows]


def check_structure(path, entries):
    found = elements(path)
    kinds = [kind for _, kind, _ in found]
    name = os.path.basename(path)
    check(kinds[0] == "Document", f"{name}: begins with {kinds[0]}")
    check(kinds.count("H1") == 1 and kinds.index("H1") < kinds.index("P") < kinds.index("L") <
          kinds.index("Table"), f"{name}: not the order of the letter: {kinds[:12]}")
    check(kinds.count("THead") == 1 and kinds.count("TBody") == 1, f"{name}: head and body")
    rows = rows_of(found)
    check(len(rows) == len(entries) + 1, f"{name}: {len(rows)} rows")
    check([kind for kind, _ in rows[0]] == ["TH", "TH", "TH"], f"{name}: head {rows[0]}")
    for cells, entry in zip(rows[1:], entries):
        expected = [entry["no"], entry["org"], entry["link"]]
        check([kind for kind, _ in cells] == ["TH", "TD", "TD"] and
              [squeezed(text) for _, text in cells] == [squeezed(text) for text in expected],
              f"{name}: row {entry['no']}: {cells}")


def check_text(path, entries):
    name = os.path.basename(path)
    text = squeezed(text_of("pdftotext", "-raw", path, "-"))
    for entry in entries:
        check(squeezed(entry["org"]) in text, f"{name}: not in the text: {entry['org']}")
    links = re.findall(r"^\s*\d+\s+Annotation\s+(\S+)$", text_of("pdfinfo", "-url", path), re.M)
    check(len(links) >= len(entries) and set(links) >= {entry["link"] for entry in entries},
          f"{name}: {len(set(links))} links of {len(entries)}")
    per_link = len(links) - len(set(links))
    check(per_link <= len(entries) // 10, f"{name}: {per_link} links came twice or more")


def check_info(path):
    """Title and author are tags in the properties of the template."""
    with open(os.path.join(EXAMPLE, "letter.json"), encoding="utf-8") as file:
        letter = json.load(file)
    info = dict(line.split(":", 1) for line in text_of("pdfinfo", path).splitlines())
    name = os.path.basename(path)
    check(info["Title"].strip() == letter["title"], f"{name}: title {info['Title']}")
    check(info["Author"].strip() == letter["institute"]["name"], f"{name}: author {info['Author']}")


def structure(work, entries):
    for template in ("notice.docx", "notice.odt"):
        path = made(work, template + ".pdf", template)
        if has("qpdf"):
            check(subprocess.run(["qpdf", "--check", path], stdout=subprocess.DEVNULL).returncode
                  == 0, f"{template}: qpdf --check")
        if has("pdfinfo", "pdftotext"):
            check_text(path, entries)
            check_info(path)
        size = os.path.getsize(path)
        check(size <= 320 * 1024, f"{template}: {size} bytes")
    if has("pdfinfo"):  # takes seconds for a long table
        check_structure(os.path.join(work, "notice.docx.pdf"), entries)
        check_structure(made(work, "few.odt.pdf", "notice.odt", entries="few.csv"), entries[:FEW])


# ---- profiles ----

def pixels(path, work):
    folder = tempfile.mkdtemp(dir=work)
    subprocess.run(["pdftoppm", "-r", "30", path, os.path.join(folder, "p")], check=True)
    sums = []
    for page in sorted(os.listdir(folder)):
        with open(os.path.join(folder, page), "rb") as file:
            sums.append(hashlib.sha256(file.read()).digest())
    shutil.rmtree(folder)
    return sums


def profiles(work):
    paths = {profile: made(work, profile + ".pdf", options=("--pdf", profile), entries="few.csv")
             for profile in ("plain", "a2u", "a2a", "a3a")}
    if has("pdfinfo"):
        for profile, path in paths.items():
            tagged = re.search(r"Tagged:\s+(\w+)", text_of("pdfinfo", path)).group(1)
            check(tagged == ("yes" if profile in ("a2a", "a3a") else "no"), f"{profile}: tagged")
    for profile, path in paths.items():
        with open(path, "rb") as file:
            data = file.read()
        mark = re.search(rb"<pdfaid:part>(\d)</pdfaid:part><pdfaid:conformance>(\w)", data)
        said = mark and (mark.group(1) + mark.group(2)).decode()
        check(said == {"plain": None, "a2u": "2U", "a2a": "2A", "a3a": "3A"}[profile],
              f"{profile}: calls itself {said}")
    if has("pdftoppm"):
        first = pixels(paths["plain"], work)
        check(len(first) > 3, f"{len(first)} pages")
        for profile in ("a2u", "a2a", "a3a"):
            check(pixels(paths[profile], work) == first, f"{profile}: other pixels than plain")
    _, done = generate(work, "no.pdf", options=("--pdf", "a2u", "--attach-data"))
    check(done.returncode == 2 and not os.path.exists(os.path.join(work, "no.pdf")),
          "a2u with attached data is no usage error")


def attached(work):
    path = made(work, "attached.pdf", options=("--attach-data",))
    again = made(work, "again.pdf", options=("--attach-data",))
    check(same(path, again), "attached.pdf: not the same twice")
    if has("pdfdetach"):
        folder = os.path.join(work, "files")
        os.mkdir(folder)
        subprocess.run(["pdfdetach", "-saveall", "-o", folder, path], check=True)
        check(sorted(os.listdir(folder)) == ["e.csv", "letter.json"],
              f"attached: {os.listdir(folder)}")
        check(same(os.path.join(folder, "e.csv"), os.path.join(work, "e.csv")), "e.csv differs")
        check(same(os.path.join(folder, "letter.json"), os.path.join(EXAMPLE, "letter.json")),
              "letter.json differs")
    if has("qpdf"):
        text = output("qpdf", "--qdf", "--object-streams=disable", path, "-")
        for what in (b"/AFRelationship /Source", b"/Subtype /text#2fcsv",
                     b"/Subtype /application#2fjson", b"/ModDate (D:20260310000000Z)", b"/AF ["):
            check(what in text or what.replace(b"#2f", b"#2F") in text, f"attached: no {what}")


def same(a, b):
    with open(a, "rb") as left, open(b, "rb") as right:
        return left.read() == right.read()


# ---- links inside ----

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
CONTENT = f"""<?xml version="1.0"?><office:document-content xmlns:office="{ODF}office:1.0"
 xmlns:text="{ODF}text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">
<office:body><office:text><text:p><text:a xlink:href="#place%20one">there</text:a> and
<text:a xlink:href="#1.Heading|outline">heading</text:a> and <text:a xlink:href="#no">nowhere</text:a>
</text:p>""" + "<text:p>x</text:p>" * 80 + """<text:p>y
<text:bookmark text:name="place one"/></text:p><text:h text:outline-level="1">1. Heading</text:h>
</office:text></office:body></office:document-content>"""


def inner_links(work):
    document, path = os.path.join(work, "inner.odt"), os.path.join(work, "inner.pdf")
    with zipfile.ZipFile(document, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", f"""<?xml version="1.0"?><manifest:manifest
 xmlns:manifest="{ODF}manifest:1.0" manifest:version="1.3"><manifest:file-entry
 manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>""")
        package.writestr("content.xml", CONTENT)
    subprocess.run([HATSHY, "render", document, "-o", path], check=True)
    if has("qpdf"):
        text = output("qpdf", "--qdf", "--object-streams=disable", path, "-").decode("latin-1")
        check(text.count("/S /GoTo") == 2, f"inner: {text.count('/S /GoTo')} links")
        check(text.count("/Subtype /Link") == 2, "inner: a link that leads nowhere is a link")


# ---- surroundings ----

def locales(work):
    """A decimal comma and other letters change no byte."""
    if not has("localedef"):
        return
    folder = os.path.join(work, "locales")
    os.mkdir(folder)
    made_it = subprocess.run(["localedef", "-i", "kk_KZ", "-f", "UTF-8",
                              os.path.join(folder, "kk_KZ.UTF-8")], stderr=subprocess.DEVNULL)
    if made_it.returncode not in (0, 1) or not os.path.isdir(os.path.join(folder, "kk_KZ.UTF-8")):
        skipped.append("locale kk_KZ")
        return
    plain = made(work, "c.pdf", env={"PATH": os.environ["PATH"], "LC_ALL": "C"})
    kazakh = made(work, "kk.pdf", env={"PATH": os.environ["PATH"], "LOCPATH": folder,
                                       "LC_ALL": "kk_KZ.UTF-8", "TZ": "Asia/Almaty"})
    check(same(plain, kazakh), "another locale, other bytes")


def full_disk(work):
    """Files may not grow over 64 KB: the old letter stays, and nothing half-made beside it."""
    folder = os.path.join(work, "full")
    os.mkdir(folder)
    shutil.copy(os.path.join(work, "e.csv"), folder)
    old = os.path.join(folder, "letter.pdf")
    with open(old, "w", encoding="ascii") as file:
        file.write("old")

    def little_room():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))

    _, done = generate(folder, "letter.pdf", preexec_fn=little_room)
    check(done.returncode == 3, f"full disk: exit status {done.returncode}")
    check(b"letter.pdf" in done.stderr, f"full disk: {done.stderr.decode()}")
    check(sorted(os.listdir(folder)) == ["e.csv", "letter.pdf"], f"left: {os.listdir(folder)}")
    with open(old, encoding="ascii") as file:
        check(file.read() == "old", "full disk: the old letter is gone")


def main():
    with tempfile.TemporaryDirectory() as work:
        data = output(sys.executable, os.path.join(EXAMPLE, "generate.py"), str(ROWS))
        with open(os.path.join(work, "e.csv"), "wb") as file:
            file.write(data)
        entries = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
        check(len(entries) == ROWS, f"{len(entries)} entries")
        with open(os.path.join(work, "few.csv"), "wb") as file:
            file.write(b"".join(data.splitlines(keepends=True)[:FEW + 1]))
        structure(work, entries)
        profiles(work)
        attached(work)
        inner_links(work)
        locales(work)
        full_disk(work)
    for program in sorted(set(skipped)):
        print("skipped for want of:", program)
    print(f"{len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
