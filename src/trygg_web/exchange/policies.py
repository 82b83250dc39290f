"""Whether something may be told: refused by law, no ground, nothing that protects it there, or an answer missing."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from trygg.sharing import Condition, Ground, answered, approvals, concluded, possible, protection, refused
from trygg_web.access.errors import InvalidInput
from trygg_web.exchange.permissions import parties
from trygg_web.exchange.queries.law import case_of, class_says, law, said
from trygg_web.exchange.records import Draft

# Whose data a class always is; for the others it is the person's who uses violence unless somebody says otherwise.
WHOSE = {"victim_identity": "victim", "victim_whereabouts": "victim", "child": "child", "person_basics": "person"}

Ways = tuple[str, str]  # who tells and who is told, as the law names them


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the law answers to a draft that may be told: how many decide, and what protects it at the recipient."""

    ground: Ground
    persons: int
    protection: str


class LawRefuses(InvalidInput):
    """The law does not let this pass; the message says which provision, and what to do instead."""


def weigh(draft: Draft, unit: str, on: date) -> Weighed:
    """What the law answers to a draft on a day; `unit`: the branch that tells.

    Raises LawRefuses, or InvalidInput where an answer is missing.
    """
    classes = sorted({item.data_class for item in draft.items})
    if not classes:
        raise InvalidInput(_("Välj minst en uppgift att lämna."))
    ways = parties(unit, draft.zone, draft.function)
    grounds = [_ground(draft, ways, data_class, on) for data_class in classes]
    if draft.purpose not in grounds[0].purposes:
        raise LawRefuses(_("Grunden gäller inte för det ändamålet."))
    for data_class in classes:
        _check_answers(grounds[0], draft, ways, data_class, on)
    harm = concluded(draft.harm, law())
    if harm.gaps:
        raise InvalidInput(_("Menprövningen är inte klar: %s") % said(harm.gaps[0].says))
    persons = max(approvals(grounds[0], circumstances(draft)), 2 if harm.second_decider else 1)
    return Weighed(grounds[0], persons, "; ".join(dict.fromkeys(_protected(ways[1], one, on) for one in classes)))


def circumstances(draft: Draft) -> frozenset[str]:
    """What holds in the case: said by the one who decides, or always so for a class of data."""
    always = {one for item in draft.items for one in law().classes[item.data_class].circumstances}
    return draft.circumstances | always


def offered(draft: Draft, unit: str, on: date) -> list[Ground]:
    """The grounds that open every class of the draft, in the order of the first class; none where the law refuses."""
    classes = list(dict.fromkeys(item.data_class for item in draft.items))
    ways = parties(unit, draft.zone, draft.function)
    each = [possible(*ways, one, on, law(), draft.circumstances) for one in classes]
    return [ground for ground in each[0] if all(ground in other for other in each)] if each else []


def asked(ground: Ground, draft: Draft, unit: str) -> tuple[Condition, ...]:
    """The conditions that must be answered in this direction."""
    sender, recipient = parties(unit, draft.zone, draft.function)
    return tuple(
        one for one in ground.conditions if one.required_from in ("", sender) and one.required_to in ("", recipient)
    )


def prefilled(draft: Draft) -> dict[str, object]:
    """What the form of the weighing can already say: what was answered before, and what the items themselves tell."""
    whose = {WHOSE[item.data_class] for item in draft.items if item.data_class in WHOSE}
    first: dict[str, object] = {"h_whose": sorted(whose or {"person"}), "condition": draft.condition}
    first |= {f"c_{name}": said for name, said in draft.answers.items()}
    return first | {f"h_{name}": said for name, said in draft.harm.items()}


def _ground(draft: Draft, ways: Ways, data_class: str, on: date) -> Ground:
    if data_class not in law().classes:
        raise InvalidInput(_("Okänt slag av uppgift."))
    no = refused(*ways, data_class, on, law(), draft.circumstances)
    if no:
        raise LawRefuses(f"{class_says(data_class)}: {said(no.says)} ({no.provision})")
    offers = possible(*ways, data_class, on, law(), draft.circumstances)
    found = next((one for one in offers if one.id == draft.ground), None)
    if found is None:
        raise LawRefuses(_("Grunden gäller inte för %s till den mottagaren i dag.") % class_says(data_class))
    return found


def _check_answers(ground: Ground, draft: Draft, ways: Ways, data_class: str, on: date) -> None:
    gaps = answered(ground, draft.answers, on, case_of(*ways, data_class, on))
    if gaps:
        says = _("Grunden går inte att använda: %s") if gaps[0].stops else _("Villkoret är inte besvarat: %s")
        raise InvalidInput(says % said(gaps[0].says))


def _protected(recipient: str, data_class: str, on: date) -> str:
    held = protection(recipient, data_class, on, law())
    if not held:
        raise LawRefuses(_("Inget skyddar %s hos mottagaren, så det får inte lämnas.") % class_says(data_class))
    return held[0].provision
