"""One cell to one value. Every function takes text and raises Odd when it cannot be read."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from trygg_web.sheets.faults import Odd
from trygg_web.sheets.words import words

HERE = ZoneInfo("Europe/Stockholm")
REPORT = re.compile(r"(\d{4})-?K-?(\d{1,7})-(\d{2})")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
CLOCK = r"(?:[T ,]+(?:kl\.?\s*)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?Z?)?"
FORMS = tuple(
    re.compile(form + CLOCK, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<short>\d{2})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/. -]+(?P<year>\d{4})",
        r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/. -]+(?P<short>\d{2})",
        r"(?:den )?(?P<day>\d{1,2}):?e?[ .]+(?P<word>[a-zåäö]{3,9})\.? (?P<year>\d{4})",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})",
        r"(?P<year>\d{4})",
    )
)
SLASHED = FORMS[3:5]  # where a sender may write the month first
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
SERIAL = re.compile(r"[2-7]\d{4}(?:[.,]\d+)?")
EPOCH = datetime(1899, 12, 30)  # day 0 of a spreadsheet, for days after February 1900


@dataclass(frozen=True, slots=True)
class Moment:
    """When, as exactly as it was told: `at` is its earliest instant."""

    at: datetime | None
    precision: str = "none"  # minute, day, month, year, none

    @property
    def day(self) -> date | None:
        """The local day, where one is known."""
        return local_day(self.at) if self.at and self.precision in ("minute", "day") else None


NEVER = Moment(None)


def local_day(at: datetime) -> date:
    """The day in Sweden."""
    return at.astimezone(HERE).date()


def key_of(text: str) -> str:
    """A word without case and doubled spaces, for looking up."""
    return " ".join(text.casefold().split())


def word(text: str, column: str) -> str:
    """What a word means in a column; empty when nothing is told."""
    key = key_of(text)
    if not key or key in words()["blank"]:
        return ""
    if key not in words()[column]:
        raise Odd("unknown_word")
    return words()[column][key]


def told(text: str) -> str:
    """Text as it stands, empty when it says that nothing is known."""
    return "" if text.casefold() in words()["blank"] else text


def yes_no(text: str) -> bool | None:
    """True, False, or None when it is not told."""
    try:
        return {"yes": True, "no": False, "": None}[word(text, "yes_no")]
    except Odd as odd:
        raise Odd("yes_no") from odd


def count(text: str) -> int | None:
    """A small whole number, or None when it is not told. `3,0` is three."""
    plain = told(text).replace(",", ".")
    if not plain:
        return None
    if not re.fullmatch(r"\d{1,2}(\.0+)?", plain):
        raise Odd("count_form")
    return int(float(plain))


def report_number(text: str) -> str:
    """The number of a report as 5000-K123456-26, whatever its dashes, spaces and case."""
    if not text:
        raise Odd("missing")
    found = REPORT.fullmatch(re.sub(r"\s", "", text.translate(DASHES)).upper())
    if not found:
        raise Odd("number_form")
    return f"{found[1]}-K{found[2]}-{found[3]}"


def crime_code(text: str) -> str:
    """Four digits with their zeros, or empty."""
    plain = told(text)
    if plain and not re.fullmatch(r"\d{3,4}", plain):
        raise Odd("code_form")
    return plain.zfill(4) if plain else ""


@lru_cache(maxsize=16_384)
def moment(text: str, on: date, month_first: bool = False) -> Moment:
    """When, in any form that law.md 5.2 names; partly known and unknown days stay so."""
    plain = told(text.strip())
    if not plain or not plain.strip("0-/. "):
        return NEVER
    if SERIAL.fullmatch(plain):
        return _serial(float(plain.replace(",", ".")))
    for form in FORMS:
        if found := form.fullmatch(plain):
            parts = {name: part for name, part in found.groupdict().items() if part}
            return _moment(parts, on, month_first and form in SLASHED)
    raise Odd("date_form")


def _moment(parts: dict[str, str], on: date, month_first: bool) -> Moment:
    year = int(parts["year"]) if "year" in parts else _century(int(parts["short"]), on)
    month, day = _month(parts), int(parts.get("day", 0))
    if month_first:
        month, day = day, month
    if not 1900 <= year <= 2200 or month > 12 or (month and day > monthrange(year, month)[1]) or (day and not month):
        raise Odd("date_impossible")
    if not month:
        return Moment(_local(date(year, 1, 1)), "year")
    if not day:
        return Moment(_local(date(year, month, 1)), "month")
    return _with_clock(date(year, month, day), parts)


def _with_clock(day: date, parts: dict[str, str]) -> Moment:
    if "hour" not in parts:
        return Moment(_local(day), "day")
    hour, minute = int(parts["hour"]), int(parts["minute"])
    if (hour, minute) == (24, 0):
        return Moment(_local(day + timedelta(days=1)), "minute")
    if hour > 23 or minute > 59:
        raise Odd("date_impossible")
    return Moment(_local(day, time(hour, minute)), "minute")


def _month(parts: dict[str, str]) -> int:
    if "word" not in parts:
        return int(parts.get("month", 0))
    short = parts["word"].casefold()[:3]
    if short not in MONTHS:
        raise Odd("date_form")
    return MONTHS.index(short) + 1


def _century(short: int, on: date) -> int:
    year = on.year - on.year % 100 + short
    return year if year <= on.year + 1 else year - 100


def _serial(days: float) -> Moment:
    at = EPOCH + timedelta(minutes=round(days * 1440))
    return Moment(_local(at.date(), at.time()), "day" if days == int(days) else "minute")


def _local(day: date, clock: time = time()) -> datetime:
    # In UTC at once: an hour that summer time skipped would otherwise never equal what the database gives back.
    return datetime.combine(day, clock, tzinfo=HERE).astimezone(UTC)
