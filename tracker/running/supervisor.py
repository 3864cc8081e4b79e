"""Starts web, worker and beat, starts again what ends, stops everything on Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import IO, NoReturn

from tracker import embedded
from tracker.embedded import daemons, registry, stopping
from tracker.embedded.places import log_file
from tracker.running import programs
from tracker.running.address import Address
from tracker.running.alone import take_the_lock
from tracker.running.answering import FirstPage
from tracker.running.group import Group
from tracker.running.keeping import Kept

FIRST_PAGE_SECONDS = 30.0
LOOK_SECONDS = 0.1
SERVERS_SECONDS = 5.0


class Stop(BaseException):
    """Somebody asked us to stop."""


class Supervisor:
    def __init__(self, address: Address) -> None:
        self.address = address
        self.lock: IO[str] | None = None
        self.listener: socket.socket | None = None
        self.group: Group | None = None
        self.preparing: subprocess.Popen[bytes] | None = None
        self.first_page: FirstPage | None = None
        self.kept = [Kept(name, self._launch) for name in programs.COMMANDS]
        self.maker = os.getppid() if "MAKELEVEL" in os.environ else None
        self.servers_seen = time.monotonic()
        self.servers_complaint = ""

    def start(self) -> None:
        self.lock = take_the_lock()
        self.listener = self.address.listen()
        self.address = Address(self.address.host, self.listener.getsockname()[1])
        registry.enrol("supervisor", self.address.url)
        self.group = Group(self.lock.fileno())
        embedded.ensure_for_environment()
        self._prepare(self.group)
        self.first_page = FirstPage(self.address, FIRST_PAGE_SECONDS)
        self.first_page.start()

    def look_after(self) -> None:
        """One look at everything that should run, then a pause."""
        if self.maker and os.getppid() != self.maker:
            raise Stop  # make was killed: nobody is left to press Ctrl-C
        if self.group and self.group.guard.poll() is not None:
            raise SystemExit("The guard of web and worker was killed: everything stops.")
        for kept in self.kept:
            # The others wait for the first page, which is what a person waits for.
            if kept.name == "web" or self.first_page is None:
                kept.look()
        if self.first_page and not self.first_page.is_alive():
            self._announce(self.first_page.status)
            self.first_page = None
        if time.monotonic() > self.servers_seen + SERVERS_SECONDS:
            self._look_at_servers()
        time.sleep(LOOK_SECONDS)

    def stop(self) -> None:
        if self.group is None:
            return
        processes = [self.preparing, *(kept.process for kept in self.kept)]
        self.group.end([process for process in processes if process is not None])
        others = [member for member in registry.members() if member.pid != os.getpid()]
        if others:
            daemons.say("PostgreSQL and the broker serve on for what else runs here; `make stop` ends it all.")
        else:
            stopping.stop_servers()

    def hurry(self) -> None:
        if self.group:
            self.group.kill()

    def _prepare(self, group: Group) -> None:
        # Through a pipe: a process that is not in the terminal's foreground may not write there everywhere.
        command = [sys.executable, "-m", "tracker.running.preparing", "--run"]
        self.preparing = group.launch(command, {}, subprocess.PIPE)
        assert self.preparing.stdout
        for line in self.preparing.stdout:
            print(line.decode(errors="replace").rstrip(), flush=True)
        if self.preparing.wait() != 0:
            raise SystemExit(1)

    def _launch(self, name: str) -> subprocess.Popen[bytes]:
        assert self.group and self.listener
        listener = self.listener.fileno()
        log = daemons.open_log(name)
        try:
            return self.group.launch(
                [sys.executable, "-m", "tracker.running.programs", name],
                {programs.SUPERVISOR: str(os.getpid()), programs.LISTENER: str(listener)},
                log,
                [listener] if name == "web" else [],
            )
        finally:
            os.close(log)

    def _announce(self, status: int | None) -> None:
        if status is None:
            daemons.say(f"No page at {self.address.url} yet: see {log_file('web')}.")
        elif status >= 400:
            daemons.say(f"{self.address.url} answers with an error ({status}): see {log_file('web')}.")
        else:
            print(f"Standpunt is at {self.address.url} (Ctrl-C stops it).", flush=True)

    def _look_at_servers(self) -> None:
        complaint = ""
        try:
            embedded.ensure_for_environment()
        except embedded.EmbeddedError as error:  # a disk that fills up may empty again: say so once and go on trying
            complaint = str(error)
        if complaint and complaint != self.servers_complaint:
            daemons.say(complaint)
        self.servers_complaint = complaint
        self.servers_seen = time.monotonic()


def main() -> None:
    supervisor = Supervisor(Address.from_environment())
    _on_signals(_raise_stop)
    try:
        supervisor.start()
        while True:
            supervisor.look_after()
    except Stop:
        daemons.say("Stopping.")
    finally:
        _on_signals(supervisor.hurry)  # whoever presses Ctrl-C twice is not kept waiting
        supervisor.stop()


def _on_signals(act: Callable[[], object]) -> None:
    def handle(number: int, frame: FrameType | None) -> None:
        act()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup's wish is respected
            signal.signal(number, handle)


def _raise_stop() -> NoReturn:
    raise Stop
