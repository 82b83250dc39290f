"""The directory of help: its cases, and what is wrong with a row."""

import pathlib
import shutil
from datetime import date

import pytest

from trygg.errors import RulebookError
from trygg.support import HelpCase, directory, directory_wrong, help_cases
from trygg.support.directory import SHIPPED

CASES = tuple(help_cases())


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_directory_answers_as_its_cases_say(case: HelpCase) -> None:
    assert directory_wrong(case, directory()) == ""


def test_every_need_has_help_every_day_since_the_duty() -> None:
    for need in directory().needs:
        assert directory().fitting(date(2021, 8, 1), (need,)), need


def test_the_number_of_the_national_line_is_right() -> None:
    line = next(one for one in directory().helps if one.id == "choose_to_stop")

    assert (line.number, line.anonymous) == ("020-555 666", True)


def test_nothing_counts_as_read_without_a_day() -> None:
    assert all(one.checked for one in directory().helps if one.verified == "yes")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('needs = ["violence"]', 'needs = ["moon"]', r"help.toml: choose_to_stop: needs moon is not known; use one of"),
        ('needs = ["violence"]', "needs = []", r"help.toml: choose_to_stop: needs is empty"),
        ('way = "self"', 'way = "door"', r"help.toml: choose_to_stop: way door is not known; use one of self"),
        ('verified = "no"', 'verified = "yes"', r"help.toml: choose_to_stop: checked is missing"),
        ('about.en = "National', 'about.fi = "National', r"help.toml: choose_to_stop: about.en is missing"),
        ('says.en = "Choose to stop"\n', "", r"help.toml: choose_to_stop: says.en is missing"),
        ("anonymous = true", 'anonymous = "yes"', r"help.toml: choose_to_stop: anonymous is 'yes'; it takes true"),
        ('way = "self"', 'wya = "self"', r"help.toml: choose_to_stop: wya is not known"),
        ("[[help]]", "[[hepl]]", r"help.toml: hepl is not known; use one of need, help"),
        ('id = "crisis_centre"', 'id = "choose_to_stop"', r"help.toml: help choose_to_stop stands twice"),
    ],
)
def test_a_mistake_is_refused_with_its_mend(tmp_path: pathlib.Path, old: str, new: str, says: str) -> None:
    shutil.copy(SHIPPED / "help.toml", tmp_path)
    path = tmp_path / "help.toml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    with pytest.raises(RulebookError, match=says):
        directory(tmp_path)


def test_a_case_with_an_unknown_key_is_refused(tmp_path: pathlib.Path) -> None:
    (tmp_path / "help.cases.toml").write_text('[[case]]\nname = "one"\nneed = "debt"\n', "utf-8")

    with pytest.raises(RulebookError, match=r"help.cases.toml: one: need is not known; use one of name"):
        list(help_cases(tmp_path))
