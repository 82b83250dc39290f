"""Avvikelser: how people decide beside the rules, for the one who leads the work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.listing import queries


@require_safe
@needs(Permission.OVERRIDES_SEE)
def overrides(request: HttpRequest) -> HttpResponse:
    levels, months = queries.overrides(user_of(request))
    return render(request, "listing/overrides.html", {"levels": levels, "months": months})


@require_safe
@needs(Permission.OVERRIDES_SEE)
def rows(request: HttpRequest) -> HttpResponse:
    key, only = request.GET.get("grupp", ""), request.GET.get("bara", "")
    found = queries.override_rows(user_of(request), key, only)
    return render(request, "listing/override_rows.html", {"rows": found, "key": key, "only": only})
