"""The other houses, for the administrator."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, needs, user_of
from trygg_web.exchange import actions, cards, queries
from trygg_web.exchange.forms import CardForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PARTNER_MANAGE)
def partners(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    form = CardForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        way = actions.Way("https", told["address"]) if told["address"] else None
        try:
            card = cards.read_card(told["card"].read(cards.LARGEST + 1).decode(errors="replace"))
            actions.meet(card, way, anew=told["compared"], by=viewer)
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Huset är anslutet. Fingeravtryck: %s") % card.fingerprint)
            return redirect("exchange:partners")
    context = {"form": form, "rows": queries.partners(viewer), "own": queries.own_fingerprint()}
    return render(request, "exchange/partners.html", context, status=400 if form.errors else 200)


@require_safe
@needs(Permission.PARTNER_MANAGE)
def card(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(cards.own_card(), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{settings.TRYGG_HOUSE}.card.json"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PARTNER_MANAGE)
def revoke(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    if request.method != "POST":
        return render(request, "exchange/revoke.html", {"row": queries.partner(user_of(request), partner_id)})
    actions.revoke(partner_id, by=user_of(request))
    messages.success(request, _("Huset är avslutat. Inget mer skickas dit, och inget därifrån släpps in."))
    return redirect("exchange:partners")
