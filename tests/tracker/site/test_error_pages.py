"""Error pages have our own text, and do not depend on what may be broken."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.views import defaults


@pytest.mark.django_db
def test_a_missing_page_has_our_own_words(client) -> None:
    response = client.get("/bestaat-niet/")
    assert response.status_code == 404
    assert "Deze pagina bestaat niet" in response.content.decode()


@pytest.mark.django_db
def test_who_asks_under_a_name_that_is_not_ours_is_told_so(client) -> None:
    response = client.get("/", headers={"Host": "elders.example"})
    assert response.status_code == 400
    assert "Dit verzoek klopt niet" in response.content.decode()


def test_the_page_for_a_fault_of_ours_asks_no_database() -> None:
    response = defaults.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "De fout ligt bij ons" in response.content.decode()


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html"])
def test_other_faults_have_a_page_too(template) -> None:
    assert "<h1>" in render_to_string(template)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/brieven/", "/zoeken/", "/zoeken/?q=zee", "/bestaat-niet/"])
def test_pages_hold_no_inline_script_or_style_and_ask_nothing_of_others(client, path) -> None:
    html = client.get(path).content.decode()
    assert "<script>" not in html
    assert "<style" not in html
    assert " style=" not in html
    assert 'src="http' not in html
    assert [address for address in re.findall('href="(http[^"]+)', html) if "//testserver/" not in address] == []


@pytest.mark.django_db
def test_the_icon_is_found_by_its_old_name_too(client) -> None:
    html = client.get("/brieven/").content.decode()
    assert f'<link rel="icon" href="{client.get("/favicon.ico").headers["Location"]}"' in html
    assert finders.find("tracker/icon.svg")
