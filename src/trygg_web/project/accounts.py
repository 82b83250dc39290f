"""How one logs in: nobody signs up, and the second factor's secrets are sealed."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class ClosedHouse(DefaultAccountAdapter):
    """Users are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SealedFactors(DefaultMFAAdapter):
    """The second factor's secrets as they stand in the database."""
