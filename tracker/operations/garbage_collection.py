"""Python's cyclic garbage collector, tuned for processes that make many objects at a time and keep few."""

from __future__ import annotations

import gc

THRESHOLDS = 10_000, 20, 20  # objects, and collections of each generation before one of the next; Python's: 700, 10, 10


def relax() -> None:
    """Have the collector leave out what is there, and come by less often: by Python's own thresholds it took half of
    the CPU time of a page that is made of tens of thousands of rows. Objects without cycles are freed as ever, at once.
    """
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
