"""Threats that were heard: an alarm until somebody on the victim side has seen them and said what was done."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.notifications import actions, queries
from trygg_web.notifications.forms import GateForm


@require_safe
@needs(Permission.NOTICE_SEE)
def threats(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    shown = {"rows": queries.heard(viewer), "seen": queries.heard(viewer, seen=True)}
    return render(request, "notifications/threats.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTICE_SEE)
def threat(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    form = GateForm(request.POST or None, _("Vad är gjort?"))
    if request.method == "POST" and form.is_valid():
        try:
            actions.see_threat(attempt_id, because=form.cleaned_data["because"], by=viewer)
        except InvalidInput as fault:
            form.add_error("because", str(fault))
        else:
            messages.success(request, _("Sparat. Hotet är sett."))
            return redirect("notifications:threats")
    shown = {
        "heard": queries.threat(viewer, attempt_id),
        "form": form,
        "may_work": may(viewer, Permission.NOTICE_WORK),
    }
    return render(request, "notifications/threat.html", shown, status=400 if form.errors else 200)
