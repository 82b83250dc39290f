"""Holds a pack against itself: every name known, no cell told twice, no clock without the event from which it runs."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise, product
from typing import Any

from trygg.deadlines import Unit
from trygg.errors import RulebookError
from trygg.rulebook import LANGUAGES
from trygg.sharing.insight import GIVEN, VERDICTS, WHOSE, bearers, start_of
from trygg.sharing.kinds import (
    Clock,
    Condition,
    Ground,
    HarmQuestion,
    Masking,
    Offer,
    Refusal,
    Right,
    SharingRules,
    Start,
    TimeLimit,
)
from trygg.sharing.limits import AT_ONCE
from trygg.sharing.secrecy import STRICTEST_FIRST

ANY = "any"
KINDS = ("consent", "must", "may")
TYPES = ("text", "choice", "offence", "date", "reference")
ASKS = ("text", "choice", "choices")
VERIFIED = ("yes", "inferred", "secondary", "unread")
CLOCKS = ("ceiling", "floor", "preserve", "undecided")
ACTIONS = ("erase", "stop", "review", "keep")


def check(rules: SharingRules) -> None:
    """Nothing where a pack fits together. Raises RulebookError with file, rule, key and the mend otherwise."""
    _policy(rules)
    _conditions("grounds.toml", rules)
    for ground in rules.grounds:
        _ground(ground, rules)
    for offer in rules.offers:
        _offer(offer, rules)
    for refusal in rules.refusals:
        _refusal(refusal, rules)
    _rest(rules)
    _once("grounds.toml", "ground", rules.grounds)
    _one_offer(rules.offers)


def _policy(rules: SharingRules) -> None:
    _known("grounds.toml", "policy", "default_on_unknown", [rules.policy.default_on_unknown], ["deny"])


def _conditions(file: str, rules: SharingRules) -> None:
    asked = {one.id: one for ground in rules.grounds for one in ground.conditions}
    for condition in asked.values():
        _condition(file, condition, rules)


def _condition(file: str, one: Condition, rules: SharingRules) -> None:
    grounds = {ground.id for ground in rules.grounds}
    _known(file, one.id, "type", [one.type], TYPES)
    _question(file, one)
    _known(file, one.id, "of", one.of, grounds)
    _known(file, one.id, "hint", [one.hint] if one.hint else [], grounds)
    _known(file, one.id, "required_from", [one.required_from] if one.required_from else [], rules.holders)
    _known(file, one.id, "required_to", [one.required_to] if one.required_to else [], rules.holders)
    _known(file, one.id, "required_classes", one.required_classes, rules.classes)
    if (one.type == "reference") != bool(one.of):
        raise RulebookError(f"{file}: {one.id}: of and type reference go together; write both or neither")
    if one.type != "offence" and (one.chapters or one.least_months or one.attempt_least_months):
        raise RulebookError(f"{file}: {one.id}: chapters and months are of an offence; set type to offence")


def _question(file: str, one: Condition | HarmQuestion) -> None:
    if (one.type in ("choice", "choices")) != bool(one.options):
        raise RulebookError(f"{file}: {one.id}: options and type choice go together; write both or neither")
    _known(file, one.id, "stop_on", one.stop_on, one.options)
    _known(file, one.id, "options_says", one.options_says or {}, one.options)
    for option, says in (one.options_says or {}).items():
        for language in LANGUAGES:
            if not says.get(language):
                raise RulebookError(
                    f"{file}: {one.id}: options_says.{option}.{language} is missing; write it in both languages"
                )


def _ground(one: Ground, rules: SharingRules) -> None:
    file = "grounds.toml"
    _known(file, one.id, "kind", [one.kind], KINDS)
    _known(file, one.id, "verified", [one.verified], VERIFIED)
    _known(file, one.id, "refuse_classes", one.refuse_classes, rules.classes)
    _known(file, one.id, "purposes", one.purposes, rules.purposes)
    _known(file, one.id, "approvals_if", one.approvals_if or {}, rules.circumstances)
    _known(file, one.id, "deadline", [one.deadline] if one.deadline else [], [row.id for row in rules.limits])
    for way in one.directions:
        sides = way.split(" to ")
        if len(sides) != 2:
            raise RulebookError(f'{file}: {one.id}: direction {way} is not two holders; write it as "one to other"')
        _known(file, one.id, "directions", sides, [*rules.holders, ANY])
    if min([one.approvals, *(one.approvals_if or {}).values()]) < 1:
        raise RulebookError(f"{file}: {one.id}: approvals is 0; a person always decides, so write 1 or more")


def _offer(one: Offer, rules: SharingRules) -> None:
    file, grounds = "offers.toml", {ground.id: ground for ground in rules.grounds}
    _way(file, one, rules)
    _known(file, one.id, "grounds", one.grounds, grounds)
    for name in one.grounds:
        ground = grounds[name]
        if not ground.offered:
            raise RulebookError(f"{file}: {one.id}: {name} is never offered; take it out, or change grounds.toml")
        if not _along(one, ground):
            raise RulebookError(
                f"{file}: {one.id}: {name} does not lead from {one.sender} to {one.recipient}; mend one"
            )
        _known(file, one.id, f"classes for {name}", one.classes, set(rules.classes) - set(ground.refuse_classes))


def _along(offer: Offer, ground: Ground) -> bool:
    ways = {f"{sender} to {to}" for sender in (offer.sender, ANY) for to in (offer.recipient, ANY)}
    return bool(ways & set(ground.directions))


def _refusal(one: Refusal, rules: SharingRules) -> None:
    _way("offers.toml", one, rules)
    _known("offers.toml", one.id, "lifted_by", [one.lifted_by] if one.lifted_by else [], rules.circumstances)


def _way(file: str, one: Offer | Refusal, rules: SharingRules) -> None:
    _known(file, one.id, "sender", [one.sender], [*rules.holders, ANY])
    _known(file, one.id, "recipient", [one.recipient], [*rules.holders, ANY])
    _known(file, one.id, "classes", one.classes, rules.classes)
    _known(file, one.id, "verified", [one.verified], VERIFIED)


def _rest(rules: SharingRules) -> None:
    for item in rules.classes.values():
        _known("holders.toml", item.id, "circumstances", item.circumstances, rules.circumstances)
    for row in rules.protections:
        _known("secrecy.toml", row.id, "holders", row.holders, rules.holders)
        _known("secrecy.toml", row.id, "classes", row.classes, rules.classes)
        _known("secrecy.toml", row.id, "test", [row.test], STRICTEST_FIRST)
        _known("secrecy.toml", row.id, "verified", [row.verified], VERIFIED)
    for question in rules.harm_questions:
        _known("harm_test.toml", question.id, "type", [question.type], ASKS)
        _known("harm_test.toml", question.id, "second_on", question.second_on, question.options)
        _question("harm_test.toml", question)
    for limit in rules.limits:
        _limit(limit, rules)
    for clock in rules.clocks:
        _clock(clock, rules)
    _one_clock(rules.clocks)
    _insight(rules)


def _insight(rules: SharingRules) -> None:
    file = "insight.toml"
    for right in rules.rights:
        _known(file, right.id, "holders", right.holders, rules.holders)
        _known(file, right.id, "time_limit", [right.time_limit], [row.id for row in rules.limits])
        _known(file, right.id, "verified", [right.verified], VERIFIED)
        _in_both_languages(file, right)
    for start in rules.starts:
        _known(file, start.id, "verdict", [start.verdict], VERDICTS)
        _whose(file, start, rules)
    for masking in rules.maskings:
        _known(file, masking.id, "protection", [masking.protection], [row.id for row in rules.protections])
        _known(file, masking.id, "verified", [masking.verified], VERIFIED)
        _whose(file, masking, rules)
    for right in rules.rights:
        _borne(file, right, rules)


def _in_both_languages(file: str, right: Right) -> None:
    for key in ("purpose", "rights", "silence", "nothing", "appeal", "complaint"):
        for language in LANGUAGES:
            if not getattr(right, key).get(language):
                raise RulebookError(f"{file}: {right.id}: {key}.{language} is missing; write it in both languages")


def _borne(file: str, right: Right, rules: SharingRules) -> None:
    # Whatever is kept from the person names the provision that bears it, so no start may lack one.
    days = [right.since, *(row.since for row in rules.starts), *(row.since for row in rules.maskings)]
    on = max(days)
    for holder, whose, data_class in product(right.holders, WHOSE, rules.classes):
        start = start_of(holder, data_class, whose, on, rules)
        held = {one.verdict for one in bearers(holder, data_class, whose, on, rules)}
        if start.verdict != GIVEN and start.verdict not in held:
            raise RulebookError(
                f"{file}: {start.id}: no masking bears {data_class} of {whose} at {holder}; add a [[masking]]"
            )


def _whose(file: str, row: Start | Masking, rules: SharingRules) -> None:
    _known(file, row.id, "whose", row.whose, WHOSE)
    _known(file, row.id, "holders", row.holders, rules.holders)
    _known(file, row.id, "classes", row.classes, rules.classes)


def _limit(one: TimeLimit, rules: SharingRules) -> None:
    file = "deadlines.toml"
    _known(file, one.id, "unit", [one.unit], [AT_ONCE, *(unit.value for unit in Unit)])
    _known(file, one.id, "holders", one.holders, rules.holders)
    _known(file, one.id, "verified", [one.verified], VERIFIED)
    if (one.unit == AT_ONCE) != (one.amount == 0):
        raise RulebookError(f"{file}: {one.id}: amount 0 and unit at_once go together; mend one of them")


def _clock(one: Clock, rules: SharingRules) -> None:
    file = "retention.toml"
    houses = [holder.id for holder in rules.holders.values() if holder.house]
    _known(file, one.id, "zone", [one.zone], [*houses, ANY])
    _known(file, one.id, "kind", [one.kind], CLOCKS)
    _known(file, one.id, "verified", [one.verified], VERIFIED)
    _known(file, one.id, "count_from", [one.count_from], ("day", "end_of_year"))
    _known(file, one.id, "finish", [one.finish], ("day", "end_of_following_year"))
    _known(file, one.id, "action", [one.action], ACTIONS)
    _known(file, one.id, "wait_for", one.wait_for, [clock.record_class for clock in rules.clocks])
    runs, timed = one.kind in ("ceiling", "floor"), one.years is not None or one.months is not None
    if runs and not (one.trigger and timed):
        raise RulebookError(f"{file}: {one.id}: a {one.kind} needs a trigger and years or months; add them")
    if not runs and timed:
        raise RulebookError(f"{file}: {one.id}: {one.kind} runs on no clock; take years and months away")


def _once(file: str, key: str, rows: Iterable[Any]) -> None:
    # Versions of one rule stand together, in the order in which they came into force.
    ordered = list(rows)
    seen: set[str] = set()
    for one, other in pairwise(ordered):
        seen.add(one.id)
        if other.id in seen and (other.id != one.id or other.since < one.since):
            raise RulebookError(
                f"{file}: {key} {other.id}: its versions are out of order; sort them by since, together"
            )


def _one_offer(offers: tuple[Offer, ...]) -> None:
    for one, other in combinations(offers, 2):
        both = set(one.classes) & set(other.classes)
        if both and (one.sender, one.recipient) == (other.sender, other.recipient) and _meet(one, other):
            raise RulebookError(
                f"offers.toml: {other.id}: {', '.join(sorted(both))} stands in {one.id} too; take it out of one"
            )


def _one_clock(clocks: tuple[Clock, ...]) -> None:
    for one, other in combinations(clocks, 2):
        same = (one.zone, one.record_class, one.kind) == (other.zone, other.record_class, other.kind)
        if same and _meet(one, other):
            raise RulebookError(
                f"retention.toml: {other.id}: {one.id} is in force for {one.record_class} too; end one of them"
            )


def _meet(one: Offer | Clock, other: Offer | Clock) -> bool:
    starts = max(one.since, other.since)
    return all(row.until is None or starts <= row.until for row in (one, other))


def unasked(conditions: Mapping[str, Condition], rules: SharingRules) -> Iterator[str]:
    """The conditions that no ground asks."""
    asked = {name for ground in rules.grounds for name in ground.asks}
    yield from (name for name in conditions if name not in asked)


def _known(file: str, rule: str, key: str, values: Iterable[str], known: Iterable[str]) -> None:
    names = sorted(set(known))
    for value in values:
        if value not in names:
            raise RulebookError(f"{file}: {rule}: {key} {value} is not known; use one of {', '.join(names)}")
