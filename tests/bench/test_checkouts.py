"""A site to measure is filled and served by the commands of the project, whoever's servers the caller uses."""

from __future__ import annotations

import tempfile
import urllib.request
from pathlib import Path

import pytest

from bench.checkouts import site
from bench.readers import ROOT

pytestmark = pytest.mark.processes


def test_a_site_has_its_letters_and_static_files(monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")
    with tempfile.TemporaryDirectory(prefix="sp-site-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)  # readable for the other account that runs root's database
        with site(ROOT, "5", Path(folder) / "here") as address:
            page = urllib.request.urlopen(f"{address}/onderwerpen/russia/").read().decode()
    assert "Brief nummer 4 over de stand van zaken" in page
    assert "positions/chart_start." in page
