"""Production settings have no defaults: every missing one is reported, and nothing starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.production_checks import NotConfigured, check, is_production

PROJECT = Path(__file__).resolve().parents[3]
WHOLE = {
    "STANDPUNT_ENVIRONMENT": "production",
    "DATABASE_URL": "postgres://standpunt:geheim@db/standpunt",
    "CELERY_BROKER_URL": "redis://broker/0",
    "STANDPUNT_SECRET_KEY": "abcdefghij" * 5,
    "STANDPUNT_ALLOWED_HOSTS": "standpunt.example",
}


def complaint(**changed: str) -> str:
    with pytest.raises(NotConfigured) as caught:
        check({**WHOLE, **changed})
    return str(caught.value)


def test_a_whole_configuration_passes() -> None:
    check(WHOLE)


@pytest.mark.parametrize("name", [name for name in WHOLE if name != "STANDPUNT_ENVIRONMENT"])
def test_each_missing_setting_is_named(name) -> None:
    assert f"{name} is missing" in complaint(**{name: ""})


def test_all_that_is_missing_is_named_at_once() -> None:
    assert len(complaint(DATABASE_URL="", CELERY_BROKER_URL=" ").splitlines()) == 3


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("STANDPUNT_SECRET_KEY", "change-me", "example's value"),
        ("STANDPUNT_SECRET_KEY", "kort", "too short"),
        ("DATABASE_URL", "postgres://standpunt:change-me@db/standpunt", "example's value"),
        ("STANDPUNT_ALLOWED_HOSTS", "*", "may not be *"),
        ("STANDPUNT_DEBUG", "on", "is on"),
    ],
)
def test_what_is_not_safe_is_refused(name, value, says) -> None:
    assert says in complaint(**{name: value})


MAIL = {
    "STANDPUNT_SMTP_HOST": "smtp.example",
    "STANDPUNT_SITE_URL": "https://standpunt.example",
    "STANDPUNT_MAIL_FROM": "Standpunt <standpunt@standpunt.example>",
}


def test_mail_is_not_sent_without_the_address_that_its_links_begin_with() -> None:
    check({**WHOLE, **MAIL})
    for name in ("STANDPUNT_SITE_URL", "STANDPUNT_MAIL_FROM"):
        assert f"{name} is missing" in complaint(**{**MAIL, name: ""})
    for address in ("standpunt.example", "https://standpunt.example/pad", "https://a@b.example", "ftp://b.example"):
        assert "STANDPUNT_SITE_URL is no address of a site" in complaint(**{**MAIL, "STANDPUNT_SITE_URL": address})


def mails(tmp_path: Path, **environment: str) -> str:
    ask = "import tracker.settings as s; print(s.MAILING, s.EMAIL_BACKEND.rpartition('.')[2], s.SITE_URL)"
    done = run("-c", ask, STANDPUNT_VAR=str(tmp_path / "var"), STANDPUNT_SERVERS="off", **environment)
    return done.stdout.strip() or done.stderr


def test_without_a_mail_server_production_sends_nothing_and_others_write_files(tmp_path: Path) -> None:
    assert mails(tmp_path, **WHOLE).startswith("False")
    assert mails(tmp_path, **WHOLE, **MAIL) == "True SmtpBackend https://standpunt.example"
    assert mails(tmp_path, PORT="8123") == "True FolderBackend http://127.0.0.1:8123"


def test_a_misspelled_environment_opens_no_door() -> None:
    with pytest.raises(NotConfigured, match="productoin"):
        is_production({"STANDPUNT_ENVIRONMENT": "productoin"})


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("STANDPUNT")}
    bare = {name: value for name, value in bare.items() if name not in ("DATABASE_URL", "CELERY_BROKER_URL")}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env={**bare, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_process_falls_back_on_the_embedded_servers(tmp_path: Path) -> None:
    environment = {"STANDPUNT_ENVIRONMENT": "production", "STANDPUNT_VAR": str(tmp_path / "var")}
    done = run("manage.py", "check", **environment)
    assert done.returncode != 0
    assert "DATABASE_URL is missing" in done.stderr
    for needs_a_database in (("-c", "import tracker.wsgi"), ("manage.py", "migrate")):
        assert run(*needs_a_database, **environment).returncode != 0
    assert not (tmp_path / "var").exists()  # an embedded server would be here


def test_djangos_own_deployment_check_is_clean(tmp_path: Path) -> None:
    done = run(
        "manage.py", "check", "--deploy", "--fail-level", "WARNING", **WHOLE, STANDPUNT_VAR=str(tmp_path / "var")
    )
    assert done.returncode == 0, done.stderr


def shows_proposals_to(tmp_path: Path, **environment: str) -> str:
    ask = "import tracker.settings as s; print(s.POSITIONS_SHOW_PROPOSALS)"
    done = run("-c", ask, STANDPUNT_VAR=str(tmp_path / "var"), STANDPUNT_SERVERS="off", **environment)
    return done.stdout.strip() or done.stderr


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        (WHOLE, "signed-in"),
        ({**WHOLE, "STANDPUNT_SHOW_PROPOSALS": ""}, "signed-in"),
        ({**WHOLE, "STANDPUNT_SHOW_PROPOSALS": "everybody"}, "everybody"),
        ({}, "everybody"),
        ({"STANDPUNT_SHOW_PROPOSALS": "signed-in"}, "signed-in"),
    ],
)
def test_in_production_nobody_sees_proposals_but_who_signed_in(tmp_path: Path, environment, expected) -> None:
    assert shows_proposals_to(tmp_path, **environment) == expected


def test_another_word_for_who_sees_proposals_does_not_start(tmp_path: Path) -> None:
    assert "it is “everybody” or “signed-in”" in shows_proposals_to(tmp_path, **WHOLE, STANDPUNT_SHOW_PROPOSALS="all")


def test_the_compose_file_and_its_example_hide_proposals() -> None:
    assert "${STANDPUNT_SHOW_PROPOSALS:-signed-in}" in (PROJECT / "docker-compose.yml").read_text()
    assert "\nSTANDPUNT_SHOW_PROPOSALS=signed-in\n" in (PROJECT / ".env.example").read_text()
