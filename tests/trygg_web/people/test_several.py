"""What a report with several suspects and victims says of each of them."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from tests.factories.incidents import make_incident, make_party
from tests.trygg_web.conftest import make
from tests.trygg_web.people.rows import ANNA, BERTIL, CEDRIC, City
from trygg.facts import facts
from trygg.records import COUNTS, TRI
from trygg_web.access.models import EntrySubject, Role, User
from trygg_web.incidents.models import Incident, Party, Report, Standing
from trygg_web.people import actions, queries
from trygg_web.people.actions import moves
from trygg_web.people.models import Link, MutualHold, Person
from trygg_web.people.queries.links import party_cards
from trygg_web.people.queries.observable import rules_on
from trygg_web.people.queries.register import frame

ON = date(2026, 1, 5)
DORIS = ("198203129866", "Doris", "Alm")
Who = tuple[str, str, str]


def person_of(who: Who) -> Person:
    [person] = {link.person for link in Link.objects.filter(until=None) if link.party.given == who[1]}
    return person


def against(report: Report, victim: Who, place: int = 1, *, suspect: int = 0, **told: object) -> Incident:
    """One victim more in a report, with an offence against them."""
    make_party(report, "victim", place=place, number=victim[0], given=victim[1], family=victim[2])
    return make_incident(report, suspect=suspect, victim=place, **told)


def with_suspect(report: Report, suspect: Who, place: int = 1, **told: object) -> Incident:
    """One suspect more in a report, with an offence against its first victim."""
    make_party(report, "suspect", place=place, number=suspect[0], given=suspect[1], family=suspect[2])
    return make_incident(report, suspect=place, **told)


def counted(who: Who) -> dict[str, object]:
    [row] = facts(queries.events([person_of(who).pk], until=ON), rules_on(ON), ON).iter_rows(named=True)
    return row


@pytest.mark.django_db
class TestEvents:
    def test_two_victims_are_one_report_for_the_suspect(self, city: City, analyst: User) -> None:
        against(city.report(BERTIL, ANNA, day=date(2025, 6, 1)), DORIS)
        actions.link_new_parties(on=ON, by=analyst)

        told = counted(BERTIL)

        assert (told["reports_12m"], told["partner_victims_36m"]) == (1, 2)

    def test_a_flag_of_one_pair_is_not_the_other_suspects(self, city: City, analyst: User) -> None:
        report = city.report(BERTIL, ANNA, day=date(2025, 6, 1), weapon=True)
        with_suspect(report, CEDRIC, weapon=False)
        actions.link_new_parties(on=ON, by=analyst)

        assert (counted(BERTIL)["flag_weapon"], counted(CEDRIC)["flag_weapon"]) == (1, 0)

    def test_a_pair_that_is_no_couple_does_not_count(self, city: City, analyst: User) -> None:
        report = city.report(BERTIL, ANNA, day=date(2025, 6, 1))
        with_suspect(report, CEDRIC, partner=False)
        actions.link_new_parties(on=ON, by=analyst)

        assert queries.events([person_of(CEDRIC).pk], until=ON).is_empty()
        assert queries.last_reported([person_of(CEDRIC).pk]) == {}
        assert queries.suspicions(datetime(2025, 1, 1, tzinfo=UTC))["person"].to_list() == [str(person_of(BERTIL).pk)]

    def test_a_charge_is_one_however_many_victims(self, city: City, analyst: User) -> None:
        report = city.report(BERTIL, ANNA, day=date(2025, 6, 1))
        against(report, DORIS)
        with_suspect(report, CEDRIC)
        Standing.objects.create(report=report, kind="suspicion", value="charged", since=date(2025, 7, 1), run=city.run)
        actions.link_new_parties(on=ON, by=analyst)

        assert (counted(BERTIL)["charges_partner"], counted(CEDRIC)["charges_partner"]) == (1, 0)

    def test_a_suspicion_that_falls_falls_for_one(self, city: City, analyst: User) -> None:
        dropped, withdrawn = city.report(BERTIL, ANNA, day=date(2025, 6, 1)), city.report(BERTIL, ANNA)
        with_suspect(dropped, CEDRIC)
        with_suspect(withdrawn, CEDRIC)
        Standing.objects.create(
            report=dropped, suspect=1, kind="suspicion", value="dropped", since=date(2025, 7, 1), run=city.run
        )
        actions.link_new_parties(on=ON, by=analyst)
        actions.observe(
            person_of(CEDRIC).pk, "suspicion_withdrawn", "yes", day=date(2025, 8, 1), source="Polisen", because="",
            report_id=withdrawn.pk, by=analyst,
        )  # fmt: skip

        told = set(queries.suspicions(datetime(2025, 1, 1, tzinfo=UTC)).select("person", "report").iter_rows())
        assert told == {(str(person_of(BERTIL).pk), str(report.pk)) for report in (dropped, withdrawn)}
        assert set(queries.events(None, until=ON)["person"]) >= {str(person_of(BERTIL).pk)}
        reported = queries.events([person_of(CEDRIC).pk], until=ON)
        assert "offence" not in reported["kind"].to_list()


@pytest.mark.django_db
class TestCouples:
    def test_a_victim_is_a_couple_with_their_own_suspect_alone(self, city: City, analyst: User) -> None:
        report = city.report(BERTIL, ANNA)
        make_party(report, "suspect", place=1, number=CEDRIC[0], given=CEDRIC[1], family=CEDRIC[2])
        against(report, DORIS, suspect=1, relation="sibling", partner=False)
        actions.link_new_parties(on=ON, by=analyst)

        names = {
            who[1]: [couple.other.given for couple in queries.couples(analyst, person_of(who).pk)]
            for who in (BERTIL, ANNA, CEDRIC, DORIS)
        }
        assert names == {"Bertil": ["Anna"], "Anna": ["Bertil"], "Cedric": ["Doris"], "Doris": ["Cedric"]}
        assert queries.couples(analyst, person_of(DORIS).pk)[0].relation == "sibling"

    def test_each_against_the_other_in_one_report_is_held(self, city: City, analyst: User) -> None:
        report = city.report(BERTIL, ANNA)
        make_party(report, "suspect", place=1, number=ANNA[0], given=ANNA[1], family=ANNA[2])
        against(report, BERTIL, suspect=1)

        run = actions.link_new_parties(on=ON, by=analyst)

        assert (run.persons, run.holds) == (2, 1)
        [held] = queries.held_couples(analyst)
        assert [one.number for one in (*held.by_one, *held.by_other)] == [report.number] * 2
        assert {line.role for line in queries.reports_of(analyst, person_of(ANNA).pk)} == {"suspect", "victim"}
        assert queries.couples(analyst, person_of(ANNA).pk)[0].mutual

    def test_two_who_are_suspected_together_are_no_couple(self, city: City, analyst: User) -> None:
        with_suspect(city.report(BERTIL, ANNA), CEDRIC)

        actions.link_new_parties(on=ON, by=analyst)

        assert not MutualHold.objects.exists()
        assert [one.other.given for one in queries.couples(analyst, person_of(CEDRIC).pk)] == ["Anna"]


@pytest.mark.django_db
class TestShown:
    def test_a_report_tells_all_whom_a_person_stands_against(self, city: City, analyst: User) -> None:
        report = city.report(BERTIL, ANNA)
        against(report, DORIS, heading="olaga hot")
        actions.link_new_parties(on=ON, by=analyst)

        [line] = queries.reports_of(analyst, person_of(BERTIL).pk)
        [hers] = queries.reports_of(analyst, person_of(DORIS).pk)

        assert [one.given for one in line.others] == ["Anna", "Doris"]
        assert [one.heading for one in hers.offences] == ["olaga hot"]
        card = party_cards(analyst, [Party.objects.get(role="suspect").pk])[0]
        assert card.opposite == "Anna Berg, Doris Alm"

    def test_reading_a_persons_reports_opens_no_co_suspect(self, city: City, analyst: User) -> None:
        with_suspect(city.report(BERTIL, ANNA), CEDRIC)
        actions.link_new_parties(on=ON, by=analyst)
        before = EntrySubject.objects.count()

        queries.reports_of(analyst, person_of(BERTIL).pk)

        opened = EntrySubject.objects.order_by("pk").values_list("subject", flat=True)[before:]
        assert str(person_of(ANNA).pk) in opened
        assert str(person_of(CEDRIC).pk) not in opened

    def test_a_protected_victim_beside_another_is_masked_alone(self, city: City, analyst: User) -> None:
        report = city.report(BERTIL, ANNA)
        against(report, DORIS)
        Party.objects.filter(report=report, role="victim", place=1).update(protected="both")
        actions.link_new_parties(on=ON, by=analyst)

        [line] = queries.reports_of(analyst, person_of(BERTIL).pk)
        card = party_cards(analyst, [Party.objects.get(role="suspect").pk])[0]

        assert [one.name for one in line.others] == ["Anna Berg", "Skyddad identitet"]
        assert card.opposite == "Anna Berg, Skyddad identitet"

    def test_the_page_of_a_person_names_all_of_them(
        self, city: City, analyst: User, client_of: Callable[[User], Client]
    ) -> None:
        against(city.report(BERTIL, ANNA), DORIS)
        actions.link_new_parties(on=ON, by=analyst)
        client: Client = client_of(analyst)

        shown = client.get(f"/personer/{person_of(BERTIL).pk}/relationer/").content.decode()

        assert "Anna Berg" in shown
        assert "Doris Alm" in shown

    def test_linkage_weighs_a_partner_before_another(self, city: City) -> None:
        report = city.report(BERTIL, ANNA, partner=False)
        against(report, DORIS, partner=True)

        told = {row["given"]: row["other"] for row in frame(Party.objects.all()).iter_rows(named=True)}

        names = {str(party.pk): party.given for party in Party.objects.all()}
        assert {name: names[other] for name, other in told.items()} == {
            "Bertil": "Doris",
            "Anna": "Bertil",
            "Doris": "Bertil",
        }


OFFENCES = some.sampled_from(["misshandel", "olaga_hot", "grov_kvinnofridskrankning", "valdtakt"])


class TestSplit(TestCase):
    """A report told as single-pair reports is the same facts, but for how many reports it is."""

    SUSPECTS, VICTIMS = (BERTIL, CEDRIC), (ANNA, DORIS)

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        some.lists(some.tuples(some.sampled_from([0, 1]), some.sampled_from([0, 1]), OFFENCES), min_size=1, max_size=5)
    )
    def test_each_persons_facts_are_those_of_the_report_parted(self, rows: list[tuple[int, int, str]]) -> None:
        whole, parted = (self._facts(rows, split) for split in (False, True))

        assert whole.keys() == parted.keys()
        for person, told in whole.items():
            assert told["reports_12m"] == 1
            for name in (*COUNTS, *TRI):
                if not name.startswith("reports_"):
                    assert told[name] == parted[person][name], name

    def _facts(self, rows: Sequence[tuple[int, int, str]], split: bool) -> dict[str, dict[str, object]]:
        by = make(f"pia{split}{Report.objects.count()}", Role.ANALYST)
        city = City(by)
        city.count = Report.objects.count()
        before = set(Report.objects.values_list("pk", flat=True))
        pairs = dict.fromkeys((suspect, victim) for suspect, victim, _ in rows)
        for some_pairs in ([pair] for pair in pairs) if split else [list(pairs)]:
            self._report(city, some_pairs, rows)
        Link.objects.all().delete()
        people = {who[0]: Person.objects.create(since=city.run.at) for who in (*self.SUSPECTS, *self.VICTIMS)}
        move = moves.start("run", "", by)
        for party in Party.objects.exclude(report__in=before):
            Link.objects.create(party=party, person=people[party.number], since=move.at, by=by, move=move)
        names = {str(person.pk): number for number, person in people.items()}
        told = facts(queries.events(None, until=ON), rules_on(ON), ON).iter_rows(named=True)
        return {names[row["person"]]: row for row in told}

    def _report(self, city: City, pairs: Sequence[tuple[int, int]], rows: Sequence[tuple[int, int, str]]) -> None:
        city.count += 1
        report = Report.objects.create(
            number=f"5000-K{city.count:06d}-25", reported_at=datetime(2025, 6, 1, 12, tzinfo=UTC), run=city.run,
            relation="partner", partner=True, told_on=ON,
        )  # fmt: skip
        for role, side, known in (("suspect", 0, self.SUSPECTS), ("victim", 1, self.VICTIMS)):
            for place in sorted({pair[side] for pair in pairs}):
                number, given, family = known[place]
                make_party(report, role, place=place, number=number, given=given, family=family)
        for suspect, victim, offence in rows:
            if (suspect, victim) in pairs:
                make_incident(report, suspect=suspect, victim=victim, offence=offence, weapon=victim == 1)
