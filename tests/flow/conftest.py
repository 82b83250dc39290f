"""The stories are lived by the same people as the web's tests."""

from tests.trygg_web.conftest import *  # noqa: F403 - fixtures are found by name
