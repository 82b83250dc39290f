"""The social services' invented house: half a year of tracks, and what is answered to the police and asked of them."""

import importlib
from datetime import date, timedelta
from random import Random
from typing import Any

from trygg.synthetic import Couple
from trygg_web.access.models import User
from trygg_web.exchange import actions as exchange
from trygg_web.exchange.actions import Wanted
from trygg_web.exchange.models import Disclosure, Request
from trygg_web.project import nights
from trygg_web.project.demo import helped
from trygg_web.project.demo.invented import city_of, repeated
from trygg_web.project.demo.users import Plan, Tell

OPEN, OVER = 42, 8  # tracks that stand open, and that were closed or declined
PROTECTED = 3  # of them, whom two persons open
EVERY = 2  # of those with more than one report, every second is known here


def make(plan: Plan, tell: Tell) -> None:
    """Nothing; the social services stand with their tracks."""
    sol, siv, lead = (User.objects.get(username=name) for name in ("sol", "siv", "lisa"))
    rng, filled = Random(plan.seed), _filled()
    for place, couple in enumerate(_hers(plan)):
        tell("skriver akter", place, OPEN + OVER)
        by = siv if place % 2 else sol
        filled.live(couple, plan.until, rng, over=place >= OPEN, protected=place < PROTECTED, by=by)
    filled.guard(sol, siv, lead)
    helped.make(plan, tell)


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
    filled = _filled()
    filled.answer_some(User.objects.get(username="sol"), tell, by=nights.night())
    filled.help_children(User.objects.get(username="bea"))
    helped.answer(plan, by=nights.night())


def _filled() -> Any:
    # By name: nobody imports the room of the victims, not even the roof.
    return importlib.import_module("trygg_web.victims.management.invented")


def _hers(plan: Plan) -> list[Couple]:
    known = [one for one in repeated(city_of(plan)) if one.partner and one.victim.sex == "F"]
    return known[::EVERY][: OPEN + OVER]


def _wanted(couple: Couple, until: date) -> Wanted:
    told = {"name": f"{couple.suspect.given} {couple.suspect.family}", "number": couple.suspect.number}
    return Wanted(
        "police", "police", ("incident_metadata",), "prevent_crime",
        "Hur långt har ärendet kommit? Det behövs för säkerhetsplanen.", told, until + timedelta(days=7),
    )  # fmt: skip
