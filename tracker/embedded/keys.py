from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from tracker.embedded.errors import EmbeddedError, reason
from tracker.embedded.places import make_var, var_dir


def secret_key() -> str:
    """Django's signing key: random, made once, kept in var/secret-key, readable by its owner alone."""
    return kept_secret(var_dir() / "secret-key", secrets.token_urlsafe(50))


def kept_secret(path: Path, fresh: str) -> str:
    """What the file holds; if there is none, `fresh`, which it then holds. Of several callers at once one wins."""
    try:
        if not path.exists():
            make_var()
            _put(path, fresh)
        return path.read_text().strip()
    except OSError as error:
        raise EmbeddedError(f"Cannot keep a secret in {path}: {reason(error)}.") from error


def _put(path: Path, text: str) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(f"{text}\n")
        os.link(name, path)  # whole or not at all, and never over another's
    except FileExistsError:
        pass
    finally:
        os.unlink(name)
