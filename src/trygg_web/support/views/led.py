"""Who has which case: for the one who leads the work, by case number and never by name."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trygg_web.access.errors import InvalidInput, NotThere
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.support import actions, queries
from trygg_web.support.forms import BarForm, WorkerForm


@require_safe
@needs(Permission.HELP_LEAD)
def held(request: HttpRequest) -> HttpResponse:
    return render(request, "support/held.html", {"cases": queries.held(user_of(request))})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.HELP_LEAD)
def hand_over(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    form = WorkerForm(queries.workers(user_of(request)), request.POST or None)
    return _led(request, participant_id, form, _("Fördela ett ärende"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.HELP_LEAD)
def bar(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    form = BarForm(queries.workers(user_of(request)), request.POST or None)
    return _led(request, participant_id, form, _("Anteckna jäv"))


def _led(request: HttpRequest, participant_id: UUID, form: WorkerForm, title: str) -> HttpResponse:
    case = next((one for one in queries.held(user_of(request)) if one.id == participant_id), None)
    if case is None:
        raise NotThere
    if request.method == "POST" and form.is_valid():
        try:
            _do(participant_id, form, request)
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Sparat."))
            return redirect("support:held")
    context = {"case": case, "form": form, "title": title}
    return render(request, "support/lead.html", context, status=400 if form.errors else 200)


def _do(participant_id: UUID, form: forms.Form, request: HttpRequest) -> None:
    told, by = form.cleaned_data, user_of(request)
    if "because" in told:
        actions.bar(participant_id, told["worker"], told["because"], by=by)
    else:
        actions.hand_over(participant_id, told["worker"], by=by)
