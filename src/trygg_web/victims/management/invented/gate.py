"""Questions before a message, in the invented house: taken in, talked over with the victim, and most of them answered.

The answered ones are dated back by some days, since a word leaves only when half of its window has gone.
"""

import json
from collections.abc import Callable
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from trygg_web.access.models import User
from trygg_web.victims import actions
from trygg_web.victims.models import GateAnswer, GateQuestion, Reach, Way

AGO = timedelta(days=3)  # that the answered questions have lain
NEW, LEFT = 4, 6  # tracks that are opened from a question; questions that nobody has looked at


def answer_some(sol: User, tell: Callable[[str, int, int], None], *, by: User) -> None:
    """Nothing; most questions have their word, and those whose hour has come have left."""
    actions.run_day(on=timezone.localdate(), by=by)
    rows = list(GateQuestion.objects.filter(answer="", withdrawn_at=None).select_related("track").order_by("pk"))
    for row in [one for one in rows if one.track is None and json.loads(one.about)["victim_name"]][:NEW]:
        _open(row, sol)
    rows = [one for one in rows if one.track is None or not one.track.restricted]
    for place, row in enumerate(rows[: max(len(rows) - LEFT, 0)]):
        tell("svarar på polisens frågor", place, len(rows))
        _answer(row, sol, wait=place % 7 == 3)
    actions.run_day(on=timezone.localdate(), by=by)


def _open(row: GateQuestion, by: User) -> None:
    told = json.loads(row.about)
    row.track = actions.open_track(
        name=told["victim_name"], number=told["victim_number"], other=told["name"], arrival=row.arrival, by=by
    )


def _answer(row: GateQuestion, by: User, *, wait: bool) -> None:
    GateQuestion.objects.filter(pk=row.pk).update(asked_at=F("asked_at") - AGO, until=F("asked_at") - timedelta(days=1))
    if row.track is None:
        actions.answer_question(row.pk, GateAnswer.NOBODY, by=by)
        return
    who = User.objects.get(pk=row.track.assignments.filter(ended_at=None).values_list("user", flat=True)[0])
    actions.record_contact(
        row.track.pk, way=Way.PHONE, reach=Reach.REACHED, happened_at=timezone.now() - timedelta(days=2), fear="6",
        safe_now="yes", told=("message",), by=who,
    )  # fmt: skip
    because = "Vill tala med sin syster först." if wait else "Vet om det och har en plan."
    actions.answer_question(row.pk, GateAnswer.WAIT if wait else GateAnswer.OPEN, because=because, by=who)
