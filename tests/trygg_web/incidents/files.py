"""Files for the tests of intake: a small export, and the same with one thing wrong."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

HEADER = (
    "Diarienr;Anmälningstid;Brottstid;Brottsrubricering;Brottskod;Brottsplats;Område;Relation;Misstänkt pnr;"
    "Misstänkt efternamn;Misstänkt förnamn;Misstänkt kön;Misstankegrad;Frihetsberövande;Målsägande pnr;"
    "Målsägande efternamn;Målsägande förnamn;Målsägande kön;Skyddade personuppgifter;Barn närvarande;Antal barn;"
    "Skada;Vapen;Strypgrepp;Dödshot"
).split(";")
ROW = {
    "Diarienr": "5000-K000101-26",
    "Anmälningstid": "2026-01-15 12:52",
    "Brottstid": "2026-01-14 20:07",
    "Brottsrubricering": "Olaga hot",
    "Brottskod": "",
    "Brottsplats": "Hemliga gatan 3",
    "Område": "Rosengård",
    "Relation": "sambo",
    "Misstänkt pnr": "19800311-9973",
    "Misstänkt efternamn": "Ekström",
    "Misstänkt förnamn": "Karl",
    "Misstänkt kön": "M",
    "Misstankegrad": "skäligen misstänkt",
    "Frihetsberövande": "",
    "Målsägande pnr": "19811009-9804",
    "Målsägande efternamn": "Sjöberg",
    "Målsägande förnamn": "Ulrika",
    "Målsägande kön": "K",
    "Skyddade personuppgifter": "N",
    "Barn närvarande": "J",
    "Antal barn": "2",
    "Skada": "ingen",
    "Vapen": "N",
    "Strypgrepp": "N",
    "Dödshot": "N",
}


def row(**changes: str) -> dict[str, str]:
    """A row that can be read, with some cells otherwise; `_` in a name stands for a space."""
    return ROW | {name.replace("_", " "): value for name, value in changes.items()}


def export(*rows: Mapping[str, str], header: Iterable[str] = HEADER, **how: Any) -> bytes:
    """The rows as the office's file. `encoding`, `delimiter`, `above` and `below` say how it is written."""
    text, labels = io.StringIO(newline=""), list(header)
    text.write(how.get("above", ""))
    writer = csv.writer(text, delimiter=how.get("delimiter", ";"), lineterminator="\r\n")
    writer.writerow(labels)
    writer.writerows([[one.get(label, "") for label in labels] for one in rows])
    text.write(how.get("below", ""))
    return text.getvalue().encode(how.get("encoding", "utf-8-sig"))
