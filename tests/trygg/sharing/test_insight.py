"""What a person is told of what is held about them: others are masked, the work is silent, a provision bears each."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from trygg.errors import NoRuleInForce, RulebookError
from trygg.sharing import GIVEN, MASKED, WITHHELD, bearers, may_be, right_of, sharing_rules, start_of
from trygg.sharing.insight import WHOSE
from trygg.sharing.reading import SHIPPED

ON = date(2026, 11, 23)
RULES = sharing_rules()
HOLDERS = ("police", "probation", "social", "change_support", "victim_support")
OTHERS = ("victim", "child", "reporter", "other")

EXPECTED = [  # holder, class, whose, where it starts, the provisions that may bear it
    ("police", "person_basics", "own", GIVEN, {"18 kap. 1 § OSL"}),
    ("police", "incident_metadata", "suspected", WITHHELD, {"18 kap. 1 § OSL"}),
    ("police", "victim_identity", "victim", MASKED, {"35 kap. 1 § OSL", "35 kap. 2 § OSL", "21 kap. 3 a § OSL"}),
    ("police", "child", "child", MASKED, {"35 kap. 1 § OSL", "40 kap. 7 g § OSL", "21 kap. 3 a § OSL"}),
    ("police", "intelligence", "work", WITHHELD, {"18 kap. 1 § OSL", "18 kap. 2 § OSL"}),
    ("change_support", "person_basics", "own", GIVEN, set()),
    ("change_support", "treatment", "own", GIVEN, set()),
    ("change_support", "treatment", "mixed", MASKED, {"26 kap. 1 § OSL"}),
    ("victim_support", "person_basics", "other", MASKED, {"26 kap. 1 § OSL", "21 kap. 3 § OSL", "21 kap. 3 a § OSL"}),
    ("social", "child", "reporter", MASKED, {"26 kap. 1 § OSL", "26 kap. 5 § OSL"}),
    ("probation", "custody_and_sanction", "own", GIVEN, set()),
    ("probation", "treatment", "mixed", MASKED, {"35 kap. 15 § OSL"}),
    ("probation", "level_and_delivery", "suspected", WITHHELD, {"18 kap. 3 § OSL"}),
]


@pytest.mark.parametrize(("holder", "data_class", "whose", "start", "provisions"), EXPECTED)
def test_a_field_starts_and_is_borne_as_expected(
    holder: str, data_class: str, whose: str, start: str, provisions: set[str]
) -> None:
    held = bearers(holder, data_class, whose, ON, RULES)

    assert start_of(holder, data_class, whose, ON, RULES).verdict == start
    assert {one.protection.provision for one in held} == provisions


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("data_class", sorted(RULES.classes))
def test_nothing_of_anyone_else_starts_as_given(holder: str, data_class: str) -> None:
    starts = {whose: start_of(holder, data_class, whose, ON, RULES).verdict for whose in (*OTHERS, "mixed", "work")}

    assert GIVEN not in starts.values()


def test_the_own_data_of_a_person_is_never_masked_by_what_protects_that_person() -> None:
    protecting = {"26 kap. 1 § OSL", "35 kap. 1 § OSL", "35 kap. 15 § OSL", "21 kap. 3 a § OSL"}

    borne = {
        one.protection.provision
        for holder in HOLDERS
        for data_class in RULES.classes
        for one in bearers(holder, data_class, "own", ON, RULES)
    }

    assert borne & protecting == set()


def test_no_officer_gives_intelligence() -> None:
    for whose in WHOSE:
        held = bearers("police", "intelligence", whose, ON, RULES)
        start = start_of("police", "intelligence", whose, ON, RULES)

        assert not may_be(GIVEN, "", held, start)
        assert not may_be(MASKED, "police-others", held, start)  # not even as something that is masked
        assert may_be(WITHHELD, "police-intelligence", held, start)


def test_a_provision_of_another_house_bears_nothing_here() -> None:
    held = bearers("police", "victim_identity", "victim", ON, RULES)
    start = start_of("police", "victim_identity", "victim", ON, RULES)

    assert may_be(MASKED, "police-others", held, start)
    assert not may_be(MASKED, "social-others", held, start)
    assert not may_be(MASKED, "", held, start)
    assert not may_be(GIVEN, "police-others", held, start)


def test_the_rules_hold_from_their_days() -> None:
    assert "40 kap. 7 g § OSL" not in provisions(date(2026, 1, 14))
    assert "40 kap. 7 g § OSL" in provisions(date(2026, 1, 15))


def provisions(on: date) -> set[str]:
    return {one.protection.provision for one in bearers("probation", "child", "reporter", on, RULES)}


def test_each_house_names_its_own_right() -> None:
    assert right_of("police", ON, RULES).provision.startswith("4 kap. 3 § brottsdatalagen")
    assert right_of("change_support", ON, RULES).provision.startswith("artikel 15")
    with pytest.raises(NoRuleInForce, match="no right of researcher"):
        right_of("researcher", ON, RULES)


COUNSELLING = 'id = "counselling"\nprotection = "social-26-3"\nwhose = ["own", '
MISTAKES = {
    "one language": ('nothing.en = "', 'nothing.de = "', "access-police: nothing.en is missing"),
    "a stranger": ('whose = ["mixed"]', 'whose = ["neighbour"]', "words-are-masked: whose neighbour is not known"),
    "no such provision": ('protection = "police-18-2"', 'protection = "x-99"', "protection x-99 is not known"),
    "nothing bears it": (
        f'{COUNSELLING}"suspected", ',
        COUNSELLING,
        "no masking bears family_counselling of suspected",
    ),
}


@pytest.mark.parametrize(("was", "now", "says"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_refused_with_its_mend(tmp_path: Path, was: str, now: str, says: str) -> None:
    home = Path(shutil.copytree(SHIPPED, tmp_path / "se"))
    text = (home / "insight.toml").read_text()
    assert was in text
    (home / "insight.toml").write_text(text.replace(was, now, 1))

    with pytest.raises(RulebookError, match=re.escape(says)):
        sharing_rules(home)
