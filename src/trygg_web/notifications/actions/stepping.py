"""One step of a message: the row is locked, the table of steps is asked, and the passage is kept."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.steps import Act, State
from trygg_web.access.errors import NotThere, WrongState
from trygg_web.access.models import User
from trygg_web.notifications.models import Notification, Passage, Seat
from trygg_web.notifications.policies import moved
from trygg_web.notifications.queries.wording import REASONS
from trygg_web.people import queries as people


def locked(notification_id: UUID) -> Notification:
    """The message, nobody else's until the transaction ends. Raises NotThere."""
    found = Notification.objects.select_for_update().filter(pk=notification_id).first()
    if found is None:
        raise NotThere(_("Meddelandet finns inte."))
    return found


def gates_open(notification: Notification) -> bool:
    """Whether no gate of the message is shut."""
    return not notification.gates.filter(open=False).exists()


def stepped(notification: Notification, act: Act, *, because: str = "", by: User, **fields: Any) -> Notification:
    """The message after an act, claimed in the database. Raises WrongState when it cannot be, or somebody was first."""
    was = notification.state
    to = moved(was, act, gates_open(notification))
    if not Notification.objects.filter(pk=notification.pk, state=was).update(state=to, **fields):
        raise WrongState(_("Någon hann före. Läs in sidan igen."))
    for name, value in fields.items():
        setattr(notification, name, value)
    notification.state = to
    if act == Act.CANCEL:
        _unseated(notification)
    Passage.objects.create(
        notification=notification, act=act, state=was, to=to, because=because, by=by, at=timezone.now()
    )
    return notification


def check_there(notification: Notification, on: date) -> None:
    """Nothing. Raises WrongState where the person was said to have died, moved away or been cleared by that day."""
    theirs = people.out_of_reach(on, [notification.person_id])
    if not theirs.is_empty():
        raise WrongState(f"{REASONS[theirs['cause'][0]]} {_('Budskapet ska inte ges.')}")


def _unseated(notification: Notification) -> None:
    # Nobody is expected at a meeting for a message that is not given.
    Seat.objects.filter(notification=notification, ended_at=None, attendance="").update(ended_at=timezone.now())


def settled(notification: Notification, *, by: User) -> None:
    """Nothing; the message moves on when its last gate is open, and back when one is shut again."""
    state = State(notification.state)
    if gates_open(notification):
        if state in (State.PLANNED, State.GATED):
            stepped(notification, Act.CLEAR, by=by)
    elif state == State.PLANNED:
        stepped(notification, Act.START, by=by)
    elif state in (State.READY, State.SCHEDULED, State.ATTEMPTED, State.REFUSED):
        stepped(notification, Act.SHUT, by=by)
