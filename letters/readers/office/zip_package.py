"""The zip container of a DOCX or ODT, treated as untrusted: nothing is written to disk, no name is used as a path."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable

from letters.readers.blocks import ReadingError
from letters.readers.limits import Limits
from letters.readers.markup import Element, XmlDamaged, parse_xml
from letters.readers.problems import Problem, unreadable

_CHUNK = 1024 * 1024
_MAIN_PART = re.compile(r"word/document\d*\.xml")
# Exceptions that zipfile and zlib raise on damaged or unusual archives.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, KeyError, IndexError)


def member_names(data: bytes) -> set[str]:
    """Return the names in a zip. Raises ReadingError if it is damaged, with the format guessed from its first bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return set(archive.namelist())
    except _BROKEN:
        raise unreadable(_broken_form(data)) from None


def main_part(names: Iterable[str]) -> str | None:
    """Return the name of a DOCX's main part, None if there is none: Word on the web writes `document2.xml`."""
    return min(filter(_MAIN_PART.fullmatch, names), key=len, default=None)


def mimetype(data: bytes) -> str:
    """Return the MIME type that an OpenDocument file declares, empty for other zips."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as member:
            return member.read(200).decode("ascii", "replace").strip()
    except (*_BROKEN, RuntimeError):
        return ""


class Package:
    """The parts of one DOCX or ODT.

    Sizes are checked as declared and again while unpacking: the declaration can be false.
    """

    def __init__(self, data: bytes, limits: Limits, damaged: Problem) -> None:
        self._limits = limits
        self._damaged = damaged
        self._unpacked = 0
        self._parts: dict[str, Element | None] = {}
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise unreadable(damaged) from None
        if sum(info.file_size for info in self._archive.infolist()) > limits.unpacked:
            raise unreadable(Problem.UNPACKS_TOO_LARGE)

    def names(self) -> list[str]:
        return self._archive.namelist()

    def part(self, name: str) -> Element | None:
        """Return the root of an XML part, None if the package has no such part. Raises ReadingError if it is damaged.

        Parts are parsed once, and kept while all that was unpacked is no larger than one part may be.
        """
        if name in self._parts:
            return self._parts[name]
        root = self._parsed(name)
        if self._unpacked <= self._limits.markup:
            self._parts[name] = root
        return root

    def _parsed(self, name: str) -> Element | None:
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
        self._unpacked += size
        return b"".join(chunks)


def _broken_form(data: bytes) -> Problem:
    start = data[: 64 * 1024]
    if b"word/" in start:
        return Problem.DAMAGED_DOCX
    if b"application/vnd.oasis.opendocument.text" in start:
        return Problem.DAMAGED_ODT
    return Problem.DAMAGED_ZIP
