"""New parties become persons, join persons, or raise a question."""

from datetime import date

import pytest
from django.utils import timezone

from tests.trygg_web.people.rows import ANNA, BERTIL, CEDRIC, City
from trygg_web.access.errors import NotAllowed
from trygg_web.access.models import Entry, User
from trygg_web.access.vault import blind
from trygg_web.incidents.models import Amendment, Party
from trygg_web.people import actions, queries
from trygg_web.people.models import Link, LinkQuestion, NameKey, Person

ON = date(2026, 1, 5)


def test_the_first_run_makes_one_person_for_each_number(city: City, analyst: User) -> None:
    city.report(BERTIL, ANNA)
    city.report(BERTIL, CEDRIC)

    run = actions.link_new_parties(on=ON, by=analyst)

    assert (run.parties, run.persons, run.known) == (4, 3, 0)
    assert Link.objects.filter(until=None).count() == 4


def test_a_second_run_with_nothing_new_changes_nothing(city: City, analyst: User) -> None:
    city.report(BERTIL, ANNA)
    actions.link_new_parties(on=ON, by=analyst)
    entries = Entry.objects.count()

    assert actions.link_new_parties(on=ON, by=analyst) == actions.LinkRun()
    assert Entry.objects.count() == entries


def test_a_later_file_joins_the_persons_known_before(city: City, analyst: User) -> None:
    city.report(BERTIL, ANNA)
    actions.link_new_parties(on=ON, by=analyst)
    city.report(BERTIL, ANNA)

    run = actions.link_new_parties(on=ON, by=analyst)

    assert (run.parties, run.persons, run.known) == (2, 0, 2)
    assert Person.objects.count() == 2


def test_a_person_shows_the_best_that_the_parties_tell(city: City, analyst: User) -> None:
    number = BERTIL[0]
    city.report((number, "Bertil", "Ek"), ANNA)
    city.report((number, "Bertil", "Ek"), ANNA, protected="sekretessmarkering")
    city.report((number, "B", "Ekk"), ANNA, protected="both")
    actions.link_new_parties(on=ON, by=analyst)

    shown = {person.given: person for person in Person.objects.all()}

    assert (shown["Bertil"].family, shown["Bertil"].number, shown["Bertil"].born) == ("Ek", number, "1975-02-28")
    assert (shown["Bertil"].protected, shown["Anna"].protected) == ("none", "both")


def test_a_role_that_only_reads_may_not_link(city: City, auditor: User) -> None:
    with pytest.raises(NotAllowed):
        actions.link_new_parties(on=ON, by=auditor)


def test_the_database_holds_no_word_of_a_name(city: City, analyst: User) -> None:
    city.report(BERTIL, ANNA)
    actions.link_new_parties(on=ON, by=analyst)

    assert NameKey.objects.exists()
    assert not NameKey.objects.filter(key__icontains="bertil").exists()
    assert all(len(key) == 32 for key in NameKey.objects.values_list("key", flat=True))


def test_a_person_is_found_by_all_words_in_any_order_and_by_number(city: City, analyst: User) -> None:
    city.report(BERTIL, ANNA)
    actions.link_new_parties(on=ON, by=analyst)
    bertil = _of("Bertil")

    assert queries.find(analyst, "ek BERTIL") == [bertil]
    assert queries.find(analyst, "Bertil Lo") == []
    assert queries.find(analyst, "750228-9817") == [bertil]
    assert queries.find(analyst, "") == []


def _of(given: str) -> object:
    return next(person.pk for person in Person.objects.all() if person.given == given)


def test_what_a_later_file_tells_of_a_linked_party_is_shown(city: City, analyst: User) -> None:
    report = city.report(("", "B", "Ek"), ANNA)
    actions.link_new_parties(on=ON, by=analyst)
    _amend(city, Party.objects.get(report=report, role="suspect"), given="Bertil")

    actions.link_new_parties(on=ON, by=analyst)

    assert queries.find(analyst, "Bertil Ek") == [_of("Bertil")]


def test_a_number_told_later_that_is_another_persons_becomes_a_question(city: City, analyst: User) -> None:
    city.report(BERTIL, ANNA)
    report = city.report(("", "Ulf", "Strand"), CEDRIC)
    actions.link_new_parties(on=ON, by=analyst)
    persons = Person.objects.count()
    party = Party.objects.get(report=report, role="suspect")
    _amend(city, party, number=BERTIL[0], number_key=blind(BERTIL[0], "number"), number_kind="personnummer")

    for _ in range(2):
        actions.link_new_parties(on=ON, by=analyst)

    assert [question.why for question in LinkQuestion.objects.all()] == ["later_number"]
    assert Person.objects.filter(until=None).count() == persons


def _amend(city: City, party: Party, **told: str) -> None:
    for field, value in told.items():
        setattr(party, field, value)
    party.save()
    Amendment.objects.create(report=party.report, party=party, field="given", was="", on=ON, run=city.run)
    city.run.finished_at = timezone.now()
    city.run.save()


def test_a_swapped_name_is_shown_as_one_record_tells_it(city: City, analyst: User) -> None:
    city.report((BERTIL[0], "Ek", "Bertil"), ANNA)
    city.report(BERTIL, ANNA)
    actions.link_new_parties(on=ON, by=analyst)

    assert {person.given for person in Person.objects.all()} & {"Ek", "Bertil"}
    assert not [person for person in Person.objects.all() if person.given == person.family]
