"""What is typed or sent on the pages of this room."""

from collections.abc import Container, Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from trygg_web.incidents.actions.reading import rules_on
from trygg_web.incidents.queries import CodedColumn, Column
from trygg_web.incidents.reports import wording

FIELDS = {
    "number": _("diarienummer"),
    "reported_at": _("anmäld, tid"),
    "since": _("från, tid"),
    "until": _("till, tid"),
    "heading": _("brottsrubricering"),
    "code": _("brottskod"),
    "attempt": _("försök eller fullbordat"),
    "district": _("område"),
    "relation": _("relation"),
    "suspect_number": _("misstänkt: personnummer"),
    "suspect_family": _("misstänkt: efternamn"),
    "suspect_given": _("misstänkt: förnamn"),
    "suspect_name": _("misstänkt: hela namnet"),
    "suspect_sex": _("misstänkt: kön"),
    "suspicion": _("misstankegrad"),
    "custody": _("frihetsberövande"),
    "victim_number": _("målsägande: personnummer"),
    "victim_family": _("målsägande: efternamn"),
    "victim_given": _("målsägande: förnamn"),
    "victim_name": _("målsägande: hela namnet"),
    "victim_sex": _("målsägande: kön"),
    "protected": _("skyddade personuppgifter"),
    "child_present": _("barn närvarande"),
    "children": _("antal barn"),
    "injury": _("skada"),
    "weapon": _("vapen"),
    "strangulation": _("strypgrepp"),
    "death_threat": _("dödshot"),
    "person_number": _("personnummer"),
    "family": _("efternamn"),
    "given": _("förnamn"),
    "place_name": _("häkte"),
    "restrictions": _("restriktioner"),
    "visit_allowed": _("besök medges"),
    "planned_release": _("planerad frigivning"),
    "protects_number": _("skyddsperson: personnummer"),
    "ban_kind": _("slag av förbud"),
    "subject": _("personnummer eller diarienummer"),
    "observed": _("uppgift"),
    "value": _("svar"),
    "day": _("dag"),
    "source": _("källa"),
}
OF_KIND = {
    "reports": tuple(FIELDS)[:28],
    "custody": (
        "person_number",
        "family",
        "given",
        "place_name",
        "since",
        "restrictions",
        "visit_allowed",
        "planned_release",
    ),
    "bans": ("person_number", "protects_number", "ban_kind", "since", "until"),
    "observations": ("subject", "observed", "value", "day", "source"),
}
# What a word of a coded column may mean; relations have their words in the method.
SAYS = {
    "unknown": _("uppgift saknas"),
    "reported": _("anmäld"),
    "may_be_suspected": _("kan misstänkas"),
    "reasonable": _("skäligen misstänkt"),
    "probable_cause": _("på sannolika skäl misstänkt"),
    "charged": _("åtalad"),
    "convicted": _("dömd"),
    "dropped": _("avskriven"),
    "apprehended": _("gripen"),
    "detained": _("anhållen"),
    "remanded": _("häktad"),
    "released": _("frigiven"),
    "none": _("nej, inte alls"),
    "slight": _("lindrig"),
    "severe": _("svår"),
    "M": _("man"),
    "F": _("kvinna"),
    "X": _("annat"),
    "unspecified": _("ja, slaget inte angivet"),
    "sekretessmarkering": _("sekretessmarkering"),
    "skyddad_folkbokforing": _("skyddad folkbokföring"),
    "both": _("båda"),
    "yes": _("ja"),
    "no": _("nej"),
}
UNREAD_MARK = "-"
UNREAD = (
    (UNREAD_MARK, _("läses inte")),
    ("place", _("adress: sparas aldrig")),
    ("free_text", _("fritext: sparas aldrig")),
    ("phone", _("telefon: sparas aldrig")),
)


class FileForm(forms.Form):
    """A file and who sent it."""

    file = forms.FileField(
        label=_("Fil"),
        help_text=_("CSV, XLSX, XLS eller ODS, högst 32 MB. Innehållet avgör vad filen är, inte namnet."),
        error_messages={
            "required": _("Välj en fil."),
            "empty": _("Filen är tom. Hämta uttaget igen och pröva på nytt."),
        },
    )
    sender = forms.ChoiceField(
        label=_("Avsändare"),
        choices=[("polisen", _("Polisen")), ("kriminalvården", _("Kriminalvården")), ("åklagaren", _("Åklagaren"))],
    )


class ColumnsForm(forms.Form):
    """Which field each column of a file is read as."""

    def __init__(self, data: Any, *, columns: Iterable[Column], kind: str) -> None:
        super().__init__(data)
        choices = [*UNREAD, *((name, FIELDS[name]) for name in OF_KIND[kind])]
        for place, column in enumerate(columns):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=column.label or _("kolumn utan rubrik"), choices=choices, initial=column.field or UNREAD_MARK
            )
        self.fields["name"] = forms.CharField(
            label=_("Spara som layout"),
            required=False,
            max_length=80,
            help_text=_("Ge layouten ett namn, så känns nästa fil med samma kolumner igen."),
        )

    @property
    def chosen(self) -> list[str]:
        """The field of each column in turn."""
        chosen = [value for name, value in self.cleaned_data.items() if name.startswith("column-")]
        return ["" if value == UNREAD_MARK else value for value in chosen]

    def clean(self) -> dict[str, Any]:
        """What was chosen; one field stands in one column."""
        cleaned = super().clean() or {}
        taken: set[str] = set()
        for name, value in list(cleaned.items()):
            if name.startswith("column-") and value not in dict(UNREAD):
                if value in taken:
                    self.add_error(name, _("En annan kolumn läses redan som det här."))
                taken.add(value)
        return cleaned


class WordsForm(forms.Form):
    """What each word of a file's coded columns means."""

    name = forms.CharField(
        label=_("Spara som layout"),
        required=False,
        max_length=80,
        help_text=_("Samma namn som förut ger en ny version av layouten."),
    )

    def __init__(self, data: Any, *, coded: Iterable[CodedColumn], layout: str) -> None:
        super().__init__(data, prefix="ord", initial={"name": layout})
        self.coded = tuple(coded)
        for at, column in enumerate(self.coded):
            choices = [("", _("välj")), *meanings_of(column.field)]
            for place, (word, meant) in enumerate(column.words):
                field = forms.ChoiceField(label=word, choices=choices, required=False, initial=meant)
                self.fields[f"{at}-{place}"] = field

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each column's label with a field for each of its words."""
        return [
            (column.label, [self[f"{at}-{place}"] for place in range(len(column.words))])
            for at, column in enumerate(self.coded)
        ]

    @property
    def asks(self) -> bool:
        """Whether the file has a word that nobody has said the meaning of."""
        return any(not meant for column in self.coded for _word, meant in column.words)

    @property
    def meant(self) -> dict[str, dict[str, str]]:
        """What was chosen: field → word → meaning."""
        return {
            column.field: {word: self.cleaned_data[f"{at}-{place}"] for place, (word, _was) in enumerate(column.words)}
            for at, column in enumerate(self.coded)
        }


def meanings_of(field: str) -> list[tuple[str, Any]]:
    """The choices of what a word of a column may mean, in words."""
    rules = rules_on(timezone.localdate())
    language = get_language() or "sv"
    named = {key: relation.says.get(language, key) for key, relation in rules.relations.items()}
    told = {**SAYS, **(named if field == "relation" else {})}
    return [(meant, told.get(meant, meant)) for meant in wording.meanings(field, rules)]


class Cell(forms.CharField):
    """One cell of a row: it may be empty, but is nothing to leave out by choice."""

    def validate(self, value: str | None) -> None:
        """Anything goes: the reader of rows judges it."""


class MendForm(forms.Form):
    """The cells of a row that could not be read."""

    use_required_attribute = False

    def __init__(self, data: Any, *, cells: Iterable[tuple[str, str]], masked: Container[int] = ()) -> None:
        super().__init__(data)
        self.was = {place: cell for place, cell in enumerate(cells) if place not in masked}
        for place, (label, value) in self.was.items():
            self.fields[f"cell-{place}"] = Cell(label=label, max_length=200, initial=value)

    @property
    def mends(self) -> dict[int, str]:
        """What was written in place of something else, by the place of the cell."""
        return {
            place: self.cleaned_data[f"cell-{place}"]
            for place, (_label, value) in self.was.items()
            if self.cleaned_data[f"cell-{place}"] != value
        }


class RuleForm(forms.Form):
    """Whether a report concerns a couple, and why."""

    partner = forms.ChoiceField(
        label=_("Är eller var de ett par?"),
        choices=[("yes", _("Ja, ett par")), ("no", _("Nej, inte ett par"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ja eller nej.")},
    )
    because = forms.CharField(
        label=_("Varför"),
        max_length=400,
        help_text=_("Till exempel: framgår av förhör, sambor enligt folkbokföringen."),
        error_messages={"required": _("Skriv varför. Skälet behövs den dag någon frågar.")},
    )
