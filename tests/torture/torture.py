#!/usr/bin/env python3
"""Postwacht under torture: mail keeps arriving at a real server, and every few
hundred milliseconds something bad is done to the daemon or its surroundings.
At the end nothing may be lost, nothing may be done twice.

torture.py BUILD RULES [--seed N] [--kills N] [--seconds N]; tests/servers/
test_torture.sh starts it with the servers of rig.sh. Ends after so many kills
(with their share in DATA and between FETCH and commit), or so many seconds.

Two jobs at once: a live daemon at a mailbox into which mail pours, and a
rehearsal store that lives through working days, round by round, with notices
to many. The same seed makes the same choices; the moments are the machine's.
"""
import argparse
import collections
import datetime
import os
import random
import signal
import subprocess
import sys
import threading
import time
import traceback
import zoneinfo

import checks
import mails
import proxy
import rig

SENT = "Verzonden items"
ZONE = zoneinfo.ZoneInfo("Europe/Amsterdam")
FIRST_DAY = datetime.date(2026, 6, 1)  # no holiday until Christmas
LAST_DAY = datetime.date(2026, 12, 23)
COORDINATORS = ["noor", "sara", "bram", "fenna", "joris", "lotte"]
LEADERS = ["hanna", "ruud"]
PEOPLE = ([(p, "coordinator") for p in COORDINATORS] + [("daan", "adviser")]
          + [(p, "leader") for p in LEADERS])
LIVE, DAYS = "pijn", "dagen"
IN_DATA = ("data", "body", "dot", "reply")
IN_FETCH = ("fetch", "literal", "fetched", "passed")
SLOW = int(os.environ.get("RIG_SLOW", "1"))  # times slower than usual
SHARE = 10  # one kill in so many at least must be in DATA, one in FETCH


class Tally:
    """What was done, and what was wrong with it."""

    def __init__(self):
        self.n = collections.Counter()
        self.kills = collections.Counter()
        self.wrong = []
        self.lock = threading.Lock()

    def add(self, name, n=1):
        with self.lock:
            self.n[name] += n

    def kill(self, where):
        with self.lock:
            self.kills[where] += 1

    def fail(self, text):
        with self.lock:
            self.wrong.append(text)
        print(f"  ! {text}", flush=True)

    def n_kills(self):
        with self.lock:
            return sum(self.kills.values())

    def in_data(self):
        return sum(n for k, n in self.kills.items() if k.startswith("DATA "))

    def in_fetch(self):
        return sum(n for k, n in self.kills.items() if k.startswith("FETCH "))


class Torture:
    def __init__(self, args):
        self.args = args
        self.daemon = f"{args.build}/postwachtd"
        self.rig = rig.Rig()
        self.tally = Tally()
        self.began = time.monotonic()
        self.is_over = threading.Event()

    def rng(self, name):
        return random.Random(f"{self.args.seed}/{name}")

    def job(self, box, more=""):
        imap = proxy.Proxy("imap", self.rig.imap)
        smtp = proxy.Proxy("smtp", self.rig.smtp)
        job = rig.Job(self.rig, box, f"{self.rig.root}/torture/{box}",
                      imap.port, smtp.port, PEOPLE, self.args.rules, more)
        job.imap, job.smtp = imap, smtp
        return job

    def has_enough(self):
        if self.args.seconds and \
                time.monotonic() - self.began > self.args.seconds:
            return True
        t, share = self.tally, self.args.kills // SHARE
        return (t.n_kills() >= self.args.kills and t.in_data() >= share
                and t.in_fetch() >= share)

    def after_death(self, d):
        left = d.orphans()
        if left:
            self.tally.fail(f"{len(left)} processes outlive the daemon")

    def check_exit(self, code, what, allowed=(0, 75)):
        if code is None:
            self.tally.fail(f"{what}: it hangs")
        elif code not in allowed:
            self.tally.fail(f"{what}: exit {code}")
        if code == 78:
            self.is_over.set()  # it never starts: see the log

    def watch(self):
        """The line every few seconds."""
        while not self.is_over.wait(5):
            t = self.tally
            print(f"[{time.monotonic() - self.began:4.0f} s] mails {t.n['mails']}, "
                  f"kills {t.n_kills()} (in DATA {t.in_data()}, FETCH to commit "
                  f"{t.in_fetch()}), cuts {t.n['cuts']}, server {t.n['server']}, "
                  f"disk full {t.n['fulls']}, locks {t.n['locks']}, "
                  f"days {t.n['days']}", flush=True)


def weighted(rng, table):
    names, weights = zip(*table)
    return rng.choices(names, weights)[0]


class Live:
    """The daemon as it runs every day."""

    ACTIONS = (("kill_any", 10), ("kill_fetch", 24), ("kill_marker", 8),
               ("cut", 5), ("stall", 1), ("freeze", 2), ("restart", 1),
               ("power_cut", 1), ("full", 2), ("lock", 2), ("lock_long", .2),
               ("term", 2), ("hup", 1), ("kill_child", 6), ("rest", 1),
               ("epoch", .2))

    def __init__(self, torture):
        self.t, self.tally, self.rig = torture, torture.tally, torture.rig
        self.rng = torture.rng("live")
        # Whatever the hour, there are notices.
        self.job = torture.job(
            LIVE, 'office = { morning = "00:00"; evening = "23:59"; };')
        self.d = None
        self.asked = {}
        self.flags = {}
        self.post = mails.Post(torture.rng("live mails"), LIVE)
        self.is_full = threading.Event()

    # Mail pours in.

    def pour(self):
        rng, open_ones, last = self.post.rng, [], 0
        while not self.t.is_over.is_set():
            for _ in range(rng.choice((1, 1, 1, 2, 5))):
                last += 1
                self.one_mail(rng, open_ones, last)
            time.sleep(rng.uniform(0.05, 0.4))

    def one_mail(self, rng, open_ones, number):
        now = datetime.datetime.now(ZONE)
        kind = weighted(rng, (("question", 8), ("hard", 8), ("answer", 2),
                              ("again", 1), ("move", .5), ("delete", .5)))
        if kind in ("move", "delete"):
            return self.meddle(rng, open_ones, kind)
        self.tally.add("mails")
        if kind == "hard":
            name, data = self.post.hard(now)
            self.tally.add("hard")
            return self.rig.deliver(LIVE, data)
        if kind == "question" or not open_ones:
            q = self.post.question(number, now)
            self.asked[q.message_id] = "open"
            open_ones.append(q)
            return self.rig.deliver(LIVE, q.data)
        q = rng.choice(open_ones)
        if kind == "again":
            return self.rig.deliver(LIVE, q.data)
        open_ones.remove(q)
        return self.converse(rng, q, now)

    def meddle(self, rng, open_ones, kind):
        """The team at work in the mailbox: a mail is moved away and back, or
        a copy is left; one of which nobody asks anything is deleted."""
        self.tally.add(f"{kind}d")
        if kind == "delete":
            which = ("HEADER", "Subject", f"Lastig {rng.randrange(1, self.post.n + 2)}")
            self.rig.doveadm("expunge", "-u", LIVE, "mailbox", "INBOX", *which)
        elif open_ones:
            which = ("HEADER", "Message-ID", rng.choice(open_ones).message_id)
            self.rig.doveadm(rng.choice(("copy", "move")), "-u", LIVE,
                             "Verwijderde items", "mailbox", "INBOX", *which)
            self.rig.doveadm("move", "-u", LIVE, "INBOX",
                             "mailbox", "Verwijderde items", *which)

    def converse(self, rng, q, now):
        """Our answer, and what the asker says to it. What goes out within two
        minutes would count as an automatic confirmation."""
        minute = datetime.timedelta(minutes=1)
        a = self.post.answer(q, now + 3 * minute)
        self.asked[q.message_id] = "handled"
        flags = rng.sample([r"\Seen", r"\Flagged", "$Label1"], rng.randrange(3))
        self.flags[self.post.n] = {f.encode() for f in flags}
        self.rig.append(LIVE, SENT, a.data, now + 3 * minute, flags)
        if rng.random() < 0.6:
            is_thanks = rng.random() < 0.6
            make = self.post.thanks if is_thanks else self.post.follow_up
            more = make(q, now + 6 * minute)
            if not is_thanks:
                self.asked[q.message_id] = "open"
            self.tally.add("mails")
            self.rig.append(LIVE, "INBOX", more.data, now + 6 * minute)

    # What is done to it.

    def start(self, **more):
        self.job.imap.run_number += 1
        self.job.smtp.run_number += 1
        self.d = rig.Daemon(self.t.daemon, self.job, **more)

    def ensure(self):
        if self.d and self.d.is_running():
            return
        if self.d and not self.d.by_us:
            # Without the parent of its readers it ends, to be started anew.
            is_free = self.is_full.is_set() or self.d.lost_child
            self.t.check_exit(self.d.process.returncode, "live daemon",
                              (75,) if is_free else ())
            self.t.after_death(self.d)
            time.sleep(0.3)
        self.start()

    def killed(self, where):
        self.d.kill()
        self.d.reader.join(2)
        is_uncommitted = self.d.filed_at < self.job.imap.fetch_at
        if where in IN_FETCH:
            where = f"{'FETCH ' if is_uncommitted else 'commit '}{where}"
        self.tally.kill(where)
        self.t.after_death(self.d)

    def kill_any(self):
        time.sleep(self.rng.uniform(0.02, 0.7))
        self.killed("any moment")

    def kill_fetch(self):
        event = self.rng.choice(IN_FETCH)
        wait = self.rng.choice((0, 0, 0.002, 0.01, 0.03))

        def strike():
            time.sleep(wait)
            self.d.kill()
            return "cut"
        trap = self.job.imap.arm(event, strike, self.rng.choice((0, 0, 1, 3)))
        is_fired = trap.fired.wait(2.5)
        self.job.imap.disarm()
        if is_fired:
            self.killed(event)
        else:
            self.tally.add("traps that nobody stepped in")

    def kill_marker(self):
        self.killed("any moment")
        marker = self.rng.choice((b"event=filed", b"event=filed",
                                  b"event=started", b"event=notice"))
        self.start(marker=marker, on_marker=lambda d: d.kill())
        if self.d.marked.wait(2.5):
            self.killed("marker " + marker.decode())

    def cut(self):
        event = self.rng.choice(("literal", "literal", "literal", "fetch",
                                 "fetched", "connect"))
        if event == "connect":
            self.killed("any moment")
            self.start()
        trap = self.job.imap.arm(event, lambda: "cut",
                                 self.rng.choice((0, 0, 2)))
        if trap.fired.wait(2.5):
            self.tally.add("cuts")
            if self.rng.random() < 0.15:
                time.sleep(self.rng.uniform(1, 8))
        self.job.imap.disarm()

    def stall(self):
        wait = self.rng.uniform(0.5, 3)
        self.job.imap.arm("literal", lambda: time.sleep(wait)).fired.wait(4)
        self.job.imap.disarm()

    def freeze(self):
        with self.rig.lock:
            self.tally.add("server")
            self.rig.signal_server(signal.SIGSTOP)
            time.sleep(self.rng.uniform(0.1, 2))
            self.rig.signal_server(signal.SIGCONT)

    def restart(self, number=signal.SIGTERM):
        with self.rig.lock:
            self.tally.add("server")
            self.rig.server_stop(number)
            time.sleep(self.rng.uniform(0, 1))
            self.rig.server_start()

    def power_cut(self):
        self.restart(signal.SIGKILL)

    def epoch(self):
        with self.rig.lock:
            self.tally.add("epochs")
            self.rig.new_epoch(LIVE)

    def full(self):
        self.tally.add("fulls")
        self.is_full.set()
        self.job.fill()
        time.sleep(self.rng.uniform(0.2, 3))
        if self.rng.random() < 0.5:
            self.ensure()
            self.killed("disk full")
            self.ensure()
            time.sleep(self.rng.uniform(0.1, 1))
        self.ensure()
        self.job.free()
        self.d.wait(0.3)
        self.ensure()
        self.is_full.clear()

    def lock(self, low=0.1, high=2.5):
        self.tally.add("locks")
        hold = self.job.hold()
        time.sleep(self.rng.uniform(low, high))
        if self.rng.random() < 0.4:
            self.killed("locked")
            self.start()
            time.sleep(self.rng.uniform(0, 0.5))
        hold.close()

    def lock_long(self):
        """Longer than the store waits."""
        self.is_full.set()
        self.lock(10.5, 12)
        self.d.wait(0.3)
        self.ensure()
        self.is_full.clear()

    def term(self):
        time.sleep(self.rng.uniform(0, 0.6))
        self.tally.add("terms")
        began = time.monotonic()
        self.d.by_us = True
        self.d.signal(signal.SIGTERM)
        # One that was told before it could listen dies of it; on a machine
        # that is slower than usual its own alarm may end it.
        allowed = (0, -15) if SLOW == 1 else (0, -15, -signal.SIGALRM)
        self.t.check_exit(self.d.wait(20 * SLOW), "SIGTERM", allowed)
        if time.monotonic() - began > 6 * SLOW:
            self.tally.fail(f"SIGTERM took {time.monotonic() - began:.1f} s")
        self.d.kill()
        self.t.after_death(self.d)

    def hup(self):
        # Before it listens a hangup ends it, as it does every program.
        if self.d.filed_at:
            self.tally.add("hups")
            self.d.signal(signal.SIGHUP)

    def kill_child(self):
        children = self.d.children()
        if children:
            self.tally.add("readers killed")
            self.d.lost_child = True
            try:
                os.kill(self.rng.choice(children), signal.SIGKILL)
            except ProcessLookupError:
                pass
        time.sleep(0.2)

    def rest(self):
        time.sleep(self.rng.uniform(0.2, 2.5))

    def run(self):
        while not self.t.is_over.is_set():
            self.ensure()
            getattr(self, weighted(self.rng, self.ACTIONS))()

    # At the end.

    def settle(self):
        """Left alone, it must come to rest with all that is there."""
        if self.d and self.d.is_running():
            self.killed("the last")
        self.start()
        until = time.monotonic() + 90 * SLOW
        while time.monotonic() < until:
            time.sleep(1)
            m = checks.server_mails(self.rig.imap, LIVE, ["INBOX", SENT])
            if not checks.check_sightings(self.job.db, LIVE, m):
                break
        time.sleep(1)
        self.term()

    def check(self, report):
        m = checks.server_mails(self.rig.imap, LIVE, ["INBOX", SENT])
        db = self.job.db
        self.tally.add("on the live server", sum(len(u) for _, u in m.values()))
        report("live: every mail is in exactly one state",
               checks.check_sightings(db, LIVE, m))
        report("live: every message was filed once", checks.check_messages(db))
        report("live: every question exists once, in its state",
               checks.check_questions(db, self.asked))
        report("live: the flags are as they were", checks.check_flags(m, self.flags))
        report("live: integrity_check", checks.check_integrity(db))
        report("live: the events fold to what is stored", checks.check_fold(db))


class Days:
    """Working days in a rehearsal store, round by round."""

    DEEDS = (("kill smtp", 16), ("kill imap", 8), ("kill marker", 3),
             ("kill any", 4), ("cut smtp", 5), ("cut imap", 3), ("later", 3),
             ("refused", 1), ("hang", 3), ("full", 3), ("lock", 2),
             ("lock long", .15), ("back", 1), ("nothing", 2))
    # While the notices of the day are still to go.
    EARLY = (*DEEDS, ("kill smtp", 40))

    def __init__(self, torture):
        self.t, self.tally, self.rig = torture, torture.tally, torture.rig
        self.rng = torture.rng("days")
        self.job = torture.job(DAYS)
        self.post = mails.Post(torture.rng("day mails"), DAYS)
        self.number = 0
        self.cases = {}    # number: [question, day, assignee, is_open]
        self.asked = {}
        self.expected, self.possible = set(), set()
        self.named = {}    # notice id: why it may be uncertain
        self.refused = set()
        self.d = None

    def at(self, day, minute):
        return datetime.datetime(day.year, day.month, day.day, minute // 60,
                                 minute % 60, tzinfo=ZONE)

    def append(self, folder, mail):
        self.tally.add("mails")
        self.rig.append(DAYS, folder, mail.data, mail.at)

    def ask(self, day, minute):
        self.number += 1
        q = self.post.question(self.number, self.at(day, minute))
        self.cases[self.number] = [q, day, None, True]
        self.asked[q.message_id] = "open"
        self.append("INBOX", q)
        return q

    # One look of the daemon at a moment, and what is done to it meanwhile.

    def look(self, moment, **more):
        self.job.imap.run_number += 1
        self.job.smtp.run_number += 1
        self.d = rig.Daemon(self.t.daemon, self.job, "--once", "--as-of",
                            moment.isoformat(), **more)
        return self.d

    def name_uncertain(self, what):
        """The notices that this run left in the hands of the server, or of
        nobody, must be ones whose recipient it had said; but one, which was
        killed between the commit of `handing` and what is said next."""
        run = self.job.smtp.run_number
        open_ones = [t for t in self.job.smtp.transactions if t.run == run]
        unsaid = []
        for number, address, mid in self.job.look(
                "SELECT id, address, message_id FROM notice "
                "WHERE state IN ('handing', 'uncertain')"):
            if any(t.message_id == mid or (not t.message_id and t.rcpt == address)
                   for t in open_ones):
                self.named.setdefault(number, what)
            elif number not in self.named:
                unsaid.append(number)
        if self.d.by_us and len(unsaid) == 1:
            self.named[unsaid[0]] = what

    def end(self, what, allowed=(0, 75)):
        code = self.d.wait(45 * SLOW)
        if not self.d.by_us:
            self.t.check_exit(code, what, allowed)
        if code is None:
            self.d.kill()
        self.name_uncertain(what)
        self.job.imap.disarm()
        self.job.smtp.disarm()
        self.t.after_death(self.d)

    def strike(self, trap_of, event, wait=0, goes_on=False):
        def action():
            time.sleep(wait)
            self.d.kill()
            return None if goes_on else "cut"
        return trap_of.arm(event, action, self.rng.choice((0, 0, 1, 2, 4)))

    def kill_smtp(self, moment):
        event = self.rng.choice(("connect", "mail", "rcpt", "replied",
                                 *IN_DATA, *IN_DATA, *IN_DATA))
        # After the dot the server may have it, or not.
        trap = self.strike(self.job.smtp, event, 0,
                           event == "dot" and self.rng.random() < 0.5)
        self.look(moment)
        self.end(f"kill at {event}")
        if trap.fired.is_set():
            self.tally.kill(("DATA " if event in IN_DATA else "smtp ") + event)

    def kill_imap(self, moment):
        event = self.rng.choice(IN_FETCH)
        trap = self.strike(self.job.imap, event,
                           self.rng.choice((0, 0, 0.002, 0.01)))
        trap.skip = self.rng.choice((0, 0, 1))
        self.look(moment)
        self.end(f"kill at {event}")
        if trap.fired.is_set():
            done = self.d.filed_at >= self.job.imap.fetch_at
            self.tally.kill(("commit " if done else "FETCH ") + event)

    def kill_marker(self, moment):
        marker = self.rng.choice((b"event=filed", b"event=notice-sent"))
        self.look(moment, marker=marker, on_marker=lambda d: d.kill())
        self.end("kill at a marker")
        if self.d.marked.is_set():
            self.tally.kill("marker " + marker.decode())

    def kill_any(self, moment):
        self.look(moment)
        self.d.wait(self.rng.uniform(0.01, 0.5))
        if self.d.is_running():
            self.d.kill()
            self.tally.kill("any moment")
        self.end("kill")

    def cut(self, which, events, moment):
        event = self.rng.choice(events)
        trap = which.arm(event, lambda: "cut", self.rng.choice((0, 0, 1)))
        self.look(moment)
        self.end(f"cut at {event}")
        if trap.fired.is_set():
            self.tally.add("cuts")
            self.tally.add("cuts in DATA", event in IN_DATA)

    def cut_smtp(self, moment):
        self.cut(self.job.smtp, ("connect", "mail", "rcpt", *IN_DATA,
                                 "replied"), moment)

    def cut_imap(self, moment):
        self.cut(self.job.imap, ("connect", *IN_FETCH), moment)

    def later(self, moment):
        event = self.rng.choice(("mail", "rcpt", "data", "dot"))
        trap = self.job.smtp.arm(event, lambda: b"451 4.3.0 not now\r\n",
                                 self.rng.choice((0, 1)))
        self.look(moment)
        self.end(f"451 at {event}")
        self.tally.add("4xx", trap.fired.is_set())

    def turn_away(self, moment):
        event = self.rng.choice(("rcpt", "dot"))
        trap = self.job.smtp.arm(event, lambda: b"550 5.1.1 never\r\n")
        self.look(moment)
        self.end(f"550 at {event}")
        if trap.fired.is_set():
            self.tally.add("5xx")
            self.refused |= {mid for (mid,) in self.job.look(
                "SELECT message_id FROM notice WHERE state = 'refused'")}

    def hang(self, moment):
        """The server has it and says nothing for a while."""
        how = self.rng.choice(("pass", "cut", "term", "kill"))
        wait = self.rng.uniform(0.2, 1)

        def action():
            time.sleep(wait)
            if how == "kill":
                self.d.kill()
            elif how == "term":
                self.d.signal(signal.SIGTERM)
                time.sleep(5)  # longer than it is waited for
            return None if how == "pass" else "cut"
        trap = self.job.smtp.arm("reply", action)
        self.look(moment)
        self.end(f"hang after the dot, {how}")
        if trap.fired.is_set():
            self.tally.add("hangs")
            if how == "kill":
                self.tally.kill("DATA hang")
            elif how == "cut":
                self.tally.add("cuts in DATA")

    def full(self, moment):
        """Before it begins, or at a moment of its work."""
        self.tally.add("fulls")
        which, event = self.rng.choice((
            (None, None), (self.job.imap, "fetch"), (self.job.imap, "passed"),
            (self.job.smtp, "mail"), (self.job.smtp, "reply")))
        if which:
            which.arm(event, self.job.fill)
        else:
            self.job.fill()
        self.look(moment)
        if self.rng.random() < 0.3:
            self.d.wait(self.rng.uniform(0.05, 0.6))
            if self.d.is_running():
                self.d.kill()
                self.tally.kill("disk full")
        self.end(f"disk full at {event}")
        self.job.free()

    def lock(self, moment, seconds=None):
        self.tally.add("locks")
        hold = self.job.hold()
        self.look(moment)
        self.d.wait(seconds or self.rng.uniform(0.05, 1.5))
        hold.close()
        self.end("locked")

    def lock_long(self, moment):
        self.lock(moment, 11)

    def back(self, moment):
        """A clock that went back sends nothing (H18)."""
        before = self.job.look("SELECT count(*) FROM notice WHERE state = 'sent'")
        self.look(moment - datetime.timedelta(days=2))
        self.end("clock back")
        self.tally.add("clocks back")
        if self.job.look("SELECT count(*) FROM notice WHERE state = 'sent'") != before:
            self.tally.fail("something was sent while the clock was back")

    def nothing(self, moment):
        self.look(moment)
        self.end("nothing")

    def clean(self, moment):
        """Undisturbed it must come through, and leave nothing behind."""
        with self.rig.lock:
            self.look(moment)
            self.end(f"{moment}, undisturbed", (0,))
        left = self.job.look("SELECT count(*) FROM notice WHERE state IN "
                             "('planned', 'later', 'handing')")
        if left != [(0,)]:
            self.tally.fail(f"{moment}: {left} notices are left over")

    DEED = {"kill smtp": kill_smtp, "kill imap": kill_imap,
            "kill marker": kill_marker, "kill any": kill_any,
            "cut smtp": cut_smtp, "cut imap": cut_imap, "later": later,
            "refused": turn_away, "hang": hang, "full": full, "lock": lock,
            "lock long": lock_long, "back": back, "nothing": nothing}

    # A day.

    def morning(self, day):
        """Before the first look: answers, hand-overs, new questions."""
        rng = self.rng
        for number, case in self.cases.items():
            q, came, _, is_open = case
            if not is_open or came == day or rng.random() > 0.25:
                continue
            self.append(SENT, self.post.answer(q, self.at(day, 8 * 60 + 5)))
            self.asked[q.message_id] = "handled"
            case[3] = False
            if rng.random() < 0.5:
                self.append("INBOX", self.post.thanks(q, self.at(day, 8 * 60 + 9)))
        for _ in range(rng.randrange(1, 3)):
            q = self.ask(day, 8 * 60)
            if rng.random() < 0.3:
                self.append(SENT, self.post.hand_over(
                    q, f"{DAYS}-daan@team.example", self.at(day, 8 * 60 + 5)))
                self.cases[q.number][2] = "daan"

    def expect(self, day, open_before):
        self.expected |= {f"digest:{c}:{day}" for c in COORDINATORS}
        if day.weekday() == 0 and day != FIRST_DAY:
            year, week, _ = (day - datetime.timedelta(7)).isocalendar()
            self.expected |= {f"weekly:{r}:K:{year}-W{week:02}" for r in LEADERS}
        for cases, into in ((self.open_cases(), self.expected),
                            (open_before, self.possible)):
            into |= {f"told:{r}:{d}" for r, d in
                     checks.alerts(day, cases, COORDINATORS)}
            into |= {f"escalation:{r}:{d}" for r, d in
                     checks.escalations(day, cases, LEADERS)}

    def open_cases(self):
        return [(came, who) for _, came, who, is_open in self.cases.values()
                if is_open]

    def day(self, day):
        # A mailbox that cannot be read holds no reminder back, so that one
        # may go out for what was answered this morning.
        open_before = self.open_cases()
        self.morning(day)
        self.expect(day, open_before)
        minute = 8 * 60 + 40
        for i in range(self.rng.randrange(4, 9)):
            if self.t.is_over.is_set():
                break
            self.ask(day, minute - 10)
            deed = weighted(self.rng, self.EARLY if i < 3 else self.DEEDS)
            self.DEED[deed](self, self.at(day, minute))
            minute += 45
        self.clean(self.at(day, 16 * 60 + 30))
        self.tally.add("days")

    def run(self):
        day = FIRST_DAY
        self.clean(self.at(day, 7 * 60))
        while not self.t.is_over.is_set() and day <= LAST_DAY:
            self.day(day)
            day = checks.next_workday(day)

    def check_expected(self):
        told = collections.Counter()
        for (key,) in checks.query(self.job.db, "SELECT key FROM notice"):
            kind, rest = key.split(":", 1)
            if kind == "signal":
                continue  # as the rules have it; its key makes it single
            told[f"told:{rest}" if kind in ("alert", "reminder") else key] += 1
        wrong = [f"missing: {k}" for k in sorted(self.expected - set(told))]
        wrong += [f"nobody expects: {k}" for k in
                  sorted(set(told) - self.expected - self.possible)]
        return wrong + [f"{n} times: {k}" for k, n in told.items()
                        if n > 1 and k not in self.possible]

    def check_uncertain(self):
        n, = checks.query(self.job.db, "SELECT count(*) FROM notice "
                          "WHERE state = 'uncertain'")[0]
        t = self.tally
        t.add("uncertain", n)
        # A disk that was full, or a stop, while the server answered.
        others = sum("DATA" not in w and "cut" not in w and "kill" not in w
                     for w in self.named.values())
        # `handing` is committed just before that is said: a kill between the
        # two, or on the word that the notice before it went out, leaves one in
        # doubt as well. Never more than one a kill.
        between = sum(n for k, n in t.kills.items() if k.startswith("smtp ")
                      or k in ("any moment", "marker event=notice-sent"))
        most = t.in_data() + between + t.n["cuts in DATA"] + others
        return [] if n <= most else [f"{n} are uncertain, {most} had reason to"]

    def check(self, report):
        db = self.job.db
        m = checks.server_mails(self.rig.imap, DAYS, ["INBOX", SENT])
        got = checks.received(f"{self.rig.root}/mail",
                              [f"{DAYS}-{p}" for p, _ in PEOPLE])
        self.tally.add("notices", len(checks.query(db, "SELECT 1 FROM notice")))
        self.tally.add("received", sum(got.values()))
        report("days: every mail is in exactly one state",
               checks.check_sightings(db, DAYS, m))
        report("days: every message was filed once", checks.check_messages(db))
        report("days: every question exists once, in its state",
               checks.check_questions(db, self.asked))
        report("days: the flags are as they were", checks.check_flags(m, {}))
        report("days: integrity_check", checks.check_integrity(db))
        report("days: the events fold to what is stored", checks.check_fold(db))
        report("days: every expected notice was made, and no other",
               self.check_expected())
        report("days: every notice was received as often as its state says",
               checks.check_notices(db, got, self.refused, self.named))
        report("days: no more are uncertain than were disturbed on their way",
               self.check_uncertain())


def audit(torture, job, *more):
    """The program's own judgement of the same."""
    done = subprocess.run([f"{torture.args.build}/postwacht", "-c", job.conf,
                           "audit", *more], capture_output=True, check=False)
    if done.returncode == 0:
        return []
    return [f"exit {done.returncode}",
            *(done.stdout + done.stderr).decode(errors="replace").splitlines()]


def guarded(torture, work):
    def run():
        try:
            work()
        except Exception:  # the run must end, and say why
            torture.tally.fail("the harness itself: " + traceback.format_exc())
            torture.is_over.set()
    return threading.Thread(target=run, daemon=True)


def live_notices(live, tally):
    got = checks.received(f"{live.rig.root}/mail", [f"{LIVE}-{p}" for p, _ in PEOPLE])
    rows = checks.query(live.job.db, "SELECT id, message_id FROM notice")
    seen = {t.message_id for t in live.job.smtp.transactions}
    rcpts = {t.rcpt for t in live.job.smtp.transactions if not t.message_id}
    named = {n: "live" for n, mid in rows if mid in seen}
    named |= {n: "live" for n, address in checks.query(
        live.job.db, "SELECT id, address FROM notice") if address in rcpts}
    tally.add("live notices", len(rows))
    # When the test ends the last ones may not have been tried again yet.
    return [w for w in checks.check_notices(live.job.db, got, set(), named)
            if " later, received 0" not in w]


def finish(torture, live, days, began):
    t, bad, good = torture.tally, 0, 0

    def report(name, wrong):
        nonlocal bad, good
        good, bad = good + (not wrong), bad + bool(wrong)
        print(f"FAILED {name}: {len(wrong)}" if wrong else f"ok {name}")
        for line in wrong[:12]:
            print(f"  {line}")
    if not torture.rig.flush():
        report("the mail server delivers everything", ["it does not"])
    days.check(report)
    live.check(report)
    report("live: every notice was received as often as its state says",
           live_notices(live, t))
    for name, job in (("days", days.job), ("live", live.job)):
        # What was deleted is noted once a day; here it is asked for.
        audit(torture, job, "--repair")
        report(f"{name}: audit finds store and server alike", audit(torture, job))
        report(f"{name}: audit finds questions and events alike",
               audit(torture, job, "--rebuild"))
    report("live: what is deleted is gone, and nothing else",
           checks.check_gone(live.job.db, LIVE, checks.server_mails(
               torture.rig.imap, LIVE, ["INBOX", SENT])))
    report("nothing else was amiss on the way", t.wrong)
    share = 1 if torture.args.seconds else torture.args.kills // SHARE
    report("enough kills in DATA and between FETCH and commit",
           [f"{t.in_data()} and {t.in_fetch()}, not {share}"]
           if min(t.in_data(), t.in_fetch()) < share else [])
    print(f"seed {torture.args.seed}, {time.monotonic() - began:.0f} s; "
          + ", ".join(f"{k} {v}" for k, v in sorted(t.n.items())))
    print(f"kills {t.n_kills()} (in DATA {t.in_data()}, FETCH to commit "
          f"{t.in_fetch()}): "
          + ", ".join(f"{k} {v}" for k, v in sorted(t.kills.items())))
    print(f"{good} passed, {bad} failed")
    return bad


def main():
    p = argparse.ArgumentParser()
    p.add_argument("build")
    p.add_argument("rules")
    p.add_argument("--seed", default=str(int(time.time())))
    p.add_argument("--kills", type=int, default=500)
    p.add_argument("--seconds", type=int, default=0)
    args = p.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    print(f"seed {args.seed}", flush=True)
    torture = Torture(args)
    live, days = Live(torture), Days(torture)
    workers = [guarded(torture, w) for w in (live.run, live.pour, days.run)]
    for w in workers:
        w.start()
    guarded(torture, torture.watch).start()
    while not torture.has_enough() and not torture.is_over.wait(0.2):
        pass
    torture.is_over.set()
    for w in workers:
        w.join()
    live.settle()
    sys.exit(finish(torture, live, days, torture.began) != 0)


if __name__ == "__main__":
    main()
