"""One journey of a consequence: a new report on somebody who was told, read in from a file, until it is kept."""

import csv
import io
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import shot
from tests.browser.house import ROOT, House
from tests.browser.test_pages import faults_of

PATIENCE = 90  # seconds for the worker to read a file in and go through the day
TOLD = """
from trygg_web.notifications.models import Notification
rows = Notification.objects.filter(state="recorded", person__alerts=None, person__protected="none")
known = [one.person for one in rows.select_related("person").order_by("pk") if len(one.person.number) == 12]
one = next(one for one in known if one.given.isalpha() and one.family.isalpha())
print(one.number, one.given, one.family)
"""


def somebody_told(house: House) -> tuple[str, str]:
    """The number and name of one who was told and has not been reported since."""
    words = [sys.executable, "manage.py", "shell", "-v0", "-c", TOLD]
    said = subprocess.run(words, cwd=ROOT, env=house.surroundings, capture_output=True, text=True, check=True).stdout
    number, given, family = said.split()[-3:]
    return f"{number[:8]}-{number[8:]}", f"{given} {family}"


def a_new_report(house: House, number: str, folder: Path) -> Path:
    """A file with one row: what the person was reported for before, once more and today."""
    before = house.home / "filer" / "polisen-tidigare.csv"
    rows = list(csv.reader(io.StringIO(before.read_text("utf-8-sig")), delimiter=";"))
    row = next(list(one) for one in rows if number in one[:12])
    row[0], now = re.sub(r"K\d+", "K987654", row[0]), f"{datetime.now():%Y-%m-%d %H:%M}"
    row[1:3] = [now, now]
    path, told = folder / "polisen-i-dag.csv", io.StringIO(newline="")
    csv.writer(told, delimiter=";", lineterminator="\r\n").writerows([rows[0], row])
    path.write_bytes(told.getvalue().encode("utf-8-sig"))
    return path


def read_in(page: Page, path: Path) -> None:
    """The file, read in as an analyst does it."""
    page.goto("/las-in/")
    page.get_by_label("Fil", exact=True).set_input_files(path)
    page.get_by_role("button", name="Granska filen").click()
    page.get_by_role("button", name="Läs in filen").click()
    expect(page.get_by_role("heading", name="Filen är inläst")).to_be_visible(timeout=PATIENCE * 1000)


def the_alert(page: Page, name: str) -> Locator:
    """The link to the alert of a person, once the day's run has raised it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for place in ("1", "2", "3"):
            page.goto(f"/uppfoljning/?visa=vantar&sida={place}")
            if (found := page.get_by_role("link", name=f"Öppna {name}")).count():
                return found.first
        time.sleep(1)
    raise AssertionError("no alert came")


def kept(page: Page) -> int:
    """How many promised consequences have been kept, as the headline says."""
    page.goto("/uppfoljning/")
    said = re.search(r"hållet: ([\d\s]+) av", page.get_by_role("main").inner_text())
    assert said
    return int(re.sub(r"\s", "", said[1]))


def test_from_a_new_report_on_import_to_a_consequence_that_is_kept(
    page_of: Callable[..., Page], house: House, tmp_path: Path
) -> None:
    number, name = somebody_told(house)
    lead = page_of("lena")
    before = kept(lead)
    read_in(page_of("pia"), a_new_report(house, number, tmp_path))

    address = the_alert(lead, name).get_attribute("href")
    assert address
    lead.goto(address)  # a click is lost now and then where the list has just been drawn anew
    heading = lead.get_by_role("heading", name=f"Ny anmälan efter budskap: {name}")
    expect(heading).to_be_visible(timeout=PATIENCE * 1000)  # the day's run may still be writing
    assert faults_of(lead) == []
    shot(lead, "journey-8-alert")
    lead.get_by_role("button", name="Jag har sett larmet").click()
    lead.get_by_label("Vem gör vad").fill("Omar utreder.")
    lead.get_by_role("button", name="Spara planen").click()

    expect(lead.get_by_text("Planen är sparad.")).to_be_visible()
    assert faults_of(lead) == []
    lead.get_by_role("button", name=re.compile("^Gjort")).first.click()
    expect(lead.get_by_text("Svaret är sparat.")).to_be_visible()
    shot(lead, "journey-8-kept")
    assert kept(lead) == before + 1
