"""The command line answers with clear words and an exit code of its own for each refusal."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.trygg.events import frame, offence
from trygg.cli import app
from trygg.rulebook import SHIPPED

RUN = CliRunner()


def test_check_shows_every_profile_and_ends_well() -> None:
    answer = RUN.invoke(app, ["check"])

    assert answer.exit_code == 0
    assert all(profile in answer.output for profile in ("malmo", "high-point", "two-class"))


def test_check_notes_the_rules_that_nobody_has_reviewed() -> None:
    answer = RUN.invoke(app, ["check"])

    assert answer.exit_code == 0
    assert "malmo: never reviewed: A1, A2, A3, A4, B1" in answer.output


@pytest.mark.parametrize(("on", "noted"), [("2026-11-20", False), ("2026-11-21", True)])
def test_check_notes_the_rules_whose_review_is_older_than_a_year(tmp_path: Path, on: str, noted: bool) -> None:
    folder = shutil.copytree(SHIPPED, tmp_path / "method")
    text = (folder / "levels.toml").read_text("utf-8")
    (folder / "levels.toml").write_text(text.replace("source =", "reviewed = 2025-11-20\nsource =", 1), "utf-8")

    answer = RUN.invoke(app, ["check", "--method", str(folder), "--on", on])

    assert answer.exit_code == 0
    assert ("malmo: reviewed more than a year ago: A1\n" in answer.output) is noted
    assert "malmo: never reviewed: A2, A3" in answer.output


def test_check_names_a_case_that_the_rules_contradict(tmp_path: Path) -> None:
    folder = shutil.copytree(SHIPPED, tmp_path / "method")
    text = (folder / "levels.toml").read_text("utf-8")
    (folder / "levels.toml").write_text(text.replace("all.reports_12m = 3", "all.reports_12m = 4"), "utf-8")

    answer = RUN.invoke(app, ["check", "--method", str(folder)])

    assert answer.exit_code == 1
    assert "three reports in a year are B" in answer.stderr


def test_check_names_a_message_that_its_case_contradicts(tmp_path: Path) -> None:
    folder = shutil.copytree(SHIPPED, tmp_path / "method")
    text = (folder / "notices.high-point.toml").read_text("utf-8")
    (folder / "notices.high-point.toml").write_text(text.replace("within = 30", "within = 5"), "utf-8")

    answer = RUN.invoke(app, ["check", "--method", str(folder)])

    assert answer.exit_code == 1
    assert "high-point: a second charge: a call-in" in answer.stderr


def test_check_notes_the_levers_whose_law_nobody_has_read() -> None:
    assert "law not read: area_ban, supervision_condition, weapons_licence" in RUN.invoke(app, ["check"]).output


def test_check_refuses_a_broken_folder_with_its_own_code(tmp_path: Path) -> None:
    assert RUN.invoke(app, ["check", "--method", str(tmp_path)]).exit_code == 4


def test_another_citys_folder_is_read_from_the_environment_too(tmp_path: Path) -> None:
    assert RUN.invoke(app, ["check"], env={"TRYGG_METHOD": str(tmp_path)}).exit_code == 4


def test_place_writes_a_level_for_each_person(tmp_path: Path) -> None:
    events, out = tmp_path / "events.csv", tmp_path / "levels.csv"
    frame(offence(date(2026, 5, 1), "r", "grov_misshandel")).write_csv(events)

    answer = RUN.invoke(app, ["place", str(events), "--on", "2026-06-01", "--out", str(out)])

    assert answer.exit_code == 0
    assert out.read_text() == 'person,level,fired\np,A,"A1,B8,C4,D1"\n'


def test_place_refuses_a_file_without_the_columns(tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    events.write_text("person,day\np,2026-05-01\n")

    answer = RUN.invoke(app, ["place", str(events), "--on", "2026-06-01"])

    assert answer.exit_code == 6
    assert "lacks the columns kind" in answer.stderr


def test_place_refuses_a_day_without_rules(tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    frame(offence(date(1990, 5, 1), "r")).write_csv(events)

    assert RUN.invoke(app, ["place", str(events), "--on", "1990-06-01"]).exit_code == 5


def test_city_writes_the_files_of_an_invented_city(tmp_path: Path) -> None:
    answer = RUN.invoke(app, ["city", str(tmp_path), "--until", "2026-11-22", "--weeks", "6", "--weekly", "5"])

    assert answer.exit_code == 0
    assert len(list(tmp_path.glob("polisen-*.csv"))) == 5


def test_commands_of_the_programme_are_found_by_name() -> None:
    answer = RUN.invoke(app, ["--help"])

    assert all(command in answer.output for command in ("import", "day", "log", "link"))
