"""The comparisons and the blocking as one Splink settings object, the same for DuckDB and Spark."""

import re
from dataclasses import dataclass

from splink import SettingsCreator
from splink.comparison_level_library import CustomLevel, ElseLevel
from splink.comparison_library import CustomComparison
from splink.internals.comparison_level_creator import ComparisonLevelCreator
from splink.internals.dialects import SplinkDialect

from trygg.linkage.weights import Level, Weights


@dataclass(frozen=True, slots=True)
class Block:
    """A key under which two tellings meet, and what else must hold of the two."""

    key: str
    also: str
    unsure: bool = True  # one of the two has no number that holds, or one of an unusual kind

    @property
    def rule(self) -> str:
        """The whole as SQL over l and r."""
        return f"l.{self.key} = r.{self.key} AND {self.also}"


def _near(column: str, end: int) -> str:
    """Condition: one digit off, or two swapped, in texts at least twice as long as the end, and one sign more."""
    ends = (f"{side}({column}_l, {end}) = {side}({column}_r, {end})" for side in ("left", "right"))
    return f"({' OR '.join(ends)}) AND damerau_levenshtein({column}_l, {column}_r) <= 1"


def _close(column: str, edits: int) -> str:
    """Condition: names of more than three signs within so many edits."""
    return (
        f"least(length({column}_l), length({column}_r)) > 3"
        f" AND abs(length({column}_l) - length({column}_r)) <= {edits}"
        f" AND bit_count(xor({column}_signs_l, {column}_signs_r)) <= {2 * edits}"
        f" AND damerau_levenshtein({column}_l, {column}_r) <= {edits}"
    )


_CROSSED = "(given_l = family_r AND family_l = given_r)"


def _share_word(one: str, other: str) -> str:
    """Condition: two names, each a column without its side, have a word in common; their bits say at once when not."""
    words = f"list_has_any(string_split({one}_l, ' '), string_split({other}_r, ' '))"
    return f"({one}_bits_l & {other}_bits_r) <> 0 AND {words}"


_CROSSED_WORDS = f"({_share_word('given', 'family')} AND {_share_word('family', 'given')})"
_ONE_HIDDEN = "(digits_l IS NULL OR digits_r IS NULL)"
_BOTH_VALID = "(valid_l IS NOT NULL AND valid_r IS NOT NULL)"
# One edit leaves one end of a text as it was, and few other signs in it. To ask that first spares nearly all distances,
# which costs as much as all else together.
_SLIP = _near("digits", 4)


# Field → level → when it holds; the first that holds counts, the last is what remains.
CONDITIONS = {
    "number": {
        "same": "digits_l = digits_r",
        "slip": f"NOT {_BOTH_VALID} AND {_SLIP}",
        "slip_valid": f"{_BOTH_VALID} AND {_SLIP}",
        "changed": f"{_BOTH_VALID} AND eight_l = eight_r AND number_kind_l <> number_kind_r",
        "born": f"{_ONE_HIDDEN} AND eight_l = eight_r",
        "born_slip": f"{_ONE_HIDDEN} AND {_near('eight', 3)}",
        "born_only": "eight_l = eight_r",
    },
    "given": {
        "same": f"given_l = given_r OR {_CROSSED}",
        "shared": f"{_share_word('given', 'given')} OR {_CROSSED_WORDS}",
        "initial": "(length(given_l) = 1 AND contains(initials_r, given_l))"
        " OR (length(given_r) = 1 AND contains(initials_l, given_r))",
        "close": _close("given", 1),
    },
    "family": {
        "same": f"family_l = family_r OR {_CROSSED}",
        "shared": f"{_share_word('family', 'family')} OR {_CROSSED_WORDS}",
        "close": _close("family", 2),
    },
    "sex": {"same": "sex_l = sex_r"},
    "role": {
        "suspects": "role_l = 'suspect' AND role_r = 'suspect'",
        "victims": "role_l = 'victim' AND role_r = 'victim'",
    },
}
_NULLS = {
    "number": f"{_ONE_HIDDEN} AND (eight_l IS NULL OR eight_r IS NULL)",
    "given": "given_l IS NULL OR given_r IS NULL",
    "family": "family_l IS NULL OR family_r IS NULL",
    "sex": "sex_l IS NULL OR sex_r IS NULL",
    "role": "role_l IS NULL OR role_r IS NULL",
}

# Two different valid numbers are compared only where a change of kind, or a swap under one name, could explain them:
# a check digit sees every digit off and all swaps but of nought and nine.
_ONE_UNSURE = "(l.valid IS NULL OR r.valid IS NULL)"
BLOCKS = (
    Block("slips", f"({_ONE_UNSURE} OR l.valid = r.valid OR l.sounds = r.sounds)", unsure=False),
    Block("day", f"({_ONE_UNSURE} OR l.number_kind <> r.number_kind)"),
    Block("sounds", _ONE_UNSURE),
    Block("couple", _ONE_UNSURE),
    Block("couple_sounds", _ONE_UNSURE),
)
KEYS = tuple(block.key for block in BLOCKS)


def settings(weights: Weights, *, learn: bool = False, blocks: tuple[Block, ...] = BLOCKS) -> SettingsCreator:
    """Splink's settings with the weights of the method; nothing is learned while linking."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        probability_two_random_records_match=weights.prior,
        comparisons=[_comparison(field, weights, learn) for field in CONDITIONS],
        blocking_rules_to_generate_predictions=[{"blocking_rule": block.rule} for block in blocks],
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
    )


class _Condition(CustomLevel):
    """A condition as DuckDB reads it, told to Spark in its own words."""

    def create_sql(self, sql_dialect: SplinkDialect) -> str:
        if sql_dialect.sql_dialect_str != "spark":
            return self.sql_condition
        told = self.sql_condition.replace("list_has_any", "arrays_overlap").replace("string_split", "split")
        return re.sub(r"xor\((\w+), (\w+)\)", r"\1 ^ \2", told)


def _comparison(field: str, weights: Weights, learn: bool) -> CustomComparison:
    levels = weights.fields[field]
    told = [
        _weighed(_Condition(sql, label_for_charts=key), levels[key], learn) for key, sql in CONDITIONS[field].items()
    ]
    nothing = CustomLevel(_NULLS[field]).configure(is_null_level=True)
    return CustomComparison(
        output_column_name=field, comparison_levels=[nothing, *told, _weighed(ElseLevel(), levels["differ"], learn)]
    )


def _weighed(level: ComparisonLevelCreator, told: Level, learn: bool) -> ComparisonLevelCreator:
    return level.configure(
        m_probability=told.m, u_probability=told.u, fix_u_probability=not learn, label_for_charts=told.key
    )
