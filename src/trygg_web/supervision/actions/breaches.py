"""What was not kept, and the duty to tell the police of it: told by a guided disclosure, or a reason why not."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.exchange import actions as exchange
from trygg_web.exchange import queries as arrived
from trygg_web.exchange.actions import Draft, Item
from trygg_web.exchange.records import NUMBER, PROTECTED
from trygg_web.supervision.actions.working import locked
from trygg_web.supervision.models import Breach, Broken, Client, Sentence

GROUND, PURPOSE, KIND = "G-06", "prevent_crime", "duty"


@transaction.atomic
def breach(client_id: UUID, what: Broken, day: date, note: str, *, by: User) -> Breach:
    """What was not kept, noted; it waits until the police are told or a reason says why not."""
    client = locked(client_id, by)
    if day > timezone.localdate():
        raise InvalidInput(_("Dagen ligger i framtiden."))
    made = Breach.objects.create(client=client, what=what, day=day, note=note, by=by, at=timezone.now())
    log.did(by, Verb.BREACH_NOTED, "client", [client.pk], note=what)
    return made


@transaction.atomic
def tell_police(breach_id: UUID, *, by: User) -> UUID:
    """The id of a prefilled disclosure to the police. Raises WrongState for a breach that is settled.

    The officer weighs it on the pages of the exchange: a duty is prefilled, never pressed through. The breach waits
    until the disclosure is decided.
    """
    require(by, Permission.CLIENT_WORK)
    row = Breach.objects.select_related("client").filter(pk=breach_id).first()
    if row is None:
        raise NotThere
    if row.settled_at or arrived.told_since(KIND, str(row.client_id), row.at):
        raise WrongState(_("Någon har redan tagit hand om det. Ladda om sidan."))
    log.did(by, Verb.FOLLOWED, "client", [row.client_id], note=KIND)
    return exchange.keep_draft(_draft(row.client, _items(row)), by=by)


@transaction.atomic
def settle_untold(breach_id: UUID, because: str, *, by: User) -> None:
    """Nothing; the reason why the police are not told is kept. Raises InvalidInput without one, WrongState."""
    if not because.strip():
        raise InvalidInput(_("Skriv varför skyldigheten inte gäller."))
    require(by, Permission.CLIENT_WORK)
    if not Breach.objects.filter(pk=breach_id).exists():
        raise NotThere
    waiting = Breach.objects.filter(pk=breach_id, settled_at=None)
    if not waiting.update(settled_at=timezone.now(), settled_by=by):
        raise WrongState(_("Någon har redan tagit hand om det. Ladda om sidan."))
    row = Breach.objects.select_related("client").get(pk=breach_id)
    row.not_told_because = because
    row.save(update_fields=["not_told_because"])
    log.did(by, Verb.CLOSED, "client", [row.client_id], note="untold")


def _draft(client: Client, items: tuple[Item, ...]) -> Draft:
    held = frozenset({PROTECTED}) if client.protected else frozenset[str]()
    return Draft(
        zone="police", function="police", kind=KIND, purpose=PURPOSE, ground=GROUND, items=items,
        subject=str(client.pk), circumstances=held,
    )  # fmt: skip


def _items(row: Breach) -> tuple[Item, ...]:
    client = row.client
    who = (
        Item(NUMBER, "person_basics", client.number),
        Item("name", "person_basics", f"{client.given} {client.family}"),
    )
    sentence = Sentence.objects.filter(client=client, since__lte=row.day).order_by("since").last()
    what = f"{Broken(row.what).label}, {row.day.isoformat()}"
    told = [Item("breach", "custody_and_sanction", what)]
    if sentence:
        told.append(Item("sanction", "custody_and_sanction", f"{sentence.kind}, {sentence.conditions}".rstrip(", ")))
    return (*who, *told)
