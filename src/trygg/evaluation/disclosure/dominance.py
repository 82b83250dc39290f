"""A sum may be told of only where nobody in it can be worked out from it, not even by the next largest."""

from collections.abc import Sequence

import numpy as np

from trygg.evaluation.frames import Numbers

SHARE = 0.1


def dominated(values: Sequence[float] | Numbers, share: float = SHARE) -> bool:
    """Whether who adds second most to a sum could tell the largest part of it to within a tenth.

    values  one per person, of zero or more
    Source: the p % rule, Hundepool et al. 2012, Statistical Disclosure Control, section 4.2.2.
    """
    largest = np.sort(np.asarray(values, dtype=float))[::-1]
    return bool(largest[2:].sum() < share * largest[0]) if largest.any() else False
