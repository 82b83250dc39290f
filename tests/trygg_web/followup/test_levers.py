"""The register of levers: bans on file come in by themselves, the rest is written down by a person."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.factories import make_ban, make_breach, make_lever, make_link, make_person, make_report, suspect_of
from trygg.records import Kind
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.models import User
from trygg_web.followup.actions import LeverRun, add_lever, ask_renewal, end_lever, note_breach, register_levers
from trygg_web.followup.actions.levers import LeverTold
from trygg_web.followup.models import Lever
from trygg_web.followup.queries import ending, lever, levers, levers_of, outside, what_stands
from trygg_web.incidents.models import ContactBan
from trygg_web.people.models import Link, Person
from trygg_web.people.queries import events

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 1)
REASON = "Åklagaren har hävt beslutet."


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def test_a_ban_on_file_becomes_a_lever_of_the_one_it_binds(analyst: User) -> None:
    person = make_person()
    ban = make_ban(person, since=date(2026, 3, 1), until=date(2027, 2, 28))

    first, again = register_levers(on=ON, by=analyst), register_levers(on=ON, by=analyst)

    made = Lever.objects.get()
    assert (first, again) == (LeverRun(added=1), LeverRun())
    assert (made.person, made.ban, made.kind, made.decided_by) == (person, ban, "contact_ban", "prosecutor")
    assert (made.since, made.until, made.basis) == (ban.since, ban.until, "lagen (1988:688) om kontaktförbud 1 §")


def test_a_newer_file_moves_the_end(analyst: User) -> None:
    ban = make_ban(until=date(2026, 9, 1))
    register_levers(on=ON, by=analyst)
    ContactBan.objects.filter(pk=ban.pk).update(until=date(2026, 7, 1))

    run = register_levers(on=ON, by=analyst)

    assert (run, Lever.objects.get().until) == (LeverRun(updated=1), date(2026, 7, 1))


def test_a_lever_follows_the_report_that_was_parted_from_its_person(analyst: User) -> None:
    ban, other = make_ban(), make_person()
    register_levers(on=ON, by=analyst)
    Link.objects.filter(party__number_key=ban.number_key).update(person=other)

    register_levers(on=ON, by=analyst)

    assert Lever.objects.get().person == other


def test_a_number_that_two_bear_binds_neither_of_them(analyst: User) -> None:
    person = make_person()
    make_link(suspect_of(make_report({"number": person.number})))  # another person, by the links
    make_ban(person)

    assert register_levers(on=ON, by=analyst) == LeverRun(nobody=1)


def test_a_ban_of_nobody_known_and_one_of_no_known_kind_are_counted_and_shown(analyst: User) -> None:
    ban = make_ban(kind="något annat")
    make_ban(make_person(), number_key="0" * 32)

    assert register_levers(on=ON, by=analyst) == LeverRun(nobody=1, unnamed=1)
    assert outside(analyst) == 2
    assert ban.kind == "något annat"


def test_a_ban_that_follows_on_another_for_the_same_is_a_renewal(analyst: User) -> None:
    person = make_person()
    make_ban(person, since=date(2025, 3, 1), until=date(2026, 2, 28))
    make_ban(person, since=date(2026, 3, 1), until=date(2026, 12, 31))

    register_levers(on=ON, by=analyst)

    assert list(Lever.objects.order_by("since").values_list("renewal", flat=True)) == [False, True]


def test_a_ban_whose_end_lies_before_its_beginning_waits_for_a_better_file(analyst: User) -> None:
    make_ban(since=date(2026, 5, 1), until=date(2026, 4, 1))

    assert register_levers(on=ON, by=analyst).added == 0


def test_a_lever_takes_its_ground_and_authority_from_the_method(officer: User) -> None:
    person = make_person()

    made = add_lever(person.pk, LeverTold(kind="area_ban", since=days(-1), area="Rosengård"), by=officer)

    assert (made.basis, made.decided_by, made.source) == ("brottsbalken 26 kap. 15 §", "prison_and_probation", "person")
    assert Lever.objects.get().area == "Rosengård"


@pytest.mark.parametrize(
    "told",
    [
        {"kind": "stocks"},
        {"kind": "contact_ban", "until": days(-2)},
        {"kind": "contact_ban", "until": days(400)},
        {"kind": "contact_ban"},
        {"kind": "area_ban", "decided_on": days(1)},
    ],
    ids=["no such kind", "ends before it begins", "longer than the law", "no end where there must be", "of tomorrow"],
)
def test_a_lever_that_cannot_be_is_refused(officer: User, told: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        add_lever(make_person().pk, LeverTold(since=days(-1), **told), by=officer)  # type: ignore[arg-type]  # by name


def test_only_those_who_work_with_levers_write_them_down(analyst: User) -> None:
    with pytest.raises(NotAllowed):
        add_lever(make_person().pk, LeverTold(kind="area_ban", since=days(0)), by=analyst)


def test_a_lever_that_ended_stands_no_longer(officer: User) -> None:
    made = make_lever()

    end_lever(made.pk, days(-1), because=REASON, by=officer)

    assert [one.kind for one in what_stands(made.person_id, days(-1))] == ["contact_ban"]
    assert what_stands(made.person_id, days(0)) == ()
    assert Lever.objects.get().ended_because == REASON


def test_a_lever_ends_once_and_within_its_time(officer: User) -> None:
    made = make_lever()

    with pytest.raises(InvalidInput):
        end_lever(made.pk, days(-31), because=REASON, by=officer)
    with pytest.raises(InvalidInput):
        end_lever(made.pk, days(0), because="", by=officer)
    end_lever(made.pk, days(0), because=REASON, by=officer)
    with pytest.raises(WrongState):
        end_lever(made.pk, days(0), because=REASON, by=officer)
    with pytest.raises(NotThere):
        end_lever(uuid4(), days(0), because=REASON, by=officer)


def test_a_breach_is_what_the_rules_count(officer: User) -> None:
    made = make_lever()

    breach = note_breach(made.pk, days(-1), because="Ringde flera gånger.", by=officer)

    counted = events([made.person_id], until=days(0)).filter(kind=Kind.BREACH.value)
    assert counted["day"].to_list() == [days(-1)]
    assert (breach.observation.person_id, breach.because) == (made.person_id, "Ringde flera gånger.")


def test_nobody_breaks_what_does_not_stand(officer: User) -> None:
    made = make_lever()

    with pytest.raises(InvalidInput):
        note_breach(made.pk, days(-31), because="Ringde flera gånger.", by=officer)


@pytest.mark.parametrize(("left", "asks"), [(31, False), (30, True), (15, True), (7, True), (0, True), (-1, False)])
def test_somebody_asks_about_a_renewal_from_thirty_days_before_the_end(officer: User, left: int, asks: bool) -> None:
    make_lever(since=days(-100), until=days(left))

    assert bool(ending(officer, days(0))) is asks


def test_who_has_asked_is_asked_again_by_the_next_reminder(officer: User) -> None:
    made = make_lever(since=days(-100), until=days(20))

    ask_renewal(made.pk, by=officer)
    Lever.objects.filter(pk=made.pk).update(until=days(10))  # as if days had passed: the second reminder has come
    Lever.objects.filter(pk=made.pk).update(asked_at=timezone.now() - timedelta(days=5))

    assert [row.remind for row in ending(officer, days(0))] == [days(-4)]


def test_nothing_is_asked_on_the_day_somebody_has_asked(officer: User) -> None:
    made = make_lever(since=days(-100), until=days(14))

    ask_renewal(made.pk, by=officer)

    assert ending(officer, days(0)) == []


def test_the_register_shows_where_a_file_goes_beyond_the_law(officer: User) -> None:
    made = make_lever(since=days(-10), until=days(800), source="import", ban=make_ban())

    shown = lever(officer, made.pk)

    assert shown.row.beyond is not None
    assert shown.row.beyond < days(800)


def test_what_stands_is_said_once_for_each_kind_and_also_of_who_was_joined(officer: User) -> None:
    elder, made = make_person(), make_lever()
    make_lever(elder)
    make_lever(elder, kind="weapons_licence", until=None)
    Person.objects.filter(pk=made.person_id).update(until=timezone.now(), into=elder)

    told = what_stands(elder.pk, days(0))

    assert [one.kind for one in told] == ["contact_ban", "weapons_licence"]
    assert told[0].says.startswith("Du har ett kontaktförbud.")
    assert what_stands(elder.pk, days(0), "so") == ()  # nobody has written the sentence there


def test_the_filters_of_the_register_part_what_stands_from_what_ended(officer: User) -> None:
    person = make_person()
    make_lever(person)
    make_lever(person, since=days(-60), until=days(10))
    make_lever(person, since=days(-90), until=days(-10))
    make_lever(person, ended_on=days(-5), ended_by=officer)

    found = {which: len(levers(officer, which).object_list) for which in ("galler", "slutar", "slut", "alla")}

    assert found == {"galler": 2, "slutar": 1, "slut": 2, "alla": 4}
    assert len(levers_of(officer, person.pk)) == 4


def test_of_a_masked_person_what_was_written_freely_is_withheld(officer: User, cleared: User) -> None:
    person = make_person(protected="both")
    made = make_lever(person, area="Rosengård", reference="AM-1")
    make_breach(made)

    hidden, shown = lever(officer, made.pk), lever(cleared, made.pk)

    assert (hidden.area, hidden.reference, hidden.broken) == ("", "", ())
    assert (shown.area, shown.reference, len(shown.broken)) == ("Rosengård", "AM-1", 1)
