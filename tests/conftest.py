"""The world of the tests: a real PostgreSQL (embedded, or DATABASE_URL) and letters that went the real way in."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def pytest_configure(config: pytest.Config) -> None:
    """Bring up the embedded servers before pytest-django asks for a database."""
    if config.pluginmanager.hasplugin("django"):
        from tracker import embedded  # noqa: PLC0415 - only here is it sure that no setting has been read yet
        from tracker.running import catalogues  # noqa: PLC0415

        embedded.ensure_for_environment()
        catalogues.prepare()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that uses the database, a broker or a worker is run once more on real servers (`-m services`)."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & {"db", "transactional_db", "live_server"} or item.get_closest_marker("django_db"):
            item.add_marker("services")


@pytest.fixture
def shared() -> Path:
    """The folder with real letters; a test that needs it skips where it is not at hand."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not at hand")
    return SHARED


@pytest.fixture(autouse=True)
def world_of_tests(request: pytest.FixtureRequest) -> None:
    """For tests with Django: static files without a manifest (no collectstatic), and messages that go nowhere.

    A test with real workers (`processes`) sends real messages; elsewhere `run_steps` does what a worker would.
    """
    if not request.config.pluginmanager.hasplugin("django"):
        return
    settings = request.getfixturevalue("settings")
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    # Accounts of a test need no hash that takes half a second to make.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from positions import keeping  # noqa: PLC0415 - needs Django set up

    keeping.forget_everything()
    if request.node.get_closest_marker("processes") is None:
        patch = request.getfixturevalue("monkeypatch")
        patch.setattr("letters.ingestion.enqueueing.publish", lambda task, row_id, queue: None)


@pytest.fixture
def run_steps(db) -> Callable[[], None]:
    """Do, in this process, every step that ingestions are ready for."""
    from letters.ingestion import steps  # noqa: PLC0415 - needs Django set up
    from letters.models import Ingestion  # noqa: PLC0415

    def run() -> None:
        for pk in Ingestion.objects.filter(state__in=Ingestion.READY).order_by("pk").values_list("pk", flat=True):
            steps.advance(pk)

    return run


@pytest.fixture
def take_in(db) -> Callable[..., object]:
    """Take in bytes or text as a letter, all steps at once; returns the refreshed ingestion."""
    from letters.ingestion import steps, storing  # noqa: PLC0415
    from letters.models import Ingestion  # noqa: PLC0415

    def take(data: bytes | str, *, name: str = "brief.txt", **options: object) -> Ingestion:
        raw = data.encode() if isinstance(data, str) else data
        options.setdefault("channel", Ingestion.Channel.COMMAND)
        ingestion = storing.store(raw, name=name, enqueue=False, **options)
        steps.advance(ingestion.pk)
        ingestion.refresh_from_db()
        return ingestion

    return take


def pytest_report_header() -> str:
    return f"database: {'DATABASE_URL' if os.environ.get('DATABASE_URL') else 'embedded'}"
