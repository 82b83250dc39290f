"""Who may do what, from when until when. Nobody decides about themself."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import Grant, Role, User
from trygg_web.access.permissions import Permission, require


@transaction.atomic
def give_role(user_id: UUID, role: Role, *, until: date | None = None, by: User) -> Grant:
    """The role given from now on; with `until` it ends at the end of that day, Swedish time."""
    require(by, Permission.ROLES_GIVE)
    if role not in settings.TRYGG_ROLES:
        raise InvalidInput(_("Den rollen finns inte i det här huset."))
    user = another(user_id, by)
    at, ends = timezone.now(), _end_of(until)
    if ends and ends <= at:
        raise InvalidInput(_("Sista dagen har redan varit. Välj en dag framåt i tiden."))
    if user.grants.filter(Q(until=None) | Q(until__gt=at), role=role).exists():
        raise WrongState(_("Användaren har redan den rollen. Ta tillbaka den först om tiden ska ändras."))
    grant = Grant.objects.create(user=user, role=role, since=at, until=ends, by=by)
    log.did(by, Verb.ROLE_GIVEN, "user", [user.pk], note=role.value)
    return grant


@transaction.atomic
def withdraw_role(grant_id: UUID, *, by: User) -> None:
    """The role ended now."""
    require(by, Permission.ROLES_GIVE)
    at = timezone.now()
    grant = Grant.objects.filter(pk=grant_id).select_related("user").first()
    if grant is None:
        raise NotThere
    another(grant.user_id, by)
    if not Grant.objects.filter(Q(until=None) | Q(until__gt=at), pk=grant_id).update(until=at):
        raise WrongState(_("Rollen är redan tillbakatagen. Ladda om sidan."))
    log.did(by, Verb.ROLE_WITHDRAWN, "user", [grant.user_id], note=grant.role)


def another(user_id: UUID, by: User) -> User:
    """The working user with that id, locked. Raises NotAllowed for oneself, NotThere for one who is not."""
    if user_id == by.pk:
        raise NotAllowed(_("Ingen ändrar sina egna roller eller sin egen inloggning. Be en annan administratör."))
    user = User.objects.select_for_update().filter(pk=user_id, is_active=True).first()
    if user is None:
        raise NotThere
    return user


def _end_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) if day else None
