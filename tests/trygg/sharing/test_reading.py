"""A mistake in a pack is refused with the file, the rule, the key and the mend, and every case gives its answer."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trygg import sharing
from trygg.cli import app
from trygg.errors import RulebookError
from trygg.rulebook import book
from trygg.sharing import sharing_rules
from trygg.sharing.casework import keeping_cases, keeping_wrong, sharing_cases, sharing_wrong
from trygg.sharing.reading import SHIPPED

OFFENCES = book().on(date(2026, 11, 22)).offences
GENERAL_RULE = 'since = 2025-12-01\nsource = "https'
MISTAKES = {
    "unknown key": ("grounds.toml", 'id = "G-01"', 'id = "G-01"\ncolour = "red"', "grounds.toml: G-01: colour is not"),
    "missing key": ("grounds.toml", 'kind = "consent"\n', "", "grounds.toml: G-01: kind is missing; add it"),
    "unknown kind": ("grounds.toml", 'kind = "consent"', 'kind = "wish"', "G-01: kind wish is not known; use one of"),
    "one language": ("grounds.toml", 'says.en = "Consent"', "", "grounds.toml: G-01: says.en is missing; write"),
    "no source": ("offers.toml", "source = ", "# ", "offers.toml: police-social-1: source is missing; add it"),
    "empty source": ("secrecy.toml", 'source = "', 'source = ""\n#', "secrecy.toml: social-26-1: source is empty; say"),
    "until before since": (
        "grounds.toml",
        "until = 2026-01-14",
        "until = 2025-01-14",
        "grounds.toml: G-03: until is before since; swap them",
    ),
    "two versions on one day": (
        "grounds.toml",
        "until = 2026-01-14",
        "until = 2026-01-15",
        "grounds.toml: ground G-03 stands twice",
    ),
    "half a direction": (
        "grounds.toml",
        'directions = ["police to social"]',
        'directions = ["police"]',
        'G-05: direction police is not two holders; write it as "one to other"',
    ),
    "a stranger": (
        "grounds.toml",
        'directions = ["police to social"]',
        'directions = ["police to neighbours"]',
        "G-05: directions neighbours is not known",
    ),
    "nobody decides": (
        "grounds.toml",
        "approvals = 1",
        "approvals = 0",
        "G-01: approvals is 0; a person always decides",
    ),
    "an unknown condition": ("grounds.toml", 'asks = ["duty"]', 'asks = ["duty", "mood"]', "G-02: asks mood is not"),
    "a condition nobody asks": (
        "grounds.toml",
        'asks = ["acute_reason"]',
        'asks = ["duty"]',
        "grounds.toml: acute_reason: no ground asks it",
    ),
    "a choice of nothing": (
        "grounds.toml",
        'type = "choice"\noptions = ["in_writing", "orally_noted"]',
        'type = "choice"',
        "grounds.toml: consent_how: options and type choice go together",
    ),
    "an option in one language": (
        "grounds.toml",
        '{ sv = "skriftligt", en = "in writing" }',
        '{ sv = "skriftligt" }',
        "consent_how: options_says.in_writing.en is missing",
    ),
    "a stop that is no option": (
        "grounds.toml",
        'stop_on = ["yes"]',
        'stop_on = ["maybe"]',
        "consent_withdrawn: stop_on maybe is not known",
    ),
    "an open policy": (
        "grounds.toml",
        '"deny"',
        '"allow"',
        "policy: default_on_unknown allow is not known; use one of deny",
    ),
    "an offer against a direction": (
        "offers.toml",
        'grounds = ["G-08", "G-11", "G-12", "G-03", "G-04"]',
        'grounds = ["G-09"]',
        "police-social-1: G-09 does not lead from police to social",
    ),
    "an offer of what is never offered": (
        "offers.toml",
        'grounds = ["G-08", "G-11", "G-12", "G-03", "G-04"]',
        'grounds = ["G-05"]',
        "police-social-1: G-05 is never offered",
    ),
    "an offer of a refused class": (
        "offers.toml",
        'classes = ["risk_level"]\ngrounds = ["G-08", "G-12", "G-01"]',
        'classes = ["register_extract"]\ngrounds = ["G-08", "G-12", "G-01"]',
        "police-social-2: classes for G-08 register_extract is not known",
    ),
    "a cell told twice": (
        "offers.toml",
        'classes = ["risk_level"]',
        'classes = ["risk_level", "person_basics"]',
        "police-social-2: person_basics stands in police-social-1 too",
    ),
    "a lift of nothing": (
        "offers.toml",
        'lifted_by = "case_decision"',
        'lifted_by = "good_mood"',
        "intelligence: lifted_by good_mood is not known",
    ),
    "an unknown test": ("secrecy.toml", 'test = "reverse"', 'test = "gut"', "social-26-1: test gut is not known"),
    "a second decider on no option": (
        "harm_test.toml",
        'second_on = ["reporter"]',
        'second_on = ["dog"]',
        "harm_test.toml: whose: second_on dog is not known",
    ),
    "a limit of no length": (
        "deadlines.toml",
        "amount = 14",
        "amount = 0",
        "DL-02: amount 0 and unit at_once go together",
    ),
    "a unit of nothing": ("deadlines.toml", 'unit = "days"', 'unit = "moons"', "DL-02: unit moons is not known"),
    "a clock without an event": (
        "retention.toml",
        'trigger = "last_entry"\nyears = 5',
        "years = 5",
        "social-file: a ceiling needs a trigger and years or months",
    ),
    "a clock on what is kept for good": (
        "retention.toml",
        'kind = "preserve"',
        'kind = "preserve"\nyears = 5',
        "social-child-placement: preserve runs on no clock",
    ),
    "a wait for nothing": (
        "retention.toml",
        'wait_for = ["compilation"]',
        'wait_for = ["godot"]',
        "social-file: wait_for godot is not known",
    ),
    "two ceilings at once": (
        "retention.toml",
        'record_class = "not_opened"',
        'record_class = "file"',
        "is in force for file too; end one of them",
    ),
    "an unknown table": (
        "retention.toml",
        "[[clock]]",
        "[[watch]]",
        "retention.toml: watch is not known; use one of clock",
    ),
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "pack"))


def change(pack: Path, name: str, old: str, new: str) -> None:
    text = (pack / name).read_text("utf-8")
    assert old in text
    (pack / name).write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_mend(pack: Path, mistake: str) -> None:
    name, old, new, said = MISTAKES[mistake]
    change(pack, name, old, new)

    with pytest.raises(RulebookError) as fault:
        sharing_rules(pack)

    assert said in str(fault.value)


def test_versions_of_a_ground_stand_together_in_order(pack: Path) -> None:
    text = (pack / "grounds.toml").read_text("utf-8")
    first = text.index('[[ground]]\nid = "G-03"')
    second = text.index('[[ground]]\nid = "G-03"', first + 1)
    third = text.index('[[ground]]\nid = "G-04"')
    turned = text[:first] + text[second:third] + text[first:second] + text[third:]
    (pack / "grounds.toml").write_text(turned, "utf-8")

    with pytest.raises(RulebookError, match="G-03: its versions are out of order; sort them by since, together"):
        sharing_rules(pack)


def test_a_missing_file_is_named(pack: Path) -> None:
    (pack / "secrecy.toml").unlink()

    with pytest.raises(RulebookError, match="secrecy.toml: the file is missing"):
        sharing_rules(pack)


def test_the_digest_follows_what_decides_and_not_the_cases(pack: Path, tmp_path: Path) -> None:
    same, other = (Path(shutil.copytree(pack, tmp_path / name)) for name in ("same", "other"))
    change(same, "grounds.cases.toml", "[[case]]", "# a note\n[[case]]")
    change(other, "secrecy.toml", "years = 70", "years = 71")

    assert sharing_rules(same).version == sharing_rules(pack).version
    assert sharing_rules(other).version != sharing_rules(pack).version


def test_a_policy_without_the_special_rule_first_does_not_ask_of_it(pack: Path) -> None:
    change(pack, "grounds.toml", "prefer_special_rule = true", "prefer_special_rule = false")
    asked = {condition.id for one in sharing_rules(pack).grounds for condition in one.conditions}

    assert "special_rule_checked" not in asked
    assert "need" in asked


@pytest.mark.parametrize("case", list(sharing_cases()), ids=lambda case: case.name)
def test_a_disclosure_gets_its_answer(case) -> None:  # type: ignore[no-untyped-def]  # a worked case
    assert sharing_wrong(case, OFFENCES, sharing_rules()) == ""


@pytest.mark.parametrize("case", list(keeping_cases()), ids=lambda case: case.name)
def test_a_record_gets_its_answer(case) -> None:  # type: ignore[no-untyped-def]  # a worked case
    assert keeping_wrong(case, sharing_rules()) == ""


def test_every_ground_that_is_offered_between_houses_has_a_case() -> None:
    told = {name for case in sharing_cases() for name in case.grounds or (case.ground,)}
    houses = {holder.id for holder in sharing_rules().holders.values() if holder.house}
    offered = {name for one in sharing_rules().offers if {one.sender, one.recipient} <= houses for name in one.grounds}

    assert offered <= told


def test_a_case_with_a_key_of_its_own_is_refused(pack: Path) -> None:
    change(pack, "grounds.cases.toml", 'sender = "social"', 'sender = "social"\nmoon = "full"')

    with pytest.raises(RulebookError, match=r"grounds.cases.toml: .*moon.*use the keys of SharingCase"):
        list(sharing_cases(pack))


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("grounds.toml", GENERAL_RULE, GENERAL_RULE.replace("2025-12-01", "2025-11-01"), "last day of November 2025"),
        ("retention.toml", "years = 30", "years = 18", "stays until the child is thirty"),
    ],
)
def test_check_names_the_case_that_a_changed_law_breaks(pack: Path, name: str, old: str, new: str, said: str) -> None:
    change(pack, name, old, new)
    answer = CliRunner().invoke(app, ["check", "--pack", str(pack)])

    assert answer.exit_code == 1
    assert said in answer.stderr


def test_check_tells_which_law_nobody_has_read() -> None:
    answer = CliRunner().invoke(app, ["check"])

    assert answer.exit_code == 0
    assert "law, not read: G-03, G-05, G-14," in answer.output


def test_no_provision_of_any_country_stands_in_the_code() -> None:
    core = Path(sharing.__file__).parent
    told = re.compile(r"§|\bkap\b|\bOSL\b|\bSoL\b|\bG-\d\d\"|\bBrB\b|\b\d{4}:\d{2,4}\b|polis|frivård|socialt", re.I)
    found = [
        f"{path.name}: {line.strip()}"
        for path in core.glob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if told.search(line)
    ]

    assert found == []
