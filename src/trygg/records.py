"""The words of the method: levels, kinds of event, and the columns in which events and facts are counted."""

from enum import StrEnum

import polars as pl


class Level(StrEnum):
    """A is the gravest. The letters sort as the levels do."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Kind(StrEnum):
    """What an event is. All but *offence* may also be supplied by a person as an observation."""

    OFFENCE = "offence"  # one offence of a partner-violence report; `harm` is counted from `offence`
    CHARGE = "charge"  # charged with partner violence
    CONVICTION = "conviction"  # convicted of partner violence
    NONPARTNER = "nonpartner_violence"  # charge or conviction for violence against anyone else
    BREACH = "breach"  # of a contact ban or a condition
    SEPARATION = "separation"
    STRANGULATION = "flag_strangulation"
    WEAPON = "flag_weapon"
    DEATH_THREAT = "flag_death_threat"
    FORCED_SEX = "flag_forced_sex"
    NOTIFIED = "notified"  # a message was delivered; `level` says at which level


# One row per event. `answer`: True it happened, False it is known not to have, null not known.
# `other` is the person subjected to the violence. `offence` is a key of method/harm.toml.
EVENT_COLUMNS = ("person", "kind", "day", "report", "other", "offence", "answer", "level", "source")

EVENT_TYPES = {
    name: pl.Date if name == "day" else pl.Boolean if name == "answer" else pl.String for name in EVENT_COLUMNS
}

# One row per person. A count is 0 when nothing is recorded; a yes-or-no fact is 1, 0 or null (not known).
COUNTS = (
    "reports_12m",
    "reports_24m",
    "reports_36m",
    "partner_victims_36m",
    "max_harm_24m",
    "harm_sum_24m",
    "breaches_12m",
    "breaches_24m",
    "charges_partner",
)
TRI = (
    "charge_partner_24m",
    "conviction_partner_60m",
    "nonpartner_violence_60m",
    "barnfrid_24m",
    "flag_strangulation",
    "flag_weapon",
    "flag_death_threat",
    "flag_forced_sex",
    "lethality_flag",
    "separation_12m",
    "report_after_notification_ab",
    "report_after_notification_cd",
)
FACTS = COUNTS + TRI
