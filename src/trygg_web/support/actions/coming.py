"""How somebody comes here: told by another house, or entered by who works here; and in whose hands the person is."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.linkage import identity
from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.access.vault import blind
from trygg_web.exchange import actions as exchange
from trygg_web.exchange.permissions import SUPPORT
from trygg_web.exchange.records import NUMBER, Came
from trygg_web.support.models import Barred, Participant, ParticipantName, Referral, Series, Source
from trygg_web.support.permissions import may_help, require_help
from trygg_web.support.queries.scope import open_to

KINDS = ("help_wanted", "level")  # told to this branch: help is wanted, or a level says that it must be offered


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who comes: as they say, or as another house tells."""

    given: str
    family: str
    number: str = ""
    contact: str = ""
    protected: bool = False
    source: Source = Source.SELF


@transaction.atomic
def enter(told: Coming, *, by: User) -> Participant:
    """The person, in the hands of the one who enters them. Raises InvalidInput, WrongState for one already here."""
    require_help(by)
    found = identity.number(told.number, on=timezone.localdate()) if told.number.strip() else None
    if found and not found.valid:
        raise InvalidInput(_("Personnumret stämmer inte."))
    if not f"{told.given}{told.family}".strip():
        raise InvalidInput(_("Skriv ett namn, eller ett önskat tilltalsnamn."))
    number = found.digits if found else ""
    if number and Participant.objects.filter(number_key=blind(number, "number")).exists():
        raise WrongState(_("Personen finns redan här. Sök på numret, eller fråga den som leder arbetet."))
    made = _make(told, number, worker=by)
    log.did(by, Verb.WROTE, "participant", [made.pk], note=told.source)
    return made


@transaction.atomic
def take_on(participant_id: UUID, *, by: User) -> None:
    """Nothing; the person is in the hands of the one who takes them on. Raises WrongState when somebody was first."""
    require_help(by)
    if not open_to(by).filter(pk=participant_id).exists():
        raise NotThere
    if not Participant.objects.filter(pk=participant_id, worker=None).update(worker=by):
        raise WrongState(_("Någon annan hann före."))
    log.did(by, Verb.ASSIGNED, "participant", [participant_id, by.pk])


@transaction.atomic
def hand_over(participant_id: UUID, to: User, *, by: User) -> None:
    """Nothing; the person is in somebody else's hands. Raises InvalidInput for one who may not work with the person."""
    require(by, Permission.HELP_LEAD)
    row = Participant.objects.select_for_update().filter(pk=participant_id).first()
    if row is None:
        raise NotThere
    if not may_help(to) or not open_to(to, assigned=False).filter(pk=row.pk).exists():
        raise InvalidInput(_("Den användaren kan inte ta över."))
    Participant.objects.filter(pk=row.pk).update(worker=to)
    log.did(by, Verb.ASSIGNED, "participant", [row.pk, to.pk])


@transaction.atomic
def bar(participant_id: UUID, user: User, because: str, *, by: User) -> None:
    """Nothing; a conflict keeps the user from the person from now on, whoever's hands the person was in."""
    require(by, Permission.HELP_LEAD)
    if not because.strip():
        raise InvalidInput(_("Skriv varför."))
    row = Participant.objects.select_for_update().filter(pk=participant_id).first()
    if row is None:
        raise NotThere
    at = timezone.now()
    Barred.objects.get_or_create(participant=row, user=user, defaults={"because": because, "by": by, "at": at})
    Participant.objects.filter(pk=row.pk, worker=user).update(worker=None)
    log.did(by, Verb.WROTE, "participant", [row.pk, user.pk], note="conflict")


def run_day(*, on: date, by: User) -> int:
    """How many were taken over of what other houses told this branch; what names nobody stays in the inbox."""
    taken = sum(exchange.take_each(kind, SUPPORT, _take, by=by) for kind in KINDS)
    log.did(by, Verb.FOLLOWED, "referral", note=f"{taken} {on.isoformat()}") if taken else None
    return taken


def _take(came: Came, by: User) -> bool:
    number = identity.number(came.value(NUMBER), on=timezone.localdate())
    if came.corrects or not number.valid:
        return False
    person = Participant.objects.filter(number_key=blind(number.digits, "number")).first()
    if person is None:
        given, _space, family = (came.value("name") or "").strip().rpartition(" ")
        source = Source(came.zone) if came.zone in Source.values else Source.SOCIAL
        told = Coming(given, family, protected=came.protected, source=source)
        person = _make(told, number.digits, worker=None)
    elif came.protected and not person.protected:
        # Protection once told is not taken away by one who does not mention it.
        Participant.objects.filter(pk=person.pk).update(protected=True)
    exchange.take(came.id, subject=str(person.pk), by=by)
    Referral.objects.create(
        participant=person, arrival=came.id, message=came.message, zone=came.zone, house=came.house,
        taken_at=timezone.now(),
    )  # fmt: skip
    log.did(by, Verb.TOOK, "participant", [person.pk])
    return True


def _make(told: Coming, number: str, worker: User | None) -> Participant:
    at = timezone.now()
    made = Participant.objects.create(
        case_number=_case_number(timezone.localdate(at).year), given=told.given.strip(), family=told.family.strip(),
        number=number, number_key=blind(number, "number") if number else None, contact=told.contact.strip(),
        protected=told.protected, source=told.source, worker=worker, since=at,
    )  # fmt: skip
    words = sorted({*identity.name_words(told.given), *identity.name_words(told.family)})
    ParticipantName.objects.bulk_create([ParticipantName(participant=made, key=blind(word, "name")) for word in words])
    return made


def _case_number(year: int) -> str:
    """The next case number of a year: *H2026-00012*."""
    Series.objects.get_or_create(pk=year)
    row = Series.objects.select_for_update().get(pk=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"H{year}-{row.last:05d}"
