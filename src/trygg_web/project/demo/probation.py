"""The probation service's invented house: a sheet of clients read in, with some work noted."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.conf import settings
from django.utils import timezone

from trygg.synthetic import Person
from trygg.synthetic import people as invented
from trygg_web.access.models import User
from trygg_web.project.demo import probation_post
from trygg_web.project.demo.invented import city_of, supervised
from trygg_web.project.demo.users import Plan, Tell
from trygg_web.supervision import actions
from trygg_web.supervision.models import Broken, Client, Programme, Purpose, Step
from trygg_web.supervision.policies import StepTold

CLIENTS = 60
KINDS = ("Skyddstillsyn", "Villkorlig frigivning med övervakning", "Intensivövervakning")
CONDITIONS = ("", "", "Vistelseföreskrift", "Vistelseföreskrift och elektronisk övervakning", "Program")
begin, answer = probation_post.begin, probation_post.answer
HEAD = "Klient;Personnummer;Typ;Start;Slut;Särskilda föreskrifter;Frivårdskontor"


def make(plan: Plan, tell: Tell) -> None:
    """Nothing; the probation service stands with its clients."""
    officer, rng = User.objects.get(username="frid"), Random(plan.seed)
    known = supervised(city_of(plan), plan)[:CLIENTS]
    known += [invented.person(f"klient {place}", rng.choice("MMMMF"), rng) for place in range(CLIENTS - len(known))]
    content = "\n".join([HEAD, *(_row(one, plan.until, rng) for one in known)]).encode()
    (settings.VAR / settings.ZONE / "klienter.csv").write_bytes(content)
    tell("läser in klienter", 0, 1)
    actions.save(actions.receive(content, "klienter.csv", by=officer).pk, by=officer)
    clients = list(Client.objects.order_by("since", "pk"))
    for place, client in enumerate(clients):
        tell("antecknar arbetet", place, len(clients))
        _work(client, plan.until, officer, rng)


def _row(one: Person, until: date, rng: Random) -> str:
    since = until - timedelta(days=rng.randrange(5, 500))
    ends = since + timedelta(days=365)
    cells = (f"{one.given} {one.family}", one.number, rng.choice(KINDS), since, ends, rng.choice(CONDITIONS))
    return ";".join([*map(str, cells), "Frivården Malmö"])


def _work(client: Client, until: date, officer: User, rng: Random) -> None:
    if rng.random() < 0.5:
        programme = rng.choice(list(Programme))
        for days, step in ((40, Step.OFFERED), (30, Step.ACCEPTED), (20, Step.STARTED))[: rng.randrange(1, 4)]:
            told = StepTold(programme, step, until - timedelta(days=days))
            actions.note_step(client.pk, told, by=officer)
    if rng.random() < 0.6:
        at = timezone.make_aware(
            datetime.combine(until + timedelta(days=rng.randrange(1, 20)), time(9 + rng.randrange(7)))
        )
        actions.plan_appointment(client.pk, Purpose.TALK, at, by=officer)
    if rng.random() < 0.05:
        actions.breach(client.pk, Broken.APPOINTMENT, until - timedelta(days=1), "", by=officer)
