#!/usr/bin/env python3
"""mime_open.py BUILD [FOLDER]: reads every mail of FOLDER (tests/corpus/
mime-open) with "classify --json" and holds it against FOLDER/INDEX.tsv: what
the projects that the mail comes from expect of it. FOLDER may be another
collection with such an index. The last line counts."""

import csv
import datetime
import email.utils
import json
import os
import re
import subprocess
import sys
import tempfile

LEAST = 0.99  # or all but one, where there are fewer than a hundred
MBOX = b"""From a@x.example Mon Nov 23 09:12:00 2026
From: A <a@x.example>
Subject: een

>From hier af is het tekst.

From b@x.example Mon Nov 23 10:00:00 2026
From: B <b@x.example>
Subject: twee

Mag dit?
"""
KEYS = {"file", "message_id", "subject", "base_subject", "from",
        "sender_name", "to", "cc", "date", "kind", "text_new", "attachments"}
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)$")

passed = failed = 0


def check(name, is_good, why=""):
    global passed, failed
    if is_good:
        passed += 1
        print(f"ok {name}{': ' + why if why else ''}")
    else:
        failed += 1
        print(f"FAILED {name}: {why}")


def squeezed(s):
    return " ".join((s or "").split())


def is_subject(expected, got):
    """U+FFFD in the index is a byte whose charset that project does not
    guess; we read such bytes as windows-1252."""
    pattern = ".".join(map(re.escape, squeezed(expected).split("\ufffd")))
    return re.fullmatch(pattern, squeezed(got["subject"])) is not None


def is_sender(expected, got):
    """Domains are compared in lower case; a name without an address may
    stand as either."""
    name, address = email.utils.parseaddr(expected)
    if "@" not in address:
        return squeezed(got["sender_name"]) == squeezed(name or address)
    return (squeezed(got["sender_name"]) == squeezed(name)
            and (got["from"] or "").lower() == address.lower())


def is_date(expected, got):
    """A date without a zone is one in UTC."""
    wanted = datetime.datetime.fromisoformat(expected)
    if wanted.tzinfo is None:
        wanted = wanted.replace(tzinfo=datetime.timezone.utc)
    return got["date"] and \
        datetime.datetime.fromisoformat(got["date"]) == wanted


def read(build, paths):
    run = subprocess.run([build + "/postwacht", "--json", "classify"] + paths,
                         capture_output=True, check=False)
    check("all_is_read_without_a_word", run.returncode == 0 and not run.stderr,
          f"{len(paths)} files" if run.returncode == 0 and not run.stderr else
          f"exit code {run.returncode}, {run.stderr[-2000:]!r}")
    return json.loads(run.stdout)


def check_shape(document):
    bad = [o.get("path") for o in document if KEYS - o.keys()
           or (o["date"] and not RFC3339.match(o["date"]))
           or not isinstance(o["to"], list) or not isinstance(o["cc"], list)
           or not isinstance(o["text_new"], str)
           or not isinstance(o["attachments"], list)]
    check("one_document_of_objects_with_all_fields", not bad,
          f"{len(document)} objects" if not bad else repr(bad[:5]))


def check_mbox(build):
    """Each message of an mbox is one object, from a file and from a pipe."""
    with tempfile.NamedTemporaryFile(suffix=".mbox") as f:
        f.write(MBOX)
        f.flush()
        for name, words, data in (("file", [f.name], b""), ("pipe", [], MBOX)):
            run = subprocess.run([build + "/postwacht", "--json", "classify"]
                                 + words, input=data, capture_output=True,
                                 check=False)
            got = [(o["place"], o["subject"], o["received"][:16],
                    o["text_new"]) for o in json.loads(run.stdout or "[]")]
            check("an_mbox_gives_an_object_a_message_from_a_" + name, got == [
                (1, "een", "2026-11-23T10:12", "From hier af is het tekst."),
                (2, "twee", "2026-11-23T11:00", "Mag dit?")], repr(got))


def check_column(name, column, rows, first, is_equal):
    wrong = [r for r in rows if r[column]
             and not is_equal(r[column], first[r["file"]])]
    n = sum(1 for r in rows if r[column])
    for r in wrong:
        print(f"   {name}: {r['file']}: expected {r[column]!r}")
    check(f"{name}_as_expected", n > 0 and len(wrong) <= (1 - LEAST) * n or
          len(wrong) == 1, f"{n - len(wrong)} of {n}")


def main():
    build = sys.argv[1]
    folder = sys.argv[2] if len(sys.argv) > 2 else os.path.join(
        os.path.dirname(os.path.abspath(__file__)), "corpus", "mime-open")
    with open(os.path.join(folder, "INDEX.tsv"), newline="",
              encoding="utf-8") as f:
        rows = [r for r in csv.DictReader(f, delimiter="\t",
                                          quoting=csv.QUOTE_NONE)
                if r["kind"] != "reply-text"]
    document = read(build, [os.path.join(folder, r["file"]) for r in rows])
    check_shape(document)
    check_mbox(build)
    first = {}
    for o in document:
        first.setdefault(os.path.relpath(o["path"], folder), o)
    lost = [r["file"] for r in rows if r["file"] not in first]
    check("each_file_gives_its_messages", not lost, repr(lost[:5]) if lost
          else "")
    check_column("subjects", "exp_subject", rows, first, is_subject)
    check_column("senders", "exp_from", rows, first, is_sender)
    check_column("dates", "exp_date", rows, first, is_date)


main()
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
