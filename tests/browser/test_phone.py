"""What a phone shows first, and that nothing of it needs a script."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import shot

PHONE = 390


def test_on_a_phone_the_filters_are_folded_above_the_list(page_of: Callable[..., Page]) -> None:
    page = page_of("omar", PHONE, java_script_enabled=False)
    page.goto("/listan/")
    apply = page.locator(".moj-filter").get_by_role("button", name="Visa")

    expect(apply).to_be_hidden()
    shot(page, "listan-telefon")
    page.locator(".trygg-fold summary").click()

    expect(apply).to_be_visible()


def test_on_a_wide_screen_the_filters_stand_open(page_of: Callable[..., Page]) -> None:
    page = page_of("omar")
    page.goto("/listan/")

    expect(page.locator(".moj-filter").get_by_role("button", name="Visa")).to_be_visible()
    expect(page.locator(".trygg-fold")).to_be_hidden()


def test_a_persons_page_is_no_wider_than_the_phone(page_of: Callable[..., Page]) -> None:
    page = page_of("omar", PHONE)
    page.goto("/listan/")
    address = page.locator("a[href*='/listan/person/']").first.get_attribute("href")

    page.goto(str(address))
    shot(page, "person-telefon")

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
