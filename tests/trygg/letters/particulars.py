"""One invented recipient, for all tests of letters."""

from dataclasses import replace
from datetime import date, datetime

from trygg.letters import Controller, Form, Letter, Meeting, Particulars, PublicFact, Regime, Sender, template
from trygg.letters import compose as made
from trygg.records import Level

SENDER = Sender("Polismyndigheten, Malmö", "utredare", "077-114 14 00", "Anna Lind")
GIVEN = Particulars(
    recipient="Erik Svensson",
    reference="T-2026-17",
    day=date(2026, 11, 24),
    sender=SENDER,
    controller=Controller("Polismyndigheten", "registrator@polisen.example", Regime.CRIME_DATA),
    help=template(Form.LETTER, Level.D).help,
    facts=(PublicFact("suspicion_served", date(2026, 11, 20)),),
    levers=("contact_ban", "patrol_attention"),
)
MEETING = Meeting("Polishuset, Porslinsgatan 6", datetime(2026, 12, 1, 14, 0))


def compose(form: Form = Form.LETTER, level: Level = Level.D, language: str = "sv", **changed: object) -> Letter:
    """A finished letter to the invented recipient."""
    meeting = MEETING if form in (Form.SUMMONS, Form.CALL_IN) else None
    chosen = template(form, level, language)
    given = replace(GIVEN, **{"meeting": meeting, "help": chosen.help, **changed})  # type: ignore[arg-type]  # a test names the fields it changes
    return made(chosen, given)
