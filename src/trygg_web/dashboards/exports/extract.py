"""A research extract as a file: rows, codebook and what it was asked for."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from trygg_web.dashboards.exports.bundle import packed


def extract(frames: Mapping[str, pl.DataFrame], book: list[dict[str, Any]], about: Mapping[str, object]) -> bytes:
    """The zip file of an extract."""
    files = {f"{name}.csv": frame.write_csv().encode() for name, frame in frames.items()}
    files["codebook.csv"] = _csv(book)
    files["about.json"] = json.dumps(about, indent=2, sort_keys=True, ensure_ascii=False).encode()
    return packed(files)


def _csv(rows: list[dict[str, Any]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
