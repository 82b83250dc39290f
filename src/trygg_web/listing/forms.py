"""What can be asked of the list, and what a decision needs."""

from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from trygg_web.access.days import SwedishDateField
from trygg_web.listing.queries import Filters

LEVELS = [(letter, letter) for letter in "ABCD"]
STATES = [
    ("", _("Alla")),
    ("waiting", _("Väntar på beslut")),
    ("second", _("Väntar på en andra person")),
    ("overdue", _("Omprövning försenad")),
    ("news", _("Ny anmälan sedan beslutet")),
    ("new", _("Nya på listan")),
    ("raised", _("Höjda")),
]
SORTS = [
    ("niva", _("Nivå, sedan RFGV")),
    ("rfgv", _("RFGV")),
    ("senast", _("Senaste anmälan")),
    ("sedan", _("Senast ändrad nivå")),
]
# The words of the tables, which a form may not open.
OBJECTED = [
    ("level", _("nivån, eller att stå på listan")),
    ("message", _("budskapet")),
    ("fact", _("en uppgift")),
    ("identity", _("att det är fel person")),
]
OUTCOMES = [
    ("changed", _("Rättat: gör ändringen på personens sidor")),
    ("partly", _("Delvis rättat")),
    ("kept", _("Det står fast")),
]
READY = [
    ("", _("Välj en färdig mening, eller skriv själv")),
    ("facts", _("Uppgifterna stämmer och reglerna täcker läget.")),
    ("graver", _("Läget är allvarligare än vad uppgifterna visar.")),
    ("misread", _("En uppgift som reglerna räknar är fel eller missvisande.")),
    ("calm", _("Lugnt sedan länge, och ingen ny uppgift talar emot.")),
    ("withdrawn", _("Misstanken är borta eller gäller en annan person.")),
    ("fear", _("Den utsatta är rädd för det som kan hända.")),
]
NO_LEVEL = "-"


class ListFilters(forms.Form):
    """The filters of the list, as they stand in its address."""

    niva = forms.MultipleChoiceField(
        label=_("Nivå"), required=False, choices=LEVELS, widget=forms.CheckboxSelectMultiple
    )
    lage = forms.ChoiceField(label=_("Läge"), required=False, choices=STATES, widget=forms.Select)
    omrade = forms.ChoiceField(label=_("Område"), required=False)
    mina = forms.BooleanField(label=_("Bara de jag har beslutat om"), required=False)
    ordning = forms.ChoiceField(label=_("Ordning"), required=False, choices=SORTS)

    def __init__(self, data: Any, areas: list[str]) -> None:
        super().__init__(data)
        self.fields["omrade"].choices = [("", _("Alla")), *((area, area) for area in areas)]  # type: ignore[attr-defined]  # a ChoiceField, four lines up

    def filters(self) -> Filters:
        """What was asked for; what cannot be read is left out."""
        self.is_valid()
        told = self.cleaned_data
        return Filters(
            levels=tuple(told.get("niva", ())),
            area=told.get("omrade", ""),
            state=told.get("lage", ""),
            mine=told.get("mina", False),
            sort=told.get("ordning", "") or "niva",
        )

    @property
    def asked(self) -> str:
        """All that the filters' look depends on: what was asked, and which areas there are."""
        asked: QueryDict = self.data  # type: ignore[assignment]  # what a request sent is a QueryDict
        return f"{asked.urlencode()} {self.fields['omrade'].choices}"  # type: ignore[attr-defined]  # a ChoiceField

    def chips(self) -> list[tuple[str, str]]:
        """The filters that are on, in words, each with the address without it."""
        return [(says, self._without(name, value)) for name, value, says in self._on()]

    def _on(self) -> list[tuple[str, str, str]]:
        told = self.cleaned_data
        found = [("niva", level, f"{_('Nivå')} {level}") for level in told.get("niva", ())]
        for name, choices in (("lage", STATES), ("omrade", [])):
            if value := told.get(name):
                found.append((name, value, str(dict(choices).get(value, value))))
        if told.get("mina"):
            found.append(("mina", "", str(_("Mina"))))
        return found

    def _without(self, name: str, value: str) -> str:
        query: QueryDict = self.data.copy()  # type: ignore[attr-defined]  # what a request sent is a QueryDict
        rest = [other for other in query.getlist(name) if value and other != value]
        query.setlist(name, rest)
        query.pop("sida", None)
        return f"?{query.urlencode()}"


class SearchForm(forms.Form):
    """A search; it is sent as a form, so that no name or number stands in an address."""

    text = forms.CharField(
        label=_("Sök person"),
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Hela ord ur namnet, personnummer eller diarienummer."),
    )


class ObjectionForm(forms.Form):
    """What a person says is wrong, and when it came."""

    about = forms.ChoiceField(label=_("Vad invänder personen mot?"), choices=OBJECTED, widget=forms.RadioSelect)
    said = forms.CharField(
        label=_("Vad säger personen?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Med personens egna ord så långt det går. Ett brev sparas i diariet; skriv dess nummer här."),
    )
    came_on = SwedishDateField(label=_("Kom in"))


class AnswerForm(forms.Form):
    """What became of an objection, and why."""

    outcome = forms.ChoiceField(label=_("Vad blev det?"), choices=OUTCOMES, widget=forms.RadioSelect)
    because = forms.CharField(
        label=_("Varför"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Personen ska kunna läsa det. Skriv inget om någon annan."),
    )


class DecisionForm(forms.Form):
    """The level an officer decides, why, and when it is looked at again."""

    level = forms.ChoiceField(label=_("Nivå"), widget=forms.RadioSelect)
    ready = forms.ChoiceField(label=_("Skäl"), choices=READY, required=False)
    because = forms.CharField(
        label=_("Med egna ord"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Behövs när du avviker från förslaget eller sänker. Skriv inget som den misstänkte inte får se."),
    )
    fear = forms.BooleanField(label=_("Den utsattas egen rädsla är ett skäl (kan bara höja)"), required=False)
    review_on = SwedishDateField(
        label=_("Ompröva senast"), required=False, help_text=_("Lämna tomt för dagen som reglerna ger.")
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)  # signed: when the page was opened
    facts_opened = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, indicated: str, standing: str, **how: Any) -> None:
        super().__init__(data, **how)
        self.fields["level"].choices = [(level, _says(level, indicated, standing)) for level in (*"ABCD", NO_LEVEL)]  # type: ignore[attr-defined]  # a ChoiceField

    def level_decided(self) -> str:
        """The level; empty for not on the list."""
        return str(self.cleaned_data["level"]).replace(NO_LEVEL, "")

    def reason(self) -> str:
        """The ready sentence and the officer's own words."""
        ready = str(dict(READY)[self.cleaned_data["ready"]]) if self.cleaned_data["ready"] else ""
        return " ".join(part for part in (ready, self.cleaned_data["because"].strip()) if part)

    def is_fear(self) -> bool:
        """Whether the fear of the one subjected is a ground."""
        return bool(self.cleaned_data["fear"] or self.cleaned_data["ready"] == "fear")

    def review_day(self) -> date | None:
        """The day of review that was typed, or none."""
        return self.cleaned_data["review_on"]  # type: ignore[no-any-return]  # a date field's value

    def seconds_open(self, now: float) -> int | None:
        """How long the page was open, from the signed instant in the form."""
        try:
            return max(0, int(now - float(signing.loads(self.cleaned_data["opened"], salt="decide"))))
        except (signing.BadSignature, ValueError):
            return None


def opened_at(now: float) -> str:
    """The instant at which a page was opened, signed so that it cannot be changed."""
    return signing.dumps(now, salt="decide")


def _says(level: str, indicated: str, standing: str) -> str:
    words = str(_("Inte på listan")) if level == NO_LEVEL else f"{_('Nivå')} {level}"
    here = level.replace(NO_LEVEL, "")
    notes = [str(_("föreslås"))] if here == indicated else []
    notes += [str(_("gäller nu"))] if here == standing else []
    return f"{words} ({', '.join(notes)})" if notes else words


class SecondForm(forms.Form):
    """What a second person says of a lowering."""

    agrees = forms.ChoiceField(
        label=_("Håller du med?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Ja, beslutet ska gälla")), ("no", _("Nej, förslaget ska bedömas igen"))],
    )
    because = forms.CharField(
        label=_("Varför"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("agrees") == "no" and not told.get("because", "").strip():
            self.add_error("because", _("Skriv varför du inte håller med; den som beslutade läser det."))
        return told
