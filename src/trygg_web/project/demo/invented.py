"""The one invented city that the three houses share: equal plans give equal people, so that what they tell fits."""

from datetime import date, timedelta
from random import Random

from trygg.synthetic import City, Couple, Person, city
from trygg.synthetic import Plan as CityPlan
from trygg_web.project.demo.users import Plan

CHILDREN = "Alma Alva Astrid Elsa Nova Selma Signe Vera Adam Elias Hugo Liam Noah Omar Sam Vidar".split()
LATELY, SUPERVISED = 60, (0.3, 0.05)  # share of those suspected more than once who are clients: lately, and before


def last_monday(plan: Plan) -> date:
    """The Monday on which the city's last whole week has ended."""
    return plan.until - timedelta(days=plan.until.weekday())


def city_of(plan: Plan) -> City:
    """The city whose last week ended a day ago."""
    return city(CityPlan(until=last_monday(plan), weeks=plan.weeks, weekly=plan.weekly), Random(plan.seed))


def repeated(made: City) -> list[Couple]:
    """The couples between whom violence was reported more than once, the latest reported first."""
    times: dict[str, int] = {}
    for report in made.reports:
        times[report.couple] = times.pop(report.couple, 0) + 1
    couples = {couple.id: couple for couple in made.couples}
    return [couples[which] for which, count in reversed(times.items()) if count > 1]


def supervised(made: City, plan: Plan) -> list[Person]:
    """Those in the city who are clients of the probation service."""
    rng = Random(plan.seed + 2)
    found = {
        couple.suspect.number: couple.suspect
        for place, couple in enumerate(repeated(made))
        if rng.random() < SUPERVISED[place >= LATELY]
    }
    return [one for one in found.values() if not one.protected]
