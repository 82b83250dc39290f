"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.project.my_day import my_day as gathered


@require_safe
@needs(Permission.DAY_SEE)
def my_day(request: HttpRequest) -> HttpResponse:
    """What waits for me, by when."""
    on = timezone.localdate()
    return render(request, "day.html", {"day": gathered(user_of(request), on), "on": on})
