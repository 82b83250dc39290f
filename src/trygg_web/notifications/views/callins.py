"""Meetings of several: the list, a new one, one with its seats and what stands in the way, and its end.

They exist only where the profile tells people at such meetings; elsewhere the pages are not there.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trygg_web.access.errors import InvalidInput, NotThere
from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.notifications import actions, queries
from trygg_web.notifications.forms import CallInForm, ReasonForm

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def where_used(view: View[P]) -> View[P]:
    """The view, which is not there when the profile has no meetings of several."""

    @wraps(view)
    def there(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        queries.check_used()
        return view(request, *args, **kwargs)

    return there


@require_safe
@needs(Permission.NOTICE_SEE)
@where_used
def call_ins(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    shown = {"rows": queries.call_ins(viewer), "may_lead": may(viewer, Permission.NOTICE_ASSIGN)}
    return render(request, "notifications/callins.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTICE_ASSIGN)
@where_used
def plan_call_in(request: HttpRequest) -> HttpResponse:
    viewer, rules = user_of(request), queries.call_in_rules()
    form = CallInForm(request.POST or None, initial={"seats": rules.seats})
    if request.method == "POST" and form.is_valid():
        try:
            told = form.cleaned_data
            made = actions.plan_call_in(form.at(), told["place"], told["seats"], by=viewer)
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Sparat. Mötet är planerat; välj vilka som ska kallas."))
            return redirect("notifications:call_in", made.pk)
    shown = {"form": form, "rules": rules}
    return render(request, "notifications/callin_plan.html", shown, status=400 if form.errors else 200)


@require_safe
@needs(Permission.NOTICE_SEE)
@where_used
def call_in(request: HttpRequest, call_in_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    asked = queries.call_in(viewer, call_in_id)
    state = asked.row.state
    shown = {
        "asked": asked,
        "planned": state == "planned",
        "summoned": state == "summoned",
        "may_lead": may(viewer, Permission.NOTICE_ASSIGN),
        "may_work": may(viewer, Permission.NOTICE_WORK),
        "ready": bool(asked.seats) and all(seat.ready for seat in asked.seats),
    }
    return render(request, "notifications/callin.html", shown)


@require_POST
@needs(Permission.NOTICE_ASSIGN)
@where_used
def seat(request: HttpRequest, call_in_id: UUID) -> HttpResponse:
    try:
        notification = UUID(request.POST.get("notification", ""))
    except ValueError as fault:
        raise NotThere(_("Meddelandet finns inte.")) from fault
    actions.seat(call_in_id, notification, by=user_of(request))
    messages.success(request, _("Sparat. Personen har en plats."))
    return redirect("notifications:call_in", call_in_id)


@require_POST
@needs(Permission.NOTICE_ASSIGN)
@where_used
def seat_proposed(request: HttpRequest, call_in_id: UUID) -> HttpResponse:
    count = actions.seat_proposed(call_in_id, by=user_of(request))
    said = ngettext("Sparat. %(n)s person fick en plats.", "Sparat. %(n)s personer fick en plats.", count)
    messages.success(request, said % {"n": count})
    return redirect("notifications:call_in", call_in_id)


@require_POST
@needs(Permission.NOTICE_ASSIGN)
@where_used
def unseat(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    found = actions.unseat(seat_id, by=user_of(request))
    messages.success(request, _("Sparat. Platsen är ledig igen."))
    return redirect("notifications:call_in", found.call_in_id)


@require_POST
@needs(Permission.NOTICE_ASSIGN)
@where_used
def summon(request: HttpRequest, call_in_id: UUID) -> HttpResponse:
    actions.summon(call_in_id, by=user_of(request))
    messages.success(request, _("Sparat. Mötet är bokat för alla; ta fram kallelserna nedan."))
    return redirect("notifications:call_in", call_in_id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTICE_ASSIGN)
@where_used
def cancel_call_in(request: HttpRequest, call_in_id: UUID) -> HttpResponse:
    viewer, form = user_of(request), ReasonForm(request.POST or None)
    asked = queries.call_in(viewer, call_in_id)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_call_in(call_in_id, because=form.cleaned_data["because"], by=viewer)
        except InvalidInput as fault:
            form.add_error("because", str(fault))
        else:
            messages.success(request, _("Sparat. Mötet är inställt, och de som var kallade väntar på nytt."))
            return redirect("notifications:call_in", call_in_id)
    shown = {"asked": asked, "form": form}
    return render(request, "notifications/callin_cancel.html", shown, status=400 if form.errors else 200)
