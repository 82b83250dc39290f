"""Contact bans that a file told of become levers of the person whose number they bind. Safe to run again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from trygg.levers import named
from trygg.rulebook import Lever as LeverRule
from trygg_web.access import log
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.followup.models import Lever, Source
from trygg_web.incidents.models import ContactBan
from trygg_web.listing.queries.method import rules_on
from trygg_web.people import queries as people

BATCH = 2000
GAP = timedelta(days=1)  # a ban that begins so soon after the one before renews it


@dataclass(frozen=True, slots=True)
class LeverRun:
    """What one run of the register did; `nobody`: bans whose number is no one person's; `unnamed`: of no known kind."""

    added: int = 0
    updated: int = 0
    nobody: int = 0
    unnamed: int = 0


@transaction.atomic
def register_levers(*, on: date, by: User) -> LeverRun:
    """What became of the contact bans on file: new levers, ends and holders brought up to date."""
    require(by, Permission.NOTICE_PLAN)
    kinds = _kinds(on)
    bans = [ban for ban in ContactBan.objects.order_by("since", "pk").iterator(BATCH) if ban.kind in kinds]
    holders = people.persons_of(ban.number_key for ban in bans)
    known = {lever.ban_id: lever for lever in Lever.objects.filter(source=Source.IMPORT)}
    fresh = [ban for ban in bans if ban.pk not in known and ban.number_key in holders and _possible(ban)]
    added = _add(fresh, holders, kinds, by)
    updated = _update([(known[ban.pk], ban) for ban in bans if ban.pk in known], holders)
    if added or updated:
        note = f"{added} new, {updated} brought up to date"
        log.did(by, Verb.LEVER_ADDED, "lever", [holders[ban.number_key] for ban in fresh], note)
    nobody = sum(ban.number_key not in holders for ban in bans)
    return LeverRun(added, updated, nobody, ContactBan.objects.exclude(kind__in=list(kinds)).count())


def _kinds(on: date) -> dict[str, LeverRule]:
    # As files write it → as the method calls it.
    rules = rules_on(on)
    told = ContactBan.objects.values_list("kind", flat=True).distinct()
    return {words: rule for words in told if (rule := named(words, rules))}


def _possible(ban: ContactBan) -> bool:
    return ban.until is None or ban.until >= ban.since


def _add(bans: list[ContactBan], holders: Mapping[str, UUID], kinds: Mapping[str, LeverRule], by: User) -> int:
    at, ends = timezone.now(), _ends()
    rows = []
    for ban in bans:
        rule = kinds[ban.kind]
        before = ends.get((ban.number_key, ban.protects_key, rule.id))
        ends[(ban.number_key, ban.protects_key, rule.id)] = ban.until or date.max
        row = Lever(
            person_id=holders[ban.number_key], kind=rule.id, basis=rule.basis, decided_by=rule.decided_by,
            since=ban.since, until=ban.until, source=Source.IMPORT, ban=ban, by=by, at=at,
            renewal=before is not None and before < date.max and ban.since <= before + GAP,
        )  # fmt: skip
        rows.append(row)
    Lever.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _ends() -> dict[tuple[str, str, str], date]:
    # Until when each ban before stood: of whom, for whom, of which kind.
    rows = Lever.objects.filter(source=Source.IMPORT).order_by("since")
    told = rows.values_list("ban__number_key", "ban__protects_key", "kind", "until")
    return {(number, protects, kind): until or date.max for number, protects, kind, until in told}


def _update(pairs: list[tuple[Lever, ContactBan]], holders: Mapping[str, UUID]) -> int:
    # A newer file moves the end; a report parted from its person takes the lever along.
    changed = []
    for lever, ban in pairs:
        holder, until = holders.get(ban.number_key, lever.person_id), ban.until if _possible(ban) else lever.until
        if (lever.person_id, lever.until) != (holder, until):
            lever.person_id, lever.until = holder, until
            changed.append(lever)
    Lever.objects.bulk_update(changed, ["person", "until"], batch_size=500)
    return len(changed)
