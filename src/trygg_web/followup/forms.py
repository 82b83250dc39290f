"""What people type about levers, plans and promises, and what is wrong with it."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trygg_web.access.days import SwedishDateField
from trygg_web.followup.actions.levers import LeverTold
from trygg_web.followup.queries import kinds


class ReasonForm(forms.Form):
    """A reason in words."""

    because = forms.CharField(label=gettext_lazy("Varför"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, says: str = "", hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].label = says or _("Varför")
        self.fields["because"].help_text = hint


class LeverForm(forms.Form):
    """A lever that an authority has decided."""

    kind = forms.ChoiceField(label=gettext_lazy("Åtgärd"))
    since = SwedishDateField(label=gettext_lazy("Gäller från och med"))
    until = SwedishDateField(
        label=gettext_lazy("Gäller till och med"),
        required=False,
        help_text=gettext_lazy("Lämna tomt bara om beslutet gäller tills vidare."),
    )
    decided_on = SwedishDateField(label=gettext_lazy("Beslutad den"), required=False)
    area = forms.CharField(
        label=gettext_lazy("Område"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Stadsdel, valt så att ingen adress går att räkna ut. Aldrig en adress."),
    )
    reference = forms.CharField(label=gettext_lazy("Myndighetens ärendenummer"), max_length=40, required=False)
    renewal = forms.BooleanField(label=gettext_lazy("Förlängning av en tidigare likadan åtgärd"), required=False)
    monitored = forms.BooleanField(label=gettext_lazy("Med elektronisk övervakning"), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Välj …")), *kinds(on)]  # type: ignore[attr-defined]  # a choice field

    def clean_area(self) -> str:
        """The district; an area with digits looks like an address and is not kept."""
        area: str = self.cleaned_data["area"]
        if any(letter.isdigit() for letter in area):
            raise forms.ValidationError(_("Skriv en stadsdel utan siffror, inte en adress."))
        return area

    def told(self) -> LeverTold:
        """What was typed."""
        return LeverTold(**self.cleaned_data)


class EndForm(ReasonForm):
    """The last day of a lever that ends before its time."""

    last_day = SwedishDateField(label=gettext_lazy("Sista dagen den gällde"))
    field_order = ["last_day", "because"]


class BreachForm(ReasonForm):
    """A breach of a lever."""

    day = SwedishDateField(label=gettext_lazy("Dag då det hände"))
    field_order = ["day", "because"]

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, says=_("Vad hände?"), hint=_("Kort, och utan namn eller adresser."), **kwargs)
        self.on = on

    def clean_day(self) -> date:
        """The day, when it has come."""
        day: date = self.cleaned_data["day"]
        if day > self.on:
            raise forms.ValidationError(_("Dagen ligger i framtiden."))
        return day


class Chosen(forms.MultipleChoiceField):
    """Choices that are all made beforehand; taking every one away is an answer too."""

    def validate(self, value: list[str]) -> None:
        """Nothing when every choice is known."""
        if value:
            super().validate(value)


class PlanForm(forms.Form):
    """Which of the promised consequences are to be kept now, own steps, and why the rest are left out."""

    chosen = Chosen(
        label=gettext_lazy("Det här sade budskapet. Vad gör vi nu?"),
        widget=forms.CheckboxSelectMultiple,
    )
    because = forms.CharField(
        label=gettext_lazy("Varför går det andra inte nu?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Behövs bara om du har tagit bort något ovan. Det räknas ändå som lovat."),
    )
    more = forms.CharField(
        label=gettext_lazy("Egna steg, ett på varje rad"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    plan = forms.CharField(
        label=gettext_lazy("Vem gör vad"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, promises: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(str(key), says) for key, says in promises]  # type: ignore[attr-defined]  # a choice field
        self.fields["chosen"].initial = [str(key) for key, _says in promises]
        if not promises:
            del self.fields["chosen"], self.fields["because"]

    def said(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        told = self.cleaned_data
        return {
            "chosen": {UUID(key) for key in told.get("chosen", ())},
            "because": told.get("because", ""),
            "more": told["more"].splitlines(),
            "plan": told["plan"],
        }


class NoteForm(forms.Form):
    """A note when a watch is looked at."""

    note = forms.CharField(
        label=gettext_lazy("Anteckning"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Vad som är känt utöver anmälningarna. Utfallet räknas ut och ändras inte här."),
    )
