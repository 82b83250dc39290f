"""The people of the tests, and the keys of their house."""

import pathlib
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from trygg_web.access import vault
from trygg_web.access.models import Grant, Role, User


@pytest.fixture(scope="session", autouse=True)
def keys() -> None:
    path = pathlib.Path(settings.TRYGG_KEYS)
    if not path.exists():
        vault.write_keys(path, vault.new_keys())


def make(username: str, *roles: Role) -> User:
    user = User.objects.create(username=username, first_name=username.title())
    Grant.objects.bulk_create([Grant(user=user, role=role, since=timezone.now()) for role in roles])
    return user


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
def auditor(db: None) -> User:
    return make("axel", Role.AUDITOR)


@pytest.fixture
def administrator(db: None) -> User:
    return make("adam", Role.ADMINISTRATOR)


@pytest.fixture
def cleared(db: None) -> User:
    return make("clara", Role.OFFICER, Role.CLEARED)


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    def enter(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter
