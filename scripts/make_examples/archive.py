"""Zip files that come out the same, byte for byte, on every run and machine."""

from __future__ import annotations

import io
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(parts: dict[str, str]) -> bytes:
    """The parts in the order given (ODF wants `mimetype` first).

    Everything is stored: what deflate makes of a text differs between builds of zlib.
    """
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, text.encode("utf-8"))
    return data.getvalue()
