"""No page, file or feed loads the large columns of texts that only ingestion needs."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from positions.models import Stance

PAGES = (
    "/admin/positions/stance/",
    "/api/v1/letters/",
    "/api/v1/passages/?q=brief",
    "/api/v1/stances/",
    "/beoordelen/",
    "/beoordelen/?voorstel={proposal}",
    "/beoordelen/brief/{letter}/",
    "/beoordelen/kwijt/",
    "/beoordelen/veel/",
    "/brieven/{letter}/",
    "/brieven/{letter}/versies/1/",
    "/coderen/verschillen/",
    "/feeds/standpunten/",
    "/formuleringen/",
    "/gegevens/brieven.jsonl",
    "/gegevens/standpunten.csv",
    "/onderwerpen/russia/",
    "/onderwerpen/russia/brief/{letter}/",
    "/standpunten/{stance}/",
    "/veranderingen/",
    "/vergelijken/",
    "/zoeken/?q=brief",
)


def test_no_page_loads_them(admin_client, line, two_steps) -> None:
    call_command("propose")
    last = Stance.objects.order_by("pk").filter(reviews=None).last()
    stance = Stance.objects.filter(revision__letter=line[1]).first()
    loaded = {}
    for page in PAGES:
        address = page.format(letter=line[1].key, stance=stance.pk, proposal=last.pk)
        with CaptureQueriesContext(connection) as asked:
            response = admin_client.get(address)
            b"".join(response) if response.streaming else response.content
        assert response.status_code == 200, address
        columns = ('"letters_revision"."ledger"', '"letters_revision"."sentence_digests",')
        loaded[page] = [query["sql"] for query in asked if any(column in query["sql"] for column in columns)]
    assert {page: queries for page, queries in loaded.items() if queries} == {}
