"""The people of the tests, and the keys of their house."""

import pathlib
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests.factories import make_user as make
from trygg_web.access import vault
from trygg_web.access.models import Role, User
from trygg_web.exchange import vault as pairs
from trygg_web.project.zones import ROOMS


@pytest.fixture(scope="session", autouse=True)
def keys() -> None:
    path = pathlib.Path(settings.TRYGG_KEYS)
    if not path.exists():
        vault.write_keys(path, vault.new_keys())
        pairs.add_pair()


@pytest.fixture(autouse=True)
def no_memory() -> None:
    """Throttling remembers in the cache; a test starts without."""
    cache.clear()


NEED_THE_LIST = {
    "test_frames.py",
    "test_keys.py",
    "test_queries_of_pages.py",
    "test_ten_years.py",
    "test_vault.py",
    "test_protected.py",
    "test_worker.py",
}  # their rows are the police's


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test marked with a room is skipped, saying so, in a house without that room."""
    for item in items:
        for mark in item.iter_markers("room"):
            if mark.args[0] not in ROOMS[settings.ZONE]:
                item.add_marker(pytest.mark.skip(reason=f"this house has no room {mark.args[0]}"))


def pytest_ignore_collect(collection_path: pathlib.Path) -> bool | None:
    """The tests of a room run only in a house that has the room."""
    if collection_path.name in NEED_THE_LIST and "listing" not in ROOMS[settings.ZONE]:
        return True
    if collection_path.parent != pathlib.Path(__file__).parent or not collection_path.is_dir():
        return None
    absent = collection_path.name != "project" and collection_path.name not in ROOMS[settings.ZONE]
    return absent or None  # None leaves the question to pytest


@pytest.fixture
def analyst(db: None) -> User:
    return make("pia", Role.ANALYST)


@pytest.fixture
def officer(db: None) -> User:
    return make("omar", Role.OFFICER)


@pytest.fixture
def officer2(db: None) -> User:
    return make("olga", Role.OFFICER)


@pytest.fixture
def lead(db: None) -> User:
    return make("lena", Role.LEAD)


@pytest.fixture
def steering(db: None) -> User:
    return make("stina", Role.STEERING)


@pytest.fixture
def auditor(db: None) -> User:
    return make("axel", Role.AUDITOR)


@pytest.fixture
def administrator(db: None) -> User:
    return make("adam", Role.ADMINISTRATOR)


@pytest.fixture
def cleared(db: None) -> User:
    return make("clara", Role.OFFICER, Role.CLEARED)


@pytest.fixture
def advocate(db: None) -> User:
    return make("sol", Role.ADVOCATE)


@pytest.fixture
def advocate2(db: None) -> User:
    return make("siv", Role.ADVOCATE)


@pytest.fixture
def support(db: None) -> User:
    return make("stig", Role.SUPPORT)


@pytest.fixture
def supervisor(db: None) -> User:
    return make("frid", Role.SUPERVISOR)


def enter(user: User) -> Client:
    """A browser in which a user with a second factor is logged in."""
    if not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    return enter
