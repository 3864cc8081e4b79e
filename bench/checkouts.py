"""A site of a revision of the project with so many letters, served as docker-compose.yml serves it. Imports no Django.

Every checkout has its own environment, database and static files, made by its own code (`bench.many.fill`), so that an
older revision can be measured beside this one.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.readers import ROOT, free_port, serving

EXAMPLES = "examples"
# Revisions up to 197b9ae have `fill` in bench.load. That module names the folder and starts the servers when imported.
FILL = "import sys; from bench import load; (load if hasattr(load, 'fill') else load.many).fill(int(sys.argv[1]))"
SERVERS = ("DATABASE_URL", "CELERY_BROKER_URL")  # of the caller, which no site here may touch


@contextmanager
def checkout(revision: str, folder: Path) -> Iterator[Path]:
    """Check a revision out into a folder below this one, with its environment; removed afterwards."""
    place = folder / "checkout"
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(place), revision], cwd=ROOT, check=True)
    try:
        subprocess.run([sys.executable, "scripts/bootstrap.py"], cwd=place, check=True)
        yield place
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(place)], cwd=ROOT, check=True)


@contextmanager
def site(tree: Path, letters: str, folder: Path) -> Iterator[str]:
    """Fill a site with so many invented letters, or with the project's example letters, and yield its address."""
    python = sys.executable if tree == ROOT else str(tree / ".venv" / "bin" / "python")
    folder.mkdir()
    folder.chmod(0o755)  # readable for the other account that runs root's database
    own = {"STANDPUNT_VAR": str(folder / "var"), "BENCH_FOLDER": str(folder), "STANDPUNT_SHOW_PROPOSALS": "signed-in"}
    environment = {name: value for name, value in os.environ.items() if name not in SERVERS} | own

    def call(*arguments: str) -> None:
        subprocess.run([python, *arguments], cwd=tree, env=environment, check=True, stdout=subprocess.DEVNULL)

    try:
        if letters == EXAMPLES:
            call("-m", "tracker.operations.prepare", "--run")
        else:
            call("-c", FILL, letters)
        port = free_port()
        with serving(port, environment, folder / "gunicorn.log", tree, python):
            yield f"http://127.0.0.1:{port}"
    finally:
        subprocess.run(["make", "--silent", "stop"], cwd=tree, env=environment, check=True, stdout=subprocess.DEVNULL)
