"""A sheet of clients: looked at, saved whole, and read again without change."""

import pathlib
from datetime import date

import pytest

from tests.factories import make_number
from tests.shared import FEEDS, needs_shared
from trygg_web.access.errors import InvalidInput, NotAllowed, WrongState
from trygg_web.access.models import Entry, User
from trygg_web.sheets.faults import Unreadable
from trygg_web.supervision import actions, queries
from trygg_web.supervision.models import Client, Sentence, SentenceAmendment, SheetState

NUMBER = make_number()
HEAD = "Klient;Personnummer;Typ;Start;Slut;Särskilda föreskrifter;Frivårdskontor"


def sheet(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


def row(number: str, until: str = "2027-01-02", since: str = "2026-01-02", name: str = "Ebba Ek") -> str:
    return f"{name};{number};Skyddstillsyn;{since};{until};Vistelseföreskrift;Frivården Malmö"


def test_nothing_is_kept_of_a_sheet_until_it_is_saved(supervisor: User) -> None:
    received = actions.receive(sheet(row(make_number())), "klienter.csv", by=supervisor)

    assert received.counts == {"new": 1, "updated": 0, "same": 0, "rows": 1, "rejected": 0}
    assert not Client.objects.exists()


def test_a_saved_sheet_gives_a_client_with_a_sentence(supervisor: User) -> None:
    number = make_number()

    saved = actions.save(actions.receive(sheet(row(number)), "klienter.csv", by=supervisor).pk, by=supervisor)

    client = Client.objects.get()
    assert (client.given, client.family, client.number) == ("Ebba", "Ek", number)
    assert client.sentences.get().until == date(2027, 1, 2)
    assert Entry.objects.filter(verb="imported", note="saved").exists()
    assert saved.state == SheetState.SAVED


def test_the_same_sheet_twice_changes_nothing(supervisor: User) -> None:
    content = sheet(row(make_number()), row(make_number(), name="Bo Bergh"))

    for _time in range(2):
        last = actions.save(actions.receive(content, "klienter.csv", by=supervisor).pk, by=supervisor)

    assert last.counts == {"new": 0, "updated": 0, "same": 2, "rows": 2, "rejected": 0}
    assert (Client.objects.count(), Sentence.objects.count(), SentenceAmendment.objects.count()) == (2, 2, 0)


def test_a_later_sheet_that_says_otherwise_keeps_what_stood_before(supervisor: User) -> None:
    number = make_number()
    for until in ("2027-01-02", "2026-07-01"):
        actions.save(actions.receive(sheet(row(number, until)), "klienter.csv", by=supervisor).pk, by=supervisor)

    sentence = Sentence.objects.get()

    assert sentence.until == date(2026, 7, 1)
    assert sentence.amendments.get().until == date(2027, 1, 2)


def test_two_sentences_of_one_client_are_one_client(supervisor: User) -> None:
    number = make_number()
    content = sheet(row(number), row(number, since="2026-03-01"))

    actions.save(actions.receive(content, "klienter.csv", by=supervisor).pk, by=supervisor)

    assert (Client.objects.count(), Sentence.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("bad", "column", "says"),
    [
        (row("850312-0000"), "Personnummer", "Personnumret stämmer inte."),
        (row(NUMBER, since="okänd"), "Start", "Cellen är tom men måste vara ifylld."),
        (row(NUMBER, since="2026-02-31"), "Start", "Den dagen finns inte i kalendern."),
        (row(NUMBER, since="2026-03-00"), "Start", "Dagen måste vara känd här."),
        (row(NUMBER, until="2025-01-01"), "Slut", "Den dagen finns inte i kalendern."),
        (row(NUMBER, name=""), "Klient", "Cellen är tom men måste vara ifylld."),
    ],
)
def test_a_bad_row_is_a_row_to_mend_and_the_others_are_read(bad: str, column: str, says: str, supervisor: User) -> None:
    received = actions.receive(sheet(bad, row(make_number())), "klienter.csv", by=supervisor)

    shown = queries.sheet(supervisor, received.pk)

    assert received.counts["new"] == 1
    assert shown.faults == ((2, column, says),)


def test_a_word_for_protection_protects_and_is_not_taken_back_by_silence(supervisor: User) -> None:
    number = make_number()
    told = f"Klient;Personnummer;Typ;Start;Skyddad\nEbba Ek;{number};Skyddstillsyn;2026-01-02;ja\n".encode()
    for content in (told, sheet(row(number))):
        actions.save(actions.receive(content, "klienter.csv", by=supervisor).pk, by=supervisor)

    assert Client.objects.get().protected
    assert queries.client(supervisor, Client.objects.get().pk).card.name == "skyddade personuppgifter"


def test_what_is_no_sheet_is_refused_in_words(supervisor: User) -> None:
    with pytest.raises(Unreadable, match="PDF"):
        actions.receive(b"%PDF-1.7 nothing", "klienter.csv", by=supervisor)
    with pytest.raises(InvalidInput, match="saknar en kolumn"):
        actions.receive(b"Klient;Start\nEbba Ek;2026-01-02\n", "klienter.csv", by=supervisor)


def test_a_sheet_is_saved_once(supervisor: User) -> None:
    received = actions.receive(sheet(row(make_number())), "klienter.csv", by=supervisor)
    actions.save(received.pk, by=supervisor)

    with pytest.raises(WrongState, match="redan inläst"):
        actions.save(received.pk, by=supervisor)
    with pytest.raises(WrongState, match="redan inläst"):
        actions.drop(received.pk, by=supervisor)


def test_only_those_of_the_service_read_in_sheets(advocate: User, supervisor: User) -> None:
    with pytest.raises(NotAllowed):
        actions.receive(sheet(row(make_number())), "klienter.csv", by=advocate)
    received = actions.receive(sheet(row(make_number())), "klienter.csv", by=supervisor)
    with pytest.raises(NotAllowed):
        actions.save(received.pk, by=advocate)


@needs_shared
def test_the_services_own_sheet_is_read_whole(supervisor: User) -> None:
    content = pathlib.Path(FEEDS / "probation.xlsx").read_bytes()

    received = actions.receive(content, "probation.xlsx", by=supervisor)
    actions.save(received.pk, by=supervisor)

    assert received.counts["rows"] == 318
    assert received.counts["rejected"] == 0
    assert Sentence.objects.count() == received.counts["new"]
