"""Many rows as columns: ids, instants and days are read as text, so that 100,000 rows cost no objects each."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import polars as pl
from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    FloatField,
    IntegerField,
    Model,
    QuerySet,
    UUIDField,
)
from django.db.models.functions import Cast

HYPHENS = ((0, 8), (8, 4), (12, 4), (16, 4), (20, 12))  # the parts of an id that SQLite keeps without hyphens
PLAIN = 32  # how long such an id is
INSTANT = "%Y-%m-%d %H:%M:%S%.f"  # as both databases write it; PostgreSQL adds the zone, which is UTC
MANY = 500  # rows in one command
KINDS: tuple[tuple[type[Any], type[pl.DataType]], ...] = (
    (BooleanField, pl.Boolean),
    (FloatField, pl.Float64),
    (IntegerField, pl.Int64),
)
Types = dict[str, pl.DataType | type[pl.DataType]]
Texts = dict[str, pl.Expr]


def read(rows: QuerySet[Any], **columns: str) -> pl.DataFrame:
    """The rows as a frame, each column with the path of its field from the rows' model.

    Ids are text as `str(UUID)` writes them, instants are in UTC.
    """
    asked, types, kinds, texts = _asked(rows.model, tuple(columns.items()))  # type: ignore[arg-type]  # a class hashes
    told = list(rows.values_list(*asked))
    if not told:
        return pl.DataFrame(schema=types)
    cells = zip(*told, strict=True)
    frame = pl.DataFrame([pl.Series(name, some, kinds[name]) for name, some in zip(columns, cells, strict=True)])
    return frame.with_columns(**texts) if texts else frame


@cache  # the same few are asked for again and again
def _asked(model: type[Model], columns: tuple[tuple[str, str], ...]) -> tuple[list[Any], Types, Types, Texts]:
    """What the database is asked for, the types that the columns have at last, those in which they come, and how
    text becomes what it says.
    """
    fields = {name: _field(model, path) for name, path in columns}
    asked = [Cast(path, CharField()) if _as_text(fields[name]) else path for name, path in columns]
    kinds: Types = {name: _kind(field) for name, field in fields.items()}
    texts = {name: _told(name, field) for name, field in fields.items() if _as_text(field)}
    return asked, {name: _type(field) for name, field in fields.items()}, kinds, texts


def write(model: type[Model], rows: pl.DataFrame, over: Sequence[str] = (), renew: Sequence[str] = ()) -> None:
    """Each row of a frame is added to a table, unless it stands there already; then it is renewed or left alone.

    over    the columns that say which row it is; none named: it must be new · renew  the columns that are renewed
    The columns of the frame are fields of the model: ids and days as `read` gives them, numbers, texts, and of what is
    sealed nothing that is not empty. Call it in the transaction of the deed.
    """
    columns = [_column(model, name) for name in rows.columns]
    add = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES "
    anew = ", ".join(f"{name} = excluded.{name}" for name in (_column(model, one) for one in renew))
    known = f" ON CONFLICT ({', '.join(_column(model, name) for name in over)}) DO "
    end = known + (f"UPDATE SET {anew}" if renew else "NOTHING") if over else ""
    place = f"({', '.join(['%s'] * len(columns))})"
    told = rows.with_columns(*(_kept(model, name) for name in rows.columns)).rows()
    with connection.cursor() as cursor:
        for start in range(0, len(told), MANY):
            some = told[start : start + MANY]
            cursor.execute(add + ", ".join([place] * len(some)) + end, [cell for row in some for cell in row])


def _column(model: type[Model], name: str) -> str:
    return connection.ops.quote_name(str(_field(model, name, target=False).column))


def _kept(model: type[Model], name: str) -> pl.Expr:
    field, text = _field(model, name), pl.col(name)
    if isinstance(field, DateTimeField):
        return text.dt.strftime(INSTANT) + ("+00" if connection.vendor == "postgresql" else "")
    if isinstance(field, DateField):
        return text.dt.strftime("%Y-%m-%d")
    if isinstance(field, UUIDField) and not connection.features.has_native_uuid_field:
        return text.str.replace_all("-", "", literal=True)
    return text


def replaced(column: str, now: Mapping[UUID, UUID]) -> pl.Expr:
    """A column of ids in which each that the mapping knows is exchanged for what it is now."""
    return pl.col(column).replace({str(was): str(today) for was, today in now.items()})


def _field(model: Any, path: str, target: bool = True) -> "Field[Any, Any]":
    for part in path.split("__"):
        field: Any = model._meta.get_field(part)
        model = field.related_model
    found: Field[Any, Any] = field.target_field if field.is_relation and target else field
    return found


def _as_text(field: "Field[Any, Any]") -> bool:
    return isinstance(field, UUIDField | DateField)  # to Django an instant is a kind of day


def _kind(field: "Field[Any, Any]") -> type[pl.DataType]:
    return next((kind for known, kind in KINDS if isinstance(field, known)), pl.String)


def _type(field: "Field[Any, Any]") -> pl.DataType | type[pl.DataType]:
    if isinstance(field, DateTimeField):
        return pl.Datetime("us", "UTC")
    return pl.Date if isinstance(field, DateField) else _kind(field)


def _told(name: str, field: "Field[Any, Any]") -> pl.Expr:
    text = pl.col(name)
    if isinstance(field, DateTimeField):
        return text.str.strip_suffix("+00").str.to_datetime(INSTANT, time_unit="us", time_zone="UTC")
    if isinstance(field, DateField):
        return text.str.to_date("%Y-%m-%d")
    whole = pl.concat_str([text.str.slice(start, length) for start, length in HYPHENS], separator="-")
    return pl.when(text.str.len_bytes() == PLAIN).then(whole).otherwise(text)
