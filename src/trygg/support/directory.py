"""The directory of help, as the pack of a place tells it by day: what there is, for which need, and how one gets in."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from trygg.errors import RulebookError
from trygg.rulebook import in_force
from trygg.rulebook.kinds import Says
from trygg.rulebook.reading import LANGUAGES, keyed, many

SHIPPED = Path(__file__).parent.parent / "packs" / "se" / "help"  # apart: a new number is no new law
FILE, CASES = "help.toml", "help.cases.toml"
WAYS = ("self", "referral", "probation")  # one calls oneself; social services refer; the probation service gives it
VERIFIED = ("yes", "no")
CASE_KEYS = ("name", "on", "needs", "anonymous", "gives")


@dataclass(frozen=True, slots=True)
class Need:
    """Something that help is for: violence, addiction, housing …"""

    id: str
    says: Says


@dataclass(frozen=True, slots=True)
class Help:
    """One place or programme: for which needs, how one gets in, and how it is reached.

    `anonymous`: one need not say who one is. `verified`: "yes" where somebody read it at its owner, on the day
    `checked`; a number that nobody has read is left out rather than guessed.
    """

    id: str
    says: Says
    about: Says
    needs: tuple[str, ...]
    way: str
    verified: str
    since: date
    source: str
    anonymous: bool = False
    number: str = ""
    address: str = ""
    checked: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Helps:
    """The whole directory, all days of it."""

    needs: Mapping[str, Need]
    helps: tuple[Help, ...]

    def on(self, day: date) -> tuple[Help, ...]:
        """What there is on a day, in the order of the file."""
        return in_force(self.helps, day)

    def fitting(self, day: date, needs: tuple[str, ...] = (), anonymous: bool = False) -> tuple[Help, ...]:
        """What there is on a day for any of some needs, all where none is named; or only without saying who one is."""
        return tuple(
            one
            for one in self.on(day)
            if (not needs or set(needs) & set(one.needs)) and (one.anonymous or not anonymous)
        )


@dataclass(frozen=True, slots=True)
class HelpCase:
    """One situation, and the ids that the directory must answer with."""

    name: str
    on: date
    needs: tuple[str, ...]
    anonymous: bool
    gives: tuple[str, ...]


@cache
def directory(folder: Path | str | None = None) -> Helps:
    """The directory of a pack. Raises RulebookError with file, rule, key and the mend."""
    path = Path(folder or SHIPPED) / FILE
    found = Helps(keyed(Need, path, "need"), many(Help, path, "help"))
    for one in found.helps:
        _check(one, found.needs)
    return found


def help_cases(folder: Path | str | None = None) -> Iterator[HelpCase]:
    """The worked cases of a pack's directory. Raises RulebookError for a key that is not known."""
    path = Path(folder or SHIPPED) / CASES
    for row in tomllib.loads(path.read_text("utf-8"))["case"]:
        for key in set(row) - set(CASE_KEYS):
            raise RulebookError(f"{CASES}: {row.get('name')}: {key} is not known; use one of {', '.join(CASE_KEYS)}")
        yield HelpCase(
            row["name"], row["on"], tuple(row.get("needs", ())), row.get("anonymous", False), tuple(row["gives"])
        )


def directory_wrong(case: HelpCase, helps: Helps) -> str:
    """What the directory answers instead of what the case demands; empty when they agree."""
    told = tuple(one.id for one in helps.fitting(case.on, case.needs, case.anonymous))
    return "" if told == case.gives else f"gives {', '.join(told) or 'nothing'}, not {', '.join(case.gives)}"


def _check(one: Help, needs: Mapping[str, Need]) -> None:
    if not one.needs:
        raise RulebookError(f"{FILE}: {one.id}: needs is empty; name at least one")
    for need in one.needs:
        _known(one, "needs", need, needs)
    _known(one, "way", one.way, WAYS)
    _known(one, "verified", one.verified, VERIFIED)
    for language in LANGUAGES:
        if not one.about.get(language):
            raise RulebookError(f"{FILE}: {one.id}: about.{language} is missing; write the sentence in both languages")
    if one.verified == "yes" and one.checked is None:
        raise RulebookError(f"{FILE}: {one.id}: checked is missing; say on which day somebody read it at its owner")


def _known(one: Help, key: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise RulebookError(f"{FILE}: {one.id}: {key} {value} is not known; use one of {', '.join(known)}")
