"""The comparisons and the blocking as one Splink settings object, the same for DuckDB and Spark."""

from splink import SettingsCreator
from splink.comparison_level_library import CustomLevel, ElseLevel
from splink.comparison_library import CustomComparison
from splink.internals.comparison_level_creator import ComparisonLevelCreator
from splink.internals.dialects import SplinkDialect

from trygg.linkage.weights import Level, Weights

_CROSSED = "(given_l = family_r AND family_l = given_r)"
_CROSSED_WORDS = "(list_has_any(given_words_l, family_words_r) AND list_has_any(family_words_l, given_words_r))"
_ONE_HIDDEN = "(digits_l IS NULL OR digits_r IS NULL)"
_BOTH_VALID = "(valid_l IS NOT NULL AND valid_r IS NOT NULL)"
_SLIP = "damerau_levenshtein(digits_l, digits_r) <= 1"

# Field → level → when it holds; the first that holds counts, the last is what remains.
CONDITIONS = {
    "number": {
        "same": "digits_l = digits_r",
        "slip": f"NOT {_BOTH_VALID} AND {_SLIP}",
        "slip_valid": f"{_BOTH_VALID} AND {_SLIP}",
        "changed": f"{_BOTH_VALID} AND eight_l = eight_r AND number_kind_l <> number_kind_r",
        "born": f"{_ONE_HIDDEN} AND eight_l = eight_r",
        "born_slip": f"{_ONE_HIDDEN} AND damerau_levenshtein(eight_l, eight_r) <= 1",
        "born_only": "eight_l = eight_r",
    },
    "given": {
        "same": f"given_l = given_r OR {_CROSSED}",
        "shared": f"list_has_any(given_words_l, given_words_r) OR {_CROSSED_WORDS}",
        "initial": "(length(given_l) = 1 AND contains(initials_r, given_l))"
        " OR (length(given_r) = 1 AND contains(initials_l, given_r))",
        "close": "length(given_l) > 3 AND damerau_levenshtein(given_l, given_r) <= 1",
    },
    "family": {
        "same": f"family_l = family_r OR {_CROSSED}",
        "shared": f"list_has_any(family_words_l, family_words_r) OR {_CROSSED_WORDS}",
        "close": "length(family_l) > 3 AND damerau_levenshtein(family_l, family_r) <= 2",
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

# Two different valid numbers are compared only where a slip or a change of kind could explain them.
_ONE_UNSURE = "(l.valid IS NULL OR r.valid IS NULL)"
BLOCKS = (
    "l.slips = r.slips",
    f"l.day = r.day AND ({_ONE_UNSURE} OR l.number_kind <> r.number_kind)",
    f"l.sounds = r.sounds AND {_ONE_UNSURE}",
    f"l.couple = r.couple AND {_ONE_UNSURE}",
    f"l.couple_sounds = r.couple_sounds AND {_ONE_UNSURE}",
)
KEYS = ("slips", "day", "sounds", "couple", "couple_sounds")


def settings(weights: Weights, *, learn: bool = False) -> SettingsCreator:
    """Splink's settings with the weights of the method; nothing is learned while linking."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        probability_two_random_records_match=weights.prior,
        comparisons=[_comparison(field, weights, learn) for field in CONDITIONS],
        blocking_rules_to_generate_predictions=[{"blocking_rule": rule} for rule in BLOCKS],
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
    )


class _Condition(CustomLevel):
    """A condition as DuckDB reads it, told to Spark in its own words."""

    def create_sql(self, sql_dialect: SplinkDialect) -> str:
        spark = sql_dialect.sql_dialect_str == "spark"
        return self.sql_condition.replace("list_has_any", "arrays_overlap") if spark else self.sql_condition


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
