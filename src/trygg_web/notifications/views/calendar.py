"""The calendar of what waits for me, for a calendar programme; and cover for those who are away."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.notifications import actions, exports, queries
from trygg_web.notifications.forms import CoverForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTICE_SEE)
def calendar(request: HttpRequest) -> HttpResponse:
    viewer, address = user_of(request), ""
    if request.method == "POST":
        token = actions.make_calendar_key(by=viewer)
        address = request.build_absolute_uri(reverse("notifications:calendar_file", args=[token]))
    key = queries.calendar_key(viewer)
    return render(request, "notifications/calendar.html", {"key": key, "address": address})


@require_POST
@needs(Permission.NOTICE_SEE)
def revoke_calendar(request: HttpRequest) -> HttpResponse:
    actions.revoke_calendar_key(by=user_of(request))
    messages.success(request, _("Sparat. Kalenderadressen är stängd."))
    return redirect("notifications:calendar")


@require_safe
@login_not_required  # a calendar programme cannot log in: the secret in the address is what it shows
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    entries = queries.calendar_entries(token)

    def address(message: UUID) -> str:
        return request.build_absolute_uri(reverse("notifications:message", args=[message]))

    content = exports.as_ics(entries, address, timezone.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTICE_WORK)
def covers(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    for_all = may(viewer, Permission.NOTICE_ASSIGN)
    form = CoverForm(request.POST or None, viewer, queries.colleagues(viewer), for_all)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.set_cover(form.person("user"), form.person("away"), said["since"], said["until"], by=viewer)
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Sparat. Det som väntar visas för den som rycker in."))
            return redirect("notifications:covers")
    shown = {"form": form, "rows": queries.covers(viewer, timezone.localdate())}
    return render(request, "notifications/covers.html", shown, status=400 if form.errors else 200)


@require_POST
@needs(Permission.NOTICE_WORK)
def end_cover(request: HttpRequest, cover_id: UUID) -> HttpResponse:
    actions.end_cover(cover_id, by=user_of(request))
    messages.success(request, _("Sparat. Inhoppet är slut."))
    return redirect("notifications:covers")
