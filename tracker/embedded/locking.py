from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.embedded.errors import EmbeddedError, reason

PATIENCE = 180.0


@contextmanager
def held(path: Path) -> Iterator[None]:
    """One process at a time; the kernel lets go when its holder dies, however it dies."""
    try:
        file = path.open("a")
    except OSError as error:
        raise EmbeddedError(f"Cannot write in {path.parent}: {reason(error)}.") from error
    with file:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise EmbeddedError(f"Another process holds {path} for minutes: try `make stop`.") from None
                time.sleep(0.05)
        yield
