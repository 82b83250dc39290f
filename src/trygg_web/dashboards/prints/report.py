"""The report as tagged PDF/UA: each indicator with definition, chart and table. Nothing in it is about one person."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trygg_web.dashboards import drawings
from trygg_web.dashboards.queries import Row, Scope, Shown, chart
from trygg_web.dashboards.queries.words import about, percent, whole

HERE = Path(__file__).parent
ROOT = HERE.parent.parent  # the page's frame is the list's
HOUSES = {"police": "Polisen", "joint": "Gemensamt hus"}


def pdf(within: Scope, shown: Sequence[Shown]) -> bytes:
    """The report of a scope; the same scope gives the same bytes in the same language."""
    import typst

    words = {
        "title": _("Lägesbild"),
        "page": _("Sida"),
        "of": _("av"),
        "counts": _("Räknas"),
        "breaks": _("Brott i serien"),
    }
    words |= {"leaves_out": _("Räknas inte"), "contents": _("Innehåll")}
    around = {"house": HOUSES[settings.ZONE], "language": get_language() or "sv", "secrecy": _("Inga personuppgifter")}
    at = timezone.localtime(within.count.at)
    around["stamp"] = _("Räknat %(at)s") % {"at": at.strftime("%Y-%m-%d %H:%M")}
    told = {"frame": around, "words": words, "about": about(within), "parts": [_part(one) for one in shown]}
    made: bytes = typst.compile(
        HERE / "report.typ",
        root=ROOT,
        format="pdf",
        pdf_standards="ua-1",
        timestamp=int(within.count.at.timestamp()),
        sys_inputs={"told": json.dumps(told)},
    )
    return made


def _part(one: Shown) -> dict[str, Any]:
    drawn = chart(one)
    draw = drawings.share if one.good else drawings.counts
    says = _("%(says)s: andel %(good)s per kvartal") if one.good else _("%(says)s: antal per kvartal")
    return {
        "title": one.says,
        "counts": one.counts,
        "leaves_out": one.leaves_out,
        "drawing": draw(drawn, paths=True).decode() if one.rows else "",
        "alt": says % {"says": one.says, "good": one.good} + ". " + _("Talen står i tabellen."),
        "breaks": [f"{number}. {broken.day.isoformat()}: {broken.says}" for number, broken in enumerate(one.breaks, 1)],
        "columns": _columns(one),
        "rows": [_cells(one, row) for row in one.years],
    }


def _columns(one: Shown) -> list[str]:
    several = list(one.outcomes) if len(one.outcomes) > 1 else []
    share = [_("andel %(good)s") % {"good": one.good}] if one.good else []
    return [_("år"), *several, _("alla"), *share, *([_("timmar, median")] if one.hours else [])]


def _cells(one: Shown, row: Row) -> list[str]:
    several = [whole(cell.count) for cell in row.cells] if len(one.outcomes) > 1 else []
    share = [percent(row.share)] if one.good else []
    hours = [f"{row.hours:.1f}" if row.hours is not None else "–"] if one.hours else []
    return [row.says, *several, whole(row.total), *share, *hours]
