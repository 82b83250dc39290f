"""The protected track: tracks that everybody of the house is assigned to, so that only the role can say no."""

import json
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone

from tests.factories.access import clerk, counter, make_number, make_user
from trygg.linkage.identity import name_words
from trygg_web.access.models import User
from trygg_web.access.vault import blind
from trygg_web.victims.models import (
    Assessment,
    Assignment,
    BreakGlass,
    Channel,
    Child,
    Concern,
    ConcernState,
    Conflict,
    Consent,
    Contact,
    Feedback,
    Followup,
    GateQuestion,
    NameKey,
    Opened,
    Opening,
    Part,
    PartnerContact,
    Pattern,
    Referral,
    Reporter,
    SafetyPlan,
    Shelter,
    Track,
)

HALF_YEAR = timedelta(days=180)
Row = TypeVar("Row", bound=Model)


def make_track(*, users: list[User] | None = None, **given: Any) -> Track:
    """An open track; all users of the house are assigned to it, or those given."""
    row: dict[str, Any] = {
        "case": "2026-" + f"{next(counter):06d}".translate(str.maketrans("01", "YX")),
        "name": "Vera Vik",
        "number": make_number(date(1990, 5, 1), "F"),
        "opened_by": clerk().pk,
        "opened_at": timezone.now(),
    }
    track = Track(**(row | given))
    track.number_key = blind(track.number, "number")
    track.save(force_insert=True)
    NameKey.objects.bulk_create(NameKey(track=track, key=blind(one, "name")) for one in set(name_words(track.name)))
    for user in User.objects.all() if users is None else users:
        make_assignment(track=track, user=user.pk)
    return track


def make_assignment(**given: Any) -> Assignment:
    """An assignment for half a year."""
    if "track" not in given:
        given["track"] = make_track()
    on = timezone.localdate()
    row = {"user": make_user().pk, "since": on, "until": on + HALF_YEAR, "by": clerk().pk, "at": timezone.now()}
    return Assignment.objects.create(**(row | given))


def make_opening(**given: Any) -> Opening:
    """A question to open a restricted track; nobody has answered it."""
    if "track" not in given:
        given["track"] = make_track(restricted=True)
    row = {"part": Part.TRACK, "asked_by": make_user().pk, "asked_at": timezone.now(), "because": "Hon har ringt oss."}
    return _saved(Opening(**(row | given)))


def make_conflict(**given: Any) -> Conflict:
    """A conflict that stands."""
    if "track" not in given:
        given["track"] = make_track()
    row = {"user": make_user().pk, "because": "De är grannar.", "by": clerk().pk, "at": timezone.now()}
    return _saved(Conflict(**(row | given)))


def make_glass(**given: Any) -> BreakGlass:
    """An emergency opening without a review."""
    if "track" not in given:
        given["track"] = make_track()
    at = timezone.now()
    row = {"by": make_user().pk, "at": at, "until": at + timedelta(hours=12), "because": "Hon ringer och är rädd."}
    return _saved(BreakGlass(**(row | given)))


def make_channel(**given: Any) -> Channel:
    """A safe way to reach her."""
    row = {"track": given.get("track") or make_track(), "way": "phone", "value": "070-000 00 00"}
    return _saved(Channel(**(row | {"by": clerk().pk, "at": timezone.now()} | given)))


def make_contact(**given: Any) -> Contact:
    """A talk."""
    if "track" not in given:
        given["track"] = make_track()
    at = timezone.now()
    row = {"happened_at": at, "way": "phone", "reach": "reached", "told": "[]", "by": clerk().pk, "at": at}
    return _saved(Contact(**(row | given)))


def make_plan(**given: Any) -> SafetyPlan:
    """A safety plan."""
    if "track" not in given:
        given["track"] = make_track()
    row = {"version": 1, "parts": json.dumps({"people": "Mamma"}), "by": clerk().pk, "at": timezone.now()}
    return _saved(SafetyPlan(**(row | given)))


def make_child(**given: Any) -> Child:
    """A child of a track."""
    if "track" not in given:
        given["track"] = make_track()
    row = {"name": "Lisa", "number": make_number(date(2018, 5, 1), "F"), "by": clerk().pk, "at": timezone.now()}
    return _saved(Child(**(row | given)))


def make_concern(**given: Any) -> Concern:
    """A concern that is known and not sent."""
    if "child" not in given:
        given["child"] = make_child()
    at = timezone.now()
    row = {"state": ConcernState.KNOWN, "what": "Barnet var där.", "known_at": at, "by": clerk().pk, "at": at}
    return _saved(Concern(**(row | given)))


def make_received(**given: Any) -> Concern:
    """A concern that was received and that the newest user handles."""
    at = timezone.now()
    held = {"state": ConcernState.RECEIVED, "sent_at": at, "received_at": at, "holder": newest_user()}
    return make_concern(**(held | given))


def make_assessed(**given: Any) -> Concern:
    """A concern with its protection assessment."""
    told = {"state": ConcernState.ASSESSED, "assessed_at": timezone.now(), "assessed_by": newest_user()}
    return make_received(**(told | given))


def make_investigated(**given: Any) -> Concern:
    """A concern with an open investigation."""
    told = {"decision": Opened.YES, "decided_on": timezone.localdate(), "decided_by": newest_user()}
    return make_assessed(**({"state": ConcernState.DECIDED} | told | given))


def make_question(**given: Any) -> GateQuestion:
    """A question of a message that is planned, about nobody known."""
    at = timezone.now()
    about = {"victim_name": "Vera Vik", "victim_number": "", "name": "Kalle Kula"}
    row = {
        "arrival": uuid.uuid4(), "message": uuid.uuid4(), "house": "police-a", "about": json.dumps(about),
        "asked_at": at, "until": at + timedelta(days=2),
    }  # fmt: skip
    return _saved(GateQuestion(**(row | given)))


def make_consent(**given: Any) -> Consent:
    """A consent that stands."""
    if "track" not in given:
        given["track"] = make_track()
    on = timezone.localdate()
    row = {
        "recipient": "police", "what": "Att hon har kontakt med oss.", "how": "muntligt", "given_on": on,
        "until": on + HALF_YEAR, "by": clerk().pk, "at": timezone.now(),
    }  # fmt: skip
    return _saved(Consent(**(row | given)))


def make_shelter(**given: Any) -> Shelter:
    """A sheltered home, with a child."""
    if "track" not in given:
        given["track"] = make_track()
    row = {"since": timezone.localdate(), "child": True, "by": clerk().pk, "at": timezone.now()}
    return _saved(Shelter(**(row | given)))


def make_full_track(words: dict[str, str], users: list[User] | None = None) -> Track:
    """A track with one of everything, each field a word of its own: for the tests that look for what leaks.

    words       what each field is called → the word to plant in it
    """
    w, by, at, on = words, clerk().pk, timezone.now(), timezone.localdate()
    track = make_track(users=users, name=w["name"], other=w["other"])
    own = {"track": track, "by": by, "at": at}
    make_channel(track=track, value=w["value"], hours=w["hours"], code_word=w["code_word"], never=w["never"])
    talk = {"wants": w["wants"], "note": w["note"], "fear": "9"}
    make_contact(track=track, **talk)
    make_plan(track=track, parts=json.dumps({"people": w["plan"]}))
    _saved(Feedback(answers='{"safer": "no"}', words=w["feedback"], on=on, **own))
    _saved(
        Assessment(
            instrument="freda_farlighet", version="2014", on=on, again_on=on + HALF_YEAR, basis=w["basis"],
            result=w["result"], own=w["own"], hers=w["hers"], **own,
        )
    )  # fmt: skip
    _saved(Pattern(which="danger", answers='{"weapon": "yes"}', words=w["pattern"], on=on, **own))
    make_consent(track=track, what=w["consent"], how=w["how"], reservation=w["reservation"])
    _saved(Referral(line="helpline", note=w["referral"], on=on, **own))
    make_shelter(track=track, reference=w["reference"])
    _saved(PartnerContact(his_consent_on=on, she_wants=True, since=on, note=w["partner"], **own))
    Followup.objects.create(track=track, message=uuid.uuid4(), days=7, due=on)
    concern = make_concern(child=make_child(track=track, name=w["child"], said=w["said"]), what=w["concern"])
    _saved(Reporter(concern=concern, name=w["reporter"], private=True))
    make_question(track=track, about=json.dumps({"victim_name": w["name"], "victim_number": "", "name": w["other"]}))
    make_glass(track=track, because=w["glass"])
    make_opening(track=track, because=w["opening"])
    make_conflict(track=track, because=w["conflict"])
    return track


FIELDS = (
    "name", "other", "value", "hours", "code_word", "never", "wants", "note", "plan", "feedback", "basis", "result",
    "own", "hers", "pattern", "consent", "how", "reservation", "referral", "reference", "partner", "child", "said",
    "concern", "reporter", "glass", "opening", "conflict",
)  # fmt: skip


def newest_user() -> uuid.UUID:
    """The user who was made last: the one who knocks."""
    found = User.objects.exclude(username="clerk").order_by("-date_joined").first()
    return (found or clerk()).pk


def _saved(row: Row) -> Row:
    row.save(force_insert=True)
    return row


def _ended() -> uuid.UUID:
    at = timezone.now()
    return make_track(state="closed", ended_by=clerk().pk, ended_at=at).pk


def _asked_by_track() -> uuid.UUID:
    return make_track(restricted=True).pk


def _decided() -> uuid.UUID:
    return make_investigated().pk


def _reported() -> uuid.UUID:
    concern = make_received()
    _saved(Reporter(concern=concern, name="Grannen"))
    return concern.pk


def _nobodys() -> uuid.UUID:
    return make_received(holder=None).pk


def _tie() -> uuid.UUID:
    return make_track().pk


THINGS: dict[str, Callable[[], Any]] = {
    "track": lambda: make_track().pk,
    "ended_track": _ended,
    "restricted_track": _asked_by_track,
    "planned_track": lambda: make_plan().track_id,
    "shelter": lambda: make_shelter().pk,
    "child": lambda: make_child().pk,
    "concern": lambda: make_concern().pk,
    "nobodys_concern": _nobodys,
    "received_concern": lambda: make_received().pk,
    "assessed_concern": lambda: make_assessed().pk,
    "decided_concern": _decided,
    "reported_concern": _reported,
    "gate_question": lambda: make_question().pk,
    "consent": lambda: make_consent().pk,
    "opening": lambda: make_opening().pk,
    "glass": lambda: make_glass().pk,
    "assignment": lambda: make_assignment().pk,
    "conflict": lambda: make_conflict().pk,
    "shelter_step": lambda: "slut",
    "sign_list": lambda: "fara",
}
