"""Embedded PostgreSQL: Unix socket in a private folder, no TCP port, data that survive kill -9."""

from __future__ import annotations

import contextlib
import enum
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psutil
import psycopg2

from tracker.local_servers import binaries, daemons
from tracker.local_servers.errors import EmbeddedError, reason
from tracker.local_servers.os_account import Account
from tracker.local_servers.paths import (
    POSTGRES_SOCKET,
    log_file,
    make_folder,
    make_private_folder,
    make_var,
    postgres_account,
    postgres_home,
    postgres_socket_dir,
)

DATABASE = "standpunt"
ROLE = "standpunt"
PORT = "5432"  # part of the socket's name, not a TCP port; independent of the caller's PGPORT
START_SECONDS = 60.0
CLEAR_SECONDS = 30.0  # time for the backends of a killed server to exit
NEEDED_BYTES = 100_000_000
OPTIONS = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "work_mem": "32MB",
    "unix_socket_permissions": "0700",
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_line_prefix": "%m [%p] ",
    "lc_messages": "C",
}
# Errors that a killed server's leftovers cause for a moment: retried.
PASSING = ("pre-existing shared memory block", "already exists", "already in use", "could not bind")


class State(enum.Enum):
    UP = enum.auto()
    WITHOUT_DATABASE = enum.auto()
    COMING = enum.auto()
    DOWN = enum.auto()


def settings() -> dict[str, str]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": ROLE,
        "PASSWORD": "",
        "HOST": str(postgres_socket_dir()),
        "PORT": PORT,
    }


def state(database: str = DATABASE) -> State:
    if not (postgres_socket_dir() / f"{POSTGRES_SOCKET}").exists():
        return State.DOWN
    try:
        psycopg2.connect(host=str(postgres_socket_dir()), port=PORT, user=ROLE, dbname=database).close()
    except psycopg2.OperationalError as error:
        said = str(error)
        if f'database "{database}" does not exist' in said:
            return State.WITHOUT_DATABASE
        if "starting up" in said or "shutting down" in said or "recovery" in said or "too many clients" in said:
            return State.COMING
        return State.DOWN
    return State.UP


def start() -> None:
    """Initialise the data folder if necessary and start the server. The caller holds the lock."""
    account, home = postgres_account(), _prepared_home()
    data = home / "postgres"
    postgres = binaries.find_postgres(_version_of(data))
    postgres = binaries.runnable_by(account, postgres, home)
    if not _version_of(data):
        _initialise(postgres, account, data)
    socket_dir = make_private_folder(postgres_socket_dir(), account)
    if socket_dir.parent != home:
        daemons.say(f"PostgreSQL's socket is in {socket_dir}: {home} is too long or too odd a path for one.")
    _launch(postgres, account, data, socket_dir)
    if state() is State.WITHOUT_DATABASE:
        _create_database()


def stop() -> None:
    pid = running_pid(postgres_home() / "postgres")
    if pid is None:
        return
    for number, patience in ((signal.SIGINT, 40.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)):
        with contextlib.suppress(psutil.NoSuchProcess):
            psutil.Process(pid).send_signal(number)
        if not daemons.wait_until_gone([pid], patience):
            return


def running_pid(data: Path) -> int | None:
    """Return the process id from the pid file, if that process is really the server of these data."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        process = psutil.Process(pid)
        if process.status() != psutil.STATUS_ZOMBIE and str(data) in process.cmdline():
            return pid
    except (OSError, ValueError, psutil.Error):
        pass
    return None


def _prepared_home() -> Path:
    var, home = make_var(), postgres_home()
    if home != var:
        make_folder(home, 0o711)
        _write(var / "postgres-home", f"{home}\n")
        _write(home / "var", f"{var}\n")
        name = postgres_account().name
        daemons.say(f"The database is in {home}: {name}, who runs PostgreSQL for root, cannot enter {var}.")
    return home


def _version_of(data: Path) -> int | None:
    try:
        return int((data / "PG_VERSION").read_text().strip())
    except (OSError, ValueError):
        return None


def _initialise(postgres: binaries.Postgres, account: Account, data: Path) -> None:
    if data.exists() and any(data.iterdir()):
        raise EmbeddedError(f"{data} is there, but holds no PostgreSQL data: move it away.")
    if shutil.disk_usage(data.parent).free < NEEDED_BYTES:
        raise EmbeddedError(f"The disk is full: a database needs {NEEDED_BYTES // 1_000_000} MB in {data.parent}.")
    unfinished = data.with_name("postgres.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    make_folder(unfinished, 0o700, account)
    said = ""
    for locale in _locales(postgres.major):
        done = subprocess.run(
            [postgres["initdb"], "-D", unfinished, "-U", ROLE, "--auth=trust", "--encoding=UTF8", *locale],
            check=False,
            cwd=data.parent,
            env=daemons.server_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            umask=0o077,
            **account.popen,
        )
        if done.returncode == 0:
            unfinished.rename(data)
            return
        said = next((line for line in done.stderr.splitlines() if "error:" in line or "FATAL" in line), done.stderr)
    shutil.rmtree(unfinished, ignore_errors=True)
    raise EmbeddedError(f"Cannot make a database in {data}: {said.split('error:')[-1].strip().rstrip('.')}.")


def _locales(major: int) -> list[list[str]]:
    # The built-in provider sorts and folds case the same on every machine; before version 17, use the C library's.
    builtin = [["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]] if major >= 17 else []
    return [*builtin, ["--locale=C.UTF-8"], ["--locale=C"]]


def _launch(postgres: binaries.Postgres, account: Account, data: Path, socket_dir: Path) -> None:
    options = [word for name, value in OPTIONS.items() for word in ("-c", f"{name}={value}")]
    command: list[str | Path] = [postgres["postgres"], "-D", data, "-k", str(socket_dir), "-p", PORT, *options]
    deadline = time.monotonic() + CLEAR_SECONDS
    while True:
        server: subprocess.Popen[bytes] | None = None
        said_before = daemons.log_size("postgres")
        if running_pid(data) is None:
            _clear_away(data, socket_dir)
            server = daemons.detached("postgres", command, cwd=data.parent, account=account)
        if _comes_up(data, server):
            return
        words = daemons.last_words("postgres", said_before)
        if time.monotonic() > deadline or not any(passing in words for passing in PASSING):
            raise EmbeddedError(f"PostgreSQL does not start: {words} ({log_file('postgres')}).")
        time.sleep(0.3)


def _comes_up(data: Path, server: subprocess.Popen[bytes] | None) -> bool:
    """Wait until the server answers. False if it ended, or if the one found running was shutting down."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        match state():
            case State.UP | State.WITHOUT_DATABASE:
                return True
            case State.COMING:  # crash recovery can take long and is reported, so the deadline is extended
                deadline = time.monotonic() + START_SECONDS
        if (server.poll() is not None) if server else (running_pid(data) is None):
            return False
        if time.monotonic() > deadline:
            raise EmbeddedError(f"PostgreSQL does not answer: see {log_file('postgres')}, or try `make stop`.")
        time.sleep(0.03)


def _clear_away(data: Path, socket_dir: Path) -> None:
    # No server of ours is alive. PostgreSQL would refuse to start if its old process id now belongs to another program.
    for path in (data / "postmaster.pid", socket_dir / POSTGRES_SOCKET, socket_dir / f"{POSTGRES_SOCKET}.lock"):
        path.unlink(missing_ok=True)


def _create_database() -> None:
    connection = psycopg2.connect(host=str(postgres_socket_dir()), port=PORT, user=ROLE, dbname="postgres")
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {DATABASE}")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text)
    except OSError as error:
        raise EmbeddedError(f"Cannot write in {path.parent}: {reason(error)}.") from error
