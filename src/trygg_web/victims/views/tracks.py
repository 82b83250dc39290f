"""One's tracks, a new one, and the pages of one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trygg_web.access.permissions import Permission, user_of
from trygg_web.exchange import queries as came
from trygg_web.victims import actions, queries
from trygg_web.victims.forms import BecauseForm, CloseForm, ProtectForm, TrackForm
from trygg_web.victims.knowledge import help_lines
from trygg_web.victims.views.doors import door, fill

BOTH = ["GET", "HEAD", "POST"]
WORK, CHILD, LEAD = Permission.TRACK_WORK, Permission.CHILD_WORK, Permission.TRACK_LEAD


@require_http_methods(BOTH)
@door(WORK)
def tracks(request: HttpRequest) -> HttpResponse:
    # What is searched for is sent in the form, so that it stands in no address and no server's log.
    viewer, told = user_of(request), request.POST.get("sok", "").strip()
    rows = queries.find(viewer, told) if told else queries.mine(viewer)
    return render(request, "victims/tracks.html", {"rows": rows, "told": told, "most": queries.MOST})


@require_http_methods(BOTH)
@door(WORK)
def new_track(request: HttpRequest) -> HttpResponse:
    return _new(request, TrackForm(request.POST or None), None)


@require_http_methods(BOTH)
@door(WORK)
def new_track_from(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    told = came.arrival(user_of(request), arrival_id)
    known = {"name": told.value("victim_name"), "number": told.value("victim_number"), "other": told.value("name")}
    return _new(request, TrackForm(request.POST or None, initial=known), arrival_id)


def _new(request: HttpRequest, form: TrackForm, arrival_id: UUID | None) -> HttpResponse:
    viewer = user_of(request)
    return fill(
        request, form, lambda told: actions.open_track(**told, arrival=arrival_id, by=viewer),
        then=("victims:tracks",), title=_("Ny akt"), says=_("Akten är öppnad."), do=_("Öppna akten"),
        lead=_("Akten syns bara för dem som är tilldelade den. Du blir tilldelad nu."),
    )  # fmt: skip


@require_safe
@door(WORK)
def track(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    context = {"head": queries.head(viewer, track_id), "told": queries.today(viewer, track_id), "tab": "track"}
    return render(request, "victims/today.html", context)


@require_safe
@door(WORK)
def contacts(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    context = {"head": queries.head(viewer, track_id), "rows": queries.contacts(viewer, track_id), "tab": "contacts"}
    return render(request, "victims/contacts.html", context)


@require_safe
@door(WORK)
def plan(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    context = {"head": queries.head(viewer, track_id), "versions": queries.plans(viewer, track_id), "tab": "plan"}
    return render(request, "victims/plan.html", context)


@require_safe
@door(WORK)
def children(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    context = {"head": queries.head(viewer, track_id), "rows": queries.children(viewer, track_id), "tab": "children"}
    return render(request, "victims/children.html", context)


@require_safe
@door(WORK)
def followed(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    context = {"head": queries.head(viewer, track_id), "told": queries.followed(viewer, track_id), "tab": "followed"}
    return render(request, "victims/followed.html", context)


@require_safe
@door(WORK)
def agreed(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    context = {"head": queries.head(viewer, track_id), "told": queries.agreed(viewer, track_id), "tab": "agreed"}
    return render(request, "victims/agreed.html", context)


@require_safe
@door(WORK)
def danger(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    context = {"head": queries.head(viewer, track_id), "told": queries.danger(viewer, track_id), "tab": "danger"}
    return render(request, "victims/danger.html", context)


@require_http_methods(BOTH)
@door(WORK)
def protect(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    head = queries.head(viewer, track_id)
    form = ProtectForm(request.POST or None, initial={"protected": head.protected, "restricted": head.restricted})
    return fill(
        request, form, lambda told: actions.protect(track_id, **told, by=viewer),
        then=("victims:tracks",), title=_("Skydd för akten"), says=_("Skyddet är ändrat."), head=head,
    )  # fmt: skip


@require_http_methods(BOTH)
@door(WORK)
def close(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    head = queries.head(viewer, track_id)
    return fill(
        request, CloseForm(request.POST or None), lambda told: actions.close_track(track_id, **told, by=viewer),
        then=("victims:track", track_id), title=_("Avsluta akten"), says=_("Akten är avslutad. Den kan öppnas igen."),
        head=head, do=_("Avsluta"),
    )  # fmt: skip


@require_POST
@door(WORK)
def reopen(request: HttpRequest, track_id: UUID) -> HttpResponse:
    actions.reopen_track(track_id, by=user_of(request))
    messages.success(request, _("Akten är öppen igen."))
    return redirect("victims:track", track_id)


@require_http_methods(BOTH)
@door(WORK)
def ask(request: HttpRequest, track_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    queries.askable(viewer, track_id)
    return fill(
        request, BecauseForm(request.POST or None), lambda told: actions.ask_opening(track_id, **told, by=viewer),
        then=("victims:tracks",), title=_("Be en annan person öppna akten"), do=_("Be om öppning"),
        says=_("Frågan är ställd. Akten öppnas för dig i åtta timmar när en annan person har svarat."),
        lead=_("Akten är begränsad: en ber, en annan öppnar."),
    )  # fmt: skip


@require_safe
@door(WORK, LEAD)
def openings(request: HttpRequest) -> HttpResponse:
    return render(request, "victims/openings.html", {"rows": queries.openings(user_of(request))})


@require_POST
@door(WORK, LEAD)
def open_for_other(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    actions.open_for_other(opening_id, by=user_of(request))
    messages.success(request, _("Öppnat i åtta timmar."))
    return redirect("victims:openings")


@require_safe
@door(WORK, CHILD)
def lines(request: HttpRequest) -> HttpResponse:
    return render(request, "victims/lines.html", {"lines": help_lines()})
