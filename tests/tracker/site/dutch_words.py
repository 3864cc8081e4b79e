"""The words of a page for readers, and whether they are Dutch."""

from __future__ import annotations

import re
from functools import cache

from selectolax.lexbor import LexborHTMLParser

from scripts import messages

# Words that occur in no English sentence.
DUTCH = re.compile(
    r"\b(het|een|niet|wordt|worden|naar|voor|bij|zin|zinnen|brieven|deze|dit|geen|nog|uw|kabinet|standpunten|onderwerp"
    r"|voorstel|vermelding|zonder|heeft|hebben|wat|hoe|wie|kies|toon|alle|alles|ook|maar|onbekend|daar|onderwerpen)\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://\S+")
SEEN = ("title", "aria-label", "placeholder", "alt", "data-label", "data-lost", "data-name", "data-close", "data-copy")
APART = 'body [lang="nl"], title, script, style, code, pre, textarea'


def words_of(html: str) -> list[str]:
    """Return all text for readers and screen readers that is not marked as Dutch.

    Without the title, which cannot be marked, and addresses, which are in no language.
    """
    page = LexborHTMLParser(html)
    for node in page.css(APART):
        node.decompose()
    assert page.root is not None
    found = []
    for node in page.root.traverse(include_text=True):
        said = [node.text_content] if node.tag == "-text" else [node.attributes.get(name) for name in SEEN]
        found += [" ".join(each.split()) for each in said if each]
    return [each for each in found if each and not ADDRESS.fullmatch(each)]


@cache
def dutch_strings() -> set[str]:
    """Return the catalogue's strings whose English differs."""
    catalogue = messages.read(messages.catalogues()[0])
    return {m.id for m in catalogue if isinstance(m.id, str) and m.id and m.string.casefold() != m.id.casefold()}


def is_dutch(words: str) -> bool:
    return words in dutch_strings() - {"Standpunt"} or DUTCH.search(words) is not None
