"""The only things a print may be made from. No field for anyone subjected to violence."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on every page of a print: the house, who printed it and when."""

    house: str
    by: str
    at: datetime
    language: str


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """One person on one page."""

    name: str
    born: str
    level: str
    since: str
    review: str
    marks: tuple[str, ...]
    reasons: tuple[tuple[str, str, str], ...]  # level, sentence, days
    unknown: str
    changes: tuple[str, ...]
    moments: tuple[tuple[str, str, str], ...]  # day, what, source


@dataclass(frozen=True, slots=True)
class ListSheet:
    """The list as a table."""

    day: str
    filters: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def person_sheet(sheet: PersonSheet, frame: Frame) -> bytes:
    """A PDF/UA of one person, one A4 page upright."""
    return _pdf("person.typ", asdict(sheet), frame, _person_words())


def list_sheet(sheet: ListSheet, frame: Frame) -> bytes:
    """A PDF/UA of the list, A4 across."""
    return _pdf("list.typ", asdict(sheet), frame, _list_words())


def _pdf(name: str, data: Mapping[str, Any], frame: Frame, words: Mapping[str, str]) -> bytes:
    import typst

    around = {"house": frame.house, "language": frame.language, "stamp": _stamp(frame), "secrecy": _secrecy()}
    told = json.dumps({**data, "frame": around, "words": {**words, "page": _("Sida"), "of": _("av")}})
    made: bytes = typst.compile(
        HERE / name,
        root=HERE,
        format="pdf",
        pdf_standards="ua-1",
        timestamp=int(frame.at.timestamp()),
        sys_inputs={"told": told},
    )
    return made


def _stamp(frame: Frame) -> str:
    return _("Utskrivet av %(name)s %(when)s") % {"name": frame.by, "when": frame.at.strftime("%Y-%m-%d %H:%M")}


def _secrecy() -> str:
    return _("Sekretess enligt 35 kap. 1 § offentlighets- och sekretesslagen (2009:400)")


def _person_words() -> dict[str, str]:
    return {
        "title": _("Personblad"),
        "born": _("Född"),
        "since": _("Nivå sedan"),
        "review": _("Omprövas senast"),
        "none": _("Inte på listan"),
        "why": _("Därför att"),
        "unknown": _("Inte känt"),
        "changes": _("Det här skulle ändra nivån"),
        "moments": _("Senast"),
        "suspected": _("Personen är misstänkt, inte dömd, om inget annat anges."),
    }


def _list_words() -> dict[str, str]:
    return {"title": _("Listan")}
