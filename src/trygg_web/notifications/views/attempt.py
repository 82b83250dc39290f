"""The delivery form: two minutes on a phone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trygg.steps import Act
from trygg_web.access.errors import InvalidInput, WrongState
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.notifications import actions, queries
from trygg_web.notifications.forms import AttemptForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTICE_WORK)
def attempt(request: HttpRequest, notification_id: UUID) -> HttpResponse:
    asked = queries.message(user_of(request), notification_id)
    if request.method != "POST" and Act.DELIVER not in asked.acts:
        messages.error(request, _("Budskapet kan inte ges nu. Nedan står vad som är i vägen."))
        return redirect("notifications:message", notification_id)
    here = timezone.localtime()
    form = AttemptForm(request.POST or None, initial={"day": here.date(), "clock": here.time()})
    status = _recorded(request, notification_id, form) if request.method == "POST" else 200
    if status == SAVED:
        return redirect("notifications:message", notification_id)
    return render(request, "notifications/attempt.html", {"asked": asked, "form": form}, status=status)


SAVED, FAULT, TOO_LATE = 302, 400, 409


def _recorded(request: HttpRequest, notification_id: UUID, form: AttemptForm) -> int:
    # Whatever goes wrong, the page comes back with all that was typed: it may have been typed in a stairwell.
    if not form.is_valid():
        return FAULT
    try:
        saved = actions.record_attempt(notification_id, form.told(), by=user_of(request))
    except InvalidInput as fault:
        form.add_error(None, str(fault))
        return FAULT
    except WrongState as fault:
        form.add_error(None, str(fault))
        return TOO_LATE
    messages.success(request, _("Sparat. %(outcome)s.") % {"outcome": saved.get_outcome_display().capitalize()})
    if saved.threat:
        messages.error(request, _("Hotet är larmat. Inget mer steg tas förrän den våldsutsattas sida har sett det."))
    return SAVED


@require_POST
@needs(Permission.NOTICE_WORK)
def ask_for_help(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    return redirect("exchange:ground", actions.ask_for_help(attempt_id, by=user_of(request)))
