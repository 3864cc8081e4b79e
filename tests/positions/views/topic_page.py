"""The page of the topic Russia, as text."""

from __future__ import annotations

import re

from letters.models import Letter
from tests.factories import told


def page_of(client, query: str = "") -> str:
    response = client.get(f"/onderwerpen/russia/{query}")
    assert response.status_code == 200
    return response.content.decode()


def row_of(page: str, letter: Letter) -> dict[str, str]:
    """Return the texts of the cells in the letter's row of the table."""
    row = re.search(rf"<tr[^>]*>(?:(?!</tr>).)*/brieven/{letter.key}/.*?</tr>", page, re.DOTALL)
    assert row
    cells = re.findall(r'<td class="([\w-]+)">(.*?)</td>', row[0], re.DOTALL)
    return {name: told(words) for name, words in cells} | {"row": row[0].split(">")[0]}
