"""Invented tracks of the social services, each lived through by the real actions and then dated back."""

import uuid
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from trygg.synthetic import Couple, names
from trygg_web.access.models import User
from trygg_web.victims import actions
from trygg_web.victims.knowledge import danger_signs, questions
from trygg_web.victims.models import (
    Concern,
    ConcernState,
    Contact,
    Followup,
    Opened,
    Protected,
    Reach,
    ReferralState,
    Track,
    TrackState,
    Way,
)
from trygg_web.victims.permissions import assigned
from trygg_web.victims.policies import LOOKS

SHARE = {"plan": 0.6, "assessed": 0.65, "danger": 0.4, "consent": 0.3, "referred": 0.4, "message": 0.35, "home": 0.08}
HELD = 0.85  # share of the talks after a message that were held in time
OLDEST = 170  # days that a track has stood at the most
WANTS = (
    "Att det tar slut, men inget straff.",
    "Hjälp att flytta.",
    "Veta vad polisen gör.",
    "Inget just nu, men gärna ett samtal till.",
    "Ansöka om kontaktförbud.",
)
PLAN = {
    "signs": "Han dricker och ringer om och om igen.",
    "leaving": "Väskan står hos en vän. Pass och bankkort ligger i den.",
    "people": "Min syster och grannen på samma våning.",
}
RESULTS = ("Förhöjd fara", "Hög fara", "Ingen särskild fara just nu")


def live(  # noqa: PLR0913 - whose track it is, how it went, and by whom
    couple: Couple, until: date, rng: Random, *, over: bool = False, protected: bool = False, by: User
) -> Track:
    """A track from its opening to a day, ended when it is over."""
    days = rng.randrange(10, OLDEST)
    shield = Protected.MARKED if protected else Protected.NONE
    track = actions.open_track(
        name=f"{couple.victim.given} {couple.victim.family}", number=couple.victim.number,
        other=f"{couple.suspect.given} {couple.suspect.family}", protected=shield, by=by,
    )  # fmt: skip
    if track.restricted:  # the rest is for two persons to open
        return _opened(track, until - timedelta(days=days), by)
    actions.set_channel(
        track.pk, way=Way.PHONE, value=f"070-174 06 {rng.randrange(10, 99)}", hours="vardagar 9–15",
        code_word=rng.choice(("trasmatta", "bibliotek", "tandläkare")), never="Aldrig sms.", by=by,
    )  # fmt: skip
    _talk(track, until, days, rng, by)
    _protect(track, until, rng, by)
    _children(track, couple, rng, by)
    if rng.random() < SHARE["message"]:
        _told(track, until, rng, by)
    if over:
        declined = rng.random() < 0.4
        actions.close_track(track.pk, declined=declined, because="Behöver inget mer stöd just nu.", by=by)
    return _opened(track, until - timedelta(days=days), by)


def guard(sol: User, siv: User, lead: User) -> None:
    """Nothing; one track was opened in an emergency, one has a conflict, one waits for a second person."""
    hers = list(assigned(sol, timezone.now()).filter(state=TrackState.OPEN).order_by("opened_at", "pk"))
    actions.break_glass(hers[-1].case, because="Det ringde i natt, och Sol var inte i tjänst.", by=siv)
    actions.add_conflict(hers[-2].pk, siv, because="De är grannar sedan länge.", by=lead)
    restricted = next(track for track in hers if track.restricted)
    actions.ask_opening(restricted.pk, because="Ett samtal är lovat i dag.", by=sol)


def help_children(bea: User) -> None:
    """Nothing; of the concerns that came three are taken on, two assessed and one decided."""
    waiting = Concern.objects.filter(state=ConcernState.RECEIVED, holder=None).order_by("known_at", "pk")
    rows = list(waiting[:3])
    for row in rows:
        actions.take_on(row.pk, by=bea)
    for row in rows[:2]:
        actions.assess_protection(row.pk, "Barnet bor hos den utsatta. Inget akut behov av skydd i dag.", by=bea)
    for row in rows[:1]:
        because, safety = "Barnet har hört våldet flera gånger.", "Vill själv berätta först, och får göra det."
        actions.decide_concern(row.pk, Opened.YES, because=because, her_safety=safety, by=bea)


def _at(on: date, rng: Random) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(rng.randrange(9, 16), rng.randrange(60))))


def _opened(track: Track, on: date, by: User) -> Track:
    at = timezone.make_aware(datetime.combine(on, time(9)))
    Track.objects.filter(pk=track.pk).update(opened_at=at)
    track.assignments.filter(user=by.pk).update(since=on, at=at, until=timezone.localdate() + timedelta(days=90))
    track.refresh_from_db()
    return track


def _talk(track: Track, until: date, days: int, rng: Random, by: User) -> None:
    gone = sorted(rng.sample(range(1, days), min(days - 1, rng.randrange(1, 7))), reverse=True)
    for place, back in enumerate(gone):
        reached = place == 0 or rng.random() < 0.7
        said: dict[str, Any] = {"reach": Reach.NOT_REACHED}
        if reached:
            said = {
                "reach": Reach.REACHED, "wants": rng.choice(WANTS), "fear": str(rng.randrange(2, 10)),
                "safe_now": rng.choice(("yes", "yes", "unknown", "no")), "told": ("choices", "rights"),
            }  # fmt: skip
        at = _at(until - timedelta(days=back), rng)
        last = place == len(gone) - 1 and rng.random() < 0.5
        following = until + timedelta(days=rng.randrange(0, 14)) if last else None
        row = actions.record_contact(track.pk, way=Way.PHONE, happened_at=at, next_on=following, by=by, **said)
        Contact.objects.filter(pk=row.pk).update(at=at)


def _protect(track: Track, until: date, rng: Random, by: User) -> None:
    on = until - timedelta(days=rng.randrange(5, 60))
    if rng.random() < SHARE["plan"]:
        actions.write_plan(track.pk, PLAN, by=by)
    if rng.random() < SHARE["assessed"]:
        actions.assess(
            track.pk, instrument="freda_farlighet", version="2014", on=on, basis="Samtal.",
            result=rng.choice(RESULTS), again_on=on + timedelta(days=90), by=by,
        )  # fmt: skip
    if rng.random() < SHARE["danger"]:
        signs = [one.id for one in danger_signs(until)]
        answers = {one: rng.choice(("yes", "no", "no", "unknown")) for one in signs}
        actions.note_pattern(track.pk, "danger", answers, by=by)
    if rng.random() < SHARE["consent"]:
        actions.give_consent(
            track.pk, recipient="police", what="Att vi har kontakt.", how="muntligt", given_on=on,
            until=until + timedelta(days=rng.randrange(5, 90)), by=by,
        )  # fmt: skip
    if rng.random() < SHARE["referred"]:
        actions.refer(track.pk, line="helpline", state=rng.choice(ReferralState.values), by=by)
    if rng.random() < SHARE["home"]:
        actions.add_shelter(track.pk, since=until - timedelta(days=4), child=rng.random() < 0.5, by=by)


def _children(track: Track, couple: Couple, rng: Random, by: User) -> None:
    for _ in range(couple.children):
        heard = rng.random() < 0.4
        name, born = rng.choice(names.FEMALE + names.MALE), date(rng.randrange(2010, 2025), 5, 1)
        child = actions.add_child(
            track.pk, name=name, born=born, present=heard or None, heard=heard or None, household=True, by=by
        )
        for concern in child.concerns.all():
            if rng.random() < 0.8:
                actions.send_concern(concern.pk, by=by)


def _told(track: Track, until: date, rng: Random, by: User) -> None:
    # A message was given to him some weeks ago; most of the talks since have been held.
    given, message = until - timedelta(days=rng.randrange(2, 40)), uuid.uuid4()
    Followup.objects.bulk_create(
        Followup(track=track, message=message, days=day, due=given + timedelta(days=day)) for day in LOOKS
    )
    for look in list(track.followups.filter(due__lte=until).order_by("due")):
        if rng.random() < HELD:
            _talked(track, look.due, rng, by)
    if rng.random() < HELD:
        answers = {one.id: rng.choice(("yes", "yes", "no", "unsure")) for one in questions()}
        actions.give_feedback(track.pk, answers, on=given + timedelta(days=2), by=by)


def _talked(track: Track, on: date, rng: Random, by: User) -> None:
    at = min(_at(on, rng), timezone.now())
    said: dict[str, Any] = {"wants": rng.choice(WANTS), "fear": str(rng.randrange(2, 9)), "safe_now": "yes"}
    row = actions.record_contact(track.pk, way=Way.PHONE, reach=Reach.REACHED, happened_at=at, by=by, **said)
    Contact.objects.filter(pk=row.pk).update(at=at)
