#!/usr/bin/env python3
"""Writes COUNT entries in the style of entries.csv, the same ones every time.

    python3 generate.py 599 > entries-599.csv

The regions and towns are real, the kindergartens and links are made up: no two links are the
same, each has the form of an Instagram link, and its code holds a time between 11 and 25 February
2026, as a real one would. Names are as uneven as in the real list: with and without numbers,
legal forms and quotes.
"""
import base64
import csv
import sys

PLACES = {  # region: its towns; then its districts, as "X ауданы"
    "Абай облысы": ("Семей Курчатов", "Жарма Үржар Бородулиха"),
    "Ақмола облысы": ("Көкшетау Қосшы", "Зеренді Аршалы Бұланды"),
    "Ақтөбе облысы": ("Ақтөбе", "Темір Мұғалжар Хромтау Алға"),
    "Алматы облысы": ("Қонаев", "Қарасай Талғар Іле Еңбекшіқазақ"),
    "Атырау облысы": ("Атырау", "Индер Исатай Махамбет Жылыой"),
    "Батыс Қазақстан облысы": ("Орал", "Ақжайық Бөрлі Теректі Сырым"),
    "Жамбыл облысы": ("Тараз", "Байзақ Қордай Меркі Шу"),
    "Жетісу облысы": ("Талдықорған Текелі", "Алакөл Панфилов Көксу"),
    "Қарағанды облысы": ("Қарағанды Теміртау", "Шет Нұра Қарқаралы"),
    "Қостанай облысы": ("Қостанай Рудный", "Әулиекөл Жітіқара Қарабалық"),
    "Қызылорда облысы": ("Қызылорда", "Қазалы Арал Шиелі Сырдария"),
    "Маңғыстау облысы": ("Ақтау Жаңаөзен", "Бейнеу Қарақия Мұнайлы"),
    "Павлодар облысы": ("Павлодар Екібастұз", "Баянауыл Ертіс Шарбақты"),
    "Солтүстік Қазақстан облысы": ("Петропавл", "Айыртау Тайынша Аққайың"),
    "Түркістан облысы": ("Түркістан Кентау", "Сайрам Келес Отырар Түлкібас"),
    "Ұлытау облысы": ("Жезқазған Сәтбаев", "Жаңаарқа Ұлытау"),
    "Шығыс Қазақстан облысы": ("Өскемен Риддер", "Зайсан Күршім Глубокое"),
    "Астана қаласы": ("", "Алматы Байқоңыр Есіл Сарыарқа"),
    "Алматы қаласы": ("", "Алмалы Әуезов Медеу Түрксіб"),
    "Шымкент қаласы": ("", "Абай Еңбекші Қаратау Тұран"),
}
NAMES = ("Балапан Балдырған Бүлдіршін Ақбота Балбұлақ Балдәурен Жұлдыз-ай Күншуақ Қарлығаш "
         "Еркетай Айгөлек Балауса Ботақан Шаттық Мерей Қызғалдақ Гүлдер Арман Сәуле").split()
KINDS = ("бөбекжайы", "балабақшасы", "бөбекжай-балабақшасы", "бөбекжай-бақшасы",
         "санаториялық бөбекжай-балабақшасы")
FORMS = ("МКҚК", "КМҚК", "КММ", "жедел басқару құқығындағы МКҚК",
         "мемлекеттік коммуналдық қазыналық кәсіпорны")
PATTERNS = (
    "«{region} әкімдігі білім басқармасының {place} білім беру бөлімінің «№{no} «{name}» {kind}» {form}",
    "{region}ның білім басқармасының {place} бойынша білім бөлімінің «{name}» {kind}» {form}",
    "{region} білім басқармасы {place} білім бөлімінің «№ {no} «{name}» {kind} {form}",
    "{region}, {place}, «{name}» {kind}",
    "{region} №{no} «{name}» {kind}",
    "{region} Білім басқармасының «№{no} {kind}» {form}",
)
# An Instagram code is a 64-bit number in base64url: milliseconds since this moment, shifted.
EPOCH_MS, SHIFT = 1314220021721, 23
FIRST_MS = 1770750000000  # 11 February 2026, 00:00 in Astana (UTC+5)
WINDOW_MS = 15 * 24 * 3600 * 1000
CODE_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class Chance:
    """Numbers that look random and are the same with every Python: Knuth's 64-bit generator."""

    def __init__(self):
        self.state = 2026

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return (self.state >> 33) % limit

    def pick(self, items):
        return items[self.below(len(items))]


def organisation(chance):
    region = chance.pick(list(PLACES))
    towns, districts = PLACES[region]
    places = [f"{town} қаласы" for town in towns.split()]
    places += [f"{district} ауданы" for district in districts.split()]
    return chance.pick(PATTERNS).format(region=region, place=chance.pick(places),
                                        no=1 + chance.below(120), name=chance.pick(NAMES),
                                        kind=chance.pick(KINDS), form=chance.pick(FORMS))


def link(chance, index, count):
    """The index-th moment of the window, so that no two codes are the same."""
    moment = FIRST_MS - EPOCH_MS + WINDOW_MS * index // count
    number = (moment << SHIFT) + chance.below(1 << SHIFT)
    code = "".join(CODE_LETTERS[number >> bits & 63] for bits in range(60, -1, -6))
    sharer = "".join(chance.pick("0123456789abcdefghijklmnopqrstuvwxyz") for _ in range(13))
    mark = base64.b64encode(sharer.encode()).decode()
    return f"https://www.instagram.com/reel/{code}/?igsh={mark}"


def main():
    if len(sys.argv) != 2 or not sys.argv[1].isdigit():
        sys.exit("usage: generate.py COUNT > entries.csv")
    count = int(sys.argv[1])
    chance = Chance()
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["no", "org", "link"])
    for index in range(count):
        table.writerow([index + 1, organisation(chance), link(chance, index, count)])


if __name__ == "__main__":
    main()
