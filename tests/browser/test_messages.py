"""Two journeys of a message, on a phone: from the morning's roster to a message given, and a threat that is heard."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import shot
from tests.browser.test_pages import faults_of

PHONE = 390
GATES = 8  # more than there can be


def open_every_gate(page: Page) -> None:
    """Open each shut gate of the message that the page shows, as an officer who has done what it asks for."""
    for _ in range(GATES):
        shut = page.get_by_role("listitem").filter(has=page.get_by_text("stängd", exact=True))
        if not shut.count():
            return
        shut.first.get_by_role("link").click()
        if (language := page.get_by_label("Språk")).count():
            language.select_option(label="svenska")
        page.get_by_label("Vad är gjort?").fill("Gjort och kontrollerat i dag.")
        page.get_by_role("button", name="Öppna grinden").click()
        expect(page.get_by_text("Sparat. Grinden är öppen.")).to_be_visible()
    raise AssertionError("a gate stayed shut")


def test_from_the_mornings_roster_to_a_message_given_on_a_phone(page_of: Callable[..., Page]) -> None:
    page = page_of("lena", PHONE)
    page.goto("/")
    page.get_by_role("link", name="Morgon", exact=True).click()
    expect(page.get_by_role("heading", name="Häktet i dag")).to_be_visible()
    shot(page, "journey-6-morning")
    waiting = page.get_by_role("listitem").filter(has_text=re.compile("grindar stängda|stängt:"))
    waiting.first.get_by_role("link").click()

    expect(page.get_by_text("En stängd grind stoppar budskapet.")).to_be_visible()
    expect(page.get_by_role("button", name="Anteckna hur det gick")).to_have_count(0)
    assert faults_of(page) == []
    open_every_gate(page)
    shot(page, "journey-6-ready")
    page.get_by_role("button", name="Anteckna hur det gick").click()

    expect(page.get_by_text("Förstod personen budskapet?")).to_be_hidden()
    page.get_by_label("Budskapet gavs").check()
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", name="Något behöver rättas")).to_be_visible()
    expect(page.get_by_label("Budskapet gavs")).to_be_checked()
    assert faults_of(page) == []
    page.get_by_role("group", name="Förstod personen budskapet?").get_by_label("Ja").check()
    page.get_by_label("Lugn").check()
    page.get_by_label("Lovad nästa kontakt").fill("om en vecka")
    shot(page, "journey-6-form")
    page.get_by_role("button", name="Spara").click()

    expect(page.get_by_text("Sparat. Budskapet gavs.")).to_be_visible()
    expect(page.get_by_text("givet och antecknat")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    shot(page, "journey-6-given")


def test_a_threat_that_is_heard_stands_on_everyones_day_until_it_is_seen(page_of: Callable[..., Page]) -> None:
    page = page_of("omar", PHONE)
    page.goto("/budskap/?visa=redo")
    waiting = page.get_by_role("listitem").filter(has_text=re.compile("senast|skulle ha getts"))
    waiting.first.get_by_role("link").click()
    page.get_by_role("button", name="Anteckna hur det gick").click()
    page.get_by_label("Ville inte ta emot").check()
    page.get_by_label("Arg").check()
    page.get_by_label("Ett hot mot någon hördes").check()
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Hotet är larmat.")).to_be_visible()

    lead = page_of("lena")
    lead.goto("/")
    lead.get_by_role("link", name="Öppna hotlarmen").click()
    shot(lead, "journey-7-alarm")
    lead.get_by_role("link", name=re.compile("^Ta emot")).or_(
        lead.get_by_role("button", name=re.compile("^Ta emot"))
    ).first.click()
    assert faults_of(lead) == []
    lead.get_by_label("Vad är gjort?").fill("Kontakt på säkert sätt, skyddet ökat.")
    lead.get_by_role("button", name="Jag har sett hotet").click()

    expect(lead.get_by_text("Sparat. Hotet är sett.")).to_be_visible()
    expect(lead.get_by_text("Inget hot väntar på att tas emot.")).to_be_visible()
    lead.goto("/")
    expect(lead.get_by_text("hot har hörts")).to_have_count(0)
