"""Programs from npm, installed once outside the project. Imports no Django.

The version and the digest of every package stand in `package-lock.json` of a folder of `bench/npm/`. To raise one:
`npm install --package-lock-only --ignore-scripts NAME@…` there.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

PACKAGES = Path(__file__).resolve().parent / "npm"
INSTALL_SECONDS = 600


class NotAvailable(Exception):
    """A program cannot run here; the message says what is missing."""


def installed(name: str, *needed: str) -> Path:
    """Return the folder `node_modules` of these packages, after installing them if they are not there.

    `needed` are programs that have to be on this machine. Raises NotAvailable.
    """
    for program in (*needed, "npm"):
        if not shutil.which(program):
            raise NotAvailable(f"{program} is not installed")
    lock = (PACKAGES / name / "package-lock.json").read_bytes()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "standpunt"
    place = cache / f"{name}-{hashlib.sha256(lock).hexdigest()[:12]}"
    if not place.exists():
        cache.mkdir(parents=True, exist_ok=True)
        _install(name, place)
    return place / "node_modules"


def _install(name: str, place: Path) -> None:
    """Install into a temporary folder first, so that an interrupted installation is never taken for a whole one."""
    with tempfile.TemporaryDirectory(dir=place.parent) as work:
        made = Path(work) / "made"
        shutil.copytree(PACKAGES / name, made)
        asked = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        done = subprocess.run(asked, cwd=made, check=False, capture_output=True, text=True, timeout=INSTALL_SECONDS)
        if done.returncode:
            raise NotAvailable(f"npm cannot install {name}: {' '.join(done.stderr.split())[:300]}")
        made.rename(place)
