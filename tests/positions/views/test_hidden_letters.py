"""The letters that a coder codes blind are asked for once per reading, not each time an option is read."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

PAGES = {
    "/": 1,
    "/onderwerpen/russia/": 3,  # the third finds which of the letters left are read
    "/onderwerpen/russia/figuur.svg": 2,
    "/onderwerpen/russia/brief/{key}/": 2,
    "/veranderingen/": 2,
    "/vergelijken/": 2,
    "/api/v1/changes/": 2,
    "/feeds/veranderingen/": 2,
}


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "most"), PAGES.items())
def test_the_hidden_letters_are_asked_once(client, bram, line, page, most) -> None:
    client.force_login(bram.user)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(page.format(key=line[1].key))
    assert response.status_code == 200
    hidden = [query["sql"] for query in asked if "done_at" in query["sql"] and str(bram.user.pk) in query["sql"]]
    assert len(hidden) <= most, (len(hidden), len(asked))
