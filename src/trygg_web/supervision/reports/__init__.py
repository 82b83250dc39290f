"""A sheet of clients to what it tells, row by row; a row that cannot be read says why and stays a row to mend."""

import pathlib
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from trygg.linkage import identity
from trygg_web.access.errors import InvalidInput
from trygg_web.sheets import cells
from trygg_web.sheets.faults import Odd
from trygg_web.sheets.tables import label_key, table
from trygg_web.supervision.told import RowFault, SentenceTold, SheetTold

REQUIRED = ("number", "kind", "since")
LONGEST = {"kind": 60, "office": 80, "conditions": 200}


@lru_cache(maxsize=1)
def labels() -> Mapping[str, str]:
    """Label key → field."""
    told = tomllib.loads(pathlib.Path(__file__).parents[1].joinpath("labels.toml").read_text("utf-8"))
    return {label_key(label): field for field, known in told.items() for label in known}


def read(content: bytes, on: date) -> SheetTold:
    """What a sheet tells on a day. Raises Unreadable for what is no sheet, InvalidInput where columns are missing."""
    found = table(content, frozenset(labels()))
    fields = [labels().get(label_key(label), "") for label in found.header]
    missing = [name for name in REQUIRED if name not in fields]
    if missing or not {"name", "family"} & set(fields):
        raise InvalidInput(_("Bladet saknar en kolumn för klientens namn, personnummer, typ eller startdag."))
    told: dict[SentenceTold, None] = {}
    faults = []
    for number, values in found.rows:
        row = {field: value for field, value in zip(fields, values, strict=False) if field}
        try:
            told[_sentence(row, on)] = None
        except _Fault as fault:
            column = found.header[fields.index(fault.field)] if fault.field in fields else ""
            faults.append(RowFault(number, column, fault.code))
    return SheetTold(tuple(told), tuple(faults), len(found.rows))


class _Fault(Exception):
    def __init__(self, field: str, code: str) -> None:
        super().__init__(code)
        self.field, self.code = field, code


def _sentence(row: Mapping[str, str], on: date) -> SentenceTold:
    number = identity.number(row.get("number"), on=on)
    if not number.valid:
        raise _Fault("number", "number_invalid")
    given, family = _name(row)
    since, until = _day(row, "since", on), _day(row, "until", on)
    if since is None:
        raise _Fault("since", "missing")
    if until and until < since:
        raise _Fault("until", "date_impossible")
    return SentenceTold(
        number.digits, given, family, _protected(row), _text(row, "kind"), since, until,
        _text(row, "conditions"), _text(row, "office"),
    )  # fmt: skip


def _name(row: Mapping[str, str]) -> tuple[str, str]:
    given, _space, family = row.get("name", "").strip().rpartition(" ")
    given, family = row.get("given", given), row.get("family", family)
    if not given.strip() and not family.strip():
        raise _Fault("name", "missing")
    return given.strip(), family.strip()


def _day(row: Mapping[str, str], field: str, on: date) -> date | None:
    try:
        found = cells.moment(row.get(field, ""), on)
    except Odd as odd:
        raise _Fault(field, odd.code) from odd
    if found.at is not None and found.day is None:
        raise _Fault(field, "date_partial")
    return found.day


def _text(row: Mapping[str, str], field: str) -> str:
    text = cells.told(row.get(field, "").strip())
    if len(text) > LONGEST[field]:
        raise _Fault(field, "too_long")
    if field == "kind" and not text:
        raise _Fault(field, "missing")
    return text


def _protected(row: Mapping[str, str]) -> bool:
    # A word that nobody knows protects: to mask one too many harms nobody.
    said = row.get("protected", "").strip()
    try:
        return cells.word(said, "protected") not in ("", "none")
    except Odd:
        return True
