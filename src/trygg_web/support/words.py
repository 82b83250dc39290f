"""What the directory says, in the reader's language."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from trygg.rulebook.kinds import Says
from trygg.support import Help, directory

WAYS = {
    "self": _("Personen tar kontakt själv"),
    "referral": _("Socialtjänsten hänvisar"),
    "probation": _("Frivården beslutar, efter dom"),
}


@dataclass(frozen=True, slots=True)
class HelpShown:
    """One help in words."""

    id: str
    says: str
    about: str
    needs: tuple[str, ...]
    way: str
    number: str
    address: str
    anonymous: bool
    read: date | None  # None: nobody has read it at its owner

    @property
    def dials(self) -> str:
        """The number as a telephone takes it."""
        return "".join(letter for letter in self.number if letter.isdecimal())


def said(says: Says) -> str:
    """A sentence of the directory in the reader's language."""
    return says.get(get_language() or "sv", says["sv"])


def needs() -> list[tuple[str, str]]:
    """The needs: id and words."""
    return [(one.id, said(one.says)) for one in directory().needs.values()]


def helps(on: date, need: str = "") -> list[HelpShown]:
    """What there is on a day, in words; of one need or of all."""
    return [shown(one) for one in directory().fitting(on, (need,) if need else ())]


def shown(one: Help) -> HelpShown:
    """One help in words."""
    words = dict(needs())
    return HelpShown(
        one.id, said(one.says), said(one.about), tuple(words[need] for need in one.needs), str(WAYS[one.way]),
        one.number, one.address, one.anonymous, one.checked if one.verified == "yes" else None,
    )  # fmt: skip


def help_says(help_id: str) -> str:
    """A help's name, also one that the directory has ended."""
    found = [one for one in directory().helps if one.id == help_id]
    return said(found[-1].says) if found else help_id
