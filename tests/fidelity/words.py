#!/usr/bin/env python3
"""Words of a PDF with their places, and a comparison of ours with a cached reference.

    words.py list FILE.pdf REFERENCE.txt.gz     writes "page x y word" a line [pt]
    words.py compare REFERENCE.txt.gz FILE.pdf [--tolerance 0.5] [--least 0.99]

The reference is the list of what LibreOffice prints from the same document (see README.md). A
word counts as equal when the same word stands on the same page within the tolerance; so a line
that breaks elsewhere, or a paragraph that stands lower, costs all of its words.
"""
import argparse
import gzip
import re
import subprocess
import sys
from collections import Counter, defaultdict
from html import unescape

CHARACTER = re.compile(r'<char .*?\bx="([\d.-]+)" y="([\d.-]+)".*?\bc="(.*?)"/>')


def words_of(path):
    """[(page, x, y, word)] in the order of the content; x, y: where the word's baseline begins."""
    text = subprocess.run(["mutool", "draw", "-q", "-F", "stext", path], check=True, capture_output=True, text=True).stdout
    found, page, word = [], 0, None
    for line in text.splitlines():
        if line.startswith("<page "):
            page += 1
        match = CHARACTER.match(line)
        letter = unescape(match[3]) if match else ""
        if letter.isspace() or line.startswith("<line "):
            word = None
        elif not match: # a change of font inside a word
            continue
        elif word is None:
            word = [page, float(match[1]), float(match[2]), letter]
            found.append(word)
        else:
            word[3] += letter
    return [tuple(word) for word in found]


def read_list(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split(" ", 3) for line in file]
    return [(int(page), float(x), float(y), word) for page, x, y, word in rows]


def write_list(words, path):
    """The same bytes for the same words: no time stamp."""
    text = "".join(f"{page} {x:.2f} {y:.2f} {word}\n" for page, x, y, word in words)
    with open(path, "wb") as file, gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as packed:
        packed.write(text.encode("utf-8"))


def compare(reference, ours, tolerance):
    """(number of equal words, first differences)"""
    places = defaultdict(list)
    for page, x, y, word in ours:
        places[page, word].append((x, y))
    equal, differences = 0, []
    for page, x, y, word in reference:
        spots = places[page, word]
        hit = next((spot for spot in spots if abs(spot[0] - x) <= tolerance and abs(spot[1] - y) <= tolerance), None)
        if hit is not None:
            spots.remove(hit)
            equal += 1
        elif len(differences) < 10:
            near = min(spots, key=lambda spot: abs(spot[0] - x) + abs(spot[1] - y), default=None)
            differences.append(f"page {page}: {word} at {x:.2f} {y:.2f}, ours {near}")
    return equal, differences


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("action", choices=["list", "compare"])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--tolerance", type=float, default=0.5)
    parser.add_argument("--least", type=float, default=0.99)
    arguments = parser.parse_args()
    if arguments.action == "list":
        write_list(words_of(arguments.files[0]), arguments.files[1])
        return 0
    reference, ours = read_list(arguments.files[0]), words_of(arguments.files[1])
    equal, differences = compare(reference, ours, arguments.tolerance)
    share = equal / len(reference)
    pages = (max(word[0] for word in reference), max((word[0] for word in ours), default=0))
    lost = Counter(word[3] for word in reference) - Counter(word[3] for word in ours)
    print(f"{equal} of {len(reference)} words equal ({share:.4f}); pages {pages[0]} and {pages[1]}; "
          f"{sum(lost.values())} words of the reference are not there")
    for difference in differences:
        print(" ", difference)
    return 0 if share >= arguments.least and pages[0] == pages[1] else 1


if __name__ == "__main__":
    sys.exit(main())
