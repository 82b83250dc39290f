"""The invented city is repeatable, plausible, and holds no real person's number."""

import csv
import io
from datetime import date
from pathlib import Path
from random import Random

import pytest
from personnummer import personnummer

from trygg.synthetic import City, Plan, city, write_city

PLAN = Plan(date(2026, 11, 22), weeks=20, weekly=30)


@pytest.fixture(scope="module")
def town() -> City:
    return city(PLAN, Random(1))


def test_equal_seeds_give_equal_cities(town: City) -> None:
    assert city(PLAN, Random(1)) == town
    assert city(PLAN, Random(2)) != town


def test_every_number_is_valid_and_of_the_range_set_aside_for_tests(town: City) -> None:
    numbers = [person.number for couple in town.couples for person in (couple.suspect, couple.victim)]

    assert all(personnummer.valid(number) for number in numbers)
    assert all(980 <= int(number[8:11]) <= 999 for number in numbers)


def test_a_number_tells_the_sex_of_its_person(town: City) -> None:
    assert all(int(one.suspect.number[10]) % 2 == (one.suspect.sex == "M") for one in town.couples)


def test_the_city_has_as_many_reports_as_planned_and_none_twice(town: City) -> None:
    numbers = [report.number for report in town.reports]

    assert PLAN.weeks * PLAN.weekly <= len(numbers) < PLAN.weeks * PLAN.weekly + 40
    assert len(set(numbers)) == len(numbers)


def test_every_report_stands_in_exactly_one_police_file(town: City, tmp_path: Path) -> None:
    files = [path for path in write_city(town, tmp_path, Random(3)) if path.name.startswith("polisen")]

    found = [numbers(path) for path in files]

    assert sum(map(len, found)) == len(set.union(*found)) == len(town.reports)


def test_files_hold_the_faults_that_real_ones_have(town: City, tmp_path: Path) -> None:
    text = write_city(town, tmp_path, Random(3))[0].read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))

    assert any(row["Misstänkt pnr"].endswith("XXXX") for row in rows)
    assert any(not row["Misstänkt pnr"] for row in rows)
    assert any(not row["Relation"] for row in rows)


def test_two_rosters_tell_what_changed_overnight(town: City, tmp_path: Path) -> None:
    before, after = [path for path in write_city(town, tmp_path, Random(3)) if path.name.startswith("hakte")]
    held = [
        {row["Personnummer"] + row["Intagen"]: row["Restriktioner"] for row in rows_of(path)}
        for path in (before, after)
    ]

    assert (before.name, after.name) == ("hakte-2026-11-21.csv", "hakte-2026-11-22.csv")
    assert len(held[1].keys() - held[0].keys()) == 3
    assert len(held[0].keys() - held[1].keys()) == 2
    assert any(held[0][key] != held[1][key] for key in held[0].keys() & held[1].keys())
    assert all(row["Intagen"] <= "2026-11-22" for row in rows_of(after))


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))


def numbers(path: Path) -> set[str]:
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";")
    return {row["Diarienr"] for row in rows}
