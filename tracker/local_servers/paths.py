"""File-system layout of var/. Only `make_folder` and its callers create anything."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from tracker.local_servers.errors import EmbeddedError, reason
from tracker.local_servers.os_account import Account, may_enter, server_account

PROJECT = Path(__file__).resolve().parents[2]

# Limit of sun_path: 104 bytes on macOS and 108 on Linux, including the final NUL.
LONGEST_SOCKET = 103
# libpq splits a host at commas; PostgreSQL splits its socket folders at commas and quotes.
PLAIN_PATH = re.compile(r"[\w/. +=@~-]+")
POSTGRES_SOCKET = ".s.PGSQL.5432"
BROKER_SOCKET = "broker.sock"


def var_dir() -> Path:
    """Return the data folder of this installation: `STANDPUNT_VAR`, else `var/` in the project."""
    named = os.environ.get("STANDPUNT_VAR", "")
    return Path(os.path.abspath(PROJECT / Path(named).expanduser())) if named else PROJECT / "var"


def log_file(name: str) -> Path:
    return var_dir() / "log" / f"{name}.log"


def postgres_account() -> Account:
    return server_account(var_dir() / "postgres")


def postgres_home() -> Path:
    """Return the folder of PostgreSQL's data: var/, or a separate one if root's server account cannot reach var/.

    The choice is stored in var/postgres-home, so that the data are found after the project is moved.
    """
    var = var_dir()
    known = _remembered_home(var)
    if known:
        return known
    if os.geteuid() != 0 or (var / "postgres").exists() or may_enter(postgres_account(), var):
        return var
    shelf = "/var/lib" if os.access("/var/lib", os.W_OK) else "/var/tmp"
    return Path(shelf) / f"standpunt-{_digest()}"


def _remembered_home(var: Path) -> Path | None:
    """Return the stored home; None if var/ is a copy and the original var/ still exists."""
    try:
        home = Path((var / "postgres-home").read_text().strip())
        owner = Path((home / "var").read_text().strip())
    except OSError:
        return None
    return None if owner != var and (owner / "postgres-home").exists() else home


def postgres_socket_dir() -> Path:
    return _socket_dir(postgres_home() / "socket", POSTGRES_SOCKET, "postgres")


def broker_socket() -> Path:
    return _socket_dir(var_dir() / "broker", BROKER_SOCKET, "broker") / BROKER_SOCKET


def make_folder(path: Path, mode: int = 0o700, owner: Account | None = None) -> Path:
    """Create the folder and its parents. An existing folder is left unchanged."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            path.mkdir()
        except FileExistsError:
            if not path.is_dir():
                raise
            return path
        path.chmod(mode)
        if owner is not None and owner.uid != os.geteuid():
            os.chown(path, owner.uid, owner.gid)
    except OSError as error:
        raise EmbeddedError(f"Cannot write in {path}: {reason(error)}.") from error
    return path


def make_var() -> Path:
    # Mode 0711: root's server account must traverse var/ to its own folder, and may read nothing else in it.
    return make_folder(var_dir(), 0o711)


def make_private_folder(path: Path, owner: Account) -> Path:
    """Create a folder for a socket that only its owner may enter, so that the server can trust every connection."""
    make_folder(path, 0o700, owner)
    found = path.lstat()
    if path.is_symlink() or found.st_uid != owner.uid or found.st_mode & 0o077:
        raise EmbeddedError(f"{path} must be a folder that {owner.name} alone may enter: remove it and start again.")
    return path


def _socket_dir(near: Path, name: str, kind: str) -> Path:
    if len(os.fsencode(near / name)) <= LONGEST_SOCKET and PLAIN_PATH.fullmatch(str(near)):
        return near
    # Not $TMPDIR: all processes of this var/ must compute the same path, whatever their environment.
    return Path("/tmp") / f"standpunt-{_digest()}-{kind}"


def _digest() -> str:
    return hashlib.sha256(os.fsencode(os.path.realpath(var_dir()))).hexdigest()[:12]
