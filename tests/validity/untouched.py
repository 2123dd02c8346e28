#!/usr/bin/env python3
"""untouched.py HATSHY SOURCE: a template without tags comes out with every part byte-equal.

The documents of tests/pages and tests/unit/data, each also packed oddly: stored, with data
descriptors (written to a stream), with extra fields and comments, in another order, with parts
that nothing refers to (custom XML, a thumbnail, fonts), with a byte order mark in a part.
"""
import io
import os
import subprocess
import sys
import tempfile
import zipfile


# What a merge changes: tags, and active content, which is left out with a warning.
MERGED = (b"{{", b"MACROBUTTON")


class Stream(io.RawIOBase):
    """Cannot seek: zipfile then writes sizes behind the data (APPNOTE 4.3.9)."""

    def __init__(self):
        self.bytes = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.bytes += data
        return len(data)


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist() if not name.endswith("/")]


def pack(parts, method=zipfile.ZIP_DEFLATED, stream=False, odd=False):
    target = Stream() if stream else io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts:
            info = zipfile.ZipInfo(name, (2024, 2, 29, 23, 59, 58))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else method
            if odd and name != "mimetype":
                info.extra = b"\x55\x54\x05\x00\x03\x00\x00\x00\x00"
                info.comment = b"comment"
            archive.writestr(info, data)
    return bytes(target.bytes) if stream else target.getvalue()


def with_more(parts, kind):
    """Parts that Word and LibreOffice add, declared as they declare them."""
    more = {"docx": [("customXml/item1.xml", b"<a xmlns='b'>1</a>"), ("docProps/thumbnail.jpeg", b"\xff\xd8\xff\xd9")],
            "odt": [("Configurations2/accelerator/current.xml", b""), ("Configurations2/toolbar/", b""),
                    ("Thumbnails/thumbnail.png", b"\x89PNG\r\n\x1a\n"), ("layout-cache", b"\1\2")]}[kind]
    entry = '<manifest:file-entry manifest:full-path="%s" manifest:media-type="%s"/>'
    listed = [("Configurations2/accelerator/current.xml", ""), ("Configurations2/", "application/vnd.sun.xml.ui."),
              ("Thumbnails/thumbnail.png", "image/png"), ("layout-cache", "application/binary")]
    declared = {
        "[Content_Types].xml": ("</Types>", '<Default Extension="jpeg" ContentType="image/jpeg"/>'),
        "_rels/.rels": ("</Relationships>", '<Relationship Id="rIdT" Type="http://schemas.openxmlformats.org/package/2006/'
                        'relationships/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/>'),
        "META-INF/manifest.xml": ("</manifest:manifest>", "".join(entry % pair for pair in listed)),
        "content.xml": ("<office:body>", "<office:scripts/>"),
    }
    out = []
    for name, data in parts:
        before, text = declared.get(name, ("", ""))
        out.append((name, data.replace(before.encode(), (text + before).encode(), 1) if text else data))
    return out + [part for part in more if part[0] not in dict(parts)]


def variants(data, kind):
    parts = parts_of(data)
    head, rest = (parts[:1], parts[1:]) if kind == "odt" else ([], parts)
    yield "as it is", data
    yield "stored", pack(parts, zipfile.ZIP_STORED)
    yield "data descriptors", pack(parts, stream=True)
    yield "extra fields", pack(parts, odd=True)
    yield "another order", pack(head + rest[::-1])
    yield "more parts", pack(with_more(parts, kind))


def differences(before, after):
    for name in sorted(set(before) | set(after)):
        if name not in after:
            yield f"{name} is gone"
        elif name not in before:
            yield f"{name} is new"
        elif before[name] != after[name]:
            yield f"{name} differs"


def documents(source):
    for folder in ("tests/pages", "tests/unit/data"):
        for root, _, names in os.walk(os.path.join(source, folder)):
            for name in sorted(names):
                if name.endswith((".docx", ".odt")):
                    yield os.path.join(root, name)


def main():
    hatshy, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    count = bad = 0
    with tempfile.TemporaryDirectory() as work:
        for path in documents(source):
            kind = path.rpartition(".")[2]
            with open(path, "rb") as file:
                data = file.read()
            if any(mark in part for _, part in parts_of(data) for mark in MERGED):
                continue
            template, out = os.path.join(work, "template." + kind), os.path.join(work, "out." + kind)
            for what, variant in variants(data, kind):
                count += 1
                with open(template, "wb") as file:
                    file.write(variant)
                run = subprocess.run([hatshy, "generate", template, "-o", out], capture_output=True, text=True)
                found = [f"status {run.returncode}: {run.stderr}"] if run.returncode != 0 else []
                if not found:
                    with open(out, "rb") as file:
                        found = list(differences(dict(parts_of(variant)), dict(parts_of(file.read()))))
                bad += bool(found)
                for line in found:
                    print(f"{os.path.basename(path)}, {what}: {line}")
    print(f"{count} packages without tags, {bad} changed")
    return 1 if bad or count < 50 else 0


if __name__ == "__main__":
    sys.exit(main())
