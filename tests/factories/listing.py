"""Proposals, decisions and who stands where."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.factories.access import DAY, clerk
from tests.factories.people import make_person
from trygg_web.listing.models import Decision, Objection, Placement, Proposal, Rank
from trygg_web.people.models import Person


def make_proposal(person: Person | None = None, **given: Any) -> Proposal:
    """A proposal of level C that waits."""
    row = {
        "on": DAY,
        "level": "C",
        "facts": {"reports_12m": 1},
        "fired": ["C1"],
        "strongest": "C1",
        "events": "0" * 64,
        "method": "0" * 64,
        "at": timezone.now(),
    }
    return Proposal.objects.create(person=person or make_person(), **(row | given))


def make_decision(proposal: Proposal | None = None, **given: Any) -> Decision:
    """A lowering that waits for a second person."""
    proposal = proposal or make_proposal(state="second")
    row = {"level": "D", "because": "Lugnt sedan länge.", "by": clerk(), "at": timezone.now()}
    return Decision.objects.create(proposal=proposal, **(row | given))


def make_placement(person: Person | None = None, level: str = "C", **given: Any) -> Placement:
    """A person's decided level, open."""
    person = person or make_person()
    decision = given.pop("decision", None) or make_decision(make_proposal(person, state="decided"), level=level)
    row = {"since": DAY, "review_on": DAY + timedelta(days=90)}
    return Placement.objects.create(person=person, level=level, decision=decision, **(row | given))


def make_row(person: Person | None = None, level: str = "C", **given: Any) -> Rank:
    """A person's row on the list, with the placement that it shows."""
    placed = make_placement(
        person, level, **{key: given.pop(key) for key in ("since", "review_on", "former") if key in given}
    )
    row = {"recency": 50.0, "frequency": 20.0, "gravity": 30.0, "victims": 25.0, "score": 31.3, "last_act": DAY}
    shown = {"level": level, "former": placed.former, "since": placed.since, "review_on": placed.review_on}
    return Rank.objects.create(person=placed.person, on=DAY, **(row | shown | given))


def make_objection(person: Person | None = None, **given: Any) -> Objection:
    """What a person says is wrong, not answered yet."""
    row = {"about": "level", "said": "Det var inte jag.", "came_on": DAY, "due_on": DAY + timedelta(days=30)}
    return Objection.objects.create(person=person or make_person(), by=clerk(), at=timezone.now(), **(row | given))


# What an address may take the id of. `tests/wall/who_sees_what.toml` names these in `args`.
THINGS: dict[str, Callable[[], Any]] = {
    "placed_person": lambda: make_placement().person_id,
    "proposal": lambda: make_proposal().pk,
    "decision": lambda: make_decision().pk,
    "placement": lambda: make_placement().pk,
    "listed_person": lambda: make_row().pk,
    "proposal_of_report": lambda: make_proposal(make_person(), on=timezone.localdate(), level="D", fired=["D1"]).pk,
    "rule": lambda: "D1",
    "drawing": lambda: "bana",
    "objection": lambda: make_objection().pk,
    "file_kind": lambda: "csv",
}
