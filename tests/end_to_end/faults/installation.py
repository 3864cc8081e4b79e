"""An installation for fault injection: database and broker over TCP; workers, beat and web as separate processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tests import factories
from tests.end_to_end.servers import Postgres, until

PROJECT = Path(__file__).resolve().parents[3]
STANCE = "Het kabinet wil de sancties tegen Rusland na vergadering {n} verder aanscherpen."
# Short intervals instead of minutes (docs/settings.md), so that dropped work is recovered during a test.
SECONDS = {
    "STANDPUNT_EVERY_SECONDS": "3",
    "STANDPUNT_LEASE_SECONDS": "8",
    "STANDPUNT_PATIENCE_SECONDS": "20",
    "STANDPUNT_REDELIVERY_SECONDS": "60",
    "STANDPUNT_READ_SECONDS": "20",
}
STORE = """
from pathlib import Path
from letters.ingestion.store import store
for path in sorted(Path({folder!r}).iterdir()):
    store(path.read_bytes(), name=path.name, channel={channel!r})
"""
# Letters with text, passages and coding run are complete; stances are distinct per sentence.
FOUND = """
SELECT (SELECT COUNT(*) FROM letters_letter),
       (SELECT COUNT(*) FROM letters_revision),
       (SELECT COUNT(*) FROM letters_content),
       (SELECT COUNT(*) FROM letters_ingestion WHERE state = 'done'),
       (SELECT COUNT(*) FROM letters_ingestion WHERE state NOT IN ('done', 'failed', 'held')),
       (SELECT COUNT(DISTINCT revision_id) FROM positions_proposing),
       (SELECT COUNT(*) FROM positions_stance),
       (SELECT COUNT(DISTINCT (revision_id, start, "end", topic_id)) FROM positions_stance)
"""


@dataclass(frozen=True)
class Found:
    letters: int
    texts: int
    files: int
    done: int
    under_way: int
    proposed_on: int
    stances: int
    different_stances: int


@dataclass
class Site:
    db: Postgres
    broker_url: str
    database: str
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    restarts: int | None = None
    _started: dict[subprocess.Popen[bytes], Callable[[], object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = bare | SECONDS | self.environment | {
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "STANDPUNT_VAR": str(self.folder / "var"),
            "STANDPUNT_SERVERS": "off",
            "STANDPUNT_SECRET_KEY": "abcdefghij" * 5,
            "DATABASE_URL": self.db.url(self.database),
            "CELERY_BROKER_URL": self.broker_url,
        }  # fmt: skip

    def python(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=PROJECT, env=self.environment, capture_output=True, text=True,
            check=False, timeout=180, **options,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done

    def shell(self, code: str) -> Any:
        """Run code in a Django shell; return the value of `print(json.dumps(…))`, if any."""
        said = self.python("manage.py", "shell", "-v0", "-c", f"import json\n{code}").stdout.strip()
        return json.loads(said.splitlines()[-1]) if said else None

    def start(self, name: str, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        with self.log(name).open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *arguments], cwd=PROJECT, env=self.environment | more, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.running.append(process)
        self._started[process] = lambda: self.start(name, *arguments, **more)
        return process

    def worker(self, processes: int = 2, queues: str = "quick,bulk,celery", **more: str) -> subprocess.Popen[bytes]:
        name = f"worker{len(self.running)}"
        return self.start(
            name, "celery", "-A", "tracker", "worker", "-Q", queues, "-c", str(processes), "-n", f"{name}@%h",
            "-l", "INFO", "--without-gossip", "--without-mingle", **more,
        )  # fmt: skip

    def beat(self, **more: str) -> subprocess.Popen[bytes]:
        return self.start("beat", "celery", "-A", "tracker", "beat", "-l", "INFO", "--pidfile=", **more)

    def revive(self) -> None:
        """Restart processes that exited, as `restart: unless-stopped` does in the compose file."""
        for process in [p for p in self.running if p.poll() is not None]:
            self.running.remove(process)
            self._started.pop(process)()
            self.restarts = (self.restarts or 0) + 1

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """kill -9 the process and its children, like a crash of its machine."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        for process in self.running:
            if process.poll() is None:
                self.kill(process)
        self.running.clear()

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def said(self, words: str) -> int:
        """Return the number of occurrences of the words in the workers' logs."""
        return sum(path.read_text(errors="replace").count(words) for path in self.folder.glob("worker*.log"))

    def query(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        return self.db.query(statement, *values, database=self.database)

    def found(self) -> Found:
        return Found(*self.query(FOUND)[0])

    def done(self) -> int:
        return self.found().done

    def letters(self, numbers: Iterable[int], name: str = "in") -> Path:
        """Create a folder of distinct small letters, each with one sentence that yields a proposal."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        for n in numbers:
            own = (f"Op dag {n} sprak men over haven {n}{part} en over geen andere haven." for part in range(6))
            text = factories.letter(number=str(n), date="3 maart 2019", sentences=(*own, STANCE.format(n=n)))
            (folder / f"brief-{n}.txt").write_text(text)
        return folder

    def store(self, folder: Path, channel: str = "command") -> None:
        self.shell(STORE.format(folder=str(folder), channel=channel))

    def until_all_in(self, count: int, *, files: int | None = None, seconds: float = 400) -> float:
        """Wait until so many letters are ingested and proposed on, from so many files; return the seconds."""
        started = time.monotonic()
        wanted = Found(count, count, count, files or count, 0, count, count, count)
        while (found := self.found()) != wanted:
            assert time.monotonic() - started < seconds, f"after {seconds:.0f} seconds {found}, not {wanted}"
            if self.restarts is not None:
                self.revive()
            time.sleep(0.3)
        return time.monotonic() - started

    def held(self) -> set[int]:
        """Return the ids of the files that workers have in hand."""
        rows = self.query("SELECT id FROM letters_ingestion WHERE state IN ('reading', 'recording', 'linking')")
        return {pk for (pk,) in rows}

    def unfinished(self) -> set[int]:
        """Return the ids of the files that wait or that workers have in hand."""
        rows = self.query("SELECT id FROM letters_ingestion WHERE state NOT IN ('done', 'failed', 'held')")
        return {pk for (pk,) in rows}

    def kill_while_it_holds_a_file(self) -> set[int]:
        """Start a worker and kill it in the middle of its work; return the ids of what it had in hand."""
        while True:
            worker = self.worker(1)
            until(lambda: bool(self.held()), "it has a file in hand")
            self.kill(worker)
            if held := self.held():
                return held

    def until_done(self, count: int, *, seconds: float = 120) -> None:
        until(lambda: self.done() >= count, f"{count} files are done", seconds=seconds)

    def pool_of(self, worker: subprocess.Popen[bytes]) -> list[psutil.Process]:
        return [child for child in psutil.Process(worker.pid).children() if "sandbox" not in " ".join(child.cmdline())]


Tell = Callable[[str], None]


def take_up_while_others_wait(site: Site, tell: Tell) -> None:
    """A worker dies with an upload in hand, and the next one has hundreds before it."""
    site.store(site.letters(range(400)), channel="upload")
    held = site.kill_while_it_holds_a_file()
    started = time.monotonic()
    site.beat()
    site.worker(1)
    until(lambda: not held & site.unfinished(), "what the dead worker held is taken in", seconds=60)
    waiting = len(site.unfinished())
    tell(f"taken in {time.monotonic() - started:.0f} s after the kill, with {waiting} of 400 still to come")
    assert waiting > 50
