"""One gate: what must be true, who may say so, what has been said; and the way past it for the one who leads."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trygg_web.access.errors import InvalidInput, NotAllowed
from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.notifications import actions, policies, queries
from trygg_web.notifications.forms import GateForm
from trygg_web.notifications.queries.method import gate_rule

Done = Callable[[GateForm], object]
LANGUAGE = "language"


@require_safe
@needs(Permission.NOTICE_SEE)
def gate(request: HttpRequest, gate_id: UUID) -> HttpResponse:
    asked, shown = queries.message_of_gate(user_of(request), gate_id)
    return _page(request, asked, shown, _form(None, asked, shown))


@require_http_methods(["POST"])
@needs(Permission.NOTICE_WORK)
def turn(request: HttpRequest, gate_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    asked, shown = queries.message_of_gate(viewer, gate_id)
    form = _form(request.POST, asked, shown)
    change = actions.shut_gate if shown.open else actions.open_gate

    def done(said: GateForm) -> None:
        if not shown.open and "language" in said.fields:
            actions.set_language(asked.notification.pk, said.cleaned_data["language"], by=viewer)
        change(gate_id, because=said.cleaned_data["because"], by=viewer)

    if _accepted(form, done):
        says = _("Sparat. Grinden är stängd igen.") if shown.open else _("Sparat. Grinden är öppen.")
        messages.success(request, says)
        return redirect("notifications:message", asked.notification.pk)
    return _page(request, asked, shown, form)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.GATE_OVERRIDE)
def override(request: HttpRequest, gate_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    asked, shown = queries.message_of_gate(viewer, gate_id)
    if not policies.may_override(viewer, gate_rule(shown.gate)):
        raise NotAllowed(_("Den här grinden får ingen gå förbi. Den öppnas av den som kan svara för den."))
    form = GateForm(request.POST or None, _("Varför går det inte att vänta?"))
    if request.method == "POST" and _accepted(
        form, lambda said: actions.override_gate(gate_id, because=said.cleaned_data["because"], by=viewer)
    ):
        messages.success(request, _("Sparat. Du har gått förbi grinden, och det redovisas för styrgruppen."))
        return redirect("notifications:message", asked.notification.pk)
    context = {"asked": asked, "gate": shown, "form": form}
    return render(request, "notifications/override.html", context, status=400 if form.errors else 200)


def _accepted(form: GateForm, done: Done) -> bool:
    if not form.is_valid():
        return False
    try:
        done(form)
    except InvalidInput as fault:
        form.add_error("because", str(fault))
    return not form.errors


def _form(data: object, asked: queries.Message, gate: queries.GateShown) -> GateForm:
    if gate.open:
        return GateForm(data, _("Varför stängs den igen?"))
    known = asked.notification.language if gate.gate == LANGUAGE else None
    return GateForm(data, _("Vad är gjort?"), known)


def _page(request: HttpRequest, asked: queries.Message, gate: queries.GateShown, form: GateForm) -> HttpResponse:
    context = {"asked": asked, "gate": gate, "form": form, **_allowed(request, asked, gate)}
    return render(request, "notifications/gate.html", context, status=400 if form.errors else 200)


def _allowed(request: HttpRequest, asked: queries.Message, gate: queries.GateShown) -> dict[str, object]:
    viewer, rule = user_of(request), gate_rule(gate.gate)
    works = may(viewer, Permission.NOTICE_WORK)
    waits = not gate.open and queries.gate_waits(asked.notification.pk, gate.gate)
    return {
        "may_turn": works and not waits and (gate.open or policies.may_open(viewer, rule)),
        "waits_for": queries.asked_of(asked.notification.pk) if waits else [],
        "may_override": may(viewer, Permission.GATE_OVERRIDE) and policies.may_override(viewer, rule),
    }
