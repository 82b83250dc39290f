"""Many rows as columns: ids, instants and days are read as text, so that 100,000 rows cost no objects each."""

from collections.abc import Mapping, Sequence
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


def read(rows: QuerySet[Any], **columns: str) -> pl.DataFrame:
    """The rows as a frame, each column with the path of its field from the rows' model.

    Ids are text as `str(UUID)` writes them, instants are in UTC.
    """
    fields = {name: _field(rows.model, path) for name, path in columns.items()}
    asked = [Cast(path, CharField()) if _as_text(fields[name]) else path for name, path in columns.items()]
    told = list(rows.values_list(*asked))
    cells = zip(*told, strict=True) if told else ((),) * len(columns)
    frame = pl.DataFrame(
        [pl.Series(name, some, _kind(fields[name])) for name, some in zip(columns, cells, strict=True)]
    )
    return frame.with_columns(**{name: _told(name, field) for name, field in fields.items() if _as_text(field)})


def write(model: type[Model], rows: pl.DataFrame, over: str = "", renew: Sequence[str] = ()) -> None:
    """Each row of a frame is added to a table, or renewed where it stands already.

    over    the column that says which row it is · renew  the columns that are renewed; none named: all
    The columns of the frame are fields of the model: ids and days as `read` gives them, numbers, texts.
    Nothing sealed is written so. Call it in the transaction of the deed.
    """
    columns = [_column(model, name) for name in rows.columns]
    add = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES "
    anew = ", ".join(f"{name} = excluded.{name}" for name in (_column(model, one) for one in renew or rows.columns))
    end = f" ON CONFLICT ({_column(model, over)}) DO UPDATE SET {anew}" if over else ""
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


def _told(name: str, field: "Field[Any, Any]") -> pl.Expr:
    text = pl.col(name)
    if isinstance(field, DateTimeField):
        return text.str.strip_suffix("+00").str.to_datetime(INSTANT, time_unit="us", time_zone="UTC")
    if isinstance(field, DateField):
        return text.str.to_date("%Y-%m-%d")
    whole = pl.concat_str([text.str.slice(start, length) for start, length in HYPHENS], separator="-")
    return pl.when(text.str.len_bytes() == PLAIN).then(whole).otherwise(text)
