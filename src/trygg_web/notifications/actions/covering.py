"""Cover for those who are away: what waits for them shows for the one who covers."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.notifications.models import Cover

LONGEST = 180  # days; a longer absence is a new assignment of the work


@transaction.atomic
def set_cover(user: User, stands_in_for: User, since: date, until: date, *, by: User) -> Cover:
    """The cover of one for another over a span of days. One asks for oneself; a lead may for anyone."""
    require(by, Permission.NOTICE_WORK if by == stands_in_for else Permission.NOTICE_ASSIGN)
    _check(user, stands_in_for, since, until)
    row = Cover.objects.create(
        user=user, stands_in_for=stands_in_for, since=since, until=until, by=by, at=timezone.now()
    )
    log.did(by, Verb.COVER_SET, "user", [stands_in_for.pk, user.pk])
    return row


def _check(user: User, stands_in_for: User, since: date, until: date) -> None:
    if user == stands_in_for:
        raise InvalidInput(_("Välj någon annan än den som är borta."))
    if not may(user, Permission.NOTICE_WORK):
        raise InvalidInput(_("Den som ska rycka in får inte arbeta med meddelanden."))
    if until < since:
        raise InvalidInput(_("Sista dagen ligger före den första."))
    if until < timezone.localdate() or (until - since).days > LONGEST:
        raise InvalidInput(_("Välj en tid som inte är slut, och högst ett halvår."))


@transaction.atomic
def end_cover(cover_id: UUID, *, by: User) -> None:
    """Nothing; the cover ends now. The two whom it concerns may end it, and a lead."""
    require(by, Permission.NOTICE_WORK)
    row = Cover.objects.filter(pk=cover_id, ended_at=None).first()
    if row is None:
        raise NotThere(_("Inhoppet finns inte, eller är redan slut."))
    if by not in (row.user, row.stands_in_for) and not may(by, Permission.NOTICE_ASSIGN):
        raise NotAllowed(_("Bara de som det gäller, och ledaren, kan avsluta ett inhopp."))
    Cover.objects.filter(pk=row.pk, ended_at=None).update(ended_at=timezone.now(), ended_by=by)
    log.did(by, Verb.COVER_ENDED, "user", [row.stands_in_for_id, row.user_id])
