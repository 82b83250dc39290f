"""The report as a spreadsheet: one sheet on what it is, then one for each indicator."""

import io
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.dashboards.queries import Row, Scope, Shown
from trygg_web.dashboards.queries.words import about, whole

STRANGE = str.maketrans("[]:*?/\\", "-------")  # that a sheet's name may not hold
LONGEST = 31


def xlsx(within: Scope, shown: Sequence[Shown]) -> bytes:
    """The spreadsheet of a scope; the same scope gives the same bytes in the same language."""
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        made = timezone.make_naive(within.count.at)
        book.set_properties({"title": _("Lägesbild"), "created": made, "comments": str(within.count.pk)})
        bold = book.add_format({"bold": True})
        first = book.add_worksheet(_("Om"))
        first.set_column(0, 0, 100)
        for place, line in enumerate(about(within)):
            first.write_string(place, 0, line)
        for one in shown:
            _sheet(book.add_worksheet(one.says.translate(STRANGE)[:LONGEST]), one, bold)
    return held.getvalue()


def _sheet(sheet: Any, one: Shown, bold: Any) -> None:
    for place, sentence in enumerate((one.says, one.counts, one.leaves_out)):
        sheet.write_string(place, 0, sentence, bold if place == 0 else None)
    line = 4
    for says, rows in ((_("år"), one.years), (_("kvartal"), one.rows), (_("område"), one.areas), (_("kön"), one.sexes)):
        if rows:
            line = _block(sheet, line, one, says, rows, bold) + 1
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 12, 16)


def _block(sheet: Any, line: int, one: Shown, says: str, rows: Sequence[Row], bold: Any) -> int:
    share = [_("andel %(good)s") % {"good": one.good}] if one.good else []
    hours = [_("timmar, median")] if one.hours else []
    sheet.write_row(line, 0, [says, *one.outcomes, _("alla"), *share, *hours], bold)
    for row in rows:
        line += 1
        counts = [cell.count for cell in row.cells]
        values: list[object] = [row.says, *(_number(count) for count in (*counts, row.total))]
        values += [row.share if row.share is not None else "–"] if one.good else []
        values += [row.hours if row.hours is not None else "–"] if one.hours else []
        sheet.write_row(line, 0, values)
    return line + 1


def _number(count: int | None) -> int | str:
    return whole(None) if count is None else count
