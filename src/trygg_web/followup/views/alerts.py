"""The same-day alerts: the list with the headline figures, one alert, its plan and its answers."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.followup import actions, queries
from trygg_web.followup.forms import PlanForm

FILTERS = (
    ("vantar", gettext_lazy("Väntar")),
    ("besvarade", gettext_lazy("Besvarade")),
    ("bortfallna", gettext_lazy("Bortfallna")),
    ("alla", gettext_lazy("Alla")),
)
YEAR = timedelta(days=364)  # with the last day counted: 365 days


@require_safe
@needs(Permission.NOTICE_SEE)
def alerts(request: HttpRequest) -> HttpResponse:
    viewer, on = user_of(request), timezone.localdate()
    which = request.GET.get("visa", "vantar")
    counts = queries.counts(viewer)
    context = {
        "page": queries.alerts(viewer, which, _number(request)),
        "which": which,
        "filters": [(name, says, counts[name]) for name, says in FILTERS],
        "late": counts["forsenade"],
        "headline": queries.certainty_and_speed(viewer, on - YEAR, on),
    }
    return render(request, "followup/alerts.html", context)


@require_safe
@needs(Permission.NOTICE_SEE)
def alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    return _page(request, alert_id, None)


@require_POST
@needs(Permission.ALERT_WORK)
def see(request: HttpRequest, alert_id: UUID, side: str) -> HttpResponse:
    actions.see_alert(alert_id, side, by=user_of(request))
    messages.success(request, _("Tack. Det är antecknat att larmet är sett."))
    return redirect("followup:alert", alert_id)


@require_POST
@needs(Permission.ALERT_WORK)
def plan(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    form = PlanForm(request.POST, promises=_open(queries.alert(viewer, alert_id)))
    if form.is_valid():
        try:
            actions.plan_answer(alert_id, **form.said(), by=viewer)
        except InvalidInput as fault:
            form.add_error("because" if "because" in form.fields else "more", str(fault))
        else:
            messages.success(request, _("Planen är sparad. Bocka av varje följd när den är gjord."))
            return redirect("followup:alert", alert_id)
    return _page(request, alert_id, form)


@require_POST
@needs(Permission.ALERT_WORK)
def answer(request: HttpRequest, promise_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    alert_id = queries.alert_of(viewer, promise_id)
    result, because = request.POST.get("result", ""), request.POST.get("because", "")[:2000]
    try:
        actions.answer_promise(promise_id, result, because=because, by=viewer)
    except InvalidInput as fault:
        return _page(request, alert_id, None, fault=(promise_id, str(fault)))
    messages.success(request, _("Svaret är sparat."))
    return redirect("followup:alert", alert_id)


@require_POST
@needs(Permission.ALERT_WORK)
def undo(request: HttpRequest, promise_id: UUID) -> HttpResponse:
    alert_id = queries.alert_of(user_of(request), promise_id)
    actions.undo_promise(promise_id, by=user_of(request))
    messages.success(request, _("Svaret är ångrat."))
    return redirect("followup:alert", alert_id)


def _page(
    request: HttpRequest, alert_id: UUID, form: PlanForm | None, fault: tuple[UUID, str] | None = None
) -> HttpResponse:
    viewer = user_of(request)
    told = queries.alert(viewer, alert_id)
    may_work = may(viewer, Permission.ALERT_WORK)
    context: dict[str, Any] = {
        "told": told,
        "may_work": may_work,
        "form": form or PlanForm(promises=_open(told)),
        "fault": fault,
    }
    return render(request, "followup/alert.html", context, status=400 if fault or (form and form.errors) else 200)


def _open(told: queries.AlertShown) -> list[tuple[UUID, str]]:
    return [(one.pk, one.says) for one in told.promises if not one.result]


def _number(request: HttpRequest) -> int:
    told = request.GET.get("sida", "1")
    return int(told) if told.isdecimal() else 1
