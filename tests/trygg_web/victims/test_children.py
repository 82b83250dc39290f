"""Children and concerns: at once, the same day, within fourteen days, four months, one week; thirty years."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from tests.factories import make_user
from tests.factories.victims import make_child, make_concern, make_conflict, make_received, make_track
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.models import Role, User
from trygg_web.victims import actions, queries
from trygg_web.victims.models import Concern, ConcernState, Reporter
from trygg_web.victims.queries.children import next_step

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def worker(db: None) -> User:
    return make_user("barbro", Role.CHILDREN)


def test_a_child_who_was_there_or_heard_makes_a_concern_that_cannot_be_passed_over(advocate: User) -> None:
    track = make_track(users=[advocate])
    actions.add_child(track.pk, name="Lisa", heard=True, by=advocate)
    actions.add_child(track.pk, name="Olle", present=False, heard=None, by=advocate)

    concern = Concern.objects.get()

    assert concern.state == ConcernState.KNOWN
    assert [due.alarm for due in queries.due(advocate, timezone.localdate()) if "barn" in due.what] == [True]
    with pytest.raises(InvalidInput):
        actions.not_needed(concern.pk, because="nej", by=advocate)


def test_a_concern_that_was_not_needed_may_still_be_sent(advocate: User) -> None:
    concern = make_concern()

    actions.not_needed(concern.pk, because="Barnet bor i ett annat land.", by=advocate)

    assert actions.send_concern(concern.pk, by=advocate).state == ConcernState.SENT


def test_a_concern_goes_its_way_and_skips_no_step(worker: User) -> None:
    concern = make_concern(state=ConcernState.SENT, sent_at=timezone.now())
    with pytest.raises(NotThere):
        actions.assess_protection(concern.pk, "Barnet är tryggt hos mormor.", by=worker)

    actions.receive_concern(concern.pk, by=worker)
    with pytest.raises(WrongState):
        actions.decide_concern(concern.pk, "not_opened", because="Inget behov av skydd.", by=worker)
    actions.assess_protection(concern.pk, "Barnet är tryggt hos mormor.", by=worker)
    with pytest.raises(InvalidInput):
        actions.decide_concern(concern.pk, "opened", because="Barnet behöver utredas.", by=worker)
    actions.decide_concern(
        concern.pk, "opened", because="Barnet behöver utredas.", her_safety="Vänta till fredag.", by=worker
    )
    ended = actions.end_concern(concern.pk, by=worker)

    assert ended.state == ConcernState.ENDED
    assert ended.ended_on == timezone.localdate()


@pytest.mark.parametrize(
    ("given", "until"),
    [
        ({"state": "known", "known_at": MONDAY}, date(2026, 11, 2)),
        ({"state": "sent", "sent_at": MONDAY}, date(2026, 11, 2)),
        ({"state": "received", "received_at": MONDAY}, date(2026, 11, 2)),
        ({"state": "assessed", "received_at": MONDAY}, date(2026, 11, 16)),
        ({"state": "assessed", "received_at": datetime(2026, 12, 11, 9, tzinfo=UTC)}, date(2026, 12, 28)),
        ({"state": "decided", "decision": "opened", "decided_on": date(2026, 11, 2)}, date(2027, 3, 2)),
        ({"state": "decided", "decision": "opened", "decided_on": date(2026, 10, 31)}, date(2027, 3, 1)),
        ({"state": "decided", "decision": "not_opened", "decided_on": date(2026, 11, 2)}, None),
        (
            {
                "state": "decided",
                "decision": "not_opened",
                "decided_on": date(2026, 11, 2),
                "asked_back_on": date(2026, 11, 3),
            },
            date(2026, 11, 9),
        ),
    ],
)
def test_each_step_has_the_day_of_the_law(given: dict[str, object], until: date | None) -> None:
    """14 days from 11 December is Christmas Day, so the next working day; 4 months from 31 October is a Sunday."""
    row = Concern(**({"known_at": MONDAY} | given))

    assert next_step(row)[1] == until


def test_a_prolonged_investigation_says_why_and_until_when(worker: User) -> None:
    concern = make_received(
        holder=worker.pk, state="decided", decision="opened", decided_on=date(2026, 11, 2), decided_by=worker.pk
    )

    row = actions.prolong(concern.pk, date(2027, 5, 1), because="Utlåtandet dröjer.", by=worker)

    assert next_step(row)[1] == date(2027, 5, 1)


def test_the_reporter_is_told_one_of_three_things(worker: User) -> None:
    concern = make_received(holder=worker.pk)
    with pytest.raises(WrongState):
        actions.answer_back(concern.pk, by=worker)
    Concern.objects.filter(pk=concern.pk).update(
        state="decided", decision="not_opened", decided_on=date(2026, 11, 2), decided_by=worker.pk
    )

    assert actions.answer_back(concern.pk, by=worker) == "utredning inte inledd"


def test_only_the_one_who_handles_a_concern_sees_it(worker: User) -> None:
    other = make_user("bodil", Role.CHILDREN)
    concern = make_received(holder=None)
    actions.take_on(concern.pk, by=worker)

    assert [row.id for row in queries.concerns(worker)] == [concern.pk]
    assert queries.concerns(other) == []
    with pytest.raises(NotThere):
        queries.concern(other, concern.pk)
    with pytest.raises(WrongState):
        actions.take_on(concern.pk, by=other)


def test_a_conflict_hides_the_concern_too(worker: User) -> None:
    concern = make_received(holder=None)
    make_conflict(track=concern.child.track, user=worker.pk)

    assert queries.concerns(worker) == []


def test_who_reported_a_child_without_a_track_is_opened_by_two_as_well(worker: User, lead: User) -> None:
    concern, other = (make_received(child=make_child(track=None), holder=worker.pk) for _ in range(2))
    for row in (concern, other):
        actions.name_reporter(row.pk, "Grannen", by=worker)
    assert queries.concern(worker, concern.pk)["reporter"] is None

    asked = actions.ask_reporter(concern.pk, because="Jag behöver ringa tillbaka.", by=worker)
    assert [row.pk for row, _case, _who in queries.openings(lead)] == [asked.pk]
    actions.open_for_other(asked.pk, by=lead)

    assert queries.concern(worker, concern.pk)["reporter"] is not None
    assert queries.concern(worker, other.pk)["reporter"] is None


def test_who_reported_is_opened_by_two(worker: User, lead: User) -> None:
    concern = make_received(holder=worker.pk)
    actions.name_reporter(concern.pk, "Grannen", private=True, by=worker)
    assert queries.concern(worker, concern.pk)["reporter"] is None

    asked = actions.ask_reporter(concern.pk, because="Jag behöver ringa tillbaka.", by=worker)
    with pytest.raises(NotThere):
        actions.open_for_other(asked.pk, by=worker)
    actions.open_for_other(asked.pk, by=lead)

    shown = queries.concern(worker, concern.pk)["reporter"]
    assert isinstance(shown, Reporter)
    assert shown.name == "Grannen"


@pytest.mark.parametrize(
    ("born", "until"),
    [("2018-05-01", date(2048, 5, 1)), ("2020-02-29", date(2050, 3, 1)), ("", None)],
)
def test_a_childs_file_is_kept_until_thirty(born: str, until: date | None) -> None:
    assert queries.keep_until(make_child(born=born)) == until


def test_the_birthday_is_read_from_the_number_also_of_a_samordningsnummer(advocate: User) -> None:
    track = make_track(users=[advocate])
    from trygg_web.victims.actions.children import _born

    assert _born("201805612399") == "2018-05-01"
    assert actions.add_child(track.pk, name="Lisa", born=date(2018, 5, 1), by=advocate).born == "2018-05-01"


def test_what_is_kept_is_told_by_kind_and_day_only(lead: User) -> None:
    make_received(state="decided", decision="opened", decided_on=date(2026, 11, 2), decided_by=lead.pk)
    make_received(state="decided", decision="not_opened", decided_on=date(2026, 11, 2), decided_by=lead.pk)

    kept = queries.kept(lead)

    assert sorted(one.record_class for one in kept) == ["child_investigation", "file", "file", "not_opened"]
