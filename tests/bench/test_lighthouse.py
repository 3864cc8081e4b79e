"""Lighthouse's packages are pinned by digest, and its report is read as the version that is pinned writes it."""

from __future__ import annotations

import json

import pytest

from bench.lighthouse_program import PACKAGES, Run, medians, script_name


def run(**figures) -> Run:
    names = [name for name in Run.__slots__ if name != "scripts"]
    return Run(**(dict.fromkeys(names, 0) | {"scripts": {}} | figures))


def test_every_package_is_pinned_by_version_digest_and_place() -> None:
    wanted = json.loads((PACKAGES / "package.json").read_text())["dependencies"]
    packages = json.loads((PACKAGES / "package-lock.json").read_text())["packages"]
    assert packages.pop("")["dependencies"] == wanted
    assert packages["node_modules/lighthouse"]["version"] == wanted["lighthouse"]
    for name, package in packages.items():
        assert package["integrity"].startswith("sha512-"), name
        assert package["resolved"].startswith("https://registry.npmjs.org/"), name


def test_each_figure_has_its_own_median() -> None:
    found = medians([run(lcp=1, tbt=30), run(lcp=2, tbt=20), run(lcp=9, tbt=10)])
    assert (found.lcp, found.tbt) == (2, 20)


def test_a_script_that_a_run_does_not_list_counts_as_nothing_there() -> None:
    found = medians([run(scripts={"timeline.js": 60}), run(), run()])
    assert found.scripts == {"timeline.js": 0}


@pytest.mark.parametrize(
    "address", ["http://x/static/positions/timeline.0123456789ab.js", "http://x/static/positions/timeline.js?v=1"]
)
def test_a_script_goes_by_its_name_without_digest(address: str) -> None:
    assert script_name(address) == "timeline.js"
