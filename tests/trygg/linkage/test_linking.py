"""Who is linked, who is asked about, and who is never joined: a small golden linkage and the guards."""

import polars as pl
import pytest

from trygg.linkage import link

COLUMNS = "id given family number number_kind born sex protected report role other person".split()
VERDICTS = {"a": pl.String, "b": pl.String, "answer": pl.String}
ANNA, BO = "199107119944", "198505309875"


def telling(id, given, family, number="", **rest):
    """One telling of a person; a full number is taken as valid unless told otherwise."""
    kind = "personnummer" if number else "none"
    born = f"{number[:4]}-{number[4:6]}-{number[6:8]}" if number else ""
    told = {"number_kind": kind, "born": born, "sex": "", "protected": "none", "report": id, "role": "suspect"}
    return {"id": id, "given": given, "family": family, "number": number, "other": "", "person": "", **told, **rest}


def frame(*tellings):
    return pl.DataFrame(list(tellings), schema={column: pl.String for column in COLUMNS})


def linked(new, register=(), verdicts=()):
    return link(frame(*new).drop("person"), frame(*register), pl.DataFrame(list(verdicts), VERDICTS, orient="row"))


def persons(answer):
    return dict(answer.clusters.select("id", "person").iter_rows())


def couple(one, other):
    """Two tellings that name each other as the other party of one report."""
    return one | {"other": other["id"]}, other | {"other": one["id"], "role": "victim"}


MASKED = {"number_kind": "masked", "born": "1985-05-30"}
COORDINATION = {"number_kind": "samordningsnummer", "born": "1985-05-30"}
GOLDEN = {
    "equal numbers, however the name is spelt": (
        telling("a", "Bo", "Åkesson", BO), telling("b", "BO", "AAKESSON", BO), "same",
    ),
    "equal numbers, swapped columns": (telling("a", "Bo", "Åkesson", BO), telling("b", "Akesson", "Bo", BO), "same"),
    "equal numbers, other name": (telling("a", "Bo", "Åkesson", BO), telling("b", "Yasmin", "Khalil", BO), "asked"),
    "two digits swapped": (
        telling("a", "Bo", "Åkesson", BO, sex="M"),
        telling("b", "Bo", "Åkesson", "198505308975", number_kind="invalid", sex="M"), "same",
    ),
    "masked number, same name": (
        telling("a", "Bo", "Åkesson", BO, sex="M"), telling("b", "Bo", "Åkesson", sex="M", **MASKED), "same",
    ),
    "masked number, a sibling's name": (
        telling("a", "Bo", "Åkesson", BO, sex="M"), telling("b", "Per", "Åkesson", sex="M", **MASKED), "asked",
    ),
    "masked number, protected": (
        telling("a", "Bo", "Åkesson", BO, sex="M", protected="sekretessmarkering"),
        telling("b", "Bo", "Åkesson", sex="M", **MASKED), "asked",
    ),
    "two valid numbers": (
        telling("a", "Bo", "Åkesson", BO, sex="M"), telling("b", "Bo", "Åkesson", ANNA, sex="M"), "apart",
    ),
    "a samordningsnummer became a personnummer": (
        telling("a", "Bo", "Åkesson", BO, sex="M"),
        telling("b", "Bo", "Åkesson", "198505909872", sex="M", **COORDINATION), "asked",
    ),
    "nothing but a common name": (telling("a", "Bo", "Åkesson", BO), telling("b", "Per", "Björk"), "apart"),
}  # fmt: skip


@pytest.mark.parametrize("case", GOLDEN)
def test_golden_linkage(case):
    one, other, wanted = GOLDEN[case]

    answer = linked([other], [one | {"person": "P1"}])
    among = linked([one, other])

    assert (persons(answer)["b"] == "P1") == (wanted == "same")
    assert (len(set(persons(among).values())) == 1) == (wanted == "same")
    assert [(question.a, question.b) for question in answer.questions] == ([("b", "a")] if wanted == "asked" else [])


def test_a_missing_number_is_settled_by_the_other_party():
    known = couple(telling("s1", "Bo", "Åkesson", BO, sex="M"), telling("v1", "Anna", "Björk", ANNA, sex="F"))
    later = couple(telling("s2", "B.", "Åkesson", sex="M"), telling("v2", "Anna", "Björk", ANNA, sex="F"))

    answer = linked(later, [known[0] | {"person": "P1"}, known[1] | {"person": "P2"}])

    assert persons(answer) == {"s2": "P1", "v2": "P2"}
    assert dict(answer.clusters.select("id", "because").iter_rows()) == {"s2": "couple", "v2": "number"}


def test_a_different_verdict_parts_and_is_not_asked_again():
    one, other, _ = GOLDEN["masked number, same name"]

    answer = linked([other], [one | {"person": "P1"}], [("a", "b", "different")])

    assert persons(answer) == {"b": "new:b"}
    assert not answer.questions


def test_a_same_verdict_joins_what_a_guard_would_only_ask():
    one, other, _ = GOLDEN["a samordningsnummer became a personnummer"]

    assert persons(linked([other], [one | {"person": "P1"}], [("b", "a", "same")])) == {"b": "P1"}


def test_two_persons_of_the_register_are_never_made_one():
    one, other, _ = GOLDEN["masked number, same name"]
    third = other | {"id": "c"}

    answer = linked([third], [one | {"person": "P1"}, other | {"person": "P2"}])

    assert persons(answer) == {"c": "new:c"}
    assert {question.b for question in answer.questions} == {"a", "b"}


def test_nobody_is_nobody():
    assert persons(linked([telling("a", "", ""), telling("b", "", "")])) == {"a": "new:a", "b": "new:b"}


def test_a_question_tells_how_fields_agree_and_no_value():
    one, other, _ = GOLDEN["masked number, protected"]

    (question,) = linked([other], [one | {"person": "P1"}]).questions

    assert question.why == "protected"
    assert {(field["name"], field["agreement"]) for field in question.fields} == {
        ("number", "born"), ("given", "same"), ("family", "same"), ("sex", "same"), ("role", "suspects"),
    }  # fmt: skip
    assert "kesson" not in str(question)
