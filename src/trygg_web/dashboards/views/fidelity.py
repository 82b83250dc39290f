"""Is the work done as it was meant?"""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from trygg_web.access.errors import NotThere
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.dashboards import drawings, queries
from trygg_web.dashboards.views.asked import scope_of


@require_safe
@needs(Permission.FIGURES_SEE)
def fidelity(request: HttpRequest) -> HttpResponse:
    within = scope_of(request)
    context = {"within": within, "items": queries.fidelity(user_of(request), within)}
    return render(request, "dashboards/fidelity.html", context)


@require_safe
@needs(Permission.FIGURES_SEE)
def chart(request: HttpRequest, indicator: str) -> HttpResponse:
    item = queries.item(user_of(request), scope_of(request), indicator)
    if not item.months:
        raise NotThere
    return HttpResponse(_drawn(queries.control(item), get_language()), content_type="image/svg+xml")


@lru_cache(maxsize=50)
def _drawn(months: tuple[drawings.Held, ...], _language: str | None) -> bytes:
    return drawings.control(months)
