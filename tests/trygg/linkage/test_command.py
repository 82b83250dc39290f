"""`trygg link` from files to files."""

import polars as pl
import typer
from typer.testing import CliRunner

from tests.trygg.linkage.test_linking import COLUMNS, GOLDEN
from trygg.linkage.command import link_files

APP = typer.Typer()
APP.command()(link_files)


def test_a_file_is_linked_against_a_register(tmp_path):
    one, other, _ = GOLDEN["masked number, protected"]
    pl.DataFrame([other]).select(COLUMNS).drop("person").write_csv(tmp_path / "new.csv")
    pl.DataFrame([one | {"person": "P1"}]).select(COLUMNS).write_parquet(tmp_path / "register.parquet")

    ran = CliRunner().invoke(
        APP, [str(tmp_path / "new.csv"), str(tmp_path / "register.parquet"), "--out", str(tmp_path)]
    )

    assert ran.exit_code == 0, ran.output
    assert "1 tellings, 1 persons, 1 questions" in ran.output
    assert "Skyddade" in (tmp_path / "questions.csv").read_text()


def test_a_file_without_the_columns_is_refused(tmp_path):
    (tmp_path / "new.csv").write_text("id,given\n1,Bo\n")

    ran = CliRunner().invoke(APP, [str(tmp_path / "new.csv")])

    assert ran.exit_code == 7
    assert "family" in ran.output
