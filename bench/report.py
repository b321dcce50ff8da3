#!/usr/bin/env python3
"""report.py BUILD [N [whole]]: reports over N questions (1,000,000), each as a
command of its own: wall time, processor time and largest memory of the whole
process, by rusage, the best of three. With "whole" there are messages and
events behind every question, else behind the last weeks. The first rows are no
reports: two statements that SQLite answers alone over the same measurements
(Python's start included), and a command that opens rules and store and reports
nothing. The store is made anew."""
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
# What SQLite alone takes: to look at every measurement, and to count them by
# team and topic.
ALONE = """import sqlite3, sys
list(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]))"""
STATEMENTS = [
    ("SQLite alone, every measurement once",
     "SELECT sum(start), sum(finish), sum(work), sum(over) "
     "FROM span NOT INDEXED"),
    ("SQLite alone, by team and topic",
     "SELECT team, topic, count(*), sum(finish IS NULL), avg(work) "
     "FROM span GROUP BY team, topic"),
]
ALL = ["report", "--from", "2021-11-24", "--to", "2026-11-22"]
ROWS = [
    ("nothing (status)", ["status"]),
    ("weekly summary, made and worded", ["due", "--for", "hanna"]),
    ("report over a week", ["report", "--week", "2026-W47", "--team", "K"]),
    ("the same, four years back", ["report", "--week", "2022-W47", "--team", "K"]),
    ("report over a quarter", ["report", "--quarter", "2026-Q3"]),
    ("report over a year", ["report", "--year", "2026"]),
    ("the same, by gemeente", ["report", "--year", "2026", "--by", "gemeente"]),
    ("report over all five years", ALL),
    ("the same, of one team", [*ALL, "--team", "K"]),
    ("the same, by gemeente", [*ALL, "--by", "gemeente"]),
]
# `status` says by its exit code that no mailbox was read yet.
UNREAD = 75


def measure(command, allowed=0):
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    took = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, allowed):
        sys.exit(f"{command}: exit code {child.returncode}")
    return took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def show(name, command, allowed=0):
    runs = [measure(command, allowed) for _ in range(3)]
    wall, cpu = (min(r[i] for r in runs) for i in (0, 1))
    print(f"| {name} | {wall:.2f} | {cpu:.2f} | "
          f"{max(r[2] for r in runs):.0f} |", flush=True)


def main():
    build = os.path.abspath(sys.argv[1])
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    whole = sys.argv[3:4]
    with tempfile.TemporaryDirectory() as here:
        conf = os.path.join(here, "postwacht.conf")
        with open(conf, "w") as file:
            file.write(CONF % (here, os.path.abspath("rules")))
        start = time.monotonic()
        store = os.path.join(here, "postwacht.db")
        subprocess.run([f"{build}/bench/report_fill", store, str(n), *whole],
                       check=True)
        print(f"{n} questions {' '.join(whole)}, {os.path.getsize(store) / 1e6:.0f} MB, "
              f"filled in {time.monotonic() - start:.0f} s\n")
        print("| what | wall s | processor s | memory MB |\n"
              "|---|---|---|---|")
        for name, sql in STATEMENTS:
            show(name, [sys.executable, "-c", ALONE, store, sql])
        for name, words in ROWS:
            show(name, [f"{build}/postwacht", "-c", conf, "--as-of",
                        "2026-11-23T08:30", *words],
                 UNREAD if words == ["status"] else 0)


if __name__ == "__main__":
    main()
