"""Before and after: did something change when the measure began, and more than it would have anyway?"""

from trygg.evaluation.before_after.rates import rates
from trygg.evaluation.before_after.series import interrupted
from trygg.evaluation.before_after.series_fit import Shape, Spread, usual_lag
from trygg.evaluation.before_after.wdd import Areas, Periods, Place, wdd, weighted

__all__ = ["Areas", "Periods", "Place", "Shape", "Spread", "interrupted", "rates", "usual_lag", "wdd", "weighted"]
