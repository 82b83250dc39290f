"""The research extracts that were asked for."""

from dataclasses import dataclass
from uuid import UUID

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trygg.evaluation.disclosure import Change, difference
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.dashboards.models import Extract
from trygg_web.dashboards.queries.extracted import TOLD_BY
from trygg_web.dashboards.queries.told import in_words

CHANGES = {
    Change.NEW: gettext_lazy("ny"),
    Change.GONE: gettext_lazy("borta"),
    Change.CHANGED: gettext_lazy("ändrad"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One kind of person, by year, sex, age and area, whose number differs between two extracts."""

    says: str
    before: int | None
    after: int | None
    change: str
    telling: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """An extract against the one released before it: in a sentence, and every kind that differs."""

    before: Extract
    says: str
    changed: tuple[Changed, ...]


def extracts(viewer: User) -> list[Extract]:
    """Every extract, the newest first."""
    require(viewer, Permission.EXTRACT_MAKE)
    rows = Extract.objects.select_related("asked_by", "released_by", "erased_by").defer("content")
    return list(rows.order_by("-asked_at"))


def extract(viewer: User, extract_id: UUID) -> Extract:
    """One extract. Raises NotThere."""
    require(viewer, Permission.EXTRACT_MAKE)
    rows = Extract.objects.select_related("asked_by", "released_by", "erased_by").defer("content")
    if found := rows.filter(pk=extract_id).first():
        return found
    raise NotThere(_("Uttaget finns inte."))


def compared(viewer: User, row: Extract) -> Compared | None:
    """What is new in an extract against the one that was released last before it; None where there is none."""
    require(viewer, Permission.EXTRACT_MAKE)
    earlier = Extract.objects.filter(released_at__isnull=False, asked_at__lt=row.asked_at).exclude(pk=row.pk)
    before = earlier.defer("content").order_by("-released_at").first()
    if before is None:
        return None
    found = difference(_frame(before), _frame(row), TOLD_BY)
    rows = found.cells.filter(pl.col("change") != Change.SAME).iter_rows()
    return Compared(before, in_words({"sv": found.says.sv, "en": found.says.en}), tuple(map(_changed, rows)))


def _frame(row: Extract) -> pl.DataFrame:
    columns = {name: pl.Int64 if name in ("year", "count") else pl.String for name in (*TOLD_BY, "count")}
    return pl.DataFrame(row.cells, schema=columns, orient="row")


def _changed(cell: tuple[object, ...]) -> Changed:
    *named, before, after, change, telling = cell
    says = " · ".join(str(one) if one not in (None, "") else "–" for one in named)
    then, now = (int(str(one)) if one is not None else None for one in (before, after))
    return Changed(says, then, now, str(CHANGES[Change(str(change))]), bool(telling))
