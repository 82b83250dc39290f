"""Small groups are told of together, so that what is left when the others are subtracted is never a handful."""

from collections.abc import Callable, Collection, Sequence

REST = "rest"  # what small groups together are called


def small(groups: Sequence[str], enough: Callable[[Collection[str]], bool]) -> list[str]:
    """Which groups are to be told of together; empty where each may stand alone.

    groups  the smallest first
    enough  whether some groups together are large enough to be told of
    """
    alone = [name for name in groups if enough([name])]
    gathered = [name for name in groups if name not in alone]
    while gathered and alone and not enough(gathered):
        gathered.append(alone.pop(0))
    return gathered
