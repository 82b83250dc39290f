"""A day as people type it, read kindly. It stands on the ground floor because every room has forms."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "mars march mar",
            "april apr",
            "maj may",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
NEAR = {
    "i dag": 0,
    "idag": 0,
    "today": 0,
    "i går": -1,
    "igår": -1,
    "yesterday": -1,
    "i förrgår": -2,
    "i morgon": 1,
    "imorgon": 1,
    "tomorrow": 1,
}
COUNTED = {"en": 1, "ett": 1, "a": 1, "one": 1, "två": 2, "two": 2, "tre": 3, "three": 3, "fyra": 4, "four": 4}
SPANS = {"d": 1, "v": 7, "w": 7}  # the first letter of dag, vecka, day, week
AHEAD = re.compile(r"(?:om|in) (\d{1,2}|[a-zåäö]{1,5}) ((?:dag|veck|day|week)[a-z]*)")
CENTURY, LATEST_SHORT_YEAR = 2000, 70
FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int, int]]], ...] = (
    (re.compile(r"(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})"), lambda m: (int(m[1]), int(m[2]), int(m[3]))),
    (re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})"), lambda m: (_year(m[3]), int(m[2]), int(m[1]))),
    (re.compile(r"(\d{1,2})\.? ?([a-zåäö]{3,9})\.? ?(\d{4}|\d{2})"), lambda m: (_year(m[3]), MONTHS[m[2]], int(m[1]))),
)


def day_of(text: str, on: date) -> date | None:
    """The day that a text means when read on a day; None when it means none.

    2026-11-12 · 20261112 · 12/11 2026 · 12.11.26 · 12 nov 2026 · i dag · i går · om en vecka · om 3 dagar
    """
    said = " ".join(text.casefold().split())
    if said in NEAR:
        return on + timedelta(days=NEAR[said])
    if ahead := AHEAD.fullmatch(said):
        return _ahead(ahead[1], ahead[2], on)
    for form, read in FORMS:
        if match := form.fullmatch(said):
            return _date(match, read)
    return None


def _ahead(amount: str, unit: str, on: date) -> date | None:
    number = int(amount) if amount.isdecimal() else COUNTED.get(amount)
    return None if number is None else on + timedelta(days=number * SPANS[unit[0]])


def _date(match: re.Match[str], read: Callable[[re.Match[str]], tuple[int, int, int]]) -> date | None:
    try:
        return date(*read(match))
    except (ValueError, KeyError):  # the 31st of June, or a word that is no month
        return None


def _year(text: str) -> int:
    year = int(text)
    if year >= 100:
        return year
    return year + (CENTURY if year < LATEST_SHORT_YEAR else CENTURY - 100)


class SwedishDateField(forms.DateField):
    """A day in one text field, read kindly."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Datumet går inte att läsa. Skriv till exempel 2026-11-12 eller 12 november 2026.")
    }

    def __init__(self, **how: Any) -> None:
        how.setdefault("help_text", _("Till exempel 2026-11-12, 12/11 2026 eller i dag."))
        super().__init__(**how)

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        found = day_of(value, timezone.localdate())
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def prepare_value(self, value: Any) -> Any:
        return date_format(value, "j F Y") if isinstance(value, date) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "class": "govuk-input--width-20", "autocomplete": "off"}
