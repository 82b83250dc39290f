"""Help that the person wanted when the message was given: those who give it are asked, as a prefilled disclosure."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.exchange import actions as exchange
from trygg_web.exchange.actions import Draft, Item
from trygg_web.exchange.queries.told import house_of
from trygg_web.exchange.records import NUMBER, PROTECTED
from trygg_web.notifications.models import Attempt
from trygg_web.notifications.queries.helping import KIND, SUPPORT, ZONE, to_ask
from trygg_web.people import queries as people
from trygg_web.people.queries.telling import Told


@transaction.atomic
def ask_for_help(attempt_id: UUID, *, by: User) -> UUID:
    """The id of a prefilled disclosure; the officer weighs it on the pages of the exchange.

    Raises NotThere, and WrongState where the person said no, or where it was told already.
    """
    require(by, Permission.NOTICE_WORK)
    row = Attempt.objects.select_related("notification").filter(pk=attempt_id).first()
    if row is None:
        raise NotThere
    if not to_ask([row]):
        raise WrongState(_("Personen har inte bett om hjälp, eller så är det redan berättat."))
    log.did(by, Verb.FOLLOWED, "notification", [row.notification_id], note=KIND)
    return exchange.keep_draft(_draft(row, people.told_of(row.notification.person_id)), by=by)


def _draft(row: Attempt, who: Told) -> Draft:
    number = (Item(NUMBER, "person_basics", who.number),) if who.number else ()
    return Draft(
        ZONE, SUPPORT, KIND, "prevent_crime", "G-08", (*number, Item("name", "person_basics", who.name)),
        _("Personen vill veta mer om hjälp att sluta använda våld. Hör av er."),
        circumstances=frozenset({PROTECTED}) if who.protected else frozenset(), subject=str(row.pk),
        house=house_of(ZONE, SUPPORT),
    )  # fmt: skip
