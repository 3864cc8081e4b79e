"""Reproducible zip files: the same bytes on every run and machine."""

from __future__ import annotations

import io
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(parts: dict[str, str]) -> bytes:
    """Return a zip of the parts in the order given (ODF requires `mimetype` first).

    Parts are stored uncompressed: the output of deflate differs between builds of zlib.
    """
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, text.encode("utf-8"))
    return data.getvalue()
