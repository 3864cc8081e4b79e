"""Editing of a codebook's TOML source by inserting lines, so that comments are preserved."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from positions.domain.codebook.types import Text
from positions.domain.scale import SCORES

_VERSION = re.compile(r"^version[ \t]*=.*$", re.MULTILINE)
_TITLE = re.compile(r"\A(# Codebook, version )\w+")
_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)
_WIDTH = 110


@dataclass(frozen=True, slots=True)
class NewTopic:
    """A topic as entered by an editor; `cues` are the terms that place a sentence at a score."""

    slug: str
    name: Text
    definition: Text
    excludes: Text
    low_pole: Text
    high_pole: Text
    anchors: Mapping[int, Text]
    terms: tuple[str, ...]
    context: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    cues: Mapping[int, tuple[str, ...]] | None = None


def tidy(source: str) -> str:
    """Normalise line ends to one newline each, with one at the end of the text."""
    return source.replace("\r\n", "\n").replace("\r", "\n").rstrip() + "\n"


def numbered(source: str, number: str) -> str:
    """Set the version number of the text, inserting the line if absent."""
    titled = _TITLE.sub(rf"\g<1>{number}", source)
    line = f"version = {quoted(number)}"
    first = _HEADER.search(titled)
    head = titled[: first.start()] if first else titled
    if _VERSION.search(head):
        return _VERSION.sub(line, head, count=1) + titled[len(head) :]
    return f"{line}\n{titled}"


def with_topic(source: str, topic: NewTopic) -> str:
    """Return the text with the topic and its cues appended."""
    return tidy(source) + "\n" + "\n".join(_topic_lines(topic)) + "\n"


def quoted(words: str) -> str:
    """Quote a TOML string. JSON's escapes are valid TOML, except that JSON leaves U+007F unescaped."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007F")


def _topic_lines(topic: NewTopic) -> list[str]:
    lines = [
        f"# ---------------------------------------------------------------- {' '.join(topic.name.nl.split())}",
        "",
        "[[topic]]",
        f"slug = {quoted(topic.slug)}",
    ]
    for key in ("name", "definition", "excludes", "low_pole", "high_pole"):
        lines.append(f"{key} = {_both(getattr(topic, key))}")
    for key in ("terms", "context", "excluded"):
        lines += _list_lines(key, getattr(topic, key))
    lines += ["", "[topic.anchors]"]
    lines += [f'"{score}" = {_both(topic.anchors[score])}' for score in SCORES]
    for score, terms in sorted((topic.cues or {}).items()):
        if terms:
            lines += ["", "[[cue]]", f"topic = {quoted(topic.slug)}", f"score = {score}", "weight = 2"]
            lines += _list_lines("terms", terms)
    return lines


def _both(text: Text) -> str:
    return f"{{ nl = {quoted(text.nl)}, en = {quoted(text.en)} }}"


def _list_lines(key: str, terms: tuple[str, ...]) -> list[str]:
    """Format a list over several lines; an empty one gives no lines."""
    if not terms:
        return []
    lines = [""]
    for term in map(quoted, terms):
        if lines[-1] and len(lines[-1]) + len(term) > _WIDTH:
            lines.append("")
        lines[-1] += f"{' ' if lines[-1] else '  '}{term},"
    return [f"{key} = [", *lines, "]"]
