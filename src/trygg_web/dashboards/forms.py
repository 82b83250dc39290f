"""What somebody asks to see or to take out."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trygg_web.access.days import SwedishDateField
from trygg_web.dashboards.actions import Study


class ScopeForm(forms.Form):
    """The scope of a page; what is not said is the newest."""

    rakning = forms.UUIDField(required=False, widget=forms.HiddenInput)
    mottagare = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    fran = forms.IntegerField(required=False, min_value=1990, max_value=2200, label=gettext_lazy("Från år"))
    till = forms.IntegerField(required=False, min_value=1990, max_value=2200, label=gettext_lazy("Till år"))

    def asked(self) -> dict[str, Any]:
        """The scope in the words of the queries; what cannot be read is not asked for."""
        self.is_valid()
        names = {"rakning": "count_id", "fran": "since", "till": "until", "mottagare": "receiver"}
        return {name: self.cleaned_data.get(field) for field, name in names.items()}


class StudyForm(forms.Form):
    """What a study asks for, and by which right."""

    purpose = forms.CharField(
        label=gettext_lazy("Vad ska uppgifterna användas till?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Skriv inget om någon person."),
    )
    ethics_number = forms.RegexField(
        r"^(19|20)\d{2}-\d{5}-\d{2}$",
        label=gettext_lazy("Etikprövningsmyndighetens diarienummer"),
        help_text=gettext_lazy("Till exempel 2026-01234-01."),
        error_messages={"invalid": gettext_lazy("Skriv numret så här: 2026-01234-01.")},
    )
    recipient = forms.CharField(label=gettext_lazy("Vem får uppgifterna? Lärosäte eller myndighet"), max_length=200)
    since = SwedishDateField(label=gettext_lazy("Första budskap från och med"))
    until = SwedishDateField(label=gettext_lazy("Första budskap till och med"))

    def clean(self) -> dict[str, Any]:
        """The study; its days are in order and have been."""
        told: dict[str, Any] = super().clean() or {}
        since, until = told.get("since"), told.get("until")
        if since and until and until < since:
            self.add_error("until", _("Sista dagen ligger före den första."))
        if until and until >= timezone.localdate():
            self.add_error("until", _("Sista dagen ska ha varit."))
        return told

    def study(self) -> Study:
        """What was typed."""
        told = self.cleaned_data
        until = told["until"] + timedelta(days=1)
        return Study(told["purpose"], told["ethics_number"], told["recipient"], told["since"], until)
