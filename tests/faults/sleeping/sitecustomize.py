"""For a process under libfaketime 0.9.10, which refuses the call by which Python sleeps (clock_nanosleep to a moment)
when it fakes the date alone. Python imports this module by itself where its folder is on PYTHONPATH."""

import select
import time


def sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


time.sleep = sleep
