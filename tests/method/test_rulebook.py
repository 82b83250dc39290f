"""A mistake in the method's files is refused with the file, the rule, the key and the mend."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from trygg.errors import NoRuleInForce, RulebookError
from trygg.rulebook import SHIPPED, book

MISTAKES = {
    "unknown key": (
        "levels.toml",
        'id = "A1"',
        'id = "A1"\nlevle = "A"',
        "levels.toml: A1: levle is not known; use one of",
    ),
    "missing key": ("levels.toml", 'level = "A"\n', "", "levels.toml: A1: level is missing; add it"),
    "unknown fact": (
        "levels.toml",
        "all.max_harm_24m",
        "all.max_harm",
        "levels.toml: A1: max_harm is not a known fact",
    ),
    "unknown level": ("levels.toml", 'level = "A"', 'level = "E"', "levels.toml: A1: level E is not known"),
    "number below one": ("levels.toml", "max_harm_24m = 548", "max_harm_24m = 0", "A1: max_harm_24m is 0; it takes"),
    "a share for a number": (
        "levels.toml",
        "max_harm_24m = 548",
        "max_harm_24m = 0.5",
        "A1: all.max_harm_24m is 0.5; it takes a whole number",
    ),
    "no fact at all": (
        "levels.toml",
        "all.max_harm_24m = 548\n",
        "",
        "A1: all and any are empty; name at least one fact",
    ),
    "one language": (
        "levels.toml",
        "says.en = ",
        "says.de = ",
        "levels.toml: A1: says.en is missing; write the sentence",
    ),
    "empty source": ("harm.toml", 'source = "', 'source = ""\n#', "harm.toml: mord: source is empty; say where"),
    "no source": ("harm.toml", "source = ", "# ", "harm.toml: mord: source is missing; add it"),
    "the same id twice": ("levels.toml", 'id = "A2"', 'id = "A1"', "levels.toml: rule A1 stands twice"),
    "until before since": (
        "crime_codes.toml",
        "until = 2018-12-31",
        "until = 2017-12-31",
        "crime_codes.toml: 9357: until is before since; swap them",
    ),
    "values out of order": (
        "penalties.toml",
        "values = [{ since = 2026-08-01,",
        "values = [{ since = 2026-08-01 }, { since = 2020-01-01,",
        "penalties.toml: mord: values are out of order or two hold on one day",
    ),
    "two values on one day": (
        "penalties.toml",
        "values = [{ since = 2026-08-01,",
        "values = [{ since = 2026-08-01 }, { since = 2026-08-01,",
        "penalties.toml: mord: values are out of order or two hold on one day",
    ),
    "no weight for an offence": (
        "offences.toml",
        'id = "mord"',
        'id = "mordbrand"',
        "mordbrand has no weight; add it to harm",
    ),
    "a weight below zero": (
        "harm.toml",
        "days = 5185",
        "days = -5185",
        "harm.toml: mord: days is -5185; it takes a whole number from 0",
    ),
    "a share for days": (
        "harm.toml",
        "days = 5185",
        "days = 51.85",
        "harm.toml: mord: days is 51.85; it takes a whole",
    ),
    "a yes for days": ("harm.toml", "days = 5185", "days = true", "harm.toml: mord: days is True; it takes a whole"),
    "text for a day": (
        "levels.toml",
        "since = 2026-01-01",
        'since = "2026-01-01"',
        "levels.toml: A1: since is '2026-01-01'; it takes a day such as",
    ),
    "an instant for a day": (
        "levels.toml",
        "since = 2026-01-01",
        "since = 2026-01-01T00:00:00",
        "levels.toml: A1: since is datetime.datetime(2026, 1, 1, 0, 0); it takes a day such as",
    ),
    "a number for text": (
        "crime_codes.toml",
        'id = "9357"',
        "id = 9357",
        "crime_codes.toml: 9357: id is 9357; it takes",
    ),
    "text for a yes": (
        "relations.toml",
        "partner = true",
        'partner = "yes"',
        "relations.toml: married: partner is 'yes'; it takes true or false",
    ),
    "text for a list": ("relations.toml", 'words = ["sambo"]', 'words = "sambo"', "words is 'sambo'; it takes a list"),
    "a number in a list": ("relations.toml", '["sambo"]', '["sambo", 7]', "cohabiting: words.2 is 7; it takes text"),
    "text for two languages": (
        "review.toml",
        "months = {",
        'months = "3" #',
        "review: months is '3'; it takes a table",
    ),
    "a number for a sentence": (
        "facts.toml",
        "says.sv = ",
        "says.sv = 1 # ",
        "reports_12m: says.sv is 1; it takes text",
    ),
    "a value without its day": (
        "penalties.toml",
        "values = [{ since = 2026-08-01, ",
        "values = [{ ",
        "penalties.toml: mord: values.since is missing or no day; it takes",
    ),
    "a scale below zero": ("penalties.toml", "least = 120", "least = -120", "mord: values.1.least is -120; it takes"),
    "a table that nobody reads": (
        "levels.toml",
        "[[rule]]",
        "[extra]\n[[rule]]",
        "levels.toml: extra is not known; use one of rule",
    ),
    "a value outside every table": (
        "harm.toml",
        "[mord]",
        "mord_days = 3\n[mord]",
        "harm.toml: mord_days is 3; it takes",
    ),
    "a level without its time to decide": (
        "review.toml",
        "B = 2, C = 5",
        "C = 5",
        "review.toml: review: days_to_decide.B is missing; add it",
    ),
    "a time to decide for no level that is": (
        "review.toml",
        "none = 14",
        "none = 14, E = 3",
        "review.toml: review: days_to_decide.E is not known; use A, B, C, D, none",
    ),
    "no time at all to decide": (
        "review.toml",
        "days_to_decide = { A = 1",
        "days_to_decide = { A = 0",
        "review.toml: review: days_to_decide.A is 0; it takes a whole number from 1",
    ),
    "more who must agree than there is a way for": (
        "review.toml",
        "lowering = 2",
        "lowering = 3",
        "review.toml: review: lowering is 3; it takes 1 or 2 persons",
    ),
    "a misspelt table": ("review.toml", "[review]", "[reveiw]", "review.toml: reveiw is not known; use one of review"),
    "a gate that nobody knows": (
        "notices.toml",
        'gates = ["victim",',
        'gates = ["victims",',
        "notices.toml: A1: gates victims is not known; use one of victim",
    ),
    "a message at an unknown level": (
        "notices.toml",
        'level = "A"',
        'level = "E"',
        "notices.toml: A1: level E is not known; use one of A, B, C, D",
    ),
    "a form that nobody knows": (
        "notices.toml",
        'form = "talk"',
        'form = "call"',
        "notices.toml: A1: form call is not known; use one of letter",
    ),
    "somebody who delivers nothing": (
        "notices.toml",
        'held_by = ["detective"]',
        'held_by = ["postman"]',
        "notices.toml: A1: by postman is not known",
    ),
    "a unit of no clock": (
        "notices.toml",
        'unit = "hours"',
        'unit = "moons"',
        "notices.toml: A1: unit moons is not known; use one of hours",
    ),
    "a time of nothing": ("notices.toml", "within = 24", "within = 0", "A1: within is below 1 or warn is not before"),
    "a warning after the end": (
        "notices.toml",
        "warn = 24",
        "warn = 48",
        "notices.toml: C1: within is below 1 or warn is not before it; mend them",
    ),
    "two messages for one level at once": (
        "notices.toml",
        'level = "B"',
        'level = "A"',
        "notices.toml: B1: level A is told in two ways at once; end A1",
    ),
    "a call-in that is not used": (
        "notices.toml",
        'form = "summons"',
        'form = "call_in"',
        "notices.toml: B1: form is call_in, which is not used",
    ),
    "a gate that opens by nobody known": (
        "notices.toml",
        'opened_by = ["victim_contact", "officer"]',
        'opened_by = ["neighbour"]',
        "notices.toml: victim: opened_by neighbour is not known",
    ),
    "a gate in no known case": (
        "notices.toml",
        'needed = "restrictions"',
        'needed = "sometimes"',
        "notices.toml: prosecutor: needed sometimes is not known; use one of always",
    ),
    "hours that close before they open": (
        "notices.toml",
        "closes = 22",
        "closes = 6",
        "notices.toml: on_call: opens is not before closes",
    ),
    "a message without a source": ("notices.toml", "source = ", "# ", "notices.toml: victim: source is missing"),
    "the same gate twice on one day": (
        "notices.toml",
        'id = "prosecutor"\nsays.sv = "åklagaren har',
        'id = "victim"\nsays.sv = "åklagaren har',
        "notices.toml: gate victim stands twice",
    ),
    "the same form twice": (
        "notices.toml",
        'id = "talk"',
        'id = "letter"',
        "notices.toml: form letter stands twice; give one of them another id",
    ),
    "a kind of line that is left out": (
        "notices.toml",
        "[[attempts]]",
        "[[watching]]",
        "notices.toml: holds no [[attempts]]; add at least one",
    ),
    "a lever by an unknown authority": (
        "levers.toml",
        'decided_by = "prosecutor"',
        'decided_by = "mayor"',
        "levers.toml: contact_ban: decided_by mayor is not known; use one of prosecutor",
    ),
    "a lever whose sentence is in one language": (
        "levers.toml",
        "letter.en = ",
        "letter.de = ",
        "levers.toml: contact_ban: letter.en is missing; write the sentence",
    ),
    "a lever surer than it can be": (
        "levers.toml",
        'verified = "yes"',
        'verified = "maybe"',
        "levers.toml: contact_ban: verified maybe is not known; use one of yes, no",
    ),
    "a lever of two lengths": (
        "levers.toml",
        "months = 12\n",
        "months = 12\ndays = 365\n",
        "levers.toml: contact_ban: months and days are both set; keep one",
    ),
    "broken TOML": ("levels.toml", "[[rule]]", "[[rule]", "levels.toml: cannot be read as TOML"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(SHIPPED, tmp_path / "method")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_place_and_mend(folder: Path, mistake: str) -> None:
    name, right, wrong, says = MISTAKES[mistake]
    text = (folder / name).read_text("utf-8")
    assert right in text
    (folder / name).write_text(text.replace(right, wrong, 1), "utf-8")

    with pytest.raises(RulebookError) as refusal:
        book(folder)

    assert says in str(refusal.value)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "harm.toml").unlink()

    with pytest.raises(RulebookError, match=r"harm.toml: the file is missing from method/"):
        book(folder)


def test_another_citys_folder_counts_instead_of_the_shipped_one(folder: Path) -> None:
    text = (folder / "levels.toml").read_text("utf-8")
    (folder / "levels.toml").write_text(text.replace("reports_12m = 3", "reports_12m = 4"), "utf-8")

    ours, theirs = book().on(date(2026, 6, 1)), book(folder).on(date(2026, 6, 1))

    needed = [next(rule.all["reports_12m"] for rule in rules.levels if rule.id == "B1") for rules in (ours, theirs)]
    assert needed == [3, 4]
    assert ours.version != theirs.version


def test_a_day_before_every_rule_has_no_rules() -> None:
    with pytest.raises(NoRuleInForce, match="no rule of profile malmo is in force on 1999-01-01"):
        book().on(date(1999, 1, 1))


def test_a_case_file_does_not_change_the_version(folder: Path) -> None:
    before = book(folder).version
    book.cache_clear()
    (folder / "levels.cases.toml").write_text("case = []")

    assert book(folder).version == before


def test_a_gate_may_change_from_a_day_on(folder: Path) -> None:
    text = (folder / "notices.toml").read_text("utf-8")
    gate = text[text.index('[[gate]]\nid = "victim"') : text.index('[[gate]]\nid = "prosecutor"')]
    later = gate.replace("2026-01-01", "2026-07-01").replace('["lead"]', "[]")
    ended = gate.replace("since = 2026-01-01", "since = 2026-01-01\nuntil = 2026-06-30")
    (folder / "notices.toml").write_text(text.replace(gate, ended + later), "utf-8")

    days = [book(folder).on(date(2026, 6, 30)), book(folder).on(date(2026, 7, 1))]

    assert [day.notices.gates["victim"].overridden_by for day in days] == [("lead",), ()]


def test_a_day_before_every_message_has_no_rules(folder: Path) -> None:
    text = (folder / "notices.toml").read_text("utf-8")
    (folder / "notices.toml").write_text(text.replace("since = 2026-01-01", "since = 2026-07-01"), "utf-8")

    with pytest.raises(NoRuleInForce, match="nothing of gates is in force on 2026-06-30"):
        book(folder).on(date(2026, 6, 30))


def test_a_profile_with_messages_of_its_own_does_not_share_its_version() -> None:
    malmo, high_point, two_class = (book(None, profile) for profile in ("malmo", "high-point", "two-class"))

    told = [one.on(date(2026, 6, 1)).notices.levels["B"].form for one in (malmo, high_point, two_class)]

    assert told == ["summons", "call_in", "summons"]
    assert len({malmo.version, high_point.version, two_class.version}) == 3


def test_a_profile_shares_what_its_own_file_does_not_hold(folder: Path) -> None:
    text = (folder / "notices.toml").read_text("utf-8")
    (folder / "notices.toml").write_text(text.replace("most = 3", "most = 4"), "utf-8")

    told = {profile: book(folder, profile).on(date(2026, 6, 1)).notices for profile in ("malmo", "high-point")}

    assert [notices.attempts.most for notices in told.values()] == [4, 4]
    assert [notices.call_in.used for notices in told.values()] == [False, True]


def test_a_mistake_in_a_profiles_own_file_is_named_there(folder: Path) -> None:
    text = (folder / "notices.high-point.toml").read_text("utf-8")
    (folder / "notices.high-point.toml").write_text(text.replace("used = true", "used = false"), "utf-8")

    with pytest.raises(RulebookError, match=r"notices.high-point.toml: B1: form is call_in, which is not used"):
        book(folder, "high-point")


def test_a_change_of_another_profiles_messages_does_not_change_the_version(folder: Path) -> None:
    before = book(folder).version
    book.cache_clear()
    with (folder / "notices.high-point.toml").open("a") as file:
        file.write("# one more line\n")

    assert book(folder).version == before
