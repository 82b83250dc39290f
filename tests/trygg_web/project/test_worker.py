"""What a small file brings in is gone through the same day, whoever read it in."""

from datetime import date

import pytest

from tests.trygg_web.incidents.files import export, row
from trygg_web.access.models import User
from trygg_web.exchange import actions as exchange
from trygg_web.incidents import actions
from trygg_web.notifications import actions as notifications
from trygg_web.people.models import Link
from trygg_web.project.management.commands.work import Seen, look, post

pytestmark = pytest.mark.django_db


def test_a_house_that_nobody_can_reach_does_not_stop_the_work_on_what_came(monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[date] = []
    monkeypatch.setattr(exchange, "post", _unreachable)
    monkeypatch.setattr(notifications, "run_day", lambda *, on, by: worked.append(on))

    post()

    assert worked == [date.today()]


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
