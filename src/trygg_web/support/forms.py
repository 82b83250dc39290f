"""What people type about help, and what is wrong with it."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trygg.support import Act, State, acts
from trygg_web.access.days import SwedishDateField
from trygg_web.access.models import User
from trygg_web.support.actions import Coming
from trygg_web.support.models import How, Recipient, Tells
from trygg_web.support.words import HelpShown

ANSWERS = [
    (Act.ACCEPT, _("Ja")),
    (Act.THINK, _("Vill tänka")),
    (Act.DECLINE, _("Nej")),
]
ENDINGS = [
    (Act.COMPLETE, _("Hjälpen är fullföljd")),
    (Act.DROP, _("Hjälpen avbryts")),
]


class ComingForm(forms.Form):
    """Somebody who comes by themselves."""

    given = forms.CharField(
        label=_("Förnamn"), max_length=200, required=False, help_text=_("Eller ett önskat tilltalsnamn.")
    )
    family = forms.CharField(label=_("Efternamn"), max_length=200, required=False)
    number = forms.CharField(
        label=_("Personnummer"), max_length=20, required=False, help_text=_("Lämna tomt om personen inte vill säga.")
    )
    contact = forms.CharField(
        label=_("Hur personen vill bli nådd"), max_length=200, required=False,
        help_text=_("Till exempel ett telefonnummer och när det går bra att ringa."),
    )  # fmt: skip
    protected = forms.BooleanField(label=_("Personen har skyddade personuppgifter"), required=False)

    def told(self) -> Coming:
        """What was typed."""
        return Coming(**self.cleaned_data)


class OfferForm(forms.Form):
    """Which help is offered."""

    help = forms.ChoiceField(label=_("Hjälp"), widget=forms.RadioSelect)

    def __init__(self, helps: list[HelpShown], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["help"].choices = [(one.id, one.says) for one in helps]  # type: ignore[attr-defined]  # a choice field


class AnswerForm(forms.Form):
    """What the person says to an offer."""

    act = forms.TypedChoiceField(label=_("Vad säger personen?"), choices=ANSWERS, coerce=Act, widget=forms.RadioSelect)
    because = forms.CharField(
        label=_("Varför"), required=False, max_length=500,
        help_text=_("Behövs inte. Den som tackar nej behöver inte säga varför."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    ask_on = SwedishDateField(
        label=_("Fråga igen"),
        required=False,
        help_text=_("Om ni har kommit överens om en dag. Till exempel om två veckor."),
    )

    def __init__(self, state: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = acts(State(state))
        self.fields["act"].choices = [(act, says) for act, says in ANSWERS if act in possible]  # type: ignore[attr-defined]  # a choice field


class BookForm(forms.Form):
    """A time."""

    day = SwedishDateField(label=_("Dag"), help_text=_("Till exempel i morgon, om en vecka eller 24 november 2026."))
    clock = forms.TimeField(
        label=_("Klockslag"), input_formats=["%H:%M", "%H.%M", "%H%M", "%H"], help_text=_("Till exempel 9.30"),
        error_messages={"invalid": _("Skriv till exempel 9.30.")},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "govuk-input--width-5"}),
    )  # fmt: skip

    def at(self) -> datetime:
        """When, in Swedish time."""
        clock: time = self.cleaned_data["clock"]
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], clock))


class EndForm(forms.Form):
    """How an offer ends."""

    act = forms.TypedChoiceField(label=_("Hur slutar det?"), choices=ENDINGS, coerce=Act, widget=forms.RadioSelect)
    because = forms.CharField(
        label=_("Varför"), required=False, max_length=500,
        help_text=_("Behövs när hjälpen avbryts. Skriv inte vad samtalen handlar om."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, state: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = acts(State(state))
        self.fields["act"].choices = [(act, says) for act, says in ENDINGS if act in possible]  # type: ignore[attr-defined]  # a choice field


class ConsentForm(forms.Form):
    """What the person agrees that another house is told."""

    recipient = forms.TypedChoiceField(
        label=_("Vem får veta?"), choices=Recipient.choices, coerce=Recipient, widget=forms.RadioSelect
    )
    tells = forms.TypedMultipleChoiceField(
        label=_("Vad får berättas?"), choices=Tells.choices, coerce=Tells, widget=forms.CheckboxSelectMultiple,
        help_text=_("Aldrig vilken hjälp det är eller vad som sägs där."),
    )  # fmt: skip
    how = forms.TypedChoiceField(
        label=_("Hur gavs samtycket?"), choices=How.choices, coerce=How, widget=forms.RadioSelect
    )
    until = SwedishDateField(
        label=_("Till och med"), help_text=_("Längst ett år. Personen kan ta tillbaka det när som helst.")
    )


class WorkerForm(forms.Form):
    """Who takes a case over, or must not have it."""

    worker = forms.ModelChoiceField(label=_("Vem"), queryset=User.objects.none())

    def __init__(self, workers: list[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["worker"]
        field.queryset = User.objects.filter(pk__in=[one.pk for one in workers])


class BarForm(WorkerForm):
    """Who must not have a case, and why."""

    because = forms.CharField(label=_("Varför"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
