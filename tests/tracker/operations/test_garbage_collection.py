"""Python's garbage collector comes by less often in processes of the web and of a worker."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tracker.operations.garbage_collection import THRESHOLDS

WEB = "import tracker.wsgi"
WORKER = "from tracker.celery import app; from celery.signals import worker_init; worker_init.send(sender=app)"


@pytest.mark.parametrize("process", [WEB, WORKER])
def test_it_leaves_out_what_is_there_and_comes_by_less_often(process: str) -> None:
    told = "import gc; print(*gc.get_threshold(), gc.get_freeze_count() > 10_000)"
    done = subprocess.run([sys.executable, "-c", f"{process}; {told}"], check=True, capture_output=True, text=True)
    assert done.stdout.split()[-4:] == [*map(str, THRESHOLDS), "True"]
