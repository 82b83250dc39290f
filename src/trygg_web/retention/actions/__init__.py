"""What is done here: proposed at night, decided by a person, carried out by another, and done again after a backup."""

from trygg_web.retention.actions.deciding import approve, defer
from trygg_web.retention.actions.erasing import carry_out, erase_again
from trygg_web.retention.actions.proposing import run_day

__all__ = ["approve", "carry_out", "defer", "erase_again", "run_day"]
