"""plotly.js has the version that the figures are written for, in the smallest bundle, outside the project."""

from __future__ import annotations

import subprocess

from plotly.offline import get_plotlyjs_version

from tracker.local_servers.paths import PROJECT
from tracker.operations import plotlyjs


def test_the_small_bundle_is_of_the_version_that_the_package_embeds() -> None:
    assert get_plotlyjs_version() == plotlyjs.VERSION


def test_without_npm_the_packages_own_serves(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("STANDPUNT_VAR", str(tmp_path))
    monkeypatch.setattr(plotlyjs.shutil, "which", lambda name: None)
    assert plotlyjs.prepare() == plotlyjs.WHOLE
    assert f"v{plotlyjs.VERSION}" in (plotlyjs.folder() / plotlyjs.SCRIPT).read_text()[:400]
    assert "MIT" in (plotlyjs.folder() / plotlyjs.LICENCE).read_text()


def test_another_file_than_the_pinned_one_is_refused(monkeypatch, tmp_path) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho something else > plotly.tgz\n")
    npm.chmod(0o755)
    monkeypatch.setenv("STANDPUNT_VAR", str(tmp_path / "var"))
    monkeypatch.setattr(plotlyjs.shutil, "which", lambda name: str(npm))
    assert plotlyjs.prepare() == plotlyjs.WHOLE


def test_it_is_not_in_the_project() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    assert "plotly.min.js" not in listed
