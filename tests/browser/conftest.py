"""Chromium against a real house. Without Chromium the tests skip and say so."""

import pathlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.house import FLAGS, House, beside, chromium, opened

STATES: dict[str, Any] = {}  # who has logged in already: a one-time code holds once
SHOTS = pathlib.Path("build/shots")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = [item for item in items if pathlib.Path(__file__).parent in item.path.parents]
    for item in here:
        item.add_marker("browser")
        if chromium() is None:
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed (Debian: apt-get install chromium)"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium(), "args": FLAGS}


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("house")) as standing:
        yield standing


@pytest.fixture(scope="session")
def known(house: House, browser: Browser) -> Callable[[str], Any]:
    """The cookies of each user; everyone logs in once, since a one-time code holds once."""
    kept: dict[str, Any] = {}

    def cookies(username: str) -> Any:
        if username not in kept:
            context = browser.new_context()
            house.enter(context.new_page(), username)
            kept[username] = context.storage_state()
            context.close()
        return kept[username]

    return cookies


@pytest.fixture(scope="session")
def houses(house: House) -> Iterator[dict[str, House]]:
    """The three houses by zone; the police's is the one that the other tests use."""
    with beside(house) as standing:
        yield standing


@pytest.fixture
def in_house(houses: dict[str, House], browser: Browser, faults: list[str]) -> Iterator[Callable[..., Page]]:
    """A page of a user in a house, each in a browser context of its own."""
    contexts: list[BrowserContext] = []

    def open_page(zone: str, username: str, width: int = 1440) -> Page:
        context = browser.new_context(
            base_url=houses[zone].address, viewport={"width": width, "height": 900}, locale="sv-SE",
            timezone_id="Europe/Stockholm", storage_state=STATES.get(username),
        )  # fmt: skip
        contexts.append(context)
        page = watched(context.new_page(), faults)
        if username not in STATES:
            houses[zone].enter(page, username)
            STATES[username] = context.storage_state()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def watched(page: Page, faults: list[str]) -> Page:
    """The page, whose complaints are kept."""
    page.set_default_timeout(15_000)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    return page


@pytest.fixture
def faults() -> list[str]:
    """What the browser complained of: policy breaches and script errors. Empty when the test ends."""
    return []


@pytest.fixture
def page_of(
    house: House, browser: Browser, known: Callable[[str], Any], faults: list[str]
) -> Iterator[Callable[..., Page]]:
    """A page of a logged-in user, at a width."""
    contexts: list[BrowserContext] = []

    def open_page(username: str, width: int = 1440, **how: Any) -> Page:
        context = browser.new_context(
            base_url=house.address,
            storage_state=known(username),
            viewport={"width": width, "height": 900},
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            **how,
        )
        contexts.append(context)
        return watched(context.new_page(), faults)

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def shot(page: Page, name: str) -> None:
    """Keep a picture of the whole page, for eyes and not for asserts."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
