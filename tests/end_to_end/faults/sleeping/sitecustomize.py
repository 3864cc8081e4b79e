"""Replacement of time.sleep for processes under libfaketime 0.9.10.

When only the date is faked, it rejects the call that Python sleeps with (clock_nanosleep with an absolute time). Python
imports this module automatically from PYTHONPATH.
"""

import select
import time


def sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


time.sleep = sleep
