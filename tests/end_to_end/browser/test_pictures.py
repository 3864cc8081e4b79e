"""The pictures of README and docs can be taken from the current pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from scripts.make_pictures import HEIGHT, WANTED, WIDTH, Picture, take
from tests.end_to_end.browser.page_checks import pytestmark  # noqa: F401
from tracker.operations import plotlyjs

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def examples(db) -> None:
    plotlyjs.prepare()
    for command in ("load_codebook", "load_examples", "load_example_stances"):
        call_command(command, verbosity=0)


def test_each_page_has_what_its_picture_asks(chromium, live_server, examples, tmp_path: Path) -> None:
    for picture in WANTED:
        head = take(chromium, live_server.url, picture, tmp_path).read_bytes()[:24]
        assert head.startswith(b"\x89PNG")
        assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (WIDTH, HEIGHT)


def test_the_program_starts_by_itself_and_names_the_pictures_that_there_are() -> None:
    command = [sys.executable, "-m", "scripts.make_pictures", "niets"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr.startswith("No picture is called niets; there are ")


def test_of_a_page_that_is_not_there_no_picture_is_taken(chromium, live_server, db, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="404"):
        take(chromium, live_server.url, Picture("nothing", "/brieven/niets/"), tmp_path)
    assert not list(tmp_path.iterdir())
