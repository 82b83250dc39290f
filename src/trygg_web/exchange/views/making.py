"""A new disclosure, step by step: to whom, which items, on which ground, weighed how, and a last look."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.exchange import actions, policies, queries
from trygg_web.exchange.actions import Draft
from trygg_web.exchange.forms import MORE, MOST, GroundForm, ItemsForm, ToForm, WeighForm, rows_of, typed
from trygg_web.exchange.permissions import zone_of
from trygg_web.exchange.queries.law import offence_words

STEP = require_http_methods(["GET", "HEAD", "POST"])


@STEP
@needs(Permission.DISCLOSE)
def new(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    form = ToForm(request.POST or None, to=queries.recipients(viewer))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        house, _bar, branch = told["to"].partition("|")
        draft = Draft(
            zone=zone_of(branch), function=branch, kind="information", purpose=told["purpose"], ground="",
            items=(), why=told["why"], subject=told["subject"], house=house,
        )  # fmt: skip
        return redirect("exchange:items", actions.keep_draft(draft, by=viewer))
    return render(request, "exchange/new.html", {"form": form}, status=400 if form.errors else 200)


@STEP
@needs(Permission.DISCLOSE)
def items(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    draft = queries.draft(viewer, draft_id)
    first, count = (
        typed(draft.items) | {"circumstances": sorted(draft.circumstances)},
        rows_of(request.POST, draft.items),
    )
    form = ItemsForm(request.POST or None, count=count, initial=first)
    if "more" in request.POST:
        told = {**request.POST.dict(), "circumstances": request.POST.getlist("circumstances")}
        form = ItemsForm(count=min(count + MORE, MOST), initial=told)
    elif request.method == "POST" and form.is_valid():
        held = frozenset(form.cleaned_data["circumstances"])
        actions.change_draft(draft_id, replace(draft, items=form.items(), circumstances=held), by=viewer)
        return redirect("exchange:ground", draft_id)
    context = {"form": form, "to": queries.recipient_says(draft)}
    return render(request, "exchange/items.html", context, status=400 if form.errors else 200)


@STEP
@needs(Permission.DISCLOSE)
def ground(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    viewer, on = user_of(request), timezone.localdate()
    draft = queries.draft(viewer, draft_id)
    unit = queries.unit_of(viewer, draft)
    grounds = policies.offered(draft, unit, on)
    form = GroundForm(request.POST or None, grounds=grounds, initial={"ground": draft.ground} if draft.ground else {})
    if request.method == "POST" and form.is_valid():
        actions.change_draft(draft_id, replace(draft, ground=form.cleaned_data["ground"]), by=viewer)
        return redirect("exchange:weigh", draft_id)
    context = {
        "form": form, "classes": queries.classes(draft, unit, on), "to": queries.recipient_says(draft),
        "draft_id": draft_id, "grounds": grounds,
    }  # fmt: skip
    return render(request, "exchange/ground.html", context, status=400 if form.errors else 200)


@STEP
@needs(Permission.DISCLOSE)
def weigh(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    viewer, on = user_of(request), timezone.localdate()
    draft = queries.draft(viewer, draft_id)
    unit = queries.unit_of(viewer, draft)
    chosen = next((one for one in policies.offered(draft, unit, on) if one.id == draft.ground), None)
    if chosen is None:
        return redirect("exchange:ground", draft_id)
    asked = policies.asked(chosen, draft, unit)
    first = policies.prefilled(draft)
    form = WeighForm(request.POST or None, conditions=asked, offences=offence_words(on), initial=first)
    if request.method == "POST" and form.is_valid():
        told = replace(
            draft, answers=form.answers("c_"), harm=form.answers("h_"), condition=form.cleaned_data["condition"]
        )
        actions.change_draft(draft_id, told, by=viewer)
        try:
            policies.weigh(told, unit, on)
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            return redirect("exchange:confirm", draft_id)
    context = {"form": form, "chosen": queries.ground_says(chosen.id, on), "draft_id": draft_id}
    return render(request, "exchange/weigh.html", context, status=400 if form.errors else 200)


@STEP
@needs(Permission.DISCLOSE)
def confirm(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    viewer, on = user_of(request), timezone.localdate()
    if request.method == "POST":
        made = actions.finish_draft(draft_id, by=viewer)
        messages.success(request, _("Utlämnandet har nummer %s.") % made.dnr)
        return redirect("exchange:disclosure", made.pk)
    draft = queries.draft(viewer, draft_id)
    context = {
        "draft": draft, "draft_id": draft_id, "to": queries.recipient_says(draft),
        "items": queries.shown(viewer, draft.items, False),
        "weighed": policies.weigh(draft, queries.unit_of(viewer, draft), on),
        "purpose": queries.purpose_says(draft.purpose), "ground": queries.ground_says(draft.ground, on),
    }  # fmt: skip
    return render(request, "exchange/confirm.html", context)
