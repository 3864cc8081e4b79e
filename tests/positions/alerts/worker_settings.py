"""The settings of a worker that a test starts on the database of that test."""

from __future__ import annotations

import os

from tracker.settings import *  # noqa: F403
from tracker.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["WORKER_DATABASE"]
