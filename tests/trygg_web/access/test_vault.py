"""Values that open only where they belong, and only with the key."""

import json
import pathlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from hypothesis import given
from hypothesis import strategies as some

from tests.factories import make_number, make_party, make_person, make_report, suspect_of, victim_of
from trygg_web.access import vault
from trygg_web.incidents.models import Party
from trygg_web.people.models import Person


@pytest.fixture
def other_keys(tmp_path: pathlib.Path, settings: LazySettings) -> Iterator[pathlib.Path]:
    """Another house's key file in force."""
    path = tmp_path / "keys.json"
    vault.write_keys(path, vault.new_keys())
    settings.TRYGG_KEYS = str(path)
    vault.keyring.cache_clear()
    yield path
    vault.keyring.cache_clear()


@given(some.binary(max_size=2000), some.text(max_size=40))
def test_a_value_opens_again_at_its_place(plain: bytes, place: str) -> None:
    assert vault.unseal(vault.seal(plain, place), place) == plain


@given(some.binary(min_size=1, max_size=50), some.data())
def test_no_bit_can_be_changed_unseen(plain: bytes, data: some.DataObject) -> None:
    sealed = bytearray(vault.seal(plain, "here"))
    sealed[data.draw(some.integers(2, len(sealed) - 1))] ^= 1 << data.draw(some.integers(0, 7))

    with pytest.raises(InvalidTag):
        vault.unseal(bytes(sealed), "here")


def test_a_value_does_not_open_elsewhere() -> None:
    with pytest.raises(InvalidTag):
        vault.unseal(vault.seal(b"secret", "people_person|given|1"), "people_person|given|2")


def test_a_value_does_not_open_with_another_house_key(
    keys: None, tmp_path: pathlib.Path, settings: LazySettings
) -> None:
    sealed = vault.seal(b"secret", "here")
    path = tmp_path / "keys.json"
    vault.write_keys(path, vault.new_keys())
    settings.TRYGG_KEYS = str(path)
    vault.keyring.cache_clear()

    with pytest.raises(InvalidTag):
        vault.unseal(sealed, "here")

    vault.keyring.cache_clear()


def test_a_missing_key_is_told_by_its_number(keys: None) -> None:
    sealed = bytearray(vault.seal(b"secret", "here"))
    sealed[1] = 200

    with pytest.raises(ImproperlyConfigured, match="key number 200"):
        vault.unseal(bytes(sealed), "here")


def test_another_process_new_key_is_read_without_a_new_start(other_keys: pathlib.Path) -> None:
    vault.keyring()
    more = vault.new_keys(json.loads(other_keys.read_text()))
    vault.write_keys(other_keys, more)
    vault.keyring.cache_clear()
    sealed = vault.seal(b"secret", "here")
    former = {**more, "current": 1, "keys": {"1": more["keys"]["1"]}}
    vault.write_keys(other_keys, former)
    vault.keyring.cache_clear()
    vault.keyring()
    vault.write_keys(other_keys, more)

    assert vault.unseal(sealed, "here") == b"secret"


def test_the_key_file_is_for_its_owner_only(other_keys: pathlib.Path) -> None:
    assert other_keys.stat().st_mode & 0o777 == 0o600


def test_a_missing_key_file_stops_with_the_mend(settings: LazySettings, tmp_path: pathlib.Path) -> None:
    settings.TRYGG_KEYS = str(tmp_path / "none.json")
    vault.keyring.cache_clear()

    with pytest.raises(ImproperlyConfigured, match="make_keys"):
        vault.keyring()

    vault.keyring.cache_clear()


def test_equal_values_of_one_kind_are_found_and_empty_ones_are_not() -> None:
    assert vault.blind("anna", "name") == vault.blind("anna", "name") != vault.blind("anna", "number")
    assert vault.blind("", "name") == ""


@pytest.mark.django_db
def test_a_row_gives_back_what_was_saved_and_holds_it_sealed() -> None:
    party = suspect_of(make_report({"given": "Åke", "family": ""}))

    again = Party.objects.get(pk=party.pk)

    assert (again.given, again.family) == ("Åke", "")
    assert b"\xc3\x85ke" not in bytes(raw("incidents_party", "given", party.pk))


@pytest.mark.django_db
def test_rows_made_in_bulk_are_sealed_too() -> None:
    report = make_report()
    party = suspect_of(report)
    fresh = [Person(given="Bulk", family="Prov", since=report.reported_at) for _place in range(2)]

    Person.objects.bulk_create(fresh)

    assert [person.given for person in Person.objects.filter(pk__in=[one.pk for one in fresh])] == ["Bulk", "Bulk"]
    assert b"Bulk" not in bytes(raw("people_person", "given", fresh[0].pk))
    assert party.given == "Sven"


@pytest.mark.django_db
def test_a_cipher_text_moved_to_another_row_does_not_open() -> None:
    report = make_report()
    one, other = suspect_of(report), victim_of(report)
    moved = one.__dict__["given"]
    Party.objects.filter(pk=other.pk).update(given=moved)

    with pytest.raises(InvalidTag):
        _ = Party.objects.get(pk=other.pk).given


@pytest.mark.django_db
def test_a_sealed_field_refuses_to_be_searched_or_updated_in_clear() -> None:
    with pytest.raises(TypeError, match="sealed"):
        Party.objects.filter(given="Sven").exists()
    with pytest.raises(TypeError, match="sealed"):
        Party.objects.update(given="Sven")


@pytest.mark.django_db
def test_a_row_saved_again_without_reading_keeps_its_cipher_text() -> None:
    person = Person.objects.get(pk=make_person().pk)
    before = bytes(raw("people_person", "given", person.pk))

    person.save()

    assert bytes(raw("people_person", "given", person.pk)) == before


@pytest.mark.django_db
def test_a_copy_of_the_database_shows_no_name_and_no_number() -> None:
    number = make_number()
    report = make_report({"given": "Kanariefågeln", "family": "Genomskinlig", "number": number})
    make_person(report, born="1985-03-12")
    make_party(make_report(), "other", given="Kanariefågeln", number=number)

    held = dump()

    assert b"Genomskinlig" not in held
    assert "Kanariefågeln".encode() not in held
    assert number.encode() not in held
    assert number[2:].encode() not in held
    assert (report.reported_at - timedelta(0)).strftime("%Y-%m-%d").encode() in held


def raw(table: str, column: str, pk: object) -> bytes:
    """A column as it stands in the database."""
    key = str(pk).replace("-", "") if connection.vendor == "sqlite" else str(pk)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [key])  # the names are this file's own
        return bytes(cursor.fetchone()[0])


def dump() -> bytes:
    """Everything that the database holds, as a thief of its file would read it."""
    if connection.vendor == "sqlite":
        return connection.connection.serialize()
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            parts += [
                bytes(cell) if isinstance(cell, memoryview | bytes) else str(cell).encode()
                for row in cursor
                for cell in row
            ]
    return b"\n".join(parts)
