"""The zip in which a DOCX or ODT comes, opened with suspicion: nothing is written anywhere, no name becomes a path."""

from __future__ import annotations

import io
import zipfile
import zlib

from letters.reading.blocks import ReadingError
from letters.reading.limits import Limits
from letters.reading.markup import Element, XmlDamaged, parse_xml
from letters.reading.problems import Problem, unreadable

_CHUNK = 1024 * 1024
# What zipfile and zlib raise on damaged or odd archives.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, KeyError, IndexError)


def member_names(data: bytes) -> set[str]:
    """The names in a zip. Raises ReadingError if it is damaged; which form it was, its first bytes may still tell."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return set(archive.namelist())
    except _BROKEN:
        raise unreadable(_broken_form(data)) from None


def mimetype(data: bytes) -> str:
    """What an OpenDocument file calls itself, empty for other zips."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as member:
            return member.read(200).decode("ascii", "replace").strip()
    except (*_BROKEN, RuntimeError):
        return ""


class Package:
    """The parts of one DOCX or ODT. Sizes are checked as declared and again while unpacking: a zip can lie."""

    def __init__(self, data: bytes, limits: Limits, damaged: Problem) -> None:
        self._limits = limits
        self._damaged = damaged
        self._unpacked = 0
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise unreadable(damaged) from None
        if sum(info.file_size for info in self._archive.infolist()) > limits.unpacked:
            raise unreadable(Problem.UNPACKS_TOO_LARGE)

    def part(self, name: str) -> Element | None:
        """The root of an XML part, None if the package has no such part."""
        try:
            info = self._archive.getinfo(name)
        except KeyError:
            return None
        try:
            return parse_xml(self._unpack(info))
        except XmlDamaged:
            raise unreadable(self._damaged) from None

    def required(self, name: str) -> Element:
        root = self.part(name)
        if root is None:
            raise unreadable(self._damaged)
        return root

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        if info.flag_bits & 1:
            raise unreadable(Problem.ENCRYPTED)
        chunks: list[bytes] = []
        size = 0
        try:
            with self._archive.open(info) as member:
                while chunk := member.read(_CHUNK):
                    chunks.append(chunk)
                    size += len(chunk)
                    if size > self._limits.markup:
                        raise unreadable(Problem.UNPACKS_TOO_LARGE)
        except ReadingError:
            raise
        except (*_BROKEN, RuntimeError):
            raise unreadable(self._damaged) from None
        return b"".join(chunks)


def _broken_form(data: bytes) -> Problem:
    start = data[: 64 * 1024]
    if b"word/" in start:
        return Problem.DAMAGED_DOCX
    if b"application/vnd.oasis.opendocument.text" in start:
        return Problem.DAMAGED_ODT
    return Problem.DAMAGED_ZIP
