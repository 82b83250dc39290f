"""What is typed on the log page and the roles page."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from trygg_web.access.models import Role, User
from trygg_web.access.queries import Filters
from trygg_web.access.queries.entries import VERBS


class _Day(forms.DateInput):
    input_type = "date"


class LogFilters(forms.Form):
    """Which entries to show; everything may be left empty."""

    who = forms.ModelChoiceField(
        User.objects.order_by("first_name", "last_name"), required=False, label=_("Vem"), empty_label=_("alla")
    )
    verb = forms.ChoiceField(required=False, label=_("Gjorde vad"))
    about = forms.UUIDField(required=False, label=_("Om vem eller vad (id)"))
    since = forms.DateField(required=False, label=_("Från och med"), widget=_Day)
    until = forms.DateField(required=False, label=_("Till och med"), widget=_Day)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", _("allt")), *VERBS.items()]  # type: ignore[attr-defined]  # a ChoiceField's own

    def filters(self) -> Filters:
        """The filters that could be understood; the others count as empty."""
        typed = getattr(self, "cleaned_data", {})
        who = typed.get("who")
        return Filters(
            who=who.pk if who else None,
            verb=typed.get("verb") or "",
            about=typed.get("about"),
            since=typed.get("since"),
            until=typed.get("until"),
        )


class NewUser(forms.Form):
    """A new user: the name is the person's own, the user name is what one logs in with."""

    first_name = forms.CharField(max_length=60, label=_("Förnamn"))
    last_name = forms.CharField(max_length=60, label=_("Efternamn"))
    username = forms.CharField(
        max_length=40,
        label=_("Användarnamn"),
        help_text=_("Små bokstäver a–z, siffror, punkt och bindestreck."),
        validators=[
            RegexValidator(r"^[a-z0-9.-]{2,40}$", _("Använd små bokstäver a–z, siffror, punkt och bindestreck."))
        ],
    )


def _roles() -> list[tuple[str, Any]]:
    return [(role, label) for role, label in Role.choices if role in settings.TRYGG_ROLES]


class GiveRole(forms.Form):
    """A role for a user, for a time or until further notice."""

    role = forms.TypedChoiceField(choices=_roles, coerce=Role, label=_("Roll"))
    until = forms.DateField(
        required=False, label=_("Sista dag"), widget=_Day, help_text=_("Lämna tomt om rollen gäller tills vidare.")
    )
