"""Self-hosted plotly.js: the basic bundle from npm where npm is installed, else the full one of the Python package.

Written to `var/`, where collectstatic finds it, and never to the project.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from plotly.offline import get_plotlyjs, get_plotlyjs_version

from tracker import local_servers

logger = logging.getLogger(__name__)

# Scatter, bar and pie traces: all that positions/charts/plotly.py uses. The digest is npm's own for this version (`npm
# view plotly.js-basic-dist-min@… dist.integrity`); a test checks that the version equals that of the Python package.
BUNDLE, VERSION = "plotly.js-basic-dist-min", "4.1.1"
INTEGRITY = "sha512-1oNF8PeQx2hv/y7tqEVWKD3JGwn/MGEMQ8mL9HUwsaqG9FGy/OU5FHUHvzqbqxN4mnwZGI9abTiE775C4kkjMQ=="
SCRIPT, LICENCE, STAMP = "plotly.min.js", "plotly.LICENSE.txt", "plotly.version.txt"
SMALL, WHOLE = f"{VERSION} small", f"{get_plotlyjs_version()} whole"
FETCH_SECONDS = 60
WHOLE_LICENCE = "plotly.js is published under the MIT licence; the licence stands at the head of plotly.min.js.\n"


def folder() -> Path:
    """Return the folder of generated static files, as named in STATICFILES_DIRS."""
    return local_servers.var_dir() / "made" / "plotly"


def prepare() -> str:
    """Install the script if necessary and return its version and bundle. Makes at most one download."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    here = (place / STAMP).read_text() if (place / STAMP).exists() and (place / SCRIPT).exists() else ""
    if here == SMALL == _wanted() or (here == WHOLE and not shutil.which("npm")):
        return here
    got = _small(place) if _wanted() == SMALL else False
    if not got and here != WHOLE:
        (place / SCRIPT).write_text(get_plotlyjs(), encoding="utf-8")
        (place / LICENCE).write_text(WHOLE_LICENCE)
    (place / STAMP).write_text(SMALL if got else WHOLE)
    return SMALL if got else WHOLE


def _wanted() -> str:
    """Return the basic bundle if it has the version of the Python package, which the figures are written for."""
    return SMALL if get_plotlyjs_version() == VERSION else WHOLE


def _small(place: Path) -> bool:
    npm = shutil.which("npm")
    if not npm:
        return False
    with tempfile.TemporaryDirectory() as work:
        try:
            package = _fetched(npm, Path(work))
        except (OSError, subprocess.SubprocessError, ValueError, tarfile.TarError, KeyError) as error:
            logger.warning("The small plotly.js cannot be fetched; the whole one serves: %s", error)
            return False
        (place / SCRIPT).write_bytes(package["package/plotly-basic.min.js"])
        (place / LICENCE).write_bytes(package["package/LICENSE"])
    return True


def _fetched(npm: str, work: Path) -> dict[str, bytes]:
    """Download the package with npm and return its files. Raises ValueError if it is not the pinned one."""
    asked = [npm, "pack", f"{BUNDLE}@{VERSION}", "--ignore-scripts", "--silent", "--fetch-retries=0"]
    subprocess.run(asked, cwd=work, check=True, capture_output=True, timeout=FETCH_SECONDS)
    found = next(work.glob("*.tgz"), None)
    if found is None:
        raise ValueError("npm brought nothing")
    digest = base64.b64encode(hashlib.sha512(found.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != INTEGRITY:
        raise ValueError(f"{found.name} is not the file that is pinned")
    with tarfile.open(found) as archive:
        names = ("package/plotly-basic.min.js", "package/LICENSE")
        return {name: archive.extractfile(name).read() for name in names}  # type: ignore[union-attr]
