"""The page of changes, and what it lists, as text."""

from __future__ import annotations

import re

from tests.factories import told

DOVE, HAWK = (-1, -1, -1, 0, -1), (1, 1, 1, 1, 0)


def page(client, address: str = "") -> str:
    response = client.get(f"/veranderingen/{address}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def kinds(html: str) -> list[str]:
    return [told(words) for words in re.findall(r'<span class="kind">(.*?)</span>', html)]


def keys(html: str) -> list[str]:
    """Return the letters that the steps link to, in the order of the page."""
    return [re.findall(r"/brieven/(kst-99301-\d+)/", step)[-1] for step in re.findall(r"<li id=.*?</li>", html)]
