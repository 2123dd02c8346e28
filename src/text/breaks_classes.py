#!/usr/bin/env python3
"""Writes breaks_classes.c from Unicode's LineBreak.txt (Debian: package unicode-data).

Usage: breaks_classes.py /usr/share/unicode/LineBreak.txt > breaks_classes.c

Classes are changed as docs/layout-rules.md 2.5 says: an old UAX 14, as in LibreOffice 7.4.
"""
import re
import sys

NAMES = "AL B2 BA BB CB CL CM EX GL HL HY ID IN IS NS NU OP PO PR QU SP SY WJ ZW".split()
CHANGED = {"CP": "CL", "CJ": "NS", "ZWJ": "CM", "EB": "ID", "EM": "ID", "H2": "ID", "H3": "ID",
           "JL": "ID", "JV": "ID", "JT": "ID", "RI": "AL", "BK": "BA", "CR": "BA", "LF": "BA",
           "NL": "BA"}
SINGLE = {0xB0: "AL", 0x5C: "SY"}
LOW = 0x600  # below: a table; from here on: ranges

classes = {}
ranges = []
for line in open(sys.argv[1], encoding="utf-8"):
    match = re.match(r"(?:# @missing: )?([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)", line)
    if match:
        first = int(match.group(1), 16)
        last = int(match.group(2) or match.group(1), 16)
        name = CHANGED.get(match.group(3), match.group(3))
        ranges.append((line.startswith("#"), first, last, name if name in NAMES else "AL"))
for missing, first, last, name in sorted(ranges, key=lambda item: not item[0]):
    if last < 0x110000 and not (missing and first == 0):
        for cp in range(first, last + 1):
            classes[cp] = name
classes.update(SINGLE)

print('''/* breaks_classes.c -- line-break classes of characters: written by breaks_classes.py.
 *
 * Below U+0600 a letter a character ('A' is the first member of enum hat_break_class); above,
 * ranges in order. What is in neither is AL.
 */
#include "text/breaks.h"

#include <stddef.h>

static const char low[] = {''')
letters = [chr(ord("A") + NAMES.index(classes.get(cp, "AL"))) for cp in range(LOW)]
for at in range(0, LOW, 64):
    print(f'    "{"".join(letters[at:at + 64])}"')
print('''};

static const struct {
    uint32_t first, last;
    char letter;
} ranges[] = {''')
merged = []
for cp in sorted(classes):
    name = classes[cp]
    if cp < LOW or name == "AL":
        continue
    if merged and merged[-1][1] == cp - 1 and merged[-1][2] == name:
        merged[-1][1] = cp
    else:
        merged.append([cp, cp, name])
line = "   "
for first, last, name in merged:
    item = f" {{0x{first:X}, 0x{last:X}, '{chr(ord('A') + NAMES.index(name))}'}},"
    if len(line) + len(item) > 100:
        print(line)
        line = "   "
    line += item
print(line)
print('''};

enum hat_break_class hat_break_class(uint32_t cp)
{
    if (cp < sizeof low - 1) {
        return (enum hat_break_class)(low[cp] - 'A');
    }
    size_t from = 0, to = sizeof ranges / sizeof *ranges;
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (cp > ranges[middle].last) {
            from = middle + 1;
        } else if (cp < ranges[middle].first) {
            to = middle;
        } else {
            return (enum hat_break_class)(ranges[middle].letter - 'A');
        }
    }
    return HAT_CLASS_AL;
}''')
