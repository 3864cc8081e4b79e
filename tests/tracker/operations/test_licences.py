"""Licence check and vulnerability audit: refused licences, and packages that count as audited."""

from __future__ import annotations

import pytest

from scripts import audit, licences

LOOKED_UP = {"name": "django", "version": "5.2.19", "vulns": []}
PASSED_OVER = {"name": "zee", "skip_reason": "not found"}
HOLE = {"name": "lxml", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}


@pytest.mark.parametrize(
    "licence",
    [
        "GPL-3.0-only", "AGPL-3.0", "GNU General Public License v3 (GPLv3)", "GNU Affero General Public License v3",
        "GPLv2", "LGPL-3.0", "GNU Lesser General Public License v3 (LGPLv3)", "MIT AND GPL-2.0", "",
    ],
)  # fmt: skip
def test_a_licence_that_asks_too_much_or_is_unknown_is_refused(licence) -> None:
    assert "zee" in licences.complaint_of("zee", licence)


@pytest.mark.parametrize("licence", ["MIT", "BSD License; Apache Software License", "MPL-2.0", "GPL-2.0 OR MIT"])
def test_a_licence_that_leaves_us_free_is_not(licence) -> None:
    assert licences.complaint_of("zee", licence) == ""


def test_the_lgpl_is_allowed_of_what_is_named() -> None:
    assert licences.complaint_of("psycopg2-binary", "GNU Library or Lesser General Public License (LGPL)") == ""


def test_a_package_for_another_system_is_not_asked_for() -> None:
    pins = 'zee==1.0 \\\n    --hash=sha256:0\nvis==2.0 ; sys_platform == "win32" \\\n    --hash=sha256:0\n'
    assert licences.installed(pins) == ["zee"]


@pytest.mark.parametrize(
    ("packages", "code", "says"),
    [
        ([LOOKED_UP], audit.SAFE, "1 packages, no known holes."),
        ([LOOKED_UP, HOLE], audit.UNSAFE, "lxml 1.0: PYSEC-1 (mended in 1.1)"),
        ([LOOKED_UP, PASSED_OVER], audit.UNSAFE, "zee could not be looked up: not found"),
        ([PASSED_OVER, PASSED_OVER], audit.NOT_ASKED, "could not be asked"),
        ([], audit.NOT_ASKED, "could not be asked"),
    ],
)
def test_what_was_not_looked_up_does_not_pass_for_safe(packages, code, says) -> None:
    found, lines = audit.verdict({"dependencies": packages})
    assert found == code
    assert says in lines[0]
