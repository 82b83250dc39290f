"""A passkey registered and used, with the authenticator that Chromium invents for tests."""

from dataclasses import replace

from playwright.sync_api import Browser, Page, expect

from tests.browser.house import House

KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def test_a_passkey_is_registered_and_opens_the_house_without_a_password(house: House, browser: Browser) -> None:
    named = replace(house, address=house.address.replace("127.0.0.1", "localhost"))  # a passkey belongs to a name
    context = browser.new_context(base_url=named.address, locale="sv-SE")
    page = context.new_page()
    with_key(page)
    named.enter(page, "lena")

    page.goto("/konto/passnyckel/ny/")
    page.get_by_label("Lösenord").fill(house.logins["lena"]["password"])  # a new key is not added in passing
    page.locator("main form button").first.click()
    page.get_by_label("Namn på nyckeln").fill("Lenas nyckel")
    page.get_by_label("Logga in med nyckeln").check()
    page.get_by_role("button", name="Lägg till").click()
    page.wait_for_url(lambda address: not address.endswith("/ny/"))
    context.clear_cookies()

    page.goto("/konto/logga-in/")
    page.get_by_role("button", name="Logga in med säkerhetsnyckel").click()

    expect(page.get_by_role("navigation", name="Huvudmeny")).to_be_visible()
    context.close()


def with_key(page: Page) -> None:
    """The page's browser has a key of its own, and whoever sits there has shown who they are."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
