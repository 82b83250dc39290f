"""Which grounds open secrecy in one direction for one class of data on one day, and what each of them asks."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from trygg.rulebook import in_force
from trygg.sharing.kinds import Condition, Ground, Refusal, SharingRules
from trygg.sharing.records import CaseOfSharing, Gap

ANYONE = "any"
YES = "yes"
NONE: frozenset[str] = frozenset()


def possible(  # noqa: PLR0913  # a direction, a class and a day are what the question is
    sender: str,
    recipient: str,
    data_class: str,
    on: date,
    rules: SharingRules,
    lifted: Collection[str] = NONE,
) -> tuple[Ground, ...]:
    """The grounds that a page may offer, in that order; none where the law refuses or nothing is known: deny.

    lifted      circumstances that lift a refusal, claimed and approved: *consent*, *case_decision*
    """
    if refused(sender, recipient, data_class, on, rules, lifted):
        return ()
    held = {ground.id: ground for ground in in_force(rules.grounds, on)}
    return tuple(
        held[name]
        for offer in in_force(rules.offers, on)
        if offer.sender in (ANYONE, sender) and offer.recipient == recipient and data_class in offer.classes
        for name in offer.grounds
        if name in held and _opens(held[name], sender, recipient, data_class)
    )


def refused(  # noqa: PLR0913 - all that a refusal depends on, each named at the call
    sender: str,
    recipient: str,
    data_class: str,
    on: date,
    rules: SharingRules,
    lifted: Collection[str] = NONE,
) -> Refusal | None:
    """The hard refusal that stands in the way, with provision and sentence; None where there is none.

    The strictest is named first: one that nothing lifts before one that something could.
    """
    found = [
        row
        for row in in_force(rules.refusals, on)
        if row.sender in (ANYONE, sender)
        and row.recipient in (ANYONE, recipient)
        and data_class in row.classes
        and not (row.lifted_by and row.lifted_by in lifted)
    ]
    return min(found, key=lambda row: bool(row.lifted_by), default=None)


def answered(ground: Ground, answers: Mapping[str, object], on: date, about: CaseOfSharing) -> tuple[Gap, ...]:
    """What is unanswered, or rules the ground out, in the order of its questions; empty: the ground holds.

    answers     by condition: text; a choice's or an offence's key; a day (date, or as 2026-01-31); a collection
                of grounds that have been tested and whose answer is written down
    about       penalties are those of `on`: a crime that is feared has today's scale
    """
    return tuple(gap for condition in ground.conditions for gap in _gap(condition, answers, on, about))


def approvals(ground: Ground, circumstances: Collection[str]) -> int:
    """How many persons must decide: the most that any circumstance asks for, such as *protected_identity*."""
    more = ground.approvals_if or {}
    return max(ground.approvals, *(more.get(name, 0) for name in circumstances), 0)


def _opens(ground: Ground, sender: str, recipient: str, data_class: str) -> bool:
    ways = (f"{sender} to {recipient}", f"{sender} to {ANYONE}", f"{ANYONE} to {recipient}", f"{ANYONE} to {ANYONE}")
    return ground.offered and data_class not in ground.refuse_classes and any(way in ground.directions for way in ways)


def _gap(condition: Condition, answers: Mapping[str, object], on: date, about: CaseOfSharing) -> Iterator[Gap]:
    answer = answers.get(condition.id)
    if not answer or (isinstance(answer, str) and not answer.strip()):
        if _needed(condition, about):
            yield Gap(condition.id, "missing", False, condition.says, condition.hint)
        return
    why = WEIGHS[condition.type](condition, answer, answers, on, about)
    if why:
        yield Gap(condition.id, why, why in STOPS, condition.says, condition.hint)


def _needed(condition: Condition, about: CaseOfSharing) -> bool:
    way = condition.required_from in ("", about.sender) and condition.required_to in ("", about.recipient)
    of = condition.required_classes
    return condition.required and way and (not of or about.data_class in of)


def _choice(condition: Condition, answer: object, *_: object) -> str:
    if answer not in condition.options:
        return "unknown_option"
    return "stopped" if answer in condition.stop_on else ""


def _text(*_: object) -> str:
    return ""


def _day(condition: Condition, answer: object, _: object, on: date, *__: object) -> str:
    try:
        day = date.fromisoformat(str(answer))
    except ValueError:
        return "not_a_day"
    return "passed" if condition.ahead and day < on else ""


def _reference(condition: Condition, answer: object, *_: object) -> str:
    tested = {answer} if isinstance(answer, str) else set(answer)  # type: ignore[call-overload]  # a collection of ids
    return "" if set(condition.of) <= tested else "not_tested"


def _offence(
    condition: Condition, answer: object, answers: Mapping[str, object], on: date, about: CaseOfSharing
) -> str:
    known = about.offences.get(str(answer))
    scales = [scale for scale in known.values if scale["since"] <= on] if known else []  # type: ignore[operator]  # a day
    if known is None or not scales:
        return "offence_unknown"
    if condition.chapters and not known.statute.startswith(condition.chapters):
        return "offence_elsewhere"
    attempt = bool(condition.attempt_if) and answers.get(condition.attempt_if) == YES
    least = condition.attempt_least_months if attempt else condition.least_months
    return "offence_too_light" if int(scales[-1].get("least", 0)) < (least or 0) else ""  # type: ignore[arg-type]  # months


Weigh = Callable[[Condition, object, Mapping[str, object], date, CaseOfSharing], str]
WEIGHS: Mapping[str, Weigh] = {
    "text": _text,
    "choice": _choice,
    "offence": _offence,
    "date": _day,
    "reference": _reference,
}
STOPS = frozenset({"stopped", "passed", "offence_too_light", "offence_elsewhere"})
