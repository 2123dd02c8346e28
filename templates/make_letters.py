#!/usr/bin/env python3
"""Makes the office's other letters anew, each in Kazakh and in Russian, as DOCX and as ODT (NAME.docx, NAME-ru.odt ...):

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
from blocks import Letterhead, Page, Paragraph, Table, write_docx, write_odt
from make import TWIPS

A4 = Page(11906, 16838, TWIPS)
WIDE = Page(16838, 11906, {"left": 1134, "right": 1134, "top": 1134, "bottom": 850})  # landscape: 20, 20, 20, 15 mm

HALF = 4820  # twips: the right half of a letter's page


def text_width(page):
    return page.width - page.margins["left"] - page.margins["right"]


def body(text):
    return Paragraph("BodyText", text)


def plain(text, **look):
    return Paragraph("Normal", text, **look)


def signature(page=A4):
    tabs = () if page == A4 else (("clear", text_width(A4)), ("right", text_width(page)))
    return Paragraph("Signature", "{{signatory.position}}\t{{signatory.name}}", tabs=tabs)


def executor(label):
    return [Paragraph("Executor", label + " {{executor.name}}", before=280), Paragraph("Executor", "тел.: {{executor.phone}}")]


def letterhead():
    """Kazakh on the left, Russian on the right."""
    return Letterhead(("**{{letterhead.kk}}**", "", "**{{letterhead.ru}}**"), (3742, 1871, 3742))


# ---- letter of thanks ----

def thanks(kk):
    head = [plain("**{{institute.name}}**", align="center"),
            plain("АЛҒЫС ХАТ" if kk else "БЛАГОДАРСТВЕННОЕ ПИСЬМО", before=1400, align="center", size=40, bold=True)]
    whom = (["{{org}}", "ұжымына"] if kk else ["Коллективу", "{{org}}"])
    head += [plain(f"**{text}**", before=560 if i == 0 else None, align="center") for i, text in enumerate(whom)]
    head += [plain("Құрметті әріптестер!" if kk else "Уважаемые коллеги!", before=560, after=280, align="center")]
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
        signature(), plain('{{place}}, {{issue_date | date: "long"}}', before=840), plain("№ {{number}}")]


# ---- covering letter ----

# As a batch gives it (hatshy batch --by region): `entries` are the region's own, `all` those of the republic.
OWN_PROBLEMS = 'problems | where: "region", region'


def covering(kk):
    to = ['{{region | case: "ілік"}}', "білім басқармасына"] if kk else ["Управление образования", '{{#regions | where: "name", region}}{{gen}}{{/regions}}']
    reply = ('{{date | date: "short"}} № {{number}} хатқа' if kk else 'На № {{number}} от {{date | date: "short"}}')
    blocks = [letterhead(),
              plain('{{out_date | date: "short"}}  № {{out_number}}', before=140),
              plain("{{#reply_to}}"), plain(reply), plain("{{/reply_to}}")]
    blocks += [plain(f"**{text}**", before=280 if i == 0 else None, left=HALF) for i, text in enumerate(to)]
    blocks += [plain("", before=140)]
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
    blocks += [plain(text, page=i == 0, left=HALF) for i, text in enumerate(mark)]
    blocks += [Paragraph("Heading2", '«{{event.name}}» {{event.kind | possessive | case: "барыс"}} қатысқан мектепке дейінгі ұйымдардың тізімі ({{region}})' if kk else
                           "Список дошкольных организаций, участвовавших в {{event.kind_loc}} «{{event.name}}» ({{region}})")]
    columns = [(680, "center"), (4110, "left"), (4565, "left")]
    head = ["№", "Мектепке дейінгі ұйымның атауы", "Сілтемелер"] if kk else ["№", "Наименование дошкольной организации", "Ссылки"]
    blocks += [Table(columns, head, [
        ["{{#entries}}{{@number}}", "{{org}}", "{{link | link}}{{/entries}}"],
        ["", "**Барлығы**" if kk else "**Итого**", "**{{entries | count}}**"]])]
    return blocks + [plain("")]


# ---- statistics by region ----

def statistics(kk):
    here = 'entries | where: "region", name'
    blocks = [Paragraph("Heading1", '«{{event.name}}» {{event.kind | possessive | case: "барыс"}} қатысу туралы' if kk else "СВЕДЕНИЯ", after=0),
              plain("**МӘЛІМЕТ**" if kk else "**об участии в {{event.kind_loc}} «{{event.name}}»**", align="center"),
              plain('({{as_of | date: "attributive"}} жағдай бойынша)' if kk else '(по состоянию на {{as_of | date: "long"}})', after=280, align="center")]
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
    blocks += [Table(columns, head, [
        ["{{#regions}}{{@number}}", "{{name}}"] + figures(here) + [share % "name" + "{{/regions}}"],
        [f"{{{{#if ({lost} | count) > 0}}}}", "Өңірі анықталмаған" if kk else "Регион не определён"] + figures(lost) +
        [share % '""' + "{{/if}}"],
        ["", "**Барлығы**" if kk else "**Итого**"] + figures("entries", "**") + ["**100,0**"]], size=22)]
    return blocks + [signature(WIDE)] + executor("Орынд.:" if kk else "Исп.:")


# ---- order ----

def order(kk):
    middle = (("center", text_width(A4) // 2), ("right", text_width(A4)))
    blocks = [plain("**{{institute.name}}**", align="center"),
              Paragraph("Heading1", "БҰЙРЫҚ" if kk else "ПРИКАЗ", before=280),
              plain('{{order.date | date: "long"}}\t№ {{order.number}}\t{{place}}', tabs=middle),
              plain('**«{{event.name}}» {{event.kind | possessive | case: "ілік"}} үздік бейнероликтерін бекіту туралы**' if kk else
                    "**Об утверждении лучших видеороликов {{event.kind_gen}} «{{event.name}}»**",
                    before=280, after=280, right=4110)]
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
    blocks += [plain(text, page=i == 0, left=HALF) for i, text in enumerate(mark)]
    blocks += [Paragraph("Heading2", '«{{event.name}}» {{event.kind | possessive | case: "ілік"}} үздік бейнероликтерінің тізімі' if kk else
                           "Список лучших видеороликов {{event.kind_gen}} «{{event.name}}»")]
    columns = [(680, "center"), (3260, "left"), (2005, "left"), (3410, "left")]
    head = ["№", "Мектепке дейінгі ұйымның атауы", "Өңірі", "Сілтеме"] if kk else ["№", "Наименование дошкольной организации", "Регион", "Ссылка"]
    blocks += [Table(columns, head, [['{{#selected | sort: "region"}}{{@number}}', "{{org}}", "{{region}}", "{{link | link}}{{/selected}}"]])]
    return blocks + [plain("")]


# ---- certificate and the list of certificates ----

def certificate(kk):
    text = ('{{org}}{{#teacher}} тәрбиешісі {{name | nbsp}}{{/teacher}} {{date_from | period: date_to}} аралығында өткен «{{event.name}}» республикалық '
            '{{event.kind | possessive | case: "барыс"}} қатысқаны үшін беріледі' if kk else
            'Выдан {{#teacher}}{{name_dat | nbsp}}, воспитателю {{/teacher}}{{org}}, за участие в республиканском {{event.kind_loc}} «{{event.name}}», '
            'проходившем {{date_from | period: date_to}}')
    return [plain("{{institute.name}}", align="center", size=32, bold=True),
            plain("СЕРТИФИКАТ", before=1700, align="center", size=88, bold=True),
            plain("№ {{number}}", align="center", size=36),
            plain(text, before=900, after=700, align="center", size=36),
            signature(WIDE), plain('{{place}}, {{issue_date | date: "long"}}', before=420, align="center"),
            plain('{{qr_url | qr: "25mm"}}', before=280, align="center")]


def certificates(_):
    columns = [(720, "center"), (5000, "left"), (1700, "center"), (3450, "left"), (1700, "center"), (2000, "left")]
    head = ["№", "Ұйымның атауы / Наименование организации", "Сертификат №", "Алған адамның аты-жөні / Ф. И. О. получателя", "Күні / Дата", "Қолы / Подпись"]
    return [Paragraph("Heading1", "Сертификаттар беру ведомосы / Ведомость выдачи сертификатов", after=0),
            plain("«{{event.name}}», {{date_from | period: date_to}}", after=280, align="center"),
            Table(columns, head, [["{{#certificates}}{{@number}}", "{{org}}", "{{number}}", "", "", "{{/certificates}}"]], 510),
            plain("Барлығы {{certificates | count}} ({{certificates | count | words}}) сертификат берілді. / Всего "
                  '{{certificates | count | plural: "выдан", "выдано", "выдано", "ru"}} {{certificates | count}} ({{certificates | count | words: "m", "ru"}}) '
                  '{{certificates | count | plural: "сертификат", "сертификата", "сертификатов", "ru"}}.', before=280),
            signature(WIDE)]


# ---- packages ----

TITLES = {
    thanks: ("Алғыс хат", "Благодарственное письмо"),
    covering: ("Ілеспе хат", "Сопроводительное письмо"),
    statistics: ("Өңірлер бойынша мәлімет", "Сведения по регионам"),
    order: ("Бұйрық", "Приказ"),
    certificate: ("Сертификат", "Сертификат"),
    certificates: ("Сертификаттар беру ведомосы", ""),
}


def make_letter(folder, build, title, kk):
    """NAME.docx and NAME.odt, or NAME-ru.*, from the same blocks."""
    letter = {"lang": "kk-KZ" if kk else "ru-RU", "language": "kk" if kk else "ru", "country": "KZ" if kk else "RU", "title": title, "author": ""}
    path, page = os.path.join(folder, build.__name__ + ("" if kk else "-ru")), WIDE if build in (statistics, certificate, certificates) else A4
    write_docx(path + ".docx", letter, build(kk), page)
    write_odt(path + ".odt", letter, build(kk), page)


if __name__ == "__main__":
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    for builder, (kazakh, russian) in TITLES.items():
        make_letter(folder, builder, kazakh, True)
        if russian:
            make_letter(folder, builder, russian, False)
