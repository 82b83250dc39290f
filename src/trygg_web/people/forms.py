"""What people type about persons, and what is wrong with it."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trygg_web.access.days import SwedishDateField
from trygg_web.people.queries.observable import observables, value_says


class ReasonForm(forms.Form):
    """A reason in words."""

    because = forms.CharField(label=gettext_lazy("Skäl"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)

    def __init__(self, *args: Any, says: str = "", hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].label = says or _("Skäl")
        self.fields["because"].help_text = hint


class AnswerForm(ReasonForm):
    """Same, different or unsure, with a reason where the answer goes against the numbers."""

    answer = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, says=_("Skäl"), **kwargs)
        self.fields["because"].required = False
        self.fields["because"].help_text = _("Krävs när svaret går emot personnumren.")


class ObservationForm(forms.Form):
    """What an agency tells of a person."""

    kind = forms.ChoiceField(label=gettext_lazy("Vad"))
    value = forms.ChoiceField(label=gettext_lazy("Svar"))
    day = SwedishDateField(label=gettext_lazy("Dag då det hände"))
    source = forms.CharField(
        label=gettext_lazy("Källa"),
        max_length=80,
        help_text=gettext_lazy("Myndighet och handling, till exempel Åklagarmyndigheten, beslut. Inga namn."),
    )
    report = forms.ChoiceField(label=gettext_lazy("Anmälan"), required=False)
    because = forms.CharField(
        label=gettext_lazy("Anteckning"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )

    def __init__(self, *args: Any, on: date, reports: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, told = on, observables(on)
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in told:
            groups.setdefault(one.group, []).append((one.kind, one.says))
        self.fields["kind"].choices = [("", _("Välj …")), *groups.items()]  # type: ignore[attr-defined]  # a choice field
        values = dict.fromkeys(value for one in told for value in one.values)
        self.fields["value"].choices = [(value, value_says(value)) for value in values]  # type: ignore[attr-defined]  # a choice field
        self.fields["report"].choices = [("", _("Ingen särskild")), *((str(key), says) for key, says in reports)]  # type: ignore[attr-defined]  # a choice field

    def clean_day(self) -> date:
        """The day, when it has come."""
        day: date = self.cleaned_data["day"]
        if day > self.on:
            raise forms.ValidationError(_("Dagen ligger i framtiden."))
        return day

    def clean(self) -> dict[str, Any]:
        """All of it, when the answer is one that this kind of observation takes."""
        told = super().clean() or {}
        kinds = {one.kind: one for one in observables(self.on)}
        if (kind := kinds.get(told.get("kind", ""))) and "value" in told and told["value"] not in kind.values:
            says = ", ".join(value_says(value) for value in kind.values)
            self.add_error("value", _("Här passar ett av dessa svar: %(says)s.") % {"says": says})
        return told


class SheetForm(forms.Form):
    """A sheet of observations."""

    file = forms.FileField(label=gettext_lazy("Fil"))


class PlaceForm(ObservationForm):
    """A row of a sheet, mended."""

    subject = forms.CharField(
        label=gettext_lazy("Personnummer eller diarienummer"),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    field_order = ("subject", "kind", "value", "day", "source", "because")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, reports=[], **kwargs)
        del self.fields["report"]
