"""The palette: the same in charts and on pages, with distinguishable topics."""

from __future__ import annotations

import re
from pathlib import Path

from positions.labels.palette import LOOKS

CSS = Path(__file__).resolve().parents[3] / "positions/static/positions/topics.css"
HEAT = CSS.with_name("comparing.css")
PAPER = {"light": "#fdfdfb", "dark": "#151614"}


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_stylesheet_has_the_same_colours() -> None:
    day, night = CSS.read_text().split("@media", 1)
    for look in LOOKS:
        assert re.search(rf"\.topic-{look.number} {{ --topic: {look.light}; }}", day)
        assert re.search(rf"\.topic-{look.number} {{ --topic: {look.dark}; }}", night)


def test_every_colour_stands_out_from_the_page() -> None:
    for look in LOOKS:
        assert contrast(look.light, PAPER["light"]) >= 3
        assert contrast(look.dark, PAPER["dark"]) >= 3


def test_words_stand_out_from_every_colour_of_the_heat_map() -> None:
    rules = re.findall(r"\.heat-\w+ { background: (#\w+); color: (#\w+); }", HEAT.read_text())
    assert len(rules) == 9
    for background, words in rules:
        assert contrast(background, words if len(words) == 7 else "#ffffff") >= 4.5, background


SITE = CSS.parents[3] / "tracker/static/tracker/frame.css"


def colours(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return the named colours of a stylesheet, by day and by night."""
    day, night = {}, {}
    for rules in re.finditer(r"(@media \(prefers-color-scheme: dark\) {\s*)?:root {([^}]*)}", path.read_text()):
        (night if rules[1] else day).update(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", rules[2]))
    return day, night


def test_words_and_links_stand_out_from_the_fill_of_a_sentence() -> None:
    for fills, page in zip(colours(CSS.with_name("showing.css")), colours(SITE), strict=True):
        assert set(fills) == {"low", "high", "middle"}
        for fill in fills.values():
            for words in ("ink", "blue"):
                assert contrast(fill, page[words]) >= 4.5, (fill, words)
        assert len(set(fills.values())) == 3


def test_no_two_topics_share_a_dash() -> None:
    assert len({look.dash for look in LOOKS}) == len(LOOKS)
