"""What a person says is wrong is written down, and answered by somebody who did not decide it."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.listing.models import About, Answered, Objection, Placement
from trygg_web.people import queries as people

ANSWER_IN = timedelta(days=30)  # one month: article 12.3 of the GDPR, and 4 kap. 9 § brottsdatalagen without delay


@transaction.atomic
def write_objection(person_id: UUID, about: str, said: str, *, came_on: date, by: User) -> Objection:
    """The objection, which waits for an answer. Raises NotThere, InvalidInput."""
    require(by, Permission.PERSON_SEE)
    people.person(by, person_id)
    if about not in About.values or not said.strip():
        raise InvalidInput(_("Skriv vad personen menar är fel."))
    if came_on > timezone.localdate():
        raise InvalidInput(_("Dagen ligger i framtiden."))
    row = Objection.objects.create(
        person_id=person_id, about=about, said=said.strip(), came_on=came_on, due_on=came_on + ANSWER_IN, by=by,
        at=timezone.now(),
    )  # fmt: skip
    log.did(by, Verb.WROTE, "objection", [row.pk, person_id])
    return row


@transaction.atomic
def answer_objection(objection_id: UUID, outcome: str, because: str, *, by: User) -> Objection:
    """The objection with its answer.

    Raises NotThere; InvalidInput without a reason; NotAllowed for the one who decided the level; WrongState when
    somebody was first.
    """
    require(by, Permission.PLACEMENT_DECIDE)
    row = Objection.objects.filter(pk=objection_id).first()
    if row is None:
        raise NotThere(_("Invändningen finns inte."))
    people.person(by, row.person_id)
    _check_other(row.person_id, by)
    if outcome not in Answered.values or not because.strip():
        raise InvalidInput(_("Välj vad som blev av invändningen, och skriv varför."))
    told = {"outcome": outcome, "answered_by": by, "answered_at": timezone.now()}
    if not Objection.objects.filter(pk=row.pk, outcome="").update(**told):
        raise WrongState(_("Någon har redan svarat. Läs in sidan igen."))
    row.refresh_from_db()
    row.because = because.strip()
    row.save(update_fields=["because"])
    log.did(by, Verb.ANSWERED, "objection", [row.pk, row.person_id], note=outcome)
    return row


def _check_other(person_id: UUID, by: User) -> None:
    standing = Placement.objects.filter(person=person_id, until=None).select_related("decision").first()
    if standing and by.pk in (standing.decision.by_id, standing.decision.second_by_id):
        raise NotAllowed(_("Du har själv beslutat nivån. Någon annan svarar på invändningen."))
