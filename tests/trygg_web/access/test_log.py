"""A log that can only be added to, and that shows every touch."""

import re
import time
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from trygg_web.access import log, queries
from trygg_web.access.log import Verb
from trygg_web.access.models import Entry, EntrySubject, LogHead, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(officer: User) -> User:
    for place in range(5):
        log.did(officer, Verb.SAW, "person", [f"person-{place}", "another"], note="n")
    return officer


@pytest.mark.parametrize(
    "touch",
    [
        "UPDATE access_entry SET note = 'x' WHERE seq = 2",
        "DELETE FROM access_entry WHERE seq = 5",
        "UPDATE access_entrysubject SET subject = 'x'",
        "DELETE FROM access_entrysubject",
        "UPDATE access_loghead SET seq = 1",
        "DELETE FROM access_loghead",
    ],
)
def test_the_database_refuses_to_change_the_log(written: User, touch: str) -> None:
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        run(touch)


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_sqlite_refuses_to_replace_an_entry(written: User, recursive: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's own")
    columns = "seq, at, actor, verb, kind, note, previous, digest"
    run(f"PRAGMA recursive_triggers={recursive}")

    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        run(f"INSERT OR REPLACE INTO access_entry ({columns}) SELECT {columns} FROM access_entry WHERE seq = 2")

    run("PRAGMA recursive_triggers=ON")


@pytest.mark.parametrize("table", ["access_entry", "access_entrysubject", "access_loghead"])
def test_postgresql_refuses_to_empty_the_log(written: User, table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's own")

    run("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        run(f"TRUNCATE {table} CASCADE")


def test_an_untouched_log_is_whole(written: User) -> None:
    found = queries.verify()

    assert found.whole
    assert found.entries == Entry.objects.count() == 5
    assert "hel" in found.says


def test_an_empty_log_is_whole() -> None:
    assert queries.verify().whole


@pytest.mark.parametrize(
    ("touch", "says"),
    [
        ("UPDATE access_entry SET note = 'x' WHERE seq = 3", "Post 3 är ändrad"),
        ("UPDATE access_entry SET actor = 'x' WHERE seq = 1", "Post 1 är ändrad"),
        ("UPDATE access_entrysubject SET subject = 'x' WHERE entry_id = 4 AND subject = 'another'", "Post 4 är ändrad"),
        ("DELETE FROM access_entrysubject WHERE entry_id = 4 AND subject = 'another'", "Post 4 är ändrad"),
        ("INSERT INTO access_entrysubject (entry_id, subject) VALUES (2, 'x')", "Post 2 är ändrad"),
        (
            "DELETE FROM access_entrysubject WHERE entry_id = 3; DELETE FROM access_entry WHERE seq = 3",
            "Före post 4 saknas 1 poster",
        ),
        (
            "DELETE FROM access_entrysubject WHERE entry_id >= 4; DELETE FROM access_entry WHERE seq >= 4",
            "De sista 2 posterna är borttagna",
        ),
        (
            "INSERT INTO access_entry SELECT seq + 5, at, actor, verb, kind, note, previous, 'z' FROM access_entry"
            " WHERE seq = 1",
            "Post 6 passar inte ihop",
        ),
        ("UPDATE access_loghead SET seq = 6", "De sista 1 posterna är borttagna"),
        ("UPDATE access_loghead SET digest = 'x'", "huvudet"),
        (
            "DELETE FROM access_entrysubject; DELETE FROM access_entry; DELETE FROM access_loghead;"
            " INSERT INTO access_loghead VALUES (1, 5, 'x')",
            "De sista 5 posterna är borttagna",
        ),
    ],
)
def test_a_touch_past_the_triggers_is_found_and_told(written: User, touch: str, says: str) -> None:
    with without_triggers():
        for statement in touch.split(";"):
            run(statement)

    found = queries.verify()

    assert not found.whole
    assert any(says in fault.says for fault in found.faults)


def test_one_without_the_key_cannot_seal_a_false_log(written: User, monkeypatch: pytest.MonkeyPatch) -> None:
    with without_triggers():
        last = Entry.objects.order_by("-seq")[0]
        last.note = "false"
        with monkeypatch.context() as patch:
            patch.setattr("trygg_web.access.vault.stamp", lambda value, kind: "f" * 64)
            digest = log.digest_of(last, [row.subject for row in last.subjects.all()])
        Entry.objects.filter(seq=last.seq).update(note="false", digest=digest)
        LogHead.objects.update(digest=digest)

    assert [fault.seq for fault in queries.verify().faults] == [last.seq]


def test_the_command_says_so_and_ends_with_one(written: User, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("log_verify")
    assert "Loggen är hel: 5 poster" in capsys.readouterr().out

    with without_triggers():
        run("UPDATE access_entry SET note = 'x' WHERE seq = 3")
    with pytest.raises(SystemExit) as ended:
        call_command("log_verify")
    assert ended.value.code == 1


def test_what_cannot_be_logged_is_not_read(auditor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(log, "digest_of", fail)

    with pytest.raises(DatabaseError, match="disk full"):
        queries.entries(auditor, queries.Filters())


def test_an_undone_deed_leaves_no_entry(officer: User) -> None:
    with pytest.raises(RuntimeError):
        deed_that_fails(officer)

    assert not Entry.objects.exists()
    assert queries.verify().whole


@transaction.atomic
def deed_that_fails(by: User) -> None:
    log.did(by, Verb.PLACED, "proposal", ["x"])
    raise RuntimeError


def test_an_entry_costs_a_bounded_number_of_statements(
    officer: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    log.saw(officer, "person", ["x"])

    with django_assert_max_num_queries(8):
        log.saw(officer, "person", [f"{place}" for place in range(50)])


def test_time_goes_forward_in_the_log(written: User) -> None:
    times = list(Entry.objects.order_by("seq").values_list("at", flat=True))

    assert times == sorted(times)
    assert EntrySubject.objects.count() == 10
    assert time.time() - times[-1].timestamp() < 60


class without_triggers:  # noqa: N801 - reads as a condition
    """The hands of one who owns the database: the triggers gone, and back again."""

    def __enter__(self) -> None:
        if connection.vendor == "postgresql":
            for table in TABLES:
                run("SET CONSTRAINTS ALL IMMEDIATE")
                run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'access_%'")
            self.made = cursor.fetchall()
        for name, _sql in self.made:
            run(f"DROP TRIGGER {name}")

    def __exit__(self, *_fault: object) -> None:
        if connection.vendor == "postgresql":
            for table in TABLES:
                run(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        for _name, sql in self.made:
            run(sql)


TABLES = ("access_entry", "access_entrysubject", "access_loghead")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(re.sub("%", "%%", statement))


def test_what_one_page_shows_is_one_entry_of_each_kind(officer: User) -> None:
    with log.one_page():
        log.saw(officer, "person", ["a", "b"])
        log.saw(officer, "report", ["r"])
        log.saw(officer, "person", ["b", "c"])
        before = Entry.objects.count()

    assert before == 0  # they are written together, when the page is whole
    told = {entry.kind: set(subjects(entry)) for entry in Entry.objects.all()}
    assert told == {"person": {"a", "b", "c"}, "report": {"r"}}


def test_a_page_that_cannot_be_logged_is_no_page(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "NEXT_HEAD", "UPDATE no_such_table SET seq = %s, digest = %s")

    with pytest.raises(DatabaseError), log.one_page():
        log.saw(officer, "person", ["a"])


def test_what_was_seen_before_a_page_broke_is_logged_too(officer: User) -> None:
    def page() -> None:
        with log.one_page():
            log.saw(officer, "person", ["a"])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        page()

    assert Entry.objects.get().kind == "person"


def subjects(entry: Entry) -> list[str]:
    return list(EntrySubject.objects.filter(entry=entry).values_list("subject", flat=True))
