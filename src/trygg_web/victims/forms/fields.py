"""The kinds of fields that the forms of this room share."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trygg_web.victims.knowledge import Known

YES_NO = (("yes", _("Ja")), ("no", _("Nej")), ("unknown", _("Vet inte")))

YES_OR_NO = YES_NO[:2]

UNSURE = (("yes", _("Ja")), ("no", _("Nej")), ("unsure", _("Osäker")))

LANGUAGES = (("sv", "Svenska"), ("en", "English"), ("ar", "العربية"), ("other", _("Annat språk")))

YEAR, QUARTER = timedelta(days=365), timedelta(days=90)


def area(rows: int = 3) -> forms.Textarea:
    """A box for words that somebody writes freely."""
    return forms.Textarea(attrs={"rows": rows})


def words(label: Any, rows: int = 3, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A field for what somebody writes freely."""
    return forms.CharField(label=label, required=required, max_length=4000, widget=area(rows), help_text=help_text)


def line(label: Any, required: bool = False, help_text: Any = "") -> forms.CharField:
    """A field of one line."""
    return forms.CharField(label=label, required=required, max_length=200, help_text=help_text)


def radio(label: Any, choices: Any = (), required: bool = True) -> forms.ChoiceField:
    """One of a few."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=required)


def pairs(known: list[Known]) -> list[tuple[str, str]]:
    """The lines of a list as choices."""
    return [(one.id, one.says) for one in known]


def tri(told: str) -> bool | None:
    """Yes, no, or not known."""
    return {"yes": True, "no": False}.get(told)
