"""Lighthouse from npm (`bench.npm_packages`), and what one run of it measures. Imports no Django.

12.8 is the last line that runs on Node 20 (13 asks for 22.19). The override in `bench/npm/lighthouse/` is for a
dependency that Lighthouse asks for as "latest", which no lock can hold.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from bench import npm_packages

CHROMIUM = "/usr/bin/chromium"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-background-networking"
SECONDS = 180  # timeout of a run
TRIES = 3  # a browser on a busy machine now and then loses the trace of a page


@dataclass(frozen=True, slots=True)
class Run:
    """One run. Times in milliseconds on Lighthouse's simulated phone (four times slower processor, slow 4G).

    `scripts` are milliseconds of script by file name, of files that took 50 ms or more; `benchmark` is Lighthouse's
    index of the machine's speed during the run, which falls under load.
    """

    performance: float
    fcp: float
    lcp: float
    tbt: float
    cls: float
    script: float
    scripts: dict[str, float]
    transferred: int
    requests: int
    elements: int
    benchmark: float


def program() -> Path:
    """Return the program, after installing it if it is not there. Raises NotAvailable."""
    return npm_packages.installed("lighthouse", "node", CHROMIUM) / "lighthouse" / "cli" / "index.js"


def run(lighthouse: Path, address: str) -> Run:
    """Measure one page, with an empty browser cache. Raises RuntimeError if Lighthouse fails on it three times."""
    asked = ["node", str(lighthouse), address, "--only-categories=performance", "--form-factor=mobile"]
    asked += ["--output=json", "--quiet", "--no-enable-error-reporting", f"--chrome-flags={FLAGS}"]
    environment = os.environ | {"CHROME_PATH": CHROMIUM}
    failures = []
    for _ in range(TRIES):
        done = subprocess.run(asked, env=environment, check=False, capture_output=True, text=True, timeout=SECONDS)
        if done.returncode == 0:
            return measured(json.loads(done.stdout))
        failures.append(" ".join(done.stderr.split())[-300:])
    raise RuntimeError(f"Lighthouse failed on {address}: {'; '.join(failures)}")


def measured(report: dict[str, Any]) -> Run:
    """Return the figures of a report."""
    audits = report["audits"]
    requests = audits["network-requests"]["details"]["items"]
    spent = {script_name(each["url"]): each["scripting"] for each in audits["bootup-time"]["details"]["items"]}
    return Run(
        performance=report["categories"]["performance"]["score"] * 100,
        fcp=audits["first-contentful-paint"]["numericValue"],
        lcp=audits["largest-contentful-paint"]["numericValue"],
        tbt=audits["total-blocking-time"]["numericValue"],
        cls=audits["cumulative-layout-shift"]["numericValue"],
        script=audits["bootup-time"]["numericValue"],
        scripts={name: ms for name, ms in spent.items() if name.endswith(".js")},
        transferred=sum(each["transferSize"] for each in requests),
        requests=len(requests),
        elements=int(audits["dom-size"]["numericValue"]),
        benchmark=report["environment"]["benchmarkIndex"],
    )


def medians(runs: Iterable[Run]) -> Run:
    """Return the median of each figure by itself; a script that was not listed in a run counts as 0 there."""
    every = list(runs)
    names = sorted({name for each in every for name in each.scripts})
    figures: dict[str, Any] = {
        name: median(getattr(each, name) for each in every) for name in Run.__slots__ if name != "scripts"
    }
    return Run(**figures, scripts={name: median(each.scripts.get(name, 0.0) for each in every) for name in names})


def script_name(address: str) -> str:
    """Return the file's name without the digest of its content: timeline.0123456789ab.js is timeline.js."""
    parts = Path(urlsplit(address).path).name.split(".")
    return ".".join(part for part in parts if len(part) != 12)
