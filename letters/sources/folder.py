"""The watched folder. Reads plain files directly in it, whatever their names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from letters.sources.decompress import too_large
from letters.sources.source_errors import Fault, SourceError

DONE, FAILED = "done", "failed"
# Suffixes that programs give to unfinished files.
UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".download", "~")
REASON = ".reden.txt"
READ_ONLY = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Found:
    """A file in its current state; `mark` changes with its size, time or inode. A link does not count as a file."""

    name: str
    mark: str
    is_file: bool


class Folder:
    """Access through the folder's file descriptor, so that replaced paths are not followed. Raises SourceError."""

    name = "folder"

    def __init__(self, root: str | Path, *, limit: int) -> None:
        self._root, self._limit = Path(root), limit

    def files(self) -> list[Found]:
        """Return the entries that are finished by name, sorted, without folders."""
        with self._opened(self._root) as handle:
            found = [look_at(name, handle) for name in sorted(os.listdir(handle)) if not is_unfinished(name)]
        return [each for each in found if each]

    def read(self, found: Found) -> bytes | None:
        """Return the bytes; None if the file changed meanwhile. Raises SourceError for a link or an oversized file."""
        with self._opened(self._root) as handle:
            try:
                file = os.open(found.name, READ_ONLY, dir_fd=handle)
            except OSError as error:
                raise SourceError(Fault.NOT_A_FILE, os.strerror(error.errno or 0)) from error
            with os.fdopen(file, "rb") as opened:
                if mark_of(os.fstat(opened.fileno())) != found.mark:
                    return None
                data = opened.read(self._limit + 1)
                same = mark_of(os.fstat(opened.fileno())) == found.mark
        if len(data) > self._limit:
            raise too_large(self._limit)
        return data if same else None

    def put_away(self, name: str, *, reason: str = "") -> str:
        """Move the file to done/ or, with a reason, to failed/, with a file for the reason; return the new name.

        Raises FileNotFoundError if the file is gone.
        """
        target = FAILED if reason else DONE
        with self._opened(self._root) as handle:
            with_folder(target, handle)
            with self._opened(self._root / target) as there:
                free = free_name(name, there)
                move(name, handle, free, there)
                if reason:
                    write(free[:200] + REASON, reason, there)
        return free

    @contextmanager
    def _opened(self, folder: Path) -> Iterator[int]:
        # The folder itself may be a link, as the operator configures it; links inside it are refused.
        follow = 0 if folder == self._root else os.O_NOFOLLOW
        try:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | follow)
        except OSError as error:
            raise SourceError(Fault.NO_FOLDER, os.strerror(error.errno or 0)) from error
        try:
            yield handle
        finally:
            os.close(handle)


def look_at(name: str, handle: int) -> Found | None:
    """Return None for a folder, and for a file that is gone."""
    try:
        status = os.stat(name, dir_fd=handle, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        return None
    return Found(name, mark_of(status), stat.S_ISREG(status.st_mode))


def mark_of(status: os.stat_result) -> str:
    return f"{status.st_size}-{status.st_mtime_ns}-{status.st_ino}"


def is_unfinished(name: str) -> bool:
    return name.startswith((".", "~")) or name.lower().endswith(UNFINISHED)


def with_folder(name: str, handle: int) -> None:
    try:
        os.mkdir(name, dir_fd=handle)
    except FileExistsError:
        return
    except OSError as error:
        raise SourceError(Fault.NO_FOLDER, f"{name}: {os.strerror(error.errno or 0)}") from error


def free_name(name: str, handle: int) -> str:
    """Return the name, numbered if it is taken: existing files are never overwritten."""
    taken = set(os.listdir(handle))
    stem, dot, suffix = name.rpartition(".")
    n, free = 1, name
    while free in taken:
        n += 1
        free = f"{stem or suffix}-{n}{dot}{suffix if stem else ''}"
    return free


def move(name: str, handle: int, free: str, there: int) -> None:
    """Raises FileNotFoundError if the file is gone."""
    try:
        os.rename(name, free, src_dir_fd=handle, dst_dir_fd=there)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise SourceError(Fault.NO_FOLDER, os.strerror(error.errno or 0)) from error


def write(name: str, words: str, handle: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(name, flags, 0o644, dir_fd=handle), "w", encoding="utf-8") as file:
        file.write(words + "\n")
