"""`trygg link`: who the tellings of a file are, against a register kept in another."""

from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from trygg.linkage.linking import Linked, link
from trygg.linkage.prepare import TOLD
from trygg.linkage.words import says

WRONG_FILE = 7  # as every command of `trygg` ends on a file that cannot be read


def link_files(
    new: Annotated[Path, typer.Argument(help="CSV or Parquet: " + ", ".join(TOLD))],
    register: Annotated[Path | None, typer.Argument(help="the same columns and `person`")] = None,
    verdicts: Annotated[Path | None, typer.Option(help="what people answered: a, b, answer (same, different)")] = None,
    out: Annotated[Path, typer.Option(help="where persons.csv and questions.csv are written")] = Path("."),
    language: Annotated[str, typer.Option(help="sv or en")] = "sv",
) -> None:
    """Link the tellings of a file; exit 0 when done, 7 when a file cannot be used."""
    known = _read(register, (*TOLD, "person")) if register else _empty((*TOLD, "person"))
    answers = _read(verdicts, ("a", "b", "answer")) if verdicts else _empty(("a", "b", "answer"))
    linked = link(_read(new, TOLD), known, answers)
    out.mkdir(parents=True, exist_ok=True)
    linked.clusters.write_csv(out / "persons.csv")
    _questions(linked, language).write_csv(out / "questions.csv")
    persons = linked.clusters["person"].n_unique()
    typer.echo(f"{linked.clusters.height} tellings, {persons} persons, {len(linked.questions)} questions")


def _questions(linked: Linked, language: str) -> pl.DataFrame:
    rows = [(asked.a, asked.b, asked.weight, " ".join(says(asked, language))) for asked in linked.questions]
    return pl.DataFrame(
        rows, schema={"a": pl.String, "b": pl.String, "weight": pl.Float64, "says": pl.String}, orient="row"
    )


def _read(path: Path, columns: tuple[str, ...]) -> pl.DataFrame:
    try:
        told = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as wrong:
        typer.echo(f"{path.name}: cannot be read ({type(wrong).__name__})", err=True)
        raise typer.Exit(WRONG_FILE) from wrong
    if missing := [column for column in columns if column not in told.columns]:
        typer.echo(f"{path.name}: the columns {', '.join(missing)} are missing", err=True)
        raise typer.Exit(WRONG_FILE)
    return told.select(pl.col(columns).cast(pl.String))


def _empty(columns: tuple[str, ...]) -> pl.DataFrame:
    return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
