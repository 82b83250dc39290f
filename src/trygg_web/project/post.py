"""The door for other houses' messages over HTTPS. It takes a sealed message and nothing else, and says nothing back.

Who may knock is for the server's client certificates; who is believed is for the signature inside.
"""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from trygg_web.exchange import actions
from trygg_web.exchange.envelope import LARGEST
from trygg_web.exchange.errors import TurnedAway
from trygg_web.project import nights

TAKEN, TURNED_AWAY = 202, 400


@csrf_exempt
@login_not_required
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Taken in, or turned away; the same two answers whatever it was."""
    token = request.read(LARGEST + 1).decode("ascii", errors="replace").strip()
    try:
        actions.receive(token, by=nights.night())
    except (TurnedAway, ImproperlyConfigured):  # the latter: the house has no keys for it yet
        return HttpResponse(status=TURNED_AWAY)
    return HttpResponse(status=TAKEN)
