from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from tracker.local_servers.errors import EmbeddedError, reason
from tracker.local_servers.paths import make_var, var_dir


def secret_key() -> str:
    """Return Django's secret key: random, generated once, kept in var/secret-key, readable by its owner only."""
    return kept_secret(var_dir() / "secret-key", secrets.token_urlsafe(50))


def kept_secret(path: Path, fresh: str) -> str:
    """Return the content of the file, created with `fresh` if missing. Of concurrent callers, one value wins."""
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
        os.link(name, path)  # atomic, and fails if the file exists already
    except FileExistsError:
        pass
    finally:
        os.unlink(name)
