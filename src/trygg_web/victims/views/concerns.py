"""Concerns for children, for those who work with children."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trygg_web.access.permissions import Permission, user_of
from trygg_web.victims import actions, queries
from trygg_web.victims.forms import BecauseForm, DecisionForm, ProlongForm, ProtectionForm, ReporterForm
from trygg_web.victims.views.doors import door, fill

BOTH = ["GET", "HEAD", "POST"]
CHILD = Permission.CHILD_WORK


@require_safe
@door(CHILD)
def concerns(request: HttpRequest) -> HttpResponse:
    return render(request, "victims/concerns.html", {"rows": queries.concerns(user_of(request))})


@require_safe
@door(CHILD)
def concern(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    return render(request, "victims/concern.html", {"told": queries.concern(user_of(request), concern_id)})


@require_POST
@door(CHILD)
def take_on(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    if queries.concern(viewer, concern_id)["row"].state == "sent":
        actions.receive_concern(concern_id, by=viewer)
    else:
        actions.take_on(concern_id, by=viewer)
    messages.success(request, _("Du har tagit emot oron. Gör skyddsbedömningen nu."))
    return redirect("victims:concern", concern_id)


@require_http_methods(BOTH)
@door(CHILD)
def protection(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    queries.concern(viewer, concern_id)
    return fill(
        request, ProtectionForm(request.POST or None),
        lambda told: actions.assess_protection(concern_id, told["words"], by=viewer),
        then=("victims:concern", concern_id), title=_("Skyddsbedömning"), says=_("Skyddsbedömningen är gjord."),
    )  # fmt: skip


@require_http_methods(BOTH)
@door(CHILD)
def decide(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    queries.concern(viewer, concern_id)
    return fill(
        request, DecisionForm(request.POST or None),
        lambda told: actions.decide_concern(concern_id, told.pop("decision"), **told, by=viewer),
        then=("victims:concern", concern_id), title=_("Beslut om utredning"), says=_("Beslutet är fattat."),
        do=_("Besluta"),
    )  # fmt: skip


@require_http_methods(BOTH)
@door(CHILD)
def prolong(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    queries.concern(viewer, concern_id)
    return fill(
        request, ProlongForm(request.POST or None),
        lambda told: actions.prolong(concern_id, told["until"], because=told["because"], by=viewer),
        then=("victims:concern", concern_id), title=_("Förläng utredningen"), says=_("Utredningen är förlängd."),
    )  # fmt: skip


@require_POST
@door(CHILD)
def end(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    actions.end_concern(concern_id, by=user_of(request))
    messages.success(request, _("Utredningen är avslutad."))
    return redirect("victims:concern", concern_id)


@require_POST
@door(CHILD)
def ask_back(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    actions.ask_back(concern_id, by=user_of(request))
    messages.success(request, _("Det är antecknat att anmälaren frågar."))
    return redirect("victims:concern", concern_id)


@require_POST
@door(CHILD)
def answer_back(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    says = actions.answer_back(concern_id, by=user_of(request))
    messages.success(request, _("Säg bara det här: %s.") % says)
    return redirect("victims:concern", concern_id)


@require_http_methods(BOTH)
@door(CHILD)
def reporter(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    queries.concern(viewer, concern_id)
    return fill(
        request, ReporterForm(request.POST or None),
        lambda told: actions.name_reporter(concern_id, told["name"], private=told["private"], by=viewer),
        then=("victims:concern", concern_id), title=_("Vem som anmälde"),
        says=_("Sparat för sig. Två personer öppnar det."),
    )  # fmt: skip


@require_http_methods(BOTH)
@door(CHILD)
def ask_reporter(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    queries.concern(viewer, concern_id)
    return fill(
        request, BecauseForm(request.POST or None), lambda told: actions.ask_reporter(concern_id, **told, by=viewer),
        then=("victims:concern", concern_id), title=_("Be en annan person öppna vem som anmälde"),
        says=_("Frågan är ställd till ledaren."), do=_("Be om öppning"),
    )  # fmt: skip
