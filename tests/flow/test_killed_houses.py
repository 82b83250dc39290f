"""Two houses that are killed in mid-exchange lose and double nothing. A thousand kills: benchmarks/kill_exchange.py."""

import pathlib

import pytest

from benchmarks.kill_exchange import run

KILLS = 50


@pytest.mark.slow
def test_killing_both_houses_in_mid_exchange_loses_and_doubles_nothing(tmp_path: pathlib.Path) -> None:
    found = run(KILLS, tmp_path)

    assert found.messages > 0
    assert (found.lost, found.doubled, found.without_line, found.open, found.broken_seals) == (0, 0, 0, 0, 0)
