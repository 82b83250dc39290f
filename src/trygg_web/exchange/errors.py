"""What a message that comes can be turned away for. The word is safe to log; it says nothing of anyone.

TurnedAway      the envelope is refused
    .why        unreadable, too_large, wrong_recipient, unknown_sender, revoked_sender, bad_signature,
                from_the_future, malformed
"""

from trygg_web.access.errors import InvalidInput


class TurnedAway(InvalidInput):
    """A message is not let in."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
