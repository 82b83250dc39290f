"""What a small file brings in is gone through the same day, whoever read it in."""

from datetime import date

import pytest

from tests.factories import make_notification, make_person
from tests.trygg_web.incidents.files import export, row
from trygg_web.access.models import User
from trygg_web.exchange import actions as exchange
from trygg_web.incidents import actions
from trygg_web.notifications import actions as notifications
from trygg_web.people import actions as people
from trygg_web.people.models import Link
from trygg_web.project import nights
from trygg_web.project.management.commands.work import Seen, look, post
from trygg_web.retention import actions as retention

pytestmark = pytest.mark.django_db


def test_a_house_that_nobody_can_reach_does_not_stop_the_work_on_what_came(monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[date] = []
    monkeypatch.setattr(exchange, "post", _unreachable)
    monkeypatch.setattr(notifications, "run_day", lambda *, on, by: worked.append(on))

    post()

    assert worked == [date.today()]


def test_a_death_that_is_told_stops_what_waits_at_the_next_look(officer: User) -> None:
    message = make_notification(make_person(born="1985-03-12"))
    seen = look(Seen())
    people.observe(message.person_id, "died", "yes", day=date.today(), source="folkbokföringen", because="", by=officer)

    look(seen)

    message.refresh_from_db()
    assert message.state == "cancelled"


def test_a_room_that_fails_at_night_does_not_stop_the_others_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    erased: list[date] = []
    monkeypatch.setattr(exchange, "run_day", lambda *, on, by: _unreachable(by=by))
    monkeypatch.setattr(retention, "run_day", lambda *, on, by: erased.append(on))

    night = nights.run_night(date.today(), by=nights.night())

    assert night.failed == ("exchange",)
    assert erased == [date.today()]


def test_a_list_that_fails_is_not_tried_again_before_something_new_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[date] = []

    def fails(on: date, *, by: User, tell: object = None) -> None:
        runs.append(on)
        raise ValueError

    monkeypatch.setattr(nights, "run_list", fails)

    seen = look(Seen())

    assert look(seen) == seen
    assert len(runs) == 1


def _unreachable(*, by: User) -> None:
    raise ConnectionError


def test_a_file_that_the_page_itself_read_in_is_gone_through_at_the_next_look(analyst: User) -> None:
    seen = look(Seen())
    assert Link.objects.count() == 0
    run = actions.receive(export(row()), "vecka.csv", sender="polisen", by=analyst)
    actions.import_reports(run.pk, by=analyst)

    later = look(seen)

    assert Link.objects.count() > 0
    assert look(later) == later
