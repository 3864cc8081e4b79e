"""Python's cyclic garbage collector, tuned for processes that make many objects at a time and keep few."""

from __future__ import annotations

import gc

# Objects, and collections of each generation before one of the next; Python's are 700, 10, 10. The oldest generation is
# looked through more often than with Python's: requests, their filters and contexts refer to themselves, and until a
# collection they keep what they were answered from, also what the caches have dropped since.
THRESHOLDS = 10_000, 10, 2


def relax() -> None:
    """Have the collector leave out what is there, and come by less often: by Python's own thresholds it took half of
    the CPU time of a page that is made of tens of thousands of rows. Objects without cycles are freed as ever, at once.
    """
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
