"""Reports with several suspects and victims: who is who, against whom, whatever the order of the rows."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from tests.trygg_web.conftest import make
from tests.trygg_web.incidents.files import export, row
from tests.trygg_web.incidents.test_importing import all_that_stands, bring_in
from tests.trygg_web.incidents.test_reading import read
from trygg_web.access.errors import WrongState
from trygg_web.access.models import Role, User
from trygg_web.incidents import actions, queries
from trygg_web.incidents.models import Amendment, Incident, Party, Rejected, Report, Standing
from trygg_web.incidents.reports import PartyTold, Reading, ReportTold, gathering
from trygg_web.incidents.reports.naming import UNTOLD, merged, named, place_of

KARL = {"Misstänkt_pnr": "19800311-9973", "Misstänkt_efternamn": "Ekström", "Misstänkt_förnamn": "Karl"}
OVE = {"Misstänkt_pnr": "19750228-9817", "Misstänkt_efternamn": "Ek", "Misstänkt_förnamn": "Ove"}
NOBODY = dict.fromkeys((*KARL, "Misstänkt_kön"), "")
ULRIKA = {"Målsägande_pnr": "19811009-9804", "Målsägande_efternamn": "Sjöberg", "Målsägande_förnamn": "Ulrika"}
ANNA = {"Målsägande_pnr": "19800101-9846", "Målsägande_efternamn": "Berg", "Målsägande_förnamn": "Anna"}
KARL_AS_VICTIM = {"Målsägande_pnr": "19800311-9973", "Målsägande_efternamn": "Ekström", "Målsägande_förnamn": "Karl"}
ULRIKA_AS_SUSPECT = {"Misstänkt_pnr": "19811009-9804", "Misstänkt_efternamn": "Sjöberg", "Misstänkt_förnamn": "Ulrika"}

SUSPECTS = [
    KARL,
    OVE,
    KARL | {"Misstänkt_pnr": ""},
    KARL | {"Misstänkt_pnr": "", "Misstänkt_förnamn": "K."},
    KARL | {"Misstänkt_pnr": "19800311-XXXX", "Misstänkt_efternamn": "EKSTR?M"},
    KARL | {"Misstänkt_förnamn": "Knut"},
    NOBODY,
]
VICTIMS = [ULRIKA, ANNA, ULRIKA | {"Målsägande_pnr": ""}, ULRIKA | {"Målsägande_pnr": "", "Målsägande_förnamn": "U"}]
ROWS = some.builds(
    lambda suspect, victim, facts: row(**suspect, **victim, **facts),
    some.sampled_from(SUSPECTS),
    some.sampled_from(VICTIMS),
    some.fixed_dictionaries(
        {
            "Brottsrubricering": some.sampled_from(["Olaga hot", "Misshandel, ej grov"]),
            "Brottstid": some.sampled_from(["2026-01-14 20:07", "2026-01-13", ""]),
            "Relation": some.sampled_from(["sambo", "syskon", ""]),
            "Misstankegrad": some.sampled_from(["anmäld", "åtalad", ""]),
            "Vapen": some.sampled_from(["J", "N", ""]),
            "Skada": some.sampled_from(["lindrig", "svår", ""]),
            "Skyddade_personuppgifter": some.sampled_from(["J", "N"]),
            "Område": some.sampled_from(["Rosengård", "Oxie", ""]),
        }
    ),
)


def told(reading: Reading) -> ReportTold:
    [one] = reading.told
    assert isinstance(one, ReportTold)
    return one


def whole(reading: Reading) -> tuple[object, ...]:
    """What a reading says, with its rejected rows by what stands in them."""
    return (reading.told, sorted((one.cells, one.column, one.reason) for one in reading.rejected))


class TestWhoIsWho:
    def test_two_victims_stand_in_one_report(self) -> None:
        report = told(read(export(row(**KARL, **ULRIKA), row(**KARL, **ANNA))))

        assert [one.given for one in report.suspects] == ["Karl"]
        assert [one.given for one in report.victims] == ["Anna", "Ulrika"]
        assert sorted((one.suspect, one.victim) for one in report.offences) == [(0, 0), (0, 1)]

    @pytest.mark.parametrize(
        "again",
        [
            {"Misstänkt_pnr": ""},
            {"Misstänkt_pnr": "", "Misstänkt_förnamn": "K."},
            {"Misstänkt_pnr": "19800311-XXXX"},
            {"Misstänkt_efternamn": "EKSTRÖM"},
            {"Misstänkt_pnr": "", "Misstänkt_efternamn": "Ekstr?m"},
            NOBODY,
        ],
    )
    def test_one_who_is_told_with_less_is_the_same_and_keeps_the_most(self, again: dict[str, str]) -> None:
        reading = read(export(row(**(KARL | again)), row(**KARL)))

        assert not reading.rejected
        assert [(one.number, one.given) for one in told(reading).suspects] == [("198003119973", "Karl")]
        assert {one.suspect for one in told(reading).offences} == {0}

    def test_a_name_that_may_be_two_people_is_neither(self) -> None:
        karls = [PartyTold(number="1", given="Karl", family="Ek"), PartyTold(number="2", given="Knut", family="Ek")]
        unsure = PartyTold(given="K", family="Ek")

        persons = named([unsure, *karls, unsure])

        assert [merged(one).number for one in persons] == ["1", "2", ""]
        assert place_of(unsure, persons) == 2
        assert place_of(None, persons) == UNTOLD

    def test_a_protected_telling_protects_the_one_told(self) -> None:
        report = told(read(export(row(Skyddade_personuppgifter="N"), row(), row(Skyddade_personuppgifter="J"))))

        assert [one.protected for one in report.victims] == ["unspecified"]

    def test_what_is_told_of_one_pair_says_nothing_of_another(self) -> None:
        reading = read(export(row(**ULRIKA, Vapen="J"), row(**ANNA, Vapen="N", Relation="syskon")))
        report = told(reading)

        assert not reading.rejected
        assert (report.partner, report.weapon) == (True, True)
        assert {(one.victim, one.partner, one.weapon) for one in report.offences} == {
            (0, False, False),
            (1, True, True),
        }

    def test_a_standing_is_of_one_suspect(self) -> None:
        report = told(read(export(row(**KARL, Misstankegrad="åtalad"), row(**OVE, Misstankegrad="avskriven"))))

        assert {(report.suspects[one.place].given, one.suspicion) for one in report.standings} == {
            ("Karl", "charged"),
            ("Ove", "dropped"),
        }

    @pytest.mark.parametrize("order", list(permutations(range(3))))
    def test_the_row_that_disagrees_is_the_same_in_every_order(self, order: tuple[int, ...]) -> None:
        rows = (row(), row(Område="Oxie"), row(Brottsrubricering="Ofredande"))

        [odd] = read(export(*(rows[at] for at in order))).rejected

        assert dict(odd.cells)["Område"] == "Oxie"

    def test_two_rows_that_disagree_in_two_things_do_not_both_fall(self) -> None:
        reading = read(export(row(Område="Oxie", Relation="syskon"), row()))

        assert len(reading.rejected) == 1
        assert len(told(reading).offences) == 1

    @settings(max_examples=150, deadline=None)
    @given(
        some.lists(ROWS, min_size=1, max_size=6).flatmap(
            lambda rows: some.tuples(some.just(rows), some.permutations(rows))
        )
    )
    def test_no_order_of_the_rows_changes_what_is_told(
        self, both: tuple[list[dict[str, str]], list[dict[str, str]]]
    ) -> None:
        rows, mixed = both

        assert whole(read(export(*mixed))) == whole(read(export(*rows)))

    @settings(max_examples=60, deadline=None)
    @given(ROWS, some.integers(1, 3))
    def test_the_short_way_of_one_pair_tells_what_the_long_way_tells(self, one: dict[str, str], many: int) -> None:
        content = export(*([one] * many))
        short = read(content)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(gathering, "_all_but_offence_equal", lambda _rows: False)
            assert read(content) == short


@pytest.mark.django_db
class TestStored:
    def test_a_report_has_its_parties_once_and_its_pairs(self, analyst: User) -> None:
        bring_in(export(row(**KARL, **ULRIKA), row(**KARL, **ANNA), row(**OVE, **ANNA)), analyst)

        parties = {(one.role, one.place): one.given for one in Party.objects.all()}
        pairs = Incident.objects.values_list("suspect", "victim")
        assert len(parties) == 4
        assert {(parties["suspect", one], parties["victim", other]) for one, other in pairs} == {
            ("Karl", "Ulrika"),
            ("Karl", "Anna"),
            ("Ove", "Anna"),
        }

    def test_a_later_file_adds_a_victim_and_moves_nobody(self, analyst: User) -> None:
        bring_in(export(row(**ULRIKA)), analyst)
        was = Party.objects.get(role="victim").pk

        bring_in(export(row(**ANNA)), analyst)

        assert Party.objects.get(role="victim", place=0).pk == was
        assert Party.objects.get(role="victim", place=1).given == "Anna"
        assert list(Incident.objects.order_by("line").values_list("victim", flat=True)) == [0, 1]
        assert not Amendment.objects.exclude(party=None).exists()

    def test_one_of_two_who_is_told_anew_is_changed_alone(self, analyst: User) -> None:
        bring_in(export(row(**KARL), row(**OVE)), analyst)

        bring_in(export(row(**(OVE | {"Misstänkt_efternamn": "Lind"}), Misstankegrad="åtalad")), analyst)

        suspects = Party.objects.filter(role="suspect")
        assert sorted(one.family for one in suspects) == ["Ekström", "Lind"]
        [charged] = Standing.objects.filter(value="charged")
        assert Party.objects.get(role="suspect", place=charged.suspect).given == "Ove"

    def test_an_initial_that_fits_two_is_nobody_new_when_it_is_told_again(self, analyst: User) -> None:
        nameless = KARL | {"Misstänkt_pnr": ""}
        rows = [
            row(**(KARL | {"Misstänkt_förnamn": "Knut"})),
            row(**nameless),
            row(**nameless | {"Misstänkt_förnamn": "K."}),
        ]
        bring_in(export(*rows), analyst)
        before = all_that_stands()

        bring_in(export(*rows) + b"\r\n", analyst)

        assert all_that_stands() == before

    def test_a_number_set_right_corrects_the_one_and_adds_nobody(self, analyst: User) -> None:
        bring_in(export(row(**KARL)), analyst)

        bring_in(export(row(**(KARL | {"Misstänkt_pnr": "19750228-9817"}))), analyst)

        assert Party.objects.get(role="suspect").number == "197502289817"

    def test_a_mended_row_adds_its_victim(self, analyst: User) -> None:
        bring_in(export(row(**ULRIKA), row(**(ANNA | {"Målsägande_pnr": ""}), Anmälningstid="i våras")), analyst)
        waiting = Rejected.objects.get()
        place = [label for label, _ in queries.rejected_row(analyst, waiting.pk).cells].index("Anmälningstid")

        actions.mend(waiting.pk, {place: "2026-01-15 12:52"}, by=analyst)

        assert {one.given for one in Party.objects.filter(role="victim")} == {"Ulrika", "Anna"}

    def test_a_file_of_one_pair_leaves_what_the_report_bears_of_another(self, analyst: User) -> None:
        bring_in(export(row(**ULRIKA, Vapen="J"), row(**ANNA, Relation="syskon", Vapen="N")), analyst)

        bring_in(export(row(**ANNA, Relation="syskon", Vapen="N", Brottsrubricering="Ofredande")), analyst)

        report = Report.objects.get()
        assert (report.partner, report.weapon, report.relation) == (True, True, "cohabiting")

    def test_each_pair_that_waits_is_ruled_on_alone(self, analyst: User, officer: User) -> None:
        bring_in(export(row(**ULRIKA, Relation=""), row(**ANNA, Relation="")), analyst)
        one, other = queries.relation_queue(officer)

        actions.rule_relation(one.id, False, suspect=one.pair[0], victim=one.pair[1], because="Systrar.", by=officer)
        with pytest.raises(WrongState):
            actions.rule_relation(one.id, True, suspect=one.pair[0], victim=one.pair[1], because="Par.", by=analyst)
        assert [asked.victim for asked in queries.relation_queue(officer)] == [other.victim]
        assert not queries.counted_reports().exists()
        actions.rule_relation(
            other.id, True, suspect=other.pair[0], victim=other.pair[1], because="Sambor.", by=officer
        )

        assert [row.victim for row in queries.counted_offences()] == [other.pair[1]]
        assert queries.counted_reports().count() == 1

    def test_a_no_of_one_pair_leaves_the_pair_that_a_file_told_of(self, analyst: User, officer: User) -> None:
        bring_in(export(row(**ULRIKA), row(**ANNA, Relation="")), analyst)
        [asked] = queries.relation_queue(officer)

        actions.rule_relation(asked.id, False, suspect=asked.pair[0], victim=asked.pair[1], because="Mor.", by=officer)

        assert queries.counted_reports().count() == 1
        assert queries.counted_offences().count() == 1

    def test_each_against_the_other_in_one_report_is_four_parties(self, analyst: User) -> None:
        bring_in(export(row(**KARL, **ULRIKA), row(**ULRIKA_AS_SUSPECT, **KARL_AS_VICTIM)), analyst)

        names = {(one.role, one.given) for one in Party.objects.all()}
        assert names == {("suspect", "Karl"), ("victim", "Ulrika"), ("suspect", "Ulrika"), ("victim", "Karl")}
        assert Report.objects.get().told_on == date(2026, 1, 15)


class TestOrder(TestCase):
    """The rows of a file in another order are the same file."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(some.lists(ROWS, min_size=1, max_size=5), some.randoms(use_true_random=False))
    def test_the_same_rows_in_another_order_change_nothing(self, rows: list[dict[str, str]], rng: object) -> None:
        by = make("pia", Role.ANALYST)
        bring_in(export(*rows), by)
        before = all_that_stands()
        mixed = list(rows)
        rng.shuffle(mixed)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random

        bring_in(export(*mixed) + b"\r\n", by)

        assert all_that_stands() == before
