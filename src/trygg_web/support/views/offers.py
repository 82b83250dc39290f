"""An offer of help: made, answered, booked, attended, ended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.support import actions, queries, words
from trygg_web.support.forms import AnswerForm, BookForm, EndForm, OfferForm
from trygg_web.support.policies import noted_of
from trygg_web.support.views.working import worked


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.HELP_WORK)
def offer(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    form = OfferForm(words.helps(timezone.localdate()), request.POST or None)
    return worked(
        request, participant_id, form, _("Erbjud hjälp"),
        lambda: actions.offer(participant_id, form.cleaned_data["help"], by=user_of(request)),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.HELP_WORK)
def answer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    shown, one = queries.offer(user_of(request), offer_id)
    form = AnswerForm(one.offer.state, request.POST or None)
    return worked(
        request, shown.card.id, form, _("Svaret på erbjudandet"),
        lambda: actions.answer(offer_id, **form.cleaned_data, by=user_of(request)), {"about": one.says},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.HELP_WORK)
def book(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    shown, one = queries.offer(user_of(request), offer_id)
    form = BookForm(request.POST or None)
    return worked(
        request, shown.card.id, form, _("Boka en tid"),
        lambda: actions.book(offer_id, form.at(), by=user_of(request)), {"about": one.says},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.HELP_WORK)
def end(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    shown, one = queries.offer(user_of(request), offer_id)
    form = EndForm(one.offer.state, request.POST or None)
    return worked(
        request, shown.card.id, form, _("Avsluta hjälpen"),
        lambda: actions.end(offer_id, **form.cleaned_data, by=user_of(request)), {"about": one.says},
    )  # fmt: skip


@require_POST
@needs(Permission.HELP_WORK)
def attend(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    offer = actions.attend(appointment_id, noted_of(request.POST.get("attendance", "")), by=user_of(request))
    messages.success(request, _("Sparat."))
    return redirect("support:person", offer.participant_id)
