"""The catalogues of `locale/`, compiled for Django by a Python package: gettext's own programs need not be there.

They are put in `var/`, as all that is made and not written, and never in the project.
"""

from __future__ import annotations

import os
from pathlib import Path

import polib

from tracker import embedded

WRITTEN = Path(__file__).resolve().parents[2] / "locale"


def folder() -> Path:
    """Where Django finds them; named in LOCALE_PATHS."""
    return embedded.var_dir() / "made" / "locale"


def prepare() -> None:
    """See to it that what is compiled is what is written; two that do so at once leave one whole file."""
    for written in sorted(WRITTEN.glob("*/LC_MESSAGES/django.po")):
        compiled = folder() / written.relative_to(WRITTEN).with_suffix(".mo")
        found = polib.pofile(str(written)).to_binary()
        if compiled.exists() and compiled.read_bytes() == found:
            continue
        compiled.parent.mkdir(parents=True, exist_ok=True)
        new = compiled.with_suffix(f".{os.getpid()}")
        new.write_bytes(found)
        new.replace(compiled)
