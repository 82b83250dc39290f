"""Clients: the list, one of them, and what is noted about the work."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.supervision import actions, queries
from trygg_web.supervision.forms import AppointmentForm, AttendanceForm, BreachForm, StepForm, UntoldForm

ASKED = {"sida"}  # what an address may ask for; a name is typed in the form and stands in no address


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CLIENT_WORK)
def clients(request: HttpRequest) -> HttpResponse:
    if set(request.GET) - ASKED:
        raise InvalidInput(_("Sök på namn eller personnummer. Annat går inte att söka på."))
    text, number = request.POST.get("sok", ""), request.GET.get("sida", "1")
    page = queries.clients(user_of(request), text, int(number) if number.isdecimal() else 1)
    return render(request, "supervision/clients.html", {"page": page, "text": text})


@require_safe
@needs(Permission.CLIENT_WORK)
def client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    return render(request, "supervision/client.html", {"shown": queries.client(user_of(request), client_id)})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CLIENT_WORK)
def step(request: HttpRequest, client_id: UUID) -> HttpResponse:
    form = StepForm(request.POST or None)
    return _worked(
        request, client_id, form, _("Anteckna ett steg i ett program"),
        lambda: actions.note_step(client_id, form.told(), by=user_of(request)),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CLIENT_WORK)
def appointment(request: HttpRequest, client_id: UUID) -> HttpResponse:
    form = AppointmentForm(request.POST or None)
    return _worked(
        request, client_id, form, _("Boka ett möte"),
        lambda: actions.plan_appointment(client_id, form.cleaned_data["purpose"], form.at(), by=user_of(request)),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CLIENT_WORK)
def attend(request: HttpRequest, client_id: UUID, appointment_id: UUID) -> HttpResponse:
    form = AttendanceForm(request.POST or None)
    return _worked(
        request, client_id, form, _("Anteckna mötet"),
        lambda: actions.attend(appointment_id, form.cleaned_data["attendance"], by=user_of(request)),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CLIENT_WORK)
def breach(request: HttpRequest, client_id: UUID) -> HttpResponse:
    form = BreachForm(request.POST or None)
    return _worked(
        request, client_id, form, _("Anteckna något som inte har följts"),
        lambda: actions.breach(client_id, **form.cleaned_data, by=user_of(request)),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CLIENT_WORK)
def untold(request: HttpRequest, client_id: UUID, breach_id: UUID) -> HttpResponse:
    form = UntoldForm(request.POST or None)
    return _worked(
        request, client_id, form, _("Polisen får ingen uppgift"),
        lambda: actions.settle_untold(breach_id, form.cleaned_data["because"], by=user_of(request)),
    )  # fmt: skip


@require_POST
@needs(Permission.CLIENT_WORK)
def tell(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    return redirect("exchange:ground", actions.tell_police(breach_id, by=user_of(request)))


@require_POST
@needs(Permission.CLIENT_WORK)
def answer(request: HttpRequest, shared_id: UUID) -> HttpResponse:
    return redirect("exchange:ground", actions.answer_shared(shared_id, by=user_of(request)))


def _worked(
    request: HttpRequest, client_id: UUID, form: forms.Form, title: str, act: Callable[[], object]
) -> HttpResponse:
    """The form, or back to the client when what was typed has been done."""
    shown = queries.client(user_of(request), client_id)
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Sparat."))
            return redirect("supervision:client", client_id)
    context = {"shown": shown, "form": form, "title": title}
    return render(request, "supervision/work.html", context, status=400 if form.errors else 200)
