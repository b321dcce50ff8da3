#!/usr/bin/env python3
"""Holds docs/hard-cases.md against the tests: whatever it names there is, and
each case of its sections on fetching, authentication, identity, parsing, clock
and outbound mail has a test that bears its id."""

import pathlib
import re

TESTS = pathlib.Path(__file__).parent
SOURCES = "\n".join(
    path.read_text(encoding="utf-8", errors="replace")
    for room in ("unit", "servers", "stories")
    for path in sorted((TESTS / room).iterdir()) if path.is_file())
FUNCTIONS = set(re.findall(r"\b(?:test_)?(\w+)\(", SOURCES) +
                re.findall(r"^t=(\w+)", SOURCES, re.M))
DEMANDED = [f"{letter}{n}" for letter, most in (
    ("A", 28), ("B", 8), ("C", 7), ("F", 17), ("I", 10))
    for n in range(1, most + 1)] + ["E20", "H18"]


def rows(text):
    """The ids of each row of a table, and the tests that it names: "the same"
    are those of the row above."""
    above = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) < 5:
            continue
        names = re.findall(r"`([^` ]+)`", cells[-2])
        above = above + names if "the same" in cells[-2].lower() else names
        ids = re.findall(r"\b[A-I]\d+\b", cells[1])
        if ids:
            yield ids, above


def is_there(name):
    if "/" in name:
        return (TESTS.parent / name).exists()
    if name.endswith("…"):
        return any(f.startswith(name[:-1]) for f in FUNCTIONS)
    return name in FUNCTIONS or any(
        (TESTS / place).exists() for place in (
            f"servers/{name}", f"unit/{name}.c", f"stories/{name}.story",
            f"corpus/{name}"))


def complaints(text):
    found = {}
    for ids, names in rows(text):
        for name in names:
            if not is_there(name):
                yield f"{', '.join(ids)}: there is no test {name}"
        for one in ids:
            found.setdefault(one, []).extend(names)
    for one in DEMANDED:
        mark = re.compile(rf"(^|_){one.lower()}_")
        if not any(mark.search(name) for name in found.get(one, ())):
            yield f"{one}: no test bears its id"


def main():
    bad = list(complaints(
        (TESTS.parent / "docs" / "hard-cases.md").read_text("utf-8")))
    for complaint in bad:
        print(complaint)
    print(f"{len(DEMANDED) - min(len(bad), len(DEMANDED))} passed, "
          f"{len(bad)} failed")
    return bool(bad)


raise SystemExit(main())
