"""The messages: those that wait, those of one person, and those that are not told."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.notifications import actions, queries
from trygg_web.people import queries as people

TABS = {
    "oppna": gettext_lazy("Öppna"),
    "grind": gettext_lazy("Väntar på grind"),
    "redo": gettext_lazy("Redo"),
    "motet": gettext_lazy("Till mötet"),
    "lamnade": gettext_lazy("Lämnade"),
}


@require_safe
@needs(Permission.NOTICE_SEE)
def board(request: HttpRequest) -> HttpResponse:
    viewer, number, asked = user_of(request), request.GET.get("sida", "1"), request.GET.get("visa", "oppna")
    which, mine, counts = asked if asked in TABS else "oppna", request.GET.get("mina") == "1", queries.counts(viewer)
    shown = {
        "page": queries.messages(viewer, which, mine, int(number) if number.isdecimal() else 1),
        "tabs": [(name, says, counts[name]) for name, says in TABS.items()],
        "which": which,
        "mine": mine,
        "threats": queries.threat_count(viewer),
        "withheld": queries.withheld_count(viewer),
        "to_redress": queries.redress_count(viewer),
        "may_work": may(viewer, Permission.NOTICE_WORK),
        "call_ins": queries.call_ins_used(),
    }
    return render(request, "notifications/board.html", shown)


@require_safe
@needs(Permission.NOTICE_SEE)
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    card, rows = people.person(viewer, person_id), queries.messages_of(viewer, person_id)
    return render(request, "notifications/person.html", {"card": card, "rows": rows})


@require_safe
@needs(Permission.NOTICE_SEE)
def withheld(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    shown = {
        "rows": queries.withheld(viewer),
        "seen": queries.withheld(viewer, seen=True),
        "may_work": may(viewer, Permission.NOTICE_WORK),
    }
    return render(request, "notifications/withheld.html", shown)


@require_POST
@needs(Permission.NOTICE_WORK)
def see_withheld(request: HttpRequest, withholding_id: UUID) -> HttpResponse:
    actions.see_withheld(withholding_id, by=user_of(request))
    messages.success(request, _("Sparat. Du har tagit del av ärendet."))
    return redirect("notifications:withheld")
