#!/usr/bin/env python3
"""survive.py HATSHY SOURCE [TEST...]: batches that are repeated, killed, stopped, starved, or two at once.

ROUNDS=50 in the environment kills that often; a few times are enough for every day.
"""
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True
from common import equal, has, main, make_docx, text_of

ROUNDS = int(os.environ.get("ROUNDS", "4"))
LETTERS = 60


def prepare(work, letters=LETTERS, rows=12):
    """Letters of a few rows each; the command that makes them."""
    make_docx(work.path("t.docx"), ["{{dept}}", "{{#entries}}{{org}} {{link}}", "{{/entries}}", "{{entries | count}}"])
    lines = [f"Ұйым {i}-{k} «Балапан»,https://example.org/{i}/{k},Бөлім {i}" for i in range(letters) for k in range(rows)]
    work.write("e.csv", "org,link,dept\n" + "\n".join(lines) + "\n")
    return ["batch", "t.docx", "-e", "e.csv", "--by", "dept", "--lang", "en"]


def outputs(folder):
    return ["-o", folder + "/{{dept}}.docx", "-o", folder + "/{{dept}}.pdf"]


def temporary(work, folder):
    return [name for _, _, names in os.walk(work.path(folder)) for name in names if name.startswith(".") and "hatshy" not in name]


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return [int(child) for child in file.read().split()]


def journal(work, folder):
    """How often each letter was made, by the journal's lines; a cut last line is none."""
    made = {}
    try:
        with open(work.path(folder, ".hatshy-journal"), encoding="utf-8") as file:
            for line in file.read().split("\n")[:-1]:
                letter = json.loads(line)
                made[letter["letter"]] = letter["files"]
    except FileNotFoundError:
        pass
    return made


def jobs(work):
    """The same bytes with one worker, two and eight, and after --resume."""
    run = prepare(work, 12)
    for number in ("1", "2", "8"):
        has(work.run(*run, *outputs("j" + number), "-j", number), "12 letters: 12 made")
    equal(work.hashes("j2"), work.hashes("j1"))
    equal(work.hashes("j8"), work.hashes("j1"))
    os.remove(work.path("j8/Бөлім 3.pdf"))
    with open(work.path("j8/Бөлім 5.docx"), "ab") as file:
        file.write(b"x")
    has(work.run("batch", "--verify", "-o", "j8/", "--lang", "en", status=1), "j8/Бөлім 3.pdf: error: the letter is no longer there",
        "j8/Бөлім 5.docx: error: the letter was changed after it was made", "12 letters: 10 as they were made, 2 not")
    has(work.run(*run, *outputs("j8"), "--resume"), "12 letters: 2 made, 10 kept")
    equal(work.hashes("j8"), work.hashes("j1"))
    has(work.run("batch", "--verify", "-o", "j8/"), "12 letters: 12 as they were made, 0 not")
    has(work.run("batch", "--verify", "-o", "none/", "--lang", "en", status=1), "there is no journal of a batch here")


def changed(work):
    """A changed entry remakes its letter alone; another template, option or field remakes all."""
    run = prepare(work, 6)
    out = outputs("o")
    work.run(*run, *out)
    with open(work.path("e.csv"), encoding="utf-8") as file:
        text = file.read()
    work.write("e.csv", text.replace("Ұйым 4-2", "Ұйым 4-2а"))
    has(work.run(*run, *out, "--resume"), "6 letters: 1 made, 5 kept")
    has("\n".join(text_of(work.path("o/Бөлім 4.docx"))), "Ұйым 4-2а")
    work.write("e.csv", text.replace("Ұйым 4-2", "Ұйым 4-2а") + "Ұйым,https://example.org,Бөлім 6\n")
    has(work.run(*run, *out, "--resume"), "7 letters: 1 made, 6 kept")
    has(work.run(*run, *out, "--resume"), "7 letters: 0 made, 7 kept")
    has(work.run(*run, *out, "--resume", "--date", "2026-01-01"), "7 letters: 7 made, 0 kept")
    has(work.run(*run, *out, "--resume", "--date", "2026-01-01", "--set", "x=1"), "7 letters: 7 made, 0 kept")
    make_docx(work.path("t.docx"), ["{{dept}} {{@letters}} {{all | count}}"])
    has(work.run(*run, *out, "--resume"), "7 letters: 7 made, 0 kept")
    work.write("e.csv", text)
    has(work.run(*run, *out, "--resume"), "6 letters: 6 made, 0 kept")
    has(work.run(*run, *out), "6 letters: 6 made, 0 kept")


def check_resumed(work, run, wanted):
    """After a kill: goes on, makes nothing twice, and all is there as if nothing had been."""
    before = journal(work, "k")
    said = work.run(*run, *outputs("k"), "--resume")
    kept = len(before)
    has(said, f"{LETTERS} letters: {LETTERS - kept} made, {kept} kept, 0 failed")
    equal(work.hashes("k"), wanted)
    equal(temporary(work, "k"), [])


def killed(work):
    """kill -9 of the batch itself at any moment, and of its workers."""
    run = prepare(work)
    began = time.monotonic()
    work.run(*run, *outputs("whole"))
    whole = time.monotonic() - began
    wanted = work.hashes("whole")
    for seed in range(ROUNDS):
        chance = random.Random(seed)
        shutil.rmtree(work.path("k"), ignore_errors=True)
        for _ in range(2):  # killed twice before it may end
            with subprocess.Popen(work.command(*run, *outputs("k"), "--resume"), cwd=work.folder, stderr=subprocess.PIPE) as process:
                time.sleep(chance.uniform(0, whole))
                process.kill()
        wait_for_workers(work, process.pid)
        check_resumed(work, run, wanted)


def wait_for_workers(work, pid):
    """Workers of a killed batch end by themselves."""
    for _ in range(200):
        mine = [name for name in os.listdir("/proc") if name.isdigit() and in_folder(name, work.folder)]
        if not mine:
            return
        time.sleep(0.05)
    raise AssertionError(f"workers of {pid} go on: {mine}")


def in_folder(pid, folder):
    try:
        return os.readlink(f"/proc/{pid}/cwd") == folder
    except OSError:
        return False


def workers_killed(work):
    """A worker that is killed costs no letter: it is made once more."""
    run = prepare(work)
    work.run(*run, *outputs("whole"))
    wanted = work.hashes("whole")
    for seed in range(ROUNDS):
        chance = random.Random(seed)
        shutil.rmtree(work.path("k"), ignore_errors=True)
        with subprocess.Popen(work.command(*run, *outputs("k"), "-j", "2"), cwd=work.folder, stderr=subprocess.PIPE, text=True) as process:
            for _ in range(3):
                time.sleep(chance.uniform(0, 0.1))
                try:
                    os.kill(chance.choice(children(process.pid)), signal.SIGKILL)
                except (OSError, IndexError, ValueError):
                    pass  # it is over, or just begins
            said = process.stderr.read()
        failed = said.count("was not made")
        equal(process.returncode, 1 if failed else 0, said)
        if failed:  # the same letter was hit twice
            work.run(*run, *outputs("k"), "--resume")
        equal(work.hashes("k"), wanted)
        equal(temporary(work, "k"), [])


def crash(work):
    """A worker that fails by itself is told with its letter, and the others are made."""
    run = prepare(work, 400, 4)
    with subprocess.Popen(work.command(*run, "-o", "c/{{dept}}.docx", "-j", "2"), cwd=work.folder, stderr=subprocess.PIPE, text=True) as process:
        hit = False
        while not hit and process.poll() is None:
            for child in children(process.pid) if os.path.exists(f"/proc/{process.pid}") else []:
                os.kill(child, signal.SIGSTOP)  # in the middle of something
                os.kill(child, signal.SIGABRT)
                os.kill(child, signal.SIGCONT)
                hit = True
        said = process.stderr.read()
    equal(process.returncode, 1, said)
    has(said, "the program itself failed while it made this letter (signal 6)", "e.csv: row")
    failed = said.count("was not made")
    has(said, f"400 letters: {400 - failed} made, 0 kept, {failed} failed")
    has(work.run(*run, "-o", "c/{{dept}}.docx", "--resume"), f"400 letters: {failed} made, {400 - failed} kept, 0 failed")


def crash_untold(work):
    """Started by a program that ignores its children's ends: a crash is told all the same, not tried for ever."""
    run = prepare(work, 2, 3000)
    ignore = lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with subprocess.Popen(work.command(*run, "-o", "c/{{dept}}.pdf", "-j", "1"), cwd=work.folder, stderr=subprocess.PIPE, text=True,
                          preexec_fn=ignore) as process:
        hit = set()
        while len(hit) < 2 and process.poll() is None:
            for child in set(children_of(process)) - hit:
                os.kill(child, signal.SIGABRT)
                hit.add(child)
        said = process.stderr.read()
    equal(process.returncode, 1, said)
    has(said, "(signal 6)", "2 letters: ")


def children_of(process):
    try:
        return children(process.pid)
    except OSError:
        return []


def ignored(work):
    """A signal that was ignored from the beginning (nohup) ends nothing."""
    run = prepare(work, 100, 8)
    ignore = lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with subprocess.Popen(work.command(*run, *outputs("s")), cwd=work.folder, stderr=subprocess.PIPE, text=True, preexec_fn=ignore) as process:
        while len(journal(work, "s")) < 10:
            time.sleep(0.01)
        process.send_signal(signal.SIGHUP)
        said = process.stderr.read()
    equal(process.returncode, 0, said)
    has(said, "100 letters: 100 made")


def closed_files(work):
    """Without standard input, output and error nothing is written into what gets their numbers."""
    run = prepare(work, 6)
    work.run(*run, *outputs("whole"))
    for closed in ((0, 1, 2), (1, 2), (2,)):
        shutil.rmtree(work.path("o"), ignore_errors=True)
        close = lambda: [os.close(fd) for fd in closed]
        equal(subprocess.run(work.command(*run, *outputs("o")), cwd=work.folder, preexec_fn=close, check=False).returncode, 0)
        equal(work.hashes("o"), work.hashes("whole"))
        equal(len(journal(work, "o")), 6)


def packing_killed(work):
    """What a batch killed while it packed left beside the archive goes with the next one."""
    run = prepare(work, 3)
    work.run(*run, "-o", "z/l.zip")
    work.write("z/.l.zip.Ab3xY9", "half an archive")
    work.write("z/.l.zip.notes", "the user's own")
    has(work.run(*run, "-o", "z/l.zip", "--resume"), "3 letters: 0 made, 3 kept")
    equal(sorted(os.listdir(work.path("z"))), [".l.zip.journal", ".l.zip.notes", "l.zip"])


def limits(work):
    """A letter that takes too long, or too much memory, fails alone."""
    make_docx(work.path("t.docx"), ["{{dept}}", "{{#entries}}{{org}} {{link}}", "{{/entries}}"])
    rows = "".join(f"Ұйым {k} «Балапан» бөбекжай-балабақшасы,https://example.org/{k},үлкен\n" for k in range(60000))
    work.write("e.csv", "org,link,dept\nА,l,бір\n" + rows + "Б,l,екі\n")
    run = ["batch", "t.docx", "-e", "e.csv", "--by", "dept", "--lang", "en", "-o", "o/{{dept}}.pdf"]
    said = work.run(*run, "--letter-timeout", "1", "-j", "2", status=1)
    has(said, "e.csv: row 3: error: the letter o/үлкен.pdf was not made", "takes longer than its limit of 1 s", "3 letters: 2 made, 0 kept, 1 failed")
    equal(sorted(work.hashes("o")), ["бір.pdf", "екі.pdf"])
    if not work.sanitized():
        said = work.run(*run, "--letter-memory", "4", "-j", "1", "--resume", status=1)
        has(said, "needs more than 4 MB", "3 letters: 0 made, 2 kept, 1 failed")
    equal(sorted(work.hashes("o")), ["бір.pdf", "екі.pdf"])
    equal(temporary(work, "o"), [])


def stopped(work):
    """SIGINT and SIGTERM end it in good order: 130 and 143, nothing half made, and it goes on."""
    run = prepare(work, 400, 8)
    for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        with subprocess.Popen(work.command(*run, *outputs("s"), "--resume"), cwd=work.folder, stderr=subprocess.PIPE, text=True) as process:
            while len(journal(work, "s")) < (10 if number == signal.SIGINT else 100):
                time.sleep(0.01)
            process.send_signal(number)
            said = process.stderr.read()
        equal(process.returncode, status, said)
        has(said, "the batch ended early")
        equal(temporary(work, "s"), [])
        files = {file["name"]: file["hash"] for letter in journal(work, "s").values() for file in letter}
        equal(work.hashes("s"), files, "what is there is in the journal")
    before = len(journal(work, "s"))
    has(work.run(*run, *outputs("s"), "--resume"), f"400 letters: {400 - before} made, {before} kept")


def two_at_once(work):
    """The second batch into a folder stops; the lock of a killed one is none."""
    run = prepare(work, 400, 8)
    with subprocess.Popen(work.command(*run, *outputs("l")), cwd=work.folder, stderr=subprocess.DEVNULL) as process:
        while not journal(work, "l"):
            time.sleep(0.01)
        for output in (["-o", "l/{{dept}}.docx"], ["-o", "m/{{dept}}.docx", "-o", "l/{{dept}}.pdf"]):
            said = work.run(*run, *output, status=3)
            has(said, "l/.hatshy-lock: error: another batch is at work in this folder")
        process.kill()
    wait_for_workers(work, process.pid)
    has(work.run(*run, "-o", "l/{{dept}}.docx", "-j", "2"), "400 letters: 400 made")


def full_disk(work):
    """No space: status 3, a clear message, nothing half made, and it goes on when there is some."""
    run = prepare(work, 30, 40)
    work.run(*run, *outputs("whole"))
    wanted = work.hashes("whole")
    os.mkdir(work.path("d"))
    mounted = os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", work.path("d")], capture_output=True,
                                                   check=False).returncode == 0
    try:
        limit = None if mounted else lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (12000, 12000))
        said = work.run(*run, *outputs("d"), "-j", "2", status=3, preexec_fn=limit)
        has(said, "cannot write the file: " + ("there is no room left on the disk" if mounted else "the file would be larger"), "the batch ended early")
        made = journal(work, "d")
        files = {file["name"]: file["hash"] for letter in made.values() for file in letter}
        equal({name: hash for name, hash in work.hashes("d").items() if name in files}, files)
        equal(temporary(work, "d"), [])
        for name, hash in work.hashes("d").items():
            equal(hash, wanted[name], "whole or absent: " + name)
        if mounted:
            equal(subprocess.run(["mount", "-o", "remount,size=16m", work.path("d")], check=False).returncode, 0)
        has(work.run(*run, *outputs("d"), "--resume"), f"30 letters: {30 - len(made)} made, {len(made)} kept, 0 failed")
        equal(work.hashes("d"), wanted)
    finally:
        if mounted:
            subprocess.run(["umount", work.path("d")], check=True)


def read_only(work):
    """A folder that cannot be written: status 3, and nothing is made."""
    run = prepare(work, 3)
    work.write("o", "a file in the way")
    has(work.run(*run, "-o", "o/{{dept}}.docx", status=3), "cannot write the file: a part of the path is a file, not a folder")
    has(work.run(*run, "-o", "o/{{dept}}.docx", "--lang", "kk", status=3), "файлды жазу мүмкін болмады: жолдың бір бөлігі қалта емес, файл")
    has(work.run(*run, "-o", "o/x/{{dept}}.docx", "--lang", "ru", status=3), "не удалось записать файл: часть пути — файл, а не папка")


if __name__ == "__main__":
    main([jobs, changed, killed, workers_killed, crash, crash_untold, limits, stopped, ignored, closed_files, packing_killed, two_at_once, full_disk, read_only], __doc__)
