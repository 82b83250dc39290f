"""What fills an invented house's tracks. The roof calls it by its name, since nobody imports this room."""

from trygg_web.victims.management.invented.gate import answer_some
from trygg_web.victims.management.invented.tracks import guard, help_children, live

__all__ = ["answer_some", "guard", "help_children", "live"]
