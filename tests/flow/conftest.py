"""The flow is told by the same people as the web; its stories are the police's."""

import pathlib

from django.conf import settings

from tests.trygg_web.conftest import *  # noqa: F403 - fixtures are found by name
from trygg_web.project.zones import ROOMS


def pytest_ignore_collect(collection_path: pathlib.Path) -> bool | None:
    """The stories begin with a report; only a house with reports can tell them."""
    return True if "incidents" not in ROOMS[settings.ZONE] else None
