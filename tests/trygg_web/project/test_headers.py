"""What every answer says to the browser, and how refusals look."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.models import User
from trygg_web.project.errors import answer_refusals

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


def test_pages_carry_a_strict_policy_and_are_not_kept(administrator: User, client_of: ClientOf) -> None:
    for answer in (client_of(administrator).get(reverse("access:roles")), Client().get(reverse("account_login"))):
        policy = answer.headers["Content-Security-Policy"]

        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "form-action 'self'" in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_cookies_stay_in_this_house(administrator: User, client_of: ClientOf) -> None:
    answer = client_of(administrator).get(reverse("access:roles"))

    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = answer.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert settings.ZONE in name
        assert bool(cookie["secure"]) == settings.HTTPS
    assert not answer.cookies[settings.SESSION_COOKIE_NAME]["max-age"]


def test_what_does_not_exist_and_what_may_not_be_known_look_the_same(administrator: User, client_of: ClientOf) -> None:
    client = client_of(administrator)

    wrong_address = client.get("/finns/inte/")
    unknown_thing = client.get(f"/finns/{uuid4()}/")
    hidden_thing = refuse(NotThere("Anna Andersson is hidden"), client)

    assert wrong_address.status_code == unknown_thing.status_code == hidden_thing.status_code == 404
    assert bare(wrong_address) == bare(unknown_thing) == bare(hidden_thing)


@pytest.mark.parametrize(
    ("fault", "status"),
    [(NotAllowed("no"), 403), (NotThere(), 404), (WrongState("late"), 409), (InvalidInput("odd"), 400)],
)
def test_each_refusal_has_its_answer(fault: Exception, status: int, administrator: User) -> None:
    answer = refuse(fault, None, administrator)

    assert answer.status_code == status
    assert str(fault) in answer.content.decode()


def test_a_part_of_a_page_gets_a_part_for_an_answer(administrator: User) -> None:
    answer = refuse(WrongState("Någon hann före."), None, administrator, HX_REQUEST="true")

    assert "Någon hann före." in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_other_faults_are_not_swallowed(administrator: User) -> None:
    middleware = answer_refusals(lambda request: HttpResponse())

    assert middleware.process_exception(RequestFactory().get("/"), ValueError("bug")) is None


def refuse(fault: Exception, client: Client | None, user: User | None = None, **headers: str) -> HttpResponse:
    """The answer to a fault, as the middleware gives it on a page."""
    extra = {f"HTTP_{name}": value for name, value in headers.items()}
    request: HttpRequest = RequestFactory().get("/finns/inte/", **extra)
    request.user = user or User.objects.get(pk=client.session["_auth_user_id"])  # type: ignore[union-attr]  # one of the two is given
    request.LANGUAGE_CODE = "sv"
    answer = answer_refusals(lambda one: HttpResponse()).process_exception(request, fault)
    assert answer is not None
    return answer


def bare(answer: HttpResponse) -> bytes:
    """An answer without the mark of its forms and the address that the browser itself sent."""
    page = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", answer.content)
    return re.sub(rb'name="next" value="[^"]*"', b"", page)
