"""A file is in or it is not, twice is once, and what changed keeps what stood before."""

import pathlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from tests.shared import FEEDS, needs_shared
from tests.trygg_web.conftest import make
from tests.trygg_web.incidents.files import export, row
from trygg_web.access.errors import InvalidInput, NotAllowed, WrongState
from trygg_web.access.models import Entry, Role, User
from trygg_web.access.vault import blind
from trygg_web.incidents import actions, queries
from trygg_web.incidents.models import (
    Amendment,
    ContactBan,
    CustodyStay,
    ImportRun,
    Incident,
    Party,
    Rejected,
    Report,
    RunState,
    Standing,
)

TABLES = (Report, Party, Incident, Standing, Amendment, Rejected, CustodyStay, ContactBan)


def bring_in(content: bytes, by: User, name: str = "vecka.csv") -> ImportRun:
    run = actions.receive(content, name, sender="polisen", by=by)
    return actions.import_reports(run.pk, by=by)


def all_that_stands() -> list[Any]:
    """Every value of every row, opened, without ids."""
    found: list[Any] = [model.objects.count() for model in TABLES]
    for report in Report.objects.order_by("number"):
        found.append((report.number, report.relation, report.partner, report.weapon, report.told_on))
        found += sorted(report.standings.values_list("suspect", "kind", "value", "since"))
        parties = report.parties.order_by("role", "place")
        found += [(one.role, one.place, one.number, one.given, one.family, one.born, one.protected) for one in parties]
        found += list(
            report.incidents.order_by("line").values_list("line", "heading", "since", "suspect", "victim", "partner")
        )
    return found


@pytest.mark.django_db
class TestOneFile:
    SHEET = "Personnummer;Uppgift;Svar;Dag;Källa\n1;åtal;ja;2026-01-01;PM\n".encode()

    def test_a_file_becomes_reports_with_sealed_parties(self, analyst: User) -> None:
        run = bring_in(export(row(), row(Brottsrubricering="Ofredande")), analyst)

        report = Report.objects.get()
        suspect = report.parties.get(role="suspect")
        assert (run.state, run.counts["new"], report.partner) == (RunState.DONE, 1, True)
        assert (suspect.family, suspect.given) == ("Ekström", "Karl")
        assert [one.offence for one in report.incidents.order_by("line")] == ["ofredande", "olaga_hot"]
        with connection.cursor() as cursor:
            cursor.execute("select family from incidents_party")
            assert all(b"Ekstr" not in bytes(value) for (value,) in cursor.fetchall())

    def test_a_valid_number_can_be_found_by_its_blind_key_only(self, analyst: User) -> None:
        bring_in(export(row(Målsägande_pnr="20000229-2384", Misstänkt_pnr="19800311-XXXX")), analyst)

        kinds = dict(Party.objects.values_list("role", "number_kind"))
        keys = dict(Party.objects.values_list("role", "number_key"))
        assert kinds["suspect"] == "masked"
        assert keys["suspect"] == ""
        assert keys["victim"] == (blind("200002292384", "number") if kinds["victim"] == "personnummer" else "")

    def test_the_same_file_says_at_once_that_it_is_in(self, analyst: User) -> None:
        first = bring_in(export(row()), analyst)

        again = actions.receive(export(row()), "annat namn.csv", sender="polisen", by=analyst)

        assert (again.pk, again.state) == (first.pk, RunState.DONE)
        assert actions.import_reports(again.pk, by=analyst).counts == first.counts

    def test_a_preview_changes_nothing(self, analyst: User) -> None:
        run = actions.receive(export(row(), row(Diarienr="?")), "x.csv", sender="polisen", by=analyst)

        preview = queries.preview(analyst, run.pk)
        assert (run.counts["new"], run.counts["rejected"], Report.objects.count()) == (1, 1, 0)
        assert ("Relation", "sambo", "sambo") in preview.samples[0][1]
        assert "Hemliga" not in run.shown

    def test_only_those_who_may_import_may_receive(self, officer: User) -> None:
        with pytest.raises(NotAllowed):
            actions.receive(export(row()), "x.csv", sender="polisen", by=officer)

    def test_the_log_tells_of_it_and_names_nobody(self, analyst: User) -> None:
        bring_in(export(row()), analyst)

        notes = " ".join(Entry.objects.values_list("note", flat=True))
        assert "new 1" in notes
        assert "Ekström" not in notes

    def test_a_dropped_file_can_be_received_again(self, analyst: User) -> None:
        run = actions.receive(export(row()), "x.csv", sender="polisen", by=analyst)
        actions.discard(run.pk, by=analyst)

        with pytest.raises(WrongState):
            actions.import_reports(run.pk, by=analyst)
        assert bring_in(export(row()), analyst).state == RunState.DONE

    def test_a_file_that_waits_for_its_columns_cannot_be_read_in(self, analyst: User) -> None:
        content = export(row()).decode("utf-8-sig").replace("Diarienr", "Löpnr").encode()
        run = actions.receive(content, "x.csv", sender="polisen", by=analyst)
        with pytest.raises(WrongState):
            actions.import_reports(run.pk, by=analyst)
        fields = [column.field for column in queries.preview(analyst, run.pk).columns]

        actions.remap(run.pk, ["number", *fields[1:]], by=analyst)
        actions.save_profile(run.pk, "Ny layout", by=analyst)
        actions.import_reports(run.pk, by=analyst)

        later = actions.receive(content + b"\r\n", "y.csv", sender="polisen", by=analyst)
        assert queries.preview(analyst, later.pk).profile == "Ny layout"
        assert later.counts["same"] == 1

    def test_a_sheet_of_observations_is_shown_the_right_door(self, analyst: User) -> None:
        with pytest.raises(InvalidInput, match="Personer"):
            actions.receive(
                "Personnummer;Uppgift;Svar;Dag;Källa\n1;åtal;ja;2026-01-01;PM\n".encode(),
                "u.csv",
                sender="polisen",
                by=analyst,
            )


@pytest.mark.django_db
class TestTwoFiles:
    def test_a_later_file_adds_a_standing_and_keeps_the_former(self, analyst: User) -> None:
        bring_in(export(row()), analyst)
        later = row(Diarienr="5000-K000150-26", Anmälningstid="2026-01-25 10:00", Brottstid="")

        run = bring_in(
            export(row(Misstankegrad="på sannolika skäl misstänkt", Frihetsberövande="häktad"), later), analyst
        )

        told = Standing.objects.filter(report__number="5000-K000101-26").order_by("since", "kind")
        assert run.counts["updated"] == 1
        assert [(one.kind, one.value, one.since) for one in told] == [
            ("suspicion", "reasonable", date(2026, 1, 15)),
            ("custody", "remanded", date(2026, 1, 25)),
            ("suspicion", "probable_cause", date(2026, 1, 25)),
        ]

    def test_what_changes_keeps_what_stood_before(self, analyst: User) -> None:
        bring_in(export(row()), analyst)

        bring_in(export(row(Misstänkt_efternamn="Lindberg", Relation="särbo")), analyst)

        assert {(one.field, one.was) for one in Amendment.objects.all()} == {
            ("family", "Ekström"),
            ("relation", "cohabiting"),
            ("relation:1", "cohabiting"),
        }
        assert Party.objects.get(role="suspect").family == "Lindberg"

    @pytest.mark.parametrize(
        "less",
        [
            {"Misstänkt_pnr": ""},
            {"Misstänkt_pnr": "19800311-XXXX"},
            {"Misstänkt_förnamn": "K."},
            {"Misstänkt_efternamn": "EKSTRÖM"},
            {"Misstänkt_efternamn": "Ekstr?m"},
            {"Relation": ""},
            {"Misstankegrad": ""},
            {"Brottstid": "2026-01"},
            {"Skada": "", "Vapen": "", "Antal_barn": "okänd"},
        ],
    )
    def test_what_says_less_never_replaces_what_says_more(self, analyst: User, less: dict[str, str]) -> None:
        bring_in(export(row()), analyst)
        before = all_that_stands()

        run = bring_in(export(row(**less)), analyst)

        assert (run.counts["same"], all_that_stands()) == (1, before)

    def test_a_suspect_who_becomes_known_is_added(self, analyst: User) -> None:
        blank = {"Misstänkt_pnr": "", "Misstänkt_efternamn": "", "Misstänkt_förnamn": "", "Misstänkt_kön": ""}
        bring_in(export(row(**blank)), analyst)

        bring_in(export(row()), analyst)

        assert Party.objects.get(role="suspect").family == "Ekström"

    def test_an_earlier_file_read_in_late_fills_gaps_only(self, analyst: User) -> None:
        newest = row(Diarienr="5000-K000150-26", Anmälningstid="2026-01-25 10:00", Brottstid="")
        bring_in(export(row(Misstankegrad="åtalad", Område=""), newest), analyst)

        bring_in(export(row(Misstänkt_efternamn="Annat", Misstankegrad="anmäld")), analyst)

        report = Report.objects.get(number="5000-K000101-26")
        newest_standing = report.standings.order_by("-since").first()
        assert report.district == "Rosengård"
        assert report.parties.get(role="suspect").family == "Ekström"
        assert newest_standing is not None
        assert newest_standing.value == "charged"

    def test_no_offence_is_counted_twice_or_lost(self, analyst: User) -> None:
        bring_in(export(row(), row()), analyst)

        bring_in(export(row(), row(), row(Brottsrubricering="Skadegörelse")), analyst)
        bring_in(export(row()), analyst)

        headings = list(Incident.objects.order_by("line").values_list("heading", flat=True))
        assert headings == ["Olaga hot", "Olaga hot", "Skadegörelse"]


CHOICES = some.fixed_dictionaries(
    {
        "Diarienr": some.sampled_from(["5000-K000101-26", "5000-K000102-26", "?"]),
        "Anmälningstid": some.sampled_from(["2026-01-15 12:52", "2026-01-20 09:00"]),
        "Misstankegrad": some.sampled_from(["anmäld", "skäligen misstänkt", ""]),
        "Misstänkt_förnamn": some.sampled_from(["Karl", "K.", "KARL", "Carl", ""]),
        "Misstänkt_pnr": some.sampled_from(["19800311-9973", "19800311-XXXX", ""]),
        "Relation": some.sampled_from(["sambo", "särbo", ""]),
    }
)


class TestAgain(TestCase):
    """Files of any rows, in any order: read in a second time under another hash they change nothing."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(some.lists(some.lists(CHOICES, min_size=1, max_size=4), min_size=1, max_size=3))
    def test_the_same_files_again_change_nothing(self, files: list[list[dict[str, str]]]) -> None:
        by = make("pia", Role.ANALYST)
        contents = [export(*(row(**one, Brottstid="") for one in rows)) for rows in files]
        for content in contents:
            bring_in(content, by)
        bring_in(contents[-1] + b"\r\n", by)
        before = all_that_stands()

        for turn in (b"\r\n" * 2, b"\r\n" * 3):
            bring_in(contents[-1] + turn, by)

        assert all_that_stands() == before


@pytest.mark.django_db
class TestRosters:
    ROSTER = "Personnummer;Efternamn;Förnamn;Häkte;Intagen;Restriktioner;Åklagare medger besök;Planerad frigivning\n{}"
    BANS = "Personnummer;Skyddsperson pnr;Typ;Från;Till\n200402159958;200611019985;Kontaktförbud;2026-01-12;{}\n"

    def test_a_stay_is_one_stay_however_many_days_tell_of_it(self, analyst: User) -> None:
        content = self.ROSTER.format("20040215-9958;Ek;Karl;Häktet Malmö;2026-01-10;J;;\n").encode()

        bring_in(content, analyst, "2026-02-02.csv")
        bring_in(content, analyst, "2026-02-03.csv")

        stay = CustodyStay.objects.get()
        assert (stay.first_seen, stay.last_seen) == (date(2026, 2, 2), date(2026, 2, 3))
        assert stay.restrictions is True

    def test_a_later_roster_keeps_what_a_former_one_told_with_the_day(self, analyst: User) -> None:
        line = "20040215-9958;Ek;Karl;Häktet Malmö;2026-01-10;{};{};{}\n"
        told = (("J", "N", ""), ("J", "N", ""), ("N", "J", "2026-03-01"))

        for day, values in enumerate(told, start=2):
            bring_in(self.ROSTER.format(line.format(*values)).encode(), analyst, f"2026-02-0{day}.csv")

        stay = CustodyStay.objects.get()
        assert (stay.restrictions, stay.planned_release) == (False, date(2026, 3, 1))
        assert {(row.field, row.was, row.on) for row in stay.amendments.all()} == {
            ("restrictions", "yes", date(2026, 2, 4)),
            ("visit_allowed", "no", date(2026, 2, 4)),
            ("planned_release", "", date(2026, 2, 4)),
        }

    def test_an_older_roster_read_in_late_changes_nothing(self, analyst: User) -> None:
        line = "20040215-9958;Ek;Karl;Häktet Malmö;2026-01-10;{};;\n"

        bring_in(self.ROSTER.format(line.format("N")).encode(), analyst, "2026-02-03.csv")
        bring_in(self.ROSTER.format(line.format("J")).encode(), analyst, "2026-02-02.csv")

        stay = CustodyStay.objects.get()
        assert stay.restrictions is False
        assert not stay.amendments.exists()

    def test_a_number_that_cannot_be_is_put_aside(self, analyst: User) -> None:
        run = bring_in(self.ROSTER.format("20040215-0000;Ek;Karl;Häktet;2026-01-10;J;;\n").encode(), analyst)

        assert (run.counts["rejected"], Rejected.objects.get().reason) == (1, "number_invalid")

    def test_a_ban_that_is_made_longer_is_the_same_ban(self, analyst: User) -> None:
        bring_in(self.BANS.format("2026-07-12").encode(), analyst)

        bring_in(self.BANS.format("2027-01-12").encode(), analyst)

        ban = ContactBan.objects.get()
        assert ban.until == date(2027, 1, 12)
        assert [row.until for row in ban.amendments.all()] == [date(2026, 7, 12)]

    def test_a_file_of_bans_read_in_late_changes_nothing(self, analyst: User) -> None:
        bring_in(self.BANS.format("2027-01-12").encode(), analyst, "2026-02-03.csv")

        bring_in(self.BANS.format("2026-07-12").encode(), analyst, "2026-02-02.csv")

        ban = ContactBan.objects.get()
        assert (ban.until, ban.last_told, ban.amendments.count()) == (date(2027, 1, 12), date(2026, 2, 3), 0)


@pytest.mark.django_db
class TestRows:
    def test_a_mended_row_is_in(self, analyst: User) -> None:
        bring_in(export(row(), row(Brottsrubricering="Ofredande", Anmälningstid="i våras")), analyst)
        waiting = Rejected.objects.get()
        place = [label for label, _ in queries.rejected_row(analyst, waiting.pk).cells].index("Anmälningstid")

        still = actions.mend(waiting.pk, {place: "sent i våras"}, by=analyst)
        mended = actions.mend(waiting.pk, {place: "2026-01-15 12:52"}, by=analyst)

        assert (still.state, mended.state) == ("waiting", "mended")
        assert set(Incident.objects.values_list("heading", flat=True)) == {"Olaga hot", "Ofredande"}
        with pytest.raises(WrongState):
            actions.mend(waiting.pk, {}, by=analyst)

    def test_a_row_put_aside_is_not_asked_again(self, analyst: User) -> None:
        content = export(row(), row(Diarienr="?"))
        bring_in(content, analyst)
        actions.drop_rejected(Rejected.objects.get().pk, by=analyst)

        bring_in(content + b"\r\n", analyst)

        assert Rejected.objects.count() == 1

    def test_no_rejected_row_holds_what_may_not_be_kept(self, analyst: User) -> None:
        bring_in(export(row(Diarienr="?")), analyst)

        assert "Hemliga" not in Rejected.objects.get().cells


@pytest.mark.django_db
class TestRulings:
    def test_a_ruling_counts_until_it_is_undone(self, analyst: User, officer: User) -> None:
        bring_in(export(row(Relation="")), analyst)
        report = Report.objects.get()
        assert queries.relations_waiting(officer) == 1

        ruling = actions.rule_relation(report.pk, True, because="Sambor enligt förhör.", by=officer)
        counted = list(queries.counted_reports())
        with pytest.raises(WrongState):
            actions.rule_relation(report.pk, False, because="Nej.", by=analyst)
        actions.undo_ruling(ruling.pk, by=officer)

        assert counted == [report]
        assert list(queries.counted_reports()) == []
        assert queries.relations_waiting(officer) == 1

    def test_no_couple_is_counted_but_never_listed(self, analyst: User) -> None:
        run = bring_in(export(row(Relation="syskon")), analyst)

        assert (run.counts["not_partner"], Report.objects.count(), queries.counted_reports().count()) == (1, 1, 0)

    def test_a_ruling_needs_a_reason(self, analyst: User) -> None:
        bring_in(export(row(Relation="")), analyst)

        with pytest.raises(InvalidInput):
            actions.rule_relation(Report.objects.get().pk, True, because="  ", by=analyst)

    def test_a_protected_name_is_masked_in_the_queue(self, officer: User, cleared: User, analyst: User) -> None:
        bring_in(export(row(Relation="", Skyddade_personuppgifter="J")), analyst)

        assert queries.relation_queue(officer)[0].victim == "–"
        assert "Sjöberg" in queries.relation_queue(cleared)[0].victim


@pytest.mark.django_db
def test_many_rows_take_few_queries(analyst: User, django_assert_max_num_queries: Callable[..., Any]) -> None:
    rows = [row(Diarienr=f"5000-K{place:06d}-26") for place in range(400)]
    run = actions.receive(export(*rows), "x.csv", sender="polisen", by=analyst)

    with django_assert_max_num_queries(60):
        actions.import_reports(run.pk, by=analyst)

    assert Report.objects.count() == 400


@needs_shared
@pytest.mark.slow
@pytest.mark.django_db
def test_four_years_and_six_weeks_come_in_and_reading_again_changes_nothing(analyst: User) -> None:
    for path in sorted((FEEDS / "police").glob("*.csv")):
        bring_in(path.read_bytes(), analyst, path.name)

    before = [model.objects.count() for model in TABLES]
    for path in sorted((FEEDS / "police").glob("2026*.csv"), reverse=True):
        bring_in(path.read_bytes() + b"\r\n", analyst, path.name)

    assert before[0] == 9573
    assert [model.objects.count() for model in TABLES] == before
    assert pathlib.Path(django_settings.TRYGG_PROGRESS).exists()
