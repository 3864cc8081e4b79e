"""Fragments copied from a page, which may start with any tag or with a word."""

from __future__ import annotations

import pytest

from letters.parser.pipeline import parse
from letters.readers import read
from letters.readers.blocks import BlockKind, Form, ReadingError

FRAGMENTS = [
    "<li>Eén punt.</li><li>Twee punten.</li>",
    "<LI>Eén punt.</LI>\n<LI>Twee punten.</LI>",
    "<dd>Eén punt.</dd><dd>Twee punten.</dd>",
    "<tr><td>Eén punt.</td></tr><tr><td>Twee punten.</td></tr>",
    "<blockquote>Eén punt.</blockquote><p>Twee punten.</p>",
    "<em></em><p>Eén punt.</p><p>Twee punten.</p>",
    "</div><p>Eén punt.</p><p>Twee punten.</p>",
    "<!--StartFragment--><li>Eén punt.</li><li>Twee punten.</li><!--EndFragment-->",
    "Eén punt.</p><p>Twee punten.</p>",
    "&lt;p&gt;Eén punt.&lt;/p&gt;&lt;p&gt;Twee punten.&lt;/p&gt;",
]


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_fragment_of_a_page_is_read_as_html(fragment: str) -> None:
    reading = read(fragment.encode())
    assert reading.form is Form.HTML
    assert [block.text for block in reading.blocks] == ["Eén punt.", "Twee punten."]


def test_items_of_a_list_that_was_left_behind_are_items() -> None:
    blocks = read(FRAGMENTS[0].encode()).blocks
    assert [block.kind for block in blocks] == [BlockKind.LIST_ITEM] * 2


@pytest.mark.parametrize("xml", ["<rss><item>x</item></rss>", "<al>Tekst.</al>", "<liedjes><li>x</li></liedjes>"])
def test_other_xml_is_refused_as_before(xml: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read(xml.encode())
    assert caught.value.code == "other-xml"


def test_text_with_a_table_in_it_keeps_its_paragraphs() -> None:
    words = "Het kabinet wil dit in de komende jaren zo houden en zal de Kamer daarover berichten."
    text = "\n\n".join([words] * 4) + "\n\n<table><tr><td>a</td></tr></table>"
    reading = read(text.encode())
    assert reading.form is Form.TEXT
    assert [block.text for block in reading.blocks][:4] == [words] * 4


def test_words_between_tags_in_text_stay_apart() -> None:
    assert parse(read("Eén punt.<br>Twee</p>punten hier.\n".encode())).text == "Eén punt. Twee punten hier."
