"""Lighthouse on the pages with a chart: kept pages of a site as in production, on a simulated phone, medians.

    .venv/bin/python -m bench.lighthouse [--letters 5 5000] [--rounds 5] [--site ADDRESS] [--beside REVISION|ADDRESS]

`--letters` are sizes of sites to fill with invented letters (`examples`: the example letters); `--site` measures a
running site in their place. `--beside` measures the same pages of a baseline by turns, in the same minute: a revision
of git, which is checked out and filled in the same way, or the address of a running site. Each page is requested once
before, so that what is measured is the browser's part. Needs npm and Debian's Chromium; the first time it installs
Lighthouse (`bench/lighthouse_program.py`). Times depend on the machine and on what else it does: compare columns of one
call. Uses temporary folders and databases.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench import lighthouse_program
from bench.checkouts import checkout, site
from bench.lighthouse_program import Run, medians
from bench.npm_packages import NotAvailable
from bench.readers import ROOT

PAGES = {"topic": "/onderwerpen/russia/", "compare": "/vergelijken/"}
ROUNDS = 5
HEAD = ("letters", "page", "site", "performance", "FCP s", "LCP s", "TBT ms", "CLS", "script s", "kB", "requests",
        "elements", "index", "scripts of 50 ms and more")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", nargs="+", default=["5", "5000"])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--site")
    parser.add_argument("--beside")
    asked = parser.parse_args()
    try:
        lighthouse = lighthouse_program.program()
    except NotAvailable as missing:
        raise SystemExit(f"Lighthouse is not run: {missing}.") from missing
    print(f"{time.strftime('%Y-%m-%d %H:%M')}, load {os.getloadavg()[0]:.1f}, medians of {asked.rounds}\n")
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}", flush=True)
    for letters in ["as there"] if asked.site else asked.letters:
        with sites(letters, asked.site, asked.beside) as addresses:
            for (page, name), runs in measure(lighthouse, addresses, asked.rounds).items():
                print(f"| {letters} | {page} | {name} | {' | '.join(row(medians(runs)))} |", flush=True)
    print(f"\nload {os.getloadavg()[0]:.1f} at {time.strftime('%H:%M')}")


@contextmanager
def sites(letters: str, running: str | None, beside: str | None) -> Iterator[dict[str, str]]:
    """Yield the addresses of the sites to measure, by name."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="standpunt-bench-")))
        folder.chmod(0o755)  # readable for the other account that runs root's database
        found = {"here": running or stack.enter_context(site(ROOT, letters, folder / "here"))}
        if beside and "://" in beside:
            found[beside] = beside
        elif beside:
            tree = stack.enter_context(checkout(beside, folder))
            found[beside] = stack.enter_context(site(tree, letters, folder / "beside"))
        yield {name: address.rstrip("/") for name, address in found.items()}


def measure(lighthouse: Path, addresses: Mapping[str, str], rounds: int) -> dict[tuple[str, str], list[Run]]:
    """Return the runs by page and site, which take turns."""
    found: dict[tuple[str, str], list[Run]] = {(page, name): [] for page in PAGES for name in addresses}
    for path in PAGES.values():
        for address in addresses.values():
            urllib.request.urlopen(urllib.request.Request(address + path, headers={"Accept-Encoding": "gzip"})).read()
    for _ in range(rounds):
        for (page, name), runs in found.items():
            runs.append(lighthouse_program.run(lighthouse, addresses[name] + PAGES[page]))
    return found


def row(run: Run) -> tuple[str, ...]:
    return (
        f"{run.performance:.0f}", f"{run.fcp / 1000:.2f}", f"{run.lcp / 1000:.2f}", f"{run.tbt:.0f}", f"{run.cls:.3f}",
        f"{run.script / 1000:.2f}", f"{run.transferred / 1024:.0f}", str(round(run.requests)), str(round(run.elements)),
        f"{run.benchmark:.0f}", ", ".join(f"{name} {ms / 1000:.2f} s" for name, ms in run.scripts.items()),
    )  # fmt: skip


if __name__ == "__main__":
    try:
        main()
    finally:
        sys.stdout.flush()
