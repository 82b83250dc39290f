"""Columns that must hold every value the method can give them: SQLite does not count letters, PostgreSQL does."""

from trygg.linkage.numbers import NumberKind
from trygg_web.incidents.models import Party


def test_every_kind_of_number_fits_its_column() -> None:
    width = Party._meta.get_field("number_kind").max_length

    assert width is not None
    assert all(len(kind) <= width for kind in NumberKind)
