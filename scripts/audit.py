"""Vulnerability audit of the runtime requirements with pip-audit, which also fails on packages that were skipped.

pip-audit and its packages (`audit.txt`) are installed apart from the developers' environment: beside httpx, which
imports some of them where they are, they would cost every process of the tests a tenth of a second.

    python -m scripts.audit [--offline-is-fine]

Exit status 1 for a known vulnerability or a package that could not be looked up; 2 if the service could not be reached,
unless `--offline-is-fine`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements.txt"
APART = Path(sys.prefix) / "audit"  # pip-audit's packages
AUDIT = Path(__file__).with_name("audit.txt")
SAFE, UNSAFE, NOT_ASKED = 0, 1, 2
SECONDS = 300


def main(arguments: list[str]) -> int:
    code, lines = verdict(asked())
    print("\n".join(lines))
    return SAFE if code == NOT_ASKED and "--offline-is-fine" in arguments else code


def install() -> None:
    stamp = APART / "installed.txt"
    if stamp.exists() and stamp.read_text() == AUDIT.read_text():
        return
    shutil.rmtree(APART, ignore_errors=True)
    uv = [str(Path(sys.executable).with_name("uv")), "pip", "install", "--quiet", "--python", sys.executable]
    subprocess.run([*uv, "--require-hashes", "--target", str(APART), "--requirement", str(AUDIT)], check=True)
    shutil.copyfile(AUDIT, stamp)


def asked() -> dict[str, Any] | None:
    """Return pip-audit's report; None if it produced none."""
    install()
    alone = {**os.environ, "PYTHONPATH": str(APART)}
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--requirement",
        str(REQUIREMENTS),
        "--disable-pip",
        "--require-hashes",
    ]
    command += ["--format", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=SECONDS, env=alone)
        report: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None
    return report


def verdict(report: dict[str, Any] | None) -> tuple[int, list[str]]:
    packages = (report or {}).get("dependencies", [])
    passed_over = [each for each in packages if "skip_reason" in each]
    if len(passed_over) == len(packages):
        return NOT_ASKED, ["Nothing was audited: the service with the known holes could not be asked."]
    holes = [
        f"{each['name']} {each['version']}: {hole_words(hole)}" for each in packages for hole in each.get("vulns", [])
    ]
    unknown = [f"{each['name']} could not be looked up: {each['skip_reason']}" for each in passed_over]
    if holes or unknown:
        return UNSAFE, [*holes, *unknown]
    return SAFE, [f"{len(packages)} packages, no known holes."]


def hole_words(hole: dict[str, Any]) -> str:
    mended = ", ".join(hole.get("fix_versions", [])) or "no version yet"
    return f"{hole['id']} (mended in {mended})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
