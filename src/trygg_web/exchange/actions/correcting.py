"""What was told and is not so any more: a correction goes to each house that was told, and changes what it sees."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.exchange.actions.disclosing import dispatch, write_items
from trygg_web.exchange.models import Disclosure, DisclosureState, Side
from trygg_web.exchange.numbers import next_number
from trygg_web.exchange.permissions import apart, branches
from trygg_web.exchange.records import Item

COPIED = (
    "unit", "partner", "function", "kind", "subject", "purpose", "why", "ground", "ground_version",
    "condition", "protected", "protection", "reply_to", "request",
)  # fmt: skip


@transaction.atomic
def correct(disclosure_id: UUID, *, because: str, items: Sequence[Item], by: User) -> Disclosure:
    """The correction of a disclosure, on its way: new values for fields that were told, None for what is withdrawn.

    Raises InvalidInput for a field that was never told, WrongState for a disclosure that was never sent, NotThere.
    """
    if not may(by, Permission.POST):  # what the night finds out must travel too
        require(by, Permission.DISCLOSE)
    rows = Disclosure.objects.filter(unit__in=branches(by, settings.ZONE)).exclude(subject__in=apart(by))
    row = rows.filter(pk=disclosure_id).first()
    if row is None:
        raise NotThere(_("Utlämnandet finns inte."))
    root = row.corrects or row
    _check(root, because, items)
    at = timezone.now()
    made = Disclosure(
        **{name: getattr(root, name) for name in COPIED}, corrects=root, because=because, message=uuid4(),
        state=DisclosureState.DECIDED, dnr=next_number(Side.OUT, at), by=by, at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    write_items(made, tuple(items))
    log.did(by, Verb.CORRECTED, "disclosure", [root.pk, made.pk])
    dispatch(made)
    return made


@transaction.atomic
def correct_everywhere(subject: str, *, because: str, items: Sequence[Item], by: User) -> list[Disclosure]:
    """The corrections to every house that was told any of the fields about a subject; each gets only what it was told.

    subject     this house's own id, as `Draft.subject` had it
    """
    sent = Disclosure.objects.filter(subject=subject, state=DisclosureState.DECIDED, corrects=None)
    made = []
    for row in sent.exclude(subject="").order_by("at"):
        told = set(row.items.values_list("field", flat=True))
        if theirs := [item for item in items if item.field in told]:
            made.append(correct(row.pk, because=because, items=theirs, by=by))
    return made


def _check(root: Disclosure, because: str, items: Sequence[Item]) -> None:
    if root.state != DisclosureState.DECIDED:
        raise WrongState(_("Utlämnandet har inte skickats, så det finns inget att rätta."))
    if not because.strip() or not items:
        raise InvalidInput(_("Skriv vad som rättas och varför."))
    if {item.field for item in items} - set(root.items.values_list("field", flat=True)):
        raise InvalidInput(_("En rättelse kan bara gälla det som har lämnats. Gör annars ett nytt utlämnande."))
