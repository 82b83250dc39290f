"""Two houses that have met, as the exchange's own tests make them."""

from tests.trygg_web.exchange.conftest import houses, lines, strangers

__all__ = ["houses", "lines", "strangers"]
