"""The operating-system account that runs PostgreSQL, which refuses root: root uses an existing account instead."""

from __future__ import annotations

import os
import pwd
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.local_servers.errors import EmbeddedError


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int

    @property
    def popen(self) -> dict[str, Any]:
        """Return the arguments that make subprocess run a program as this account."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def runs(self, command: Sequence[str | Path]) -> bool:
        """Return whether the account can execute the command. Tries it, so that ACLs are taken into account."""
        try:
            done = subprocess.run(
                command,
                check=False,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                **self.popen,
            )
        except OSError:
            return False
        return bool(done.returncode == 0)


def server_account(data: Path) -> Account:
    """Return the current account; for root the owner of the data folder, else `postgres`, else `nobody`."""
    if os.geteuid() != 0:
        return _account(os.geteuid())
    try:
        owner = data.stat().st_uid
    except OSError:
        owner = 0
    if owner != 0:
        return _account(owner)
    for name in ("postgres", "nobody"):
        try:
            return _account(pwd.getpwnam(name).pw_uid)
        except KeyError:
            continue
    raise EmbeddedError("PostgreSQL does not run as root, and there is no account `postgres` or `nobody` to run it as.")


def owner_of(folder: Path) -> Account:
    """Return the current account; for root the owner of the folder, so that new files keep that owner."""
    return _account(os.geteuid() or folder.stat().st_uid)


def may_enter(account: Account, folder: Path) -> bool:
    """Return whether the account may traverse the path to this folder, by mode bits, as far as the path exists."""
    path = Path(os.path.realpath(folder))
    for step in [*reversed(path.parents), path]:
        try:
            found = step.stat()
        except OSError:
            return True
        if account.uid == found.st_uid:
            wanted = stat.S_IXUSR
        elif account.gid == found.st_gid:
            wanted = stat.S_IXGRP
        else:
            wanted = stat.S_IXOTH
        if not found.st_mode & wanted:
            return False
    return True


def _account(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:  # a container may run under a uid without a name
        return Account(str(uid), uid, os.getegid())
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
