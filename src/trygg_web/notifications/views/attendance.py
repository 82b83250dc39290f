"""Who came: the list for a phone at the door, the list on paper, and what follows when somebody did not come."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trygg_web.access.errors import InvalidInput, WrongState
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.notifications import actions, prints, queries
from trygg_web.notifications.forms import AttemptForm
from trygg_web.notifications.views.callins import where_used


@require_safe
@needs(Permission.NOTICE_WORK)
@where_used
def attendance(request: HttpRequest, call_in_id: UUID) -> HttpResponse:
    asked = queries.call_in(user_of(request), call_in_id)
    return render(request, "notifications/callin_attendance.html", {"asked": asked})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTICE_WORK)
@where_used
def attend(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    seat = queries.seat_of(viewer, seat_id)
    asked, here = queries.message(viewer, seat.notification_id), timezone.localtime()
    form = AttemptForm(request.POST or None, initial={"day": here.date(), "clock": here.time()})
    late = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_attendance(seat_id, form.told(), by=viewer)
        except (InvalidInput, WrongState) as fault:
            form.add_error(None, str(fault))
            late = isinstance(fault, WrongState)
        else:
            messages.success(request, _("Sparat. Närvaron är antecknad."))
            return redirect("notifications:attendance", seat.call_in_id)
    shown = {"asked": asked, "form": form, "seat": seat}
    return render(request, "notifications/callin_attend.html", shown, status=_status(form, late))


def _status(form: AttemptForm, late: bool) -> int:
    # Whatever goes wrong, the page comes back with all that was typed.
    if late:
        return 409
    return 400 if form.errors else 200


@require_POST
@needs(Permission.NOTICE_WORK)
@where_used
def missed(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    found = actions.record_absence(seat_id, by=user_of(request))
    messages.success(request, _("Sparat. Personen kom inte; följ upp nedan."))
    return redirect("notifications:attendance", found.call_in_id)


@require_POST
@needs(Permission.NOTICE_WORK)
@where_used
def follow_no_show(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    message = actions.follow_no_show(seat_id, by=user_of(request))
    messages.success(request, _("Sparat. Budskapet ges i en annan form; kontrollera texten först."))
    return redirect("notifications:message", message.pk)


@require_POST
@needs(Permission.NOTICE_WORK)
@where_used
def paper(request: HttpRequest, call_in_id: UUID) -> HttpResponse:
    content = prints.attendance_pdf(actions.attendance_sheet(call_in_id, by=user_of(request)))
    headers = {"Content-Disposition": 'inline; filename="narvaro.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
