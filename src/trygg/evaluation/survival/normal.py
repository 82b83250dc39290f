"""Quantiles and tail areas, so that SciPy is loaded once and late: it is slow to import."""


def quantile(level: float) -> float:
    """How many standard errors an interval of that level reaches to each side."""
    from scipy.special import ndtri

    return float(ndtri((1 + level) / 2))


def p_of(statistic: float, freedom: float) -> float:
    """The tail area of a chi-squared statistic."""
    from scipy.special import chdtrc

    return float(chdtrc(freedom, statistic))


def tail_of(z: float) -> float:
    """The chance that a standard normal number is at most z."""
    from scipy.special import ndtr

    return float(ndtr(z))
