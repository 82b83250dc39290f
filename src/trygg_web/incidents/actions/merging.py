"""A report as a file tells it now, laid against what stands: what is new, what changes, what says less and is left.

A later file's word counts before an earlier one's, whichever was read in first. A blank, a masked number or an
initial never replaces what says more.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from trygg_web.incidents.actions.meeting import places
from trygg_web.incidents.models import Incident, Party, PartyRole, Report, Standing
from trygg_web.incidents.reports import OffenceTold, PartyTold, ReportTold
from trygg_web.incidents.reports.gathering import INJURIES, summary
from trygg_web.incidents.reports.naming import says_more

OF_REPORT = ("reported_at", "district")
OF_CHILDREN = ("child_present", "children", "injury")  # of a report's pairs the gravest
OF_PAIR = ("relation", "partner", "weapon", "strangulation", "death_threat")
FIELDS = (*OF_REPORT, *OF_CHILDREN, *OF_PAIR)
Role = tuple[str, int]  # a role, and a place in it
PRECISION = ("none", "year", "month", "day", "minute")
KNOWN = {"none": 0, "masked": 1, "invalid": 2, "interim": 3, "samordningsnummer": 4, "personnummer": 4}
CHUNK = 500


@dataclass(slots=True)
class Stored:
    """A report that stands, with all that hangs on it."""

    report: Report
    parties: dict[Role, Party] = field(default_factory=dict)
    incidents: list[Incident] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)

    def of_role(self, role: str) -> dict[int, Party]:
        """The parties of a role by place."""
        return {place: party for (one, place), party in self.parties.items() if one == role}


@dataclass(slots=True)
class Change:
    """What a file changes in one report that stands."""

    stored: Stored
    report: dict[str, Any] = field(default_factory=dict)
    parties: dict[Role, dict[str, str]] = field(default_factory=dict)
    new_parties: dict[Role, PartyTold] = field(default_factory=dict)
    incidents: list[tuple[Incident, dict[str, Any]]] = field(default_factory=list)
    new_incidents: list[OffenceTold] = field(default_factory=list)
    standings: list[tuple[int, str, str]] = field(default_factory=list)  # a suspect's place, the kind, the value

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
        found[party.report_id].parties[party.role, party.place] = party
    for incident in Incident.objects.filter(report__in=found).order_by("line"):
        found[incident.report_id].incidents.append(incident)
    for standing in Standing.objects.filter(report__in=found).order_by("since", "run__at"):
        found[standing.report_id].standings.append(standing)
    return {one.report.number: one for one in found.values()}


def compare(stands: Stored, told: ReportTold, on: date, *, adds: bool = False) -> Change:
    """What a report's newest telling changes in it; one that `adds` is of further rows and corrects nobody."""
    newer = on >= stands.report.told_on
    change = Change(stands)
    suspects = _compare_parties(change, PartyRole.SUSPECT, told.suspects, newer, adds)
    victims = _compare_parties(change, PartyRole.VICTIM, told.victims, newer, adds)
    offences = [_moved(offence, suspects, victims) for offence in told.offences]
    if adds:
        change.new_incidents = offences
    else:
        _compare_offences(change, offences, newer)
    _compare_pairs(change, offences, newer)
    _compare_report(change, told, offences, newer)
    for one in told.standings:
        place = suspects.get(one.place, one.place)
        for kind, value in (("suspicion", one.suspicion), ("custody", one.custody)):
            if value and _is_news(stands.standings, place, kind, value, on):
                change.standings.append((place, kind, value))
    return change


def _compare_parties(change: Change, role: str, told: Sequence[PartyTold], newer: bool, adds: bool) -> dict[int, int]:
    # Where each told party stands in the report: the place of who it is, else a new one.
    stands = change.stored.of_role(role)
    met = places(told, stands, adds=adds)
    for place, party in zip(met, told, strict=True):
        if place not in stands:
            change.new_parties[role, place] = party
        elif fresh := party_changes(stands[place], party, newer):
            change.parties[role, place] = fresh
    return dict(enumerate(met))


def _moved(told: OffenceTold, suspects: Mapping[int, int], victims: Mapping[int, int]) -> OffenceTold:
    suspect, victim = suspects.get(told.suspect, told.suspect), victims.get(told.victim, told.victim)
    if (suspect, victim) == (told.suspect, told.victim):
        return told
    return replace(told, suspect=suspect, victim=victim)


def _compare_report(change: Change, told: ReportTold, offences: Iterable[OffenceTold], newer: bool) -> None:
    report = change.stored.report
    was = {(one.suspect, one.victim) for one in change.stored.incidents}
    children = {name: getattr(told, name) for name in OF_CHILDREN}
    if not was <= {(one.suspect, one.victim) for one in offences}:
        children = {name: _graver(name, getattr(report, name), value) for name, value in children.items()}
    change.report = _differing(report, {name: getattr(told, name) for name in OF_REPORT} | children, newer)
    bears = summary([*_as_changed(change), *change.new_incidents])
    change.report |= {name: value for name, value in bears.items() if value != getattr(report, name)}


def _as_changed(change: Change) -> list[OffenceTold | Incident]:
    # The standing offences with what the file changes of their pairs, not yet written.
    fresh = {row.pk: changes for row, changes in change.incidents}
    return [_told(row, fresh[row.pk]) if row.pk in fresh else row for row in change.stored.incidents]


def _told(row: Incident, fresh: Mapping[str, Any]) -> OffenceTold:
    kept = {name: fresh.get(name, getattr(row, name)) for name in (*OF_PAIR, "suspect", "victim")}
    return OffenceTold(row.heading, row.code, row.offence, row.attempt, row.since, row.until, row.precision, **kept)


def _graver(name: str, was: Any, now: Any) -> Any:
    if name == "injury":
        return max(was, now, key=INJURIES.index)
    return max((value for value in (was, now) if value is not None), default=None)


def party_changes(stands: Party, told: PartyTold, newer: bool) -> dict[str, str]:
    """The fields of a party that a telling changes."""
    fresh: dict[str, str] = {}
    if _settle_number(stands, told, newer):
        fresh |= {"number": told.number, "number_kind": told.number_kind, "born": told.born}
    for name in ("given", "family"):
        was, now = getattr(stands, name), getattr(told, name)
        if now.casefold() != was.casefold() and (says_more(now, was) or (newer and not says_more(was, now))):
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


def _compare_offences(change: Change, told: Iterable[OffenceTold], newer: bool) -> None:
    # Rows of one heading and one pair that differ in nothing meet first, then in their order; none is taken away.
    waiting: dict[tuple[Any, ...], list[Incident]] = defaultdict(list)
    for incident in change.stored.incidents:
        waiting[_kind(incident)].append(incident)
    left = []
    for offence in told:
        alike = waiting[_kind(offence)]
        equal = next((one for one in alike if _offence_changes(one, offence, newer) is None), None)
        if equal is None:
            left.append(offence)
        else:
            alike.remove(equal)
    for offence in left:
        alike = waiting[_kind(offence)]
        if not alike:
            change.new_incidents.append(offence)
        elif fresh := _offence_changes(alike.pop(0), offence, newer):
            change.incidents.append(fresh)


def _kind(one: OffenceTold | Incident) -> tuple[Any, ...]:
    return (one.heading.casefold(), one.suspect, one.victim)


def _compare_pairs(change: Change, told: Iterable[OffenceTold], newer: bool) -> None:
    # What is told of a pair is told of all its offences, also of those that this file leaves out.
    pairs = {(one.suspect, one.victim): one for one in told}
    changes = {row.pk: fresh for row, fresh in change.incidents}
    for row in change.stored.incidents:
        if one := pairs.get((row.suspect, row.victim)):
            fresh = _differing(row, {name: getattr(one, name) for name in OF_PAIR}, newer)
            if row.pk in changes:
                changes[row.pk] |= fresh
            elif fresh:
                change.incidents.append((row, fresh))
    _carry(change)


def _carry(change: Change) -> None:
    # A new offence of a pair that stands bears what stands of the pair where this file says less.
    stands = {(row.suspect, row.victim): (row, dict(fresh)) for row, fresh in _with_changes(change)}
    for at, one in enumerate(change.new_incidents):
        if known := stands.get((one.suspect, one.victim)):
            row, fresh = known
            kept = {name: fresh.get(name, getattr(row, name)) for name in OF_PAIR}
            change.new_incidents[at] = replace(one, **kept)


def _with_changes(change: Change) -> Iterable[tuple[Incident, Mapping[str, Any]]]:
    fresh = {row.pk: changes for row, changes in change.incidents}
    return ((row, fresh.get(row.pk, {})) for row in change.stored.incidents)


def _offence_changes(stands: Incident, told: OffenceTold, newer: bool) -> tuple[Incident, dict[str, Any]] | None:
    fresh = _differing(stands, {"code": told.code}, newer)
    now, was = PRECISION.index(told.precision), PRECISION.index(stands.precision)
    when = {"since": told.since, "until": told.until, "precision": told.precision}
    if now > was or (now == was and newer):
        fresh |= {name: value for name, value in when.items() if value != getattr(stands, name) and value is not None}
    return (stands, fresh) if fresh else None


def _is_news(standings: Iterable[Standing], suspect: int, kind: str, value: str, on: date) -> bool:
    before = [one for one in standings if (one.suspect, one.kind) == (suspect, kind) and one.since <= on]
    if any(one.value == value and one.since == on for one in before):
        return False
    return not before or before[-1].value != value
