"""What a page needs while a disclosure is made: the draft, whom one can tell, what protects it there, what stops it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from trygg.sharing import protection, refused
from trygg_web.access.errors import NotAllowed, NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.exchange.kept import loaded
from trygg_web.exchange.models import KeptDraft, Partner
from trygg_web.exchange.permissions import branches, parties
from trygg_web.exchange.queries.law import class_says, law, said
from trygg_web.exchange.queries.wording import branch_says
from trygg_web.exchange.records import Draft


@dataclass(frozen=True, slots=True)
class ClassShown:
    """One class of data of a draft: what protects it at the recipient, and the hard refusal where there is one."""

    says: str
    protected_by: tuple[str, ...]
    refusal: str
    provision: str


def draft(viewer: User, draft_id: UUID) -> Draft:
    """A draft of the viewer's own. Raises NotThere."""
    require(viewer, Permission.DISCLOSE)
    row = KeptDraft.objects.filter(pk=draft_id, by=viewer).first()
    if row is None:
        raise NotThere(_("Utkastet finns inte längre."))
    return loaded(row.told)


def tells(viewer: User) -> bool:
    """Whether a viewer works in a branch of this house that can tell and ask."""
    return may(viewer, Permission.DISCLOSE) and bool(branches(viewer, settings.ZONE))


def recipients(viewer: User) -> list[tuple[str, str]]:
    """The branches that can be told something, as `house|branch` and in words; of this house all but the viewer's own.

    Raises NotAllowed.
    """
    require(viewer, Permission.DISCLOSE)
    if not tells(viewer):
        raise NotAllowed(_("Du arbetar inte i en verksamhet som lämnar eller begär uppgifter."))
    rows = Partner.objects.filter(revoked_at=None).order_by("name")
    own = [(settings.TRYGG_HOUSE, one) for one in branches(viewer, settings.ZONE)]
    ends = [(row, one) for row in rows for one in row.functions if (row.house, one) not in own]
    return [(f"{row.house}|{one}", f"{row.name}: {branch_says(one)}") for row, one in ends]


def unit_of(viewer: User, made: Draft) -> str:
    """The branch that would tell what a draft holds. Raises NotAllowed."""
    if not tells(viewer):
        raise NotAllowed(_("Du arbetar inte i en verksamhet som lämnar eller begär uppgifter."))
    return made.unit or branches(viewer, settings.ZONE)[0]


def recipient_says(made: Draft) -> str:
    """Whom a draft is for, in words."""
    name = Partner.objects.filter(house=made.house).values_list("name", flat=True).first() or made.zone
    return f"{name}, {branch_says(made.function)}"


def classes(made: Draft, unit: str, on: date) -> list[ClassShown]:
    """Each class of data of a draft, with its protection at the recipient and what stands in its way."""
    ways = parties(unit, made.zone, made.function)
    return [_class(made, ways, one, on) for one in dict.fromkeys(item.data_class for item in made.items)]


def _class(made: Draft, ways: tuple[str, str], data_class: str, on: date) -> ClassShown:
    no = refused(*ways, data_class, on, law(), made.circumstances)
    held = tuple(f"{one.provision}: {said(one.says)}" for one in protection(ways[1], data_class, on, law()))
    return ClassShown(class_says(data_class), held, said(no.says) if no else "", no.provision if no else "")
