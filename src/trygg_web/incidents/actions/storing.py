"""Writes what a file tells: new reports in bulk, changes with what stood before."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from trygg_web.access.vault import blind
from trygg_web.incidents.actions.merging import CHUNK, FIELDS, Change, Plan
from trygg_web.incidents.models import Amendment, ImportRun, Incident, Party, PartyRole, Rejected, Report, Standing
from trygg_web.incidents.rejects import cells_text, digest_of
from trygg_web.incidents.reports import OffenceTold, PartyTold, RejectedRow, ReportTold

Tell = Callable[[str, int, int], None]
VALID = ("personnummer", "samordningsnummer")


def store(plan: Plan, run: ImportRun, on: date, tell: Tell) -> None:
    """The plan, written; call it inside a transaction."""
    total = len(plan.new) + len(plan.changed)
    for at in range(0, len(plan.new), CHUNK):
        tell("new", at, total)
        store_new(plan.new[at : at + CHUNK], run, on)
    for at, change in enumerate(plan.changed):
        tell("updated", len(plan.new) + at, total)
        store_change(change, run, on)
    known = [change.stored.report.pk for change in plan.changed] + [one.report.pk for one in plan.same]
    for at in range(0, len(known), CHUNK):
        Report.objects.filter(pk__in=known[at : at + CHUNK], told_on__lt=on).update(told_on=on)
    tell("written", total, total)


def store_new(told: Sequence[ReportTold], run: ImportRun, on: date) -> list[Report]:
    """Reports that nobody had told of before, with their parties, offences and standings."""
    pairs = [(_report(one, run, on), one) for one in told]
    Report.objects.bulk_create([report for report, _ in pairs])
    Party.objects.bulk_create([party for report, one in pairs for party in _parties(report, one)])
    Incident.objects.bulk_create(
        [incident(report, line, offence) for report, one in pairs for line, offence in enumerate(one.offences, start=1)]
    )
    Standing.objects.bulk_create([row for report, one in pairs for row in _standings(report, one, run, on)])
    return [report for report, _ in pairs]


def store_change(change: Change, run: ImportRun, on: date) -> None:
    """What a file changed in one report; what stood there is kept as amendments."""
    report, stands = change.stored.report, change.stored
    kept = [
        Amendment(report=report, field=name, was=_text(getattr(report, name)), on=on, run=run) for name in change.report
    ]
    _set(report, change.report)
    for who, fresh in change.parties.items():
        party = stands.parties[who]
        kept += [
            Amendment(report=report, party=party, field=name, was=getattr(party, name), on=on, run=run)
            for name in fresh
        ]
        _set(party, fresh | _key(party, fresh))
    for row, fresh_when in change.incidents:
        kept += [
            Amendment(report=report, field=f"{name}:{row.line}", was=_text(getattr(row, name)), on=on, run=run)
            for name in fresh_when
        ]
        _set(row, fresh_when)
    Amendment.objects.bulk_create(kept)
    _add(change, run, on)


def _add(change: Change, run: ImportRun, on: date) -> None:
    report, lines = change.stored.report, [row.line for row in change.stored.incidents]
    Party.objects.bulk_create([party_of(report, *who, told) for who, told in change.new_parties.items()])
    first = max(lines, default=0) + 1
    Incident.objects.bulk_create(
        [incident(report, line, told) for line, told in enumerate(change.new_incidents, start=first)]
    )
    Standing.objects.bulk_create(
        [_standing(report, place, kind, value, run, on) for place, kind, value in change.standings]
    )


def store_rejected(rows: Iterable[RejectedRow], run: ImportRun) -> int:
    """How many rows were put aside to be mended. A row that an earlier file had the same is not asked twice."""
    made = {digest_of(row.reason, row.column, row.cells): row for row in rows}
    known: set[str] = set()
    digests = list(made)
    for at in range(0, len(digests), CHUNK):
        known |= set(Rejected.objects.filter(digest__in=digests[at : at + CHUNK]).values_list("digest", flat=True))
    fresh = [
        Rejected(run=run, row=row.row, cells=cells_text(row.cells), column=row.column, reason=row.reason, digest=digest)
        for digest, row in made.items()
        if digest not in known
    ]
    Rejected.objects.bulk_create(fresh, batch_size=CHUNK)
    return len(fresh)


def incident(report: Report, line: int, told: OffenceTold) -> Incident:
    """One offence as a row told it."""
    return Incident(
        report=report,
        line=line,
        heading=told.heading,
        code=told.code,
        offence=told.offence,
        attempt=told.attempt,
        since=told.since,
        until=told.until,
        precision=told.precision,
        suspect=told.suspect,
        victim=told.victim,
        relation=told.relation,
        partner=told.partner,
        weapon=told.weapon,
        strangulation=told.strangulation,
        death_threat=told.death_threat,
    )


def party_of(report: Report, role: str, place: int, told: PartyTold) -> Party:
    """A person as a report names them."""
    return Party(
        report=report,
        role=role,
        place=place,
        number=told.number,
        number_key=_blind(told.number, told.number_kind),
        number_kind=told.number_kind,
        born=told.born,
        given=told.given,
        family=told.family,
        sex=told.sex,
        protected=told.protected or "unspecified",
    )


def _report(told: ReportTold, run: ImportRun, on: date) -> Report:
    return Report(number=told.number, run=run, told_on=on, **{name: getattr(told, name) for name in FIELDS})


def _parties(report: Report, told: ReportTold) -> list[Party]:
    named = ((PartyRole.SUSPECT, told.suspects), (PartyRole.VICTIM, told.victims))
    return [party_of(report, role, place, one) for role, some in named for place, one in enumerate(some)]


def _standings(report: Report, told: ReportTold, run: ImportRun, on: date) -> list[Standing]:
    said = [
        (one.place, kind, value)
        for one in told.standings
        for kind, value in (("suspicion", one.suspicion), ("custody", one.custody))
    ]
    return [_standing(report, place, kind, value, run, on) for place, kind, value in said if value]


def _standing(report: Report, suspect: int, kind: str, value: str, run: ImportRun, on: date) -> Standing:
    return Standing(report=report, suspect=suspect, kind=kind, value=value, since=on, run=run)


def _key(party: Party, fresh: dict[str, str]) -> dict[str, str]:
    number, kind = fresh.get("number", party.number), fresh.get("number_kind", party.number_kind)
    return {"number_key": _blind(number, kind)} if fresh else {}


def _blind(number: str, kind: str) -> str:
    return blind(number, "number") if kind in VALID else ""


def _set(row: Any, fresh: dict[str, Any]) -> None:
    # Sealed fields are sealed on save: an update() would write them open.
    for name, value in fresh.items():
        setattr(row, name, value)
    if fresh:
        row.save(update_fields=list(fresh))


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else "" if value is None else str(value)
