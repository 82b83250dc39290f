"""What stands against a person: how long it may, when to ask again, what a letter may say."""

from dataclasses import replace
from datetime import date

import pytest

from trygg.errors import InvalidRecord
from trygg.levers import check_span, longest, named, reminders, sentence, stands
from trygg.rulebook import book

RULES = book().on(date(2026, 6, 1))
LEVERS = RULES.levers
SINCE = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("lever", "how", "until"),
    [
        ("contact_ban", {}, date(2027, 1, 31)),
        ("contact_ban", {"renewal": True}, date(2027, 1, 31)),
        ("contact_ban_home", {}, date(2026, 3, 31)),
        ("contact_ban_home", {"renewal": True}, date(2026, 2, 14)),
        ("contact_ban_extended", {"monitored": True}, date(2027, 1, 31)),
        ("contact_ban_extended", {"renewal": True}, date(2027, 1, 31)),
        ("contact_ban_extended", {"renewal": True, "monitored": True}, date(2026, 4, 30)),
        ("contact_ban_specially_extended", {}, date(2027, 1, 31)),
        ("contact_ban_specially_extended", {"renewal": True, "monitored": True}, date(2026, 4, 30)),
        ("area_ban", {}, None),
        ("patrol_attention", {"renewal": True}, None),
    ],
)
def test_a_lever_stands_as_long_as_the_law_lets_it(lever: str, how: dict[str, bool], until: date | None) -> None:
    assert longest(LEVERS[lever], SINCE, **how) == until


def test_a_lever_whose_length_is_told_in_days_ends_on_a_day() -> None:
    short = replace(LEVERS["contact_ban"], months=None, renewal_months=None, days=10)

    assert longest(short, SINCE) == date(2026, 2, 10)


def test_a_longer_lever_is_refused_with_its_law() -> None:
    with pytest.raises(InvalidRecord, match=r"contact_ban_home: it can stand until 2026-03-31 .* 1 b §"):
        check_span(LEVERS["contact_ban_home"], SINCE, date(2026, 4, 1), longest(LEVERS["contact_ban_home"], SINCE))


def test_a_lever_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="it ends before it begins"):
        check_span(LEVERS["area_ban"], SINCE, date(2026, 1, 30), None)


def test_a_lever_within_the_law_passes() -> None:
    last = longest(LEVERS["contact_ban"], SINCE)

    assert last is not None
    check_span(LEVERS["contact_ban"], SINCE, last, last)
    assert stands(SINCE, last, last)


def test_one_asks_thirty_fourteen_and_seven_days_before_the_end() -> None:
    asked = reminders(LEVERS["contact_ban"], date(2026, 12, 31))

    assert asked == (date(2026, 12, 1), date(2026, 12, 17), date(2026, 12, 24))


@pytest.mark.parametrize(
    ("until", "on", "gives"),
    [
        (date(2026, 2, 28), date(2026, 1, 30), False),
        (date(2026, 2, 28), date(2026, 1, 31), True),
        (date(2026, 2, 28), date(2026, 2, 28), True),
        (date(2026, 2, 28), date(2026, 3, 1), False),
        (None, date(2030, 1, 1), True),
    ],
)
def test_a_lever_stands_from_its_first_to_its_last_day(until: date | None, on: date, gives: bool) -> None:
    assert stands(SINCE, until, on) is gives


@pytest.mark.parametrize(
    ("words", "lever"),
    [
        ("kontaktförbud", "contact_ban"),
        ("  Utvidgat   kontaktförbud ", "contact_ban_extended"),
        ("kontaktförbud avseende gemensam bostad", "contact_ban_home"),
        ("särskilt utvidgat kontaktförbud", "contact_ban_specially_extended"),
    ],
)
def test_the_words_of_a_file_name_a_lever(words: str, lever: str) -> None:
    assert named(words, RULES) == LEVERS[lever]


def test_other_words_name_none() -> None:
    assert named("tillträdesförbud", RULES) is None


def test_words_name_one_lever_only() -> None:
    words = [word for lever in LEVERS.values() for word in lever.words]

    assert sorted(set(words)) == sorted(words)


@pytest.mark.parametrize("lever", sorted(LEVERS))
def test_what_a_letter_may_say_names_no_other_person(lever: str) -> None:
    said = f"{sentence(LEVERS[lever], 'sv')} {sentence(LEVERS[lever], 'en')}".lower()

    for word in ("hon", "henne", "hennes", "barn", "målsägande", "she", "her", "hers", "victim", "wife", "children"):
        assert word not in said.replace(".", " ").replace(",", " ").split()


def test_a_sentence_that_nobody_has_written_is_none() -> None:
    assert sentence(LEVERS["contact_ban"], "xx") is None
