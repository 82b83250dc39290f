"""Opening and ending links as one act, so that the act can be undone whole."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access.errors import WrongState
from trygg_web.access.models import User
from trygg_web.people.actions.holding import hold_mutual
from trygg_web.people.actions.shown import refresh
from trygg_web.people.models import Link, Move, MoveKind, Person


def start(kind: MoveKind, because: str, by: User) -> Move:
    """A move that has changed nothing yet."""
    return Move.objects.create(kind=kind, because=because, by=by, at=timezone.now())


def carry(links: Iterable[Link], person: Person, because: str, move: Move) -> None:
    """Ends the links and opens the same parties' links to the person."""
    moved = list(links)
    ended = Link.objects.filter(pk__in=[link.pk for link in moved], until=None).update(until=move.at, ended=move)
    if ended != len(moved):
        raise WrongState(_("Någon har just ändrat samma koppling. Läs in sidan igen."))
    Link.objects.bulk_create(
        Link(
            party_id=link.party_id,
            person=person,
            because=because,
            weight=link.weight,
            since=move.at,
            by=move.by,
            move=move,
        )
        for link in moved
    )


def settle(persons: Iterable[UUID], move: Move) -> None:
    """Shows the persons anew after a move, and holds couples that have become mutual."""
    touched = list(dict.fromkeys(persons))
    refresh(touched)
    hold_mutual(touched, move.at)


def reverse(move: Move, by: User) -> set[UUID]:
    """The persons touched when every party of a move goes back to the person it came from.

    Raises WrongState when something later has touched the same links: that has to be undone first.
    """
    if not Move.objects.filter(pk=move.pk, undone_at=None).update(undone_at=timezone.now()):
        raise WrongState(_("Någon har redan ångrat detta. Läs in sidan igen."))
    opened, ended = list(move.opened.select_related("person")), list(move.ended.select_related("person"))
    _refuse_if_touched(opened, ended)
    back = start(MoveKind.UNDO, "", by)
    Link.objects.filter(pk__in=[link.pk for link in opened]).update(until=back.at, ended=back)
    # The former link opens again as the same row, so that an older move that made it can be undone in its turn.
    Link.objects.filter(pk__in=[link.pk for link in ended]).update(until=None, ended=None)
    touched = {link.person_id for link in (*opened, *ended)}
    settle(touched, back)
    former = {link.party_id: link.person_id for link in ended}
    for link in opened:
        Person.objects.filter(pk=link.person_id).exclude(until=None).update(into=former[link.party_id])
    return touched


def _refuse_if_touched(opened: Iterable[Link], ended: Iterable[Link]) -> None:
    here = {link.person_id for link in opened}
    gone = any(link.person.into_id and link.person.into_id not in here for link in ended)
    if gone or any(link.until is not None for link in opened):
        raise WrongState(_("En senare ändring rör samma anmälningar. Ångra den först; ingenting är ändrat."))
