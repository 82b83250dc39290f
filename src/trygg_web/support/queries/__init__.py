"""What the pages of help show."""

from trygg_web.support.queries.led import Held, held, workers
from trygg_web.support.queries.persons import Card, OfferShown, PersonShown, Row, offer, person, persons
from trygg_web.support.queries.waiting import due

__all__ = ["Card", "Held", "OfferShown", "PersonShown", "Row", "due", "held", "offer", "person", "persons", "workers"]
