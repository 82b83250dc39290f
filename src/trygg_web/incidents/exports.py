"""What may be taken out of this room: rows that could not be read, as a spreadsheet with the reason in a column."""

import io
from collections.abc import Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from trygg_web.incidents.queries import RejectedShown


def rejected_sheet(rows: Sequence[tuple[RejectedShown, str]]) -> bytes:
    """The rows as XLSX, each with its reason in words; the cell at fault is marked."""
    held = io.BytesIO()
    # Strings stay strings: a cell that begins with = or + must not become a formula on someone's desk.
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(held, safe)
    sheet = book.add_worksheet(_("Rader att rätta"))
    bold, odd = book.add_format({"bold": True}), book.add_format({"bg_color": "#FCE9E7", "bold": True})
    labels = list(dict.fromkeys(label for row, _says in rows for label, _value in row.cells))
    for place, label in enumerate([_("Rad"), _("Skäl"), _("Kolumn"), *labels]):
        sheet.write_string(0, place, _plain(label), bold)
    for line, (row, says) in enumerate(rows, start=1):
        sheet.write_number(line, 0, row.row)
        sheet.write_string(line, 1, says)
        sheet.write_string(line, 2, _plain(row.column))
        for label, value in row.cells:
            sheet.write_string(line, 3 + labels.index(label), _plain(value), odd if label == row.column else None)
    sheet.freeze_panes(1, 3)
    sheet.autofit()
    book.close()
    return held.getvalue()


def _plain(text: str) -> str:
    # Saved on as CSV, a leading sign would be a formula again: an apostrophe keeps it text everywhere.
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
