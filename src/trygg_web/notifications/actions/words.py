"""The words of other houses: social services' opens a gate, the probation service's says that the message was given."""

from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access.models import User
from trygg_web.exchange import actions as exchange
from trygg_web.exchange.permissions import POLICE
from trygg_web.exchange.records import Came
from trygg_web.notifications.actions.gates import turned
from trygg_web.notifications.actions.stepping import locked
from trygg_web.notifications.models import Branch, Gate, Inquiry, Verdict, Word
from trygg_web.notifications.queries.elsewhere import VICTIM, gate_waits

ANSWER, GIVEN = "gate_answer", "delivered"  # kinds of disclosures
WORDS = {"open": Word.OPEN, "none": Word.OPEN, "wait": Word.WAIT}  # whether there is anybody to contact is not kept


def take_words(*, by: User) -> int:
    """How many words were taken in. A gate opens when every question about its message has its word to go ahead."""
    answered = exchange.take_each(ANSWER, POLICE, _answered, by=by)
    return answered + exchange.take_each(GIVEN, POLICE, _given, by=by)


def _answered(came: Came, by: User) -> bool:
    row, word = _asked(came, Branch.VICTIMS), WORDS.get(came.value("gate") or "")
    exchange.take(came.id, subject=str(row.notification_id) if row else "", by=by)
    if row is None or word is None:
        return False
    locked(row.notification_id)
    Inquiry.objects.filter(pk=row.pk).exclude(word=Word.OPEN).update(word=word, answered_at=came.received_at)
    gate = Gate.objects.filter(notification=row.notification_id, gate=VICTIM, open=False).first()
    if gate and not gate_waits(row.notification_id, VICTIM):
        turned(gate, Verdict.OPENED, _("Socialtjänsten har svarat."), by)
    return True


def _given(came: Came, by: User) -> bool:
    # The message itself is recorded by an officer, who knows what else there is to say of it.
    row = _asked(came, Branch.SUPERVISION)
    if row is None:
        return False
    exchange.take(came.id, subject=str(row.notification_id), by=by)
    Inquiry.objects.filter(pk=row.pk).update(word=Word.GIVEN, answered_at=timezone.now())
    return True


def _asked(came: Came, branch: Branch) -> Inquiry | None:
    # Only the house that was asked answers, and a message that was taken back has no answer any more.
    if came.corrects or came.reply_to is None:
        return None
    return Inquiry.objects.filter(message=came.reply_to, house=came.house, branch=branch, withdrawn_at=None).first()
