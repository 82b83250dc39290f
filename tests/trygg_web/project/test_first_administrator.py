"""The first administrator of a new house: made once by a command, with a password that opens one log-in."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.factories import make_user
from trygg_web.access.models import Entry, Grant, Role, User
from trygg_web.access.permissions import Permission, may

pytestmark = pytest.mark.django_db


def test_the_command_makes_one_who_may_give_roles_and_it_stands_in_the_log() -> None:
    made()

    anna = User.objects.get(username="anna.ask")
    assert may(anna, Permission.ROLES_GIVE)
    entries = Entry.objects.filter(subjects__subject=str(anna.pk)).order_by("seq")
    assert [(entry.verb, entry.note) for entry in entries] == [("user_made", ""), ("role_given", "administrator")]


def test_the_printed_password_opens_one_log_in_and_a_second_factor_follows() -> None:
    password, client, own = made(), Client(), "en-egen-hemlighet-nu"

    client.post(reverse("account_login"), {"login": "anna.ask", "password": password})
    first = client.get(reverse("access:roles"))
    client.post(reverse("account_change_password"), {"oldpassword": password, "password1": own, "password2": own})
    then = client.get(reverse("access:roles"))

    assert first.headers["Location"] == reverse("account_change_password")
    assert then.headers["Location"] == reverse("mfa_activate_totp")
    assert not User.objects.get(username="anna.ask").check_password(password)


def test_a_house_with_an_administrator_makes_no_other_by_command() -> None:
    make_user("adam", Role.ADMINISTRATOR)

    with pytest.raises(CommandError, match="redan en administratör"):
        made()
    assert not User.objects.filter(username="anna.ask").exists()


def test_a_house_whose_administrators_are_gone_may_make_one_again() -> None:
    adam = make_user("adam", Role.ADMINISTRATOR)
    User.objects.filter(pk=adam.pk).update(is_active=False)

    made()

    assert Grant.objects.filter(user__username="anna.ask", role=Role.ADMINISTRATOR, until=None).count() == 1


@pytest.mark.parametrize("odd", ["Anna Ask", "å", "a" * 41])
def test_an_odd_user_name_is_refused_with_what_to_do(odd: str) -> None:
    with pytest.raises(CommandError, match="username"):
        made(odd)
    assert not User.objects.exists()


def made(username: str = "anna.ask") -> str:
    out = StringIO()
    call_command("make_administrator", username, "Anna", "Ask", stdout=out)
    return next(line.rpartition(": ")[2] for line in out.getvalue().splitlines() if line.startswith("Password"))
