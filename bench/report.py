#!/usr/bin/env python3
"""report.py BUILD [N]: reports over N questions (1,000,000), each as a command
of its own: wall time, processor time and largest memory of the whole process,
by rusage, the best of three. The first row is a command that reads rules and
store and reports nothing: what every command costs. The store is made anew."""
import os
import subprocess
import sys
import tempfile
import time

CONF = """state_dir = "%s"; rules_dir = "%s";
organisation = "VNG"; internal_domains = [ "vng.nl" ];
teams = ( { code = "K"; name = "Kinderopvang"; }, { code = "W"; name = "Werk"; } );
people = ( { id = "noor"; name = "Noor"; address = "noor@vng.nl";
  role = "coordinator"; }, { id = "hanna"; name = "Hanna"; address = "hanna@vng.nl";
  role = "leader"; teams = [ "K" ]; } );
mailboxes = ( { id = "k"; source = "maildir"; path = "mail";
  addresses = [ "k@vng.nl" ]; team = "K"; } );
post = { kind = "folder"; folder = "out"; from = "postwacht@vng.nl"; };
"""
ROWS = [
    ("nothing (status)", ["status"]),
    ("weekly summary, made and worded", ["due", "--for", "hanna"]),
    ("report over a week", ["report", "--week", "2026-W47", "--team", "K"]),
    ("the same, five years back", ["report", "--week", "2022-W47", "--team", "K"]),
    ("report over a year, by gemeente",
     ["report", "--year", "2026", "--by", "gemeente"]),
    ("report over all five years",
     ["report", "--from", "2021-11-24", "--to", "2026-11-22"]),
]


def measure(command):
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    took = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 75):
        sys.exit(f"{command}: exit code {child.returncode}")
    return took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    build = os.path.abspath(sys.argv[1])
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with tempfile.TemporaryDirectory() as here:
        conf = os.path.join(here, "postwacht.conf")
        with open(conf, "w") as file:
            file.write(CONF % (here, os.path.abspath("rules")))
        start = time.monotonic()
        store = os.path.join(here, "postwacht.db")
        subprocess.run([f"{build}/bench/report_fill", store, str(n)],
                       check=True)
        print(f"{n} questions, {os.path.getsize(store) / 1e6:.0f} MB, "
              f"filled in {time.monotonic() - start:.0f} s\n")
        print("| what | wall s | processor s | memory MB |\n"
              "|---|---|---|---|")
        for name, words in ROWS:
            runs = [measure([f"{build}/postwacht", "-c", conf, "--as-of",
                             "2026-11-23T08:30", *words]) for _ in range(3)]
            wall, cpu = (min(r[i] for r in runs) for i in (0, 1))
            print(f"| {name} | {wall:.2f} | {cpu:.2f} | "
                  f"{max(r[2] for r in runs):.0f} |")


if __name__ == "__main__":
    main()
