"""The list of those who are expected, on paper: name, year and a box. Nothing of why, and nobody else's name."""

from dataclasses import asdict, dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trygg_web.notifications.prints.letter import pdf


@dataclass(frozen=True, slots=True)
class Expected:
    """One line of the list."""

    name: str
    year: str


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """What the list may hold."""

    day: str
    place: str
    rows: tuple[Expected, ...]


def attendance_pdf(sheet: AttendanceSheet) -> bytes:
    """The list, A4 upright, tagged."""
    words = {
        "title": _("Närvarolista"),
        "secrecy": _("Sekretess"),
        "name": _("Namn"),
        "year": _("Född"),
        "came": _("Kom"),
        "missed": _("Kom inte"),
    }
    return pdf("attendance.typ", {**asdict(sheet), "words": words, "language": get_language() or "sv"})
