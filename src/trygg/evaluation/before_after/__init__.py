"""Before and after: did something change when the measure began, and more than it would have anyway?"""

from trygg.evaluation.before_after.assigned import Controls, assigned
from trygg.evaluation.before_after.differences import Against, difference_in_differences
from trygg.evaluation.before_after.rates import rates
from trygg.evaluation.before_after.series import interrupted
from trygg.evaluation.before_after.series_fit import Shape, Spread, usual_lag
from trygg.evaluation.before_after.synthetic import synthetic_control
from trygg.evaluation.before_after.wdd import Areas, Periods, Place, wdd, weighted
from trygg.evaluation.before_after.wedge import stepped

__all__ = [
    "Against",
    "Areas",
    "Controls",
    "Periods",
    "Place",
    "Shape",
    "Spread",
    "assigned",
    "difference_in_differences",
    "interrupted",
    "rates",
    "stepped",
    "synthetic_control",
    "usual_lag",
    "wdd",
    "weighted",
]
