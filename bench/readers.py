"""Concurrent HTTP readers: response times per page, and errors. Imports no Django."""

from __future__ import annotations

import http.client
import itertools
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from threading import Thread
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # timeout of a request, in seconds
FAULTS = (OSError, http.client.HTTPException)


@dataclass(slots=True)
class Measured:
    """Measurements of one page: seconds per response, bytes over the wire, and errors."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    size: int = 0

    def percentiles(self) -> tuple[float, float, float]:
        """Return p50, p95 and p99 in seconds."""
        if len(self.seconds) < 2:
            return (self.seconds * 3)[0], (self.seconds * 3)[0], (self.seconds * 3)[0]
        cuts = quantiles(self.seconds, n=100, method="inclusive")
        return cuts[49], cuts[94], cuts[98]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def command(port: int, root: Path = ROOT, python: str = sys.executable) -> list[str]:
    """Return the web command of docker-compose.yml, with another port."""
    words = [str(word) for word in _web(root)["command"]]
    words[words.index("--bind") + 1] = f"127.0.0.1:{port}"
    return [str(Path(python).parent / words[0]), *words[1:]]


def allocator(root: Path = ROOT) -> dict[str, str]:
    """Return the variables of docker-compose.yml that the C library reads, not the project."""
    return {name: str(value) for name, value in _web(root)["environment"].items() if name.startswith("MALLOC_")}


def _web(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((root / "docker-compose.yml").read_text())["services"]["web"]
    return found


@contextmanager
def serving(
    port: int, environment: Mapping[str, str], log: Path, root: Path = ROOT, python: str = sys.executable
) -> Iterator[int]:
    """Run the web process of the project in `root`, yield its process id once it answers."""
    given = {**environment, **allocator(root)}
    with log.open("wb") as out:
        process = subprocess.Popen(command(port, root, python), cwd=root, env=given, stdout=out, stderr=out)
    try:
        for _ in range(600):
            if process.poll() is not None:
                raise RuntimeError(f"the web process ended: {log.read_text()[-2000:]}")
            if _asked(http.client.HTTPConnection("127.0.0.1", port, timeout=1), "/healthz")[0] == 200:
                break
            time.sleep(0.1)
        else:
            raise RuntimeError(f"the web process does not answer: {log.read_text()[-2000:]}")
        yield process.pid
    finally:
        process.terminate()
        process.wait(60)


def read(
    port: int, pages: Mapping[str, Sequence[str]], *, readers: int, seconds: float, pause: float = 0
) -> dict[str, Measured]:
    """Run the readers, each visiting the pages in its own order, for `seconds`.

    Between two pages each pauses for 0 to twice `pause` seconds, on a connection that is closed meanwhile.
    """
    found: dict[str, Measured] = {name: Measured() for name in pages}
    end = time.monotonic() + seconds
    each = [{"end": end, "number": number, "pause": pause} for number in range(readers)]
    threads = [Thread(target=_reader, args=(port, pages, found), kwargs=own) for own in each]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def read_each(port: int, pages: Mapping[str, Sequence[str]]) -> dict[str, Measured]:
    """Request every address once, sequentially."""
    found: dict[str, Measured] = {name: Measured() for name in pages}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    for name, addresses in pages.items():
        for path in addresses:
            _note(found[name], connection, path)
    connection.close()
    return found


def _reader(
    port: int,
    pages: Mapping[str, Sequence[str]],
    found: dict[str, Measured],
    *,
    end: float,
    number: int,
    pause: float,
) -> None:
    chance = random.Random(number)
    addresses = {name: itertools.cycle(chance.sample(each, len(each))) for name, each in pages.items()}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    while True:
        for name in chance.sample(list(pages), len(pages)):
            if time.monotonic() > end:
                connection.close()
                return
            if pause:
                connection.close()  # reopened by the next request
                time.sleep(chance.uniform(0, 2 * pause))
            _note(found[name], connection, next(addresses[name]))


def _note(measured: Measured, connection: http.client.HTTPConnection, path: str) -> None:
    start = time.perf_counter()
    status, size = _asked(connection, path)
    measured.seconds.append(time.perf_counter() - start)
    measured.size = max(measured.size, size)
    if status != 200:
        measured.errors.append(f"{path}: {status}")


def _asked(connection: http.client.HTTPConnection, path: str) -> tuple[int | str, int]:
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept-Language": "nl"})
        response = connection.getresponse()
        return response.status, len(response.read())
    except FAULTS as error:
        connection.close()  # reopened by the next request
        return type(error).__name__, 0
