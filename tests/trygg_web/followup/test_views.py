"""The pages of the follow-up, as people use them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_alert, make_ban, make_breach, make_lever, make_person, make_promise, make_watch
from trygg_web.access.models import User
from trygg_web.followup.models import Alert, Lever, LeverBreach, Promise, Watch
from trygg_web.project.my_day import my_day

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_an_alert_is_planned_and_answered_in_two_taps(client_of: ClientOf, officer: User) -> None:
    promise = make_promise(make_alert())
    client, alert = client_of(officer), promise.alert

    shown = client.get(reverse("followup:alert", args=[alert.pk]))
    planned = client.post(reverse("followup:plan", args=[alert.pk]), {"chosen": [str(promise.pk)], "more": ""})
    answered = client.post(reverse("followup:answer", args=[promise.pk]), {"result": "done"}, follow=True)

    assert "Polisen utreder." in text(shown)
    assert (planned.status_code, answered.status_code) == (302, 200)
    assert Alert.objects.get().state == "answered"
    assert "Ångra svaret" in text(answered)


def test_leaving_something_out_without_a_reason_says_so_in_the_form(client_of: ClientOf, officer: User) -> None:
    promise = make_promise(make_alert())

    answer = client_of(officer).post(reverse("followup:plan", args=[promise.alert_id]), {"more": "Ringer åklagaren"})

    assert answer.status_code == 400
    assert "govuk-error-summary" in text(answer)
    assert Promise.objects.get().result == ""


def test_not_done_without_a_reason_says_so_beside_the_promise(client_of: ClientOf, officer: User) -> None:
    promise = make_promise()

    answer = client_of(officer).post(reverse("followup:answer", args=[promise.pk]), {"result": "not_done"})

    assert answer.status_code == 400
    assert f"fault-{promise.pk}" in text(answer)


def test_an_answer_is_undone(client_of: ClientOf, officer: User) -> None:
    promise = make_promise()
    client = client_of(officer)
    client.post(reverse("followup:answer", args=[promise.pk]), {"result": "done"})

    client.post(reverse("followup:undo_answer", args=[promise.pk]))

    assert Promise.objects.get().result == ""


def test_an_analyst_reads_an_alert_and_finds_nothing_to_press(client_of: ClientOf, analyst: User) -> None:
    shown = text(client_of(analyst).get(reverse("followup:alert", args=[make_promise().alert_id])))

    assert "Polisen utreder." in shown
    assert "Gjort<" not in shown
    assert "Jag har sett larmet" not in shown


def test_a_lead_says_that_the_alert_is_seen(client_of: ClientOf, lead: User) -> None:
    alert = make_alert()

    client_of(lead).post(reverse("followup:see_alert", args=[alert.pk, "lead"]))

    assert Alert.objects.get().lead_seen_by == lead


def test_the_first_page_says_what_was_kept_with_its_denominator(client_of: ClientOf, officer: User) -> None:
    make_promise(result="done", by=officer, at=timezone.now(), done_at=timezone.now())

    shown = text(client_of(officer).get(reverse("followup:alerts") + "?visa=alla"))

    assert "hållet: 1 av 1 lovade följder" in shown


def test_a_lever_is_written_down(client_of: ClientOf, officer: User) -> None:
    person, on = make_person(), timezone.localdate()
    told = {"kind": "contact_ban", "since": on.isoformat(), "until": (on + timedelta(days=90)).isoformat()}

    answer = client_of(officer).post(reverse("followup:add_lever", args=[person.pk]), told)

    assert answer.url == reverse("followup:person", args=[person.pk])
    assert Lever.objects.get().person == person


@pytest.mark.parametrize("told", [{"kind": ""}, {"until": ""}, {"area": "Storgatan 3"}])
def test_a_lever_that_cannot_be_is_told_to_the_one_who_types(
    client_of: ClientOf, officer: User, told: dict[str, str]
) -> None:
    on = timezone.localdate()
    whole = {"kind": "contact_ban", "since": on.isoformat(), "until": on.isoformat()} | told

    answer = client_of(officer).post(reverse("followup:add_lever", args=[make_person().pk]), whole)

    assert (answer.status_code, Lever.objects.count()) == (400, 0)


def test_a_lever_is_broken_ended_and_asked_about(client_of: ClientOf, officer: User) -> None:
    lever = make_lever(until=timezone.localdate() + timedelta(days=5))
    client, on = client_of(officer), timezone.localdate().isoformat()

    client.post(reverse("followup:asked", args=[lever.pk]))
    client.post(reverse("followup:breach", args=[lever.pk]), {"day": on, "because": "Ringde flera gånger."})
    client.post(reverse("followup:end_lever", args=[lever.pk]), {"last_day": on, "because": "Beslutet är hävt."})

    ended = Lever.objects.get()
    assert (ended.asked_by, ended.ended_by, LeverBreach.objects.count()) == (officer, officer, 1)


@pytest.mark.parametrize(
    ("name", "told"), [("breach", {"day": "1999-01-01"}), ("end_lever", {"last_day": "1999-01-01"})]
)
def test_what_does_not_fit_the_lever_is_told(
    client_of: ClientOf, officer: User, name: str, told: dict[str, str]
) -> None:
    answer = client_of(officer).post(
        reverse(f"followup:{name}", args=[make_lever().pk]), {**told, "because": "Så var det."}
    )

    assert (answer.status_code, LeverBreach.objects.count()) == (400, 0)


def test_the_register_shows_what_ends_and_what_stands_outside(client_of: ClientOf, officer: User) -> None:
    make_lever(until=timezone.localdate() + timedelta(days=5))
    make_ban(kind="något annat")

    shown = text(client_of(officer).get(reverse("followup:levers")))

    assert "Är den som skyddas tillfrågad?" in shown
    assert "1 kontaktförbud i filerna står inte här" in shown


def test_a_watch_is_looked_at(client_of: ClientOf, officer: User) -> None:
    watch = make_watch()

    client_of(officer).post(reverse("followup:look", args=[watch.pk]), {"note": "Lugnt enligt patrullen."})

    assert Watch.objects.get().note == "Lugnt enligt patrullen."


def test_the_lists_ask_the_database_no_more_for_more_rows(
    client_of: ClientOf, officer: User, django_assert_max_num_queries: Any
) -> None:
    for _one in range(8):
        make_promise(make_alert())
        make_breach()
        make_watch()
    client = client_of(officer)

    for name in ("alerts", "levers", "watches"):
        client.get(reverse(f"followup:{name}"))
        with django_assert_max_num_queries(40):
            client.get(reverse(f"followup:{name}"))


def test_my_day_begins_with_alerts_and_turns_them_red_by_the_hour(officer: User) -> None:
    fresh = make_alert()
    late = make_alert(due_at=timezone.now() - timedelta(minutes=5))
    begun = make_promise(result="done", by=officer, at=timezone.now(), done_at=timezone.now()).alert
    Alert.objects.filter(pk=begun.pk).update(lead_seen_at=timezone.now(), victim_side_seen_at=timezone.now())

    first, *rest = my_day(officer, timezone.localdate()).groups

    assert first.says == "Larm"
    assert [(str(late.pk) in first.tasks[0].address, first.tasks[0].late) for _one in (1,)] == [(True, True)]
    assert [task.late for task in first.tasks] == [True, False]
    assert str(fresh.pk) in first.tasks[1].address
    assert any(str(begun.pk) in task.address for group in rest for task in group.tasks)


def test_my_day_asks_about_levers_that_end_and_watches_that_are_due(officer: User) -> None:
    make_lever(until=timezone.localdate() + timedelta(days=5))
    make_watch()

    whats = {task.what for group in my_day(officer, timezone.localdate()).groups for task in group.tasks}

    assert {"Åtgärd som slutar", "Blev det lugnt?"} <= whats
