"""Reads the invented police files as parties with the truth about who they are, without any database."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl

from trygg.linkage.identity import number

FEEDS = Path(__file__).resolve().parents[2] / "shared" / "data" / "feeds"
ON = date(2026, 2, 1)
FORMS = {"2022": ("cp1252", ";"), "2024": ("utf-8", ","), "2025": ("utf-16", "\t")}
# 2022 names its columns its own way; the other years share theirs.
REPORT = ("K-nr", "Diarienr", "Ärendenummer")
COLUMNS = {
    "suspect": (
        ("MT personnr", "Misstänkt pnr"),
        ("MT enamn", "Misstänkt efternamn"),
        ("MT fnamn", "Misstänkt förnamn"),
        ("Misstänkt kön",),
    ),
    "victim": (
        ("MÄ personnr", "Målsägande pnr"),
        ("MÄ enamn", "Målsägande efternamn"),
        ("MÄ fnamn", "Målsägande förnamn"),
        ("Målsägande kön",),
    ),
}


def parties() -> pl.DataFrame:
    """Every party of every report in the columns of linkage, with `truth`, who it is, and the file it came in."""
    told = pl.concat([pl.DataFrame(list(_parties(path))) for path in sorted((FEEDS / "police").glob("*.csv"))])
    once = told.unique("id", keep="first", maintain_order=True)
    known = pl.read_csv(FEEDS / "truth" / "reports.csv", infer_schema=False).unique(
        "k", keep="first", maintain_order=True
    )
    long = known.select("k", "suspect", "victim").unpivot(index="k", variable_name="role", value_name="truth")
    return once.join(long, left_on=["report", "role"], right_on=["k", "role"], how="left", maintain_order="left")


def _parties(path: Path) -> Iterator[dict[str, object]]:
    seen = set()
    for row in _rows(path):
        report = _cell(row, REPORT)
        if "-K" in report and report not in seen:
            seen.add(report)
            yield _party(row, report, "suspect", path.stem)
            yield _party(row, report, "victim", path.stem)


def _rows(path: Path) -> list[dict[str, str | None]]:
    encoding, separator = FORMS.get(path.stem, ("utf-8-sig", ";"))
    lines = path.read_bytes().decode(encoding).lstrip("\ufeff").splitlines()
    head = next(place for place, line in enumerate(lines) if any(name in line for name in REPORT))
    text = "\n".join(lines[head:]).encode()
    return pl.read_csv(text, separator=separator, infer_schema=False, truncate_ragged_lines=True).to_dicts()


def _party(row: dict[str, str | None], report: str, role: str, source: str) -> dict[str, object]:
    numbers, families, givens, sexes = COLUMNS[role]
    told = number(_cell(row, numbers), on=ON)
    other = "victim" if role == "suspect" else "suspect"
    marked = _cell(row, ("Skyddade personuppgifter",)) in ("J", "Ja") and role == "victim"
    return {
        "id": f"{report}|{role}", "given": _cell(row, givens), "family": _cell(row, families),
        "number": told.digits, "number_kind": str(told.kind), "born": told.born.isoformat() if told.born else "",
        "sex": {"K": "F"}.get(_cell(row, sexes), _cell(row, sexes)),
        "protected": "sekretessmarkering" if marked else "none",
        "report": report, "role": role, "other": f"{report}|{other}", "source": source,
    }  # fmt: skip


def _cell(row: dict[str, str | None], names: tuple[str, ...]) -> str:
    return next((row[name] or "" for name in names if name in row), "").strip()
