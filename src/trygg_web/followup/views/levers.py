"""The register of levers: what stands, one lever, and what is written into it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.followup import actions, queries
from trygg_web.followup.forms import BreachForm, EndForm, LeverForm
from trygg_web.people import queries as people

FILTERS = (
    ("galler", gettext_lazy("Gäller nu"), None),
    ("slutar", gettext_lazy("Slutar inom 30 dagar"), None),
    ("slut", gettext_lazy("Har slutat"), None),
    ("alla", gettext_lazy("Alla"), None),
)


@require_safe
@needs(Permission.NOTICE_SEE)
def levers(request: HttpRequest) -> HttpResponse:
    viewer, which, number = user_of(request), request.GET.get("visa", "galler"), request.GET.get("sida", "1")
    page = queries.levers(viewer, which, int(number) if number.isdecimal() else 1)
    context = {
        "page": page,
        "which": which,
        "filters": FILTERS,
        "ending": queries.ending(viewer, timezone.localdate()),
        "outside": queries.outside(viewer),
        "may_work": may(viewer, Permission.LEVER_WORK),
    }
    return render(request, "followup/levers.html", context)


@require_safe
@needs(Permission.NOTICE_SEE)
def of_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    context = {
        "person": people.person(viewer, person_id),
        "rows": queries.levers_of(viewer, person_id),
        "watches": queries.watches_of(viewer, person_id),
        "may_work": may(viewer, Permission.LEVER_WORK),
    }
    return render(request, "followup/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.LEVER_WORK)
def add(request: HttpRequest, person_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    form = LeverForm(request.POST or None, on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_lever(person_id, form.told(), by=viewer)
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Åtgärden står nu i registret."))
            return redirect("followup:person", person_id)
    context = {"person": people.person(viewer, person_id), "form": form}
    return render(request, "followup/add_lever.html", context, status=400 if form.errors else 200)


@require_safe
@needs(Permission.NOTICE_SEE)
def lever(request: HttpRequest, lever_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    context = {"told": queries.lever(viewer, lever_id), "may_work": may(viewer, Permission.LEVER_WORK)}
    return render(request, "followup/lever.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.LEVER_WORK)
def end(request: HttpRequest, lever_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.end_lever(lever_id, told["last_day"], because=told["because"], by=viewer)
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Åtgärden är avslutad."))
            return redirect("followup:lever", lever_id)
    context = {"told": queries.lever(viewer, lever_id), "form": form}
    return render(request, "followup/end_lever.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.LEVER_WORK)
def breach(request: HttpRequest, lever_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    form = BreachForm(request.POST or None, on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.note_breach(lever_id, told["day"], because=told["because"], by=viewer)
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Överträdelsen är antecknad. Nivån räknas om vid nästa körning."))
            return redirect("followup:lever", lever_id)
    context = {"told": queries.lever(viewer, lever_id), "form": form}
    return render(request, "followup/breach.html", context, status=400 if form.errors else 200)


@require_POST
@needs(Permission.LEVER_WORK)
def asked(request: HttpRequest, lever_id: UUID) -> HttpResponse:
    actions.ask_renewal(lever_id, by=user_of(request))
    messages.success(request, _("Det är antecknat att frågan om förlängning är ställd."))
    return redirect("followup:lever", lever_id)
