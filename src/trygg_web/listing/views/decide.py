"""Besluta: the queue, one proposal at a time, the check before it counts, and the second person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.listing import actions, policies, queries
from trygg_web.listing.forms import DecisionForm, SecondForm, opened_at


@require_safe
@needs(Permission.PLACEMENT_DECIDE)
def proposals(request: HttpRequest) -> HttpResponse:
    number = request.GET.get("sida", "1")
    page = queries.proposals(user_of(request), int(number) if number.isdecimal() else 1)
    context = {"page": page, "today": timezone.localdate(), "objections": queries.objection_count(user_of(request))}
    return render(request, "listing/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PLACEMENT_DECIDE)
def decide(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    asked = queries.proposal(user_of(request), proposal_id)
    form = _form(request, asked)
    if request.method == "POST" and form.is_valid() and "back" not in request.POST and _allowed(form, asked):
        return _confirm(request, asked, form) if "confirm" in request.POST else _check(request, asked, form)
    shown = {"asked": asked, "form": form, "facts": "fakta" in request.GET}
    return render(request, "listing/decide.html", shown, status=400 if form.errors else 200)


@require_safe
@needs(Permission.PLACEMENT_DECIDE)
def facts(request: HttpRequest, proposal_id: UUID, rule: str) -> HttpResponse:
    reason = queries.reason(user_of(request), proposal_id, rule)
    return render(request, "listing/facts_part.html", {"reason": reason})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PLACEMENT_LOWER)
def second(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    decision = queries.decision(viewer, decision_id)
    form = SecondForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agrees = form.cleaned_data["agrees"] == "yes"
        actions.second(decision_id, agrees, because=form.cleaned_data["because"], by=viewer)
        messages.success(request, _("Sparat. Beslutet gäller.") if agrees else _("Sparat. Förslaget väntar igen."))
        return redirect("listing:proposals")
    asked = queries.proposal(viewer, decision.proposal_id)
    shown = {"asked": asked, "decision": decision, "form": form, "own": decision.by_id == viewer.pk}
    return render(request, "listing/second.html", shown, status=400 if form.errors else 200)


def _form(request: HttpRequest, asked: queries.Asked) -> DecisionForm:
    # No level is chosen beforehand: what stands chosen is pressed without a thought.
    start = {"opened": opened_at(timezone.now().timestamp())}
    return DecisionForm(request.POST or None, asked.proposal.level, asked.level_now, initial=start)


def _allowed(form: DecisionForm, asked: queries.Asked) -> bool:
    choice = policies.Choice(
        form.level_decided(), asked.proposal.level, asked.level_now, form.reason(), form.review_day(), form.is_fear()
    )
    try:
        policies.check_choice(choice, timezone.localdate())
    except InvalidInput as fault:
        form.add_error("review_on" if form.reason() and not form.is_fear() else "because", str(fault))
    return not form.errors


def _check(request: HttpRequest, asked: queries.Asked, form: DecisionForm) -> HttpResponse:
    level = form.level_decided()
    shown = {
        "asked": asked,
        "form": form,
        "level": level,
        "because": form.reason(),
        "review_on": form.review_day() or asked.review_days.get(level),
        "two": policies.needs_second(level, asked.level_now, timezone.localdate()),
        "otherwise": level != asked.proposal.level,
        "said": [(name, request.POST[name]) for name in form.fields if request.POST.get(name)],
    }
    return render(request, "listing/check.html", shown)


def _confirm(request: HttpRequest, asked: queries.Asked, form: DecisionForm) -> HttpResponse:
    decision = actions.confirm(
        asked.proposal.pk,
        form.level_decided(),
        because=form.reason(),
        review_on=form.review_day(),
        seconds_open=form.seconds_open(timezone.now().timestamp()),
        facts_opened=form.cleaned_data["facts_opened"],
        fear=form.is_fear(),
        by=user_of(request),
    )
    two = policies.needs_second(decision.level, asked.level_now, timezone.localdate())
    says = _("Sparat. Beslutet gäller när en annan person har hållit med.") if two else _("Sparat. Beslutet gäller.")
    messages.success(request, says)
    return redirect("listing:proposals")
