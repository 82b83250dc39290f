"""Users made, closed and let in again. A password made here is good for one log-in."""

import secrets
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.actions.roles import another
from trygg_web.access.errors import WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import Grant, Role, User
from trygg_web.access.permissions import Permission, require

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike: it is read aloud or from paper


@transaction.atomic
def make_user(username: str, first_name: str, last_name: str, *, by: User) -> tuple[User, str]:
    """The user and a password for the first log-in; shown once and kept nowhere."""
    require(by, Permission.ROLES_GIVE)
    return _made(username, first_name, last_name, by)


@transaction.atomic
def make_first_administrator(username: str, first_name: str, last_name: str, *, by: User) -> tuple[User, str]:
    """The one who makes all other users, and a password for the first log-in; shown once and kept nowhere.

    `by` is the house itself: nobody may give roles yet, so no permission is asked. Raises WrongState when an
    administrator works here already.
    """
    user, password = _made(username, first_name, last_name, by)
    # The log's entry holds its head until this is over: of two who try at once the second sees the first.
    at = timezone.now()
    working = Grant.objects.filter(Q(until=None) | Q(until__gt=at), role=Role.ADMINISTRATOR, user__is_active=True)
    if working.exists():
        raise WrongState(_("Det finns redan en administratör. Den personen gör nya användare under Roller."))
    Grant.objects.create(user=user, role=Role.ADMINISTRATOR, since=at, by=by)
    log.did(by, Verb.ROLE_GIVEN, "user", [user.pk], note=Role.ADMINISTRATOR.value)
    return user, password


@transaction.atomic
def renew_login(user_id: UUID, *, by: User) -> str:
    """A new password for one log-in; the former one, its sessions and every second factor end."""
    require(by, Permission.ROLES_GIVE)
    user = another(user_id, by)
    password = _password()
    Authenticator.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(password=make_password(password), password_once=True)
    log.did(by, Verb.FACTORS_RESET, "user", [user.pk])
    return password


@transaction.atomic
def close_user(user_id: UUID, *, by: User) -> None:
    """The user shut out now, with every role ended; what they did stays in the log."""
    require(by, Permission.ROLES_GIVE)
    user = another(user_id, by)
    at = timezone.now()
    user.grants.filter(Q(until=None) | Q(until__gt=at)).update(until=at)
    User.objects.filter(pk=user.pk).update(is_active=False, password=make_password(None))
    log.did(by, Verb.USER_CLOSED, "user", [user.pk])


def _made(username: str, first_name: str, last_name: str, by: User) -> tuple[User, str]:
    if User.objects.filter(username__iexact=username).exists():
        raise WrongState(_("Användarnamnet är upptaget. Välj ett annat."))
    password = _password()
    user = User.objects.create(
        username=username,
        first_name=first_name,
        last_name=last_name,
        password=make_password(password),
        password_once=True,
    )
    log.did(by, Verb.USER_MADE, "user", [user.pk])
    return user, password


def _password() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _place in range(5)) for _group in range(4))
