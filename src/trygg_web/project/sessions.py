"""What was typed when the session ended is not lost: it is sealed, and offered to the same user after log-in."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from trygg_web.access import actions
from trygg_web.access.models import User
from trygg_web.project.accounts import led

AWAKE = "awake"  # when the session was last moved on
STEP = 60  # seconds: a session that was moved on so lately is not written again


def stay_awake(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware that lets a session live on while its user works, and writes that down once a minute."""

    def answer(request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User) and time.time() - request.session.get(AWAKE, 0) > STEP:
            request.session[AWAKE] = int(time.time())
        return get_response(request)

    return answer


class keep_what_was_typed:  # noqa: N801 - reads as what it does in the list of middleware
    """Keeps a form that arrives after the session ended. It stands behind the check against forged forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not getattr(view, "login_required", True):
            return None
        if isinstance(request.user, User):
            if request.method == "POST":
                actions.forget_form(request.path, by=request.user)
            return None
        if request.method == "POST" and (user := _former_user(request)):
            actions.keep_form(request.path, _typed(request), by=user)
            return led(request, f"{reverse('account_login')}?next={reverse('access:kept')}")
        return led(request, reverse("account_login")) if request.headers.get("HX-Request") else None


def _typed(request: HttpRequest) -> str:
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    return typed.urlencode()


def _former_user(request: HttpRequest) -> User | None:
    # The browser still sends the key of the session that ended; its row stays until it is swept away.
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    row = Session.objects.filter(session_key=key).first() if key else None
    held = row.get_decoded() if row else {}
    if BACKEND_SESSION_KEY not in held:
        return None
    user = User.objects.filter(pk=str(held[SESSION_KEY]), is_active=True).first()
    if user and constant_time_compare(held.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return user
    return None
