"""Recording what an agency tells of a person, and taking it back."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.incidents.models import PartyRole, Report
from trygg_web.people.models import SUSPICION_WITHDRAWN, Link, Observation, Person
from trygg_web.people.queries.observable import Observable, observables
from trygg_web.people.queries.standing import standing


@transaction.atomic
def observe(  # noqa: PLR0913 -- an observation has this many parts, and each is named at every call
    person_id: UUID,
    kind: str,
    value: str,
    *,
    day: date,
    source: str,
    because: str,
    by: User,
    report_id: UUID | None = None,
) -> Observation:
    """What an agency tells of a person, kept with its day and its source."""
    require(by, Permission.OBSERVE)
    _check(kind, value, day, source)
    person = _person(person_id)
    _check_report(kind, report_id, person)
    observation = Observation.objects.create(
        person=person, kind=kind, value=value, day=day, report_id=report_id, source=source.strip(),
        because=because.strip(), by=by, at=timezone.now(),
    )  # fmt: skip
    log.did(by, Verb.OBSERVED, "observation", [observation.pk, person.pk], note=kind)
    return observation


def _check(kind: str, value: str, day: date, source: str) -> None:
    known: dict[str, Observable] = {one.kind: one for one in observables(timezone.localdate())}
    if kind not in known:
        raise InvalidInput(_("Välj vad som har hänt."))
    if value not in known[kind].values:
        raise InvalidInput(_("Välj ett av svaren."))
    if day > timezone.localdate():
        raise InvalidInput(_("Dagen ligger i framtiden."))
    if not source.strip():
        raise InvalidInput(_("Skriv vilken myndighet och vilken handling som uppgiften kommer från."))


def _person(person_id: UUID) -> Person:
    person = Person.objects.filter(pk=standing(person_id)).first()
    if person is None:
        raise NotThere(_("Personen finns inte."))
    return person


def _check_report(kind: str, report_id: UUID | None, person: Person) -> None:
    if kind == SUSPICION_WITHDRAWN and report_id is None:
        raise InvalidInput(_("Välj vilken anmälan det gäller."))
    theirs = Link.objects.filter(person=person, until=None, party__report=report_id, party__role=PartyRole.SUSPECT)
    if report_id is not None and not (Report.objects.filter(pk=report_id).exists() and theirs.exists()):
        raise InvalidInput(_("Anmälan gäller inte den här personen som misstänkt."))


@transaction.atomic
def withdraw_observation(observation_id: UUID, *, because: str, by: User) -> Observation:
    """The observation taken back, with the reason; it stays readable and counts no more."""
    require(by, Permission.OBSERVE)
    if not because.strip():
        raise InvalidInput(_("Skriv varför uppgiften tas tillbaka."))
    waiting = Observation.objects.filter(pk=observation_id, withdrawn_at=None)
    if not waiting.update(withdrawn_at=timezone.now(), withdrawn_by=by):
        if not Observation.objects.filter(pk=observation_id).exists():
            raise NotThere(_("Uppgiften finns inte."))
        raise WrongState(_("Uppgiften är redan tillbakatagen. Läs in sidan igen."))
    observation = Observation.objects.get(pk=observation_id)
    observation.withdrawn_because = because.strip()
    observation.save(update_fields=["withdrawn_because"])
    log.did(by, Verb.WITHDREW, "observation", [observation.pk, observation.person_id])
    return observation
