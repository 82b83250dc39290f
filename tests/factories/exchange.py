"""Other houses, what was told to them, what came from them, and requests."""

import json
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone
from joserfc.jwk import ECKey, OKPKey

from tests.factories.access import clerk, counter
from trygg_web.exchange import ledger
from trygg_web.exchange.kept import dumped
from trygg_web.exchange.models import (
    Arrival,
    ArrivedItem,
    DisclosedItem,
    Disclosure,
    KeptDraft,
    Partner,
    PartnerKey,
    Request,
)
from trygg_web.exchange.permissions import FUNCTIONS
from trygg_web.exchange.records import Draft, Item


def branch() -> str:
    """The first branch of this house."""
    return FUNCTIONS[settings.ZONE][0]


def make_partner(**given: Any) -> Partner:
    """Another house, with a key of its own."""
    row = {
        "house": f"hus-{next(counter)}", "zone": "social", "name": "Socialtjänsten i Provköping",
        "functions": list(FUNCTIONS["social"]), "since": timezone.now(), "by": clerk(),
    }  # fmt: skip
    made = Partner.objects.create(**(row | given))
    signs, seals = OKPKey.generate_key("Ed25519"), ECKey.generate_key("P-256")
    PartnerKey.objects.create(
        partner=made, kid=signs.thumbprint(), signs=signs.as_dict(private=False), seals=seals.as_dict(private=False),
        since=made.since,
    )  # fmt: skip
    return made


def make_disclosure(item: Item | None = None, **given: Any) -> Disclosure:
    """A disclosure that waits for a second person."""
    item = item or Item("level", "level_and_delivery", "B")
    row = {
        "message": uuid.uuid4(), "partner": given.pop("partner", None) or make_partner(), "unit": branch(),
        "function": "support", "kind": "information", "purpose": "prevent_crime", "ground": "G-08",
        "ground_version": "G-08@2025-12-01", "answers": json.dumps({"need": "Hjälp ska erbjudas."}),
        "harm": json.dumps({"whose": ["person"]}), "state": "second", "dnr": f"U2026-{next(counter):06d}",
        "by": clerk(), "at": timezone.now(), "same_words": "0" * 32,
    }  # fmt: skip
    made = Disclosure.objects.create(**(row | given))
    DisclosedItem.objects.create(
        disclosure=made, place=0, field=item.field, data_class=item.data_class, value=item.value or "",
        reliability=item.reliability,
    )  # fmt: skip
    return made


def make_arrival(item: Item | None = None, **given: Any) -> Arrival:
    """What came from another house, not yet opened."""
    item = item or Item("accepted", "person_basics", "ja")
    told = {"purpose": "prevent_crime", "why": "", "condition": "", "ground": "G-08", "version": "", "because": ""}
    row = {
        "partner": given.pop("partner", None) or make_partner(), "message": uuid.uuid4(), "seq": next(counter),
        "carries": "disclosure", "kind": "accepted", "function": branch(), "unit": "support",
        "told": json.dumps(told | {"dnr": "U2026-000001"}), "dnr": f"I2026-{next(counter):06d}",
        "sent_at": timezone.now(), "received_at": timezone.now(),
    }  # fmt: skip
    made = Arrival.objects.create(**(row | given))
    ArrivedItem.objects.create(
        arrival=made, place=0, field=item.field, data_class=item.data_class, value=item.value or "",
        reliability=item.reliability,
    )  # fmt: skip
    crossing = ledger.Crossing(
        ledger.Side.IN, made.message, made.partner.house, made.function, made.kind, "G-08", made.dnr, (),
        {item.field: item.data_class}, made.corrects,
    )  # fmt: skip
    ledger.enter(crossing, made.received_at)
    return made


def make_request(**given: Any) -> Request:
    """A request from another house, not yet answered."""
    row = {
        "side": "in", "partner": given.pop("partner", None) or make_partner(), "message": uuid.uuid4(),
        "unit": "support", "function": branch(), "about": json.dumps({"name": "Sven Prov"}),
        "classes": ["person_basics"], "purpose": "prevent_crime", "why": "Hjälp ska erbjudas.",
        "asked_at": timezone.now(), "due_on": timezone.localdate(), "dnr": f"I2026-{next(counter):06d}",
    }  # fmt: skip
    return Request.objects.create(**(row | given))


def make_draft(**given: Any) -> KeptDraft:
    """A disclosure in the making."""
    row = {
        "by": clerk(), "at": timezone.now(),
        "told": dumped(Draft("social", "support", "information", "prevent_crime", "", ())),
    }  # fmt: skip
    return KeptDraft.objects.create(**(row | given))


THINGS: dict[str, Callable[[], Any]] = {
    "partner": lambda: make_partner().pk,
    "disclosure": lambda: make_disclosure().pk,
    "sent_disclosure": lambda: make_disclosure(state="decided").pk,
    "arrival": lambda: make_arrival().pk,
    "request": lambda: make_request().pk,
    "draft": lambda: make_draft().pk,
}
