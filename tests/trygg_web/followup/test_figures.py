"""The headline figures: every share stands with what it is a share of."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import clerk, make_alert, make_promise, make_report, make_told
from trygg_web.access.errors import NotAllowed
from trygg_web.access.models import User
from trygg_web.followup.models import Alert
from trygg_web.followup.queries import certainty_and_speed

pytestmark = pytest.mark.django_db


def answered(alert: Alert, result: str, hours: int = 1, **given: object) -> None:
    done = alert.reported_at + timedelta(hours=hours) if result == "done" else None
    make_promise(alert, result=result, by=clerk(), at=timezone.now(), done_at=done, **given)


def test_nothing_promised_has_no_share(officer: User) -> None:
    figures = certainty_and_speed(officer, date(2026, 1, 1), date(2026, 12, 31))

    assert (figures.certainty.promised, figures.certainty.share) == (0, None)
    assert (figures.speed.alerts, figures.speed.share, figures.speed.median_hours) == (0, None, None)


def test_kept_is_a_share_of_all_that_was_promised(officer: User) -> None:
    alert = made(days=3)
    for result in ("done", "done", "not_possible", "not_done"):
        answered(alert, result)
    make_promise(alert)  # of which nobody has said anything

    told = certainty_and_speed(officer, *this_week()).certainty

    assert (told.promised, told.done, told.not_possible, told.not_done, told.unknown) == (5, 2, 1, 1, 1)
    assert (told.share, told.most, told.possible) == (2 / 5, 3 / 5, 2 / 4)


def test_speed_counts_those_whose_time_is_out(officer: User) -> None:
    answered(made(days=3), "done", hours=2)
    answered(made(days=3), "done", hours=30)
    answered(made(days=3), "not_done")
    made(hours=2)

    told = certainty_and_speed(officer, *this_week()).speed

    assert (told.alerts, told.answered, told.waiting, told.due, told.in_time) == (4, 2, 1, 3, 1)
    assert (told.share, told.within) == (1 / 3, 24)


def test_alerts_that_fell_and_reports_outside_the_span_are_left_out(officer: User) -> None:
    fell = made(days=2)
    Alert.objects.filter(pk=fell.pk).update(state="withdrawn")
    answered(fell, "done")
    answered(made(days=40), "done")

    figures = certainty_and_speed(officer, *this_week())

    assert (figures.certainty.promised, figures.speed.alerts) == (0, 0)


def test_whoever_may_not_see_messages_sees_no_figures(auditor: User) -> None:
    with pytest.raises(NotAllowed):
        certainty_and_speed(auditor, *this_week())


def this_week() -> tuple[date, date]:
    return timezone.localdate() - timedelta(days=6), timezone.localdate()


def made(**ago: int) -> Alert:
    told = make_told(delivered_at=timezone.now() - timedelta(days=60))
    return make_alert(told, make_report(reported_at=timezone.now() - timedelta(**ago)))
