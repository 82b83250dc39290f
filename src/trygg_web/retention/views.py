"""The page of what is due, and the protocols of what is gone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.retention import actions, queries
from trygg_web.retention.forms import ChosenForm, DeferForm


@require_safe
@needs(Permission.ERASURE_DECIDE)
def proposals(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    return render(
        request, "retention/proposals.html", {"groups": queries.groups(viewer), "proposes": bool(queries.keepers())}
    )


@require_safe
@needs(Permission.ERASURE_DECIDE)
def protocols(request: HttpRequest) -> HttpResponse:
    return render(request, "retention/protocols.html", {"rows": queries.protocol_lines(user_of(request))})


@require_POST
@needs(Permission.ERASURE_DECIDE)
def approve(request: HttpRequest) -> HttpResponse:
    form = ChosenForm(request.POST, ids=_known(request))
    if not form.is_valid():
        raise InvalidInput(_("Kryssa i minst en post."))
    actions.approve(form.cleaned_data["chosen"], by=user_of(request))
    messages.success(request, _("Godkänt. En annan person gallrar."))
    return redirect("retention:proposals")


@require_POST
@needs(Permission.ERASURE_DECIDE)
def defer(request: HttpRequest) -> HttpResponse:
    form = DeferForm(request.POST, ids=_known(request))
    if not form.is_valid():
        raise InvalidInput(_("Kryssa i minst en post, och skriv varför och till vilken dag."))
    told = form.cleaned_data
    actions.defer(told["chosen"], told["until"], told["because"], by=user_of(request))
    messages.success(request, _("Uppskjutet."))
    return redirect("retention:proposals")


@require_POST
@needs(Permission.ERASURE_DECIDE)
def carry_out(request: HttpRequest) -> HttpResponse:
    actions.carry_out(by=user_of(request))
    messages.success(request, _("Gallringen är gjord och protokollet skrivet."))
    return redirect("retention:protocols")


def _known(request: HttpRequest) -> list[UUID]:
    return queries.waiting_ids(user_of(request))
