"""A second leader, the night, and a list of erased things of the test's own."""

import pathlib
import shutil

import pytest
from django.conf import settings as django_settings

from tests.factories import make_user as make
from trygg_web.access.models import Role, User


@pytest.fixture
def lead2(db: None) -> User:
    return make("lars", Role.LEAD)


@pytest.fixture
def night(db: None) -> User:
    return make("natten", Role.NIGHT)


@pytest.fixture(autouse=True)
def own_list(settings: pytest.FixtureRequest, tmp_path: pathlib.Path) -> pathlib.Path:
    shutil.copy(django_settings.TRYGG_KEYS, tmp_path / "keys.json")
    settings.TRYGG_KEYS = tmp_path / "keys.json"  # type: ignore[attr-defined]  # the fixture of pytest-django
    return tmp_path / "erased.jsonl"
