"""Every sealed value sealed anew with the key that seals now. It may be stopped and run again at any moment."""

from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import models, transaction

from trygg_web.access import log, vault
from trygg_web.access.log import Verb
from trygg_web.access.models import User

BATCH = 500
Tell = Callable[[str, int, int], None]


def sealed_models() -> Iterator[tuple[type[models.Model], list[vault.SealedBytes]]]:
    """Each model that holds sealed fields, with them."""
    for model in apps.get_models():
        fields = [field for field in model._meta.concrete_fields if isinstance(field, vault.SealedBytes)]
        if fields:
            yield model, fields


def reseal(*, tell: Tell = lambda stage, done, total: None, by: User) -> int:
    """How many rows were sealed anew. Rows that already bear the key are left alone."""
    changed = sum(_reseal(model, fields, tell) for model, fields in sealed_models())
    log.did(by, Verb.KEYS_ROTATED, "key", note=f"key {vault.keyring().current}, {changed} rows")
    return changed


def _reseal(model: type[models.Model], fields: list[vault.SealedBytes], tell: Tell) -> int:
    total, done, changed = model._default_manager.count(), 0, 0
    rows = model._default_manager.only("pk", *(field.name for field in fields)).order_by("pk")
    while batch := list(rows[:BATCH]):
        with transaction.atomic():
            changed += sum([any([_reseal_one(row, field) for field in fields]) for row in batch])
        done += len(batch)
        rows = rows.filter(pk__gt=batch[-1].pk)
        tell(model._meta.label, done, total)
    return changed


def _reseal_one(row: models.Model, field: vault.SealedBytes) -> bool:
    held = row.__dict__[field.attname]
    if held is None or not vault.stale(held):
        return False
    fresh = field.sealed(vault.unseal(held, field.place(row)), row)
    # Only where the value still is what was read: someone may have saved the row in between, with the new key.
    same = type(row)._default_manager.filter(pk=row.pk, **{field.name: held})
    return bool(same.update(**{field.name: fresh}))
