"""A form about one person: shown, tried, and back to the person when it is done."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import user_of
from trygg_web.support import queries


def worked(  # noqa: PLR0913, PLR0917 - a page, its form and what it does
    request: HttpRequest, participant_id: UUID, form: forms.Form, title: str, act: Callable[[], object],
    more: Mapping[str, object] | None = None,
) -> HttpResponse:  # fmt: skip
    """The form, or back to the person when what was typed has been done."""
    shown = queries.person(user_of(request), participant_id)
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Sparat."))
            return redirect("support:person", participant_id)
    context = {"shown": shown, "form": form, "title": title, **(more or {})}
    return render(request, "support/work.html", context, status=400 if form.errors else 200)
