"""What a person chooses: which proposals, and why and until when they wait."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _


class ChosenForm(forms.Form):
    """The proposals that were ticked."""

    chosen = forms.TypedMultipleChoiceField(coerce=UUID, label=_("Valda"))

    def __init__(self, *args: object, ids: list[UUID], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django has them
        self.fields["chosen"].choices = [(str(one), "") for one in ids]  # type: ignore[attr-defined]  # a choice field


class DeferForm(ChosenForm):
    """Why they are kept longer, and until when."""

    because = forms.CharField(label=_("Varför"), max_length=400)
    until = forms.DateField(label=_("Till och med"))
