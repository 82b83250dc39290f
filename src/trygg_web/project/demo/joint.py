"""The joint house of an invented city: the police's list, and the rooms of the others beside it."""

from trygg_web.project.demo import police, probation, social
from trygg_web.project.demo.users import Plan, Tell


def make(plan: Plan, tell: Tell) -> None:
    """Nothing; the house stands with what each of the three would have."""
    for house in (police, social, probation):
        house.make(plan, tell)
