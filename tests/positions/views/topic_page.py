"""The page of the topic Russia, as text."""

from __future__ import annotations


def page_of(client, query: str = "") -> str:
    response = client.get(f"/onderwerpen/russia/{query}")
    assert response.status_code == 200
    return response.content.decode()
