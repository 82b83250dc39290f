"""Which level the facts call for.

The rules know one comparison, *at least*. So more harm can never lower a level, and what is not known can never
raise one.
"""

from typing import Any, cast

import narwhals as nw
from narwhals.typing import IntoFrameT

from trygg.rulebook import LevelRule, Rules


def ordered(rules: Rules) -> list[LevelRule]:
    """The rules of a day, gravest first."""
    return sorted(rules.levels, key=lambda rule: rule.level)


def indicate(facts: IntoFrameT, rules: Rules) -> IntoFrameT:
    """The facts with `level`, the gravest to which a rule leads or null, and `fired`, the rules' ids, gravest first."""
    known = nw.from_native(cast(Any, facts))
    fired = [(rule, _fires(rule)) for rule in ordered(rules)]
    level: Any = nw.lit(None, dtype=nw.String)
    for rule, holds in reversed(fired):
        level = nw.when(holds).then(nw.lit(rule.level)).otherwise(level)
    ids = [nw.when(holds).then(nw.lit(rule.id)) for rule, holds in fired]
    both = known.with_columns(level.alias("level"), nw.concat_str(ids, separator=",", ignore_nulls=True).alias("fired"))
    indicated: IntoFrameT = both.to_native()
    return indicated


def _fires(rule: LevelRule) -> Any:
    holds: Any = nw.lit(True)
    for fact, least in (rule.all or {}).items():
        holds = holds & (nw.col(fact) >= least).fill_null(False)
    either: Any = None
    for fact, least in (rule.any or {}).items():
        reached = (nw.col(fact) >= least).fill_null(False)
        either = reached if either is None else either | reached
    return holds if either is None else holds & either
