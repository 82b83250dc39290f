"""A track, its protection and its end, and the word before a message."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trygg_web.victims.forms.fields import LANGUAGES, line, radio, words
from trygg_web.victims.models import GateAnswer, Protected


class BecauseForm(forms.Form):
    """Why."""

    because = words(_("Varför"), 3, help_text=_("Minst tio tecken. Skriv så att den som granskar förstår."))


class TrackForm(forms.Form):
    """A new track."""

    name = line(_("Namn"), required=True, help_text=_("Eller ett önskat tilltalsnamn."))
    number = line(_("Personnummer"), help_text=_("Tolv siffror. Lämna tomt om du inte vet."))
    other = line(_("Vem som utövar våldet"), help_text=_("Med den utsattas ord."))
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

    declined = forms.BooleanField(label=_("Vill inte ha stöd nu"), required=False)


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
