"""Assessments, our own lists, consents, ways to help, shelter."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trygg_web.access.days import SwedishDateField
from trygg_web.exchange.queries.fields import field_says
from trygg_web.exchange.queries.law import law, said
from trygg_web.victims.actions.consents import CLASSES
from trygg_web.victims.forms.fields import QUARTER, YES_NO, YES_OR_NO, line, pairs, radio, tri, words
from trygg_web.victims.knowledge import control_signs, danger_signs, frequencies, help_lines, instruments
from trygg_web.victims.models import ReferralState
from trygg_web.victims.queries import recipients


class AssessmentForm(forms.Form):
    """The result of an instrument."""

    instrument = forms.ChoiceField(label=_("Bedömning"))
    version = line(_("Version"), required=True)
    about = radio(_("Om vem"), (("her", _("den utsatta")), ("child", _("ett barn"))))
    on = SwedishDateField(label=_("Dag"))
    basis = words(_("Vad den bygger på"), 2, required=False)
    unknown = forms.IntegerField(label=_("Antal frågor utan svar"), min_value=0, initial=0)
    result = words(_("Resultat, som metoden säger det"), 2)
    own = words(_("Din egen bedömning"), 2, required=False)
    hers = words(
        _("Vad den utsatta själv tror"), 2, required=False, help_text=_("Skiljer det sig är det något att tala om.")
    )
    again_on = SwedishDateField(label=_("Nästa bedömning"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"].choices = pairs(instruments())  # type: ignore[attr-defined]  # a choice field
        on = timezone.localdate()
        self.initial = {**{"about": "her", "on": on, "again_on": on + QUARTER}, **self.initial}


class DangerForm(forms.Form):
    """Our own danger signs: yes, no or not known; no sum."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in danger_signs(timezone.localdate()):
            self.fields[one.id] = radio(one.says[:1].upper() + one.says[1:], YES_NO, required=False)
        self.fields["words"] = words(_("Din beskrivning"), 3, required=False)


class ControlForm(forms.Form):
    """Our own list of control: how often; no cut-off."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = timezone.localdate()
        for one in control_signs(on):
            says = one.says[:1].upper() + one.says[1:]
            self.fields[one.id] = radio(says, pairs(frequencies(on)), required=False)
        self.fields["words"] = words(_("Din beskrivning"), 3, required=False)


class ConsentForm(forms.Form):
    """What she agrees to."""

    recipient = forms.ChoiceField(label=_("Till vem"))
    what = words(_("Vad som får lämnas"), 2)
    how = line(_("Hur samtycket gavs"), required=True, help_text=_("Till exempel muntligt i samtal."))
    reservation = words(_("Förbehåll"), 2, required=False)
    given_on = SwedishDateField(label=_("Från och med"))
    until = SwedishDateField(label=_("Till och med"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].choices = list(recipients().items())  # type: ignore[attr-defined]  # a choice field
        on = timezone.localdate()
        self.initial = {**{"given_on": on, "until": on + QUARTER}, **self.initial}


class TellForm(forms.Form):
    """One thing to tell on her consent, and whom it could harm."""

    field = radio(_("Vad som lämnas"))
    value = line(_("Uppgiften"), required=True)
    in_writing = forms.BooleanField(label=_("Samtycket är skriftligt"), required=False)
    shows_place = radio(_("Kan det visa var någon bor, arbetar eller går i skolan?"), YES_OR_NO)
    shows_she_told = radio(_("Kan det visa att den utsatta har berättat?"), YES_OR_NO)
    retaliation = radio(_("Kan det utlösa hämnd?"), YES_OR_NO)
    smaller = line(_("Räcker mindre? Varför, eller varför inte"), required=True)
    conclusion = radio(_("Slutsats"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [(name, field_says(name)) for name in CLASSES]  # type: ignore[attr-defined]  # a choice field
        asked = next(one for one in law().harm_questions if one.id == "conclusion")
        says = asked.options_says or {}
        self.fields["conclusion"].choices = [(key, said(says[key])) for key in asked.options]  # type: ignore[attr-defined]  # a field of choices

    def said(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        told = dict(self.cleaned_data)
        own = {name: told.pop(name) for name in ("field", "value", "in_writing")}
        return {**own, "harm": {**told, "whose": ("victim",)}}


class ReferralForm(forms.Form):
    """A way to other help."""

    line = forms.ChoiceField(label=_("Vart"))
    state = radio(_("Hur det gick"), ReferralState.choices)
    note = words(_("Anteckning"), 2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = pairs(help_lines())  # type: ignore[attr-defined]  # a choice field


class ShelterForm(forms.Form):
    """That she has a sheltered home. Never where."""

    since = SwedishDateField(label=_("Sedan"))
    child = forms.BooleanField(label=_("Ett barn följde med"), required=False)
    reference = line(_("Beslutets nummer"), help_text=_("Aldrig adress, ort eller boendets namn."))


class DayForm(forms.Form):
    """One day."""

    day = SwedishDateField(label=_("Dag"))


class PartnerContactForm(forms.Form):
    """Contact with her while he is in treatment."""

    his_consent_on = SwedishDateField(label=_("Den som går i behandling samtyckte till att den utsatta får veta, den"))
    she_wants = radio(_("Vill den utsatta ha kontakt?"), YES_NO)
    next_on = SwedishDateField(label=_("Nästa samtal"), required=False)
    note = words(_("Anteckning"), 2, required=False)

    def said(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return {**self.cleaned_data, "she_wants": tri(self.cleaned_data["she_wants"])}
