"""The report of Lighthouse is read as the version that is pinned writes it."""

from __future__ import annotations

import pytest

from bench.lighthouse_program import Run, measured, medians, script_name


def run(**figures) -> Run:
    names = [name for name in Run.__slots__ if name != "scripts"]
    return Run(**(dict.fromkeys(names, 0) | {"scripts": {}} | figures))


def test_a_report_gives_times_scripts_and_bytes() -> None:
    """The fields are those of a report of 12.8.2, with what is not read left out."""
    here = "http://127.0.0.1:8143"
    numbers = {"first-contentful-paint": 1105.4, "largest-contentful-paint": 1255.1, "total-blocking-time": 31.5,
               "cumulative-layout-shift": 0.002, "bootup-time": 5.1, "dom-size": 706}  # fmt: skip
    audits: dict[str, dict] = {name: {"numericValue": number} for name, number in numbers.items()}
    audits["network-requests"] = {"details": {"items": [{"transferSize": 8000}, {"transferSize": 500}]}}
    audits["bootup-time"]["details"] = {
        "items": [
            {"url": f"{here}/onderwerpen/russia/", "total": 467.1, "scripting": 6.3},
            {"url": f"{here}/static/positions/chart_start.f8b9b0dd9337.js", "total": 50.9, "scripting": 4.1},
            {"url": "Unattributable", "total": 330.6, "scripting": 5.7},
        ]
    }
    environment = {"benchmarkIndex": 1783}
    found = measured({"categories": {"performance": {"score": 0.99}}, "audits": audits, "environment": environment})
    assert found == Run(99, 1105.4, 1255.1, 31.5, 0.002, 5.1, {"chart_start.js": 4.1}, 8500, 2, 706, 1783)


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
