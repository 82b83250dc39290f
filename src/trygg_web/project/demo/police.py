"""The police's invented house: weeks read in through the real import, decided and told; the newest waits."""

import pathlib
from contextlib import suppress
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from trygg.synthetic import write_city
from trygg_web.access.errors import InvalidInput, WrongState
from trygg_web.access.models import User
from trygg_web.dashboards import actions as dashboards
from trygg_web.incidents import actions as incidents
from trygg_web.listing import actions as listing
from trygg_web.listing.models import Proposal, ProposalState
from trygg_web.notifications import actions as notifications
from trygg_web.people.queries import last_reported
from trygg_web.project import daily, nights
from trygg_web.project.demo import fairness, messages, past, police_post
from trygg_web.project.demo.invented import city_of
from trygg_web.project.demo.users import Plan, Tell

begin, answer = police_post.begin, police_post.answer
DECIDED = 0.85  # share of what came in the last weeks that is decided by now
RAISED = 0.05  # share of those at the mildest level whom the officer placed one above


def make(plan: Plan, tell: Tell) -> None:
    """Nothing; the house stands with its users, its list and its messages."""
    analyst, officer, lead = (User.objects.get(username=name) for name in ("pia", "omar", "lena"))
    home = settings.VAR / settings.ZONE / "filer"
    files = _write_files(home, plan)
    *read, _newest = [path for path in files if path.name.startswith("polisen")]
    rosters = [path for path in files if path.name.startswith("hakte")]
    other = [path for path in files if not path.name.startswith(("polisen", "hakte"))]
    _work([*read[:1], *rosters[:1]], analyst, plan.until - timedelta(weeks=4), tell)
    _decide(officer, plan, tell)
    messages.approve_texts(officer)
    _tell(officer, lead, plan.until, tell)
    _work([*read[1:], *rosters[1:], *other], analyst, plan.until, tell)
    _decide_news(officer, plan, tell)
    _tell(officer, lead, plan.until, tell)
    messages.answer_most(officer, lead, Random(3))
    fairness.make(officer, User.objects.get(username="olga"), plan.until)


def count(plan: Plan, tell: Tell) -> None:
    """Nothing; the figures of the invented years are counted."""
    tell("räknar lägesbilden", 0, 0)
    dashboards.run_day(on=plan.until, by=nights.night())


def _work(files: list[pathlib.Path], analyst: User, on: date, tell: Tell) -> None:
    for path in files:
        run = incidents.receive(path.read_bytes(), path.name, sender="polisen", by=analyst)
        incidents.import_reports(run.id, by=analyst, tell=_of(f"läser in {path.name}", tell))
    tell("kopplar personer och föreslår nivåer", 0, 0)
    daily.run_day(on, by=nights.night())


def _of(says: str, tell: Tell) -> Tell:
    return lambda _stage, done, total: tell(says, done, total)


@transaction.atomic  # all at once: to write each of fifteen hundred to the disk takes longer than to decide them
def _decide(officer: User, plan: Plan, tell: Tell) -> None:
    waiting, rng = _waiting_proposals(timezone.now()), Random(4)
    for place, (proposal, level) in enumerate(waiting):
        tell("en handläggare beslutar", place, len(waiting))
        graver = level == "D" and rng.random() < RAISED
        because = "Rädslan är stor och det går tätare mellan händelserna." if graver else ""
        with suppress(WrongState):  # couples who reported each other are held for a person to judge
            listing.confirm(proposal, "C" if graver else level, because=because, by=officer)
    past.date_back(plan, Random(1))


@transaction.atomic
def _decide_news(officer: User, plan: Plan, tell: Tell) -> None:
    # What the newest days brought still waits; so do those where two must agree or more must be said.
    rng, waiting = Random(6), _waiting_proposals(timezone.now() - timedelta(days=past.FRESH))
    for place, (proposal, level) in enumerate(waiting):
        tell("en handläggare beslutar", place, len(waiting))
        if rng.random() < DECIDED:
            with suppress(WrongState, InvalidInput):
                listing.confirm(proposal, level, because="", by=officer)
    past.date_back_news(plan, Random(7))


def _tell(officer: User, lead: User, until: date, tell: Tell) -> None:
    tell("budskap ges", 0, 0)
    notifications.plan_due(on=until, by=nights.night())
    messages.tell_most(officer, lead, Random(2))


def _write_files(folder: pathlib.Path, plan: Plan) -> list[pathlib.Path]:
    # The files of a city whose last week ended a day ago; equal seeds give equal files.
    return write_city(city_of(plan), folder, Random(plan.seed + 1))


def _waiting_proposals(reported_before: datetime) -> list[tuple[UUID, str]]:
    # All that wait for a decision, gravest first, with the level each indicates.
    waiting = Proposal.objects.filter(state=ProposalState.WAITING).exclude(level="").order_by("level", "person_id")
    rows = list(waiting.values_list("pk", "level", "person_id"))
    last = last_reported([person for *_, person in rows])
    return [(pk, level) for pk, level, person in rows if person in last and last[person] < reported_before]
