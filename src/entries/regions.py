#!/usr/bin/env python3
"""Writes regions_table.c from regions.tsv: the names that regions.c looks for.

Usage: regions.py regions.tsv > regions_table.c

Names are folded as regions.c folds texts: lower case, Kazakh letters as the Russian ones that
people type for them, hyphens out. A name that several regions have is one line with several bits.
"""
import sys

FOLD = str.maketrans("әғқңөұүһіё", "агкноуухие", "-")
LEVELS = {"region": "REGION", "republic_city": "CAPITAL", "city": "CITY", "district": "DISTRICT"}


def fold(text):
    return text.lower().translate(FOLD)


regions, names = [], {}


def add(level, form, key, region):
    names.setdefault((fold(key), level, form), set()).add(region)


rows = [line.rstrip("\n").split("\t") for line in open(sys.argv[1], encoding="utf-8")]
head, rows = rows[0], [dict(zip(rows[0], row)) for row in rows[1:]]
for row in rows:
    if row["iso"]:
        regions.append(row)
order = {row["iso"]: i for i, row in enumerate(regions)}
for row in rows:
    level, region = LEVELS[row["level"]], order[row["parent_iso"]]
    add(level, "BEFORE", row["name_kk"].rsplit(" ", 1)[0], region)
    ru = row["name_ru"]
    first, rest = ru.split(" ", 1)
    if first in ("область", "город", "район"):
        add(level, "BEHIND", rest.removeprefix("имени "), region)
    else:  # Абайский район, Абайская область
        adjective = ru.rsplit(" ", 1)[0]
        add(level, "ADJECTIVE", adjective[:-2], region)
    if row["name_en"]:  # Abai Region, Astana city
        add(level, "BEFORE", row["name_en"].rsplit(" ", 1)[0], region)
    for abbreviation in filter(None, row["abbr"].split(";")):
        add(level, "ALONE", abbreviation, region)

print("""/* regions_table.c -- regions of Kazakhstan and the names by which texts name them: written by
 * regions.py from regions.tsv.
 */
#include "entries/regions_internal.h"

const struct hat_region hat_regions[HAT_REGION_COUNT] = {""")
for row in regions:
    print(f'    {{"{row["iso"]}", "{row["name_kk"]}", "{row["name_ru"]}", "{row["name_en"]}"}},')
print("""};

/* In the order of bytes of the names. */
const struct hat_region_name hat_region_names[] = {""")
for (key, level, form), found in sorted(names.items(), key=lambda item: item[0][0].encode()):
    mask = sum(1 << region for region in found)
    print(f'    {{"{key}", HAT_LEVEL_{level}, HAT_NAME_{form}, 0x{mask:05X}}},')
print("""};
const size_t hat_region_name_count = sizeof hat_region_names / sizeof hat_region_names[0];""")
