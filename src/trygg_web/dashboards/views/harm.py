"""How much harm was reported, on how few it rested, and whether it grew."""

from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.dashboards import drawings, queries
from trygg_web.dashboards.forms import ScopeForm
from trygg_web.dashboards.views.asked import scope_of


@require_safe
@needs(Permission.FIGURES_SEE)
def harm(request: HttpRequest) -> HttpResponse:
    within = scope_of(request)
    form = ScopeForm({"fran": within.since, "till": within.until, "rakning": within.count.pk})
    context = {"within": within, "form": form, "one": queries.harm(user_of(request), within)}
    return render(request, "dashboards/harm.html", context)


@require_safe
@needs(Permission.FIGURES_SEE)
def chart(request: HttpRequest) -> HttpResponse:
    drawn = queries.columns(queries.harm(user_of(request), scope_of(request)))
    return HttpResponse(_drawn(*drawn, get_language()), content_type="image/svg+xml")


@lru_cache(maxsize=50)
def _drawn(columns: tuple[drawings.Column, ...], breaks: tuple[date, ...], _language: str | None) -> bytes:
    return drawings.harm(columns, breaks)
