"""What people type about disclosures, requests, corrections and partners, and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trygg.sharing import Condition, Ground, HarmQuestion
from trygg_web.access.days import SwedishDateField
from trygg_web.exchange.actions import Item
from trygg_web.exchange.queries.fields import FIELDS, class_of
from trygg_web.exchange.queries.law import law, said
from trygg_web.exchange.records import Said

ROWS, MORE, MOST = 2, 3, 20  # items shown at first, added by the button, and at the most
RELIABILITY = (
    ("fact", gettext_lazy("uppgift")),
    ("assessment", gettext_lazy("bedömning")),
    ("hearsay", gettext_lazy("hörsägen")),
)
ASKED = ("consent", "case_decision", "protected_identity")  # circumstances that only a person can say
YES_NO = (("no", gettext_lazy("Nej")), ("yes", gettext_lazy("Ja")))


def area(rows: int = 2) -> forms.Textarea:
    """A field of some lines."""
    return forms.Textarea(attrs={"rows": rows})


class ToForm(forms.Form):
    """To whom, for what."""

    to = forms.ChoiceField(label=gettext_lazy("Till vilken verksamhet"))
    purpose = forms.ChoiceField(label=gettext_lazy("För vilket ändamål"))
    why = forms.CharField(
        label=gettext_lazy("Vad behöver mottagaren det till?"),
        max_length=500,
        widget=area(),
        help_text=gettext_lazy("Mottagaren läser det här först. Inga namn."),
    )
    subject = forms.CharField(
        label=gettext_lazy("Eget ärende"),
        required=False,
        max_length=64,
        help_text=gettext_lazy("Stannar i huset. Med det hittas utlämnandet när något ska rättas."),
    )

    def __init__(self, *args: Any, to: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Välj …")), *to]  # type: ignore[attr-defined]  # a choice field
        purposes = [(name, said(one.says)) for name, one in law().purposes.items() if name != "research"]
        self.fields["purpose"].choices = purposes  # type: ignore[attr-defined]  # a choice field


class ItemsForm(forms.Form):
    """The items, field by field, and what holds in the case."""

    circumstances = forms.MultipleChoiceField(
        label=gettext_lazy("Gäller något av det här?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = count
        known = [("", "–"), *((name, says) for name, (says, _class) in FIELDS.items())]
        for n in range(1, count + 1):
            self.fields[f"field_{n}"] = forms.ChoiceField(label=_("Vad"), choices=known, required=False)
            self.fields[f"value_{n}"] = forms.CharField(
                label=_("Det som lämnas"), max_length=2000, required=False, widget=area(1)
            )
            self.fields[f"sure_{n}"] = forms.ChoiceField(label=_("Hur säkert"), choices=RELIABILITY)
            self.fields[f"sure_{n}"].required = False
        held = law().circumstances
        asked = [(name, said(held[name].says)) for name in ASKED if name in held]
        self.fields["circumstances"].choices = asked  # type: ignore[attr-defined]  # a choice field
        self.order_fields([name for name in self.fields if name != "circumstances"])

    def rows(self) -> list[tuple[int, Any, Any, Any]]:
        """The fields of each item, for the page."""
        return [(n, self[f"field_{n}"], self[f"value_{n}"], self[f"sure_{n}"]) for n in range(1, self.count + 1)]

    def clean(self) -> dict[str, Any]:
        """What was typed, when each chosen field has its value and none is there twice."""
        told: dict[str, Any] = super().clean() or {}
        chosen = [told.get(f"field_{n}") for n in range(1, self.count + 1) if told.get(f"field_{n}")]
        if not chosen:
            raise forms.ValidationError(_("Välj minst en uppgift att lämna."))
        if len(chosen) > len(set(chosen)):
            raise forms.ValidationError(_("Samma uppgift är vald två gånger."))
        for n in range(1, self.count + 1):
            if bool(told.get(f"field_{n}")) != bool((told.get(f"value_{n}") or "").strip()):
                self.add_error(f"value_{n}", _("Välj uppgift och skriv vad som lämnas."))
        return told

    def items(self) -> tuple[Item, ...]:
        """The items as they were typed."""
        told = self.cleaned_data
        return tuple(
            Item(name, class_of(name), told[f"value_{n}"].strip(), told[f"sure_{n}"] or "fact")
            for n in range(1, self.count + 1)
            if (name := told[f"field_{n}"])
        )


def typed(items: Iterable[Item]) -> dict[str, object]:
    """Items as the form shows them when it is opened again."""
    told: dict[str, object] = {}
    for n, item in enumerate(items, 1):
        told |= {f"field_{n}": item.field, f"value_{n}": item.value or "", f"sure_{n}": item.reliability}
    return told


def rows_of(sent: Mapping[str, str] | None, items: Sequence[Item]) -> int:
    """How many items the page shows: those that are there and room for more, or as many as were sent."""
    if not sent:
        return min(max(ROWS, len(items) + 1), MOST)
    return min(max((n for n in range(1, MOST + 1) if f"value_{n}" in sent), default=ROWS), MOST)


class GroundForm(forms.Form):
    """The ground, among those that are possible."""

    ground = forms.ChoiceField(label=gettext_lazy("På vilken grund"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, grounds: list[Ground], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one.id, f"{said(one.says)} ({one.provision}){_duty(one)}") for one in grounds]
        self.fields["ground"].choices = offered  # type: ignore[attr-defined]  # a choice field
        if offered:
            self.fields["ground"].initial = offered[0][0]


def _duty(ground: Ground) -> str:
    return _(" – skyldighet") if ground.kind == "must" else ""


class WeighForm(forms.Form):
    """The ground's conditions, the harm test and a reservation on the use."""

    def __init__(self, *args: Any, conditions: Iterable[Condition], offences: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.harm_asked = list(conditions), list(law().harm_questions)
        for one in self.asked:
            self.fields[f"c_{one.id}"] = _answer(one, offences)
        for question in self.harm_asked:
            self.fields[f"h_{question.id}"] = _answer(question, offences)
        self.fields["condition"] = forms.CharField(
            label=_("Förbehåll om användningen"), required=False, max_length=500, widget=area(),
            help_text=_("Visas för mottagaren före uppgifterna."),
        )  # fmt: skip

    def of_ground(self) -> list[forms.BoundField]:
        """The fields of the ground's conditions."""
        return [self[f"c_{one.id}"] for one in self.asked]

    def of_harm(self) -> list[forms.BoundField]:
        """The fields of the harm test."""
        return [self[f"h_{one.id}"] for one in self.harm_asked]

    def answers(self, prefix: str) -> dict[str, Said]:
        """The answers of one part, those left empty left out."""
        found: dict[str, Said] = {}
        for name, value in self.cleaned_data.items():
            if name.startswith(prefix) and value:
                found[name.removeprefix(prefix)] = tuple(value) if isinstance(value, list) else str(value)
        return found


def _answer(asked: Condition | HarmQuestion, offences: Mapping[str, str]) -> forms.Field:
    says, kind = said(asked.says), asked.type
    required = getattr(asked, "required", True) and not getattr(asked, "required_from", "")
    if kind in ("choices", "reference"):
        options = _options(asked) if kind == "choices" else [(one, one) for one in getattr(asked, "of", ())]
        return forms.MultipleChoiceField(
            label=says, choices=options, required=required, widget=forms.CheckboxSelectMultiple
        )
    if kind == "choice":
        return forms.ChoiceField(label=says, choices=_options(asked), required=required, widget=forms.RadioSelect)
    if kind == "offence":
        return forms.ChoiceField(label=says, choices=[("", _("Välj …")), *offences.items()], required=required)
    if kind == "date":
        return SwedishDateField(label=says, required=required)
    return forms.CharField(label=says, max_length=1000, required=required, widget=area())


def _options(asked: Condition | HarmQuestion) -> list[tuple[str, str]]:
    named = asked.options_says or {}
    plain = {name: str(says) for name, says in YES_NO}
    return [(name, said(named[name]) if name in named else plain.get(name, name)) for name in asked.options]


class SecondForm(forms.Form):
    """The second person's word."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Ditt beslut"),
        choices=[("approve", gettext_lazy("Lämna ut")), ("decline", gettext_lazy("Stoppa"))],
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label=gettext_lazy("Varför"),
        max_length=1000,
        required=False,
        widget=area(3),
        help_text=gettext_lazy("Behövs när du stoppar."),
    )

    def clean(self) -> dict[str, Any]:
        """What was typed, with a reason where it is stopped."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("decision") == "decline" and not (told.get("because") or "").strip():
            self.add_error("because", _("Skriv varför du stoppar det."))
        return told


class CorrectForm(forms.Form):
    """New values for what was told; a field left as it is does not change."""

    because = forms.CharField(label=gettext_lazy("Vad har ändrats?"), max_length=1000, widget=area())

    def __init__(self, *args: Any, told: Iterable[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told = list(told)  # field, in words, value
        for name, says, value in self.told:
            self.fields[f"v_{name}"] = forms.CharField(
                label=says, initial=value, required=False, max_length=2000, widget=area(1),
                help_text=_("Töm fältet om uppgiften inte längre får ses."),
            )  # fmt: skip

    def items(self, classes: Mapping[str, str]) -> tuple[Item, ...]:
        """The fields that were changed; an emptied one is withdrawn."""
        typed_now = {name: (self.cleaned_data[f"v_{name}"] or "").strip() for name, _says, _value in self.told}
        return tuple(
            Item(name, classes[name], typed_now[name] or None)
            for name, _says, value in self.told
            if typed_now[name] != value
        )


class AskForm(forms.Form):
    """A request to another house."""

    to = forms.ChoiceField(label=gettext_lazy("Hos vilken verksamhet"))
    number = forms.CharField(label=gettext_lazy("Personnummer"), max_length=13, required=False)
    name = forms.CharField(label=gettext_lazy("Namn"), max_length=120, required=False)
    classes = forms.MultipleChoiceField(label=gettext_lazy("Vad begärs"), widget=forms.CheckboxSelectMultiple)
    purpose = forms.ChoiceField(label=gettext_lazy("För vilket ändamål"))
    why = forms.CharField(label=gettext_lazy("Varför det behövs"), max_length=1000, widget=area(3))
    due_on = SwedishDateField(label=gettext_lazy("Svar senast"))
    subject = forms.CharField(label=gettext_lazy("Eget ärende"), required=False, max_length=64)
    protected = forms.BooleanField(label=gettext_lazy("Personen har skyddade personuppgifter"), required=False)

    def __init__(self, *args: Any, to: list[tuple[str, str]], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        rules = law()
        self.fields["to"].choices = [("", _("Välj …")), *to]  # type: ignore[attr-defined]  # a choice field
        self.fields["classes"].choices = [(k, said(c.says)) for k, c in rules.classes.items()]  # type: ignore[attr-defined]  # a choice field
        self.fields["purpose"].choices = [(k, said(p.says)) for k, p in rules.purposes.items()]  # type: ignore[attr-defined]  # a choice field

    def clean_due_on(self) -> date:
        """The day, when it has not passed."""
        day: date = self.cleaned_data["due_on"]
        if day < self.on:
            raise forms.ValidationError(_("Dagen har redan varit."))
        return day

    def clean(self) -> dict[str, Any]:
        """What was typed, when it says who is meant."""
        told: dict[str, Any] = super().clean() or {}
        if not (told.get("number") or told.get("name")):
            self.add_error("number", _("Skriv personnummer eller namn, så att mottagaren vet vem det gäller."))
        return told


class AnswerForm(forms.Form):
    """The answer to a request."""

    state = forms.ChoiceField(
        label=gettext_lazy("Svar"),
        choices=[
            ("given", gettext_lazy("Lämnas")),
            ("partly", gettext_lazy("Lämnas delvis")),
            ("refused", gettext_lazy("Avslås")),
        ],
        widget=forms.RadioSelect,
    )
    ground = forms.CharField(
        label=gettext_lazy("Grund"),
        max_length=20,
        help_text=gettext_lazy(
            "Grunden för det som lämnas, eller bestämmelsen som hindrar. Till exempel G-08 eller 26:1."
        ),
    )
    says = forms.CharField(
        label=gettext_lazy("Svaret i ord"),
        max_length=1000,
        required=False,
        widget=area(3),
        help_text=gettext_lazy("Behövs när allt inte lämnas. Skriv inget om den det gäller."),
    )

    def clean(self) -> dict[str, Any]:
        """What was typed, with words where not everything is given."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("state") != "given" and not (told.get("says") or "").strip():
            self.add_error("says", _("Skriv varför allt inte lämnas."))
        return told


class ReasonForm(forms.Form):
    """What somebody came to, in words."""

    because = forms.CharField(label=gettext_lazy("Vad kom du fram till?"), max_length=1000, widget=area(3))


class LedgerForm(forms.Form):
    """Whose entries are to be shown; sent as a form, so that no number stands in an address."""

    number = forms.CharField(label=gettext_lazy("Personnummer"), max_length=13)


class CardForm(forms.Form):
    """Another house's card, and that the fingerprint was compared."""

    card = forms.FileField(label=gettext_lazy("Kortet från det andra huset"))
    compared = forms.BooleanField(
        label=gettext_lazy("Fingeravtrycket är jämfört med någon i det andra huset, över telefon eller i ett möte"),
        required=False,
    )
    address = forms.CharField(
        label=gettext_lazy("Adress för HTTPS"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Lämna tomt om meddelanden går genom en mapp."),
    )
