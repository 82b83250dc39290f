"""The reproducible bundle: every number with its definition, the version of the code and the query that gives it.

The same scope gives the same bytes, on the day and years later: nothing in it tells when or by whom it was taken out.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from trygg.evaluation import indicators
from trygg_web.dashboards.queries import Cells, Scope

DEFINED = Path(indicators.__file__).parent
COLUMNS = ("indicator", "year", "quarter", "month", "area", "sex", "outcome", "count")
README = """Trygg: reproducible figures

figures.csv       one row per cell. An empty cell of quarter, month, area, sex or outcome: summed over.
                  sex: F, M, other (another or not known). area: unknown where not known. count: empty where hidden.
hours.csv         how many hours it took: quartiles, of quarters (empty: the year) with enough cases; `about` is
                  how many cases, rounded down to five.
indicators.toml   the definitions, breaks.toml the days on which law or coding changed
query.json        which count, which years, which versions; ask the house for this count to get the same bytes
digests.txt       SHA-256 of the files above
"""


def bundle(within: Scope, cells: Cells) -> bytes:
    """The zip file of a scope."""
    files = {
        "figures.csv": _csv(COLUMNS, cells.figures),
        "hours.csv": _csv(("indicator", "year", "quarter", "about", "first", "median", "third"), cells.hours),
        "indicators.toml": (DEFINED / "indicators.toml").read_bytes(),
        "breaks.toml": (DEFINED / "breaks.toml").read_bytes(),
        "query.json": json.dumps(_query(within), indent=2, sort_keys=True).encode(),
        "README.txt": README.encode(),
    }
    files["digests.txt"] = "".join(_digests(files)).encode()
    return packed(files)


def _query(within: Scope) -> Mapping[str, object]:
    count = within.count
    return {
        "query": str(count.pk),
        "receiver": within.receiver.id,
        "since_year": within.since,
        "until_year": within.until,
        "until_day": count.until.isoformat(),
        "counted_on": count.on.isoformat(),
        "code": count.code,
        "definitions": count.definitions,
        "method": count.method,
    }


def _csv(header: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([header, *(["" if cell is None else cell for cell in row] for row in rows)])
    return text.getvalue().encode()


def _digests(files: Mapping[str, bytes]) -> Iterator[str]:
    return (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip file that is the same for the same files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # no clock in it, or no two would be the same
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(entry, content)
    return held.getvalue()
