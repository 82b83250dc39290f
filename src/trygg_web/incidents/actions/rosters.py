"""Stays in remand prison and contact bans, laid against what stands: both are told again and again."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from trygg_web.access.vault import blind
from trygg_web.incidents.models import BanAmendment, ContactBan, CustodyStay, ImportRun, StayAmendment
from trygg_web.incidents.reports import BanTold, Reading, StayTold

DAY = re.compile(r"(20\d{2})-?(\d{2})-?(\d{2})")


def day_of_roster(filename: str, came: date) -> date:
    """The day of which a roster tells: the one in its name, else the day it came."""
    found = DAY.search(filename)
    try:
        return min(date(int(found[1]), int(found[2]), int(found[3])), came) if found else came
    except ValueError:
        return came


def counted(told: Reading) -> dict[str, int]:
    """How many rows are new and how many stand already."""
    stays, bans = _stays(told), _bans(told)
    return {"new": len(told.told) - len(stays) - len(bans), "updated": 0, "same": len(stays) + len(bans)}


def store(run: ImportRun, told: Reading, on: date) -> dict[str, int]:
    """New rows written and those that stand brought up to date; call it inside a transaction."""
    stays, bans = _stays(told), _bans(told)
    new = updated = 0
    for one in told.told:
        if isinstance(one, StayTold):
            known = stays.get(_stay_key(one))
            new, updated = new + (known is None), updated + _stay(run, one, known, on)
        elif isinstance(one, BanTold):
            former = bans.get(_ban_key(one))
            new, updated = new + (former is None), updated + _ban(run, one, former, on)
    return {"new": new, "updated": updated, "same": len(told.told) - new - updated}


def _stay(run: ImportRun, told: StayTold, known: CustodyStay | None, on: date) -> bool:
    fresh = {
        "restrictions": told.restrictions,
        "visit_allowed": told.visit_allowed,
        "planned_release": told.planned_release,
    }
    if known is None:
        key, place, since = _stay_key(told)
        CustodyStay.objects.create(
            number=told.number, number_key=key, given=told.given, family=told.family, place=place, since=since,
            first_seen=on, last_seen=on, run=run, **fresh,
        )  # fmt: skip
        return False
    newer = on >= known.last_seen
    differing = {name: value for name, value in fresh.items() if newer and getattr(known, name) != value}
    StayAmendment.objects.bulk_create(
        [StayAmendment(stay=known, field=name, was=_text(getattr(known, name)), on=on, run=run) for name in differing]
    )
    for name, value in differing.items():
        setattr(known, name, value)
    known.first_seen, known.last_seen = min(known.first_seen, on), max(known.last_seen, on)
    known.save(update_fields=[*fresh, "first_seen", "last_seen"])
    return bool(differing)


def _text(value: bool | date | None) -> str:
    return {True: "yes", False: "no", None: ""}[value] if not isinstance(value, date) else value.isoformat()


def _ban(run: ImportRun, told: BanTold, known: ContactBan | None, on: date) -> bool:
    if known is None:
        key, protects, kind, since = _ban_key(told)
        ContactBan.objects.create(
            number=told.number, number_key=key, protects=told.protects, protects_key=protects, kind=kind, since=since,
            until=told.until, last_told=on, run=run,
        )  # fmt: skip
        return False
    newer = on >= known.last_told  # a file of an earlier day that comes late changes nothing
    differs = newer and told.until is not None and told.until != known.until
    if differs:
        BanAmendment.objects.create(ban=known, until=known.until, on=on, run=run)
        known.until = told.until
    known.last_told = max(known.last_told, on)
    known.save(update_fields=["until", "last_told"])
    return differs


def _stay_key(told: StayTold) -> tuple[str, str, date]:
    return blind(told.number, "number"), told.place, told.since


def _ban_key(told: BanTold) -> tuple[str, str, str, date]:
    return blind(told.number, "number"), blind(told.protects, "number"), told.kind, told.since


def _stays(told: Reading) -> dict[tuple[str, str, date], CustodyStay]:
    wanted = {_stay_key(one) for one in told.told if isinstance(one, StayTold)}
    found = [
        row for some in _chunks(key[0] for key in wanted) for row in CustodyStay.objects.filter(number_key__in=some)
    ]
    known = {(row.number_key, row.place, row.since): row for row in found}
    return {key: row for key, row in known.items() if key in wanted}


def _bans(told: Reading) -> dict[tuple[str, str, str, date], ContactBan]:
    wanted = {_ban_key(one) for one in told.told if isinstance(one, BanTold)}
    found = [
        row for some in _chunks(key[0] for key in wanted) for row in ContactBan.objects.filter(number_key__in=some)
    ]
    known = {(row.number_key, row.protects_key, row.kind, row.since): row for row in found}
    return {key: row for key, row in known.items() if key in wanted}


def _chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    listed = sorted(set(keys))
    yield from (listed[at : at + 500] for at in range(0, len(listed), 500))
