"""Security headers of every response."""

from __future__ import annotations

import pytest
from django.core.management import call_command

EMBEDDED = "/onderwerpen/russia/insluiten/"


@pytest.fixture
def directives(client, db):
    """Return a function that gives the policy of an address by directive."""
    call_command("load_codebook")

    def found(path: str) -> dict[str, str]:
        policy = client.get(path)["Content-Security-Policy"]
        return {name: value for name, _, value in (part.partition(" ") for part in policy.split("; "))}

    return found


@pytest.mark.parametrize("path", ["/", "/over/", "/admin/login/", "/nergens/", "/api/v1/", "/onderwerpen/russia/"])
def test_no_page_lets_scripts_in_nor_itself_be_framed(directives, path) -> None:
    found = directives(path)
    assert (found["script-src"], found["object-src"], found["base-uri"]) == ("'self'", "'none'", "'none'")
    assert (found["form-action"], found["frame-ancestors"]) == ("'self'", "'none'")


@pytest.mark.parametrize(
    ("path", "styles"),
    [
        ("/", "'self'"),
        ("/admin/login/", "'self'"),
        ("/onderwerpen/russia/", "'self' 'unsafe-inline'"),
        ("/vergelijken/", "'self' 'unsafe-inline'"),
    ],
)
def test_a_page_with_a_chart_alone_takes_styles_in_the_page(directives, path, styles) -> None:
    assert directives(path)["style-src"] == styles


@pytest.mark.parametrize("path", [EMBEDDED, "/vergelijken/insluiten/"])
def test_an_embedded_page_may_stand_in_a_frame_and_lets_no_script_in(directives, path) -> None:
    found = directives(path)
    assert "frame-ancestors" not in found
    assert found["script-src"] == "'self'"


def test_an_embedded_page_that_did_not_change_says_the_same(directives, client) -> None:
    tag = client.get(EMBEDDED)["ETag"]
    unchanged = client.get(EMBEDDED, headers={"If-None-Match": tag})
    assert unchanged.status_code == 304
    assert "frame-ancestors" not in unchanged["Content-Security-Policy"]
    assert "X-Frame-Options" not in unchanged


def test_every_answer_names_referrer_permissions_and_type(client, db) -> None:
    found = client.get("/over/")
    assert found["Referrer-Policy"] == "same-origin"
    assert "camera=()" in found["Permissions-Policy"]
    assert (found["X-Content-Type-Options"], found["Cross-Origin-Opener-Policy"]) == ("nosniff", "same-origin")


def test_over_https_browsers_keep_to_it(client, db, settings) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    found = client.get("/over/", secure=True)
    assert found["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")
