#!/usr/bin/env python3
"""A thousand letters of thirty entries each by `hatshy batch`, beside LibreOffice on some of the same letters, in one run.

    batch.py HATSHY SOURCE [--letters 1000] [--sample 10] [--rounds 3]

Prints, for DOCX and for PDF and for one and two workers, letters a CPU second (user and system, all processes), letters a second of the clock,
and the most memory that one worker had of its own. LibreOffice converts the sample in one call. Machines are noisy: compare ratios within
one run. Nothing here asserts a time.
"""
import argparse
import csv
import glob
import io
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROWS = 30


def make_entries(source, path, letters):
    generator = os.path.join(source, "examples/challenge/generate.py")
    made = subprocess.run([sys.executable, generator, str(letters * ROWS)], check=True, capture_output=True).stdout.decode("utf-8-sig")
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["no", "org", "link", "dept"])
        for i, row in enumerate(csv.DictReader(io.StringIO(made))):
            out.writerow([i % ROWS + 1, row["org"], row["link"], f"Бөлім {i // ROWS + 1}"])


def own_memory(pid):
    """Private memory of a process in MB; what it shares with the others is not counted."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
            lines = dict(line.split(":", 1) for line in file.read().splitlines()[1:])
        return sum(int(lines[name].split()[0]) for name in ("Private_Clean", "Private_Dirty")) / 1024
    except (OSError, KeyError, IndexError, ValueError):
        return 0


def watch(process, most):
    while process.poll() is None:
        try:
            with open(f"/proc/{process.pid}/task/{process.pid}/children", encoding="ascii") as file:
                most[0] = max([most[0]] + [own_memory(int(child)) for child in file.read().split()])
        except OSError:
            return
        time.sleep(0.05)


def measure(command):
    """(CPU seconds of it and its children, seconds of the clock, most private MB of a child)."""
    before, began, most = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), [0]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    watcher = threading.Thread(target=watch, args=(process, most))
    watcher.start()
    said = process.stderr.read().decode()
    process.wait()
    watcher.join()
    process.stderr.close()
    if process.returncode != 0:
        sys.exit(f"failed: {' '.join(command)}\n{said[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.monotonic() - began, most[0]


def show(name, letters, runs):
    cpu, clock = (statistics.median(run[i] for run in runs) for i in (0, 1))
    memory = max(run[2] for run in runs)
    print(f"{name:34}{letters / cpu:10.1f} a CPU second{letters / clock:10.1f} a second" + (f"{memory:8.0f} MB a worker" if memory else ""), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("hatshy")
    parser.add_argument("source")
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--sample", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    work = tempfile.mkdtemp()
    try:
        entries = os.path.join(work, "e.csv")
        make_entries(options.source, entries, options.letters)
        batch = [os.path.abspath(options.hatshy), "batch", os.path.join(options.source, "templates/notice.docx"), "-d",
                 os.path.join(options.source, "examples/challenge/letter.json"), "-e", entries, "--by", "dept", "--quiet"]
        for kind in ("docx", "pdf"):
            runs = {1: [], 2: []}
            for number in range(options.rounds):
                for jobs in runs:  # a new folder each time: where files were just removed, ext4 looks long for free inodes
                    out = os.path.join(work, f"{kind}{number}-{jobs}")
                    runs[jobs].append(measure(batch + ["-o", f"{out}/{{{{dept}}}}.{kind}", "-j", str(jobs)]))
            for jobs, results in runs.items():
                show(f"{options.letters} letters to {kind}, -j {jobs}", options.letters, results)
            if kind == "docx":
                sample = sorted(glob.glob(out + "/*.docx"))[:options.sample]
                os.mkdir(work + "/sample")
                for path in sample:
                    shutil.copy(path, work + "/sample")
        if shutil.which("soffice"):
            command = ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "pdf", "--outdir", work]
            sample = sorted(glob.glob(work + "/sample/*.docx"))
            measure(command + sample[:1])  # makes its profile
            show(f"{len(sample)} letters to pdf by soffice", len(sample), [measure(command + sample)[:2] + (0,)])
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
