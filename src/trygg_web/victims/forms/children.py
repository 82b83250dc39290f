"""Her children, and a concern for one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trygg_web.access.days import SwedishDateField
from trygg_web.victims.forms.fields import (
    YES_NO,
    line,
    radio,
    tri,
    words,
)
from trygg_web.victims.forms.tracks import BecauseForm
from trygg_web.victims.models import Opened


class ChildForm(forms.Form):
    """A child of hers."""

    name = line(_("Namn"), required=True)
    number = line(_("Personnummer"))
    born = SwedishDateField(label=_("Född, om numret inte är känt"), required=False)
    present = radio(_("Var barnet där?"), YES_NO)
    heard = radio(_("Såg eller hörde barnet?"), YES_NO)
    household = radio(_("Bor barnet i hushållet?"), YES_NO)

    def said(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        told = dict(self.cleaned_data)
        return told | {name: tri(told[name]) for name in ("present", "heard", "household")}


class ConcernForm(forms.Form):
    """A concern for a child."""

    what = words(_("Vad som setts eller berättats"), 4)


class ProtectionForm(forms.Form):
    """The protection assessment of a child."""

    words = words(_("Skyddsbedömning"), 5, help_text=_("Behöver barnet skydd nu? På vad bygger du det?"))


class DecisionForm(BecauseForm):
    """Whether an investigation is opened."""

    decision = radio(_("Beslut"), Opened.choices)
    her_safety = words(
        _("Vad den utsattas kontaktperson säger innan den som utövar våld får veta"),
        2,
        required=False,
        help_text=_("Krävs när en utredning inleds."),
    )
    field_order = ("decision", "because", "her_safety")


class ProlongForm(BecauseForm):
    """A later day for an investigation."""

    until = SwedishDateField(label=_("Till och med"))


class ReporterForm(forms.Form):
    """Who reported a concern."""

    name = line(_("Vem som anmälde"), required=True)
    private = forms.BooleanField(label=_("Privatperson"), required=False)
