#!/usr/bin/env python3
"""The letter of templates/notice.docx merged by docxtpl (Debian: python3-docxtpl), for bench.py.

    docxtpl_merge.py TEMPLATE FIELDS ENTRIES OUTPUT [LETTERS]

Prints nothing; exit status 77 when docxtpl is not there. The template's tags are rewritten in the
dialect of docxtpl: the row of {{#entries}} repeats, the lists inside sentences print their first
item alone, which is less work than ours.
"""
import csv
import io
import json
import re
import sys
import zipfile

try:
    import docxtpl
except ImportError:
    sys.exit(77)

LINK = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        ' HYPERLINK "{{ e.link }}" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t>{{ e.link }}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def loop_row(text):
    return f"<w:tr><w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr>"


def rewrite(xml):
    begin = xml.rindex("<w:tr>", 0, xml.index("{{#entries}}"))
    end = xml.index("</w:tr>", begin) + len("</w:tr>")
    row = xml[begin:end].replace("{{#entries}}{{@number}}", "{{ loop.index }}").replace("{{org}}", "{{ e.org }}")
    row = re.sub(r"<w:r>(?:(?!<w:r>).)*\{\{link \| link\}\}\{\{/entries\}\}</w:t></w:r>", lambda _: LINK, row)
    before = re.sub(r"\{\{[#^/][^}]*\}\}", "", xml[:begin]).replace("{{.}}", "{{ tasks[0] }}")
    return (before.replace("{{entries | count}}", "{{ entries|length }}") + loop_row("{%tr for e in entries %}") + row
            + loop_row("{%tr endfor %}") + xml[end:])


def rewritten(path):
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = rewrite(data.decode()).encode()
            elif name == "docProps/core.xml":
                data = re.sub(rb"\{\{[^}]*\}\}", b"", data)
            new.writestr(name, data)
    return out


def main():
    template, fields, entries, output = sys.argv[1:5]
    letters = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    document = docxtpl.DocxTemplate(rewritten(template))
    for _ in range(letters):
        with open(fields, encoding="utf-8") as file:
            data = json.load(file)
        with open(entries, encoding="utf-8") as file:
            data["entries"] = list(csv.DictReader(file))
        document.render(data, autoescape=True)
        document.save(output)


if __name__ == "__main__":
    main()
