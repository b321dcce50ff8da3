#!/usr/bin/env python3
"""Holds the output of `postwacht classify --tsv` against labels.

    postwacht classify --tsv FOLDER/*.eml > out.tsv
    tests/score.py FOLDER/labels.tsv out.tsv [--split] [--wrong N]

Prints for each column how many messages agree; for is_question also
precision, recall and F1 of "ja"; and the messages that differ. With --split
the third of the files that is held back while rules are written (the SHA-256
of the file name is a multiple of 3) is scored apart, as figures only: who
writes rules does not see which of them are wrong. --floor demands a share
(of is_question: F1) of all messages together; one lower ends with 1, and
the last line then is "N passed, N failed".
"""

import argparse
import csv
import hashlib
import sys

COLUMNS = ["kind", "is_question", "asker_kind", "organisation", "team",
           "topic", "term", "thread_of"]


def read(path):
    """Rows by file name; a line that begins with a blank is a remark."""
    stream = sys.stdin if path == "-" else open(path, encoding="utf-8")
    with stream:
        lines = (line for line in stream if not line.startswith(" "))
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["file"]: row for row in rows}


def is_held_back(name):
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 == 0


def f1_of(labels, found, names):
    """Precision, recall and F1 of the questions."""
    pairs = [(labels[n]["is_question"], found[n]["is_question"])
             for n in names]
    hits = sum(1 for pair in pairs if pair == ("ja", "ja"))
    said = sum(1 for _, got in pairs if got == "ja")
    real = sum(1 for want, _ in pairs if want == "ja")
    precision = hits / said if said else 0.0
    recall = hits / real if real else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def share_of(column, labels, found, names):
    if column == "is_question":
        return f1_of(labels, found, names)[2]
    good = [n for n in names if labels[n][column] == found[n][column]]
    return len(good) / len(names) if names else 0.0


def below(floors, labels, found, names):
    """Tells of each floor whether it holds; the number that do not."""
    failed = 0
    for floor in floors:
        column, _, least = floor.partition("=")
        share = share_of(column, labels, found, names)
        if share < float(least):
            failed += 1
            print(f"{column}: {share:.3f} is below the floor of {least}")
    print(f"{len(floors) - failed} passed, {failed} failed")
    return failed


def score(title, labels, found, names, wrong):
    print(f"{title}: {len(names)} messages")
    if not names:
        return
    for column in COLUMNS:
        bad = [n for n in names if labels[n][column] != found[n][column]]
        share = 1 - len(bad) / len(names)
        line = f"  {column:13} {share:6.3f}  {len(bad)} wrong"
        if column == "is_question":
            line += "  precision %.3f recall %.3f F1 %.3f" % f1_of(
                labels, found, names)
        print(line)
        for name in bad[:wrong]:
            print(f"      {name}: {found[name][column]}"
                  f", expected {labels[name][column]}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("labels")
    parser.add_argument("found", help="output of classify --tsv, - for stdin")
    parser.add_argument("--split", action="store_true",
                        help="score the held-back third apart")
    parser.add_argument("--wrong", type=int, default=1000,
                        help="differences to list for each column")
    parser.add_argument("--floor", action="append", default=[],
                        metavar="COLUMN=SHARE", help="may be given often")
    args = parser.parse_args()

    labels, found = read(args.labels), read(args.found)
    missing = sorted(set(labels) - set(found))
    names = [n for n in labels if n in found]
    if args.split:
        score("open", labels, found,
              [n for n in names if not is_held_back(n)], args.wrong)
        score("held back", labels, found,
              [n for n in names if is_held_back(n)], 0)
    else:
        score("all", labels, found, names, args.wrong)
    for name in missing:
        print(f"  {name}: not classified")
    if args.floor and below(args.floor, labels, found, names):
        return 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
