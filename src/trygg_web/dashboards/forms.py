"""What somebody asks to see: which count, and which years."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ScopeForm(forms.Form):
    """The scope of a page; what is not said is the newest."""

    rakning = forms.UUIDField(required=False, widget=forms.HiddenInput)
    fran = forms.IntegerField(required=False, min_value=1990, max_value=2200, label=_("Från år"))
    till = forms.IntegerField(required=False, min_value=1990, max_value=2200, label=_("Till år"))

    def asked(self) -> dict[str, Any]:
        """The scope in the words of the queries; what cannot be read is not asked for."""
        self.is_valid()
        names = {"rakning": "count_id", "fran": "since", "till": "until"}
        return {name: self.cleaned_data.get(field) for field, name in names.items()}
