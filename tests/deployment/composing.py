"""docker-compose.yml without an engine: the commands, environment, start order and health checks that stand there.

Only addresses differ: a service's name is no host here, so that `db:5432` becomes a port of this machine.
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

from tests.servers import Postgres, Redis, free_port, until

PROJECT = Path(__file__).resolve().parents[2]
FILE = PROJECT / "docker-compose.yml"
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")
# What the Dockerfile sets for every command.
IMAGE = {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """`${NAME}`, `${NAME:-default}` and `${NAME:?complaint}` with the values of an .env file."""

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
    """What `docker compose up` starts, as processes of this machine."""

    def __init__(self, values: Mapping[str, str], folder: Path) -> None:
        self.services = services(values)
        self.folder = folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.port = free_port()
        self.db = Postgres(password=self.services["db"]["environment"]["POSTGRES_PASSWORD"])
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
        """Nothing of the caller's but what a shell needs: the rest has to stand in the file."""
        given = self.services[name]["environment"].items()
        own = {key: self._here_text(value) for key, value in given if value is not None}
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        return {"PATH": path, "HOME": str(self.folder), "STANDPUNT_VAR": str(self.folder / "var"), **IMAGE, **own}

    def manage(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """As `docker compose exec web python manage.py …`."""
        return subprocess.run(
            ["python", "manage.py", *arguments], cwd=PROJECT, env={**self.environment("web"), **more},
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    def healthy(self, name: str) -> bool:
        """By the health check of the file."""
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
        """SIGTERM to each, the last first; how each of them ended. -9 for who did not in time."""
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
        """What it wrote to its log, but for the banners that celery and gunicorn print by themselves."""
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
