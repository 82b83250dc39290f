"""The numbers: all of them at a glance, one of them whole, and its charts as images."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trygg_web.access.errors import NotThere
from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.dashboards import drawings, queries
from trygg_web.dashboards.forms import ScopeForm
from trygg_web.dashboards.views.asked import scope_of

REPORTS = {"pdf": gettext_lazy("PDF"), "xlsx": gettext_lazy("Kalkylblad"), "zip": gettext_lazy("Paket")}
CHARTS = {"antal": drawings.counts, "andel": drawings.share}


@require_safe
@needs(Permission.FIGURES_SEE)
def overview(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    if not queries.counted(viewer):
        return render(request, "dashboards/nothing.html")
    within = scope_of(request)
    more: dict[str, Any] = {
        "shown": queries.at_a_glance(viewer, within),
        "may_extract": may(viewer, Permission.EXTRACT_MAKE),
    }
    more |= {"receivers": queries.reports_to(viewer), "forms": REPORTS}
    return render(request, "dashboards/overview.html", _context(request, within, **more))


@require_safe
@needs(Permission.FIGURES_SEE)
def indicator(request: HttpRequest, indicator: str) -> HttpResponse:
    within = scope_of(request)
    one = queries.one(user_of(request), indicator, within)
    return render(request, "dashboards/indicator.html", _context(request, within, one=one))


@require_safe
@needs(Permission.FIGURES_SEE)
def chart(request: HttpRequest, indicator: str, kind: str) -> HttpResponse:
    if kind not in CHARTS:
        raise NotThere
    one = queries.one(user_of(request), indicator, scope_of(request))
    return HttpResponse(_drawn(kind, queries.chart(one), get_language()), content_type="image/svg+xml")


@require_safe
@needs(Permission.FIGURES_SEE)
def elsewhere(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboards/elsewhere.html", {"figures": queries.elsewhere(user_of(request))})


def _context(request: HttpRequest, within: queries.Scope, **more: Any) -> dict[str, Any]:
    form = ScopeForm({"fran": within.since, "till": within.until, "rakning": within.count.pk})
    return {"within": within, "form": form, "hidden": _("dolt"), **more}


@lru_cache(maxsize=200)
def _drawn(kind: str, chart: drawings.Chart, _language: str | None) -> bytes:
    return CHARTS[kind](chart)
