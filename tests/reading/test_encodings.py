from __future__ import annotations

import pytest

from letters.reading.blocks import ReadingError
from letters.reading.encodings import decode

TEXT = "Het kabinet zegt «één» – en ’s avonds niets. " * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_comes_out_as_it_went_in(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_utf16_be_with_a_mark_is_read() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


@pytest.mark.parametrize(
    "data", [b"tekst\0met\0nullen" * 9, bytes(range(256)) * 8, b"\xff\xfe\x00\xd8\x00\xd8", b"\x01\x02\x03" * 50]
)
def test_what_is_no_text_is_called_binary(data: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        decode(data)
    assert caught.value.code == "binary"
