"""The notebook runs from the top without Django, and finds again what it planted."""

import json
import pathlib
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

NOTEBOOK = pathlib.Path(__file__).parents[3] / "docs" / "tutorials" / "evaluate-a-city.ipynb"


def code() -> str:
    """All code cells, one after the other."""
    cells = json.loads(NOTEBOOK.read_text())["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


@pytest.fixture(scope="module")
def ran() -> Mapping[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(code(), str(NOTEBOOK), "exec"), names)  # noqa: S102 - the notebook is ours
    return names


def test_the_planted_hazard_ratio_is_found_again(ran: Mapping[str, Any]) -> None:
    found = ran["ratio"]

    assert found.low <= ran["PLANTED"] <= found.high < 1


def test_where_nothing_was_planted_nothing_is_found(ran: Mapping[str, Any]) -> None:
    assert ran["none"].low <= 1 <= ran["none"].high


def test_the_two_groups_part_as_the_test_says(ran: Mapping[str, Any]) -> None:
    told, untold = (ran["curves"].one("reoffending", group=group, at=365) for group in ("told", "not told"))

    assert told.value < untold.value
    assert ran["difference"].tests[0].p < 0.05


def test_no_small_count_is_in_the_table_that_leaves(ran: Mapping[str, Any]) -> None:
    shown = ran["released"].table["count"]

    assert shown.drop_nulls().min() >= 5
    assert shown.null_count() == ran["released"].hidden


def test_it_needs_nothing_of_the_programme() -> None:
    asked = "import sys; exec(sys.stdin.read()); assert not {'django', 'trygg_web'} & set(sys.modules)"

    answer = subprocess.run([sys.executable, "-c", asked], input=code(), text=True, capture_output=True, check=False)

    assert answer.returncode == 0, answer.stderr
    assert "planted 0.7" in answer.stdout
