from __future__ import annotations

import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from letters.ingestion.withdraw import withdraw
from letters.models import Ingestion, Letter
from tests import factories
from tests.kept import kept

pytestmark = pytest.mark.django_db
LIST = "/admin/letters/letter/"
FILES = "/admin/letters/ingestion/"


def found(client, **query: str) -> set[str]:
    return {letter.identifier for letter in client.get(LIST, query).context["cl"].result_list}


@kept
def three(take_in) -> list[Letter]:
    texts = [
        factories.letter(number="1", sentences=("Een eerste zin.",)),
        factories.letter(number="2", sentences=("Een tweede zin.",), date=None),
        factories.letter(number="3", sentences=("Een derde zin.",), chamber="Eerste", dossier="28 676"),
    ]
    return [take_in(text, name=f"{n}.md").letter for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"q": "99 301, nr. 1"}, {"kst-99301-1"}),
        ({"q": "kst-99301-2"}, {"kst-99301-2"}),
        ({"q": "28676"}, {"kst-28676-3"}),
        ({"aandacht": "ja"}, {"kst-99301-2"}),
        ({"aandacht": "nee"}, {"kst-99301-1", "kst-28676-3"}),
        ({"aandacht": "no-date"}, {"kst-99301-2"}),
        ({"chamber__exact": "Eerste Kamer"}, {"kst-28676-3"}),
        ({"ingetrokken": "ja"}, set()),
        ({"kabinet": "onzin"}, {"kst-99301-1", "kst-99301-2", "kst-28676-3"}),
        ({"kabinet": "²"}, {"kst-99301-1", "kst-99301-2", "kst-28676-3"}),
        ({"dossier": "7" * 5000}, {"kst-99301-1", "kst-99301-2", "kst-28676-3"}),
        ({"document_date__year": "2019"}, {"kst-99301-1", "kst-28676-3"}),
    ],
)
def test_search_and_filters_find(desk, three, query, numbers) -> None:
    assert found(desk, **query) == numbers


@pytest.mark.parametrize("figure", ["²", "٣", "7" * 18, "7" * 5000], ids=lambda figure: f"{len(figure)} of {figure[0]}")
@pytest.mark.parametrize("page", ["letter/{}/change", "letter/{}/history", "possibleduplicate/{}/change"])
def test_an_address_with_a_number_that_is_nobodys_is_not_there(desk, page, figure) -> None:
    assert desk.get(f"/admin/letters/{page.format(figure)}/").status_code == 404


@pytest.mark.parametrize("address", [LIST, FILES, "/admin/letters/dossier/", "/admin/letters/possibleduplicate/"])
def test_a_longer_list_asks_no_more_queries(desk, three, take_in, address) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(address).status_code == 200
        return len(captured)

    before = queries()
    for n in range(4):
        take_in(factories.letter(number=f"5{n}", sentences=(f"Nog zin {n}.",)), name=f"x{n}.md")
    assert queries() == before


def test_withdrawing_from_the_list_asks_why_first(desk, three) -> None:
    chosen = [three[0].pk, three[1].pk]
    posted = {"action": "withdraw", "_selected_action": chosen}
    page = desk.post(LIST, posted).content.decode()
    assert "Waarom trekt u de brief in?" in page
    assert not Letter.objects.filter(withdrawn_at__isnull=False).exists()
    desk.post(LIST, posted | {"reason": "proef"})
    assert Letter.objects.filter(withdrawn_reason="proef").count() == 2
    desk.post(LIST, {"action": "put_back", "_selected_action": chosen})
    assert not Letter.objects.filter(withdrawn_at__isnull=False).exists()


def test_reading_again_from_the_list(desk, three) -> None:
    desk.post(LIST, {"action": "read_again", "_selected_action": [letter.pk for letter in three]})
    assert Ingestion.objects.filter(channel="again").count() == 3


def test_what_is_ticked_can_be_exported(desk, three) -> None:
    posted = {"_selected_action": [three[0].pk, three[2].pk]}
    lines = b"".join(desk.post(LIST, posted | {"action": "export_jsonl"}).streaming_content).decode().splitlines()
    assert [json.loads(line)["identifier"] for line in lines] == ["kst-99301-1", "kst-28676-3"]
    for action in ("export_csv", "export_dutch_csv"):
        rows = b"".join(desk.post(LIST, posted | {"action": action}).streaming_content).decode().splitlines()
        assert len(rows) == 3
    workbook = b"".join(desk.post(LIST, posted | {"action": "export_xlsx"}).streaming_content)
    assert load_workbook(io.BytesIO(workbook)).active.max_row == 3


def test_what_is_withdrawn_is_in_no_export(desk, three, editor) -> None:
    withdraw(three[0], user=editor, reason="proef")
    posted = {"_selected_action": [letter.pk for letter in three], "action": "export_csv"}
    rows = b"".join(desk.post(LIST, posted).streaming_content).decode()
    assert "kst-99301-1" not in rows
    assert "kst-28676-3" in rows


def test_a_reader_gets_no_actions_that_change(reader, three) -> None:
    choices = dict(reader.get(LIST).context["action_form"].fields["action"].choices)
    assert set(choices) == {"", "export_jsonl", "export_csv", "export_dutch_csv", "export_xlsx"}


def test_no_list_offers_to_delete(desk, three) -> None:
    assert "delete_selected" not in desk.get(LIST).content.decode()


def test_what_failed_can_be_tried_again_once_it_may_be_larger(desk, take_in) -> None:
    failed = take_in(factories.letter(), name="groot.txt")
    Ingestion.objects.update(state="failed", problem="too-many-pages", message="Te veel pagina’s.")
    desk.post(FILES, {"action": "try_again", "_selected_action": [failed.pk]})
    # An editor with only `view_ingestion` and `add_letter` may do this: the file is stored already.
    failed.refresh_from_db()
    assert (failed.state, failed.message) == ("received", "")


def test_what_stays_as_it_is_is_not_tried_again(desk, take_in) -> None:
    failed = take_in(b"", name="leeg.txt")
    page = desk.post(FILES, {"action": "try_again", "_selected_action": [failed.pk]}, follow=True).content.decode()
    failed.refresh_from_db()
    assert failed.state == "failed"
    assert "ligt aan het bestand zelf" in page
    for address in ("nakijken", "change"):
        assert "Probeer opnieuw</button>" not in desk.get(f"{FILES}{failed.pk}/{address}/").content.decode()


def test_examples_and_real_letters_never_stand_in_one_list(desk, take_in) -> None:
    take_in(factories.letter(number="8"), is_example=True)
    assert found(desk) == {"kst-99301-8"}
    take_in(factories.letter(number="9", sentences=("Echt.",), dossier="28 676"))
    assert found(desk) == {"kst-28676-9"}
    assert [i.is_example for i in desk.get(FILES).context["cl"].result_list] == [False]


def test_the_examples_go_by_one_button_that_asks_first(desk, take_in) -> None:
    take_in(factories.letter(number="8"), is_example=True)
    address = reverse("admin:letters_letter_examples")
    assert address in desk.get(LIST).content.decode()
    assert "1 voorbeeldbrief" in desk.get(address).content.decode()
    desk.post(address)
    assert not Letter.objects.exists()
    assert address not in desk.get(LIST).content.decode()


def test_a_reader_cannot_remove_the_examples(reader, take_in) -> None:
    take_in(factories.letter(number="8"), is_example=True)
    assert reader.post(reverse("admin:letters_letter_examples")).status_code == 403
    assert Letter.objects.exists()


def test_a_cabinet_of_other_dates_takes_its_letters_along(desk, known, cabinet) -> None:
    assert known.cabinet == cabinet
    dates = {"name": "Zee I", "start": "1-1-2018", "end": "1-1-2019"}
    desk.post(reverse("admin:letters_cabinet_change", args=[cabinet.pk]), dates)
    known.refresh_from_db()
    assert (known.cabinet, known.attention) == (None, ["no-cabinet"])


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("letters/cabinet/", "Kabinetten"),
        ("letters/minister/", "Bewindspersonen"),
        ("letters/dossier/", "Dossiers"),
        ("letters/letter/", "Brieven"),
        ("letters/ingestion/", "Toegevoegde bestanden"),
        ("letters/cabinet/add/", "Kabinet toevoegen"),
        ("auth/user/", "Gebruikers"),
        ("auth/group/add/", "Groep toevoegen"),
    ],
)
def test_pages_are_called_what_they_are(admin_client, known, address, title) -> None:
    page = admin_client.get(f"/admin/{address}").content.decode()
    assert f"<h1>{title}</h1>" in page
    assert "Selecteer" not in page.split("<h1>")[1].split("</h1>")[0]
    assert f"<title>{title} | Standpunt" in page


def test_a_cabinet_is_added_with_a_capital(admin_client) -> None:
    page = admin_client.get("/admin/letters/cabinet/").content.decode()
    assert ">Kabinet toevoegen</a>" in page
    assert "kabinet toevoegen" not in page


def test_unknown_is_called_unknown_in_the_lists(desk, known) -> None:
    Letter.objects.update(identifier=None, cabinet=None, demissionary=None, kind=None, chamber=None)
    page = desk.get(LIST).content.decode()
    assert page.count(">onbekend<") == 4
