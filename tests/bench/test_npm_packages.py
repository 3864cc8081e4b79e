"""The packages that come from npm are pinned by version, digest and place."""

from __future__ import annotations

import json

import pytest

from bench.npm_packages import PACKAGES


@pytest.mark.parametrize(("name", "program"), [("lighthouse", "lighthouse"), ("nu-checker", "vnu-jar")])
def test_every_package_is_pinned_by_version_digest_and_place(name: str, program: str) -> None:
    wanted = json.loads((PACKAGES / name / "package.json").read_text())["dependencies"]
    packages = json.loads((PACKAGES / name / "package-lock.json").read_text())["packages"]
    assert packages.pop("")["dependencies"] == wanted
    assert packages[f"node_modules/{program}"]["version"] == wanted[program]
    for each, package in packages.items():
        assert package["integrity"].startswith("sha512-"), each
        assert package["resolved"].startswith("https://registry.npmjs.org/"), each
