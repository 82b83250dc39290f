"""Two keys for everybody: a password and a second factor; and nobody tries forever."""

import base64
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import LazySettings
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.factories import make_user
from trygg_web.access import actions, vault
from trygg_web.access.models import Entry, Role, User
from trygg_web.project import accounts

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
PASSWORD = "riktigt-hemligt-nog"


@pytest.fixture
def user() -> User:
    made = make_user("olle", Role.ADMINISTRATOR)
    User.objects.filter(pk=made.pk).update(password=make_password(PASSWORD))
    return User.objects.get(pk=made.pk)


def test_password_and_code_open_the_house_and_stand_in_the_log(user: User) -> None:
    secret, client = generate_totp_secret(), Client()
    TOTP.activate(user, secret)

    first = enter(client)
    half = client.get(reverse("access:roles"))
    second = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert first.headers["Location"] == reverse("mfa_authenticate")
    assert reverse("account_login") in half.headers["Location"]
    assert second.headers["Location"] == "/"
    assert client.get(reverse("access:roles")).status_code == 200
    assert Entry.objects.filter(verb="logged_in", actor=str(user.pk)).count() == 1


def test_a_wrong_code_does_not(user: User) -> None:
    TOTP.activate(user, generate_totp_secret())
    client = Client()
    enter(client)

    client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert reverse("account_login") in client.get(reverse("access:roles")).headers["Location"]


def test_a_recovery_code_opens_once(user: User) -> None:
    TOTP.activate(user, generate_totp_secret())
    code = RecoveryCodes.activate(user).get_unused_codes()[0]

    answers = []
    for client in (Client(), Client()):
        enter(client)
        client.post(reverse("mfa_authenticate"), {"code": code})
        answers.append(client.get(reverse("access:roles")).status_code)

    assert answers == [200, 302]


def test_one_without_a_second_factor_is_led_to_set_it_up(user: User) -> None:
    client = Client()
    enter(client)

    led = client.get(reverse("access:roles"))
    part = client.get(reverse("access:roles"), headers={"HX-Request": "true"})
    page = client.get(reverse("mfa_activate_totp"))

    assert led.headers["Location"] == part.headers["HX-Redirect"] == reverse("mfa_activate_totp")
    assert page.status_code == 200
    assert "data:image/svg" in page.content.decode()


def test_the_second_factor_can_be_waived_by_setting_only(user: User, settings: LazySettings) -> None:
    settings.TRYGG_DEMANDS_MFA = False
    client = Client()
    enter(client)

    assert client.get(reverse("access:roles")).status_code == 200


def test_one_with_a_one_time_password_must_change_it_first(administrator: User) -> None:
    _made, password = actions.make_user("nils", "Nils", "Ny", by=administrator)
    client = Client()
    client.post(reverse("account_login"), {"login": "nils", "password": password})

    before = client.get(reverse("access:kept"))
    fresh = {"oldpassword": password, "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_change_password"), fresh)
    after = client.get(reverse("access:kept"))

    assert before.headers["Location"] == reverse("account_change_password")
    assert after.headers["Location"] == reverse("mfa_activate_totp")
    assert Entry.objects.filter(verb="password_set").count() == 1


@pytest.mark.parametrize("weak", ["kort", "qwertyuiop", "123456789012"])
def test_a_short_or_common_password_is_refused(weak: str, user: User, client_of: ClientOf) -> None:
    fresh = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}

    client_of(user).post(reverse("account_change_password"), fresh)

    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_passwords_are_hashed_with_argon2(user: User) -> None:
    assert user.password.startswith("argon2$argon2id$")


def test_the_fifth_wrong_password_locks_the_door_for_a_while(user: User) -> None:
    client = Client()

    answers = [enter(client, "fel-lösenord-helt") for _try in range(5)]
    right = enter(client)
    other_spelling = enter(client, login="OLLE")

    assert answers[-1].status_code == right.status_code == other_spelling.status_code == 429
    assert "Vänta 15 minuter" in right.content.decode()
    assert Entry.objects.filter(verb="login_failed", subjects__subject=str(user.pk)).count() >= 5
    assert not Entry.objects.filter(verb="logged_in").exists()


def test_a_lock_on_one_name_does_not_lock_another(user: User) -> None:
    for _try in range(5):
        enter(Client(), "fel-lösenord-helt", "adam")

    assert enter(Client()).status_code == 302


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(user: User) -> None:
    wrong_name = enter(Client(), PASSWORD, "nobody").content.decode()
    wrong_password = enter(Client(), "fel-lösenord-helt").content.decode()

    assert without_marks(wrong_name.replace("nobody", "olle")) == without_marks(wrong_password)


def test_a_name_that_nobody_bears_is_not_kept(user: User) -> None:
    enter(Client(), PASSWORD, "min-hemliga-kod")

    entry = Entry.objects.get(verb="login_failed")
    assert (entry.note, entry.subjects.count()) == ("", 0)


def test_the_second_factor_lies_sealed_in_the_database(user: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)

    held = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in held
    assert all(vault.unseal(base64.b64decode(sealed(row)), "mfa") for row in Authenticator.objects.all())


def test_the_last_second_factor_cannot_be_taken_away(user: User, client_of: ClientOf) -> None:
    client = client_of(user)
    confirm(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_secrets_are_sealed_anew_with_a_new_key(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    before = Authenticator.objects.get(user=user).data["secret"]
    monkeypatch.setattr(vault, "stale", lambda held: True)

    assert accounts.reseal_factors() == 1
    row = Authenticator.objects.get(user=user)
    assert row.data["secret"] != before
    assert TOTP(row).validate_code(code_of(secret))


@pytest.mark.parametrize(
    "name", ["account_email", "account_reset_password", "account_set_password", "account_confirm_login_code"]
)
def test_pages_that_the_house_does_not_need_are_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_nobody_signs_up() -> None:
    assert Client().get(reverse("account_signup")).status_code == 404
    assert Client().post(reverse("account_signup"), {"username": "eva"}).status_code == 404


def test_logging_out_is_logged_and_ends_the_session(user: User, client_of: ClientOf) -> None:
    client = client_of(user)

    client.post(reverse("account_logout"))

    assert Entry.objects.filter(verb="logged_out", actor=str(user.pk)).exists()
    assert reverse("account_login") in client.get(reverse("access:roles")).headers["Location"]


def enter(client: Client, password: str = PASSWORD, login: str = "olle"):  # type: ignore[no-untyped-def]  # the test client's own answer
    return client.post(reverse("account_login"), {"login": login, "password": password})


def confirm(client: Client) -> None:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sealed(row: Authenticator) -> str:
    return str(row.data.get("secret") or row.data["seed"])


def without_marks(page: str) -> str:
    """A page without what differs at every answer."""
    return "".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)
