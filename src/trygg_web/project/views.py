"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, needs
from trygg_web.project.my_day import my_day as gathered


@needs(Permission.DAY_SEE)
def my_day(request: HttpRequest) -> HttpResponse:
    """What waits for me, by when."""
    user = request.user
    assert isinstance(user, User)
    on = timezone.localdate()
    return render(request, "day.html", {"day": gathered(user, on), "on": on})
