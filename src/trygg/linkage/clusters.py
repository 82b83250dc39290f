"""Who is believed to be one person so far, and what forbids two groups to be one."""

from collections.abc import Iterable, Mapping

Verdicts = Iterable[tuple[str, str]]


class Clusters:
    """Groups of tellings that grow by joining. Two numbers, two persons of the register or a *different* forbid."""

    def __init__(self, persons: Mapping[str, str], numbers: Mapping[str, str], parted: Verdicts) -> None:
        self._root = {one: one for one in persons}
        self._members = {one: {one} for one in persons}
        self._persons = {one: {person} if person else set() for one, person in persons.items()}
        self._numbers = {one: {numbers[one]} if numbers.get(one) else set() for one in persons}
        self._parted: dict[str, set[str]] = {}
        for one, other in parted:
            self._parted.setdefault(one, set()).add(other)
            self._parted.setdefault(other, set()).add(one)

    def __contains__(self, one: str) -> bool:
        return one in self._root

    def root(self, one: str) -> str:
        """The telling that stands for the group of one."""
        while self._root[one] != one:
            self._root[one] = self._root[self._root[one]]
            one = self._root[one]
        return one

    def label(self, one: str) -> str:
        """The person a group is believed to be: one of the register, or new and named after its first telling."""
        root = self.root(one)
        return min(self._persons[root], default="") or f"new:{min(self._members[root])}"

    def members(self, one: str) -> set[str]:
        """All tellings in the group of one."""
        return self._members[self.root(one)]

    def numbers(self, one: str) -> set[str]:
        """All valid numbers told in the group of one."""
        return self._numbers[self.root(one)]

    def forbids(self, one: str, other: str) -> str:
        """Why the two groups may not be one: parted, numbers, persons; empty when nothing does."""
        a, b = self.root(one), self.root(other)
        if self.parted(a, b):
            return "parted"
        if self._numbers[a] and self._numbers[b] and not self._numbers[a] & self._numbers[b]:
            return "numbers"
        return "persons" if len(self._persons[a] | self._persons[b]) > 1 else ""

    def parted(self, one: str, other: str) -> bool:
        """Whether someone has said that a telling in one group is not a telling in the other."""
        a, b = sorted((self.members(one), self.members(other)), key=len)
        return any(self._parted.get(member, set()) & b for member in a)

    def join(self, one: str, other: str) -> None:
        """Make the two groups one."""
        a, b = sorted((self.root(one), self.root(other)))
        if a == b:
            return
        self._root[b] = a
        for held in (self._members, self._persons, self._numbers):
            held[a] |= held.pop(b)
