"""Users and roles: given by another, for a time, and logged."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_grant, make_user
from trygg_web.access import actions, queries
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.models import Entry, Grant, Role, User
from trygg_web.access.permissions import MATRIX, Permission, may, require

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.mark.room("listing")
def test_a_role_given_opens_its_permissions_and_stands_in_the_log(administrator: User) -> None:
    user = make_user()

    actions.give_role(user.pk, Role.OFFICER, by=administrator)

    assert may(fresh(user), Permission.PLACEMENT_DECIDE)
    entry = Entry.objects.latest("seq")
    assert (entry.verb, entry.note, entry.actor) == ("role_given", "officer", str(administrator.pk))


def test_nobody_gives_or_withdraws_a_role_of_their_own(administrator: User) -> None:
    own = administrator.grants.get()

    with pytest.raises(NotAllowed, match="egna roller"):
        actions.give_role(administrator.pk, Role.LEAD, by=administrator)
    with pytest.raises(NotAllowed, match="egna roller"):
        actions.withdraw_role(own.pk, by=administrator)
    assert [grant.role for grant in administrator.grants.all()] == [Role.ADMINISTRATOR]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_administrators_touch_roles_and_users(role: Role) -> None:
    by, user, grant = make_user("", role), make_user(), make_grant()

    for act in (
        lambda: actions.give_role(user.pk, Role.CLEARED, by=by),
        lambda: actions.withdraw_role(grant.pk, by=by),
        lambda: actions.make_user("nils", "Nils", "Ny", by=by),
        lambda: actions.renew_login(user.pk, by=by),
        lambda: actions.close_user(user.pk, by=by),
        lambda: queries.users(by),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_role_is_not_given_twice(administrator: User) -> None:
    user = make_user("", Role.LEAD)

    with pytest.raises(WrongState, match="redan"):
        actions.give_role(user.pk, Role.LEAD, by=administrator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(user=user, role=Role.LEAD, since=timezone.now())


@pytest.mark.parametrize(
    ("last", "midnight"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, tzinfo=UTC)),  # winter time
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),  # the night the clock goes forward
        (date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),  # the night it goes back
    ],
)
def test_a_role_ends_at_midnight_in_stockholm(administrator: User, last: date, midnight: datetime) -> None:
    user = make_user()
    with time_machine.travel(datetime(2026, 1, 7, 12, tzinfo=UTC), tick=False):
        actions.give_role(user.pk, Role.LEAD, until=last, by=fresh(administrator, since=2020))

    with time_machine.travel(midnight - timedelta(seconds=1), tick=False):
        assert may(fresh(user), Permission.LIST_SEE)
    with time_machine.travel(midnight, tick=False):
        assert not may(fresh(user), Permission.LIST_SEE)


def test_a_role_cannot_end_before_it_begins(administrator: User) -> None:
    with pytest.raises(InvalidInput, match="redan varit"):
        actions.give_role(make_user().pk, Role.LEAD, until=date(2020, 1, 1), by=administrator)


def test_a_withdrawn_role_closes_at_once_and_only_once(administrator: User) -> None:
    user = make_user("", Role.OFFICER)
    grant = user.grants.get()

    actions.withdraw_role(grant.pk, by=administrator)

    assert not may(fresh(user), Permission.DAY_SEE)
    with pytest.raises(WrongState, match="redan"):
        actions.withdraw_role(grant.pk, by=administrator)
    with pytest.raises(NotThere):
        actions.withdraw_role(uuid4(), by=administrator)


def test_a_new_user_logs_in_with_a_password_shown_once(administrator: User) -> None:
    user, password = actions.make_user("nils", "Nils", "Ny", by=administrator)

    assert authenticate(RequestFactory().post("/"), username="nils", password=password) == user
    assert user.password_once
    assert password not in str(list(Entry.objects.values()))
    with pytest.raises(WrongState, match="upptaget"):
        actions.make_user("NILS", "Nils", "Två", by=administrator)


def test_a_renewed_login_ends_the_former_password_session_and_second_factor(
    administrator: User, client_of: ClientOf
) -> None:
    user = make_user("", Role.OFFICER)
    client = client_of(user)
    assert client.get(reverse("mfa_index")).status_code == 200

    actions.renew_login(user.pk, by=administrator)

    assert reverse("account_login") in client.get(reverse("mfa_index")).headers["Location"]
    assert not user.authenticator_set.exists()


def test_a_closed_user_is_out_at_once_and_stays_in_the_log(administrator: User, client_of: ClientOf) -> None:
    user = make_user("", Role.OFFICER)
    client = client_of(user)

    actions.close_user(user.pk, by=administrator)

    assert reverse("account_login") in client.get(reverse("mfa_index")).headers["Location"]
    assert not may(fresh(user), Permission.DAY_SEE)
    assert Entry.objects.latest("seq").verb == "user_closed"


def test_the_page_shows_users_and_never_offers_to_change_oneself(administrator: User, client_of: ClientOf) -> None:
    other = make_user("olle", Role.OFFICER)

    page = client_of(administrator).get(reverse("access:roles")).content.decode()

    assert "Olle" in page
    assert reverse("access:give_role", args=[other.pk]) in page
    assert reverse("access:give_role", args=[administrator.pk]) not in page
    assert reverse("access:withdraw_role", args=[administrator.grants.get().pk]) not in page


def test_the_page_gives_a_role_makes_a_user_and_shows_the_password_once(
    administrator: User, client_of: ClientOf
) -> None:
    client, other = client_of(administrator), make_user()

    given = client.post(reverse("access:give_role", args=[other.pk]), {"role": "lead", "until": ""})
    made = client.post(reverse("access:make_user"), {"first_name": "Nils", "last_name": "Ny", "username": "nils"})
    wrong = client.post(reverse("access:make_user"), {"first_name": "Nils", "last_name": "", "username": "Å"})

    assert given.status_code == 302
    assert [grant.role for grant in other.grants.all()] == [Role.LEAD]
    assert "nils" in made.content.decode()
    assert User.objects.get(username="nils").password_once
    assert wrong.status_code == 400


def test_every_role_stands_in_the_matrix_and_no_role_both_gives_roles_and_sees_persons() -> None:
    assert set(MATRIX) == set(Role)
    assert not any({Permission.ROLES_GIVE, Permission.PERSON_SEE} <= held for held in MATRIX.values())
    assert not any({Permission.ROLES_GIVE, Permission.LOG_SEE} <= held for held in MATRIX.values())


def test_one_who_is_not_active_may_nothing() -> None:
    user = make_user("", *Role)
    user.is_active = False

    with pytest.raises(NotAllowed):
        require(user, Permission.DAY_SEE)


def fresh(user: User, since: int | None = None) -> User:
    """The user as a new request reads it; with roles held since January of a year."""
    if since:
        user.grants.update(since=datetime(since, 1, 1, tzinfo=UTC))
    return User.objects.get(pk=user.pk)
