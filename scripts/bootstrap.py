"""Creates .venv from the pinned requirements, using the standard library only; no-op if it is up to date.

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
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
OFFLINE = re.compile(
    r"name resolution|name or service not known|nodename nor servname|network is unreachable|no route to host"
    r"|connection (refused|timed out|aborted|reset)|connecttimeout|newconnectionerror|max retries exceeded"
    r"|dns error|error sending request|could not connect|could not resolve|failed to establish|proxyerror"
    r"|operation timed out|read timed out|temporary failure",
    re.IGNORECASE,
)
WHEELS = ["--require-hashes", "--only-binary", ":all:"]


class SetupError(SystemExit):
    """The environment cannot be created; the message is one line."""


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # no traceback on Ctrl-C
    requirements = PROJECT / ("requirements-dev.txt" if "--dev" in sys.argv[1:] else "requirements.txt")
    stamp = VENV / f".{requirements.stem}.stamp"
    folder = os.open(PROJECT, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)  # a concurrent `make` waits for this environment
    wanted = _fingerprint(requirements)
    if stamp.exists() and stamp.read_text() == wanted and _works(PYTHON):
        return
    try:
        _make_environment()
        print("Installing the packages in .venv ...", file=sys.stderr, flush=True)
        _install(requirements)
        stamp.write_text(wanted)
    except OSError as error:
        raise SetupError(f"Cannot make {VENV}: {(error.strerror or str(error)).lower()}.") from error


def _fingerprint(requirements: Path) -> str:
    facts = [str(VENV), platform.machine(), hashlib.sha256(requirements.read_bytes()).hexdigest()]
    return "\n".join(facts) + "\n"


def _works(python: Path) -> bool:
    try:
        code = "import sys; sys.exit(sys.version_info < (3, 11))"
        return subprocess.run([python, "-c", code], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _make_environment() -> None:
    if _works(PYTHON):
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    print(f"Making .venv with Python {platform.python_version()} ...", file=sys.stderr, flush=True)
    uv = shutil.which("uv")
    if uv:
        _run([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)], doing=f"make {VENV}")
        return
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            package = "python{}.{}-venv".format(*sys.version_info)
            raise SetupError(f"{sys.executable} lacks {module}: install it (Debian, Ubuntu: apt install {package}).")
    _run([sys.executable, "-m", "venv", str(VENV)], doing=f"make {VENV}")


def _install(requirements: Path) -> None:
    uv = shutil.which("uv") or _installed_uv()
    if uv:
        if _run(
            [uv, "pip", "install", "--quiet", "--python", str(PYTHON), *WHEELS, "-r", str(requirements)], may_fail=True
        ):
            return
        # pip may be configured with an index or proxy that uv does not read
        if not (VENV / "bin" / "pip").exists():
            _run([str(PYTHON), "-m", "ensurepip"])
    _pip("install", *WHEELS, "-r", str(requirements))


def _installed_uv() -> str | None:
    inside = VENV / "bin" / "uv"
    if not inside.exists():
        _pip("install", *WHEELS, "-r", str(PROJECT / "scripts" / "uv.txt"), may_fail=True)
    return str(inside) if inside.exists() else None


def _pip(*arguments: str, may_fail: bool = False) -> None:
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--retries", "1"]
    _run([str(PYTHON), "-m", "pip", *arguments, *quiet], may_fail=may_fail)


def _run(command: list[str], *, doing: str = "install the packages", may_fail: bool = False) -> bool:
    """Run the command; return whether it succeeded. Failures that a retry cannot fix raise SetupError."""
    done = subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode == 0:
        return True
    if "No space left" in done.stdout:
        raise SetupError(f"The disk is full: the packages need 400 MB in {VENV}.")
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
