"""The joint house of an invented city: the police's list, and the rooms of the others beside it."""

from trygg_web.project.demo import police, probation, social
from trygg_web.project.demo.users import Plan, Tell


def make(plan: Plan, tell: Tell) -> None:
    """Nothing; the house stands with what each of the three would have."""
    for house in (police, social, probation):
        house.make(plan, tell)


count = police.count


def begin(plan: Plan, tell: Tell) -> None:
    """Nothing; the police branch has told the others what it tells first."""
    police.begin(plan, tell)


def answer(plan: Plan, tell: Tell) -> None:
    """Nothing; the other branches have answered what was told to them."""
    for house in (social, probation, police):
        house.answer(plan, tell)
