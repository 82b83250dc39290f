"""Her children, and a concern for one: written down here, or come from another house; and who works with it."""

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.access.vault import blind
from trygg_web.exchange import actions as exchange
from trygg_web.exchange.permissions import CHILDREN
from trygg_web.victims.models import Child, Concern, ConcernState, Reporter
from trygg_web.victims.permissions import open_for
from trygg_web.victims.policies import check_number
from trygg_web.victims.whole import whole

CONCERN = "child_concern"  # the kind of disclosure that tells of one


@whole()
def add_child(  # noqa: PLR0913 - what is known of a child
    track_id: UUID,
    *,
    name: str,
    number: str = "",
    born: date | None = None,
    present: bool | None = None,
    heard: bool | None = None,
    household: bool | None = None,
    by: User,
) -> Child:
    """The child. One who was present or heard is a duty to report at once: the concern is made with it.

    present, heard, household   None: not known

    Raises NotThere, InvalidInput.
    """
    track, at = open_for(by, track_id), timezone.now()
    if not name.strip():
        raise InvalidInput(_("Skriv barnets namn, eller vad barnet kallas."))
    row = Child(track=track, present=present, heard=heard, household=household, by=by.pk, at=at)
    row.name, row.number = name.strip(), check_number(number, timezone.localdate(at))
    row.number_key = blind(row.number, "number")
    row.born = born.isoformat() if born else _born(row.number)
    row.save(force_insert=True)
    log.did(by, Verb.WROTE, "child", [row.pk, track.pk])
    if present or heard:
        _concern(row, "", by)
    return row


def _born(digits: str) -> str:
    # A samordningsnummer has sixty added to the day.
    if not digits:
        return ""
    return f"{digits[:4]}-{digits[4:6]}-{(int(digits[6:8]) - 1) % 60 + 1:02d}"


@whole()
def raise_concern(child_id: UUID, what: str, *, by: User) -> Concern:
    """A concern for a child, known from now on; it is to be sent at once. Raises NotThere, InvalidInput."""
    child = Child.objects.filter(pk=child_id).first()
    if child is None or child.track_id is None:
        raise NotThere(_("Barnet finns inte."))
    open_for(by, child.track_id)
    if not what.strip():
        raise InvalidInput(_("Skriv vad som setts eller berättats."))
    return _concern(child, what.strip(), by)


def _concern(child: Child, what: str, by: User) -> Concern:
    at = timezone.now()
    row = Concern(child=child, state=ConcernState.KNOWN, known_at=at, by=by.pk, at=at)
    row.what = what
    row.save(force_insert=True)
    log.did(by, Verb.WROTE, "concern", [row.pk, child.pk])
    return row


def take_concerns(*, by: User) -> int:
    """How many concerns were taken in from other houses: each one received, for those who work with children."""
    return exchange.take_each(CONCERN, CHILDREN, _take, by=by)


@whole()
def _take(one: exchange.Came, by: User) -> bool:
    if one.corrects is not None:
        return False
    at = timezone.now()
    child = Child(by=by.pk, at=at)
    child.name, child.number = one.value("child_name") or "", one.value("child_number") or ""
    child.number_key, child.born = blind(child.number, "number"), _born(child.number)
    child.save(force_insert=True)
    row = Concern(child=child, arrival=one.id, state=ConcernState.RECEIVED, by=by.pk, at=at)
    row.known_at = row.sent_at = row.received_at = one.received_at
    row.what = "\n".join(told for told in (one.value("child_saw"), one.value("concern"), one.why) if told)
    row.save(force_insert=True)
    exchange.take(one.id, subject=str(row.pk), by=by)
    log.did(by, Verb.WROTE, "concern", [row.pk, child.pk], note="received")
    return True


@whole()
def take_on(concern_id: UUID, *, by: User) -> Concern:
    """The concern, with this user as the one who handles it; nobody else who works with children sees it any more.

    Raises NotThere; WrongState when somebody was first.
    """
    require(by, Permission.CHILD_WORK)
    if not Concern.objects.filter(pk=concern_id, holder=None).exclude(state=ConcernState.KNOWN).update(holder=by.pk):
        raise WrongState(_("Någon annan har tagit hand om den. Läs in sidan igen."))
    row = Concern.objects.get(pk=concern_id)
    log.did(by, Verb.ASSIGNED, "concern", [row.pk])
    return row


@whole()
def name_reporter(concern_id: UUID, name: str, *, private: bool = False, by: User) -> Reporter:
    """Who reported the concern, kept apart from it and opened by two. Raises NotThere, InvalidInput."""
    require(by, Permission.CHILD_WORK)
    concern = Concern.objects.filter(pk=concern_id, holder=by.pk).first()
    if concern is None:
        raise NotThere(_("Oron finns inte."))
    if not name.strip():
        raise InvalidInput(_("Skriv vem som anmälde."))
    row = Reporter.objects.filter(concern=concern).first() or Reporter(concern=concern)
    row.name, row.private = name.strip(), private
    row.save()
    log.did(by, Verb.WROTE, "reporter", [concern.pk])
    return row
