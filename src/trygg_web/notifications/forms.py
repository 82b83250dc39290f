"""What people type about messages: reasons, languages, bookings, and what came of an attempt."""

import re
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trygg_web.access.days import SwedishDateField
from trygg_web.access.models import User
from trygg_web.notifications.actions import Told
from trygg_web.notifications.models import ApartBecause, Help, Outcome, Reaction, Understood

UNKNOWN = ("", _("Inte känt än"))
LANGUAGES = [
    ("sv", _("svenska")),
    ("en", _("engelska")),
    ("ar", _("arabiska")),
    ("bs", _("bosniska, kroatiska eller serbiska")),
    ("pl", _("polska")),
    ("so", _("somaliska")),
    ("sq", _("albanska")),
    ("fa", _("dari eller persiska")),
    ("ku", _("kurdiska")),
    ("ps", _("pashto")),
    ("ro", _("rumänska")),
    ("ru", _("ryska")),
    ("es", _("spanska")),
    ("ti", _("tigrinska")),
    ("tr", _("turkiska")),
    ("uk", _("ukrainska")),
    ("mis", _("annat språk")),
]
CLOCK = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[.:]?(\d{2}))?")
FAR = 30  # days; an attempt longer ago, or a promise more than a year away, is a slip of the hand
YEAR = 366
AGAIN: dict[str, dict[str, object]] = {  # what does not concern an outcome is not kept, whatever was chosen before
    Outcome.REFUSED: {"understood": ""},
    Outcome.MISSED: {"understood": "", "reaction": "", "help": "", "interpreter": False, "next_contact": None},
}


class ClockField(forms.Field):
    """A time of day in one text field, read kindly: 14.20, 14:20, 1420, 14."""

    default_error_messages = {"invalid": _("Tiden går inte att läsa. Skriv till exempel 14.20.")}

    def __init__(self, **how: Any) -> None:
        wears = {"class": "govuk-input--width-5", "autocomplete": "off", "inputmode": "decimal", "maxlength": 12}
        super().__init__(widget=forms.TextInput(attrs=wears), **how)

    def to_python(self, value: Any) -> time | None:
        said = str(value or "").strip().casefold()
        if not said:
            return None
        match = CLOCK.fullmatch(said)
        try:
            if match:
                return time(int(match[1]), int(match[2] or 0))
        except ValueError:  # 25.70
            pass
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H.%M") if isinstance(value, time) else value


class ReasonForm(forms.Form):
    """Why something is done."""

    because = forms.CharField(label=_("Varför"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class RedressForm(forms.Form):
    """What was said to one who was told and is no longer suspected."""

    said = forms.CharField(
        label=_("Vad har personen fått veta, och hur?"),
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Till exempel: ett brev om att misstanken är nedlagd och att budskapet inte gäller längre."),
    )


class GateForm(ReasonForm):
    """What was done so that a gate may open, or why it shuts."""

    def __init__(self, data: Any, label: str, language: str | None = None) -> None:
        super().__init__(data)
        self.fields["because"].label = label
        if language is not None:
            asked = forms.ChoiceField(label=_("Språk"), choices=[UNKNOWN, *LANGUAGES], initial=language)
            self.fields = {"language": asked, **self.fields}


class LanguageForm(forms.Form):
    """The language in which the person is told."""

    language = forms.ChoiceField(label=_("Språk"), choices=[UNKNOWN, *LANGUAGES])


class ColleagueForm(forms.Form):
    """Who takes it over."""

    to = forms.ChoiceField(label=_("Ge till"))

    def __init__(self, data: Any, colleagues: list[User]) -> None:
        super().__init__(data)
        self.known = {str(user.pk): user for user in colleagues}
        named = [(key, str(user)) for key, user in self.known.items()]
        self.fields["to"].choices = [("", _("Välj en kollega")), *named]  # type: ignore[attr-defined]  # a ChoiceField

    def colleague(self) -> User:
        """The one who was chosen."""
        return self.known[self.cleaned_data["to"]]


class BookingForm(forms.Form):
    """When and where a message is to be given."""

    day = SwedishDateField(label=_("Dag"), help_text=_("Till exempel i morgon, 24/11 2026 eller 24 november 2026."))
    clock = ClockField(label=_("Klockslag"), help_text=_("Till exempel 14.20."))
    place = forms.CharField(
        label=_("Plats"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Till exempel häktet eller polishuset. Aldrig en adress som hör till någon annan."),
    )

    def at(self) -> datetime:
        """The instant that was booked."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["clock"]))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("day") and told.get("clock") and self.at() <= timezone.now():
            self.add_error("clock" if told["day"] == timezone.localdate() else "day", _("Tiden har redan passerat."))
        return told


def _radios(label: Any, choices: list[tuple[str, Any]], required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=required, widget=forms.RadioSelect)


class AttemptForm(forms.Form):
    """What came of an attempt; two minutes on a phone. What the outcome does not ask for is not kept."""

    outcome = _radios(_("Hur gick det?"), Outcome.choices, required=True)
    understood = _radios(_("Förstod personen budskapet?"), Understood.choices)
    reaction = _radios(_("Hur tog personen det?"), Reaction.choices)
    help = _radios(_("Hjälp som erbjöds"), Help.choices)
    interpreter = forms.BooleanField(label=_("Tolk användes"), required=False)
    next_contact = SwedishDateField(
        label=_("Lovad nästa kontakt"),
        required=False,
        help_text=_("Till exempel i morgon, om en vecka eller 1/12 2026."),
    )
    threat = forms.BooleanField(label=_("Ett hot mot någon hördes"), required=False)
    note = forms.CharField(
        label=_("Anteckning"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bara det som behövs. Skriv inget om den våldsutsatta."),
    )
    day = SwedishDateField(label=_("Dag"), help_text="")
    clock = ClockField(label=_("Klockslag"))

    def at(self) -> datetime:
        """When it was tried."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["clock"]))

    def told(self) -> Told:
        """What the one who tried has to say, without what the outcome does not ask for."""
        said = {name: self.cleaned_data[name] for name in KEPT} | AGAIN.get(self.cleaned_data["outcome"], {})
        return Told(outcome=Outcome(self.cleaned_data["outcome"]), at=self.at(), **said)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        outcome = told.get("outcome")
        if outcome == Outcome.DELIVERED and not told.get("understood"):
            self.add_error("understood", _("Välj om personen förstod budskapet."))
        if outcome in (Outcome.DELIVERED, Outcome.REFUSED) and not told.get("reaction"):
            self.add_error("reaction", _("Välj hur personen tog det."))
        self._check_days(told)
        return told

    def _check_days(self, told: dict[str, Any]) -> None:
        today, now = timezone.localdate(), timezone.now()
        if told.get("day") and told.get("clock") and self.at() > now:
            self.add_error("clock", _("Tiden ligger i framtiden."))
        if told.get("day") and (today - told["day"]).days > FAR:
            self.add_error("day", _("Försöket ligger mer än en månad tillbaka. Kontrollera dagen."))
        promised = told.get("next_contact")
        if promised and not 0 <= (promised - today).days <= YEAR:
            self.add_error("next_contact", _("Välj en dag inom ett år från i dag."))


KEPT = ("understood", "reaction", "help", "interpreter", "next_contact", "threat", "note")


class CallInForm(BookingForm):
    """When and where a meeting of several is, and for how many."""

    seats = forms.IntegerField(label=_("Antal platser"), min_value=2, widget=forms.TextInput(
        attrs={"class": "govuk-input--width-3", "inputmode": "numeric", "autocomplete": "off"}
    ))  # fmt: skip

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        self.fields["place"].required = True
        self.fields["place"].help_text = _("Till exempel polishuset, sal 2. Det står i kallelsen.")


class ApartForm(forms.Form):
    """Two who must not meet, why, and until when."""

    one = forms.ChoiceField(label=_("Den ena"))
    other = forms.ChoiceField(label=_("Den andra"))
    kind = _radios(_("Skäl"), ApartBecause.choices, required=True)
    because = forms.CharField(
        label=_("Vad vet vi?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Läses bara här. Det kommer aldrig på något papper."),
    )
    until = SwedishDateField(label=_("Till och med"), required=False, help_text=_("Tomt: tills någon avslutar det."))

    def __init__(self, data: Any, known: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        for name in ("one", "other"):
            self.fields[name].choices = [("", _("Välj en person")), *known]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("one") and told.get("one") == told.get("other"):
            self.add_error("other", _("Välj två olika personer."))
        return told


class CoverForm(forms.Form):
    """Who does another's work, and when."""

    away = forms.ChoiceField(label=_("Vem är borta?"))
    user = forms.ChoiceField(label=_("Vem rycker in?"))
    since = SwedishDateField(label=_("Från och med"))
    until = SwedishDateField(label=_("Till och med"))

    def __init__(self, data: Any, viewer: User, colleagues: list[User], for_all: bool) -> None:
        super().__init__(data, initial={"away": str(viewer.pk)})
        self.known = {str(user.pk): user for user in colleagues} | {str(viewer.pk): viewer}
        names = [(key, str(user)) for key, user in self.known.items()]
        mine = [(key, name) for key, name in names if key == str(viewer.pk)]
        others = names if for_all else [pair for pair in names if pair not in mine]
        self.fields["away"].choices = names if for_all else mine  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["user"].choices = [("", _("Välj en kollega")), *others]  # type: ignore[attr-defined]  # a ChoiceField

    def person(self, name: str) -> User:
        """The one who was chosen in a field."""
        return self.known[self.cleaned_data[name]]


class ApprovalForm(forms.Form):
    """An agency's word on a text: which agency, and who there has read it."""

    agency = forms.ChoiceField(label=_("Myndighet"))
    who = forms.CharField(label=_("Vem där har läst och godkänt texten?"), max_length=80)

    def __init__(self, data: Any, waits_for: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["agency"].choices = list(waits_for)  # type: ignore[attr-defined]  # a ChoiceField
