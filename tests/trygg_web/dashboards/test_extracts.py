"""A research extract: who may, who must, what is in it and what never is."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_link, make_person, make_report, suspect_of
from tests.factories.dashboards import make_extract
from tests.factories.listing import make_placement
from tests.factories.notifications import make_told
from tests.factories.people import make_observation
from trygg_web.access.errors import NotAllowed, WrongState
from trygg_web.access.models import Entry, User
from trygg_web.dashboards import actions, queries, vault
from trygg_web.dashboards.models import Extract
from trygg_web.people.models import Person

pytestmark = pytest.mark.django_db
STUDY = actions.Study("Följa upp.", "2026-01234-01", "Malmö universitet", date(2025, 1, 1), date(2026, 1, 1))
Enter = Callable[[User], Client]


def told(many: int, **person: str) -> list[Person]:
    """So many persons who were told in September 2025 and reported again a month later."""
    at, persons = timezone.make_aware(datetime(2025, 9, 1, 12)), []
    for _ in range(many):
        who = make_person(sex="M", **person)
        make_link(suspect_of(make_report(reported_at=at - timedelta(days=2), district="Norr")), who)
        make_told(placement=make_placement(who), delivered_at=at)
        make_link(suspect_of(make_report(reported_at=at + timedelta(days=30))), who)
        persons.append(who)
    return persons


def rows(content: bytes, name: str) -> list[dict[str, str]]:
    """One file of an extract."""
    return list(csv.DictReader(io.StringIO(zipfile.ZipFile(io.BytesIO(content)).read(name).decode())))


def test_an_extract_tells_in_days_under_pseudonyms(analyst: User) -> None:
    persons = told(6)

    made = actions.ask_extract(STUDY, by=analyst)

    assert (made.persons, made.smallest) == (6, 6)
    assert {row["day"] for row in rows(made.content, "messages.csv")} == {"0"}
    assert {(row["series"], row["day"]) for row in rows(made.content, "events.csv")} >= {("report", "30")}
    assert {row["area"] for row in rows(made.content, "persons.csv")} == {"Norr"}
    whole = b"".join(zipfile.ZipFile(io.BytesIO(made.content)).read(name) for name in ("persons.csv", "messages.csv"))
    assert not any(str(person.pk).encode() in whole or person.family.encode() in whole for person in persons)
    assert b"2025-09-01" not in whole


def test_whoever_died_is_followed_until_then(analyst: User) -> None:
    persons = told(6)
    make_observation(persons[0], kind="died", day=date(2025, 10, 1))

    made = actions.ask_extract(STUDY, by=analyst)

    assert sorted(int(row["followed"]) for row in rows(made.content, "persons.csv")) == [30, *[122] * 5]


def test_the_codebook_tells_of_every_variable(analyst: User) -> None:
    told(6)

    made = actions.ask_extract(STUDY, by=analyst)

    for name in ("persons.csv", "messages.csv", "events.csv", "away.csv"):
        known = {one["variable"] for one in made.codebook if one["file"] == name}
        packed = zipfile.ZipFile(io.BytesIO(made.content)).read(name).decode()
        assert set(packed.split("\n")[0].split(",")) == known


def test_nobody_with_protected_data_is_in_it(analyst: User) -> None:
    told(6)
    told(1, protected="sekretessmarkering")

    assert actions.ask_extract(STUDY, by=analyst).persons == 6


def test_too_few_are_refused_and_leave_no_key(analyst: User) -> None:
    told(4)
    before = set(vault._path(make_extract().pk).parent.glob("*.key"))

    with pytest.raises(WrongState):
        actions.ask_extract(STUDY, by=analyst)

    assert set(vault._path(make_extract().pk).parent.glob("*.key")) == before


def test_two_extracts_of_the_same_persons_cannot_be_joined(analyst: User) -> None:
    told(6)

    one, other = (actions.ask_extract(STUDY, by=analyst) for _ in range(2))

    names = [{row["pseudonym"] for row in rows(made.content, "persons.csv")} for made in (one, other)]
    assert not names[0] & names[1]


def test_the_one_who_asked_does_not_release(lead: User) -> None:
    made = make_extract(asked_by=lead)

    with pytest.raises(WrongState):
        actions.release_extract(made.pk, by=lead)

    assert Extract.objects.get().released_at is None


def test_nothing_is_taken_before_it_is_released(analyst: User, lead: User) -> None:
    told(6)
    made = actions.ask_extract(STUDY, by=analyst)
    with pytest.raises(WrongState):
        actions.take_extract(made.pk, by=analyst)

    actions.release_extract(made.pk, by=lead)

    content = actions.take_extract(made.pk, by=analyst)
    assert hashlib.sha256(content).hexdigest() == made.digest
    assert json.loads(zipfile.ZipFile(io.BytesIO(content)).read("about.json"))["ethics_number"] == "2026-01234-01"


def test_an_erased_key_leaves_nothing_to_take(analyst: User, lead: User) -> None:
    told(6)
    made = actions.ask_extract(STUDY, by=analyst)
    actions.release_extract(made.pk, by=lead)
    assert vault.has_key(made.pk)

    actions.erase_key(made.pk, by=lead)

    assert not vault.has_key(made.pk)
    assert Extract.objects.get().content == b""
    with pytest.raises(WrongState):
        actions.take_extract(made.pk, by=analyst)
    with pytest.raises(WrongState):
        actions.erase_key(made.pk, by=lead)


def test_each_step_is_logged_and_names_those_in_it(analyst: User, lead: User) -> None:
    persons = told(6)
    made = actions.ask_extract(STUDY, by=analyst)
    actions.release_extract(made.pk, by=lead)
    actions.take_extract(made.pk, by=analyst)
    actions.erase_key(made.pk, by=lead)

    entries = Entry.objects.filter(kind="extract").order_by("seq")
    assert [entry.verb for entry in entries] == ["extract_asked", "extract_released", "exported", "key_erased"]
    named = set(entries[0].subjects.values_list("subject", flat=True))
    assert named == {str(made.pk), *(str(person.pk) for person in persons)}


def test_an_officer_asks_for_nothing(officer: User) -> None:
    with pytest.raises(NotAllowed):
        actions.ask_extract(STUDY, by=officer)


def test_it_waits_on_the_day_of_another_lead(lead: User, analyst: User) -> None:
    make_extract(asked_by=analyst)

    assert [task.about for task in queries.due(lead, timezone.localdate())] == ["2026-01234-01"]
    assert queries.due(analyst, timezone.localdate()) == []


def test_a_study_without_ethics_number_is_sent_back(analyst: User, client_of: Enter) -> None:
    data = {"purpose": "x", "ethics_number": "2026", "recipient": "y", "since": "2025-01-01", "until": "2025-12-31"}

    page = client_of(analyst).post(reverse("dashboards:ask_extract"), data).content.decode()

    assert "Skriv numret så här: 2026-01234-01." in page
    assert not Extract.objects.exists()


def test_from_the_question_to_the_file(analyst: User, lead: User, client_of: Enter) -> None:
    told(6)
    data = {
        "purpose": "Följa upp.", "ethics_number": "2026-01234-01", "recipient": "Malmö universitet",
        "since": "2025-01-01", "until": "2025-12-31",
    }  # fmt: skip
    asking, releasing = client_of(analyst), client_of(lead)

    page = asking.post(reverse("dashboards:ask_extract"), data, follow=True).content.decode()
    made = Extract.objects.get()
    releasing.post(reverse("dashboards:release_extract", args=[made.pk]))
    file = asking.get(reverse("dashboards:take_extract", args=[made.pk]))

    assert "väntar på en andra person" in page
    assert "lower end of the age band" in page
    assert hashlib.sha256(file.content).hexdigest() == made.digest


def test_the_second_person_sees_what_is_new_against_the_last_extract(
    analyst: User, lead: User, client_of: Enter
) -> None:
    """Two more of one kind than last time: the two files together tell of two persons."""
    then = timezone.now() - timedelta(days=90)
    old = make_extract(
        cells=[[2025, "M", "30", "Norr", 8], [2024, "M", "30", "Norr", 9]],
        asked_at=then, released_at=then, released_by=lead, ethics_number="2025-00001-01",
    )  # fmt: skip
    new = make_extract(cells=[[2025, "M", "30", "Norr", 10], [2025, "F", "40", "", 6], [2024, "M", "30", "Norr", 9]])

    against = queries.compared(analyst, new)
    page = client_of(lead).get(reverse("dashboards:extract", args=[new.pk])).content.decode()

    assert against is not None
    assert against.before == old
    assert [(one.before, one.after, one.change, one.telling) for one in against.changed] == [
        (8, 10, "ändrad", True),
        (None, 6, "ny", False),
    ]
    assert "2025-00001-01" in page
    assert "skillnaden säger något om få" in page


def test_the_first_extract_has_nothing_to_be_held_against(analyst: User) -> None:
    told(6)

    made = actions.ask_extract(STUDY, by=analyst)

    assert queries.compared(analyst, made) is None
    assert sum(cell[-1] for cell in made.cells) == 6
    assert {cell[0] for cell in made.cells} == {2025}
