"""What the tests of `hatshy batch` share: a small template, ways to run the program and to look at what it made."""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape, unescape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
         'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
RELS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')


def make_docx(path, paragraphs):
    """A template of plain paragraphs."""
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>' for text in paragraphs)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELS)
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")


def text_of(path):
    """The paragraphs of a DOCX."""
    with zipfile.ZipFile(path) as package:
        document = package.read("word/document.xml").decode()
    return ["".join(unescape(t) for t in re.findall(r"<w:t(?: [^>]*)?>(.*?)</w:t>", paragraph, re.S))
            for paragraph in re.findall(r"<w:p[ >].*?</w:p>", document, re.S)]


class Work:
    """A folder to work in, and the program."""

    def __init__(self, hatshy, source):
        self.hatshy, self.source = os.path.abspath(hatshy), os.path.abspath(source)
        self.folder = tempfile.mkdtemp(prefix="hatshy-batch-")

    def sanitized(self):
        """Built with AddressSanitizer, which has memory of its own and catches signals?"""
        with open(self.hatshy, "rb") as file:
            return b"__asan_init" in file.read()

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text if isinstance(text, str) else json.dumps(text, ensure_ascii=False))
        return name

    def command(self, *arguments):
        return [self.hatshy] + list(arguments)

    def run(self, *arguments, status=0, **more):
        """Runs the program in the folder; the exit status must be as wanted."""
        run = subprocess.run(self.command(*arguments), cwd=self.folder, capture_output=True, text=True, **more)
        if run.returncode != status:
            raise AssertionError(f"status {run.returncode}, not {status}: {' '.join(arguments)}\n{run.stderr[-3000:]}")
        return run.stderr

    def hashes(self, folder):
        """Every file below a folder, by its name from there; the journal is none of them."""
        found = {}
        for at, _, names in os.walk(self.path(folder)):
            for name in names:
                path = os.path.join(at, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, self.path(folder))] = hashlib.sha256(file.read()).hexdigest()
        found.pop(".hatshy-journal", None)
        found.pop(".hatshy-lock", None)
        return found

    def entries(self, count):
        """The office's list, made by the example's generator."""
        path = self.path(f"{count}.csv")
        if not os.path.exists(path):
            with open(path, "wb") as file:
                generator = os.path.join(self.source, "examples/challenge/generate.py")
                subprocess.run([sys.executable, generator, str(count)], check=True, stdout=file)
        return f"{count}.csv"

    def close(self):
        shutil.rmtree(self.folder)


def equal(got, wanted, what=""):
    if got != wanted:
        raise AssertionError(f"{what}\n got    {got!r}\n wanted {wanted!r}")


def has(text, *parts):
    for part in parts:
        if part not in text:
            raise AssertionError(f"{part!r} is not in\n{text[-3000:]}")


def main(tests, usage):
    """Runs each test in a folder of its own; names behind HATSHY SOURCE choose some."""
    if len(sys.argv) < 3:
        sys.exit(usage)
    failed = 0
    for test in tests:
        if len(sys.argv) > 3 and test.__name__ not in sys.argv[3:]:
            continue
        work = Work(sys.argv[1], sys.argv[2])
        try:
            test(work)
            print(f"ok      {test.__name__}")
        except AssertionError as wrong:
            failed += 1
            print(f"FAILED  {test.__name__}: {wrong}")
        finally:
            work.close()
    sys.exit(1 if failed else 0)
