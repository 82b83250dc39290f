"""A paper that says what the registers no longer make true is stopped before it is given."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_approvals, make_lever, make_notification
from trygg_web.access.models import User
from trygg_web.followup import actions, queries
from trygg_web.notifications import actions as notices
from trygg_web.notifications.models import Issued, Notification

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("back", "stops"), [(1, True), (0, False)])
def test_a_message_whose_paper_says_a_lever_that_has_ended_is_stopped(officer: User, back: int, stops: bool) -> None:
    make_approvals("talk.C.sv")
    message = make_notification(gates=("text",))
    notices.open_gate(message.gates.get().pk, because="Granskad för personen", by=officer)
    lever, today = make_lever(message.person), timezone.localdate()
    notices.issue(message.pk, "letter", (lever.kind,), by=officer)

    actions.end_lever(lever.pk, today - timedelta(days=back), because="Beslutet upphävdes", by=officer)

    assert message.gates.get().open is not stops  # its last day counts
    assert (Issued.objects.get().stale_at is not None) == stops
    assert actions.check_papers(on=today + timedelta(days=1), by=officer) == (0 if stops else 1)


def test_a_paper_that_says_supervision_or_custody_is_stopped_when_it_ends(officer: User) -> None:
    make_approvals("talk.C.sv")
    lever = make_lever(kind="supervision_condition", until=timezone.localdate())
    message = make_notification(lever.person, held=True)
    tomorrow = timezone.localdate() + timedelta(days=1)
    facts = queries.public_facts(lever.person_id, timezone.localdate())
    notices.issue(message.pk, "letter", facts=facts, by=officer)

    assert facts == ("supervised",)
    assert [actions.check_papers(on=day, by=officer) for day in (timezone.localdate(), tomorrow)] == [0, 1]
    notices.issue(message.pk, "letter", by=officer)
    Notification.objects.update(held=False)
    assert actions.check_papers(on=tomorrow, by=officer) == 1
