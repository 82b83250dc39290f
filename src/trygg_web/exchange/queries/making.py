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
from trygg_web.exchange.permissions import branches
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
    """The branches of other houses that can be told something, as `house|branch` and in words. Raises NotAllowed."""
    require(viewer, Permission.DISCLOSE)
    if not tells(viewer):
        raise NotAllowed(_("Du arbetar inte i en verksamhet som lämnar eller begär uppgifter."))
    rows = Partner.objects.filter(revoked_at=None).order_by("name")
    return [(f"{row.house}|{one}", f"{row.name}: {branch_says(one)}") for row in rows for one in row.functions]


def zone_of_house(house: str) -> str:
    """The zone of a partner that stands. Raises NotThere."""
    found = Partner.objects.filter(house=house, revoked_at=None).values_list("zone", flat=True).first()
    if found is None:
        raise NotThere(_("Huset finns inte."))
    return found


def recipient_says(made: Draft) -> str:
    """Whom a draft is for, in words."""
    name = Partner.objects.filter(house=made.house).values_list("name", flat=True).first() or made.zone
    return f"{name}, {branch_says(made.function)}"


def classes(made: Draft, on: date) -> list[ClassShown]:
    """Each class of data of a draft, with its protection at the recipient and what stands in its way."""
    return [_class(made, one, on) for one in dict.fromkeys(item.data_class for item in made.items)]


def _class(made: Draft, data_class: str, on: date) -> ClassShown:
    no = refused(settings.ZONE, made.zone, data_class, on, law(), made.circumstances)
    held = tuple(f"{one.provision}: {said(one.says)}" for one in protection(made.zone, data_class, on, law()))
    return ClassShown(class_says(data_class), held, said(no.says) if no else "", no.provision if no else "")
