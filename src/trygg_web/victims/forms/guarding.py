"""Assignments, conflicts and emergency openings."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trygg_web.access.days import SwedishDateField
from trygg_web.victims.forms.fields import (
    YEAR,
    line,
    radio,
    words,
)
from trygg_web.victims.forms.tracks import BecauseForm


class GlassForm(BecauseForm):
    """An emergency opening."""

    told = line(_("Ärendenummer eller personnummer"), required=True)
    field_order = ("told", "because")


class ReviewForm(forms.Form):
    """The review of an emergency opening."""

    justified = radio(_("Var öppningen befogad?"), (("yes", _("Ja")), ("no", _("Nej"))))
    review = words(_("Granskning"), 3, help_text=_("Minst tio tecken."))


class AssignForm(forms.Form):
    """Who works with a track."""

    user = forms.ChoiceField(label=_("Vem"))
    since = SwedishDateField(label=_("Från och med"))
    until = SwedishDateField(label=_("Till och med"), help_text=_("Längst ett år."))

    def __init__(self, *args: Any, users: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = list(users)  # type: ignore[attr-defined]  # a choice field
        on = timezone.localdate()
        self.initial = {**{"since": on, "until": on + YEAR / 2}, **self.initial}


class ConflictForm(BecauseForm):
    """Who knows someone in the case."""

    user = forms.ChoiceField(label=_("Vem"))
    field_order = ("user", "because")

    def __init__(self, *args: Any, users: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = list(users)  # type: ignore[attr-defined]  # a choice field
