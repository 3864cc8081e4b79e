"""Embedded broker: Valkey (Redis protocol) on a Unix socket, persisted to an append-only file."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psutil

from tracker.local_servers import binaries, daemons
from tracker.local_servers.errors import EmbeddedError, reason
from tracker.local_servers.os_account import owner_of
from tracker.local_servers.paths import broker_socket, log_file, make_folder, make_private_folder, make_var, var_dir

START_SECONDS = 60.0
# Passed as a file: older servers split arguments at spaces.
CONFIGURATION = """\
port 0
unixsocket {socket}
unixsocketperm 700
dir {folder}
pidfile {pidfile}
appendonly yes
appendfsync everysec
save ""
daemonize no
databases 1
maxmemory-policy noeviction
"""


def url() -> str:
    return f"redis+socket://{quote(str(broker_socket()))}?virtual_host=0"


def answers() -> bool:
    return _ask("PING").startswith("+PONG")


def start() -> None:
    """Start the broker. The caller holds the lock."""
    make_var()
    folder = make_folder(_folder(), 0o700)
    account = owner_of(folder)
    at = broker_socket()
    make_private_folder(at.parent, account)
    if at.parent != folder:
        daemons.say(f"The broker's socket is in {at.parent}: {var_dir()} is too long or too odd a path for one.")
    said_before = daemons.log_size("broker")
    server: subprocess.Popen[bytes] | None = None
    if running_pid() is None:
        at.unlink(missing_ok=True)
        command = [binaries.find_broker(), _write_configuration(at)]
        server = daemons.detached("broker", command, cwd=folder, account=account)
    deadline = time.monotonic() + START_SECONDS
    while not answers():
        if server is not None and server.poll() is not None:
            words = daemons.last_words("broker", said_before)
            raise EmbeddedError(f"The broker does not start: {words} ({log_file('broker')}).")
        if time.monotonic() > deadline:
            raise EmbeddedError(f"The broker runs but does not answer: see {log_file('broker')}, or `make stop` first.")
        time.sleep(0.03)


def stop() -> None:
    pid = running_pid()
    if pid is None:
        return
    for number, patience in ((signal.SIGTERM, 20.0), (signal.SIGKILL, 10.0)):
        with contextlib.suppress(psutil.NoSuchProcess):
            psutil.Process(pid).send_signal(number)
        if not daemons.wait_until_gone([pid], patience):
            return


def running_pid() -> int | None:
    """Return the process id of this var/'s server: from INFO, else from its pid file if that process is really ours."""
    said = re.search(r"process_id:(\d+)", _ask("INFO server"))
    if said:
        return int(said[1])
    try:
        process = psutil.Process(int((_folder() / "broker.pid").read_text()))
        if process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()).samefile(_folder()):
            return int(process.pid)
    except (OSError, ValueError, psutil.Error):
        pass
    return None


def _folder() -> Path:
    return var_dir() / "broker"


def _ask(command: str) -> str:
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(5)
            client.connect(str(broker_socket()))
            client.sendall(f"{command}\r\n".encode())
            return client.recv(65536).decode(errors="replace")
    except OSError:
        return ""


def _write_configuration(at: Path) -> Path:
    folder = _folder()
    names = {"socket": at, "folder": folder, "pidfile": folder / "broker.pid"}
    quoted = {name: '"' + str(path).replace("\\", r"\\").replace('"', r"\"") + '"' for name, path in names.items()}
    path = folder / "broker.conf"
    try:
        path.write_text(CONFIGURATION.format(**quoted))
    except OSError as error:
        raise EmbeddedError(f"Cannot write in {folder}: {reason(error)}.") from error
    return path
