"""Small templates, good and broken, made as they are needed: no binary file is kept here.

    docx(body) -> the bytes of a DOCX whose document.xml holds `body`
    odt(body)  -> the same for ODT
    SANE["docx"], SANE["odt"]: bodies with a field and a repeated table row
"""
import io
import struct
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
DATE = (2026, 2, 25, 0, 0, 0)


def pack(parts, method=zipfile.ZIP_DEFLATED, stored=("mimetype",)):
    """A ZIP of (name, text or bytes) pairs, in that order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_STORED if name in stored else method
            archive.writestr(info, content)
    return out.getvalue()


def paragraph(text, kind="docx"):
    if kind == "odt":
        return f"<text:p>{text}</text:p>"
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*rows, kind="docx"):
    """Each row is a list of texts."""
    if kind == "odt":
        cells = ["".join(f"<table:table-cell>{paragraph(text, kind)}</table:table-cell>"
                         for text in row) for row in rows]
        columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
        body = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
        return f'<table:table table:name="T">{columns}{body}</table:table>'
    cells = ["".join(f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{paragraph(text)}'
                     "</w:tc>" for text in row) for row in rows]
    grid = '<w:gridCol w:w="2000"/>' * len(rows[0])
    body = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    return ('<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>")


def docx_parts(body, **replaced):
    """The parts by name; replaced = {name: content}, None takes a part out."""
    parts = {
        "[Content_Types].xml":
            f'{XML}<Types xmlns="{PACKAGE}content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN}document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{MAIN}styles+xml"/>'
            f'<Override PartName="/word/header1.xml" ContentType="{MAIN}header+xml"/></Types>',
        "_rels/.rels":
            f'{XML}<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="rId1" '
            f'Type="{OFFICE}officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels":
            f'{XML}<Relationships xmlns="{PACKAGE}relationships">'
            f'<Relationship Id="rId1" Type="{OFFICE}styles" Target="styles.xml"/>'
            f'<Relationship Id="rId2" Type="{OFFICE}header" Target="header1.xml"/>'
            "</Relationships>",
        "word/styles.xml":
            f'{XML}<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" '
            'w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>',
        "word/header1.xml": f'{XML}<w:hdr xmlns:w="{W}">{paragraph("header")}</w:hdr>',
        "word/document.xml":
            f'{XML}<w:document xmlns:w="{W}" xmlns:r="{OFFICE[:-1]}"><w:body>{body}<w:sectPr>'
            '<w:headerReference w:type="default" r:id="rId2"/>'
            '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" '
            'w:bottom="1134" w:left="1701" w:header="708" w:footer="708" w:gutter="0"/>'
            "</w:sectPr></w:body></w:document>",
    }
    parts.update(replaced)
    return [(name, content) for name, content in parts.items() if content is not None]


def odt_parts(body, **replaced):
    mimetype = "application/vnd.oasis.opendocument.text"
    spaces = " ".join(f'xmlns:{short}="{ODF}{short}:1.0"'
                      for short in ("office", "text", "table", "style"))
    parts = {
        "mimetype": mimetype,
        "META-INF/manifest.xml":
            f'{XML}<manifest:manifest xmlns:manifest="{ODF}manifest:1.0" manifest:version="1.2">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        "styles.xml": f'{XML}<office:document-styles {spaces} office:version="1.2"/>',
        "content.xml":
            f'{XML}<office:document-content {spaces} office:version="1.2"><office:body>'
            f"<office:text>{body}</office:text></office:body></office:document-content>",
    }
    parts.update(replaced)
    return [(name, content) for name, content in parts.items() if content is not None]


def docx(body, **replaced):
    return pack(docx_parts(body, **replaced))


def odt(body, **replaced):
    return pack(odt_parts(body, **replaced))


SANE = {kind: paragraph("{{title}}", kind) +
        table(["No", "Org"], ["{{#entries}}{{no}}", "{{org}} {{link}}{{/entries}}"], kind=kind)
        for kind in ("docx", "odt")}
MAKE = {"docx": docx, "odt": odt}
MAIN_PART = {"docx": "word/document.xml", "odt": "content.xml"}


def with_main(kind, change):
    """A sane template whose main part is change(text)."""
    parts = dict((docx_parts if kind == "docx" else odt_parts)(SANE[kind]))
    return pack([(name, change(content) if name == MAIN_PART[kind] else content)
                 for name, content in parts.items()])


def cut(content, share=0.5):
    return content[:int(len(content) * share)]


def flipped(content, name):
    """One bit wrong in the packed bytes of part `name`."""
    info = zipfile.ZipFile(io.BytesIO(content)).getinfo(name)
    at = info.header_offset + 30 + len(name.encode()) + info.compress_size // 2
    return content[:at] + bytes([content[at] ^ 0x10]) + content[at + 1:]


def encrypted(content):
    """The flag for encryption set in every header."""
    out = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            flags, = struct.unpack_from("<H", out, at + offset)
            struct.pack_into("<H", out, at + offset, flags | 1)
            at = out.find(mark, at + 4)
    return bytes(out)


def workbook():
    return pack([
        ("[Content_Types].xml",
         f'{XML}<Types xmlns="{PACKAGE}content-types">'
         '<Default Extension="rels" '
         'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
         'officedocument.spreadsheetml.sheet.main+xml"/></Types>'),
        ("_rels/.rels",
         f'{XML}<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="rId1" '
         f'Type="{OFFICE}officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", f"{XML}<workbook/>"),
    ])
