"""What must be true at the end: the store against the server, against its own
events, and against what was received. The fold is written here anew, from the
description of the events, and shares nothing with the program."""
import collections
import datetime
import email
import imaplib
import pathlib
import re
import sqlite3

STATES = ("filed", "aside", "gone", "retry")
EPOCH = datetime.date(1970, 1, 1)


def query(db, sql, *values):
    c = sqlite3.connect(f"file:{db}?mode=ro", uri=True, timeout=60)
    try:
        return c.execute(sql, values).fetchall()
    finally:
        c.close()


# The questions, folded from their events.

def standing(events):
    """Without what was undone; an undoing counts unless it was undone."""
    dead = set()
    for e in sorted(events, key=lambda e: -e["seq"]):
        if e["kind"] == "undone" and e["seq"] not in dead:
            if 0 < (e["other"] or 0) < e["seq"]:
                dead.add(e["other"])
    return sorted((e for e in events
                   if e["kind"] != "undone" and e["seq"] not in dead),
                  key=lambda e: (e["at"], e["recorded_at"], e["seq"]))


def fold(events):
    q = dict(state="open", team="", topic="", received=0, deadline=None,
             assignee="", merged_into=None, opened_by=None)
    started = ended = False
    for e in standing(events):
        kind, value = e["kind"], e["value"]
        if kind == "opened":
            q.update(received=e["at"], opened_by=e["cause_message"],
                     state="open", deadline=None)
            started, ended = True, False
        elif kind in ("team", "topic"):
            q[kind] = value
        elif kind == "deadline" and started and e["day"] is not None:
            q["deadline"] = e["day"]
        elif kind == "followed" and q["state"] == "waiting":
            q["state"] = "open"
        elif kind in ("answered", "closed") and started and not ended:
            q["state"], ended = "handled", True
        elif kind == "assigned":
            q["assignee"] = value
        elif kind == "reopened" and q["state"] == "handled":
            q.update(state="open", deadline=None)
            ended = False
        elif kind == "waiting" and q["state"] == "open":
            q["state"] = "waiting"
        elif kind == "relinked":
            q["merged_into"] = e["other"]
    if q["merged_into"]:
        q["state"] = "handled"  # nobody waits for it any more
    return q


def check_fold(db):
    c = sqlite3.connect(f"file:{db}?mode=ro", uri=True, timeout=60)
    c.row_factory = sqlite3.Row
    events = collections.defaultdict(list)
    for e in c.execute("SELECT * FROM event"):
        events[e["question"]].append(e)
    wrong = []
    for stored in c.execute("SELECT * FROM question"):
        made = fold(events[stored["id"]])
        bad = {k: (stored[k], v) for k, v in made.items()
               if stored[k] != v and not (k == "opened_by" and v is None)}
        if bad:
            wrong.append(f"question {stored['id']}: {bad} (stored, folded)")
    c.close()
    return wrong


# The mailbox against the store.

def server_mails(port, user, folders):
    """{folder: (UIDVALIDITY, {uid: (flags, X-Torture)})}"""
    out = {}
    imap = imaplib.IMAP4("127.0.0.1", port)
    imap.login(user, "geheim")
    for folder in folders:
        imap.select(f'"{folder}"', readonly=True)
        epoch = int(imap.response("UIDVALIDITY")[1][0])
        mails = {}
        _, answer = imap.uid("FETCH", "1:*",
                             "(FLAGS BODY.PEEK[HEADER.FIELDS (X-Torture)])")
        for item in answer:
            if not isinstance(item, tuple):
                continue
            uid = int(re.search(rb"UID (\d+)", item[0])[1])
            flags = set(re.search(rb"FLAGS \(([^)]*)\)", item[0])[1].split())
            number = re.search(rb"(?i)X-Torture: (\d+)", item[1])
            mails[uid] = (flags - {rb"\Recent"},
                          int(number[1]) if number else None)
        out[folder] = (epoch, mails)
    imap.logout()
    return out


def check_sightings(db, box, mails):
    wrong = []
    for folder, (epoch, uids) in mails.items():
        rows = query(db, """SELECT s.uid, s.state, s.message FROM sighting s
            JOIN folder f ON f.id = s.folder JOIN mailbox m ON m.id = f.mailbox
            WHERE m.name = ? AND f.name = ? AND s.uidvalidity = ?""",
                     box, folder, epoch)
        seen = collections.Counter(r[0] for r in rows)
        for uid in sorted(set(uids) - set(seen)):
            wrong.append(f"lost: {folder} UID {uid}")
        wrong += [f"twice: {folder} UID {uid}" for uid, n in seen.items() if n > 1]
        wrong += [f"{folder} UID {uid}: {state}, message {message}"
                  for uid, state, message in rows
                  if state not in STATES or (state == "filed" and not message)]
    return wrong


def check_gone(db, box, mails):
    wrong = []
    for folder, (epoch, uids) in mails.items():
        rows = query(db, """SELECT s.uid, s.state FROM sighting s
            JOIN folder f ON f.id = s.folder JOIN mailbox m ON m.id = f.mailbox
            WHERE m.name = ? AND f.name = ? AND s.uidvalidity = ?""",
                     box, folder, epoch)
        wrong += [f"{folder} UID {uid} is {state}, and is "
                  f"{'there' if uid in uids else 'deleted'}"
                  for uid, state in rows if (state == "gone") != (uid not in uids)]
    return wrong


def check_flags(mails, expected):
    return [f"flags of {folder} UID {uid}: {flags}"
            for folder, (_, uids) in mails.items()
            for uid, (flags, number) in uids.items()
            if flags != expected.get(number, set())]


def check_messages(db):
    wrong = [f"message {r[0]} has no sighting" for r in query(db, """
        SELECT id FROM message WHERE id NOT IN
        (SELECT message FROM sighting WHERE message IS NOT NULL)""")]
    wrong += [f"{r[1]} messages have the fingerprint of {r[0]}" for r in query(db, """
        SELECT min(id), count(*) FROM message WHERE key1 IS NOT NULL
        GROUP BY key1 HAVING count(*) > 1""")]
    return wrong


def check_questions(db, asked):
    """asked: {message id: state}. Each is one question, in that state."""
    found = collections.defaultdict(list)
    for mid, number, state, merged in query(db, """
            SELECT m.message_id, q.id, q.state, q.merged_into FROM question q
            JOIN message m ON m.id = q.opened_by"""):
        if merged is None:
            found["<" + mid.strip("<>") + ">" if mid else None].append(
                (number, state))
    wrong = []
    for mid, state in asked.items():
        if len(found[mid]) != 1:
            wrong.append(f"{mid} is {len(found[mid])} questions")
        elif found[mid][0][1] != state:
            wrong.append(f"{mid} is {found[mid][0][1]} and not {state}")
    return wrong


# What went out.

def received(mail_folder, users):
    """{message id: number of times that the server took it}. The server may
    itself deliver twice what it took once: its queue id tells."""
    taken = collections.defaultdict(set)
    for user in users:
        for path in pathlib.Path(mail_folder, user).glob("Maildir/*/*"):
            if path.parent.name not in ("new", "cur"):
                continue
            mail = email.message_from_bytes(path.read_bytes())
            queue = re.findall(r"by mx\.rig\.example \(Postfix\)\s+with \w+ id (\w+)",
                               " ".join(mail.get_all("Received", [])))
            taken[mail["Message-ID"].strip().strip("<>")].add(queue[-1] if queue else path.name)
    return {k: len(v) for k, v in taken.items()}


def check_notices(db, got, refused, named):
    """Each state against what was received. named: {notice id: why it may be
    uncertain}."""
    wrong = []
    for number, key, state, mid in query(
            db, "SELECT id, key, state, message_id FROM notice"):
        n = got.get(mid, 0)
        low, high = {"sent": (1, 1), "uncertain": (0, 1)}.get(state, (0, 0))
        if not low <= n <= high:
            wrong.append(f"notice {number} {key} is {state}, received {n} times")
        if state == "handing":
            wrong.append(f"notice {number} {key} is being handed over for ever")
        if state == "uncertain" and number not in named:
            wrong.append(f"notice {number} {key} is uncertain, and was never on its way")
        if state == "refused" and mid not in refused:
            wrong.append(f"notice {number} {key} is refused, and nobody refused it")
    return wrong


def check_integrity(db):
    out = [r[0] for r in query(db, "PRAGMA integrity_check")]
    out += [str(r) for r in query(db, "PRAGMA foreign_key_check")]
    return [] if out == ["ok"] else out


# The naive oracle of the notices: one person after the other, one day after
# the other, straight from users.md.

def next_workday(day):
    day += datetime.timedelta(1)
    while day.weekday() > 4:
        day += datetime.timedelta(1)
    return day


def workdays_later(day, n):
    for _ in range(n):
        day = next_workday(day)
    return day


def workdays_late(due, day):
    n = 0
    while due < day:
        due = next_workday(due)
        n += 1
    return n


def alerts(day, cases, coordinators):
    """{(recipient, day)} of the alerts and reminders for these open
    questions: (received, assignee or None)."""
    out = set()
    for came, assignee in cases:
        due = workdays_later(came, 5)
        late = workdays_late(due, day)
        if late and (late - 1) % 3 == 0:
            out |= {(r, day) for r in ([assignee] if assignee else coordinators)}
        if assignee and due in (day, next_workday(day)):
            out.add((assignee, day))
    return out


def escalations(day, cases, leaders):
    """{(recipient, day)}: what is three working days late, then each third."""
    late = (workdays_late(workdays_later(came, 5), day) for came, _ in cases)
    if any(n >= 3 and n % 3 == 0 for n in late):
        return {(r, day) for r in leaders}
    return set()
