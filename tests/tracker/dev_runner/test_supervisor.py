from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.tracker.local_servers.conftest import PROJECT, run, use_var
from tracker.dev_runner.programs import COMMANDS
from tracker.local_servers import daemons, processes
from tracker.local_servers.processes import RunningProcess

pytestmark = pytest.mark.processes

SUPERVISOR = [sys.executable, "-m", "tracker.dev_runner"]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One var/ for the whole module, so that only its first test waits for a new database."""
    path = Path("/tmp") / f"sp-run-{os.getpid()}"
    with pytest.MonkeyPatch.context() as patch:
        yield from use_var(path / "var", patch)
    subprocess.run(["rm", "-rf", path], check=True)


class Runner:
    def __init__(self, said: list[str], process: subprocess.Popen[str]) -> None:
        self.said = said
        self.process = process
        self.url = re.findall(r"http://\S+", said[-1])[0]

    def answers(self) -> bool:
        """Return whether the page is served: a new process accepts connections before it can answer."""
        try:
            return self.page() == 200
        except OSError:
            return False

    def page(self) -> int:
        with urllib.request.urlopen(self.url, timeout=10) as answer:
            return int(answer.status)


@pytest.fixture(scope="class")
def runner(prepared: Path) -> Iterator[Runner]:
    with running() as one:
        yield one


@contextlib.contextmanager
def running() -> Iterator[Runner]:
    process = subprocess.Popen(
        SUPERVISOR,
        cwd=PROJECT,
        env={**os.environ, "PORT": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    assert process.stdout
    for line in process.stdout:
        said.append(line)
        if "Standpunt is at" in line:
            break
    try:
        yield Runner(said, process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def services() -> dict[str, int]:
    return {member.name: member.pid for member in processes.members() if member.name in COMMANDS}


def everyone() -> list[int]:
    return [pid for member in processes.members() for pid in family(member)]


def family(member: RunningProcess) -> list[int]:
    with contextlib.suppress(psutil.NoSuchProcess):
        session = os.getsid(member.pid)
        return [member.pid, *(p.pid for p in psutil.Process(member.pid).children(True) if os.getsid(p.pid) == session)]
    return []


def eventually(holds: Callable[[], object], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def test_everything_runs_and_ctrl_c_stops_all_of_it(prepared: Path) -> None:
    with running() as first:
        assert first.page() == 200
        assert eventually(lambda: services().keys() == COMMANDS.keys())
        pids = everyone()
        first.process.send_signal(signal.SIGINT)
        assert first.process.wait(30) == 0
        assert not [pid for pid in pids if daemons.lives(pid)]
        assert not list(prepared.glob("broker/broker.sock"))
    assert [line for line in first.said if "Sign in as redactie with password" in line]
    with running() as second:
        assert second.page() == 200
        assert not [line for line in second.said if "password" in line]


def test_nothing_outlives_a_supervisor_that_was_killed(prepared: Path) -> None:
    with running() as one:
        assert eventually(lambda: services().keys() == COMMANDS.keys())
        pids = [pid for pid in everyone() if pid != one.process.pid]
        one.process.kill()
        assert not daemons.wait_until_gone(pids, 15)
    with running() as next_one:
        assert next_one.page() == 200


class TestWhileItRuns:
    # The last of these tests stops the runner.

    def test_the_editors_password_is_for_its_owner_alone(self, runner: Runner, prepared: Path) -> None:
        assert (prepared / "editor-password.txt").stat().st_mode & 0o777 == 0o600

    def test_a_service_that_was_killed_is_started_again(self, runner: Runner) -> None:
        assert eventually(lambda: services().keys() == COMMANDS.keys())
        before = services()
        for name in ("web", "beat"):
            os.kill(before[name], signal.SIGKILL)
        assert eventually(lambda: all(services().get(name) not in (None, before[name]) for name in ("web", "beat")))
        assert eventually(runner.answers, 60)

    def test_a_second_start_beside_the_first_gets_one_line(self, runner: Runner) -> None:
        done = run("-m", "tracker.dev_runner", PORT="0")
        assert done.returncode == 1
        assert done.stderr.splitlines() == [f"Standpunt runs here already, at {runner.url}: `make stop` ends it."]

    def test_stop_ends_the_supervisor_and_all_it_runs(self, runner: Runner) -> None:
        pids = everyone()
        assert run("-m", "tracker.local_servers", "stop").returncode == 0
        assert runner.process.wait(5) == 0
        assert not [pid for pid in pids if daemons.lives(pid)]


def test_a_taken_port_gets_one_line(prepared: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("-m", "tracker.dev_runner", PORT=str(port))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(f"Port {port} on 127.0.0.1 is taken")


@pytest.mark.parametrize(("name", "value"), [("PORT", "tachtig"), ("PORT", "70000"), ("HOST", "203.0.113.7")])
def test_an_address_that_is_none_gets_one_line(prepared: Path, name: str, value: str) -> None:
    done = run("-m", "tracker.dev_runner", **{"PORT": "0", name: value})
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert value in done.stderr


def test_the_guard_ends_its_group_when_its_supervisor_is_gone() -> None:
    waits_at, alive = os.pipe()
    guard = subprocess.Popen(
        [sys.executable, "-P", PROJECT / "tracker" / "dev_runner" / "guard.py", str(waits_at)],
        pass_fds=[waits_at],
        process_group=0,
    )
    os.close(waits_at)
    with subprocess.Popen(["sleep", "60"], process_group=guard.pid) as service:
        with pytest.raises(subprocess.TimeoutExpired):
            service.wait(0.5)
        os.close(alive)
        assert service.wait(5) == -signal.SIGTERM
    assert guard.wait(5) == 0
