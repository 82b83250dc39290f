"""The social services' invented house: half a year of tracks, and what is answered to the police and asked of them."""

from datetime import date, timedelta
from random import Random

from trygg.synthetic import Couple
from trygg_web.access.models import User
from trygg_web.exchange import actions as exchange
from trygg_web.exchange.actions import Wanted
from trygg_web.exchange.models import Disclosure, Request
from trygg_web.project.demo import tracks
from trygg_web.project.demo.invented import city_of, repeated
from trygg_web.project.demo.social_gate import answer_some
from trygg_web.project.demo.users import Plan, Tell
from trygg_web.victims import actions as victims
from trygg_web.victims.models import Opened, Protected

OPEN, OVER = 42, 8  # tracks that stand open, and that were closed or declined
PROTECTED = 3  # of them, whom two persons open
EVERY = 2  # of those with more than one report, every second is known here


def make(plan: Plan, tell: Tell) -> None:
    """Nothing; the social services stand with their tracks."""
    advocates, rng = [User.objects.get(username=name) for name in ("sol", "siv")], Random(plan.seed)
    for place, couple in enumerate(_hers(plan)):
        tell("skriver akter", place, OPEN + OVER)
        told = {"protected": Protected.MARKED} if place < PROTECTED else {}
        tracks.live(couple, plan.until, rng, over=place >= OPEN, told=told, by=advocates[place % 2])
    _guard()


def begin(plan: Plan, tell: Tell) -> None:
    """Nothing; what the social services ask the others first has been asked. Begun once."""
    if Request.objects.exists() or Disclosure.objects.exists():
        return
    tell("frågar polisen", 0, 0)
    advocate = User.objects.get(username="sol")
    for couple in _hers(plan)[4:7:2]:
        exchange.ask(_wanted(couple, plan.until), by=advocate)


def answer(plan: Plan, tell: Tell) -> None:
    """Nothing; what came has been taken over by those whom it concerns, and part of it answered."""
    answer_some(plan, tell)
    _help_children(User.objects.get(username="bea"))


def _hers(plan: Plan) -> list[Couple]:
    known = [one for one in repeated(city_of(plan)) if one.partner and one.victim.sex == "F"]
    return known[::EVERY][: OPEN + OVER]


def _wanted(couple: Couple, until: date) -> Wanted:
    told = {"name": f"{couple.suspect.given} {couple.suspect.family}", "number": couple.suspect.number}
    return Wanted(
        "police", "police", ("incident_metadata",), "prevent_crime",
        "Hur långt har ärendet kommit? Det behövs för säkerhetsplanen.", told, until + timedelta(days=7),
    )  # fmt: skip


def _guard() -> None:
    # One track was opened in an emergency and waits for its review; one waits for a second person to open it.
    siv, sol, lead = (User.objects.get(username=name) for name in ("siv", "sol", "lisa"))
    hers = tracks.of(sol)
    victims.break_glass(hers[-1].case, because="Hon ringde i natt och Sol var inte i tjänst.", by=siv)
    victims.add_conflict(hers[-2].pk, siv, because="De är grannar sedan länge.", by=lead)
    guarded = next(track for track in hers if track.restricted)
    victims.ask_opening(guarded.pk, because="Hon har bett om ett samtal i dag.", by=sol)


def _help_children(bea: User) -> None:
    # She takes on three of the concerns that came, and decides on one.
    rows = tracks.unheld()[:3]
    for row in rows:
        victims.take_on(row.pk, by=bea)
    for row in rows[:2]:
        victims.assess_protection(row.pk, "Barnet bor hos mamman. Inget akut behov av skydd i dag.", by=bea)
    for row in rows[:1]:
        because, safety = "Barnet har hört våldet flera gånger.", "Hon vill själv berätta först, och får göra det."
        victims.decide_concern(row.pk, Opened.YES, because=because, her_safety=safety, by=bea)
