"""How long each report may be kept: here it is known who the suspects are and what was registered of them since."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from trygg.rulebook import book
from trygg.sharing import Held
from trygg_web.access.belonging import belonging, counted
from trygg_web.access.kept import Kept
from trygg_web.incidents.models import Incident, PartyRole, Report, Standing
from trygg_web.people.models import Link, Observation, Person

UNDER_TRIAL = ("probable_cause", "charged")  # an investigation that goes on
CLOSED = ("convicted", "dropped")
GRAVE = 24  # months of prison that the crime can give (law.md 2.6, PBDL 4:7)


def kept() -> Iterator[Kept]:
    """Each report with the clock that runs for it.

    An investigation that goes on stays; one that is closed runs from the last closing; every other report runs from
    the last registration of any of its suspects.
    """
    suspects, grave = _suspects(), _grave()
    last, states = _last_registrations(suspects), _states()
    for key, number, reported_at in Report.objects.values_list("pk", "number", "reported_at").iterator():
        told = [last[person] for person in suspects.get(key, ())]
        kind, events = _clock(states.get(key, ()), max([*told, _day(reported_at)]))
        facts = frozenset({"grave_crime"} if key in grave else ())
        yield Kept("report", key, number, Held(str(key), "police", kind, str(key), events, facts=facts))


def goes_with(kind: str, keys: Sequence[UUID]) -> Counter[str]:
    """How many rows of each table go with these reports, persons whom nothing else tells of included."""
    return counted(belonging(Report, keys)) + counted(belonging(Person, orphaned_by(keys)))


def orphaned_by(keys: Sequence[UUID]) -> list[UUID]:
    """Persons whom only these reports tell of."""
    told = set(Link.objects.filter(party__report__in=keys).values_list("person", flat=True))
    others = Link.objects.filter(person__in=told).exclude(party__report__in=keys)
    return sorted(told - set(others.values_list("person", flat=True)))


def _clock(states: Iterable[tuple[str, date]], last: date) -> tuple[str, Mapping[str, date]]:
    told = list(states)
    if any(value in UNDER_TRIAL for value, _since in told):
        return "investigation", {}
    if told and all(value in CLOSED for value, _since in told):
        return "investigation", {"judgment_or_closure": max(since for _value, since in told)}
    return "criminal_activity", {"last_registration": last}


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _months(scale: Mapping[str, object]) -> int:
    most = scale.get("most")
    return most if isinstance(most, int) else 10**6  # no most: for life


def _suspects() -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    open_links = Link.objects.filter(until=None, party__role=PartyRole.SUSPECT)
    for report, person in open_links.values_list("party__report", "person").iterator():
        found.setdefault(report, set()).add(person)
    return found


def _last_registrations(suspects: Mapping[UUID, set[UUID]]) -> dict[UUID, date]:
    last: dict[UUID, date] = {}
    reported = dict(Report.objects.values_list("pk", "reported_at"))
    for report, persons in suspects.items():
        for person in persons:
            last[person] = max(last.get(person, date.min), _day(reported[report]))
    observed = Observation.objects.filter(withdrawn_at=None).values_list("person", "day")
    for person, day in observed.iterator():
        last[person] = max(last.get(person, date.min), day)
    return last


def _states() -> dict[UUID, set[tuple[str, date]]]:
    newest: dict[tuple[UUID, int], tuple[str, date]] = {}
    told = Standing.objects.filter(kind="suspicion").order_by("since")
    for report, suspect, value, since in told.values_list("report", "suspect", "value", "since").iterator():
        newest[report, suspect] = (value, since)
    found: dict[UUID, set[tuple[str, date]]] = {}
    for (report, _suspect), state in newest.items():
        found.setdefault(report, set()).add(state)
    return found


def _grave() -> set[UUID]:
    # By the highest scale that the offence has had: the longer clock where two could run.
    rules = book(settings.TRYGG_METHOD or None, settings.TRYGG_PROFILE).on(timezone.localdate())
    heavy = {name for name, one in rules.offences.items() if any(_months(row) >= GRAVE for row in one.values)}
    return set(Incident.objects.filter(offence__in=heavy).values_list("report", flat=True))
