"""The harm test as a form: what is missing, what stops, and when a second person must decide."""

from datetime import date

import pytest

from trygg.sharing import concluded, protected_until, protection, sharing_rules

RULES = sharing_rules()
CALM = {
    "whose": ["person"],
    "shows_place": "no",
    "shows_she_told": "no",
    "retaliation": "no",
    "smaller": "nej, det är redan minsta möjliga",
    "conclusion": "no_harm",
}


def test_six_answers_without_danger_need_one_person() -> None:
    told = concluded(CALM, RULES)

    assert (told.holds, told.second_decider, told.because) == (True, False, ())


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("shows_place", "yes"),
        ("shows_she_told", "yes"),
        ("retaliation", "yes"),
        ("whose", ["person", "reporter"]),
        ("whose", "reporter"),
    ],
)
def test_a_danger_calls_for_a_second_person(question: str, answer: object) -> None:
    told = concluded(CALM | {question: answer}, RULES)

    assert (told.holds, told.second_decider) == (True, True)
    assert [one.id for one in told.because] == [question]


@pytest.mark.parametrize("question", CALM)
@pytest.mark.parametrize("answer", [None, "", "  ", []])
def test_an_unanswered_question_is_a_gap_and_a_danger_until_answered(question: str, answer: object) -> None:
    told = concluded(CALM | {question: answer}, RULES)

    assert [(gap.condition, gap.why) for gap in told.gaps] == [(question, "missing")]
    assert told.second_decider is (question not in ("smaller", "conclusion"))


def test_a_child_alone_calls_for_no_second_person_since_a_concern_is_due_at_once() -> None:
    assert not concluded(CALM | {"whose": ["child"], "conclusion": "harm_outweighed"}, RULES).second_decider


def test_an_answer_that_is_no_option_is_a_gap() -> None:
    assert [gap.why for gap in concluded(CALM | {"whose": ["person", "the dog"]}, RULES).gaps] == ["unknown_option"]


def test_the_conclusion_that_it_harms_stops() -> None:
    (gap,) = concluded(CALM | {"conclusion": "harm"}, RULES).gaps

    assert (gap.condition, gap.why, gap.stops) == ("conclusion", "stopped", True)


def test_an_empty_form_names_all_six_questions_in_order() -> None:
    assert [gap.condition for gap in concluded({}, RULES).gaps] == list(CALM)


def test_protected_until_is_the_longest_of_the_provisions_also_from_a_leap_day() -> None:
    held = protection("social", "person_basics", date(2026, 11, 22), RULES)

    assert protected_until(date(2026, 11, 22), held) == date(2096, 11, 22)
    assert protected_until(date(2024, 2, 29), protection("probation", "treatment", date(2026, 1, 1), RULES)) == date(
        2074, 2, 28
    )
    assert protected_until(date(2024, 2, 29), ()) is None
