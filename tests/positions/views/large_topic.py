"""Pages of a topic with every topic large or none, and with bins from any number of letters on."""

from __future__ import annotations

from positions.caching import in_process
from positions.charts import data, distribution
from positions.timelines import topic_sums


def answer(client, monkeypatch, address: str, *, large: bool) -> str:
    monkeypatch.setattr(topic_sums, "LARGE", 0 if large else 10**9)
    in_process.clear()
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def assert_same(client, monkeypatch, address: str) -> None:
    """Assert that the answer does not depend on whether letters are summed up or read one by one."""
    summed, whole = (answer(client, monkeypatch, address, large=each) for each in (True, False))
    first = next((place for place, pair in enumerate(zip(summed, whole, strict=False)) if len({*pair}) > 1), 0)
    assert summed == whole, f"{address}: {summed[first - 60 : first + 60]} … {whole[first - 60 : first + 60]}"


def bins_from(monkeypatch, letters: int) -> None:
    monkeypatch.setattr(distribution, "MANY", letters)
    monkeypatch.setattr(distribution, "BINNED", letters)
    monkeypatch.setattr(data, "BINNED", letters)
