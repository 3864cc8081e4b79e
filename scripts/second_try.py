"""Run the modules of what failed in the last test run once more, alone: for tests of processes and of the browser.

    python -m scripts.second_try

Such a test may fail because other tests kept the machine busy. Any other failing test, or more than `MOST`, is a fault
at once, and nothing is run again. What fails alone too is a fault. Exit status 0 only if every test of those modules
passes now; what failed is named in any case, so that it can be mended.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
FAILED = Path(".pytest_cache/v/cache/lastfailed")  # written by pytest
BESIDE_PROCESSES = (
    "tests/end_to_end/browser/",
    "tests/end_to_end/deployment/",
    "tests/end_to_end/faults/",
    "tests/end_to_end/load/",
    "tests/end_to_end/workers/",
    "tests/tracker/dev_runner/",
    "tests/tracker/local_servers/",
    "tests/tracker/operations/test_backups.py",
)
MOST = 3


def main(project: Path = PROJECT, options: Collection[str] = ()) -> int:
    record = project / FAILED
    failed = sorted(json.loads(record.read_text())) if record.exists() else []
    refused = why_not(failed)
    if refused:
        print(f"No second try: {refused}.")
        return 1
    print("Failed beside other tests; their modules run once more, alone:", *failed, sep="\n  ", flush=True)
    alone = [sys.executable, "-m", "pytest", "-q", *options, *sorted({name.split("::")[0] for name in failed})]
    return subprocess.run(alone, check=False, cwd=project).returncode


def why_not(failed: Collection[str]) -> str | None:
    """Return why these tests get no second try, or None."""
    if not failed:
        return "pytest kept no list of what failed"
    if len(failed) > MOST:
        return f"{len(failed)} tests failed, more than {MOST}"
    others = [name for name in failed if not name.startswith(BESIDE_PROCESSES)]
    return f"neither of processes nor of the browser: {', '.join(others)}" if others else None


if __name__ == "__main__":
    sys.exit(main())
