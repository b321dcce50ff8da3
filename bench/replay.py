#!/usr/bin/env python3
"""replay.py BUILD [N]: `postwacht replay` over a store of N messages (1,000,000):
wall and processor time, the largest memory of the process, and whether it ends
at once when it is stopped. The store holds some thousands of mails that the
daemon filed, copied under other ids until there are N."""
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
FILED = 4000
CONF = """state_dir = "%(dir)s"; rules_dir = "%(dir)s/rules";
organisation = "Team"; internal_domains = [ "team.example" ];
teams = ( { code = "K"; name = "Kinderopvang"; } );
people = ( { id = "noor"; name = "Noor"; address = "noor@team.example";
  role = "coordinator"; } );
mailboxes = ( { id = "k"; source = "maildir"; path = "%(dir)s/mail";
  addresses = [ "k@team.example" ]; team = "K"; } );
post = { kind = "folder"; folder = "%(dir)s/out"; from = "p@team.example"; };
"""
RULE = """topics = ( { name = "wachtlijsten"; says = "Vragen over wachtlijsten";
  weight = 20; words = [ "wachtlijst*" ]; } );
"""


def columns(db, table):
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def copy_rows(db, table, shifted, copies, width):
    """Each row again, `copies` times, its ids moved on by `width` a copy."""
    names = columns(db, table)
    values = [f"t.{n} + c.n * {width}" if n in shifted else
              f"t.{n} || c.n" if n == "message_id" else f"t.{n}"
              for n in names]
    db.execute(f"""INSERT INTO {table} ({", ".join(names)})
        WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL
            SELECT n + 1 FROM c WHERE n < {copies})
        SELECT {", ".join(values)} FROM (SELECT * FROM {table}) t, c""")


def multiply(path, wanted):
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute("PRAGMA cache_size = -200000")
    n = db.execute("SELECT count(*) FROM message").fetchone()[0]
    copies = max(0, wanted // n - 1)
    ids = [("message", {"id", "conversation"}), ("content", {"message"}),
           ("party", {"message"}), ("conversation", {"id"}),
           ("question", {"id", "conversation", "opened_by"}),
           ("event", {"seq", "question", "cause_message"})]
    width = 1 + max(db.execute(
        f"SELECT max({'seq' if t == 'event' else 'id'}) FROM {t}"
    ).fetchone()[0] for t in ("message", "conversation", "question", "event"))
    for table, shifted in ids:
        copy_rows(db, table, shifted, copies, width)
    db.commit()
    n = db.execute("SELECT count(*) FROM message").fetchone()[0]
    asked = db.execute("SELECT count(*) FROM question").fetchone()[0]
    db.execute("PRAGMA journal_mode = WAL")
    db.close()
    return n, asked


def fill(build, here, wanted):
    subprocess.run([sys.executable, f"{HERE}/../tests/servers/many_mails.py",
                    f"{here}/mail", f"{here}/mail/.Sent", "k", str(FILED), "1"],
                   check=True)
    subprocess.run(["cp", "-R", f"{HERE}/../rules", f"{here}/rules"],
                   check=True)
    subprocess.run([f"{build}/postwachtd", "-c", f"{here}/postwacht.conf",
                    "--once", "--only", "fetch"],
                   check=True, stderr=subprocess.DEVNULL)
    # In a process of its own: what a child begins with counts as its memory.
    made = subprocess.run([sys.executable, __file__, "--multiply",
                           f"{here}/postwacht.db", str(wanted)], check=True,
                          stdout=subprocess.PIPE)
    return map(int, made.stdout.split())


def measure(command):
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL)
    said = child.stdout.read().decode().splitlines()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{command}: exit code {child.returncode}")
    return (time.monotonic() - start, usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss / 1024, said)


def stopped(command, after):
    """Seconds that it takes to end when it is told to, in the midst of it."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    time.sleep(after)
    if child.poll() is not None:
        sys.exit("it was over before it could be stopped")
    start = time.monotonic()
    child.send_signal(signal.SIGTERM)
    child.wait()
    return time.monotonic() - start


def main():
    if sys.argv[1] == "--multiply":
        print(*multiply(sys.argv[2], int(sys.argv[3])))
        return
    build = os.path.abspath(sys.argv[1])
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with tempfile.TemporaryDirectory() as here:
        with open(f"{here}/postwacht.conf", "w") as file:
            file.write(CONF % {"dir": here})
        start = time.monotonic()
        n, asked = fill(build, here, wanted)
        size = os.path.getsize(f"{here}/postwacht.db") / 1e6
        print(f"{n} messages, {asked} questions, {size:.0f} MB, filled in "
              f"{time.monotonic() - start:.0f} s\n")
        subprocess.run(["cp", "-R", f"{here}/rules", f"{here}/new"], check=True)
        with open(f"{here}/new/05-own.conf", "w") as file:
            file.write(RULE)
        command = [f"{build}/postwacht", "-c", f"{here}/postwacht.conf",
                   "replay", "--rules", f"{here}/new"]
        wall, cpu, memory, said = measure(command)
        print("| what | wall s | processor s | memory MB |\n|---|---|---|---|")
        print(f"| replay | {wall:.0f} | {cpu:.0f} | {memory:.0f} |\n")
        print("\n".join(said[-6:]))
        print(f"\nstopped in the midst of it: {stopped(command, wall / 4):.2f} s")


if __name__ == "__main__":
    main()
