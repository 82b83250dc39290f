"""Two persons who turned out to be one: what stood on the one who ended is let go, and who they are now is judged.

A level never follows along by itself. The one they are now gets a proposal that waits, over the facts of both.
"""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

import polars as pl
from django.db.models import Exists, OuterRef

from trygg_web.access import log
from trygg_web.access.frames import read, replaced
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.listing.models import Decision, Placement, Proposal
from trygg_web.listing.policies import DECIDED, NO_LEVEL, OPEN, SUPERSEDED
from trygg_web.people import queries as people
from trygg_web.people.models import Person

BATCH = 400
CLOSED, REPLACED = "closed, person joined", "superseded, person joined"  # what the log says


def let_go_of_ended(on: date, *, by: User) -> int:
    """How many waiting proposals of ended persons were superseded; their open placements are closed too."""
    _close(on, by)
    waiting = Proposal.objects.filter(state__in=OPEN).exclude(person__until=None)
    found = list(waiting.values_list("pk", "person_id"))
    for at in range(0, len(found), BATCH):
        some = found[at : at + BATCH]
        Proposal.objects.filter(pk__in=[key for key, _person in some], state__in=OPEN).update(state=SUPERSEDED)
        log.did(by, Verb.PROPOSED, "proposal", sorted({key for pair in some for key in pair}), REPLACED)
    return len(found)


def _close(on: date, by: User) -> None:
    rows = list(Placement.objects.filter(until=None).exclude(person__until=None))
    now = people.current() if rows else {}
    for row in rows:
        Placement.objects.filter(pk=row.pk, until=None).update(until=max(on, row.since))
        who = {row.person_id, now.get(row.person_id, row.person_id)}
        log.did(by, Verb.PROPOSED, "placement", [row.pk, *sorted(who)], CLOSED)


def levels_lost(decided: pl.DataFrame) -> pl.DataFrame:
    """Who lost a decided level because persons were joined or told apart: person, and the gravest that each lost.

    decided  the newest decided proposal of each person, with person and at
    What was decided on a proposal made after the joining has settled it; so has every decision of one's own that took
    the level away. Who has what was decided is told too: that level was not lost, it stands.
    """
    now, ends = people.current(), _ends()
    joined = {str(heir): at for heir, at in _joined(ends, now).items()}
    theirs = decided.filter(pl.col("person").is_in(list(joined))).select("person", "at")
    done = [heir for heir, at in theirs.iter_rows() if at > joined[heir]]
    held = _decisions().filter(pl.col("level") != "").with_columns(replaced("person", now).alias("heir"))
    ended = [str(person) for person in ends]
    settled = pl.col("heir").is_in(done) & pl.col("person").is_in(ended)
    lost = held.filter(~settled, ~pl.col("heir").is_in(ended))
    return lost.group_by(person="heir").agg(lost=pl.col("level").min())


def level_to_answer_for(person: UUID, standing: str) -> str:
    """The level that a decision may lower: the one that stands, or a graver one lost in a joining."""
    former = list(people.former([person]))
    if not former or _settled(person, former):
        return standing
    held = Decision.objects.filter(proposal__state=DECIDED, refused=False, proposal__person__in=former).order_by("at")
    newest = dict(held.values_list("proposal__person_id", "level"))
    return min(level or NO_LEVEL for level in (standing, *newest.values())).replace(NO_LEVEL, "")


def _settled(person: UUID, former: list[UUID]) -> bool:
    joined = (
        Proposal.objects.filter(person__in=former).order_by("-person__until").values_list("person__until", flat=True)
    )
    at = joined.first()
    return at is None or Proposal.objects.filter(person=person, state=DECIDED, at__gt=at).exists()


def _joined(ends: Mapping[UUID, datetime], now: Mapping[UUID, UUID]) -> dict[UUID, datetime]:
    # When the last of those who are one today was joined to them.
    joined: dict[UUID, datetime] = {}
    for person, at in ends.items():
        heir = now.get(person, person)
        joined[heir] = max(at, joined.get(heir, at))
    return joined


def _ends() -> dict[UUID, datetime]:
    # Those who ended and were proposed once, with when they ended.
    proposed = Exists(Proposal.objects.filter(person=OuterRef("pk")))
    rows = Person.objects.filter(proposed, until__isnull=False).values_list("pk", "until")
    return {person: at for person, at in rows if at}


def _decisions() -> pl.DataFrame:
    # The level of each person's newest decision that came to stand; empty: not on the list.
    rows = Decision.objects.filter(proposal__state=DECIDED, refused=False).order_by("at")
    told = read(rows, person="proposal__person", level="level")
    return told.unique("person", keep="last", maintain_order=True)
