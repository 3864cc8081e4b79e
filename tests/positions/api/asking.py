"""Asking the API, for its tests."""

from __future__ import annotations

ENDPOINTS = ("letters", "passages", "citations", "topics", "stances", "positions", "changes", "coverage", "agreement")


def get(client, address: str, status: int = 200, **headers: str):
    response = client.get(f"/api/v1/{address}", headers=headers)
    assert response.status_code == status, response.content
    return response.json()


def results(client, address: str) -> list[dict]:
    return get(client, address)["results"]
