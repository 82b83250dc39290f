"""All that the method can refuse.

TryggError                      the method refuses
├── RulebookError               a rule file is wrong: file, rule, key, and the mend
├── NoRuleInForce               no rule covers that day
├── WrongStep                   not possible now: the state or a shut gate forbids it
├── InsufficientData            too few for the figure asked for, or what it needs was not given
└── InvalidRecord               a value that cannot be true
"""


class TryggError(Exception):
    """The method refuses; the message says what was wrong, where, and what to do."""


class RulebookError(TryggError):
    """A rule file is wrong."""


class NoRuleInForce(TryggError):
    """No rule covers that day."""


class WrongStep(TryggError):
    """Not possible now."""


class InsufficientData(TryggError):
    """Too few for the figure asked for, or what it needs to be read was not given."""


class InvalidRecord(TryggError):
    """A value that cannot be true."""
