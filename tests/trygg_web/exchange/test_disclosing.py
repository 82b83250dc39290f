"""A disclosure crosses once, with its purpose and its condition; by two persons where it is delicate."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import make_user
from tests.trygg_web.exchange.drafts import HARMLESS, LEVEL, NUMBER, back, draft
from tests.trygg_web.exchange.houses import House, without_triggers
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.models import Role
from trygg_web.exchange import actions, ledger, queries
from trygg_web.exchange.actions import Item
from trygg_web.exchange.models import Disclosure, LedgerEntry, LedgerPerson, Outgoing
from trygg_web.exchange.policies import LawRefuses

pytestmark = pytest.mark.django_db
Two = tuple[House, House]


def told(houses: Two, **given: object) -> Disclosure:
    police, social = houses
    with police.inside():
        made = actions.disclose(replace(draft(), **given), by=police.user(Role.OFFICER))  # type: ignore[arg-type]  # fields of a draft
    police.post()
    social.post()
    return made


def test_a_disclosure_arrives_with_purpose_condition_and_items(houses: Two) -> None:
    told(houses)

    with houses[1].inside():
        came = queries.arrivals(houses[1].user(Role.SUPPORT))
    assert [(one.kind, one.purpose, one.condition, one.items) for one in came] == [
        ("level", "prevent_crime", "Får inte lämnas vidare.", (NUMBER, LEVEL))
    ]


def test_a_receipt_comes_back_and_ends_the_sending(houses: Two) -> None:
    police, _social = houses
    told(houses)

    police.post()

    with police.inside():
        assert [one.state for one in Outgoing.objects.all()] == ["receipted"]


def test_both_houses_have_one_line_in_the_ledger_that_names_the_fields_and_no_value(houses: Two) -> None:
    told(houses)

    for house in houses:
        with house.inside():
            entry = LedgerEntry.objects.get()
            assert entry.fields == {"number": "person_basics", "level": "level_and_delivery"}
            assert NUMBER.value not in str(entry.__dict__)
            assert ledger.walk() == ledger.Walked(1, ())


def test_a_changed_line_of_the_ledger_is_found(houses: Two) -> None:
    told(houses)

    with houses[0].inside():
        with without_triggers():
            LedgerEntry.objects.update(ground="G-01")
        assert ledger.walk() == ledger.Walked(1, (1,))


def test_a_removed_line_of_the_ledger_is_found(houses: Two) -> None:
    told(houses)

    with houses[0].inside():
        with without_triggers():
            LedgerPerson.objects.all().delete()
            LedgerEntry.objects.all().delete()
        assert not ledger.walk().whole


def test_the_lines_of_a_person_are_found_however_the_number_is_written_and_corrections_with_them(houses: Two) -> None:
    police, social = houses
    her = Item("victim_number", "victim_identity", "198804029802")
    made = told(houses, items=(NUMBER, LEVEL, her))
    told(houses, items=(LEVEL,))
    with police.inside():
        actions.correct(made.pk, because="Ändrad.", items=[LEVEL], by=police.user(Role.OFFICER))
    police.post()
    social.post()

    for house in houses:
        with house.inside():
            viewer = house.user(Role.AUDITOR)
            for number in ("19850312-9801", "198503129801", "850312-9801", "19880402-9802"):
                assert len(queries.ledger_of(viewer, number)) == 2
            assert queries.ledger_of(viewer, "19850312-9819") == []


@pytest.mark.parametrize(
    "touch",
    [
        "UPDATE exchange_ledgerentry SET ground = 'G-01'",
        "DELETE FROM exchange_ledgerentry",
        "UPDATE exchange_ledgerperson SET key = 'x'",
        "UPDATE exchange_ledgerhead SET seq = 7",
        "DELETE FROM exchange_ledgerhead",
    ],
)
def test_the_database_refuses_to_change_the_ledger(houses: Two, touch: str) -> None:
    told(houses)

    with houses[0].inside(), pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        connection.cursor().execute(touch)


def test_the_sender_s_own_id_never_leaves(houses: Two) -> None:
    told(houses, subject="own-id-77")

    with houses[0].inside():
        assert "own-id-77" not in Outgoing.objects.get().body


def test_a_branch_sees_only_what_was_told_to_it(houses: Two) -> None:
    social = houses[1]
    told(houses)

    with social.inside():
        seen = {role: len(queries.arrivals(social.user(role))) for role in (Role.SUPPORT, Role.ADVOCATE, Role.CHILDREN)}
    assert seen == {Role.SUPPORT: 1, Role.ADVOCATE: 0, Role.CHILDREN: 0}


def test_what_law_refuses_is_refused_with_its_provision(houses: Two) -> None:
    police = houses[0]
    extract = Item("extract", "register_extract", "Tre domar")

    with police.inside(), pytest.raises(LawRefuses, match="35 kap"):
        actions.disclose(draft(extract), by=police.user(Role.OFFICER))


def test_a_ground_that_does_not_open_the_class_is_refused(houses: Two) -> None:
    police = houses[0]

    with police.inside(), pytest.raises(LawRefuses):
        actions.disclose(draft(ground="G-09"), by=police.user(Role.OFFICER))


@pytest.mark.parametrize("missing", ["need", "weighing"])
def test_an_unanswered_condition_stops_it(houses: Two, missing: str) -> None:
    police = houses[0]
    answers = {name: said for name, said in draft().answers.items() if name != missing}

    with police.inside(), pytest.raises(InvalidInput):
        actions.disclose(draft(answers=answers), by=police.user(Role.OFFICER))


def test_an_unfinished_harm_test_stops_it(houses: Two) -> None:
    police = houses[0]

    with police.inside(), pytest.raises(InvalidInput):
        actions.disclose(draft(harm={}), by=police.user(Role.OFFICER))


def test_what_can_show_a_place_waits_for_a_second_person_and_is_not_sent(houses: Two) -> None:
    police, social = houses
    school = Item("reports", "incident_metadata", "Utanför barnens skola")
    harm = HARMLESS | {"shows_place": "yes"}

    told(houses, items=(school,), harm=harm)

    with police.inside():
        assert Disclosure.objects.get().state == "second"
        assert not Outgoing.objects.exists()
        assert not LedgerEntry.objects.exists()
    with social.inside():
        assert queries.arrivals(social.user(Role.SUPPORT)) == []


def test_the_second_person_sends_it(houses: Two) -> None:
    police, social = houses
    made = told(houses, harm=HARMLESS | {"retaliation": "yes"})

    with police.inside():
        actions.approve(made.pk, by=police.user(Role.LEAD))
    police.post()
    social.post()

    with social.inside():
        assert len(queries.arrivals(social.user(Role.SUPPORT))) == 1


def test_the_second_person_is_another_and_decides_once(houses: Two) -> None:
    police = houses[0]
    made = told(houses, harm=HARMLESS | {"retaliation": "yes"})

    with police.inside():
        with pytest.raises(NotAllowed):
            actions.approve(made.pk, by=police.user(Role.OFFICER))
        actions.decline(made.pk, because="Går inte att pröva.", by=police.user(Role.LEAD))
        with pytest.raises(WrongState):
            actions.approve(made.pk, by=make_user("", Role.LEAD))
        assert not Outgoing.objects.exists()


def test_who_does_not_work_in_the_branch_cannot_tell(houses: Two) -> None:
    police = houses[0]

    with police.inside(), pytest.raises(NotAllowed):
        actions.disclose(draft(), by=police.user(Role.SUPPORT))


def test_numbers_run_without_gaps_and_name_the_side(houses: Two) -> None:
    first, second = told(houses), told(houses)

    assert [one.dnr[-6:] for one in (first, second)] == ["000001", "000002"]
    assert first.dnr.startswith("U")
    with houses[1].inside():
        assert {one.dnr[0] for one in queries.arrivals(houses[1].user(Role.SUPPORT))} == {"I"}


def test_a_protected_identity_is_shown_to_the_few(houses: Two) -> None:
    police, social = houses
    made = told(houses, circumstances=frozenset({"protected_identity"}))
    with police.inside():
        actions.approve(made.pk, by=police.user(Role.LEAD, Role.CLEARED))
    police.post()
    social.post()

    with social.inside():
        viewer = social.user(Role.SUPPORT)
        came = queries.arrivals(viewer)[0]
        actions.acknowledge(came.id, by=viewer)
        values = [one.value for one in queries.opened(viewer, came.id).items]
    assert NUMBER.value not in values
    assert LEVEL.value in values


def test_nobody_decides_as_the_second_on_what_they_may_not_see(houses: Two) -> None:
    police = houses[0]
    made = told(houses, circumstances=frozenset({"protected_identity"}))

    with police.inside():
        lead, cleared = police.user(Role.LEAD), police.user(Role.LEAD, Role.CLEARED)
        with pytest.raises(NotAllowed):
            actions.approve(made.pk, by=lead)

        assert not queries.disclosure(lead, made.pk).may_decide
        assert [queries.due(one, made.at.date()) != [] for one in (lead, cleared)] == [False, True]


def test_a_standing_weighing_calls_nobody(houses: Two) -> None:
    police = houses[0]
    with police.inside():
        lead = police.user(Role.LEAD)
        for _ in range(8):
            actions.disclose(draft(alike=True), by=police.user(Role.OFFICER))

        assert queries.repeated(lead) == []


def test_who_leads_several_branches_sees_only_what_waits_for_a_second(houses: Two) -> None:
    social = houses[1]
    with social.inside():
        lead, advocate = social.user(Role.LEAD), social.user(Role.ADVOCATE)
        sent = actions.disclose(back(unit="victims"), by=advocate)
        waits = actions.disclose(back(unit="victims", harm={**HARMLESS, "retaliation": "yes"}), by=advocate)

        assert [line.row.pk for line in queries.outbox(lead)] == [waits.pk]
        with pytest.raises(NotThere):
            queries.disclosure(lead, sent.pk)
        with pytest.raises(NotAllowed):
            queries.recipients(lead)
        actions.approve(waits.pk, by=lead)
        assert [line.row.pk for line in queries.outbox(lead)] == [waits.pk]


def test_the_same_words_again_and_again_call_a_lead(houses: Two) -> None:
    police = houses[0]
    with police.inside():
        lead = police.user(Role.LEAD)
        made = [actions.disclose(draft(), by=police.user(Role.OFFICER)) for _ in range(6)]

        assert [(one.times, one.people) for one in queries.repeated(lead)] == [(6, 1)]
        actions.review_words(made[-1].pk, because="Varje prövning var egen.", by=lead)
        assert queries.repeated(lead) == []
