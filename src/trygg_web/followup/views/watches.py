"""The watches: what is due, and one looked at."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.followup import actions, queries
from trygg_web.followup.forms import NoteForm

FILTERS = (
    ("nu", gettext_lazy("Att se över"), None),
    ("kommande", gettext_lazy("Kommande två veckor"), None),
    ("nytt", gettext_lazy("Något nytt"), None),
    ("hallna", gettext_lazy("I häkte"), None),
    ("alla", gettext_lazy("Alla"), None),
)
YEAR = timedelta(days=364)


@require_safe
@needs(Permission.NOTICE_SEE)
def watches(request: HttpRequest) -> HttpResponse:
    viewer, which, number = user_of(request), request.GET.get("visa", "nu"), request.GET.get("sida", "1")
    on = timezone.localdate()
    context = {
        "page": queries.watched(viewer, which, int(number) if number.isdecimal() else 1),
        "which": which,
        "filters": FILTERS,
        "outcomes": queries.outcomes(viewer, on - YEAR, on),
        "may_work": may(viewer, Permission.ALERT_WORK),
        "on": on,
    }
    return render(request, "followup/watches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.ALERT_WORK)
def look(request: HttpRequest, watch_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.look_at_watch(watch_id, note=form.cleaned_data["note"], by=viewer)
        messages.success(request, _("Bevakningen är sedd."))
        return redirect("followup:watches")
    return render(request, "followup/watch.html", {"row": queries.watch(viewer, watch_id), "form": form})
