"""The first page."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.project.frame import HOUSES
from trygg_web.project.zones import ROOMS, Zone

# By name: a house without the list cannot import the police's day.
GATHERED = "trygg_web.project.my_day" if "listing" in ROOMS[settings.ZONE] else "trygg_web.project.first_page"


@require_safe
@needs(Permission.DAY_SEE)
def my_day(request: HttpRequest) -> HttpResponse:
    """What waits for me, by when."""
    on = timezone.localdate()
    return render(request, "day.html", {"day": import_string(f"{GATHERED}.my_day")(user_of(request), on), "on": on})


@require_safe
@login_not_required
def houses(request: HttpRequest) -> HttpResponse:
    """Who is who: the houses of the place, what each holds, and what may pass between them."""
    if not settings.TRYGG_HOUSES:
        raise Http404
    standing = [(Zone(zone), HOUSES[Zone(zone)], address) for zone, address in settings.TRYGG_HOUSES]
    return render(request, "houses.html", {"houses": standing})
