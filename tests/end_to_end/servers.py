"""Servers of a test, over TCP: PostgreSQL, Redis and RabbitMQ, which can be killed and restarted on the same data, and
a small language model.

Uses Debian's programs if installed, else those of the wheels.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg2
from kombu import Connection

from tracker.local_servers import binaries, os_account

PROJECT = Path(__file__).resolve().parents[2]
DATABASE = "standpunt"


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def until(holds: Callable[[], bool], what: str, *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"in {seconds:.0f} seconds it did not come about: {what}"
        time.sleep(0.1)


class Server:
    """One server process with its own folder, and its output in `log` there."""

    name = "server"

    def __init__(self, account: os_account.Account | None = None) -> None:
        self.port = free_port()
        self.account = account
        self.folder = Path(tempfile.mkdtemp(prefix=f"sp-{self.name}-", dir="/tmp"))
        if account is not None and account.popen:
            os.chown(self.folder, account.uid, account.gid)
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, command: Sequence[str | Path], **options: Any) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                **(self.account.popen if self.account else {}), **options,
            )  # fmt: skip
        until(self.answers, f"{self.name} answers ({self.folder}/log)")

    def answers(self) -> bool:
        raise NotImplementedError

    def kill(self) -> None:
        """kill -9 the server and its children, like a crash of its machine."""
        assert self.process
        with contextlib.suppress(psutil.NoSuchProcess):
            family = [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]
            for process in family:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.send_signal(signal.SIGKILL)
            psutil.wait_procs(family, timeout=10)
        self.process.wait()

    def remove(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres(Server):
    """PostgreSQL with role and database `standpunt`, and optionally a password."""

    name = "postgres"

    def __init__(self, *, password: str = "", home: Path | None = None, options: Sequence[str] = ()) -> None:
        super().__init__(os_account.server_account(Path("/nowhere")))
        self.password = password
        self.options = options
        self.programs = self._programs()
        self.data = (home or self.folder) / "data"
        self._initialise()

    def start(self) -> None:
        shared = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self.folder}"]
        own = [word for option in self.options for word in ("-c", option)]
        (self.data / "postmaster.pid").unlink(missing_ok=True)  # another program may have this process id by now
        # Data survive a crash of the server without fsync, which only protects against power loss.
        self.run([self.programs["postgres"], "-D", self.data, "-p", str(self.port), "-c", "fsync=off", *shared, *own])
        if not self.query("SELECT 1 FROM pg_database WHERE datname = %s", DATABASE, database="postgres"):
            self.query(f"CREATE DATABASE {DATABASE}", database="postgres")

    def answers(self) -> bool:
        try:
            return bool(self.query("SELECT 1", database="postgres"))
        except psycopg2.OperationalError:
            return False

    def url(self, database: str = DATABASE) -> str:
        secret = f":{self.password}" if self.password else ""
        return f"postgres://standpunt{secret}@127.0.0.1:{self.port}/{database}"

    def query(self, statement: str, *values: object, database: str = DATABASE) -> list[tuple[Any, ...]]:
        connection = psycopg2.connect(self.url(database))
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement, values or None)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def _programs(self) -> binaries.Postgres:
        debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        if debian:
            return binaries.Postgres(debian[-1], int(debian[-1].parent.name))
        assert self.account
        return binaries.runnable_by(self.account, binaries.find_postgres(None), self.folder)

    def _initialise(self) -> None:
        assert self.account
        secret = self.folder / "password"
        secret.write_text(self.password or "none")
        secret.chmod(0o644)
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        subprocess.run(
            [
                self.programs["initdb"], "-D", self.data, "-U", DATABASE, "--encoding=UTF8", f"--pwfile={secret}",
                f"--auth={'scram-sha-256' if self.password else 'trust'}",
                *(locale if self.programs.major >= 17 else ["--locale=C.UTF-8"]),
            ],
            check=True, cwd=self.folder, capture_output=True, **self.account.popen,
        )  # fmt: skip


class Redis(Server):
    name = "redis"

    def start(self, command: Sequence[str] = ("redis-server", "--appendonly", "yes")) -> None:
        program = shutil.which("redis-server") or binaries.find_broker()
        place = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        self.run([program, *command[1:], *place])

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def answers(self) -> bool:
        return self.ask("PING").startswith("+PONG")

    def ask(self, command: str) -> str:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as client:
                client.sendall(f"{command}\r\n".encode())
                return client.recv(65536).decode()
        except OSError:
            return ""


class Rabbit(Server):
    """RabbitMQ with its own epmd: Erlang's default would be shared by the machine and outlive the test."""

    name = "rabbit"
    program = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")

    def start(self) -> None:
        epmd = free_port()
        self.epmd = subprocess.Popen(["epmd", "-port", str(epmd), "-address", "127.0.0.1"], stderr=subprocess.DEVNULL)
        settings = {
            "RABBITMQ_NODENAME": f"sp{self.port}@localhost", "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port), "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_MNESIA_BASE": f"{self.folder}/mnesia", "RABBITMQ_LOGS": "-",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{self.folder}/plugins", "ERL_EPMD_PORT": str(epmd),
            "HOME": str(self.folder), "PATH": os.environ["PATH"],
        }  # fmt: skip
        self.run([self.program], env=settings)

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def answers(self) -> bool:
        with Connection(self.url, connect_timeout=5) as connection:
            try:
                connection.connect()
            except OSError:
                return False
        return True

    def remove(self) -> None:
        super().remove()
        self.epmd.kill()
        self.epmd.wait()


class LanguageModel(Server):
    """The small model of `make model` behind OpenAI's `chat/completions` (scripts/model_server.py), with a key."""

    name = "model"
    python = PROJECT / ".venv-model" / "bin" / "python"
    key = "a-key-of-the-tests"

    def start(self) -> None:
        program = PROJECT / "scripts" / "model_server.py"
        self.run([self.python, program, "--port", str(self.port)], env={**os.environ, "LANGUAGE_MODEL_KEY": self.key})

    def answers(self) -> bool:
        try:
            return self._get("health").status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    @property
    def settings(self) -> dict[str, str]:
        """The environment of a Standpunt that asks this model."""
        return {
            "LANGUAGE_MODEL_URL": f"http://127.0.0.1:{self.port}/v1",
            "LANGUAGE_MODEL_NAME": "gemma-3-270m-q4_k_m",
            "LANGUAGE_MODEL_KEY": self.key,
        }

    def tokens_said(self) -> int:
        """Return how many tokens the model has generated, by its server's own count."""
        lines = self._get("metrics").text.splitlines()
        return int(next(line for line in lines if line.startswith("llamacpp:tokens_predicted_total")).split()[1])

    def _get(self, name: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.key}"}
        return httpx.get(f"http://127.0.0.1:{self.port}/{name}", headers=headers, timeout=5, trust_env=False)
