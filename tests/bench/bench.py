#!/usr/bin/env python3
"""Speed and memory of whole commands, in one run, interleaved: ours beside LibreOffice.

    bench.py HATSHY SOURCE [--rounds 5] [--large]

Prints median CPU seconds (user and system, children too) and the largest memory of each command.
Machines are noisy: compare the ratios within one run, not figures of different runs. --large adds
59,900 rows. Nothing here asserts a time.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile


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


def cases_for(hatshy, source, work, counts):
    fields = os.path.join(source, "examples/challenge/letter.json")
    generator = os.path.join(source, "examples/challenge/generate.py")
    for count in counts:
        entries = os.path.join(work, f"{count}.csv")
        with open(entries, "wb") as file:
            subprocess.run([sys.executable, generator, str(count)], check=True, stdout=file)
        for kind in ("docx", "odt"):
            base = [hatshy, "generate", os.path.join(source, f"templates/notice.{kind}"), "-d", fields, "-e", entries]
            merged = os.path.join(work, f"{count}.{kind}")
            yield f"{count} rows to {kind}", base + ["-o", merged]
            yield f"{count} rows to {kind} and PDF", base + ["-o", merged, "-o", os.path.join(work, f"{count}-{kind}.pdf")]
            yield f"{count} rows {kind} to PDF", [hatshy, "render", merged, "-o", os.path.join(work, "render.pdf")]
            if shutil.which("soffice") and count <= 599:
                yield f"{count} rows {kind} to PDF by soffice", [
                    "soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "pdf",
                    "--outdir", work, merged]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("hatshy")
    parser.add_argument("source")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--large", action="store_true")
    arguments = parser.parse_args()
    work = tempfile.mkdtemp()
    try:
        counts = [9, 599, 5990] + ([59900] if arguments.large else [])
        cases = list(cases_for(os.path.abspath(arguments.hatshy), os.path.abspath(arguments.source), work, counts))
        results = {name: [] for name, _ in cases}
        for _ in range(arguments.rounds):
            for name, command in cases:
                results[name].append(measure(command))
        print(f"{'':40} {'CPU s':>8} {'MB':>8}")
        for name, _ in cases:
            print(f"{name:40} {statistics.median(r[0] for r in results[name]):8.3f} {max(r[1] for r in results[name]):8.1f}")
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
