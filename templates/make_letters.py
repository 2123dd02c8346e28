#!/usr/bin/env python3
"""Makes the office's other letters anew, each in Kazakh and in Russian (NAME.docx, NAME-ru.docx):

    thanks       letter of thanks, one page for an organisation
    covering     covering letter to a region's education department, its rows as an annex
    statistics   statistics by region, everything counted from the entries
    order        order that approves the list of selected videos, the list as an annex
    certificate  certificate of participation, landscape
    certificates list of certificates handed out, in both languages

    python3 templates/make_letters.py [FOLDER]

They look like the notice (templates/make.py) and use its styles. After that they are ordinary
documents: open them in Word or LibreOffice and change what you like. Example data for each is in
examples/letters/. Python's standard library is enough; the same bytes on every run.
"""
import os
import sys

sys.dont_write_bytecode = True
from make import (TWIPS, W, XML, docx_fixed_parts, docx_header, docx_styles, save, w_paragraph)

TEXT_WIDTH = 11906 - TWIPS["left"] - TWIPS["right"]
WIDE = {"left": 1134, "right": 1134, "top": 1134, "bottom": 850}  # landscape: 20, 20, 20, 15 mm
WIDE_WIDTH = 16838 - WIDE["left"] - WIDE["right"]

CENTRE = '<w:jc w:val="center"/>'
RIGHT_HALF = '<w:ind w:left="4820"/>'
NEW_PAGE = "<w:pageBreakBefore/>"
BIG = '<w:b/><w:bCs/><w:sz w:val="{0}"/><w:szCs w:val="{0}"/>'


def body(text):
    return w_paragraph("BodyText", text)


def plain(text, more="", properties=""):
    return w_paragraph("Normal", text, more, properties)


def gap(before, more):
    """`more` with space above; the order of the elements is the schema's."""
    return f'<w:spacing w:before="{before}"/>{more}'


def signature(width=TEXT_WIDTH):
    tabs = "" if width == TEXT_WIDTH else (f'<w:tabs><w:tab w:val="clear" w:pos="{TEXT_WIDTH}"/>'
                                           f'<w:tab w:val="right" w:pos="{width}"/></w:tabs>')
    return w_paragraph("Signature", "{{signatory.position}}\t{{signatory.name}}", tabs)


def executor(label):
    return [w_paragraph("Executor", label + " {{executor.name}}", gap(280, "")),
            w_paragraph("Executor", "тел.: {{executor.phone}}")]


def table(columns, head, rows, height=0, size=24):
    """columns: (width, alignment). The height of a row in twips, the size of its text in half points."""
    def cell(index, text, style):
        align = f'<w:jc w:val="{columns[index][1]}"/>' if style == "TableText" else ""
        look = '<w:rStyle w:val="Hyperlink"/>' if "| link" in text else ""
        look += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size != 24 and "**" not in text else ""
        return (f'<w:tc><w:tcPr><w:tcW w:w="{columns[index][0]}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
                f'{w_paragraph(style, text, align, look)}</w:tc>')

    def row(texts, style, properties):
        cells = "".join(cell(i, text, style) for i, text in enumerate(texts))
        return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"
    tall = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width, _ in columns)
    total = sum(width for width, _ in columns)
    return (f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{total}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
            f'</w:tblPr><w:tblGrid>{grid}</w:tblGrid>' + row(head, "TableHead", "<w:cantSplit/><w:tblHeader/>") +
            "".join(row(texts, "TableText", "<w:cantSplit/>" + tall) for texts in rows) + "</w:tbl>")


def letterhead():
    """Kazakh on the left, Russian on the right, room for the emblem between them, a rule below."""
    widths = (3742, 1871, 3742)
    rule = '<w:tcBorders><w:bottom w:val="single" w:sz="12" w:space="0" w:color="auto"/></w:tcBorders>'
    cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}<w:vAlign w:val="center"/></w:tcPr>{plain(text, CENTRE)}</w:tc>'
                    for width, text in zip(widths, ("**{{letterhead.kk}}**", "", "**{{letterhead.ru}}**")))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f'<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>')


# ---- letter of thanks ----

def thanks(kk):
    head = [plain("**{{institute.name}}**", CENTRE),
            plain("АЛҒЫС ХАТ" if kk else "БЛАГОДАРСТВЕННОЕ ПИСЬМО", gap(1400, CENTRE), BIG.format(40))]
    whom = (["{{org}}", "ұжымына"] if kk else ["Коллективу", "{{org}}"])
    head += [plain(f"**{text}**", gap(560, CENTRE) if i == 0 else CENTRE) for i, text in enumerate(whom)]
    head += [plain("Құрметті әріптестер!" if kk else "Уважаемые коллеги!", f'<w:spacing w:before="560" w:after="280"/>{CENTRE}')]
    text = [
        '{{occasion | case: "барыс"}} арналған «{{event.name}}» {{event.kind | possessive | case: "барыс"}} белсене қатысып, мектеп жасына '
        'дейінгі балаларды алғыс айтуға, үлкендерге құрмет көрсетуге және құрдастарымен дос болуға баулуға қосқан үлестеріңіз үшін алғыс білдіреміз.',
        'Тәрбиеленушілеріңіз бен олардың ата-аналары дайындаған бейнеролик {{event.kind | case: "ілік"}} мақсатын айқын көрсетті.',
        'Сіздерге зор денсаулық, бала тәрбиесіндегі ізгі еңбектеріңізге табыс тілейміз!',
    ] if kk else [
        'Благодарим вас за активное участие в {{event.kind_loc}} «{{event.name}}», посвящённом {{occasion_dat}}, и за вклад в воспитание '
        'у детей дошкольного возраста умения благодарить, уважать старших и дружить со сверстниками.',
        'Видеоролик, подготовленный вашими воспитанниками и их родителями, ярко раскрыл цель {{event.kind_gen}}.',
        'Желаем вам крепкого здоровья и успехов в благородном деле воспитания детей!',
    ]
    return head + [body(line) for line in text] + [
        signature(), plain('{{place}}, {{issue_date | date: "long"}}', gap(840, "")), plain("№ {{number}}")]


# ---- covering letter ----

# As a batch gives it (hatshy batch --by region): `entries` are the region's own, `all` those of the republic.
OWN_PROBLEMS = 'problems | where: "region", region'


def covering(kk):
    to = ['{{region | case: "ілік"}}', "білім басқармасына"] if kk else ["Управление образования", '{{#regions | where: "name", region}}{{gen}}{{/regions}}']
    reply = ('{{date | date: "short"}} № {{number}} хатқа' if kk else 'На № {{number}} от {{date | date: "short"}}')
    blocks = [letterhead(),
              plain('{{out_date | date: "short"}}  № {{out_number}}', gap(140, "")),
              plain("{{#reply_to}}"), plain(reply), plain("{{/reply_to}}")]
    blocks += [plain(f"**{text}**", gap(280, RIGHT_HALF) if i == 0 else RIGHT_HALF) for i, text in enumerate(to)]
    blocks += [plain("", gap(140, ""))]
    if kk:
        blocks += [body('{{institute.name}} {{year}} жылға арналған жұмыс жоспарына сәйкес {{date_from | period: date_to}} аралығында мектепке дейінгі '
                        'ұйымдар арасында өткен «{{event.name}}» {{event.kind | possessive | case: "ілік"}} қорытындысы туралы ақпаратты жолдайды.'),
                   body('Республика бойынша барлығы {{all | count}} ({{all | count | words}}) сілтеме тіркелді, оның ішінде {{region}} бойынша – '
                        '{{entries | count}} ({{entries | count | words}}), бұл жалпы санның '
                        '{{entries | count | divided_by: (all | count) | percent: 1}} пайызын құрайды.'),
                   body(f'{{{{#if ({OWN_PROBLEMS} | count) > 0}}}}'),
                   body('Төмендегі {{' + OWN_PROBLEMS + ' | count}} жазбаның деректерін нақтылап, түзетілген кестені {{reply_by | date: "long" | case: "барыс"}} дейін '
                        '{{executor.email}} мекенжайына жіберуіңізді сұраймыз:'),
                   body(f'{{{{#{OWN_PROBLEMS}}}}}'), body("{{@number}}) {{row}}-жол: {{org}} – {{message}}{{^@last}};{{/@last}}{{#@last}}.{{/@last}}"), body("{{/problems}}"),
                   body("{{/if}}"),
                   body("Қосымша: {{annex.sheets}} парақта, 1 дана.")]
    else:
        blocks += [body('{{institute.name}} в соответствии с планом работы на {{year}} год направляет информацию об итогах {{event.kind_gen}} «{{event.name}}», '
                        'проведённого среди дошкольных организаций {{date_from | period: date_to}}.'),
                   body('Всего по республике зарегистрировано {{all | count}} ({{all | count | words: "f"}}) '
                        '{{all | count | plural: "ссылка", "ссылки", "ссылок"}}, из них по региону «{{region}}» – '
                        '{{entries | count}} ({{entries | count | words: "f"}}), что составляет '
                        '{{entries | count | divided_by: (all | count) | percent: 1}} процента от общего числа.'),
                   body(f'{{{{#if ({OWN_PROBLEMS} | count) > 0}}}}'),
                   body('Просим уточнить данные {{' + OWN_PROBLEMS + ' | count}} {{' + OWN_PROBLEMS + ' | count | plural: "записи", "записей", "записей"}} и направить исправленную '
                        'таблицу на адрес {{executor.email}} до {{reply_by | date: "long"}}:'),
                   body(f'{{{{#{OWN_PROBLEMS}}}}}'), body("{{@number}}) строка {{row}}: {{org}} – {{message}}{{^@last}};{{/@last}}{{#@last}}.{{/@last}}"), body("{{/problems}}"),
                   body("{{/if}}"),
                   body("Приложение: на {{annex.sheets}} л. в 1 экз.")]
    blocks += [signature()] + executor("Орынд.:" if kk else "Исп.:")
    mark = (['{{out_date | date: "attributive"}}', "№ {{out_number}} хатқа", "қосымша"] if kk else
            ["Приложение", "к письму № {{out_number}}", 'от {{out_date | date: "long"}}'])
    blocks += [plain(text, (NEW_PAGE if i == 0 else "") + RIGHT_HALF) for i, text in enumerate(mark)]
    blocks += [w_paragraph("Heading2", '«{{event.name}}» {{event.kind | possessive | case: "барыс"}} қатысқан мектепке дейінгі ұйымдардың тізімі ({{region}})' if kk else
                           "Список дошкольных организаций, участвовавших в {{event.kind_loc}} «{{event.name}}» ({{region}})")]
    columns = [(680, "center"), (4110, "left"), (4565, "left")]
    head = ["№", "Мектепке дейінгі ұйымның атауы", "Сілтемелер"] if kk else ["№", "Наименование дошкольной организации", "Ссылки"]
    blocks += [table(columns, head, [
        ["{{#entries}}{{@number}}", "{{org}}", "{{link | link}}{{/entries}}"],
        ["", "**Барлығы**" if kk else "**Итого**", "**{{entries | count}}**"]])]
    return blocks + [plain("")]


# ---- statistics by region ----

def statistics(kk):
    here = 'entries | where: "region", name'
    blocks = [w_paragraph("Heading1", '«{{event.name}}» {{event.kind | possessive | case: "барыс"}} қатысу туралы' if kk else "СВЕДЕНИЯ", '<w:spacing w:after="0"/>'),
              plain("**МӘЛІМЕТ**" if kk else "**об участии в {{event.kind_loc}} «{{event.name}}»**", CENTRE),
              plain('({{as_of | date: "attributive"}} жағдай бойынша)' if kk else '(по состоянию на {{as_of | date: "long"}})', f'<w:spacing w:after="280"/>{CENTRE}')]
    blocks += [body(
        '{{event.kind | capitalize}} {{date_from | period: date_to}} аралығында өтті. Барлығы {{entries | count}} ({{entries | count | words}}) сілтеме жіберілді, '
        '{{entries | unique: "org" | count}} ұйым қатысты. '
        'Ең көп сілтеме {{#entries | group: "region" | sort: "-count" | limit: 1}}{{key | case: "шығыс"}} ({{count}}){{/entries}} түсті.' if kk else
        '{{event.kind | capitalize}} проходил {{date_from | period: date_to}}. Всего поступило {{entries | count}} ({{entries | count | words: "f"}}) '
        '{{entries | count | plural: "ссылка", "ссылки", "ссылок"}} от {{entries | unique: "org" | count}} '
        '{{entries | unique: "org" | count | plural: "организации", "организаций", "организаций"}}.'), plain("")]
    columns = [(850, "center"), (3800, "left"), (1700, "center"), (1400, "center"), (2200, "center"), (1700, "center"), (1680, "center"), (1240, "center")]
    head = (["Р/с №", "Өңірдің атауы", "Ұйым саны", "Сілтеме саны", "оның ішінде мерзімінде", "мерзімінен тыс", "қайталанған", "үлесі, %"] if kk else
            ["№ п/п", "Наименование региона", "Число организаций", "Число ссылок", "из них в срок", "вне срока", "повторные", "доля, %"])

    def figures(rows, bold=""):
        tails = [' | unique: "org" | count', " | count", ' | reject: "late" | count', ' | where: "late" | count',
                 f' | count | minus: ({rows} | unique: "link" | count)']
        return [f"{bold}{{{{{rows}{tail}}}}}{bold}" for tail in tails]
    # largest remainders: the printed percentages add up to the 100,0 of the last row
    share = ('{{entries | group: "region" | shares: "count" | where: "key", %s | map: "share" | first | default: 0 | percent: 1}}')
    lost = 'entries | where: "region", ""'
    blocks += [table(columns, head, [
        ["{{#regions}}{{@number}}", "{{name}}"] + figures(here) + [share % "name" + "{{/regions}}"],
        [f"{{{{#if ({lost} | count) > 0}}}}", "Өңірі анықталмаған" if kk else "Регион не определён"] + figures(lost) +
        [share % '""' + "{{/if}}"],
        ["", "**Барлығы**" if kk else "**Итого**"] + figures("entries", "**") + ["**100,0**"]], size=22)]
    return blocks + [signature(WIDE_WIDTH)] + executor("Орынд.:" if kk else "Исп.:")


# ---- order ----

def order(kk):
    middle = f'<w:tabs><w:tab w:val="center" w:pos="{TEXT_WIDTH // 2}"/><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    blocks = [plain("**{{institute.name}}**", CENTRE),
              w_paragraph("Heading1", "БҰЙРЫҚ" if kk else "ПРИКАЗ", '<w:spacing w:before="280"/>'),
              plain('{{order.date | date: "long"}}\t№ {{order.number}}\t{{place}}', middle),
              plain('**«{{event.name}}» {{event.kind | possessive | case: "ілік"}} үздік бейнероликтерін бекіту туралы**' if kk else
                    "**Об утверждении лучших видеороликов {{event.kind_gen}} «{{event.name}}»**",
                    '<w:spacing w:before="280" w:after="280"/><w:ind w:right="4110"/>')]
    blocks += [body(text) for text in ([
        "Институттың {{year}} жылға арналған жұмыс жоспарына сәйкес **БҰЙЫРАМЫН:**",
        "1. Осы бұйрыққа қосымшаға сәйкес сапалы, мазмұнды ұйымдастырылған {{selected | count}} ({{selected | count | words}}) бейнероликтің тізімі бекітілсін.",
        "2. {{responsible.unit}} ({{responsible.name | nbsp}}) осы бұйрыққа қол қойылған күннен бастап {{days}} ({{days | words}}) жұмыс күні ішінде бекітілген бейнероликтерді "
        "Институттың әлеуметтік парақшаларына орналастырсын.",
        '3. Осы бұйрықтың орындалуын бақылау директордың орынбасары {{deputy.name | case: "барыс" | nbsp}} жүктелсін.',
        "4. Осы бұйрық қол қойылған күнінен бастап күшіне енеді.",
    ] if kk else [
        "В соответствии с планом работы Института на {{year}} год **ПРИКАЗЫВАЮ:**",
        '1. Утвердить список из {{selected | count}} ({{selected | count | words: "m"}}) {{selected | count | plural: "содержательного и качественно подготовленного видеоролика", '
        '"содержательных и качественно подготовленных видеороликов"}} согласно приложению к настоящему приказу.',
        '2. {{responsible.unit}} ({{responsible.name | nbsp}}) в течение {{days}} {{days | plural: "рабочего дня", "рабочих дней", "рабочих дней"}} со дня подписания настоящего приказа '
        "разместить утверждённые видеоролики на страницах Института в социальных сетях.",
        "3. Контроль за исполнением настоящего приказа возложить на заместителя директора {{deputy.name_acc | nbsp}}.",
        "4. Настоящий приказ вступает в силу со дня подписания.",
    ])]
    blocks += [signature()]
    mark = (["{{institute.name}} директорының", '{{order.date | date: "attributive"}}', "№ {{order.number}} бұйрығына", "қосымша"] if kk else
            ["Приложение", "к приказу директора {{institute.name_gen}}", 'от {{order.date | date: "long"}} № {{order.number}}'])
    blocks += [plain(text, (NEW_PAGE if i == 0 else "") + RIGHT_HALF) for i, text in enumerate(mark)]
    blocks += [w_paragraph("Heading2", '«{{event.name}}» {{event.kind | possessive | case: "ілік"}} үздік бейнероликтерінің тізімі' if kk else
                           "Список лучших видеороликов {{event.kind_gen}} «{{event.name}}»")]
    columns = [(680, "center"), (3260, "left"), (2005, "left"), (3410, "left")]
    head = ["№", "Мектепке дейінгі ұйымның атауы", "Өңірі", "Сілтеме"] if kk else ["№", "Наименование дошкольной организации", "Регион", "Ссылка"]
    blocks += [table(columns, head, [['{{#selected | sort: "region"}}{{@number}}', "{{org}}", "{{region}}", "{{link | link}}{{/selected}}"]])]
    return blocks + [plain("")]


# ---- certificate and the list of certificates ----

def certificate(kk):
    text = ('{{org}}{{#teacher}} тәрбиешісі {{name | nbsp}}{{/teacher}} {{date_from | period: date_to}} аралығында өткен «{{event.name}}» республикалық '
            '{{event.kind | possessive | case: "барыс"}} қатысқаны үшін беріледі' if kk else
            'Выдан {{#teacher}}{{name_dat | nbsp}}, воспитателю {{/teacher}}{{org}}, за участие в республиканском {{event.kind_loc}} «{{event.name}}», '
            'проходившем {{date_from | period: date_to}}')
    large = '<w:sz w:val="36"/><w:szCs w:val="36"/>'
    return [plain("{{institute.name}}", CENTRE, BIG.format(32)),
            plain("СЕРТИФИКАТ", gap(1700, CENTRE), BIG.format(88)),
            plain("№ {{number}}", CENTRE, large),
            plain(text, f'<w:spacing w:before="900" w:after="700"/>{CENTRE}', large),
            signature(WIDE_WIDTH), plain('{{place}}, {{issue_date | date: "long"}}', gap(420, CENTRE)),
            plain('{{qr_url | qr: "25mm"}}', gap(280, CENTRE))]


def certificates(_):
    columns = [(720, "center"), (5000, "left"), (1700, "center"), (3450, "left"), (1700, "center"), (2000, "left")]
    head = ["№", "Ұйымның атауы / Наименование организации", "Сертификат №", "Алған адамның аты-жөні / Ф. И. О. получателя", "Күні / Дата", "Қолы / Подпись"]
    return [w_paragraph("Heading1", "Сертификаттар беру ведомосы / Ведомость выдачи сертификатов", '<w:spacing w:after="0"/>'),
            plain("«{{event.name}}», {{date_from | period: date_to}}", f'<w:spacing w:after="280"/>{CENTRE}'),
            table(columns, head, [["{{#certificates}}{{@number}}", "{{org}}", "{{number}}", "", "", "{{/certificates}}"]], 510),
            plain("Барлығы {{certificates | count}} ({{certificates | count | words}}) сертификат берілді. / Всего "
                  '{{certificates | count | plural: "выдан", "выдано", "выдано", "ru"}} {{certificates | count}} ({{certificates | count | words: "m", "ru"}}) '
                  '{{certificates | count | plural: "сертификат", "сертификата", "сертификатов", "ru"}}.', gap(280, "")),
            signature(WIDE_WIDTH)]


# ---- packages ----

TITLES = {
    thanks: ("Алғыс хат", "Благодарственное письмо"),
    covering: ("Ілеспе хат", "Сопроводительное письмо"),
    statistics: ("Өңірлер бойынша мәлімет", "Сведения по регионам"),
    order: ("Бұйрық", "Приказ"),
    certificate: ("Сертификат", "Сертификат"),
    certificates: ("Сертификаттар беру ведомосы", ""),
}


def document(blocks, wide):
    margins = WIDE if wide else TWIPS
    size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' if wide else '<w:pgSz w:w="11906" w:h="16838"/>'
    section = ('<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" r:id="rId5"/>' + size +
               f'<w:pgMar w:top="{margins["top"]}" w:right="{margins["right"]}" w:bottom="{margins["bottom"]}" w:left="{margins["left"]}" '
               'w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>')
    return XML + f'<w:document {W}><w:body>{"".join(blocks)}{section}</w:body></w:document>'


def make_letter(path, build, kk):
    letter = {"lang": "kk-KZ" if kk else "ru-RU", "title": TITLES[build][0 if kk else 1], "author": ""}
    types, root, rels, numbering, settings, core, app = docx_fixed_parts(letter)
    save(path, [("[Content_Types].xml", types), ("_rels/.rels", root),
                ("word/document.xml", document(build(kk), build in (statistics, certificate, certificates))),
                ("word/_rels/document.xml.rels", rels), ("word/header1.xml", docx_header(True)),
                ("word/header2.xml", docx_header(False)), ("word/styles.xml", docx_styles(letter)),
                ("word/numbering.xml", numbering), ("word/settings.xml", settings),
                ("docProps/core.xml", core), ("docProps/app.xml", app)])


if __name__ == "__main__":
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    for builder, titles in TITLES.items():
        make_letter(os.path.join(folder, builder.__name__ + ".docx"), builder, True)
        if titles[1]:
            make_letter(os.path.join(folder, builder.__name__ + "-ru.docx"), builder, False)
