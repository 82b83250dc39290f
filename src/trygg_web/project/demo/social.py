"""The social services' invented house."""

from trygg_web.project.demo.users import Plan, Tell


def make(_plan: Plan, tell: Tell) -> None:
    """Nothing; the social services stand with their users."""
    tell("användarna finns", 1, 1)
