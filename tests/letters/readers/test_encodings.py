from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.readers import read
from letters.readers.blocks import Form, ReadingError
from letters.readers.encodings import decode

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


TWICE = "Het kabinet zegt «één» – en ’s avonds “niets” over België: à la carte, €\u00a05, Ångström. "
LETTERS = st.sampled_from("abcdé ëïöüàèçÉË«»“”‘’–—…€\u00a0§°½n. \n")


def encoded_again(text: str, codec: str) -> str:
    """Return the UTF-8 text decoded as `codec`; bytes undefined in the codec remain control characters."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@given(text=st.text(LETTERS, max_size=60), times=st.integers(1, 2))
def test_text_that_was_encoded_again_comes_out_as_it_was(codec: str, text: str, times: int) -> None:
    again = TWICE + text
    for _ in range(times):
        again = encoded_again(again, codec)
    assert decode(again.encode()) == TWICE + text


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_official_xml_that_was_encoded_again_is_read_as_such(codec: str, mark: str) -> None:
    xml = (
        f'{mark}<?xml version="1.0" encoding="UTF-8"?>\n<officiele-publicatie><kamerstuk><algemeen><vrije-tekst><tekst>'
        f"<al>{TWICE}</al></tekst></vrije-tekst></algemeen></kamerstuk></officiele-publicatie>"
    )
    reading = read(encoded_again(xml, codec).encode())
    assert reading.form is Form.XML
    assert [block.text for block in reading.blocks] == [" ".join(TWICE.split())]


@pytest.mark.parametrize("apart", ["utf-8", "cp1252"])
def test_a_part_that_was_encoded_again_is_mended_and_the_rest_left(apart: str) -> None:
    data = "Een «kop» vooraf. ".encode(apart) + encoded_again(TWICE, "cp1252").encode()
    assert decode(data) == "Een «kop» vooraf. " + TWICE


def test_a_quote_that_lost_its_undefined_byte_is_closed() -> None:
    lost = encoded_again("Zij zei “ja” en “nee”.", "cp1252").replace("\u009d", "")
    assert decode(lost.encode()) == "Zij zei “ja” en “nee”."


@pytest.mark.parametrize("lost", ["«", "\u00a0", "\u00ab"])
def test_what_lost_letters_by_it_is_refused(lost: str) -> None:
    text = encoded_again(TWICE, "cp1252").replace(lost, "?")
    with pytest.raises(ReadingError) as caught:
        decode(text.encode())
    assert caught.value.code == "misencoded"


@pytest.mark.parametrize(
    "text", ["São Paulo, Âge d’or, «À la carte»", "Ångström en Ötzi: ‘Ä’", "voilà « oui »", "ÏJsland, ÉÉN, HÉ…"]
)
def test_right_text_stays_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text


CAPITALS = (
    "De film ‘MANHÃ’ is goed, ‘Ä’ ook",
    "‘MANHÃ’s regisseur’",
    "„MANHÃ“",
    "MANHÃ… ‘Å’, ‘É’",
    "MANHÃ – dat is het",
)


@pytest.mark.parametrize("text", CAPITALS)
def test_a_capital_before_a_quote_proves_no_second_encoding(text: str) -> None:
    assert decode(text.encode()) == text


@pytest.mark.parametrize("text", CAPITALS)
def test_beside_text_that_was_encoded_again_it_stays_too(text: str) -> None:
    data = f"{text}. {encoded_again(TWICE, 'cp1252')}"
    assert decode(data.encode()) == f"{text}. {TWICE}"


@pytest.mark.parametrize("word", ["Óscar", "Ötzi", "Ñandú", "Œuvre", "Åland", "CAMIÓN"])
def test_a_capital_that_was_encoded_again_as_letter_and_quote_is_mended(word: str) -> None:
    again = encoded_again(f"{word} is geërfd", "cp1252")
    assert decode(f"«Kop». {again}".encode()) == f"«Kop». {word} is geërfd"


def test_a_euro_sign_that_was_encoded_again_is_mended() -> None:
    assert decode("«Kop». â‚¬ 5".encode()) == "«Kop». € 5"


def test_windows_quotes_taken_for_latin_1_are_quotes_again() -> None:
    assert decode("\x93ja\x94, zei hij \x96 \x91nu\x92\x85".encode()) == "“ja”, zei hij – ‘nu’…"
    assert [block.text for block in read(b"<p>&#147;ja&#148; &#150; &amp;eacute;&amp;#233;n</p>").blocks] == [
        "“ja” – één"
    ]
