#!/usr/bin/env python3
"""Makes the notice templates anew: notice.docx, notice.odt (Kazakh), notice-ru.docx and notice-ru.odt (Russian).

    python3 templates/make.py [FOLDER]

The text stands here once, for both formats; `**` switches bold on and off. After that the files
are ordinary documents: open them in Word or LibreOffice and change what you like. This script is
only needed to begin again. Python's standard library is enough; the same bytes on every run.
"""
import os
import sys
import zipfile
from xml.sax.saxutils import escape

TWIPS = {"left": 1701, "right": 850, "top": 1134, "bottom": 1134}  # 30, 15, 20, 20 mm
COLUMNS = [680, 4110, 4565]  # number, organisation, link; together the text width of 9355
INDENT = 709                 # first line: 12.5 mm

KK = {
    "lang": "kk-KZ", "language": "kk", "country": "KZ",
    "title": "{{title}}",
    "author": "{{institute.name}}",
    "body": [
        ("Body", "{{ministry.name_gen}} {{institute.name}} {{plan_year}} жылға арналған жұмыс жоспарына сәйкес "
                 "{{participants}} ағымдағы жылдың {{held_month}} айында {{event.audience_gen}} қатысуымен "
                 "{{event.occasion_dat}} арналған «{{event.name}}» {{event.kind_possessive_acc}} "
                 "(бұдан әрі – {{event.term}}) өткізді."),
        ("Body", "{{event.term_gen}} мақсаты: {{goal}}."),
        ("Body", "Міндеттері:"),
        ("Open", "{{#tasks}}"),
        ("Task", "{{.}}{{^@last}};{{/@last}}{{#@last}}.{{/@last}}"),
        ("Open", "{{/tasks}}"),
        ("Body", "{{event.term_acc}} ұйымдастырушылар – {{#organisers}}{{.}}{{^@last}}, {{/@last}}{{/organisers}}."),
        ("Body", "{{rules_ref}}, **{{hashtag}}** хэштегімен қатысушы өз жеке парақшасына {{network}} желісіне "
                 "{{max_minutes}} минуттан аспайтын ата-аналардың қатысуымен ұсынылған {{required_caption}} "
                 "көрсете отырып бейнеролигін орналастырды."),
        ("Body", "{{event.term}} {{period}} өтті. {{content_summary}}."),
        ("Body", "{{event.term}} аяқталғаннан кейін {{prizes}}. Жүктелген бейнероликтерден барлығы "
                 "**{{entries | count}}** сілтеме анықталынып, олардың ішінен сапалы, мазмұнды ұйымдастырылған "
                 "{{#selected_count}}{{selected_count}} {{/selected_count}}{{event.kind}} бейнеролигі "
                 "{{institute.short_gen}} {{published_at}} орналастырылды."),
        ("Caption", "{{table.title}}"),
    ],
    "executor": ["Орынд.: {{executor.name}}", "тел.: {{executor.phone}}"],
}

RU = {
    "lang": "ru-RU", "language": "ru", "country": "RU",
    "title": "{{title}}",
    "author": "{{institute.name}}",
    "body": [
        ("Body", "{{institute.name}} {{ministry.name_gen}} в соответствии с планом работы на {{plan_year}} год "
                 "в {{held_month}} текущего года провело {{participants}} {{event.kind}} «{{event.name}}» "
                 "(далее – {{event.term}}), посвящённый {{event.occasion_dat}}, с участием {{event.audience_gen}}."),
        ("Body", "Цель {{event.kind_gen}}: {{goal}}."),
        ("Body", "Задачи:"),
        ("Open", "{{#tasks}}"),
        ("Task", "{{.}}{{^@last}};{{/@last}}{{#@last}}.{{/@last}}"),
        ("Open", "{{/tasks}}"),
        ("Body", "Организаторы {{event.term_gen}} – {{#organisers}}{{.}}{{^@last}}, {{/@last}}{{/organisers}}."),
        ("Body", "{{rules_ref}} участник разместил на своей странице в сети {{network}} с хэштегом **{{hashtag}}** "
                 "видеоролик продолжительностью не более {{max_minutes}} мин., снятый с участием родителей, "
                 "с указанием {{required_caption}}."),
        ("Body", "{{event.term}} проходил {{period}}. {{content_summary}}."),
        ("Body", "По завершении {{event.term_gen}} {{prizes}}. Всего выявлено ссылок на загруженные видеоролики: "
                 "**{{entries | count}}**; содержательные и качественно подготовленные из них"
                 "{{#selected_count}} ({{selected_count}}){{/selected_count}} размещены {{published_at}} "
                 "{{institute.short_gen}}."),
        ("Caption", "{{table.title}}"),
    ],
    "executor": ["Исп.: {{executor.name}}", "тел.: {{executor.phone}}"],
}

HEAD = ["{{table.head.no}}", "{{table.head.org}}", "{{table.head.link}}"]
ROW = ["{{#entries}}{{@number}}", "{{org}}", "{{link | link}}{{/entries}}"]


def pieces(text):
    """"a **b** c" -> [("a ", False), ("b", True), (" c", False)]"""
    return [(part, index % 2 == 1) for index, part in enumerate(text.split("**")) if part]


def save(path, parts):
    """Parts in order, one fixed time stamp; a part named mimetype is stored."""
    with zipfile.ZipFile(path, "w") as package:
        for name, text in parts:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            package.writestr(info, text)


# ---- DOCX (ECMA-376) ----

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
     'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>'


def w_style(kind, style, name, inner, extra=""):
    return (f'<w:style w:type="{kind}" {extra}w:styleId="{style}"><w:name w:val="{name}"/>{inner}</w:style>')


def docx_styles(letter):
    normal = '<w:basedOn w:val="Normal"/>'
    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
                    for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>'
                      for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108)))
    bold = "<w:rPr><w:b/><w:bCs/></w:rPr>"
    return XML + f'<w:styles {W}>' + "".join([
        f'<w:docDefaults><w:rPrDefault><w:rPr>{FONT}<w:sz w:val="28"/><w:szCs w:val="28"/>'
        f'<w:lang w:val="{letter["lang"]}" w:eastAsia="{letter["lang"]}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>',
        w_style("paragraph", "Normal", "Normal", "<w:qFormat/>", 'w:default="1" '),
        w_style("paragraph", "Heading1", "heading 1", normal + '<w:next w:val="BodyText"/><w:qFormat/><w:pPr><w:keepNext/>'
                '<w:spacing w:after="280"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr>' + bold),
        w_style("paragraph", "Heading2", "heading 2", normal + '<w:next w:val="BodyText"/><w:qFormat/><w:pPr><w:keepNext/>'
                '<w:spacing w:before="280" w:after="140"/><w:jc w:val="center"/><w:outlineLvl w:val="1"/></w:pPr>' + bold),
        w_style("character", "DefaultParagraphFont", "Default Paragraph Font", "<w:uiPriority w:val=\"1\"/><w:semiHidden/>", 'w:default="1" '),
        w_style("table", "TableNormal", "Normal Table", '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
                f'<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>', 'w:default="1" '),
        w_style("numbering", "NoList", "No List", '<w:uiPriority w:val="99"/><w:semiHidden/>', 'w:default="1" '),
        w_style("paragraph", "BodyText", "Body Text", normal + f'<w:qFormat/><w:pPr><w:ind w:firstLine="{INDENT}"/><w:jc w:val="both"/></w:pPr>'),
        w_style("paragraph", "ListBullet", "List Bullet", normal + '<w:qFormat/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
                '<w:contextualSpacing/><w:jc w:val="both"/></w:pPr>'),
        w_style("paragraph", "TableText", "Table Text", normal + '<w:qFormat/><w:rPr><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr>', 'w:customStyle="1" '),
        w_style("paragraph", "TableHead", "Table Head", '<w:basedOn w:val="TableText"/><w:qFormat/><w:pPr><w:keepNext/><w:jc w:val="center"/></w:pPr>' + bold,
                'w:customStyle="1" '),
        w_style("paragraph", "Signature", "Signature", normal + '<w:qFormat/><w:pPr><w:keepLines/><w:tabs><w:tab w:val="right" w:pos="9355"/></w:tabs>'
                '<w:spacing w:before="560"/></w:pPr>'),
        w_style("paragraph", "Executor", "Executor", normal + '<w:qFormat/><w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>', 'w:customStyle="1" '),
        w_style("paragraph", "Header", "header", normal + '<w:pPr><w:jc w:val="center"/></w:pPr>'),
        w_style("character", "Hyperlink", "Hyperlink", '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>'),
        w_style("table", "TableGrid", "Table Grid", f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'),
    ]) + '</w:styles>'


def w_run(text, bold, properties=""):
    properties += "<w:b/><w:bCs/>" if bold else ""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return "".join(f'<w:r>{head}<w:tab/></w:r>' if part == "\t" else
                   f'<w:r>{head}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
                   for part in text.replace("\t", "\0\t\0").split("\0") if part)


def w_paragraph(style, text, more="", properties=""):
    runs = "".join(w_run(part, bold, properties) for part, bold in pieces(text))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def w_table():
    centre = '<w:jc w:val="center"/>'

    def cell(index, paragraph):
        return f'<w:tc><w:tcPr><w:tcW w:w="{COLUMNS[index]}" w:type="dxa"/></w:tcPr>{paragraph}</w:tc>'
    head = "".join(cell(i, w_paragraph("TableHead", text)) for i, text in enumerate(HEAD))
    link = '<w:rStyle w:val="Hyperlink"/>'
    row = (cell(0, w_paragraph("TableText", ROW[0], centre)) + cell(1, w_paragraph("TableText", ROW[1])) +
           cell(2, w_paragraph("TableText", ROW[2], "", link)))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in COLUMNS)
    return (f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(COLUMNS)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
            f'</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f'<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>'
            f'<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr></w:tbl>')


DOCX_STYLE = {"Body": "BodyText", "Open": "BodyText", "Task": "ListBullet", "Caption": "Heading2"}


def docx_document(letter):
    body = [w_paragraph("Heading1", "{{title}}")]
    body += [w_paragraph(DOCX_STYLE[style], text) for style, text in letter["body"]]
    body += [w_table(), w_paragraph("Signature", "{{signatory.position}}\t{{signatory.name}}")]
    body += [w_paragraph("Executor", text, '<w:spacing w:before="280"/>' if i == 0 else "")
             for i, text in enumerate(letter["executor"])]
    section = ('<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" r:id="rId5"/>'
               '<w:pgSz w:w="11906" w:h="16838"/>'
               f'<w:pgMar w:top="{TWIPS["top"]}" w:right="{TWIPS["right"]}" w:bottom="{TWIPS["bottom"]}" w:left="{TWIPS["left"]}" '
               'w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>')
    return XML + f'<w:document {W}><w:body>{"".join(body)}{section}</w:body></w:document>'


def docx_header(field):
    inner = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
             '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>') if field else ""
    return XML + f'<w:hdr {W}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{inner}</w:p></w:hdr>'


def docx_fixed_parts(letter):
    override = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in [
        ("word/document.xml", MAIN + "document.main+xml"), ("word/styles.xml", MAIN + "styles+xml"),
        ("word/numbering.xml", MAIN + "numbering+xml"), ("word/settings.xml", MAIN + "settings+xml"),
        ("word/header1.xml", MAIN + "header+xml"), ("word/header2.xml", MAIN + "header+xml"),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")])

    def relationships(items):
        return XML + f'<Relationships xmlns="{PACKAGE}relationships">' + "".join(
            f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>'
            for i, (kind, target) in enumerate(items, 1)) + '</Relationships>'
    types = (XML + f'<Types xmlns="{PACKAGE}content-types">'
             '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
             f'<Default Extension="xml" ContentType="application/xml"/>{override}</Types>')
    root = relationships([(OFFICE + "officeDocument", "word/document.xml"),
                          (PACKAGE + "relationships/metadata/core-properties", "docProps/core.xml"),
                          (OFFICE + "extended-properties", "docProps/app.xml")])
    document = relationships([(OFFICE + "styles", "styles.xml"), (OFFICE + "numbering", "numbering.xml"),
                              (OFFICE + "settings", "settings.xml"), (OFFICE + "header", "header1.xml"),
                              (OFFICE + "header", "header2.xml")])
    numbering = (XML + f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>'
                 '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="–"/><w:lvlJc w:val="left"/>'
                 f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="993"/></w:tabs><w:ind w:left="0" w:firstLine="{INDENT}"/></w:pPr><w:rPr>{FONT}</w:rPr></w:lvl></w:abstractNum>'
                 '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>')
    settings = (XML + f'<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/><w:characterSpacingControl w:val="doNotCompress"/>'
                '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
                '<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>'
                '</w:compat><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>')
    core = (XML + f'<cp:coreProperties xmlns:cp="{PACKAGE}metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f'<dc:title>{letter["title"]}</dc:title><dc:creator>{letter["author"]}</dc:creator><dc:language>{letter["lang"]}</dc:language></cp:coreProperties>')
    app = XML + ('<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
                 '<Application>Microsoft Office Word</Application></Properties>')
    return types, root, document, numbering, settings, core, app


def make_docx(path, letter):
    types, root, document, numbering, settings, core, app = docx_fixed_parts(letter)
    save(path, [("[Content_Types].xml", types), ("_rels/.rels", root), ("word/document.xml", docx_document(letter)),
                ("word/_rels/document.xml.rels", document), ("word/header1.xml", docx_header(True)),
                ("word/header2.xml", docx_header(False)), ("word/styles.xml", docx_styles(letter)),
                ("word/numbering.xml", numbering), ("word/settings.xml", settings),
                ("docProps/core.xml", core), ("docProps/app.xml", app)])


# ---- ODT (OpenDocument 1.3) ----

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_NS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in [
    ("office", OASIS + "office:1.0"), ("style", OASIS + "style:1.0"), ("text", OASIS + "text:1.0"),
    ("table", OASIS + "table:1.0"), ("fo", OASIS + "xsl-fo-compatible:1.0"), ("svg", OASIS + "svg-compatible:1.0"),
    ("config", OASIS + "config:1.0"), ("meta", OASIS + "meta:1.0"),
    ("dc", "http://purl.org/dc/elements/1.1/"), ("xlink", "http://www.w3.org/1999/xlink")])
ODT = "application/vnd.oasis.opendocument.text"
ODF_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def cm(twips):
    return f"{twips * 2.54 / 1440:.3f}cm"


def o_style(name, parent, paragraph="", text="", extra="", display=""):
    parent = f' style:parent-style-name="{parent}"' if parent else ""
    display = f' style:display-name="{display}"' if display else ""
    inner = f"<style:paragraph-properties {paragraph}/>" if paragraph and not paragraph.startswith("<") else paragraph
    inner += f"<style:text-properties {text}/>" if text else ""
    return f'<style:style style:name="{name}"{display} style:family="paragraph"{parent}{extra}>{inner}</style:style>'


def odt_styles(letter, width=11906, height=16838, margins=TWIPS):
    bold = 'fo:font-weight="bold" style:font-weight-complex="bold"'
    tabs = (f'<style:paragraph-properties fo:margin-top="{cm(560)}" fo:keep-together="always"><style:tab-stops>'
            f'<style:tab-stop style:position="{cm(sum(COLUMNS))}" style:type="right"/></style:tab-stops></style:paragraph-properties>')
    level = (f'<text:list-level-style-bullet text:level="1" text:bullet-char="–"><style:list-level-properties '
             'text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" '
             f'text:list-tab-stop-position="{cm(993)}" fo:margin-left="0cm" fo:text-indent="{cm(INDENT)}"/></style:list-level-properties></text:list-level-style-bullet>')
    return ODF_XML + f'<office:document-styles {ODF_NS} office:version="1.3">' + "".join([
        '<office:font-face-decls><style:font-face style:name="Times New Roman" svg:font-family="&apos;Times New Roman&apos;" '
        'style:font-family-generic="roman" style:font-pitch="variable"/></office:font-face-decls><office:styles>',
        f'<style:default-style style:family="paragraph"><style:paragraph-properties style:tab-stop-distance="{cm(708)}" fo:orphans="2" fo:widows="2"/>'
        '<style:text-properties style:font-name="Times New Roman" style:font-name-complex="Times New Roman" fo:font-size="14pt" style:font-size-complex="14pt" '
        f'fo:language="{letter["language"]}" fo:country="{letter["country"]}"/></style:default-style>',
        '<style:default-style style:family="table"><style:table-properties table:border-model="collapsing"/></style:default-style>',
        '<style:default-style style:family="table-row"><style:table-row-properties fo:keep-together="auto"/></style:default-style>',
        o_style("Standard", "", extra=' style:class="text"'),
        o_style("Heading_20_1", "Standard", f'fo:text-align="center" fo:margin-bottom="{cm(280)}" fo:keep-with-next="always"', bold,
                ' style:default-outline-level="1" style:class="text"', "Heading 1"),
        o_style("Heading_20_2", "Standard", f'fo:text-align="center" fo:margin-top="{cm(280)}" fo:margin-bottom="{cm(140)}" fo:keep-with-next="always"', bold,
                ' style:default-outline-level="2" style:class="text"', "Heading 2"),
        o_style("Text_20_body", "Standard", f'fo:text-align="justify" fo:text-indent="{cm(INDENT)}"', display="Text body"),
        o_style("List_20_Bullet", "Standard", 'fo:text-align="justify"', extra=' style:list-style-name="Tasks"', display="List Bullet"),
        o_style("Table_20_Contents", "Standard", "", 'fo:font-size="12pt" style:font-size-complex="12pt"', display="Table Contents"),
        o_style("Table_20_Heading", "Table_20_Contents", 'fo:text-align="center" fo:keep-with-next="always"', bold, display="Table Heading"),
        o_style("Table_20_Number", "Table_20_Contents", 'fo:text-align="center"', display="Table Number"),
        o_style("Signature", "Standard", tabs),
        o_style("Executor", "Standard", "", 'fo:font-size="10pt" style:font-size-complex="10pt"'),
        o_style("Header", "Standard", 'fo:text-align="center"'),
        '<style:style style:name="Internet_20_link" style:display-name="Internet link" style:family="text"><style:text-properties fo:color="#0563c1" '
        'style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"/></style:style>',
        f'<text:list-style style:name="Tasks">{level}</text:list-style></office:styles>',
        f'<office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="{cm(width)}" fo:page-height="{cm(height)}" '
        f'style:print-orientation="{"portrait" if width < height else "landscape"}" fo:margin-top="{cm(567)}" fo:margin-bottom="{cm(margins["bottom"])}" '
        f'fo:margin-left="{cm(margins["left"])}" fo:margin-right="{cm(margins["right"])}"/>'
        f'<style:header-style><style:header-footer-properties fo:min-height="{cm(567)}" fo:margin-bottom="{cm(200)}"/></style:header-style></style:page-layout></office:automatic-styles>',
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page"><style:header><text:p text:style-name="Header">'
        '<text:page-number text:select-page="current">2</text:page-number></text:p></style:header>'
        '<style:header-first><text:p text:style-name="Header"/></style:header-first></style:master-page></office:master-styles>',
    ]) + '</office:document-styles>'


def odt_automatic():
    columns = "".join(f'<style:style style:name="Links.{letter}" style:family="table-column"><style:table-column-properties style:column-width="{cm(width)}"/></style:style>'
                      for letter, width in zip("ABC", COLUMNS))
    return ('<office:automatic-styles><style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold" style:font-weight-complex="bold"/></style:style>'
            f'<style:style style:name="Links" style:family="table"><style:table-properties style:width="{cm(sum(COLUMNS))}" table:align="left" table:border-model="collapsing"/></style:style>'
            f'{columns}<style:style style:name="Links.1" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>'
            '<style:style style:name="Links.A1" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding-left="0.19cm" fo:padding-right="0.19cm" '
            'fo:padding-top="0cm" fo:padding-bottom="0cm"/></style:style>'
            f'<style:style style:name="ExecutorFirst" style:family="paragraph" style:parent-style-name="Executor"><style:paragraph-properties fo:margin-top="{cm(280)}"/></style:style>'
            '</office:automatic-styles>')


def o_text(text):
    return "".join(f'<text:span text:style-name="Bold">{escape(part)}</text:span>' if bold else escape(part)
                   for part, bold in pieces(text)).replace("\t", "<text:tab/>")


def o_paragraph(style, text):
    return f'<text:p text:style-name="{style}">{o_text(text)}</text:p>'


def o_heading(level, text):
    return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{o_text(text)}</text:h>'


def o_block(style, text):
    if style == "Caption":
        return o_heading(2, text)
    if style == "Task":
        return f'<text:list text:style-name="Tasks"><text:list-item>{o_paragraph("List_20_Bullet", text)}</text:list-item></text:list>'
    return o_paragraph("Text_20_body", text)


def odt_table():
    def cells(texts, styles):
        return "".join(f'<table:table-cell table:style-name="Links.A1" office:value-type="string">{o_paragraph(style, text)}</table:table-cell>'
                       for style, text in zip(styles, texts))
    columns = "".join(f'<table:table-column table:style-name="Links.{letter}"/>' for letter in "ABC")
    head = cells(HEAD, ["Table_20_Heading"] * 3)
    row = cells(ROW, ["Table_20_Number", "Table_20_Contents", "Table_20_Contents"])
    return (f'<table:table table:name="Links" table:style-name="Links">{columns}<table:table-header-rows><table:table-row table:style-name="Links.1">{head}</table:table-row>'
            f'</table:table-header-rows><table:table-row table:style-name="Links.1">{row}</table:table-row></table:table>')


def odt_content(letter):
    body = [o_heading(1, "{{title}}")] + [o_block(style, text) for style, text in letter["body"]]
    body += [odt_table(), o_paragraph("Signature", "{{signatory.position}}\t{{signatory.name}}")]
    body += [o_paragraph("ExecutorFirst" if i == 0 else "Executor", text) for i, text in enumerate(letter["executor"])]
    return (ODF_XML + f'<office:document-content {ODF_NS} office:version="1.3">{odt_automatic()}<office:body><office:text>'
            f'{"".join(body)}</office:text></office:body></office:document-content>')


def odt_package(path, letter, content, styles):
    """The parts that are the same in every letter, around its content.xml and styles.xml."""
    entries = "".join(f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>' for name, kind in [
        ("content.xml", "text/xml"), ("styles.xml", "text/xml"), ("meta.xml", "text/xml"), ("settings.xml", "text/xml")])
    manifest = (ODF_XML + f'<manifest:manifest xmlns:manifest="{OASIS}manifest:1.0" manifest:version="1.3">'
                f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{ODT}"/>{entries}</manifest:manifest>')
    meta = (ODF_XML + f'<office:document-meta {ODF_NS} office:version="1.3"><office:meta><dc:title>{letter["title"]}</dc:title>'
            f'<meta:initial-creator>{letter["author"]}</meta:initial-creator><dc:creator>{letter["author"]}</dc:creator>'
            f'<dc:language>{letter["lang"]}</dc:language></office:meta></office:document-meta>')
    flags = "".join(f'<config:config-item config:name="{name}" config:type="boolean">{value}</config:config-item>' for name, value in [
        ("AddParaTableSpacing", "false"), ("AddParaTableSpacingAtStart", "true"), ("AddParaSpacingToTableCells", "true"),
        ("AddParaLineSpacingToTableCells", "true"), ("AddExternalLeading", "true"), ("TabsRelativeToIndent", "true"),
        ("PropLineSpacingShrinksFirstLine", "true"), ("DoNotJustifyLinesWithManualBreak", "false")])
    settings = (ODF_XML + f'<office:document-settings {ODF_NS} xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3"><office:settings>'
                f'<config:config-item-set config:name="ooo:configuration-settings">{flags}</config:config-item-set></office:settings></office:document-settings>')
    save(path, [("mimetype", ODT), ("content.xml", content), ("styles.xml", styles),
                ("meta.xml", meta), ("settings.xml", settings), ("META-INF/manifest.xml", manifest)])


def make_odt(path, letter):
    odt_package(path, letter, odt_content(letter), odt_styles(letter))


if __name__ == "__main__":
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    make_docx(os.path.join(folder, "notice.docx"), KK)
    make_odt(os.path.join(folder, "notice.odt"), KK)
    make_docx(os.path.join(folder, "notice-ru.docx"), RU)
    make_odt(os.path.join(folder, "notice-ru.odt"), RU)
