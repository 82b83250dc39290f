"""All that the programme can refuse. `project.errors` turns each into an answer.

    NotAllowed      this user may not          → 403
    NotThere        no such thing, or hidden   → 404, the two look the same
    WrongState      not now: someone was first → 409
    InvalidInput    the form says where        → 400

A message says what was wrong and what to do, and never holds personal data.
"""


class Refused(Exception):
    """The programme refuses; the message is meant for the user."""


class NotAllowed(Refused):
    """This user may not."""


class NotThere(Refused):
    """There is no such thing, or this user may not know of it."""


class WrongState(Refused):
    """Not now: someone was first, or a step is missing."""


class InvalidInput(Refused):
    """What was typed or sent cannot be used."""
