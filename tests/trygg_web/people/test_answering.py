"""Answers join and part persons, and every one of them can be undone whole."""

from datetime import date
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.trygg_web.people.rows import ANNA, BERTIL, CEDRIC, City
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, Refused, WrongState
from trygg_web.access.models import Entry, User
from trygg_web.incidents.models import Party
from trygg_web.people import actions, queries
from trygg_web.people.models import Answer, Link, LinkQuestion, Person

ON = date(2026, 1, 5)
NAMELESS = ("", "Ulf", "Strand")


def beliefs() -> dict[UUID, UUID]:
    return dict(Link.objects.filter(until=None).values_list("party_id", "person_id"))


def ask(one: Party, other: Party) -> LinkQuestion:
    first, second = sorted((one, other), key=lambda party: party.pk)
    row, _ = LinkQuestion.objects.get_or_create(
        party=first, other=second, defaults={"why": "weight", "weight": 7.0, "asked_at": one.report.reported_at}
    )
    return row


def suspect(report: object) -> Party:
    return Party.objects.get(report=report, role="suspect")


@pytest.fixture
def asked(city: City, analyst: User) -> LinkQuestion:
    one, other = city.report(BERTIL, ANNA), city.report(NAMELESS, ANNA)
    actions.link_new_parties(on=ON, by=analyst)
    return ask(suspect(one), suspect(other))


def test_same_joins_two_persons_and_one_ends(asked: LinkQuestion, officer: User) -> None:
    assert len(set(beliefs().values())) == 3

    actions.answer(asked.pk, "same", because="", by=officer)

    assert len(set(beliefs().values())) == 2
    ended = Person.objects.exclude(until=None).get()
    assert ended.into_id in beliefs().values()
    assert queries.standing(ended.pk) == ended.into_id
    assert Entry.objects.filter(verb="answered").count() == 1


def test_the_events_of_both_follow_to_the_one_who_stands(asked: LinkQuestion, officer: User) -> None:
    leaves = max(
        (Link.objects.get(party=party, until=None).person for party in (asked.party, asked.other)),
        key=lambda p: (p.since, p.pk),
    )
    actions.observe(
        leaves.pk, "separation", "yes", day=date(2025, 5, 1), source="Socialtjänsten", because="", by=officer
    )

    actions.answer(asked.pk, "same", because="", by=officer)

    stands = queries.standing(leaves.pk)
    told = queries.events([stands], until=ON)
    assert sorted(told["kind"]) == ["offence", "offence", "separation"]


def test_different_is_remembered_and_moves_nothing_between_two_persons(asked: LinkQuestion, officer: User) -> None:
    before = beliefs()

    actions.answer(asked.pk, "different", because="", by=officer)

    assert beliefs() == before
    assert not queries.questions(officer).exists()


def test_different_parts_one_person(city: City, officer: User) -> None:
    one, other = city.report(BERTIL, ANNA), city.report(BERTIL, ANNA)
    actions.link_new_parties(on=ON, by=officer)
    question = ask(suspect(one), suspect(other))

    with pytest.raises(InvalidInput):
        actions.answer(question.pk, "different", because=" ", by=officer)
    actions.answer(question.pk, "different", because="fel nummer i den ena", by=officer)

    assert beliefs()[suspect(one).pk] != beliefs()[suspect(other).pk]


def test_unsure_waits_last_and_may_be_answered_again(asked: LinkQuestion, officer: User) -> None:
    actions.answer(asked.pk, "unsure", because="", by=officer)

    assert list(queries.questions(officer)) == [asked]
    assert actions.answer(asked.pk, "same", because="", by=officer).answer == Answer.SAME


def test_two_who_answer_at_once_do_not_answer_twice(asked: LinkQuestion, officer: User, officer2: User) -> None:
    actions.answer(asked.pk, "same", because="", by=officer)

    with pytest.raises(WrongState):
        actions.answer(asked.pk, "different", because="x", by=officer2)


@pytest.mark.parametrize("said", list(Answer.values))
def test_an_answer_undone_restores_every_link_and_person(asked: LinkQuestion, officer: User, said: str) -> None:
    links, persons = beliefs(), set(Person.objects.values_list("pk", "until", "into"))

    actions.answer(asked.pk, said, because="skäl", by=officer)
    question = actions.undo_answer(asked.pk, by=officer)

    assert beliefs() == links
    assert set(Person.objects.values_list("pk", "until", "into")) == persons
    assert (question.answer, question.because, question.by_id) == ("", "", None)
    with pytest.raises(WrongState):
        actions.undo_answer(asked.pk, by=officer)


def test_an_older_answer_waits_for_the_newer_to_be_undone(city: City, officer: User) -> None:
    reports = [city.report(BERTIL, ANNA), city.report(NAMELESS, ANNA), city.report(("", "Sven", "Holm"), ANNA)]
    actions.link_new_parties(on=ON, by=officer)
    parties = [suspect(report) for report in reports]
    first, second = ask(parties[1], parties[2]), ask(parties[0], parties[1])
    actions.answer(first.pk, "same", because="", by=officer)
    actions.answer(second.pk, "same", because="", by=officer)
    joined = beliefs()

    try:
        actions.undo_answer(first.pk, by=officer)
    except WrongState:
        assert beliefs() == joined
    actions.undo_answer(second.pk, by=officer)

    assert beliefs()[parties[0].pk] != beliefs()[parties[1].pk]


def test_what_was_told_apart_is_not_joined_by_a_detour(city: City, officer: User) -> None:
    reports = [city.report(BERTIL, ANNA), city.report(NAMELESS, ANNA), city.report(("", "Sven", "Holm"), ANNA)]
    actions.link_new_parties(on=ON, by=officer)
    a, b, c = (suspect(report) for report in reports)
    actions.answer(ask(a, b).pk, "different", because="", by=officer)
    actions.answer(ask(b, c).pk, "same", because="", by=officer)

    with pytest.raises(WrongState):
        actions.answer(ask(a, c).pk, "same", because="", by=officer)


def test_a_link_is_parted_with_a_reason_and_put_back(city: City, officer: User) -> None:
    _first, other = city.report(BERTIL, ANNA), city.report(BERTIL, CEDRIC)
    actions.link_new_parties(on=ON, by=officer)
    before = beliefs()
    link = Link.objects.get(party=suspect(other), until=None)

    with pytest.raises(InvalidInput):
        actions.part(link.pk, because="", by=officer)
    alone = actions.part(link.pk, because="annat signalement", by=officer)

    assert beliefs()[suspect(other).pk] == alone.pk
    assert LinkQuestion.objects.get().answer == Answer.DIFFERENT
    assert queries.events([alone.pk], until=ON).height == 1
    actions.undo_part(Link.objects.get(party=suspect(other), until=None).move_id, by=officer)
    assert beliefs() == before
    assert not LinkQuestion.objects.exists()


def test_a_report_that_stands_alone_cannot_be_parted(city: City, officer: User) -> None:
    report = city.report(BERTIL, ANNA)
    actions.link_new_parties(on=ON, by=officer)

    with pytest.raises(WrongState):
        actions.part(Link.objects.get(party=suspect(report)).pk, because="x", by=officer)


def test_who_may_not_answer_changes_nothing(asked: LinkQuestion, auditor: User) -> None:
    with pytest.raises(NotAllowed):
        actions.answer(asked.pk, "same", because="", by=auditor)
    with pytest.raises(NotAllowed):
        queries.questions(auditor)


def test_an_unknown_question_is_not_there(analyst: User) -> None:
    with pytest.raises(NotThere):
        actions.answer(UUID(int=0), "same", because="", by=analyst)


def test_a_reason_is_sealed(asked: LinkQuestion, officer: User) -> None:
    actions.answer(asked.pk, "different", because="hemligt skäl", by=officer)

    held = LinkQuestion.objects.get(pk=asked.pk).__dict__["because"]
    assert b"hemligt" not in bytes(held)


STEP = st.tuples(st.sampled_from(["same", "different", "unsure", "part"]), st.integers(0, 5))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, min_size=1, max_size=7))
def test_any_history_undone_backwards_is_as_it_was(
    transactional_city: tuple[User, list[LinkQuestion]], steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():  # each example begins with the same city
        _live_through(*transactional_city, steps)
        transaction.set_rollback(True)


def _live_through(officer: User, asked: list[LinkQuestion], steps: list[tuple[str, int]]) -> None:
    before = beliefs()
    done: list[tuple[str, UUID]] = []
    for what, place in steps:
        try:
            done.append(_take(what, asked[place % len(asked)], officer))
        except Refused:
            continue
        assert set(beliefs()) == set(before)
        assert set(beliefs().values()) == set(Person.objects.filter(until=None).values_list("pk", flat=True))
    for what, key in reversed(done):
        if what == "part":
            actions.undo_part(key, by=officer)
        elif LinkQuestion.objects.get(pk=key).answer:
            actions.undo_answer(key, by=officer)

    assert beliefs() == before


def _take(what: str, question: LinkQuestion, officer: User) -> tuple[str, UUID]:
    if what == "part":
        link = Link.objects.get(party=question.party_id, until=None)
        actions.part(link.pk, because="skäl", by=officer)
        return "part", Link.objects.get(party=question.party_id, until=None).move_id
    actions.answer(question.pk, what, because="skäl", by=officer)
    return what, question.pk


@pytest.fixture
def transactional_city(city: City, officer: User) -> tuple[User, list[LinkQuestion]]:
    reports = [
        city.report(BERTIL, ANNA),
        city.report(BERTIL, ANNA),
        city.report(NAMELESS, ANNA),
        city.report(("", "Sven", "Holm"), ANNA),
    ]
    actions.link_new_parties(on=ON, by=officer)
    parties = [suspect(report) for report in reports]
    pairs = [(0, 1), (0, 2), (1, 2), (2, 3), (0, 3), (1, 3)]
    return officer, [ask(parties[one], parties[other]) for one, other in pairs]
