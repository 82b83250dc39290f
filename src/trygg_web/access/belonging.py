"""What goes with a row when it is erased: every row of any room that refers to it, the outermost first.

Read from the tables themselves, so that a room below need not know the rooms above.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models

CHUNK = 500
Table = type[models.Model]
Rows = tuple[Table, list[Any]]


def belonging(model: type[models.Model], keys: Iterable[Any]) -> list[Rows]:
    """Tables and their rows in the order in which they can be erased; the given rows come last."""
    found: list[Rows] = []
    _walk(model, list(keys), {}, found)
    return found


def counted(rows: Iterable[Rows]) -> Counter[str]:
    """How many rows of each table."""
    return Counter({model: n for model, n in _sums(rows).items() if n})


def erase_rows(model: type[models.Model], keys: Iterable[Any]) -> Counter[str]:
    """How many rows of each table went: the given ones and all that refer to them. Call it inside a transaction."""
    rows = belonging(model, keys)
    for table, held in rows:
        for some in _chunks(held):
            table._default_manager.filter(pk__in=some).delete()
    return counted(rows)


def _sums(rows: Iterable[Rows]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for model, keys in rows:
        sums[model._meta.label_lower] += len(keys)
    return sums


def _walk(model: Table, keys: list[Any], seen: dict[Table, set[Any]], found: list[Rows]) -> None:
    known = seen.setdefault(model, set())
    fresh = [key for key in dict.fromkeys(keys) if key not in known]
    if not fresh:
        return
    known.update(fresh)
    for relation in model._meta.related_objects:
        table: Any = relation.related_model
        if not relation.many_to_many and relation.on_delete is not models.SET_NULL:
            _walk(table, list(_referring(table, relation.field.name, fresh)), seen, found)
    found.append((model, fresh))


def _referring(table: Any, field: str, keys: list[Any]) -> Iterator[Any]:
    for some in _chunks(keys):
        yield from table._default_manager.filter(**{f"{field}__in": some}).values_list("pk", flat=True)


def _chunks(keys: list[Any]) -> Iterator[list[Any]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
