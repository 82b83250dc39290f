"""The smaller files: the remand prison's roster, contact bans, and the sheet of observations."""

from collections.abc import Callable
from datetime import date

from trygg.linkage import identity
from trygg_web.incidents.reports.profiles import Spec
from trygg_web.incidents.reports.rows import Context, Fault, Row, rejected, row_of
from trygg_web.incidents.reports.told import BanTold, ObservationRow, Reading, RejectedRow, StayTold, Told
from trygg_web.sheets import cells
from trygg_web.sheets.tables import Table


def stays(table: Table, spec: Spec, context: Context) -> Reading:
    """Everyone whom a roster names."""
    return _each(table, spec, lambda row, _: _stay(row, context))


def bans(table: Table, spec: Spec, context: Context) -> Reading:
    """Every contact ban of a list."""
    return _each(table, spec, lambda row, _: _ban(row, context))


def observations(table: Table, spec: Spec, context: Context) -> Reading:
    """Every fact that a sheet of observations tells."""
    return _each(table, spec, lambda row, number: _observation(row, number, context))


def _each(table: Table, spec: Spec, read: Callable[[Row, int], Told]) -> Reading:
    told: dict[Told, None] = {}  # keeps the order, and equal rows once
    odd: list[RejectedRow] = []
    for number, values in table.rows:
        try:
            told[read(row_of(values, spec), number)] = None
        except Fault as fault:
            odd.append(rejected(number, values, table, spec, fault))
    return Reading(tuple(told), tuple(odd), table.notices, len(table.rows), _newest(tuple(told)))


def _newest(told: tuple[Told, ...]) -> date | None:
    return max((one.since for one in told if isinstance(one, StayTold)), default=None)


def _stay(row: Row, context: Context) -> StayTold:
    number = _number(row, "person_number", context)
    return StayTold(
        number=number.digits,
        number_kind=str(number.kind),
        given=row.text("given"),
        family=row.text("family"),
        place=row.text("place_name"),
        since=_day(row, "since", context),
        restrictions=row.yes_no("restrictions"),
        visit_allowed=row.yes_no("visit_allowed"),
        planned_release=_maybe_day(row, "planned_release", context),
    )


def _ban(row: Row, context: Context) -> BanTold:
    protects = identity.number(row.text("protects_number"), on=context.on)
    return BanTold(
        number=_number(row, "person_number", context).digits,
        protects=protects.digits if protects.valid else "",
        kind=row.demand("ban_kind").casefold(),
        since=_day(row, "since", context),
        until=_maybe_day(row, "until", context),
    )


def _observation(row: Row, number: int, context: Context) -> ObservationRow:
    kind = row.read("observed", lambda text: cells.word(text, "observed"))
    if not kind:
        raise Fault("observed", "kind_unknown")
    day = _day(row, "day", context)
    if day > context.on:
        raise Fault("day", "date_future")
    value = row.read("value", cells.yes_no) if row.text("value") else True
    return ObservationRow(_subject(row, context), kind, value, day, row.demand("source"), number)


def _subject(row: Row, context: Context) -> str:
    if "K" in row.demand("subject").upper():
        return row.read("subject", cells.report_number)
    return _number(row, "subject", context).digits


def _number(row: Row, field: str, context: Context) -> identity.Number:
    found = identity.number(row.demand(field), on=context.on)
    if not found.valid:
        raise Fault(field, "number_invalid")
    return found


def _day(row: Row, field: str, context: Context) -> date:
    row.demand(field)
    found = _maybe_day(row, field, context)
    if found is None:
        raise Fault(field, "date_partial")
    return found


def _maybe_day(row: Row, field: str, context: Context) -> date | None:
    return row.read(field, lambda text: cells.moment(text, context.on, context.month_first)).day
