"""Messages that the police plan for a client: taken over from the exchange, and answered when given together."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.access.vault import blind
from trygg_web.exchange import actions as exchange
from trygg_web.exchange import queries as arrived
from trygg_web.exchange.actions import Draft, Item
from trygg_web.exchange.permissions import SUPERVISION
from trygg_web.exchange.records import NUMBER, Came
from trygg_web.supervision.models import Appointment, Attendance, Client, Purpose, Shared

PLANNED, DELIVERED = "message_planned", "delivered"


def run_day(*, on: date, by: User) -> int:
    """How many planned messages were taken over on a day; those about people who are no clients stay in the inbox."""
    taken = exchange.take_each(PLANNED, SUPERVISION, _take, by=by)
    log.did(by, Verb.FOLLOWED, "shared", note=f"{taken} {on.isoformat()}") if taken else None
    return taken


@transaction.atomic
def answer_shared(shared_id: UUID, *, by: User) -> UUID:
    """The id of a prefilled disclosure: that the message was given, and when. Raises WrongState when it was not yet."""
    require(by, Permission.CLIENT_WORK)
    shared = Shared.objects.select_related("client").filter(pk=shared_id).first()
    if shared is None:
        raise NotThere
    held = Appointment.objects.filter(arrival=shared.arrival, purpose=Purpose.MESSAGE, attendance=Attendance.CAME)
    given = held.order_by("at").last()
    if given is None and shared.withdrawn_at:
        raise WrongState(_("Polisen planerar inte längre budskapet."))
    if given is None:
        raise WrongState(_("Anteckna först på mötet att klienten kom."))
    if arrived.replied(shared.message):
        raise WrongState(_("Polisen har redan fått svar."))
    log.did(by, Verb.ANSWERED, "client", [shared.client_id])
    return exchange.keep_draft(_answer(shared, timezone.localdate(given.at)), by=by)


def _answer(shared: Shared, given: date) -> Draft:
    items = (
        Item(NUMBER, "person_basics", shared.client.number),
        Item("delivered", "level_and_delivery", given.isoformat()),
    )
    return Draft(
        zone="police", function="police", house=shared.house, kind=DELIVERED, purpose="prevent_crime", ground="G-06",
        items=items, subject=str(shared.client_id), reply_to=shared.message,
    )  # fmt: skip


def _take(came: Came, by: User) -> bool:
    return _moved(came, came.corrects, by) if came.corrects else _new(came, by)


def _moved(came: Came, message: UUID, by: User) -> bool:
    # A correction with a day moves the message; one without says that it is planned no longer.
    row = Shared.objects.filter(message=message, house=came.house).first()
    if row is None:
        return False
    exchange.take(came.id, by=by)
    until = came.value("planned_by")
    if until:
        row.due_on = date.fromisoformat(until)
    else:
        row.withdrawn_at = timezone.now()
    row.save(update_fields=["due_on", "withdrawn_at"])
    log.did(by, Verb.TOOK, "client", [row.client_id])
    return True


def _new(came: Came, by: User) -> bool:
    number = came.value(NUMBER)
    client = Client.objects.filter(number_key=blind(number, "number")).first() if number else None
    if client is None:
        return False
    exchange.take(came.id, by=by)
    until = came.value("planned_by")
    Shared.objects.create(
        arrival=came.id, message=came.message, house=came.house, client=client, taken_at=timezone.now(),
        due_on=date.fromisoformat(until) if until else None,
    )  # fmt: skip
    log.did(by, Verb.TOOK, "client", [client.pk])
    return True
