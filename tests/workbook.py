#!/usr/bin/python3
"""workbook.py FILE...: reads the workbook of each weekly summary (.eml), or a
workbook itself (.xlsx), with another library than the one that made it.
Prints each fault; the last line counts the checks.

The system's python is named above, for that is where Debian's openpyxl is."""
import datetime
import email
import email.policy
import io
import sys

import openpyxl

# A width is counted in digits that are not bold.
BOLD = 1.15

passed, faults = 0, []


def check(name, what, holds):
    global passed
    if holds:
        passed += 1
    else:
        faults.append(f"{name}: {what}")


def column(sheet, heading):
    for cell in sheet[1]:
        if cell.value == heading:
            return [row[cell.column - 1].value
                    for row in sheet.iter_rows(min_row=2)]
    return []


def check_book(name, data, figures, questions):
    book = openpyxl.load_workbook(io.BytesIO(data))
    check(name, "two sheets at least", len(book.sheetnames) >= 2)
    check(name, f"a sheet {figures}", figures in book.sheetnames)
    check(name, f"a sheet {questions}", questions in book.sheetnames)
    for sheet in book:
        check(name, f"{sheet.title}: the header is frozen",
              sheet.freeze_panes == "B2")
        check(name, f"{sheet.title}: it has filters",
              sheet.auto_filter.ref == sheet.dimensions)
        for cell in sheet[1]:
            width = sheet.column_dimensions[cell.column_letter].width
            check(name, f"{sheet.title}: no word of '{cell.value}' is broken",
                  max(map(len, cell.value.split())) * BOLD < width)
        for row in sheet.iter_rows():
            for cell in row:
                check(name, f"{sheet.title} {cell.coordinate}: no formula",
                      cell.data_type != "f")
    sheet = book[figures]
    check(name, "the figures have a chart", len(sheet._charts) == 1)
    for heading in ("Van", "Tot en met"):
        check(name, f"{heading} holds dates",
              all(isinstance(v, datetime.datetime)
                  for v in column(sheet, heading)))
    received = column(sheet, "Binnengekomen")
    check(name, "what came in is a number",
          received and all(isinstance(v, int) for v in received))
    books = zip(*(column(sheet, h) for h in (
        "Open bij het begin", "Binnengekomen", "Heropend",
        "Terug van wachten op de vraagsteller", "Afgehandeld",
        "Gaan wachten op de vraagsteller", "Open aan het einde")))
    for before, came, again, back, gone, waits, after in books:
        check(name, "the backlog reconciles",
              before + came + again + back - gone - waits == after)
    sheet = book[questions]
    check(name, "questions have moments",
          all(isinstance(v, datetime.datetime)
              for v in column(sheet, "Ontvangen")))
    numbers = column(sheet, "Nummer")
    check(name, "questions stand by number", numbers == sorted(numbers))
    check(name, "nobody is named",
          not column(sheet, "Behandelaar"))


def main():
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            data = file.read()
        if path.endswith(".xlsx"):
            check_book(path, data, "Cijfers", "Vragen")
            continue
        mail = email.message_from_bytes(data, policy=email.policy.default)
        files = {part.get_filename(): part.get_content()
                 for part in mail.iter_attachments() if part.get_filename()}
        books = [n for n in files if n.endswith(".xlsx")]
        check(path, "one workbook is attached", len(books) == 1)
        check(path, "one CSV is attached",
              sum(n.endswith(".csv") for n in files) == 1)
        for book in books:
            check_book(path, files[book], "Cijfers", "Vragen")
    for fault in faults:
        print(fault)
    print(f"{passed} passed, {len(faults)} failed")
    return 1 if faults or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
