"""Who is believed to be one person so far, and what forbids two groups to be one."""

from collections.abc import Iterable, Mapping

Verdicts = Iterable[tuple[str, str]]


class Clusters:
    """Groups of tellings that grow by joining. Two numbers, two persons of the register or a *different* forbid.

    persons, numbers  what is told of a telling; both may grow later. A telling that nothing was joined to is a group.
    """

    def __init__(self, persons: Mapping[str, str], numbers: Mapping[str, str], parted: Verdicts) -> None:
        self._person, self._number = persons, numbers
        self._root: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._persons: dict[str, set[str]] = {}
        self._numbers: dict[str, set[str]] = {}
        self._parted: dict[str, set[str]] = {}
        for one, other in parted:
            self._parted.setdefault(one, set()).add(other)
            self._parted.setdefault(other, set()).add(one)

    def root(self, one: str) -> str:
        """The telling that stands for the group of one."""
        while (above := self._root.get(one, one)) != one:
            self._root[one] = self._root.get(above, above)
            one = above
        return one

    def label(self, one: str) -> str:
        """The person a group is believed to be: one of the register, or new and named after its first telling."""
        root = self.root(one)
        return min(self.persons(root), default="") or f"new:{min(self.members(root))}"

    def joined(self) -> dict[str, str]:
        """Each telling that was joined to another, with the person its group is believed to be."""
        return {one: label for root, held in self._members.items() for label in [self.label(root)] for one in held}

    def members(self, one: str) -> set[str]:
        """All tellings in the group of one."""
        root = self.root(one)
        return self._members.get(root) or {root}

    def numbers(self, one: str) -> set[str]:
        """All valid numbers told in the group of one."""
        return _held(self._numbers, self._number, self.root(one))

    def persons(self, one: str) -> set[str]:
        """The persons of the register in the group of one: none or one, unless a person joined two."""
        return _held(self._persons, self._person, self.root(one))

    def forbids(self, one: str, other: str) -> str:
        """Why the two groups may not be one: parted, numbers, persons; empty when nothing does."""
        a, b = self.root(one), self.root(other)
        if self._parted and self.parted(a, b):
            return "parted"
        mine, theirs = self.numbers(a), self.numbers(b)
        if mine and theirs and not mine & theirs:
            return "numbers"
        return "persons" if len(self.persons(a) | self.persons(b)) > 1 else ""

    def parted(self, one: str, other: str) -> bool:
        """Whether someone has said that a telling in one group is not a telling in the other."""
        if not self._parted:
            return False
        a, b = sorted((self.members(one), self.members(other)), key=len)
        return any(self._parted.get(member, set()) & b for member in a)

    def join(self, one: str, other: str) -> None:
        """Make the two groups one."""
        a, b = sorted((self.root(one), self.root(other)))
        if a == b:
            return
        persons, numbers = self.persons(a) | self.persons(b), self.numbers(a) | self.numbers(b)
        _keep(self._persons, self._person, a, persons)
        _keep(self._numbers, self._number, a, numbers)
        self._members.setdefault(a, {a}).update(self._members.pop(b, {b}))
        self._persons.pop(b, None)
        self._numbers.pop(b, None)
        self._root[b] = a


def _keep(grown: dict[str, set[str]], told: Mapping[str, str], root: str, held: set[str]) -> None:
    # Most groups hold just what their first telling told, which need not be kept once more.
    if held != _held({}, told, root):
        grown[root] = held
    else:
        grown.pop(root, None)


def _held(grown: Mapping[str, set[str]], told: Mapping[str, str], root: str) -> set[str]:
    held = grown.get(root)
    if held is not None:
        return held
    one = told.get(root)
    return {one} if one else set()
