"""What people on the list say is wrong, and what was answered."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.listing.models import Objection
from trygg_web.people import queries as people

PAGE = 60


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """One objection with whom it is from; a masked person's words are withheld."""

    row: Objection
    card: people.PersonCard

    @property
    def said(self) -> str:
        """What the person says, in the words of the one who wrote it down."""
        return _("skyddade personuppgifter") if self.card.masked else self.row.said


def objections(viewer: User, answered: bool = False) -> list[ObjectionRow]:
    """Those that wait, the most urgent first; or those that were answered, the newest first."""
    require(viewer, Permission.PERSON_SEE)
    rows = Objection.objects.filter(outcome="") if not answered else Objection.objects.exclude(outcome="")
    return _rows(viewer, rows.order_by("-answered_at" if answered else "due_on", "pk"))


def objections_of(viewer: User, person_id: UUID) -> list[ObjectionRow]:
    """Every objection of a person, the newest first."""
    require(viewer, Permission.PERSON_SEE)
    return _rows(viewer, Objection.objects.filter(person=person_id).order_by("-came_on", "-at"))


def objection(viewer: User, objection_id: UUID) -> ObjectionRow:
    """One objection. Raises NotThere; opening is logged."""
    require(viewer, Permission.PERSON_SEE)
    found = _rows(viewer, Objection.objects.filter(pk=objection_id))
    if not found:
        raise NotThere(_("Invändningen finns inte."))
    return found[0]


def objection_count(viewer: User) -> int:
    """How many wait for an answer."""
    require(viewer, Permission.PERSON_SEE)
    return Objection.objects.filter(outcome="").count()


def _rows(viewer: User, found: QuerySet[Objection]) -> list[ObjectionRow]:
    rows = list(found.select_related("by", "answered_by")[:PAGE])
    cards = people.cards(viewer, [row.person_id for row in rows])
    log.saw(viewer, "objection", [row.pk for row in rows])
    return [ObjectionRow(row, cards[row.person_id]) for row in rows]
