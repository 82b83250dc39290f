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
    "a misspelt table": ("review.toml", "[review]", "[reveiw]", "review.toml: reveiw is not known; use one of review"),
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
