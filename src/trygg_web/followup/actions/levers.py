"""The register of levers by hand: one added, its renewal asked about, one ended, one broken."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.records import Kind
from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.followup.actions.alerting import alert_breaches
from trygg_web.followup.models import Lever, LeverBreach, Source
from trygg_web.followup.policies import check_lever
from trygg_web.followup.queries.promised import untrue
from trygg_web.listing.queries.method import rules_on
from trygg_web.notifications import actions as notices
from trygg_web.notifications.policies import check_reason
from trygg_web.notifications.queries.papers import papers
from trygg_web.people import actions as people
from trygg_web.people import queries as persons


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverTold:
    """What a person writes down of a lever; `area` is a named district, never an address."""

    kind: str
    since: date
    until: date | None = None
    decided_on: date | None = None
    area: str = ""
    reference: str = ""
    renewal: bool = False
    monitored: bool = False


@transaction.atomic
def add_lever(person_id: UUID, told: LeverTold, *, by: User) -> Lever:
    """The lever, with the basis in law and the authority that the method names. Raises InvalidInput, NotThere."""
    require(by, Permission.LEVER_WORK)
    person = persons.person(by, persons.standing(person_id))
    on, rules = timezone.localdate(), rules_on(timezone.localdate())
    check_lever(told.kind, told.since, told.until, rules, told.renewal, told.monitored)
    if told.decided_on and told.decided_on > on:
        raise InvalidInput(_("Beslutsdagen ligger i framtiden."))
    rule = rules.levers[told.kind]
    lever = Lever.objects.create(
        person_id=person.id, kind=rule.id, basis=rule.basis, decided_by=rule.decided_by, decided_on=told.decided_on,
        area=told.area.strip(), since=told.since, until=told.until, renewal=told.renewal, monitored=told.monitored,
        source=Source.PERSON, reference=told.reference.strip(), by=by, at=timezone.now(),
    )  # fmt: skip
    log.did(by, Verb.LEVER_ADDED, "lever", [lever.pk, person.id], note=rule.id)
    return lever


@transaction.atomic
def end_lever(lever_id: UUID, last_day: date, *, because: str, by: User) -> Lever:
    """The lever, whose last day came before the one decided. Raises WrongState when it is ended already."""
    require(by, Permission.LEVER_WORK)
    lever, because = _lever(lever_id), check_reason(because)
    if last_day < lever.since or (lever.until and last_day > lever.until):
        raise InvalidInput(_("Den sista dagen måste ligga inom den tid som åtgärden gäller."))
    ended = {"ended_on": last_day, "ended_by": by, "ended_at": timezone.now()}
    if not Lever.objects.filter(pk=lever.pk, ended_on=None).update(**ended):
        raise WrongState(_("Åtgärden är redan avslutad. Läs in sidan igen."))
    lever.refresh_from_db()
    lever.ended_because = because
    lever.save(update_fields=["ended_because"])
    log.did(by, Verb.LEVER_ENDED, "lever", [lever.pk, lever.person_id], note=lever.kind)
    check_papers(on=timezone.localdate(), person=lever.person_id, by=by)
    return lever


@transaction.atomic
def check_papers(*, on: date, person: UUID | None = None, by: User) -> int:
    """How many messages were stopped because their paper says what does not stand on a day; of one person, or all."""
    return notices.stop_papers(untrue(papers(person), on), by=by)


@transaction.atomic
def ask_renewal(lever_id: UUID, *, by: User) -> Lever:
    """The lever, about whose renewal somebody has now asked; the next reminder asks again."""
    require(by, Permission.LEVER_WORK)
    lever = _lever(lever_id)
    waiting = Lever.objects.filter(pk=lever.pk, ended_on=None, asked_at=lever.asked_at)
    if not waiting.update(asked_by=by, asked_at=timezone.now()):
        raise WrongState(_("Någon hann före. Läs in sidan igen."))
    log.did(by, Verb.RENEWAL_ASKED, "lever", [lever.pk, lever.person_id], note=lever.kind)
    lever.refresh_from_db()
    return lever


@transaction.atomic
def note_breach(lever_id: UUID, day: date, *, because: str, by: User) -> LeverBreach:
    """The breach, also observed of the person so that the rules count it at the next run."""
    require(by, Permission.LEVER_WORK)
    lever, because = _lever(lever_id), check_reason(because)
    if not lever.since <= day <= (lever.ended_on or lever.until or date.max):
        raise InvalidInput(_("Åtgärden gällde inte den dagen."))
    rule = rules_on(day).levers.get(lever.kind)
    source = _("Åtgärdsregistret: %(kind)s") % {"kind": rule.says["sv"] if rule else lever.kind}
    observed = people.observe(
        lever.person_id, Kind.BREACH.value, "yes", day=day, source=source[:80], because=because, by=by
    )
    breach = LeverBreach.objects.create(
        lever=lever, day=day, because=because, observation=observed, by=by, at=timezone.now()
    )
    log.did(by, Verb.BREACH_NOTED, "lever", [lever.pk, lever.person_id], note=lever.kind)
    alert_breaches(since=observed.at, by=by)
    return breach


def _lever(lever_id: UUID) -> Lever:
    found = Lever.objects.filter(pk=lever_id).first()
    if found is None:
        raise NotThere(_("Åtgärden finns inte."))
    return found
