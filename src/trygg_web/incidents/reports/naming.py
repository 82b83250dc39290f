"""Which tellings of one report are one person: by number, else by name and birth date. The rows' order is nothing.

A telling without a number joins the one person whose name and birth date it does not contradict. When it might be
two of them it stands as a person of its own, whom linkage asks about; guessing would accuse or protect the wrong one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from trygg_web.incidents.reports.told import PartyTold

UNTOLD = -1  # the place of a party when the report names several and the row does not tell which
GRAVEST = ("", "none", "unspecified", "sekretessmarkering", "skyddad_folkbokforing", "both")


@dataclass(slots=True)
class Named:
    """One person of a report, with all that the rows tell of them."""

    tellings: list[PartyTold] = field(default_factory=list)

    def may_be(self, told: PartyTold) -> bool:
        """Whether a telling without a number fits this person."""
        return any(alike(one, told) for one in self.tellings)


def named(told: Iterable[PartyTold]) -> list[Named]:
    """The persons that the tellings name, in the order of their places: by number, birth date, name."""
    numbered: dict[str, Named] = {}
    others: dict[tuple[str, ...], list[PartyTold]] = {}
    for one in told:
        if one.number:
            numbered.setdefault(one.number, Named()).tellings.append(one)
        else:
            others.setdefault(_key(one), []).append(one)
    found = [numbered[number] for number in sorted(numbered)]
    # Those that say most are placed first, so that an initial finds the name that it begins.
    for key in sorted(others, key=lambda key: (not key[0], -len("".join(key[1:])), key)):
        _place(found, others[key])
    return sorted(found, key=lambda person: min(_rank(one) for one in person.tellings))


def _place(found: list[Named], tellings: list[PartyTold]) -> None:
    fits = [person for person in found if person.may_be(tellings[0])]
    if len(fits) == 1:
        fits[0].tellings += tellings
    else:
        found.append(Named(tellings))


def place_of(told: PartyTold | None, persons: Sequence[Named]) -> int:
    """The place of a telling among the persons; of nobody, the only one's, or UNTOLD among several."""
    if told is None:
        return 0 if len(persons) < 2 else UNTOLD
    return next(place for place, person in enumerate(persons) if told in person.tellings)


def alike(one: PartyTold, other: PartyTold) -> bool:
    """Whether two tellings may be one person: no birth date, no name speaks against it, and something for it."""
    if one.born and other.born and one.born != other.born:
        return False
    if not (fits(one.given, other.given) and fits(one.family, other.family)):
        return False
    shared = (one.given and other.given) or (one.family and other.family) or (one.born and other.born)
    return bool(shared)


def fits(one: str, other: str) -> bool:
    """Whether two spellings of a name may be one name."""
    same = one.casefold() == other.casefold()
    return same or not one or not other or says_more(one, other) or says_more(other, one)


def says_more(one: str, other: str) -> bool:
    """Whether a name tells more than another spelling of it: the other is empty, an initial, or lost letters."""
    if not other:
        return bool(one)
    if re.fullmatch(r"\w\.?", other):
        return len(one) > 2 and one[:1].casefold() == other[0].casefold()
    lost = re.escape(other).replace(r"\?", ".")
    return "?" in other and "?" not in one and bool(re.fullmatch(lost, one, re.IGNORECASE))


def merged(person: Named) -> PartyTold:
    """One telling with all that the tellings of a person say; they may not contradict each other."""
    ordered = sorted(person.tellings, key=_rank)
    best = ordered[0]
    return replace(
        best,
        born=next((one.born for one in ordered if one.born), ""),
        given=_fullest(one.given for one in ordered),
        family=_fullest(one.family for one in ordered),
        sex=next((one.sex for one in ordered if one.sex), ""),
        protected=max((one.protected for one in ordered), key=GRAVEST.index),
    )


def _fullest(names: Iterable[str]) -> str:
    best = ""
    for name in names:
        best = name if says_more(name, best) else best
    return best


def _key(told: PartyTold) -> tuple[str, ...]:
    return (told.born, told.family.casefold(), told.given.casefold())


def _rank(told: PartyTold) -> tuple[object, ...]:
    # "~" stands after every digit: who has a number comes first.
    return (told.number or "~", told.born or "~", told.family.casefold(), told.given.casefold(), *_rest(told))


def _rest(told: PartyTold) -> tuple[str, ...]:
    return (told.family, told.given, told.sex, told.number_kind, told.protected)
