"""The joint house of an invented city: the police's list, and the rooms of the others beside it."""

from trygg_web.project import demo_police, demo_probation, demo_social
from trygg_web.project.demo_users import Plan, Tell


def make(plan: Plan, tell: Tell) -> None:
    """Nothing; the house stands with what each of the three would have."""
    for house in (demo_police, demo_social, demo_probation):
        house.make(plan, tell)
