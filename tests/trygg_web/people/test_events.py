"""What the method counts, as it stands in the registers."""

from datetime import date

import polars as pl
from django.utils import timezone

from tests.factories import make_person
from tests.factories.incidents import make_incident
from tests.trygg_web.people.rows import ANNA, BERTIL, CEDRIC, City
from trygg.records import EVENT_COLUMNS
from trygg_web.access.models import User
from trygg_web.incidents.models import Report, Standing
from trygg_web.people import actions, queries
from trygg_web.people.models import Link, Observation, Person

ON = date(2026, 1, 5)


def person_of(report: Report, role: str = "suspect") -> Person:
    return Link.objects.get(party__report=report, party__role=role, until=None).person


def kinds(frame: pl.DataFrame) -> list[tuple[str, str | None, bool]]:
    return [(row["kind"], row["offence"], row["answer"]) for row in frame.iter_rows(named=True)]


def test_a_history_becomes_events_without_a_name(city: City, analyst: User) -> None:
    first = city.report(BERTIL, ANNA, day=date(2025, 3, 1), strangulation=True, weapon=False)
    make_incident(first, heading="x", offence="valdtakt")
    second = city.report(BERTIL, CEDRIC, day=date(2025, 6, 1), offence="kontaktforbud_overtradelse")
    Standing.objects.create(report=first, kind="suspicion", value="charged", since=date(2025, 4, 1), run=city.run)
    actions.link_new_parties(on=ON, by=analyst)
    bertil, anna = person_of(first), person_of(first, "victim")

    told = queries.events([bertil.pk], until=ON)

    assert tuple(told.columns) == EVENT_COLUMNS
    assert set(told["person"]) == {str(bertil.pk)}
    assert sorted(kinds(told), key=str) == sorted(
        [
            ("offence", "misshandel", True),
            ("offence", "valdtakt", True),
            ("offence", "kontaktforbud_overtradelse", True),
            ("breach", "kontaktforbud_overtradelse", True),
            ("flag_forced_sex", "valdtakt", True),
            ("flag_strangulation", None, True),
            ("flag_weapon", None, False),
            ("charge", None, True),
        ],
        key=str,
    )
    charge = told.row(by_predicate=pl.col("kind") == "charge", named=True)
    assert (charge["day"], charge["other"], charge["report"]) == (date(2025, 4, 1), str(anna.pk), str(first.pk))
    assert second.number in set(told["source"])
    assert not any(word in str(told.rows()) for word in ("Bertil", "Ek", "Anna", BERTIL[0]))


def test_a_report_after_the_day_is_not_known_yet(city: City, analyst: User) -> None:
    report = city.report(BERTIL, ANNA, day=date(2025, 3, 1))
    actions.link_new_parties(on=ON, by=analyst)

    assert queries.events([person_of(report).pk], until=date(2025, 2, 28)).is_empty()
    assert queries.events(None, until=date(2025, 3, 1)).height == 1


def test_a_dropped_suspicion_no_longer_counts_from_its_day(city: City, analyst: User) -> None:
    report = city.report(BERTIL, ANNA)
    for value, since in (("reasonable", date(2025, 3, 1)), ("dropped", date(2025, 9, 1))):
        Standing.objects.create(report=report, kind="suspicion", value=value, since=since, run=city.run)
    actions.link_new_parties(on=ON, by=analyst)

    assert queries.events(None, until=date(2025, 8, 31)).height == 1
    assert queries.events(None, until=date(2025, 9, 1)).is_empty()


def test_a_report_that_is_not_of_a_couple_does_not_count(city: City, analyst: User) -> None:
    city.report(BERTIL, ANNA, partner=False, relation="neighbour")
    city.report(BERTIL, ANNA, partner=None, relation="unknown")
    actions.link_new_parties(on=ON, by=analyst)

    assert queries.events(None, until=ON).is_empty()


def test_observations_count_until_they_are_withdrawn(city: City, analyst: User) -> None:
    report = city.report(BERTIL, ANNA)
    actions.link_new_parties(on=ON, by=analyst)
    bertil = person_of(report)
    for kind, value in (("separation", "no"), ("notified", "B"), ("control_isolate", "often")):
        Observation.objects.create(
            person=bertil, kind=kind, value=value, day=date(2025, 5, 1), source="s", by=analyst, at=timezone.now()
        )
    withdrawn = Observation.objects.get(kind="separation")

    told = queries.events([bertil.pk], until=ON)
    assert sorted(kinds(told)) == [
        ("notified", None, True),
        ("offence", "misshandel", True),
        ("separation", None, False),
    ]
    assert told.row(by_predicate=pl.col("kind") == "notified", named=True)["level"] == "B"
    Observation.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())

    assert queries.events([bertil.pk], until=ON).height == 2


def test_all_at_once_and_one_at_a_time_tell_the_same(city: City, analyst: User) -> None:
    city.report(BERTIL, ANNA, death_threat=True)
    city.report(CEDRIC, ANNA)
    actions.link_new_parties(on=ON, by=analyst)
    persons = list(Person.objects.values_list("pk", flat=True))

    alone = pl.concat([queries.events([one], until=ON) for one in sorted(persons, key=str)])

    assert alone.equals(queries.events(None, until=ON))


def test_those_who_were_joined_into_one_are_found_through_each_other(analyst: User) -> None:
    last, middle, first, alone = (make_person() for _ in range(4))
    Person.objects.filter(pk=first.pk).update(into=middle)
    Person.objects.filter(pk=middle.pk).update(into=last)

    assert queries.former([last.pk, alone.pk]) == {middle.pk: last.pk, first.pk: last.pk}
    assert queries.current() == queries.former([last.pk])
    assert queries.standing(first.pk) == last.pk
