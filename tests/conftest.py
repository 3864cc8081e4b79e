"""Shared fixtures: a real PostgreSQL (embedded, or DATABASE_URL), and letters ingested through the real pipeline."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from xdist.scheduler import LoadScopeScheduling

from tests import kept

if TYPE_CHECKING:
    from django.db.models import Model

BROWSER = "tests/end_to_end/browser/"
# Folders whose tests start processes or depend on timing.
ALONE = (
    *(f"tests/end_to_end/{folder}/" for folder in ("deployment", "faults", "load", "workers")),
    "tests/tracker/dev_runner/",
    "tests/tracker/local_servers/",
    "tests/tracker/operations/test_backups.py",
)
FIRST = (*ALONE, BROWSER, "tests/test_upgrade.py")  # long groups: begun last, they would keep one worker busy alone
FAST_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the default takes half a second per account
RENEWED_AFTER = 10  # modules
MODULES = pytest.StashKey[int]()
RENEW = pytest.StashKey[Callable[[], None]]()
MODULE_STATE = pytest.StashKey[dict[str, object]]()
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"

# How long an example takes, or to make one, fails no test: on a busy machine any may take long.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")

if sys.dont_write_bytecode:
    # Where the environment forbids compiled files beside the code, as containers do, each worker and each program that
    # a test starts would compile Django and all others anew, which takes two seconds. So keep them elsewhere.
    os.environ |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(Path(sys.prefix, "bytecode"))}
    sys.dont_write_bytecode, sys.pycache_prefix = False, os.environ["PYTHONPYCACHEPREFIX"]


def pytest_configure(config: pytest.Config) -> None:
    """Start the embedded servers before pytest-django connects to a database."""
    if config.pluginmanager.hasplugin("django"):
        from tracker import local_servers  # noqa: PLC0415 - only here is it sure that no setting has been read yet
        from tracker.operations import catalogues  # noqa: PLC0415

        local_servers.ensure_for_environment()
        catalogues.prepare()


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Have Python's garbage collector come by less often, and leave out the modules and tests: a tenth of all time."""
    gc.disable()
    try:
        import_own_share(session.config)
        return (yield)
    finally:
        gc.enable()
        gc.freeze()
        gc.set_threshold(10_000, 20, 20)


def import_own_share(config: pytest.Config) -> None:
    """Import another part of the test modules first in each worker, each of which needs all of them.

    So each compiles its own part, with its assertions, and finds compiled what the others did meanwhile. In a fresh
    clone every worker would else compile all of them.
    """
    for path in own_share(config):
        with contextlib.suppress(Exception):  # pytest reports it where it collects the module
            importlib.import_module(".".join(path.relative_to(config.rootpath).with_suffix("").parts))


def own_share(config: pytest.Config) -> list[Path]:
    """Return the test modules that this worker of pytest-xdist is the first to import."""
    worker = getattr(config, "workerinput", None)
    if worker is None:
        return []
    folders = [path for path in map(config.rootpath.joinpath, config.args) if path.is_dir()]
    found = sorted({path for folder in folders for path in folder.rglob("test_*.py")})
    return found[int(worker["workerid"].removeprefix("gw")) :: worker["workercount"]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test with a database, broker or worker `services`, for a second run on external servers.

    The long groups come first.
    """
    items[:] = kept.sort(items)
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & {"db", "transactional_db", "module_db", "live_server"} or item.get_closest_marker("django_db"):
            item.add_marker("services")


class _Scheduling(LoadScopeScheduling):
    """Send the tests of a module to one worker of pytest-xdist, where its fixtures are created once.

    Tests that start processes or depend on timing share one worker, so that they never run in parallel; so do those
    that drive a browser. Groups of pytest-xdist would say the same, but its 3.8 writes them where pytest 9.2 does not
    look.
    """

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.split("::", maxsplit=1)[0]
        if module.startswith(BROWSER):
            return "browser"
        return "alone" if module.startswith(ALONE) else module


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return _Scheduling(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """Keep the state of the process before the first test of a module; `pytest_runtest_teardown` compares it."""
    if item.config.pluginmanager.hasplugin("django") and MODULE_STATE not in item.config.stash:
        from tests import process_state  # noqa: PLC0415 - imports Celery, which the servers have to precede

        item.config.stash[MODULE_STATE] = process_state.state()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """Before a test's own transaction begins, set up the rows that it shares with the test before (`tests.kept`)."""
    if fixturedef.argname == "_django_db_helper":
        writing = writing_with(request.getfixturevalue("django_db_blocker"))
        if kept.prepare(request, writing):
            forget()
    return (yield)


def forget() -> None:
    """Forget what the process keeps of rows, as after setting them up for one test alone."""
    from positions.caching import in_process  # noqa: PLC0415 - needs Django set up
    from tests.positions import past_day  # noqa: PLC0415

    in_process.clear()
    past_day.forget_codebooks()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """Fail the last test of a module that leaves another state of the process than it met."""
    result = yield
    if (nextitem is None or nextitem.path != item.path) and MODULE_STATE in item.config.stash:
        from tests import process_state  # noqa: PLC0415

        before = item.config.stash[MODULE_STATE]
        del item.config.stash[MODULE_STATE]
        process_state.compare(before, item.nodeid.split("::", maxsplit=1)[0])
        renew_database(item, nextitem)
    return result


def renew_database(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Give this worker a fresh copy of the database, after each so many modules whose tests roll back."""
    renew = item.config.stash.get(RENEW, None)
    if renew is None or nextitem is None or nextitem.nodeid.startswith((*ALONE, BROWSER)):
        return
    item.config.stash[MODULES] = modules = item.config.stash.get(MODULES, 0) + 1
    if modules % RENEWED_AFTER == 0:
        renew()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, django_db_blocker, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], None] | None]:
    """Have the workers of pytest-xdist copy one migrated database; return what makes one more copy, by its name.

    Without workers, there is one database to migrate anyway, and nothing to copy: None.
    """
    run = getattr(request.config, "workerinput", {}).get("testrunuid")
    if run is None:
        yield None
        return
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    from tests import template_database  # noqa: PLC0415

    name = f"test_{connection.settings_dict['NAME']}_migrated"
    with django_db_blocker.unblock():
        made_here = template_database.ensure(name, run)
    connection.settings_dict["TEST"]["TEMPLATE"] = name

    def copy(to: str) -> None:
        with django_db_blocker.unblock():
            template_database.copy(name, run, to)

    def renew() -> None:
        with django_db_blocker.unblock():
            template_database.renew(name, run)

    request.config.stash[RENEW] = renew
    yield copy
    del request.config.stash[RENEW]
    if made_here:
        with django_db_blocker.unblock():
            template_database.drop(name)


@pytest.fixture(scope="session")
def copy_migrated(django_db_modify_db_settings: Callable[[str], None] | None) -> Callable[[str], None]:
    """Return a function that makes a migrated database of a name: a copy where there is one to copy."""
    from tests import database_server  # noqa: PLC0415

    return django_db_modify_db_settings or database_server.migrate


@pytest.fixture
def shared() -> Path:
    """The folder with real letters; the test is skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not at hand")
    return SHARED


@pytest.fixture(autouse=True)
def world_of_tests(request: pytest.FixtureRequest) -> None:
    """Defaults of every Django test: static files without a manifest and not collected, and no messages to a broker.

    Tests with real workers (`processes`) send real messages; others call `run_steps` in a worker's place.
    """
    if not request.config.pluginmanager.hasplugin("django"):
        return
    settings = request.getfixturevalue("settings")
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    # WhiteNoise looks at each file in the folder for each new client of a test, once another test has collected them.
    settings.STATIC_ROOT = None
    settings.PASSWORD_HASHERS = FAST_HASHERS
    from django.core.cache import cache  # noqa: PLC0415 - needs Django set up

    from positions.caching import in_process  # noqa: PLC0415

    in_process.clear()
    cache.clear()  # with it the requests that count towards a client's rate
    if request.node.get_closest_marker("processes") is None:
        send_no_messages(request.getfixturevalue("monkeypatch"))


@pytest.fixture(autouse=True)
def kept_counts_are_right(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every test with a database: what is kept of how much waits is what a recount finds."""
    way = next((each for each in ("transactional_db", "db") if each in request.fixturenames), None)
    if way is None:
        yield
        return
    request.getfixturevalue(way)
    yield
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    from letters.pages.kept_counts import KEPT_COUNTS  # noqa: PLC0415
    from tests.planned_once import planned_once  # noqa: PLC0415

    if not connection.needs_rollback:
        with planned_once():
            assert KEPT_COUNTS.differing() == {}


def send_no_messages(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("letters.ingestion.task_queue.publish", lambda task, row_id, queue: None)


def writing_with(blocker: Any) -> Callable[[], AbstractContextManager[None]]:
    """Return what lets several tests' fixtures write to the database, with the defaults of `world_of_tests`."""
    from django.test import override_settings  # noqa: PLC0415 - needs Django set up

    @contextmanager
    def writing() -> Iterator[None]:
        quick = override_settings(PASSWORD_HASHERS=FAST_HASHERS)
        with blocker.unblock(), quick, pytest.MonkeyPatch.context() as patch:
            send_no_messages(patch)
            yield

    return writing


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker) -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """A transaction around all tests of a module: what is written in `with module_db():` is there in each of them.

    Each test still undoes its own changes, and the end of the module undoes the rest. Not beside tests with
    `transactional_db` or `live_server`, which commit.
    """
    from django.db import transaction  # noqa: PLC0415 - needs Django set up

    writing = writing_with(django_db_blocker)
    kept.end(writing)
    around = transaction.atomic()
    around._from_testcase = True  # as pytest-django's: in it a block may call itself durable
    with django_db_blocker.unblock():
        around.__enter__()
    yield writing
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture(scope="session")
def codebook_rows(django_db_setup, django_db_blocker) -> tuple[list[Model], ...]:
    """The rows that `load_codebook` makes, of which it leaves none in the database."""
    from django.core.management import call_command  # noqa: PLC0415 - needs Django set up
    from django.db import transaction  # noqa: PLC0415

    from positions.models import CodebookVersion, Topic  # noqa: PLC0415

    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_codebook")
        rows = list(CodebookVersion.objects.all()), list(Topic.objects.all())
        transaction.set_rollback(True)
    return rows


@pytest.fixture
def run_steps(db) -> Callable[[], None]:
    """Run, in this process, every step that an ingestion is ready for."""
    from letters.ingestion import steps  # noqa: PLC0415 - needs Django set up
    from letters.models import Ingestion  # noqa: PLC0415

    def run() -> None:
        for pk in Ingestion.objects.filter(state__in=Ingestion.READY).order_by("pk").values_list("pk", flat=True):
            steps.advance(pk)

    return run


@kept.kept
def take_in(db) -> Callable[..., object]:
    """Ingest bytes or text as a letter, all steps at once; return the refreshed ingestion."""
    from tests import factories  # noqa: PLC0415 - needs Django set up

    return factories.take_in


@pytest.fixture
def workers() -> Iterator[ThreadPoolExecutor]:
    """Threads for `tests.at_once`."""
    with ThreadPoolExecutor(2) as pool:
        yield pool


def pytest_report_header() -> str:
    return f"database: {'DATABASE_URL' if os.environ.get('DATABASE_URL') else 'embedded'}"
