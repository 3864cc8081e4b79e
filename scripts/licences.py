"""Licence check of the runtime requirements; fails on GPL, AGPL and unknown licences.

Usage: `python -m scripts.licences`.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from packaging.requirements import Requirement

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements.txt"
PINNED = re.compile(r"^([a-zA-Z0-9][^\s\\]*==[^\\]+?)\s*\\?$", re.MULTILINE)
CLASSIFIER = "License :: "
GPL = re.compile(r"\b(A?GPL|(GNU )?(Affero )?General Public License)", re.IGNORECASE)
LESSER = re.compile(r"\bLGPL|(Lesser|Library) General Public License[^;,]*", re.IGNORECASE)
# Packages without a licence in their metadata; read from the licence file that they include.
READ = {"resvg-py": "MIT"}
# Used unmodified and through their public interface, as the LGPL requires.
LGPL_ALLOWED = ("psycopg2-binary", "python-crontab")


def main() -> int:
    found = {name: licence_of(metadata(name)) or READ.get(name, "") for name in installed(REQUIREMENTS.read_text())}
    for name, licence in found.items():
        print(f"{name:32} {licence or '(unknown)'}")
    wrong = [complaint for name, licence in found.items() if (complaint := complaint_of(name, licence))]
    print("\n".join(["", *wrong] if wrong else ["", f"{len(found)} packages, none under the GPL or AGPL."]))
    return 1 if wrong else 0


def installed(requirements: str) -> list[str]:
    """Return the pinned packages that apply to this platform."""
    asked = [Requirement(line) for line in PINNED.findall(requirements)]
    return [one.name for one in asked if one.marker is None or one.marker.evaluate()]


def licence_of(about: PackageMetadata) -> str:
    """Return the licence as stated: the expression, else the classifiers, else the first line of the licence text."""
    if expression := about.get("License-Expression"):
        return str(expression)
    named = [each.removeprefix(CLASSIFIER) for each in about.get_all("Classifier", []) if each.startswith(CLASSIFIER)]
    if named := [each.removeprefix("OSI Approved :: ") for each in named if each != "OSI Approved"]:
        return "; ".join(named)
    return str(about.get("License") or "").strip().partition("\n")[0][:80]


def complaint_of(name: str, licence: str) -> str:
    """Return the problem, or "". Of alternatives (OR) one acceptable licence suffices."""
    if not licence:
        return f"{name} does not say under which licence it stands."
    if all(GPL.search(LESSER.sub("", choice)) for choice in licence.split(" OR ")):
        return f"{name} stands under {licence}."
    if LESSER.search(licence) and name not in LGPL_ALLOWED:
        return f"{name} stands under {licence}; the LGPL is allowed of {', '.join(LGPL_ALLOWED)} alone."
    return ""


if __name__ == "__main__":
    try:
        sys.exit(main())
    except PackageNotFoundError as error:
        sys.exit(f"{error.name} is in requirements.txt and not installed: make setup.")
