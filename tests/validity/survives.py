#!/usr/bin/env python3
"""survives.py HATSHY: what stands around tags survives the merge, in DOCX and ODT.

survives/NAME.docx.xml and NAME.odt.xml hold two bodies, of a template and of the letter that comes
of it, one element a line:

    <!-- template -->
    <w:p>...{{name}}...</w:p>
    <!-- letter -->
    <w:p>...Ann...</w:p>

The data is survives/data.json. Each letter must also keep the rules of docx_rules.py, odt_rules.py.
UPDATE=1 rewrites the letters: review the difference.
"""
import os
import re
import subprocess
import sys
import tempfile
import zipfile

sys.dont_write_bytecode = True
import docx_rules
import odt_rules

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "survives")
O = "urn:oasis:names:tc:opendocument:xmlns:"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DOCX_SPACES = (f'xmlns:w="{docx_rules.W}" xmlns:r="{docx_rules.R}" xmlns:mc="{docx_rules.MC}" xmlns:wp="{docx_rules.WP}" '
               'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
               'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"')
ODT_SPACES = " ".join([f'xmlns:{prefix}="{O}{name}:1.0"' for prefix, name in (
    ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
    ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"))] + [
    'xmlns:xlink="http://www.w3.org/1999/xlink"', 'xmlns:dc="http://purl.org/dc/elements/1.1/"', 'office:version="1.3"'])


def docx(body):
    parts = {"document": "document.main", "styles": "styles", "numbering": "numbering", "footnotes": "footnotes",
             "comments": "comments"}
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{WML}{kind}+xml"/>' for name, kind in parts.items())
    rels = "".join(f'<Relationship Id="r{name}" Type="{REL}{name}" Target="{name}.xml"/>' for name in list(parts)[1:])
    link = f'<Relationship Id="rLink" Type="{REL}hyperlink" Target="https://a.kz/%7B%7Bname%7D%7D" TargetMode="External"/>'
    w = f'xmlns:w="{docx_rules.W}"'
    note = '<w:footnote w:id="{}"{}><w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p></w:footnote>'
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
                               'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                               f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
                       f'Id="r" Type="{REL}officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {DOCX_SPACES}><w:body>\n{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                                        f'relationships">{rels}{link}</Relationships>',
        "word/styles.xml": f'<w:styles {w}><w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
                           "</w:style></w:styles>",
        "word/numbering.xml": f'<w:numbering {w}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
                              '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/footnotes.xml": f"<w:footnotes {w}>" + note.format(-1, ' w:type="separator"', "")
                              + note.format(2, "", "note {{name}}") + "</w:footnotes>",
        "word/comments.xml": f'<w:comments {w}><w:comment w:id="3" w:author="a"><w:p><w:r><w:t>see</w:t></w:r></w:p>'
                             "</w:comment></w:comments>",
    }


def odt(body):
    style = '<style:style style:name="{}" style:family="{}"/>'
    styles = "".join(style.format(*pair) for pair in (("B", "text"), ("N", "text"), ("P", "paragraph"), ("G", "graphic")))
    listed = ('<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"/>'
              "</text:list-style>")
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {ODT_SPACES}><office:automatic-styles>{styles}{listed}</office:automatic-"
                       f"styles><office:body><office:text>\n{body}</office:text></office:body></office:document-content>",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{O}manifest:1.0" manifest:version="1.3">'
                                 + entry.format("/", "application/vnd.oasis.opendocument.text")
                                 + entry.format("content.xml", "text/xml") + "</manifest:manifest>",
    }


FORMATS = {"docx": (docx, "word/document.xml", "<w:body>", "<w:sectPr/>", docx_rules),
           "odt": (odt, "content.xml", "<office:text>", "</office:text>", odt_rules)}


def merge(hatshy, work, kind, template):
    """The letter's body, and what is wrong."""
    package, part, begin, end, rules = FORMATS[kind]
    source, out = (os.path.join(work, stem + "." + kind) for stem in ("t", "o"))
    with zipfile.ZipFile(source, "w") as archive:
        for name, text in package(template).items():
            archive.writestr(name, text)
    before = rules.faults(source)
    run = subprocess.run([hatshy, "generate", source, "-d", os.path.join(HERE, "data.json"), "-o", out],
                         capture_output=True, text=True)
    if run.returncode != 0 or run.stderr or before:
        return "", [f"status {run.returncode}: {run.stderr}"] + before
    with zipfile.ZipFile(out) as archive:
        text = archive.read(part).decode()
        notes = archive.read("word/footnotes.xml").decode() if kind == "docx" else "note Ann"
    body = text[text.index(begin) + len(begin) + 1:text.rindex(end)]
    return body, rules.faults(out) + ([] if "note Ann" in notes else ["the footnote is not filled"])


def main():
    hatshy = os.path.abspath(sys.argv[1])
    names = sorted(name for name in os.listdir(HERE) if name.endswith(".xml"))
    bad = 0
    with tempfile.TemporaryDirectory() as work:
        for name in names:
            path = os.path.join(HERE, name)
            with open(path, encoding="utf-8") as file:
                template, wanted = re.fullmatch(r"<!-- template -->\n(.*)<!-- letter -->\n(.*)", file.read(), re.S).groups()
            body, faults = merge(hatshy, work, name.split(".")[1], template)
            body = re.sub(r"(?<=>)(?=<(?:w:(?:p|tbl|tr|tc)[ >]|table:table[- >]|text:(?:p|list|list-item)[ >]))", "\n", body)
            if os.environ.get("UPDATE") and not faults:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(f"<!-- template -->\n{template}<!-- letter -->\n{body}")
            elif faults or body != wanted:
                bad += 1
                print(f"{name}: {faults}\n--- got\n{body}\n--- expected\n{wanted}")
    print(f"{len(names)} bodies, {bad} wrong")
    return 1 if bad or not names else 0


if __name__ == "__main__":
    sys.exit(main())
