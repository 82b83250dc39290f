"""The list as a file for those who may take it out: CSV and XLSX, safe against formulas, protected persons masked."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from trygg_web.listing.queries.leaving import cells, header
from trygg_web.listing.queries.the_list import ListRow

RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take the cell for a formula


def as_csv(rows: Iterable[ListRow]) -> bytes:
    """The list as CSV, as Swedish spreadsheets read it: semicolons and a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(header())
    writer.writerows(map(_safe, cells(rows)))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[ListRow]) -> bytes:
    """The list as a spreadsheet in which every cell is text."""
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(_("Listan"))
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, header(), bold)
        for place, row in enumerate(map(_safe, cells(rows)), 1):
            sheet.write_row(place, 0, row)
        sheet.freeze_panes(1, 0)
        sheet.set_column(1, 1, 28)
        sheet.set_column(5, 5, 52)
    return held.getvalue()


def _safe(row: Iterable[str]) -> list[str]:
    return [f"'{cell}" if cell.startswith(RISKY) else cell for cell in row]
