#!/usr/bin/env python3
"""Speed and memory of whole commands, in one run, interleaved: ours beside others.

    bench.py HATSHY SOURCE [--rounds 5] [--large] [--merge BENCH_MERGE] [--lists]

Prints median CPU seconds (user and system, children too) and the largest memory of each command.
Machines are noisy: compare the ratios within one run, not figures of different runs. --large adds
59,900 rows. --merge (build/tests/bench_merge) measures the merge alone and 1,000 letters of 30 rows
in one process, beside docxtpl where python3-docxtpl is installed, instead of the commands that
lay out and print, which LibreOffice is put beside. --lists reads and checks lists instead: 599 rows
in every kind of file, with --large also 600,000 rows as CSV and 300,000 as XLSX (59 MB). Nothing
here asserts a time.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile


RENDERED_MAX = 5990  # rows of a document that is given: its main part may be 48 MB


def measure(command):
    """(CPU seconds, MB) of one run."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def write_entries(source, work, count):
    path = os.path.join(work, f"{count}.csv")
    with open(path, "wb") as file:
        generator = os.path.join(source, "examples/challenge/generate.py")
        subprocess.run([sys.executable, generator, str(count)], check=True, stdout=file)
    return path


def cases_for(hatshy, source, work, counts):
    fields = os.path.join(source, "examples/challenge/letter.json")
    for count in counts:
        entries = write_entries(source, work, count)
        for kind in ("docx", "odt"):
            base = [hatshy, "generate", os.path.join(source, f"templates/notice.{kind}"), "-d", fields, "-e", entries]
            merged = os.path.join(work, f"{count}.{kind}")
            yield f"{count} rows to {kind}", base + ["-o", merged]
            yield f"{count} rows to {kind} and PDF", base + ["-o", merged, "-o", os.path.join(work, f"{count}-{kind}.pdf")]
            if count <= RENDERED_MAX:
                yield f"{count} rows {kind} to PDF", [hatshy, "render", merged, "-o", os.path.join(work, "render.pdf")]
            if shutil.which("soffice") and count <= 599:
                yield f"{count} rows {kind} to PDF by soffice", [
                    "soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "pdf",
                    "--outdir", work, merged]


def docxtpl_python():
    """An interpreter that has docxtpl, or None."""
    for python in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([python, "-c", "import docxtpl"], stderr=subprocess.DEVNULL).returncode == 0:
            return python
    return None


def merge_cases(program, source, work, counts):
    """The merge alone: rows in one letter, then letters of one compiled template."""
    fields = os.path.join(source, "examples/challenge/letter.json")
    peer = [docxtpl_python(), os.path.join(source, "tests/bench/docxtpl_merge.py")]
    for count, letters in [(count, 1) for count in counts] + [(30, 1000)]:
        entries = write_entries(source, work, count)
        what = f"merge of {count} rows" if letters == 1 else f"{letters} letters of {count} rows"
        for kind in ("docx", "odt"):
            template = os.path.join(source, f"templates/notice.{kind}")
            arguments = [template, fields, entries, os.path.join(work, f"merged.{kind}")]
            yield f"{what}, {kind}", [program] + arguments + [str(letters)]
            if kind == "docx" and peer[0] and count <= 5990:
                shown = min(letters, 50)
                note = f" (only {shown} of them)" if shown < letters else ""
                yield f"  docxtpl{note}", peer + arguments + [str(shown)]


def list_cases(hatshy, source, work, counts):
    """Lists read and checked: our own outputs are the files of the other kinds."""
    for count in counts:
        path = write_entries(source, work, count)
        if count != 300000:
            yield f"{count} entries from csv", [hatshy, "entries", path, "--quiet"]
        kinds = ("xlsx", "ods") if count <= 599 else ("xlsx",) if count == 300000 else ()
        for kind in kinds:
            made = os.path.join(work, f"{count}.{kind}")
            subprocess.run([hatshy, "entries", path, "--quiet", "-o", made], check=True, stderr=subprocess.DEVNULL)
            size = os.path.getsize(made) / 1e6
            yield f"{count} entries from {kind} ({size:.1f} MB)", [hatshy, "entries", made, "--quiet"]
        if count > 599:
            continue
        for kind in ("docx", "odt"):
            letter = os.path.join(work, f"letter.{kind}")
            subprocess.run([hatshy, "generate", os.path.join(source, f"templates/notice.{kind}"), "-d",
                            os.path.join(source, "examples/challenge/letter.json"), "-e", path, "-o", letter],
                           check=True, stderr=subprocess.DEVNULL)
            yield f"{count} entries from an earlier {kind}", [hatshy, "entries", letter, "--quiet"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("hatshy")
    parser.add_argument("source")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--merge", metavar="BENCH_MERGE")
    parser.add_argument("--lists", action="store_true")
    arguments = parser.parse_args()
    work = tempfile.mkdtemp()
    try:
        counts = [9, 599, 5990] + ([59900] if arguments.large else [])
        source = os.path.abspath(arguments.source)
        if arguments.merge:
            cases = list(merge_cases(os.path.abspath(arguments.merge), source, work, counts))
        elif arguments.lists:
            large = [300000, 600000] if arguments.large else []
            cases = list(list_cases(os.path.abspath(arguments.hatshy), source, work, [599] + large))
        else:
            cases = list(cases_for(os.path.abspath(arguments.hatshy), source, work, counts))
        results = [[] for _ in cases]
        for _ in range(arguments.rounds):
            for result, (_, command) in zip(results, cases):
                result.append(measure(command))
        print(f"{'':40} {'CPU s':>8} {'MB':>8}")
        for result, (name, _) in zip(results, cases):
            print(f"{name:40} {statistics.median(r[0] for r in result):8.3f} {max(r[1] for r in result):8.1f}")
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
