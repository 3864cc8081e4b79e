"""How the cost of each page grows with the letters: cold, kept, and beside a minimal SQL of the same page.

    .venv/bin/python -m bench.scale [--letters 1000 10000] [--pages WORD ...] [--keep FOLDER]

Each size has a database of its own, of generated text. A page is requested within this process, so that CPU is that of
the web process alone, once cold (caches empty, the database's own cache warm) and once more, kept. Printed are
milliseconds, CPU, queries, rows read by the database (of tables and of index entries) and kilobytes; then for each page
by how much time and rows grew. Exports are read to their end, and beside COPY of the same records.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SIZES = (1_000, 10_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, nargs="+", default=SIZES)
    parser.add_argument("--pages", nargs="*", default=(), help="only pages with one of these words in their name")
    parser.add_argument("--keep", type=Path, help="keep the databases here, and use those that are there")
    asked = parser.parse_args()
    found = {}
    with tempfile.TemporaryDirectory(prefix="standpunt-bench-") as temporary:
        folder = asked.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)  # readable for the other account that runs root's database
        for size in asked.letters:
            found[size] = measured(folder.resolve() / str(size), size, asked.pages)
            print(f"\n{size} letters\n{HEAD}")
            for name, row in found[size].items():
                print(line(name, row))
    if len(found) > 1:
        print_growth(found)


def measured(folder: Path, size: int, words: list[str]) -> dict[str, dict[str, float | None]]:
    """Measure one size in a process of its own, whose database is in the folder; by page."""
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    environment = os.environ | {
        "STANDPUNT_VAR": str(folder / "var"),
        "STANDPUNT_ALLOWED_HOSTS": "*",
        "STANDPUNT_API_RATE": "1000000/min",
        "STANDPUNT_EXPORT_RATE": "1000000/min",
        "STANDPUNT_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
    }
    command = [sys.executable, "-m", "bench.scale_pages", str(size), *words]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


HEAD = f"{'':30}{'cold ms':>9}{'CPU ms':>9}{'kept ms':>9}{'queries':>9}{'rows':>11}{'kB':>9}{'SQL ms':>9}{'x SQL':>8}"


def line(name: str, row: dict[str, float | None]) -> str:
    cells = "".join(
        f"{cell(row[key], unit):>9}" for key, unit in (("cold", 1), ("cpu", 1), ("kept", 1), ("queries", 0))
    )
    times = row["cold"] / row["sql"] if row["cold"] and row["sql"] else None
    rest = f"{cell(row['rows'], 0):>11}{cell(row['kb'], 0):>9}{cell(row['sql'], 1):>9}{cell(times, 1):>8}"
    error = f"  {row['status']}" if row["status"] != 200 else ""
    return f"{name:30}{cells}{rest}{error}"


def cell(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"


def print_growth(found: dict[int, dict[str, dict[str, float | None]]]) -> None:
    """Print by how much the largest size takes more than the smallest."""
    small, large = min(found), max(found)
    print(f"\n{small} to {large} letters: times\n{'':30}{'cold':>9}{'rows':>9}{'SQL':>9}")
    for name, row in found[large].items():
        base = found[small].get(name)
        if base:
            pairs = [(row[key], base[key]) for key in ("cold", "rows", "sql")]
            print(f"{name:30}" + "".join(f"{cell(new / old if new and old else None, 1):>9}" for new, old in pairs))


if __name__ == "__main__":
    main()
