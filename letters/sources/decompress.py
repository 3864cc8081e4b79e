"""Streaming decompression of a response, limited in size; truncated data are an error."""

from __future__ import annotations

import zlib

from letters.sources.source_errors import Fault, SourceError

GZIP = 16 + zlib.MAX_WBITS
MEGABYTE = 1024 * 1024


class Unpacker:
    """Collects the chunks of a response. httpx's own decoder accepts a truncated gzip as complete."""

    def __init__(self, encoding: str, *, limit: int) -> None:
        if encoding not in ("", "identity", "gzip"):
            raise SourceError(Fault.PACKING, encoding)
        self._gzip = zlib.decompressobj(GZIP) if encoding == "gzip" else None
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0

    def take(self, data: bytes) -> None:
        if self._gzip:
            try:
                data = self._gzip.decompress(data, self._limit + 1 - self._size)
            except zlib.error as error:
                raise SourceError(Fault.PACKING, error) from error
        self._size += len(data)
        if self._size > self._limit:
            raise too_large(self._limit)
        self._parts.append(data)

    def finish(self) -> bytes:
        if self._gzip and not self._gzip.eof:
            raise SourceError(Fault.PACKING, "afgebroken")
        return b"".join(self._parts)


def too_large(limit: int) -> SourceError:
    return SourceError(Fault.TOO_LARGE, max(1, limit // MEGABYTE))
