"""Log lines: what comes from outside stays within its line, and what we refuse is no fault of ours."""

from __future__ import annotations

import io
import json
import logging
import sys
from importlib import import_module
from logging.config import DictConfigurator
from typing import Any

import pytest

from tracker.operations.logs import JsonLines, PlainLines

FORGED = "/brieven/x%0a2026-11-29 INFO forged%1b[2J%00%c2%85%e2%80%a8%e2%80%ae/tekst.txt"


def record_of(message: str, error: Any = None) -> logging.LogRecord:
    return logging.LogRecord("letters.x", logging.ERROR, __file__, 1, "%s", (message,), error)


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["line", "json"])
def test_an_address_cannot_write_a_log_line_of_its_own(client, settings, form) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(DictConfigurator({}).configure_formatter(dict(settings.LOGGING["formatters"][form])))
    log = logging.getLogger("tracker.operations.request_log")
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        client.get(FORGED)
    finally:
        log.removeHandler(handler)
        log.setLevel(before)
    line = written.getvalue().removesuffix("\n")
    assert line.isprintable()
    assert "forged" in line


def test_lines_for_people_are_written_so() -> None:
    line = PlainLines().format(record_of("brief\n2026 INFO \x1b[2J\0\udc80 é 𝔢"))
    assert line.endswith(r" ERROR letters.x brief\n2026 INFO \x1b[2J\x00\udc80 é 𝔢")


def test_a_traceback_is_no_line_of_its_own_either() -> None:
    try:
        raise ValueError("een\n2026 INFO vals\x1b")
    except ValueError:
        line = PlainLines().format(record_of("fout", sys.exc_info()))
    first, *rest = line.split("\n")
    assert first.endswith(" ERROR letters.x fout")
    assert rest[-1] == r"  2026 INFO vals\x1b"
    assert all(line.startswith("  ") for line in rest)


def test_json_keeps_what_was_said() -> None:
    said = "een\n\x7f\x85\u2028\U000e0001 é 𝔢 \udc80"
    text = JsonLines().format(record_of(said))
    assert text.isprintable()
    assert json.loads(text)["message"] == said


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "host"), [("/oembed?format=x", "testserver"), ("/", "elders.example")])
def test_whoever_is_refused_raises_no_alarm(client, caplog, path, host) -> None:
    assert client.get(path, headers={"Host": host}).status_code in (400, 501)
    told = [record for record in caplog.records if record.name.startswith("django.")]
    assert {(record.levelno, record.levelname) for record in told} == {(logging.WARNING, "WARNING")}


@pytest.mark.django_db
def test_a_fault_of_ours_does(client, caplog, monkeypatch) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr(import_module("positions.views.oembed"), "chart_at", lambda *_: 1 / 0)
    assert client.get("/oembed").status_code == 500
    assert "ERROR" in {record.levelname for record in caplog.records if record.name == "django.request"}
