"""A deed on the protected track happens wholly or not at all, also where its tables have a database of their own."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import router, transaction

from trygg_web.victims.models import Track


@contextmanager
def whole() -> Iterator[None]:
    """One transaction in the house's database and in that of the victims; in most houses they are the same."""
    with transaction.atomic(), transaction.atomic(using=router.db_for_write(Track)):
        yield
