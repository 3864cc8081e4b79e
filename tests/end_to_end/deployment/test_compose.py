"""The services of docker-compose.yml, started without Docker with the same commands and tested over HTTP."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml

from tests import factories
from tests.end_to_end.deployment.compose_stack import FILE, PROJECT, Stack, read_dotenv, services
from tests.end_to_end.deployment.visitor import NAME, Visitor
from tests.end_to_end.servers import until
from tests.letters.sources import koop_records
from tests.letters.sources.koop_stand_in import Repository

pytestmark = [pytest.mark.processes, pytest.mark.faults]

PASSWORD = "een-lang-wachtwoord"
STANCE = "Het kabinet wil de sancties tegen Rusland aanscherpen en de druk op Rusland verder opvoeren."
FILLED_IN = {
    "STANDPUNT_SECRET_KEY": "abcdefghij" * 5,
    "POSTGRES_PASSWORD": "geheim123",
    "STANDPUNT_ALLOWED_HOSTS": NAME,
    "STANDPUNT_CSRF_TRUSTED_ORIGINS": f"https://{NAME}",
    "STANDPUNT_FETCH_PAUSE": "0",
    "STANDPUNT_EVERY_SECONDS": "2",
}
# Of the batch: finished files, letters, texts and stored files.
TWICE = """
SELECT COUNT(*), COUNT(DISTINCT i.letter_id), COUNT(DISTINCT r.id), COUNT(DISTINCT i.document_id)
FROM letters_ingestion i JOIN letters_revision r ON r.letter_id = i.letter_id
WHERE i.state = 'done' AND i.name LIKE 'brief-2__.md'
"""


@pytest.fixture(scope="module")
def repository() -> Iterator[Repository]:
    """A KOOP stand-in with three letters in one dossier, all about Russia."""
    server = Repository()
    for number in ("12", "13", "14"):
        sentences = (*koop_records.other_sentences(int(number)), STANCE)
        server.add(number, files={"xml": koop_records.publication(number, sentences=sentences)})
    yield server
    server.close()


@pytest.fixture(scope="module")
def stack(repository: Repository) -> Iterator[Stack]:
    if not shutil.which("redis-cli"):
        pytest.skip("no redis-cli here, with which the compose file asks the broker how it is")
    folder = Path(tempfile.mkdtemp(prefix="sp-stack-", dir="/tmp"))
    values = read_dotenv((PROJECT / ".env.example").read_text()) | FILLED_IN
    stack = Stack(values | {"STANDPUNT_KOOP_URL": f"{repository.url}/sru"}, folder)
    build = {"PATH": stack.environment("web")["PATH"], "STANDPUNT_VAR": str(folder / "var"), "HOME": str(folder)}
    try:
        subprocess.run(["sh", "scripts/build.sh"], cwd=PROJECT, env=build, check=True, capture_output=True)
        stack.up()
        stack.manage("createsuperuser", "--noinput", "--username=eva", "--email=", DJANGO_SUPERUSER_PASSWORD=PASSWORD)
        yield stack
    finally:
        stack.remove()


@pytest.fixture
def visitor(stack: Stack) -> Iterator[Visitor]:
    with Visitor(stack.port) as visitor:
        yield visitor


def has_letter(visitor: Visitor, key: str) -> bool:
    return visitor.get(f"/brieven/{key}/").status_code == 200


def test_nothing_is_named_twice_in_one_place() -> None:
    """Debian's docker-compose takes the last of two duplicate keys; `docker compose` rejects the file."""

    def mappings(node: yaml.Node) -> Iterator[list[str]]:
        if isinstance(node, yaml.MappingNode):
            yield [key.value for key, _ in node.value]
        for part in getattr(node, "value", []):
            for inner in part if isinstance(part, tuple) else (part,):
                if isinstance(inner, yaml.Node):
                    yield from mappings(inner)

    assert [keys for keys in mappings(yaml.compose(FILE.read_text())) if len(set(keys)) < len(keys)] == []


def test_debians_docker_compose_reads_the_file_as_we_do(tmp_path: Path) -> None:
    if not shutil.which("docker-compose"):
        pytest.skip("docker-compose is not installed")
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in FILLED_IN.items()))
    done = subprocess.run(
        ["docker-compose", "--file", FILE, "--env-file", tmp_path / ".env", "config"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    theirs = yaml.safe_load(done.stdout)["services"]
    ours = services(FILLED_IN)
    assert {name: service.get("command") for name, service in theirs.items()} == {
        name: service.get("command") for name, service in ours.items()
    }
    assert theirs["web"]["environment"] == ours["web"]["environment"]


def test_every_setting_reaches_the_containers() -> None:
    read = set(re.findall(r'"((?:STANDPUNT|LANGUAGE_MODEL)_[A-Z_]+)"', (PROJECT / "tracker/settings.py").read_text()))
    passed_on = set(services(FILLED_IN)["web"]["environment"])
    # Debug pages are refused in production; a watched folder has to be mounted (docs/deployment.md).
    assert read - passed_on == {"STANDPUNT_DEBUG", "STANDPUNT_INBOX"}


def test_the_example_as_it_stands_starts_nothing() -> None:
    values = read_dotenv((PROJECT / ".env.example").read_text())
    environment = services(values)["prepare"]["environment"]
    done = subprocess.run(
        [PROJECT / ".venv/bin/python", "-m", "tracker.operations.prepare"],
        cwd=PROJECT, env={name: value for name, value in environment.items() if value is not None},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    for name in ("STANDPUNT_SECRET_KEY", "DATABASE_URL", "STANDPUNT_ALLOWED_HOSTS"):
        assert f"{name} still has the example's value" in done.stderr


def test_all_of_it_becomes_ready(stack: Stack, visitor: Visitor) -> None:
    until(lambda: visitor.get("/readyz").json()["ready"], "database, migrations, broker and both queues are there")


def test_the_database_has_the_settings_of_the_file(stack: Stack) -> None:
    assert len(stack.db_options) > 5
    for name, value in (option.split("=") for option in stack.db_options):
        assert stack.db.query(f"SHOW {name}") == [(value,)]


def test_a_fetched_letter_is_on_its_page_and_on_the_timeline(stack: Stack, visitor: Visitor) -> None:
    done = stack.manage("fetch", "koop", "--id", "kst-99301-12", "--json")
    assert json.loads(done.stdout)["new"] == 1, done.stderr
    assert STANCE in visitor.get("/brieven/kst-99301-12/").raise_for_status().text
    visitor.sign_in("eva", PASSWORD)
    until(lambda: STANCE in visitor.get("/onderwerpen/russia/").text, "its stance is on the topic's page")
    assert "kst-99301-12" in visitor.get("/onderwerpen/russia/gegevens.csv").raise_for_status().text


def test_a_stranger_sees_no_proposals(stack: Stack, visitor: Visitor) -> None:
    assert STANCE not in visitor.get("/onderwerpen/russia/").raise_for_status().text
    assert "kst-99301-12" not in visitor.get("/onderwerpen/russia/gegevens.csv").raise_for_status().text


def test_a_subscription_brings_letters_by_itself(stack: Stack, visitor: Visitor) -> None:
    visitor.sign_in("eva", PASSWORD)
    answer = visitor.send_form(
        "/admin/letters/harvestjob/add/", source="koop", dossiers="99 301", every_hours="24", most="10", active="on",
        due_at_0="2020-01-01", due_at_1="00:00",
    )  # fmt: skip
    assert answer.status_code == 302, answer.text
    until(lambda: has_letter(visitor, "kst-99301-13") and has_letter(visitor, "kst-99301-14"), "both letters come")
    until(lambda: "99 301" in visitor.get("/bronnen/").text, "the page of sources tells of it")


def test_an_uploaded_file_becomes_a_letter(stack: Stack, visitor: Visitor) -> None:
    visitor.sign_in("eva", PASSWORD)
    text = factories.letter(number="77", sentences=(*factories.SENTENCES, STANCE))
    assert visitor.upload("zee.md", text).json()["error"] == ""
    until(lambda: has_letter(visitor, "kst-99301-77"), "the letter is on its page")


def test_the_same_batch_uploaded_twice_at_once_makes_each_letter_once(stack: Stack) -> None:
    numbers = range(200, 220)
    files = {
        f"brief-{n}.md": factories.letter(number=str(n), sentences=koop_records.other_sentences(n)) for n in numbers
    }

    def upload(name: str) -> list[str]:
        with Visitor(stack.port) as visitor:
            visitor.sign_in("eva", PASSWORD)
            answers = [visitor.upload(name, text) for name, text in files.items()]
        return [answer.json()["error"] for answer in answers]

    with ThreadPoolExecutor() as both:
        assert list(both.map(upload, ("first", "second"))) == [[""] * 20] * 2
    until(lambda: stack.db.query(TWICE)[0][0] == 40, "all forty files are done", seconds=180)
    assert stack.db.query(TWICE) == [(40, 20, 20, 20)]


def test_a_letter_is_followed_through_the_logs_of_web_and_workers(stack: Stack, visitor: Visitor) -> None:
    visitor.sign_in("eva", PASSWORD)
    assert visitor.upload("spoor.md", factories.letter(number="88", sentences=koop_records.other_sentences(88))).json()
    until(lambda: has_letter(visitor, "kst-99301-88"), "the letter is on its page")
    stored = next(line for line in stack.lines("web") if line["message"] == "stored spoor.md")
    assert stored["request_id"]
    recorded = [line for line in stack.lines("worker-quick") if line.get("ingestion") == stored["ingestion"]]
    assert [line["letter"] for line in recorded] == ["kst-99301-88"]
    until(lambda: about_letter(stack, "worker") == {"positions.coders.run"}, "the bulk worker proposed on it")
    assert about_letter(stack, "web") == {"tracker.operations.request_log"}


def about_letter(stack: Stack, name: str) -> set[str]:
    return {line["logger"] for line in stack.lines(name) if line.get("letter") == "kst-99301-88"}


def test_static_files_come_compressed_and_for_good(stack: Stack, visitor: Visitor) -> None:
    page = visitor.get("/").raise_for_status().text
    address = re.search(r'href="(/static/[^"]+\.css)"', page)
    assert address
    for accepted, encoding in (("gzip", "gzip"), ("gzip, deflate, br", "br")):
        answer = visitor.get(address[1], headers={"Accept-Encoding": accepted})
        assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, encoding)
        assert "immutable" in answer.headers["Cache-Control"]


def test_who_comes_without_https_or_under_another_name_is_sent_off(stack: Stack) -> None:
    with Visitor(stack.port) as visitor:
        assert visitor.get("/", headers={"Host": "elders.example"}).status_code == 400
        session = visitor.send_form("/aanmelden/", username="eva", password=PASSWORD).headers.get_list("set-cookie")
    assert session
    assert all("Secure" in cookie for cookie in session)


def test_nothing_is_written_but_where_the_image_may_write(stack: Stack) -> None:
    assert sorted(path.name for path in (stack.folder / "var").iterdir()) == ["made", "static"]


def test_a_signal_ends_all_of_it_in_good_order(stack: Stack) -> None:
    assert set(stack.down().values()) == {0}
