"""How one logs in: nobody signs up, everyone has a second factor, and its secrets are sealed."""

import base64
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables

from trygg_web.access import log, vault
from trygg_web.access.log import Verb
from trygg_web.access.models import User

PLACE = "mfa"  # where the second factor's secrets belong; they open nowhere else
OPEN_DOORS = (
    "account_",
    "mfa_",
    "project:language",
    "project:stay",
    "project:houses",
)  # names that a half-finished log-in may reach


class ClosedHouse(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types that mypy reads
    """Users are made by an administrator; coming, going and failing to come stand in the log."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    @transaction.atomic
    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        log.did(user, Verb.LOGGED_IN, "user", [user.pk])

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            log.did(request.user, Verb.LOGGED_OUT, "user", [request.user.pk])
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        log.knocked(User.objects.filter(username=credentials.get("username", "")).first())

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        # The first second factor is set up right after the password was typed: once is enough.
        first = app == "allauth.mfa" and not Authenticator.objects.filter(user=self.request.user).exists()
        return not first and bool(super().is_reauthentication_required(app=app, **kwargs))

    @method_decorator(sensitive_variables("password"))
    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        user.password_once = False
        super().set_password(user, password)
        log.did(user, Verb.PASSWORD_SET, "user", [user.pk])


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types that mypy reads
    """The second factor's secrets as they stand in the database: sealed."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(vault.seal(text.encode(), PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault.unseal(base64.b64decode(encrypted_text), PLACE).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return not settings.TRYGG_DEMANDS_MFA or bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def reseal_factors() -> int:
    """How many secrets of second factors were sealed anew, with the key that seals now."""
    changed = 0
    for row in Authenticator.objects.order_by("pk"):
        data = {key: _resealed(value) if key in ("secret", "seed") else value for key, value in row.data.items()}
        if data != row.data:
            changed += Authenticator.objects.filter(pk=row.pk).update(data=data)
    return changed


def _resealed(text: str) -> str:
    held = base64.b64decode(text)
    return base64.b64encode(vault.seal(vault.unseal(held, PLACE), PLACE)).decode() if vault.stale(held) else text


class demand_own_keys:  # noqa: N801 - reads as what it does in the list of middleware
    """Leads one who came with a one-time password, or without a second factor, to set them up before all else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not isinstance(request.user, User) or _is_open(request):
            return None
        missing = _missing(request.user)
        return led(request, reverse(missing)) if missing else None


def _is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and match.view_name.startswith(OPEN_DOORS))


def _missing(user: User) -> str:
    if user.password_once:
        return "account_change_password"
    if settings.TRYGG_DEMANDS_MFA and not Authenticator.objects.filter(user=user).exists():
        return "mfa_activate_totp"
    return ""


def led(request: HttpRequest, address: str) -> HttpResponse:
    """The way to another page; a whole page also where only a part of one was asked for."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The user name that someone tries to log in with; allauth's form calls it otherwise than Django."""
    return str((credentials or {}).get("username") or request.POST.get("login", "")).lower()


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    """The page that says how long one waits after too many failed log-ins."""
    return render(request, "locked.html", {"minutes": int(settings.AXES_COOLOFF_TIME * 60)}, status=429)


def closed(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Nothing: a page of allauth that this house does not have, but whose name its other pages ask for."""
    raise Http404


closed.login_required = False  # type: ignore[attr-defined]  # as Django's decorator does: also strangers find nothing
