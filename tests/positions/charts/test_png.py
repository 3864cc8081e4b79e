"""PNG of a topic's chart, for link previews."""

from __future__ import annotations

import struct

from positions.charts.png import png
from tests.positions.factories import WEATHER

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><path d="M0 0h{}v4z"/></svg>'


def test_a_topic_has_a_picture_of_the_size_of_a_card(client, two_steps) -> None:
    response = client.get("/onderwerpen/russia/kaart.png")
    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    assert struct.unpack(">II", response.content[16:24]) == (1200, 630)


def test_a_topic_on_which_nothing_is_said_has_one_too(client, codebook) -> None:
    assert client.get("/onderwerpen/china/kaart.png").content.startswith(b"\x89PNG")
    assert client.get("/onderwerpen/voetbal/kaart.png").status_code == 404


def test_a_quote_cannot_have_a_file_drawn(client, letter_of, accept) -> None:
    bad = 'Het kabinet vindt <image href="file:///etc/hostname"/> & Rusland een zorg.'
    letter = letter_of(1, "3 maart 2019", bad.replace("<", "&lt;"), WEATHER)
    stood = next(line for line in letter.revisions.get().text.splitlines() if "image" in line).partition(WEATHER)[0]
    accept(letter, stood.strip(), 1)
    assert b"<image" not in client.get("/onderwerpen/russia/figuur.svg").content
    assert client.get("/onderwerpen/russia/kaart.png").status_code == 200


def test_the_same_drawing_is_rendered_once() -> None:
    first = png(SQUARE.format(4))
    assert png(SQUARE.format(4)) is first
    assert png(SQUARE.format(3)) != first
    assert struct.unpack(">II", png(SQUARE.format(4), zoom=2)[16:24]) == (8, 8)
