"""Compiles the message catalogues of `locale/` with polib, so that no gettext programs are needed.

The compiled files are written to `var/`, like all generated files, and never to the project.
"""

from __future__ import annotations

import os
from pathlib import Path

import polib

from tracker import local_servers

WRITTEN = Path(__file__).resolve().parents[2] / "locale"


def folder() -> Path:
    """Return the folder of compiled catalogues, as named in LOCALE_PATHS."""
    return local_servers.var_dir() / "made" / "locale"


def prepare() -> None:
    """Compile every catalogue that changed. Safe to run concurrently: files are replaced atomically."""
    for written in sorted(WRITTEN.glob("*/LC_MESSAGES/django.po")):
        compiled = folder() / written.relative_to(WRITTEN).with_suffix(".mo")
        found = polib.pofile(str(written)).to_binary()
        if compiled.exists() and compiled.read_bytes() == found:
            continue
        compiled.parent.mkdir(parents=True, exist_ok=True)
        new = compiled.with_suffix(f".{os.getpid()}")
        new.write_bytes(found)
        new.replace(compiled)
