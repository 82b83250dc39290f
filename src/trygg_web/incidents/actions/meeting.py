"""Which party that stands in a report a later telling is of: who told and who stands meet by identity, not by row."""

from collections.abc import Callable, Mapping, Sequence

from trygg_web.incidents.models import Party
from trygg_web.incidents.reports import PartyTold
from trygg_web.incidents.reports.naming import alike

VALID = ("personnummer", "samordningsnummer")
Same = Callable[[PartyTold, PartyTold], bool]


def places(told: Sequence[PartyTold], stands: Mapping[int, Party], *, adds: bool = False) -> list[int]:
    """The place of each told party: that of the one it is, else the next free one, in the order they are told.

    They meet by number; then where all is told as it stands; then by name and birth date, where only one fits; then,
    when one is left on each side, as a correction, unless each bears a valid number of its own and they share no
    name. What `adds` corrects nobody.
    """
    known = {place: _told(party) for place, party in stands.items()}
    met: dict[int, int] = {}
    _meet(told, known, met, _same_number)
    _meet(told, known, met, _equal)
    _meet(told, known, met, _same_name)
    if not adds:
        _meet(told, known, met, _corrected)
    free = (place for place in range(len(stands) + len(told)) if place not in stands)
    return [met[at] if at in met else next(free) for at in range(len(told))]


def _meet(told: Sequence[PartyTold], known: Mapping[int, PartyTold], met: dict[int, int], same: Same) -> None:
    open_told = [at for at in range(len(told)) if at not in met]
    open_known = [place for place in known if place not in met.values()]
    pairs = [(at, place) for at in open_told for place in open_known if same(told[at], known[place])]
    for at, place in pairs:
        if sum(one == at for one, _ in pairs) == 1 and sum(one == place for _, one in pairs) == 1:
            met[at] = place


def _same_number(one: PartyTold, other: PartyTold) -> bool:
    return bool(one.number) and one.number == other.number


def _equal(one: PartyTold, other: PartyTold) -> bool:
    # Told as it stands, also where an initial fits several: told again it is nobody new.
    return _identity(one) == _identity(other)


def _identity(told: PartyTold) -> tuple[str, ...]:
    return (told.number, told.born, told.given.casefold(), told.family.casefold())


def _same_name(one: PartyTold, other: PartyTold) -> bool:
    return not _two_numbers(one, other) and alike(one, other)


def _corrected(one: PartyTold, other: PartyTold) -> bool:
    two = one.number_kind in VALID and other.number_kind in VALID and one.number != other.number
    return not two or alike(_nameless(one), _nameless(other))


def _two_numbers(one: PartyTold, other: PartyTold) -> bool:
    return bool(one.number) and bool(other.number) and one.number != other.number


def _nameless(told: PartyTold) -> PartyTold:
    # Without the birth date, which a mistaken number brings with it.
    return PartyTold(given=told.given, family=told.family)


def _told(party: Party) -> PartyTold:
    return PartyTold(
        number=party.number, number_kind=party.number_kind, born=party.born, given=party.given, family=party.family
    )
