"""The supervisor: starts web, worker and beat, restarts those that exit, and stops everything on Ctrl-C."""

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

from tracker import local_servers
from tracker.dev_runner import programs
from tracker.dev_runner.address import Address
from tracker.dev_runner.lock import supervisor_lock
from tracker.dev_runner.process_group import ProcessGroup
from tracker.dev_runner.readiness import FirstPage
from tracker.dev_runner.restarts import RestartedService
from tracker.local_servers import daemons, shutdown
from tracker.local_servers import processes as local_servers_processes
from tracker.local_servers.paths import log_file

FIRST_PAGE_SECONDS = 30.0
LOOK_SECONDS = 0.1
SERVERS_SECONDS = 5.0


class Stop(BaseException):
    """Raised by a signal that asks the supervisor to stop."""


class Supervisor:
    def __init__(self, address: Address) -> None:
        self.address = address
        self.lock: IO[str] | None = None
        self.listener: socket.socket | None = None
        self.group: ProcessGroup | None = None
        self.preparing: subprocess.Popen[bytes] | None = None
        self.first_page: FirstPage | None = None
        self.kept = [RestartedService(name, self._launch) for name in programs.COMMANDS]
        self.maker = os.getppid() if "MAKELEVEL" in os.environ else None
        self.servers_seen = time.monotonic()
        self.servers_complaint = ""

    def start(self) -> None:
        self.lock = supervisor_lock()
        self.listener = self.address.listen()
        self.address = Address(self.address.host, self.listener.getsockname()[1])
        local_servers_processes.register("supervisor", self.address.url)
        self.group = ProcessGroup(self.lock.fileno())
        local_servers.ensure_for_environment()
        self._prepare(self.group)
        self.first_page = FirstPage(self.address, FIRST_PAGE_SECONDS)
        self.first_page.start()

    def look_after(self) -> None:
        """Check every service once, then sleep briefly."""
        if self.maker and os.getppid() != self.maker:
            raise Stop  # make was killed, so no Ctrl-C can reach us
        if self.group and self.group.guard.poll() is not None:
            raise SystemExit("The guard of web and worker was killed: everything stops.")
        for kept in self.kept:
            # The other services start after the first page is served, so as not to delay it.
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
        others = [member for member in local_servers_processes.members() if member.pid != os.getpid()]
        if others:
            daemons.say("PostgreSQL and the broker serve on for what else runs here; `make stop` ends it all.")
        else:
            shutdown.stop_servers()

    def hurry(self) -> None:
        if self.group:
            self.group.kill()

    def _prepare(self, group: ProcessGroup) -> None:
        # Read through a pipe: on some systems a background process may not write to the terminal.
        command = [sys.executable, "-m", "tracker.operations.prepare", "--run"]
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
                [sys.executable, "-m", "tracker.dev_runner.programs", name],
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
            local_servers.ensure_for_environment()
        except (
            local_servers.EmbeddedError
        ) as error:  # a full disk may have room again later: report the problem once and keep on trying
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
        _on_signals(supervisor.hurry)  # a second Ctrl-C skips the graceful stop
        supervisor.stop()


def _on_signals(act: Callable[[], object]) -> None:
    def handle(number: int, frame: FrameType | None) -> None:
        act()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Keep SIGHUP ignored, as nohup sets it. SIGINT is handled even if a shell ignores it for a background job.
        if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handle)


def _raise_stop() -> NoReturn:
    raise Stop
