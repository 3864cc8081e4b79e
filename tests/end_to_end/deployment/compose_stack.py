"""docker-compose.yml without Docker: its commands, environment, start order and health checks.

Only addresses differ: names of services do not resolve here, so that `db:5432` becomes a local port.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.end_to_end.servers import Postgres, Redis, free_port, until

PROJECT = Path(__file__).resolve().parents[3]
FILE = PROJECT / "docker-compose.yml"
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")
# Environment set in the Dockerfile.
IMAGE = {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """Substitute `${NAME}`, `${NAME:-default}` and `${NAME:?complaint}` with the values of an .env file."""

    def value(match: re.Match[str]) -> str:
        name, kind, rest = match.groups()
        if found := values.get(name, ""):
            return found
        assert kind != "?", f"{name}: {rest}"
        return rest or ""

    return VARIABLE.sub(value, text)


def read_dotenv(text: str) -> dict[str, str]:
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def services(values: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    return {name: everywhere(part, values) for name, part in yaml.safe_load(FILE.read_text())["services"].items()}


def everywhere(part: Any, values: Mapping[str, str]) -> Any:
    if isinstance(part, dict):
        return {name: values.get(name) if inner is None else everywhere(inner, values) for name, inner in part.items()}
    if isinstance(part, list):
        return [everywhere(inner, values) for inner in part]
    return filled_in(part, values) if isinstance(part, str) else part


class Stack:
    """The services of `docker compose up`, as local processes."""

    def __init__(self, values: Mapping[str, str], folder: Path) -> None:
        self.services = services(values)
        self.folder = folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.port = free_port()
        _postgres, *options = self.services["db"]["command"]
        self.db_options = [option for option in options if option != "-c"]
        secret = self.services["db"]["environment"]["POSTGRES_PASSWORD"]
        self.db = Postgres(password=secret, options=self.db_options)
        self.broker = Redis()
        self._places = {
            "@db:5432": f"@127.0.0.1:{self.db.port}",
            "//broker:6379": f"//127.0.0.1:{self.broker.port}",
            "0.0.0.0:8000": f"127.0.0.1:{self.port}",
            "127.0.0.1:8000": f"127.0.0.1:{self.port}",
        }

    def up(self) -> None:
        self.db.start()
        self.broker.start(self.services["broker"]["command"])
        waiting = [name for name in self.services if name not in ("db", "broker")]
        while waiting:
            name = next(n for n in waiting if not set(self.services[n]["depends_on"]) & set(waiting))
            for needed, how in self.services[name]["depends_on"].items():
                self._wait_for(needed, how["condition"])
            self.start(name)
            waiting.remove(name)
        until(lambda: self.healthy("web"), "web is healthy")

    def start(self, name: str) -> None:
        with self.log(name).open("ab") as log:
            self.running[name] = subprocess.Popen(
                self._here(self.services[name]["command"]), cwd=PROJECT, env=self.environment(name),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def environment(self, name: str) -> dict[str, str]:
        """Return the environment of a service. Only basics are inherited: all else has to be in the file."""
        given = self.services[name]["environment"].items()
        own = {key: self._here_text(value) for key, value in given if value is not None}
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        return {"PATH": path, "HOME": str(self.folder), "STANDPUNT_VAR": str(self.folder / "var"), **IMAGE, **own}

    def manage(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run manage.py as `docker compose exec web python manage.py …` does."""
        return subprocess.run(
            ["python", "manage.py", *arguments], cwd=PROJECT, env={**self.environment("web"), **more},
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    def healthy(self, name: str) -> bool:
        """Return whether the service passes its health check from the file."""
        kind, *words = self.services[name]["healthcheck"]["test"]
        command = ["sh", "-c", *words] if kind == "CMD-SHELL" else self._here(words)
        if name == "broker":
            command = [*command[:1], "-p", str(self.broker.port), *command[1:]]
        environment = {
            "PATH": f"{self.db.programs.bin}:{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PGHOST": "127.0.0.1", "PGPORT": str(self.db.port),
        }  # fmt: skip
        return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=10).returncode == 0

    def down(self, *, seconds: float = 40) -> dict[str, int]:
        """Send SIGTERM in reverse order of start; return the exit statuses, -9 for those that had to be killed."""
        ended = {}
        for process in reversed(self.running.values()):
            process.send_signal(signal.SIGTERM)
        for name, process in self.running.items():
            try:
                ended[name] = process.wait(seconds)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                ended[name] = process.wait()
        self.running.clear()
        return ended

    def remove(self) -> None:
        self.down()
        self.db.remove()
        self.broker.remove()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def lines(self, name: str) -> list[dict[str, Any]]:
        """Return the service's JSON log lines, without the banners of celery and gunicorn."""
        written = self.log(name).read_text(errors="replace").splitlines()
        return [json.loads(line) for line in written if line.startswith("{")]

    def _wait_for(self, name: str, condition: str) -> None:
        if condition == "service_completed_successfully":
            assert self.running[name].wait(120) == 0, self.log(name).read_text()
            return
        check = self.services[name]["healthcheck"]
        for _ in range(check["retries"]):
            if self.healthy(name):
                return
            time.sleep(0.3)
        raise AssertionError(f"{name} does not become healthy")

    def _here(self, words: list[str]) -> list[str]:
        return [self._here_text(word) for word in words]

    def _here_text(self, text: str) -> str:
        for there, here in self._places.items():
            text = text.replace(there, here)
        return text
