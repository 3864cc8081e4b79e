"""Where everything that runs keeps its files: names only, nothing is made here but by `make_folder`."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from tracker.embedded.accounts import Account, may_enter, server_account
from tracker.embedded.errors import EmbeddedError, reason

PROJECT = Path(__file__).resolve().parents[2]

# sun_path holds 104 bytes on macOS and 108 on Linux, the closing NUL included.
LONGEST_SOCKET = 103
# libpq splits a host at commas, PostgreSQL its socket folders at commas and quotes.
PLAIN_PATH = re.compile(r"[\w/. +=@~-]+")
POSTGRES_SOCKET = ".s.PGSQL.5432"
BROKER_SOCKET = "broker.sock"


def var_dir() -> Path:
    """The folder of all that this installation keeps: `STANDPUNT_VAR`, else `var/` in the project."""
    named = os.environ.get("STANDPUNT_VAR", "")
    return Path(os.path.abspath(PROJECT / Path(named).expanduser())) if named else PROJECT / "var"


def log_file(name: str) -> Path:
    return var_dir() / "log" / f"{name}.log"


def postgres_account() -> Account:
    return server_account(var_dir() / "postgres")


def postgres_home() -> Path:
    """The folder that holds PostgreSQL's data: var/, or, where root's server account cannot get there, one of its own.

    Once chosen, var/postgres-home remembers it, so that the data are found again when the project is moved.
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
    """The home that var/ remembers; not if var/ was copied, and the var/ that the home belongs to is still there."""
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
    """Make the folder (its parents too). One that is there already is left as it is."""
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
    # Root's server account passes through to its own folder in here; everything else in here is closed to it.
    return make_folder(var_dir(), 0o711)


def make_private_folder(path: Path, owner: Account) -> Path:
    """A folder for a socket: only its owner gets in, so a server may trust whoever knocks."""
    make_folder(path, 0o700, owner)
    found = path.lstat()
    if path.is_symlink() or found.st_uid != owner.uid or found.st_mode & 0o077:
        raise EmbeddedError(f"{path} must be a folder that {owner.name} alone may enter: remove it and start again.")
    return path


def _socket_dir(near: Path, name: str, kind: str) -> Path:
    if len(os.fsencode(near / name)) <= LONGEST_SOCKET and PLAIN_PATH.fullmatch(str(near)):
        return near
    # Not $TMPDIR: every process of this var/ must come to the same path, whatever its environment.
    return Path("/tmp") / f"standpunt-{_digest()}-{kind}"


def _digest() -> str:
    return hashlib.sha256(os.fsencode(os.path.realpath(var_dir()))).hexdigest()[:12]
