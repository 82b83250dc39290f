"""Every page that each role can reach: axe finds nothing, and nothing runs out of the screen."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import shot
from tests.browser.house import House
from tests.browser.walk import kind_of, pages

USERS = ("pia", "omar", "lena", "axel", "adam")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def faults_of(page: Page) -> list[str]:
    """What axe finds, one line each: rule, where, and how often."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['target']} ×{len(fault['nodes'])}" for fault in found]


def name_of(address: str) -> str:
    return kind_of(address).strip("/").replace("/", "_").replace("…", "en") or "min-dag"


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("username", USERS)
def test_axe_finds_nothing_on_any_page(page_of: Callable[..., Page], username: str, width: int) -> None:
    page = page_of(username, width)
    found = {}
    for address in pages(page):
        shot(page, f"{username}_{name_of(address)}_{width}")
        if faults := faults_of(page):
            found[kind_of(address)] = faults
    assert found == {}


@pytest.mark.parametrize("username", ["lena", "axel", "adam"])
def test_no_page_is_wider_than_a_small_phone(page_of: Callable[..., Page], username: str) -> None:
    page = page_of(username, 320)
    wide = {}
    for address in pages(page):
        over = page.evaluate("document.documentElement.scrollWidth") - 320
        if over > 0:
            wide[kind_of(address)] = over
    assert wide == {}


def test_the_log_in_page_is_sound(page: Page, house: House) -> None:
    page.goto(f"{house.address}/konto/logga-in/")
    assert faults_of(page) == []


@pytest.mark.parametrize("address", ["/konto/tva-steg/", "/konto/losenord/", "/finns-inte/"])
def test_the_pages_around_the_work_are_sound(page_of: Callable[..., Page], address: str) -> None:
    page = page_of("omar")
    page.goto(address)
    assert faults_of(page) == []
