"""What a letter is made of, and how each piece is written in DOCX (ECMA-376) and in ODT (OpenDocument 1.3).

A letter is a list of blocks: Paragraph, Table, Letterhead. Lengths are twips (1/1440 inch), sizes of text half points; `**` in a text switches
bold on and off, a tab is a tab. Styles have the names of the notice's own (make.py):

    [Paragraph("Heading1", "{{title}}"), Table([(680, "center"), (8675, "left")], ["№", "Ұйым"], [["{{#entries}}{{@number}}", "{{org}}{{/entries}}"]])]
"""
from collections import namedtuple

from make import (ODF_NS, ODF_XML, W, XML, cm, docx_fixed_parts, docx_header, docx_styles, o_text, odt_package, odt_styles, save, w_run)

Paragraph = namedtuple("Paragraph", "style text before after left right align page tabs size bold",
                       defaults=("", None, None, 0, 0, "", False, (), 0, False))
Table = namedtuple("Table", "columns head rows height size", defaults=(0, 24))  # columns: (width, alignment); height: of a row, at least
Letterhead = namedtuple("Letterhead", "texts widths")  # words on both sides, room for the emblem between them, a rule below
Page = namedtuple("Page", "width height margins")

BLACK_RULE = "1.5pt solid #000000"
CELL = 'fo:padding-left="0.19cm" fo:padding-right="0.19cm" fo:padding-top="0cm" fo:padding-bottom="0cm" style:vertical-align="middle"'
LINK = "| link"  # a text with this filter looks like a link


# ---- DOCX ----

def w_paragraph(p, style=""):
    """The order of the elements is the schema's."""
    more = "<w:pageBreakBefore/>" if p.page else ""
    if p.tabs:
        more += "<w:tabs>" + "".join(f'<w:tab w:val="{kind}" w:pos="{at}"/>' for kind, at in p.tabs) + "</w:tabs>"
    space = "".join(f' w:{side}="{twips}"' for side, twips in (("before", p.before), ("after", p.after)) if twips is not None)
    more += f"<w:spacing{space}/>" if space else ""
    indents = "".join(f' w:{side}="{twips}"' for side, twips in (("left", p.left), ("right", p.right)) if twips)
    more += f"<w:ind{indents}/>" if indents else ""
    more += f'<w:jc w:val="{p.align}"/>' if p.align else ""
    look = style + ("<w:b/><w:bCs/>" if p.bold else "") + (f'<w:sz w:val="{p.size}"/><w:szCs w:val="{p.size}"/>' if p.size else "")
    runs = "".join(w_run(part, index % 2 == 1, look) for index, part in enumerate(p.text.split("**")) if part)
    return f'<w:p><w:pPr><w:pStyle w:val="{p.style}"/>{more}</w:pPr>{runs}</w:p>'


def w_grid(widths, properties):
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f'<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'


def w_table(table):
    widths = [width for width, _ in table.columns]

    def cell(index, p):
        style = '<w:rStyle w:val="Hyperlink"/>' if LINK in p.text else ""
        return f'<w:tc><w:tcPr><w:tcW w:w="{widths[index]}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{w_paragraph(p, style)}</w:tc>'

    def row(paragraphs, properties):
        return f'<w:tr><w:trPr>{properties}</w:trPr>{"".join(cell(i, p) for i, p in enumerate(paragraphs))}</w:tr>'
    tall = f'<w:trHeight w:val="{table.height}" w:hRule="atLeast"/>' if table.height else ""
    look = (f'<w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>')
    head, rows = table_paragraphs(table)
    return (w_grid(widths, look) + row(head, "<w:cantSplit/><w:tblHeader/>") + "".join(row(texts, "<w:cantSplit/>" + tall) for texts in rows) + "</w:tbl>")


def w_letterhead(head):
    rule = '<w:tcBorders><w:bottom w:val="single" w:sz="12" w:space="0" w:color="auto"/></w:tcBorders>'
    cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}<w:vAlign w:val="center"/></w:tcPr>{w_paragraph(p)}</w:tc>'
                    for width, p in zip(head.widths, letterhead_paragraphs(head)))
    look = f'<w:tblW w:w="{sum(head.widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    return f'{w_grid(head.widths, look)}<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>'


def w_document(blocks, page):
    write = {Paragraph: w_paragraph, Table: w_table, Letterhead: w_letterhead}
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    side = page.margins
    section = ('<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" r:id="rId5"/>'
               f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
               f'<w:pgMar w:top="{side["top"]}" w:right="{side["right"]}" w:bottom="{side["bottom"]}" w:left="{side["left"]}" '
               'w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>')
    return XML + f'<w:document {W}><w:body>{"".join(write[type(block)](block) for block in blocks)}{section}</w:body></w:document>'


def write_docx(path, letter, blocks, page):
    types, root, rels, numbering, settings, core, app = docx_fixed_parts(letter)
    save(path, [("[Content_Types].xml", types), ("_rels/.rels", root), ("word/document.xml", w_document(blocks, page)),
                ("word/_rels/document.xml.rels", rels), ("word/header1.xml", docx_header(True)),
                ("word/header2.xml", docx_header(False)), ("word/styles.xml", docx_styles(letter)),
                ("word/numbering.xml", numbering), ("word/settings.xml", settings),
                ("docProps/core.xml", core), ("docProps/app.xml", app)])


# ---- both: the paragraphs of tables ----

def table_paragraphs(table):
    """(head, rows) as Paragraphs; words in bold keep the size of the style."""
    def text(index, words):
        size = table.size if table.size != 24 and "**" not in words else 0
        return Paragraph("TableText", words, align=table.columns[index][1], size=size)
    return ([Paragraph("TableHead", words, size=table.size if table.size != 24 else 0) for words in table.head],
            [[text(i, words) for i, words in enumerate(row)] for row in table.rows])


def letterhead_paragraphs(head):
    return [Paragraph("Normal", text, align="center") for text in head.texts]


# ---- ODT ----

O_STYLES = {"Normal": "Standard", "BodyText": "Text_20_body", "Heading1": "Heading_20_1", "Heading2": "Heading_20_2", "TableText": "Table_20_Contents",
            "TableHead": "Table_20_Heading", "Signature": "Signature", "Executor": "Executor"}
O_SPACE = {"Heading1": (0, 280), "Heading2": (280, 140), "Signature": (560, 0)}  # before and after, as the styles have them
O_ALIGN = {"left": "start", "center": "center"}


class OdtContent:
    """content.xml: what a paragraph, a row or a cell adds to its style becomes an automatic style, equal ones the same."""

    def __init__(self):
        self.automatic = {}
        self.tables = 0

    def style(self, family, prefix, attributes, inner):
        """The name of the automatic style with this content."""
        key = (family, attributes, inner)
        if key not in self.automatic:
            self.automatic[key] = prefix + str(1 + sum(1 for name in self.automatic.values() if name.rstrip("0123456789") == prefix))
        return self.automatic[key]

    def paragraph_style(self, p):
        before, after = p.before, p.after
        if before is not None or after is not None:  # LibreOffice takes one without the other for 0, whatever the parent has
            before, after = (own if own is not None else style for own, style in zip((before, after), O_SPACE.get(p.style, (0, 0))))
        lengths = [("margin-top", before), ("margin-bottom", after), ("margin-left", p.left or None), ("margin-right", p.right or None)]
        wanted = "".join(f' fo:{name}="{cm(twips)}"' for name, twips in lengths if twips is not None)
        wanted += f' fo:text-align="{O_ALIGN[p.align]}"' if p.align else ""
        wanted += ' fo:break-before="page"' if p.page else ""
        # tab stops are written whole: those of the parent style do not go on beside them
        stops = "".join(f'<style:tab-stop style:position="{cm(at)}" style:type="{kind}"/>' for kind, at in p.tabs if kind != "clear")
        inner = f"<style:tab-stops>{stops}</style:tab-stops>" if stops else ""
        look = 'fo:font-weight="bold" style:font-weight-complex="bold" ' if p.bold else ""
        look += f'fo:font-size="{p.size / 2:g}pt" style:font-size-complex="{p.size / 2:g}pt"' if p.size else ""
        if not (wanted or inner or look):
            return O_STYLES[p.style]
        properties = f"<style:paragraph-properties{wanted}>{inner}</style:paragraph-properties>" if wanted or inner else ""
        properties += f"<style:text-properties {look.strip()}/>" if look else ""
        return self.style("paragraph", "P", f' style:parent-style-name="{O_STYLES[p.style]}"', properties)

    def paragraph(self, p):
        name, level = self.paragraph_style(p), p.style[len("Heading"):] if p.style.startswith("Heading") else ""
        tag, outline = ("text:h", f' text:outline-level="{level}"') if level else ("text:p", "")
        return f'<{tag} text:style-name="{name}"{outline}>{o_text(p.text)}</{tag}>'

    def row(self, paragraphs, cell, height=0):
        tall = f' style:min-row-height="{cm(height)}"' if height else ""
        name = self.style("table-row", "Row", "", f'<style:table-row-properties fo:keep-together="always"{tall}/>')
        cells = "".join(f'<table:table-cell table:style-name="{cell}" office:value-type="string">{self.paragraph(p)}</table:table-cell>' for p in paragraphs)
        return f'<table:table-row table:style-name="{name}">{cells}</table:table-row>'

    def grid(self, widths):
        """The beginning of a table, its columns."""
        self.tables += 1
        name = self.style("table", "Table", "", f'<style:table-properties style:width="{cm(sum(widths))}" table:align="left" table:border-model="collapsing"/>')
        columns = [self.style("table-column", "Column", "", f'<style:table-column-properties style:column-width="{cm(width)}"/>') for width in widths]
        return (f'<table:table table:name="Table{self.tables}" table:style-name="{name}">' +
                "".join(f'<table:table-column table:style-name="{column}"/>' for column in columns))

    def table(self, table):
        head, rows = table_paragraphs(table)
        cell = self.style("table-cell", "Cell", "", f'<style:table-cell-properties fo:border="0.5pt solid #000000" {CELL}/>')
        return (f'{self.grid([width for width, _ in table.columns])}<table:table-header-rows>{self.row(head, cell)}</table:table-header-rows>' +
                "".join(self.row(row, cell, table.height) for row in rows) + "</table:table>")

    def letterhead(self, head):
        cell = self.style("table-cell", "Cell", "", f'<style:table-cell-properties fo:border="none" fo:border-bottom="{BLACK_RULE}" {CELL}/>')
        return f"{self.grid(head.widths)}{self.row(letterhead_paragraphs(head), cell)}</table:table>"

    def document(self, blocks):
        write = {Paragraph: self.paragraph, Table: self.table, Letterhead: self.letterhead}
        body = "".join(write[type(block)](block) for block in blocks)
        bold = '<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold" style:font-weight-complex="bold"/></style:style>'
        styles = "".join(f'<style:style style:name="{name}" style:family="{family}"{attributes}>{inner}</style:style>'
                         for (family, attributes, inner), name in self.automatic.items())
        return (ODF_XML + f'<office:document-content {ODF_NS} office:version="1.3"><office:automatic-styles>{bold}{styles}</office:automatic-styles>'
                f'<office:body><office:text>{body}</office:text></office:body></office:document-content>')


def write_odt(path, letter, blocks, page):
    odt_package(path, letter, OdtContent().document(blocks), odt_styles(letter, page.width, page.height, page.margins))
