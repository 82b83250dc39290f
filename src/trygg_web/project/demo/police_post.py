"""What the invented police house tells and asks the others: planned messages, concerns for children, levels."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from django.utils import timezone

from trygg.steps import State
from trygg_web.access.models import User
from trygg_web.exchange import actions as exchange
from trygg_web.exchange.actions import Draft, Item, Wanted
from trygg_web.exchange.models import Disclosure, Request, Side
from trygg_web.exchange.permissions import zone_of
from trygg_web.incidents.models import Incident, Party, PartyRole
from trygg_web.notifications import actions as notifications
from trygg_web.notifications.models import Notification
from trygg_web.people.models import Link
from trygg_web.project import nights
from trygg_web.project.demo.invented import CHILDREN, city_of, repeated, supervised
from trygg_web.project.demo.users import Plan, Tell
from trygg_web.project.demo.weighed import CHILD, GENERAL, harmless, risky

CONCERNS, LEVELS = 7, 6  # how many of each are told
BEFORE = [State.PLANNED, State.GATED]


@dataclass(frozen=True, slots=True)
class About:
    """A planned message, and whom it goes to."""

    message: Notification
    suspect: Party


def begin(plan: Plan, tell: Tell) -> None:
    """Nothing; the police have told what they tell first. Begun once, however often it is called."""
    if Disclosure.objects.exists():
        return
    officer, rng, known = User.objects.get(username="omar"), Random(plan.seed), list(_known())
    clients = {person.number for person in supervised(city_of(plan), plan)}
    tell("frågar före budskap", 0, 0)
    together = {one.message.person_id for one in known if one.suspect.number in clients}
    notifications.ask_elsewhere(supervised=together, by=nights.night())
    for couple in [one for one in repeated(city_of(plan)) if one.children and not one.victim.protected][:CONCERNS]:
        exchange.disclose(_concern(f"{rng.choice(CHILDREN)} {couple.victim.family}"), by=officer)
    _levels(known, officer)
    for about in known[:1]:  # a very small city may have nobody who waits
        exchange.ask(_wanted(about), by=officer)


def answer(_plan: Plan, tell: Tell) -> None:
    """Nothing; what the others asked for is answered, one part of it."""
    officer = User.objects.get(username="omar")
    tell("svarar de andra husen", 0, 0)
    for asked in Request.objects.filter(side=Side.IN, function="police", state="open").order_by("asked_at")[:1]:
        told = Draft(
            zone_of(asked.unit), asked.unit, "information", asked.purpose, "G-08",
            (Item("suspicion", "incident_metadata", "Skäligen misstänkt, utredningen pågår."),),
            "Svar på er begäran.", GENERAL, harmless(), reply_to=asked.message, request=asked.pk,
        )  # fmt: skip
        exchange.disclose(told, by=officer)
        exchange.answer_request(asked.pk, "given", ground="G-08", says="", by=officer)


def _known() -> Iterator[About]:
    # The messages that wait, with the parties of the newest report in which both are named by number.
    rows = Notification.objects.filter(state__in=BEFORE)
    for row in rows.order_by("-due_at", "pk"):
        parties = Link.objects.filter(person=row.person_id, until=None, party__role=PartyRole.SUSPECT)
        about = _newest(row, [link.party for link in parties.select_related("party__report")])
        if about:
            yield about


def _newest(row: Notification, suspects: list[Party]) -> About | None:
    for suspect in sorted(suspects, key=lambda party: party.report.reported_at, reverse=True):
        victim = Party.objects.filter(report=suspect.report_id, role=PartyRole.VICTIM, protected="none").first()
        couple = Incident.objects.filter(report=suspect.report_id, partner=True).exists()
        if couple and victim and victim.number_key and suspect.number_key and suspect.protected == "none":
            return About(row, suspect)
    return None


def _name(party: Party) -> str:
    return f"{party.given} {party.family}"


def _concern(child: str) -> Draft:
    items = (
        Item("child_name", "child", child),
        Item("child_saw", "child", "Var hemma när våldet skedde.", "hearsay"),
        Item("concern", "child", "Barnet har varit med om våld i hemmet.", "assessment"),
    )
    return Draft(
        "social", "children", "child_concern", "protect_child", "G-03", items, "Anmälan om oro för ett barn.", CHILD,
        harmless("child"),
    )  # fmt: skip


def _levels(known: list[About], officer: User) -> None:
    # One of them waits for a second person, and one is put right.
    made = [
        exchange.disclose(_level(about, second=place == 1), by=officer) for place, about in enumerate(known[:LEVELS])
    ]
    gone = (Item("suspicion", "incident_metadata", "Avskriven: brott kan inte styrkas."),)
    if made:
        exchange.correct(made[0].pk, because="Åklagaren har lagt ned förundersökningen.", items=gone, by=officer)


def _level(about: About, *, second: bool) -> Draft:
    items = (
        Item("number", "person_basics", about.suspect.number),
        Item("name", "person_basics", _name(about.suspect)),
        Item("level", "level_and_delivery", about.message.level, "assessment"),
        Item("suspicion", "incident_metadata", "Skäligen misstänkt."),
    )
    return Draft(
        "social", "support", "level", "prevent_crime", "G-08", items, "Hjälp att sluta med våld ska erbjudas.", GENERAL,
        risky() if second else harmless(), condition="Får inte lämnas vidare utan att fråga oss.",
        subject=str(about.suspect.pk),
    )  # fmt: skip


def _wanted(about: About) -> Wanted:
    told = {"number": about.suspect.number, "name": _name(about.suspect)}
    until = timezone.localdate() + timedelta(days=7)
    return Wanted(
        "probation", "supervision", ("custody_and_sanction",), "prevent_crime",
        "Ett budskap planeras. Står personen under övervakning?", told, until, subject=str(about.suspect.pk),
    )  # fmt: skip
