"""A report as a file tells it now, laid against what stands: what is new, what changes, what says less and is left.

A later file's word counts before an earlier one's, whichever was read in first. A blank, a masked number or an
initial never replaces what says more.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trygg_web.incidents.models import Incident, Party, PartyRole, Report, Standing
from trygg_web.incidents.reports import OffenceTold, PartyTold, ReportTold

FIELDS = (
    "reported_at", "district", "relation", "partner", "child_present", "children", "injury", "weapon", "strangulation",
    "death_threat",
)  # fmt: skip
PRECISION = ("none", "year", "month", "day", "minute")
KNOWN = {"none": 0, "masked": 1, "invalid": 2, "interim": 3, "samordningsnummer": 4, "personnummer": 4}
CHUNK = 500


@dataclass(slots=True)
class Stored:
    """A report that stands, with all that hangs on it."""

    report: Report
    parties: dict[str, Party] = field(default_factory=dict)
    incidents: list[Incident] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)


@dataclass(slots=True)
class Change:
    """What a file changes in one report that stands."""

    stored: Stored
    report: dict[str, Any] = field(default_factory=dict)
    parties: dict[str, dict[str, str]] = field(default_factory=dict)
    new_parties: dict[str, PartyTold] = field(default_factory=dict)
    incidents: list[tuple[Incident, dict[str, Any]]] = field(default_factory=list)
    new_incidents: list[OffenceTold] = field(default_factory=list)
    standings: list[tuple[str, str]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether the file says nothing that does not stand already."""
        return not (
            self.report or self.parties or self.new_parties or self.incidents or self.new_incidents or self.standings
        )


@dataclass(slots=True)
class Plan:
    """What an import will do."""

    new: list[ReportTold] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: list[Stored] = field(default_factory=list)


def plan(told: Iterable[ReportTold], on: date) -> Plan:
    """What is new, what changes and what stays, for a file whose newest day is `on`."""
    made, reports = Plan(), list(told)
    for at in range(0, len(reports), CHUNK):
        some = reports[at : at + CHUNK]
        stands = stored([one.number for one in some])
        for one in some:
            if one.number not in stands:
                made.new.append(one)
                continue
            change = compare(stands[one.number], one, on)
            if change.empty:
                made.same.append(change.stored)
            else:
                made.changed.append(change)
    return made


def stored(numbers: Iterable[str]) -> dict[str, Stored]:
    """The reports that stand, by number."""
    found = {report.pk: Stored(report) for report in Report.objects.filter(number__in=list(numbers))}
    for party in Party.objects.filter(report__in=found):
        found[party.report_id].parties[party.role] = party
    for incident in Incident.objects.filter(report__in=found).order_by("line"):
        found[incident.report_id].incidents.append(incident)
    for standing in Standing.objects.filter(report__in=found).order_by("since", "run__at"):
        found[standing.report_id].standings.append(standing)
    return {one.report.number: one for one in found.values()}


def compare(stands: Stored, told: ReportTold, on: date) -> Change:
    """What a report's newest telling changes in it."""
    newer = on >= stands.report.told_on
    change = Change(stands, report=_differing(stands.report, {name: getattr(told, name) for name in FIELDS}, newer))
    for role, party in ((PartyRole.SUSPECT, told.suspect), (PartyRole.VICTIM, told.victim)):
        if party and role in stands.parties:
            if fresh := party_changes(stands.parties[role], party, newer):
                change.parties[role] = fresh
        elif party:
            change.new_parties[role] = party
    _compare_offences(change, told.offences, newer)
    for kind, value in (("suspicion", told.suspicion), ("custody", told.custody)):
        if value and _is_news(stands.standings, kind, value, on):
            change.standings.append((kind, value))
    return change


def party_changes(stands: Party, told: PartyTold, newer: bool) -> dict[str, str]:
    """The fields of a party that a telling changes."""
    fresh: dict[str, str] = {}
    if _settle_number(stands, told, newer):
        fresh |= {"number": told.number, "number_kind": told.number_kind, "born": told.born}
    for name in ("given", "family"):
        was, now = getattr(stands, name), getattr(told, name)
        if now.casefold() != was.casefold() and (_says_more(now, was) or (newer and not _says_more(was, now))):
            fresh[name] = now
    vaguer = told.protected == "unspecified" and stands.protected != "none"
    fresh |= _differing(stands, {"sex": told.sex, "protected": "" if vaguer else told.protected}, newer)
    return {name: value for name, value in fresh.items() if value != getattr(stands, name)}


def _differing(stands: Any, told: Mapping[str, Any], newer: bool) -> dict[str, Any]:
    fresh = {}
    for name, now in told.items():
        was = getattr(stands, name)
        if now != was and not _blank(now) and (newer or _blank(was)):
            fresh[name] = now
    return fresh


def _blank(value: Any) -> bool:
    return value is None or value in ("", "unknown")


def _settle_number(stands: Party, told: PartyTold, newer: bool) -> bool:
    now, was = KNOWN[told.number_kind], KNOWN[stands.number_kind]
    differs = (told.number, told.born) != (stands.number, stands.born)
    return differs and (now > was or (now == was and newer and now > 0))


def _says_more(one: str, other: str) -> bool:
    """Whether a name tells more than another spelling of it: the other is empty, an initial, or lost letters."""
    if not other:
        return bool(one)
    if re.fullmatch(r"\w\.?", other):
        return len(one) > 2 and one[:1].casefold() == other[0].casefold()
    lost = re.escape(other).replace(r"\?", ".")
    return "?" in other and "?" not in one and bool(re.fullmatch(lost, one, re.IGNORECASE))


def _compare_offences(change: Change, told: Iterable[OffenceTold], newer: bool) -> None:
    # Rows of one heading are told apart by their order only; none is ever taken away.
    waiting: dict[str, list[Incident]] = defaultdict(list)
    for incident in change.stored.incidents:
        waiting[incident.heading.casefold()].append(incident)
    for offence in told:
        alike = waiting[offence.heading.casefold()]
        if not alike:
            change.new_incidents.append(offence)
        elif fresh := _offence_changes(alike.pop(0), offence, newer):
            change.incidents.append(fresh)


def _offence_changes(stands: Incident, told: OffenceTold, newer: bool) -> tuple[Incident, dict[str, Any]] | None:
    fresh = _differing(stands, {"code": told.code}, newer)
    now, was = PRECISION.index(told.precision), PRECISION.index(stands.precision)
    when = {"since": told.since, "until": told.until, "precision": told.precision}
    if now > was or (now == was and newer):
        fresh |= {name: value for name, value in when.items() if value != getattr(stands, name) and value is not None}
    return (stands, fresh) if fresh else None


def _is_news(standings: Iterable[Standing], kind: str, value: str, on: date) -> bool:
    before = [one for one in standings if one.kind == kind and one.since <= on]
    if any(one.value == value and one.since == on for one in before):
        return False
    return not before or before[-1].value != value
