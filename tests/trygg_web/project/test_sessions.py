"""A session that ends takes nothing with it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from tests.factories import make_user
from trygg_web.access.models import Grant, KeptForm, Role, User

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
TYPED = {"role": "lead", "until": "", "because": "Tar över efter Lena i mars"}


@pytest.fixture
def timed_out(administrator: User, client_of: ClientOf) -> Client:
    """A browser whose session ended while a form was being filled in."""
    client = client_of(administrator)
    client.get(reverse("access:roles"))
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    return client


def test_what_was_typed_is_kept_sealed_and_offered_after_log_in(
    timed_out: Client, administrator: User, client_of: ClientOf
) -> None:
    address = reverse("access:give_role", args=[make_user().pk])

    led = timed_out.post(address, TYPED)
    page = client_of(administrator).get(reverse("access:kept")).content.decode()

    assert led.headers["Location"] == f"{reverse('account_login')}?next={reverse('access:kept')}"
    assert not Grant.objects.filter(role=Role.LEAD).exists()
    assert f'action="{address}"' in page
    assert "Tar över efter Lena i mars</textarea>" in page
    assert '<input type="hidden" name="role" value="lead">' in page


def test_it_is_kept_for_the_same_user_only(timed_out: Client, client_of: ClientOf) -> None:
    timed_out.post(reverse("access:give_role", args=[make_user().pk]), TYPED)

    page = client_of(make_user("", Role.ADMINISTRATOR)).get(reverse("access:kept")).content.decode()

    assert "Lena" not in page
    assert "Inget är sparat" in page


def test_it_is_gone_once_it_was_sent(timed_out: Client, administrator: User, client_of: ClientOf) -> None:
    address = reverse("access:give_role", args=[make_user().pk])
    timed_out.post(address, TYPED)

    client_of(administrator).post(address, TYPED)

    assert Grant.objects.filter(role=Role.LEAD).exists()
    assert not KeptForm.objects.exists()


def test_it_is_gone_after_half_an_hour(timed_out: Client, administrator: User, client_of: ClientOf) -> None:
    timed_out.post(reverse("access:give_role", args=[make_user().pk]), TYPED)
    KeptForm.objects.update(at=timezone.now() - timedelta(minutes=31))

    assert "Lena" not in client_of(administrator).get(reverse("access:kept")).content.decode()


def test_a_stranger_leaves_nothing_behind() -> None:
    answer = Client().post(reverse("access:give_role", args=[make_user().pk]), TYPED)

    assert reverse("account_login") in answer.headers["Location"]
    assert not KeptForm.objects.exists()


def test_a_session_that_was_logged_out_keeps_nothing(administrator: User, client_of: ClientOf) -> None:
    client = client_of(administrator)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(reverse("account_logout"))
    client.cookies[settings.SESSION_COOKIE_NAME] = key

    client.post(reverse("access:give_role", args=[make_user().pk]), TYPED)

    assert not KeptForm.objects.exists()


def test_a_session_from_before_a_new_password_keeps_nothing(timed_out: Client, administrator: User) -> None:
    administrator.set_password("något-helt-annat")
    administrator.save()

    timed_out.post(reverse("access:give_role", args=[make_user().pk]), TYPED)

    assert not KeptForm.objects.exists()


def test_a_form_without_its_mark_is_neither_done_nor_kept(administrator: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))

    answer = client.post(reverse("access:give_role", args=[make_user().pk]), TYPED)

    assert answer.status_code == 403
    assert not KeptForm.objects.exists()


def test_a_part_of_a_page_leads_the_whole_page_to_log_in(timed_out: Client) -> None:
    answer = timed_out.get(reverse("access:roles"), headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"] == reverse("account_login")


def test_a_session_lasts_thirty_minutes_from_the_last_answer(administrator: User, client_of: ClientOf) -> None:
    client = client_of(administrator)
    client.get(reverse("access:roles"))

    ends = Session.objects.get().expire_date

    assert timedelta(minutes=29) < ends - timezone.now() <= timedelta(minutes=30)


def test_a_session_is_written_down_once_a_minute_and_not_by_every_page(
    administrator: User, client_of: ClientOf, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False)
    client = client_of(administrator)
    ends = []
    for seconds in (0, 20, 70):
        time_machine.shift(seconds)
        client.get(reverse("access:roles"))
        ends.append(Session.objects.get().expire_date)

    assert ends[0] == ends[1] < ends[2]
