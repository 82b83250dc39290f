"""Five journeys, as people take them: by what stands on the page, not by how it is made."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import shot
from tests.browser.house import House


def test_an_analyst_reads_in_a_week(page_of: Callable[..., Page], house: House) -> None:
    page = page_of("pia")
    page.goto("/")
    page.get_by_role("link", name="Läs in", exact=True).click()
    page.get_by_label("Fil", exact=True).set_input_files(house.newest_file())
    page.get_by_role("button", name="Granska filen").click()

    expect(page.get_by_role("heading", name="Granska filen")).to_be_visible()
    expect(page.get_by_text("Det här kommer att hända")).to_be_visible()
    shot(page, "journey-1-preview")
    page.get_by_role("button", name="Läs in filen").click()

    expect(page.get_by_role("heading", name="Filen är inläst")).to_be_visible(timeout=60_000)
    shot(page, "journey-1-done")
    page.goto("/las-in/")
    expect(page.get_by_role("row").filter(has_text=house.newest_file().name)).to_contain_text("klar")


def test_an_officer_answers_a_question_with_the_keyboard_and_takes_it_back(page_of: Callable[..., Page]) -> None:
    page = page_of("omar")
    page.goto("/personer/fragor/")
    page.get_by_text("Börja svara").click()
    expect(page.get_by_role("heading", name="Är det samma person?")).to_be_visible()
    shot(page, "journey-2-question")
    page.get_by_role("main").press("u")
    expect(page.get_by_text("Sparat: ")).to_be_visible()

    page.goto("/personer/fragor/")
    expect(page.get_by_role("heading", name="Senaste svaren")).to_be_visible()


def test_an_auditor_reads_the_log_and_finds_it_whole(page_of: Callable[..., Page]) -> None:
    page = page_of("axel")
    page.goto("/")
    page.get_by_role("link", name="Loggen", exact=True).click()
    page.get_by_role("button", name="Kontrollera att loggen är hel").click()

    expect(page.get_by_text(re.compile("Loggen är hel"))).to_be_visible()
    shot(page, "journey-5-log")
    page.get_by_label(re.compile("^Vem")).select_option(label="Pia Palm")
    page.get_by_role("button", name="Visa").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Pia Palm")


def test_an_officer_decides_a_level_after_seeing_it_once_more(page_of: Callable[..., Page]) -> None:
    page = page_of("omar")
    page.goto("/")
    page.get_by_role("link", name="Besluta", exact=True).click()
    page.get_by_role("main").get_by_role("table").get_by_role("link").first.click()

    expect(page.get_by_role("heading", name="Ditt beslut")).to_be_visible()
    expect(page.get_by_role("heading", name="Det här skulle ändra nivån")).to_be_visible()
    shot(page, "journey-3-decide")
    page.get_by_role("radio", name=re.compile("föreslås")).check()
    page.get_by_role("button", name="Kontrollera beslutet").click()

    expect(page.get_by_text("Inget är sparat än.")).to_be_visible()
    shot(page, "journey-3-check")
    page.get_by_role("button", name="Bekräfta").click()
    expect(page.get_by_text("Sparat. Beslutet gäller.")).to_be_visible()


def test_an_officer_finds_a_person_and_prints_the_sheet(page_of: Callable[..., Page]) -> None:
    page = page_of("omar")
    page.goto("/listan/")
    row = page.get_by_role("main").get_by_role("table").get_by_role("row").nth(1)
    name = row.get_by_role("link").first.inner_text()
    row.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    shot(page, "journey-4-beside")

    page.goto("/listan/")
    page.get_by_label("Sök person").fill(name)
    page.get_by_role("button", name="Sök", exact=True).click()
    expect(page.get_by_role("heading", name="Sökning")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name=name).first).to_be_visible()
    assert name.split()[0] not in page.url
    shot(page, "journey-4-found")
    page.goto("/listan/")
    row.get_by_role("link").first.click()
    page.locator("#preview").get_by_role("link", name="Öppna personsidan").click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    shot(page, "journey-4-person")
    sheet = page.request.get(page.get_by_role("button", name="Skriv ut").get_attribute("href") or "")
    assert sheet.headers["content-type"] == "application/pdf"
    assert sheet.body().startswith(b"%PDF")
