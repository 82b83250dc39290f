"""How she is reached, what was said, her plan and her answers."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trygg_web.access.days import SwedishDateField
from trygg_web.victims.forms.fields import (
    UNSURE,
    YES_NO,
    line,
    pairs,
    radio,
    words,
)
from trygg_web.victims.knowledge import plan_parts, questions, told_items
from trygg_web.victims.models import Reach, Way


class ChannelForm(forms.Form):
    """The safe way to reach her."""

    way = radio(_("Hur"), Way.choices)
    value = line(_("Nummer, adress eller vem"), required=True)
    hours = line(_("När det är säkert"))
    code_word = line(_("Kodord"), help_text=_("Det som sägs när det inte går att prata."))
    never = line(_("Aldrig så här"), help_text=_("Till exempel sms, eller hem efter klockan 17."))


class ContactForm(forms.Form):
    """A contact, short enough for a phone in two minutes."""

    reach = radio(_("Hur gick det"), Reach.choices)
    way = forms.ChoiceField(label=_("Hur"), choices=Way.choices, widget=forms.RadioSelect, initial=Way.PHONE)
    told = forms.MultipleChoiceField(label=_("Det som berättades"), required=False, widget=forms.CheckboxSelectMultiple)
    safe_now = radio(_("Är den utsatta trygg just nu, enligt sig själv?"), YES_NO, required=False)
    fear = forms.CharField(
        label=_("Hur rädd är den utsatta, 0–10?"),
        required=False,
        max_length=2,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
    )
    wants = words(_("Vad den utsatta vill"), 2, required=False)
    note = words(_("Anteckning"), 2, required=False)
    next_on = SwedishDateField(label=_("Nästa samtal"), required=False)
    day = SwedishDateField(label=_("Vilken dag, om det inte var nu"), required=False)
    clock = forms.TimeField(
        label=_("Klockan"), required=False, widget=forms.TextInput(attrs={"class": "govuk-input--width-5"})
    )
    contested = forms.BooleanField(label=_("Den utsatta håller inte med om det som står"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told"].choices = pairs(told_items())  # type: ignore[attr-defined]  # a choice field

    def said(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        told = dict(self.cleaned_data)
        day, clock = told.pop("day"), told.pop("clock")
        told["happened_at"] = _moment(day, clock) if day or clock else None
        return told


def _moment(day: date | None, clock: time | None) -> datetime:
    on = day or timezone.localdate()
    at = timezone.make_aware(datetime.combine(on, clock or time(12)))
    return min(at, timezone.now()) if clock is None else at


class PlanForm(forms.Form):
    """Her safety plan, in her words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in plan_parts():
            self.fields[one.id] = words(one.says, 3, required=False)


class FeedbackForm(forms.Form):
    """The three questions after a message."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in questions():
            self.fields[one.id] = radio(one.says, UNSURE)
        self.fields["words"] = words(_("Med den utsattas ord"), 3, required=False)
