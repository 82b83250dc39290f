"""Requests: the list, a new one, and one with its answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.exchange import actions, queries
from trygg_web.exchange.actions import Wanted
from trygg_web.exchange.forms import AnswerForm, AskForm
from trygg_web.exchange.permissions import zone_of


@require_safe
@needs(Permission.DISCLOSE)
def requests(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    context = {"rows": queries.requests(viewer), "may_see": True, "may_tell": queries.tells(viewer)}
    return render(request, "exchange/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.DISCLOSE)
def ask(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    form = AskForm(request.POST or None, to=queries.recipients(viewer), on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        house, _bar, branch = told["to"].partition("|")
        about = {name: told[name] for name in ("number", "name") if told[name]}
        wanted = Wanted(
            zone_of(branch), branch, tuple(told["classes"]), told["purpose"], told["why"], about,
            told["due_on"], told["subject"], house, told["protected"],
        )  # fmt: skip
        made = actions.ask(wanted, by=viewer)
        messages.success(request, _("Begäran är på väg."))
        return redirect("exchange:request", made.pk)
    return render(request, "exchange/ask.html", {"form": form}, status=400 if form.errors else 200)


@require_POST
@needs(Permission.DISCLOSE)
def give(request: HttpRequest, request_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    return redirect("exchange:items", actions.keep_draft(queries.answering(viewer, request_id), by=viewer))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.DISCLOSE)
def request_shown(request: HttpRequest, request_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.answer_request(request_id, said["state"], ground=said["ground"], says=said["says"], by=viewer)
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Svaret är på väg."))
            return redirect("exchange:request", request_id)
    context = {"told": queries.request(viewer, request_id), "form": form}
    return render(request, "exchange/request.html", context, status=400 if form.errors else 200)
