"""What people type on the protected track, and what is wrong with it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trygg_web.access.days import SwedishDateField
from trygg_web.exchange.queries.fields import field_says
from trygg_web.exchange.queries.law import law, said
from trygg_web.victims.actions.consents import CLASSES
from trygg_web.victims.knowledge import (
    Known,
    control_signs,
    danger_signs,
    frequencies,
    help_lines,
    instruments,
    plan_parts,
    questions,
    told_items,
)
from trygg_web.victims.models import GateAnswer, Opened, Protected, Reach, ReferralState, Way
from trygg_web.victims.queries import recipients

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


class BecauseForm(forms.Form):
    """Why."""

    because = words(_("Varför"), 3, help_text=_("Minst tio tecken. Skriv så att den som granskar förstår."))


class TrackForm(forms.Form):
    """A new track."""

    name = line(_("Namn"), required=True, help_text=_("Eller det hon vill kallas."))
    number = line(_("Personnummer"), help_text=_("Tolv siffror. Lämna tomt om du inte vet."))
    other = line(_("Vem hon är utsatt av"), help_text=_("Med hennes ord."))
    language = forms.ChoiceField(label=_("Språk"), choices=LANGUAGES, initial="sv")
    interpreter = forms.BooleanField(label=_("Behöver tolk"), required=False)
    protected = radio(_("Skyddade personuppgifter"), Protected.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["protected"].initial = self.fields["protected"].initial or Protected.NONE


class ProtectForm(forms.Form):
    """Which protection her data has."""

    protected = radio(_("Skyddade personuppgifter"), Protected.choices)
    restricted = forms.BooleanField(
        label=_("Två personer öppnar akten"),
        required=False,
        help_text=_("Den som arbetar med akten ber, en annan öppnar. Gäller alltid när uppgifterna är skyddade."),
    )


class CloseForm(BecauseForm):
    """How a track ends."""

    declined = forms.BooleanField(label=_("Hon vill inte ha stöd nu"), required=False)


class ChannelForm(forms.Form):
    """The safe way to reach her."""

    way = radio(_("Hur"), Way.choices)
    value = line(_("Nummer, adress eller vem"), required=True)
    hours = line(_("När det är säkert"))
    code_word = line(_("Kodord"), help_text=_("Det hon säger när hon inte kan prata."))
    never = line(_("Aldrig så här"), help_text=_("Till exempel sms, eller hem efter klockan 17."))


class ContactForm(forms.Form):
    """A contact, short enough for a phone in two minutes."""

    reach = radio(_("Hur gick det"), Reach.choices)
    way = forms.ChoiceField(label=_("Hur"), choices=Way.choices, widget=forms.RadioSelect, initial=Way.PHONE)
    told = forms.MultipleChoiceField(label=_("Hon fick veta"), required=False, widget=forms.CheckboxSelectMultiple)
    safe_now = radio(_("Är hon trygg just nu, enligt henne själv?"), YES_NO, required=False)
    fear = forms.CharField(
        label=_("Hur rädd är hon, 0–10?"),
        required=False,
        max_length=2,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
    )
    wants = words(_("Vad hon vill"), 2, required=False)
    note = words(_("Anteckning"), 2, required=False)
    next_on = SwedishDateField(label=_("Nästa samtal"), required=False)
    day = SwedishDateField(label=_("Vilken dag, om det inte var nu"), required=False)
    clock = forms.TimeField(
        label=_("Klockan"), required=False, widget=forms.TextInput(attrs={"class": "govuk-input--width-5"})
    )
    contested = forms.BooleanField(label=_("Hon håller inte med om det som står"), required=False)

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


def pairs(known: list[Known]) -> list[tuple[str, str]]:
    """The lines of a list as choices."""
    return [(one.id, one.says) for one in known]


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
        self.fields["words"] = words(_("Med hennes ord"), 3, required=False)


class AssessmentForm(forms.Form):
    """The result of an instrument."""

    instrument = forms.ChoiceField(label=_("Bedömning"))
    version = line(_("Version"), required=True)
    about = radio(_("Om vem"), (("her", _("henne")), ("child", _("ett barn"))))
    on = SwedishDateField(label=_("Dag"))
    basis = words(_("Vad den bygger på"), 2, required=False)
    unknown = forms.IntegerField(label=_("Antal frågor utan svar"), min_value=0, initial=0)
    result = words(_("Resultat, som metoden säger det"), 2)
    own = words(_("Din egen bedömning"), 2, required=False)
    hers = words(_("Vad hon själv tror"), 2, required=False, help_text=_("Skiljer det sig är det något att tala om."))
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
    how = line(_("Hur hon samtyckte"), required=True, help_text=_("Till exempel muntligt i samtal."))
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
    shows_she_told = radio(_("Kan det visa att hon har berättat?"), YES_OR_NO)
    retaliation = radio(_("Kan det utlösa hämnd?"), YES_OR_NO)
    smaller = line(_("Räcker mindre? Varför, eller varför inte"), required=True)
    conclusion = radio(_("Slutsats"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [(name, field_says(name)) for name in CLASSES]  # type: ignore[attr-defined]  # a choice field
        asked = next(one for one in law().harm_questions if one.id == "conclusion")
        says = asked.options_says or {}
        self.fields["conclusion"].choices = [(key, said(says[key])) for key in asked.options]  # type: ignore[attr-defined]  # as above

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

    his_consent_on = SwedishDateField(label=_("Han samtyckte till att hon får veta, den"))
    she_wants = radio(_("Vill hon ha kontakt?"), YES_NO)
    next_on = SwedishDateField(label=_("Nästa samtal"), required=False)
    note = words(_("Anteckning"), 2, required=False)

    def said(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return {**self.cleaned_data, "she_wants": tri(self.cleaned_data["she_wants"])}


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


def tri(told: str) -> bool | None:
    """Yes, no, or not known."""
    return {"yes": True, "no": False}.get(told)


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
        _("Vad hennes kontaktperson säger innan den som utövar våld får veta"),
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


class AnswerForm(forms.Form):
    """The word that goes back before a message."""

    answer = radio(_("Svaret"), GateAnswer.choices)
    because = words(_("Varför"), 2, required=False, help_text=_("Stannar i akten. Bara ordet går till polisen."))


class TieForm(forms.Form):
    """Which track a question concerns."""

    track = forms.ChoiceField(label=_("Akt"))

    def __init__(self, *args: Any, tracks: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["track"].choices = [(str(key), says) for key, says in tracks]  # type: ignore[attr-defined]  # a choice field


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
