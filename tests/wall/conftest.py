"""The wall is tested with the same people as the web."""

from tests.trygg_web.conftest import *  # noqa: F403 - fixtures are found by name
