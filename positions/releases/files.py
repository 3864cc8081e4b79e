"""Files of releases in the database: written once, in pieces, and read back piece by piece."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePath
from tempfile import TemporaryFile
from typing import IO

from positions.models import Release, ReleaseChunk, ReleaseFile

PIECE = 4 * 1024 * 1024  # bytes of a row, and of what is in memory at once
MEDIA_TYPES = {
    ".zip": "application/zip",
    ".csv": "text/csv; charset=utf-8",
    ".jsonl": "application/jsonl; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".toml": "application/toml; charset=utf-8",
}
UNKNOWN = "application/octet-stream"


def keep_all(release: Release, packed: IO[bytes]) -> None:
    """Store the zip and each file in it."""
    _keep(release, 0, f"standpunt-{release.number}.zip", lambda: _at_start(packed))
    with zipfile.ZipFile(_at_start(packed)) as archive:
        for position, name in enumerate(archive.namelist(), start=1):
            _keep(release, position, name, lambda name=name: archive.open(name))  # type: ignore[misc]


def contents(file: ReleaseFile) -> Iterator[bytes]:
    """Yield the bytes of a file; a query for each piece."""
    for position in range(-(-file.size // PIECE)):
        yield bytes(file.chunks.values_list("data", flat=True).get(position=position))


def as_zip(release: Release) -> IO[bytes]:
    """Return the zip of a release as an open anonymous temporary file; closing it deletes it."""
    file = TemporaryFile()  # noqa: SIM115 - the caller closes it
    for piece in contents(release.files.get(position=0)):
        file.write(piece)
    return _at_start(file)


def sums(release: Release) -> str:
    """Return the checksums as `sha256sum -c` reads them."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in release.files.all())


def _keep(release: Release, position: int, name: str, opened: Callable[[], IO[bytes]]) -> None:
    """Store one file. It is read twice: rows of files never change, so its checksum is known before its pieces."""
    digest, size = hashlib.sha256(), 0
    for piece in _pieces(opened()):
        digest.update(piece)
        size += len(piece)
    media_type = MEDIA_TYPES.get(PurePath(name).suffix, UNKNOWN)
    file = ReleaseFile.objects.create(
        release=release, position=position, name=name, media_type=media_type, size=size, sha256=digest.hexdigest()
    )
    for place, piece in enumerate(_pieces(opened())):
        ReleaseChunk.objects.create(file=file, position=place, data=piece)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def _at_start(file: IO[bytes]) -> IO[bytes]:
    file.seek(0)
    return file
