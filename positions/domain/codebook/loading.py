"""Parsing and validation of codebook files: every error names the file, the line and the remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NoReturn

from positions.domain.codebook.terms import BadTerm, compile_term
from positions.domain.codebook.toml_lines import Places
from positions.domain.codebook.types import (
    GENERAL_GROUPS,
    OPTIONAL_GROUPS,
    QUESTIONS,
    TOPIC_LISTS,
    Codebook,
    CodebookTopic,
    HolderCues,
    ScoreCue,
    Text,
    compiled,
)
from positions.domain.scale import LANGUAGES, SCORES, Holder

__all__ = ["Codebook", "CodebookError", "CodebookTopic", "HolderCues", "ScoreCue", "Text", "load", "version"]

FOLDER = Path(__file__).resolve().parents[2] / "codebook"
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_TOPIC_TEXTS = ("name", "definition", "excludes", "low_pole", "high_pole")
_TOPIC_KEYS = {"slug", "anchors", "unmarked", "carries", "mirrors", *_TOPIC_TEXTS, *TOPIC_LISTS}
_CARRYING = ("passage", "argument")
_MARKS = ("judges", "topic")
# Several times the size of version 1: anything beyond is a mistake or an attack.
LONGEST_SOURCE = 500_000
MOST_TERMS = 12_000


class CodebookError(ValueError):
    """An invalid codebook file: `str()` gives «v2.toml:31: …»."""

    def __init__(self, name: str, line: int, message: str) -> None:
        super().__init__(f"{name}:{line}: {message}")
        self.name, self.line, self.message = name, line, message


@lru_cache(maxsize=16)  # parsing and compiling takes a third of a second; the result depends on the text only
def load(text: str, name: str = "codebook") -> Codebook:
    """Parse a codebook from `text` (TOML), fully validated. Raises CodebookError."""
    if len(text) > LONGEST_SOURCE:
        raise CodebookError(name, 1, f"the codebook is too long: at most {LONGEST_SOURCE} signs")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        raise CodebookError(name, int(found.group(1)) if found else 1, f"not valid TOML: {error}") from error
    except (RecursionError, ValueError) as error:
        raise CodebookError(name, 1, "not valid TOML: nested too deeply, or a number of too many digits") from error
    return _Reader(name, Places(text)).codebook(data)


@cache
def version(number: str | None = None) -> Codebook:
    """Return the codebook version shipped with the program; without a number the newest."""
    path = FOLDER / f"v{number or _newest()}.toml"
    return load(path.read_text(encoding="utf-8"), path.name)


def _newest() -> int:
    numbers = (path.stem.removeprefix("v") for path in FOLDER.glob("v*.toml"))
    return max(int(number) for number in numbers if number.isdigit())


class _Reader:
    def __init__(self, name: str, places: Places) -> None:
        self._name, self._places = name, places
        self._count = 0

    def codebook(self, data: Mapping[str, Any]) -> Codebook:
        self._known_keys(data, {"version", "instructions", "topic", "cue", "holder", "general"}, "", 0)
        number = data.get("version")
        if not isinstance(number, str | int) or isinstance(number, bool) or not str(number).strip():
            self._fail("version is missing: a number or a short name", "", 0, "version")
        topics = tuple(self._topic(item, nth) for nth, item in enumerate(self._tables(data, "topic")))
        slugs = [topic.slug for topic in topics]
        for nth, slug in enumerate(slugs):
            if slug in slugs[:nth]:
                self._fail(f"topic {slug} is there twice", "topic", nth, "slug")
        cues = tuple(self._cue(item, nth, slugs) for nth, item in enumerate(self._tables(data, "cue")))
        holders = self._holders(data)
        general = self._general(data)
        lexicon = compiled(topics, cues, holders, general)
        return Codebook(str(number), topics, cues, holders, general, lexicon, self._instructions(data))

    def _instructions(self, data: Mapping[str, Any]) -> Mapping[str, Text]:
        if "instructions" not in data:
            return {}
        given = data["instructions"]
        self._known_keys(given, set(QUESTIONS), "instructions", 0)
        return {
            question: self._text(given.get(question), f"instruction on {question}", "instructions", 0, question)
            for question in QUESTIONS
        }

    def _tables(self, data: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
        items = data.get(key)
        if not isinstance(items, list) or not items or not all(isinstance(item, dict) for item in items):
            self._fail(f"there is no [[{key}]]", key, 0)
        yield from items

    def _topic(self, item: Mapping[str, Any], nth: int) -> CodebookTopic:
        self._known_keys(item, _TOPIC_KEYS, "topic", nth)
        slug = item.get("slug")
        if not isinstance(slug, str) or not _SLUG.fullmatch(slug):
            self._fail("a topic needs a slug of small letters, digits and hyphens", "topic", nth, "slug")
        carries = item.get("carries", "passage")
        if carries not in _CARRYING:
            self._fail(f"carries is one of {', '.join(_CARRYING)}", "topic", nth, "carries")
        if not item.get("terms"):
            self._fail(f"topic {slug} has no terms: nothing could ever name it", "topic", nth, "terms")
        texts: dict[str, Any] = {
            key: self._text(item.get(key), f"{key} of topic {slug}", "topic", nth, key) for key in _TOPIC_TEXTS
        }
        lists: dict[str, Any] = {key: self._terms(item.get(key, []), "topic", nth, key) for key in TOPIC_LISTS}
        return CodebookTopic(
            slug=slug,
            anchors=self._anchors(item.get("anchors"), slug, nth),
            unmarked=self._score(item.get("unmarked", 1), "topic", nth, "unmarked"),
            carries=carries,
            mirrors=self._flag(item, "mirrors", "topic", nth),
            **texts,
            **lists,
        )

    def _anchors(self, given: Any, slug: str, nth: int) -> Mapping[int, Text]:
        anchors = given if isinstance(given, dict) else {}
        for key in anchors:
            if key not in map(str, SCORES):
                self._fail(f"topic {slug}: there is no score {key}", "topic", nth, "anchors", key)
        for score in SCORES:
            if str(score) not in anchors:
                self._fail(f"topic {slug} has no anchor for score {score}", "topic", nth, "anchors")
        return {
            score: self._text(anchors[str(score)], f"anchor {score} of topic {slug}", "topic", nth, "anchors")
            for score in SCORES
        }

    def _flag(self, item: Mapping[str, Any], key: str, table: str, nth: int) -> bool:
        given = item.get(key, False)
        if not isinstance(given, bool):
            self._fail(f"{key} is true or false", table, nth, key)
        return given

    def _cue(self, item: Mapping[str, Any], nth: int, slugs: list[str]) -> ScoreCue:
        self._known_keys(item, {"topic", "score", "weight", "steady", "marks", "terms"}, "cue", nth)
        topic = item.get("topic")
        if topic not in slugs:
            self._fail(f"a cue names a topic that is not there: {topic}", "cue", nth, "topic")
        weight = item.get("weight", 1)
        if not isinstance(weight, int) or isinstance(weight, bool) or not 1 <= weight <= 9:
            self._fail("weight is a whole number from 1 to 9", "cue", nth, "weight")
        score = self._score(item.get("score"), "cue", nth, "score")
        steady = self._flag(item, "steady", "cue", nth)
        marks = item.get("marks", "judges")
        if marks not in _MARKS:
            self._fail(f"marks is one of {', '.join(_MARKS)}", "cue", nth, "marks")
        return ScoreCue(str(topic), score, self._terms(item.get("terms"), "cue", nth, "terms"), weight, steady, marks)

    def _holders(self, data: Mapping[str, Any]) -> tuple[HolderCues, ...]:
        given = data.get("holder", {})
        for key in given:
            if key not in list(Holder):
                self._fail(f"there is no holder {key}", f"holder.{key}", 0)
        return tuple(self._holder(given.get(holder), holder) for holder in Holder)

    def _holder(self, item: Any, holder: Holder) -> HolderCues:
        table = f"holder.{holder}"
        if not isinstance(item, dict):
            self._fail(f"holder {holder} is missing", table, 0)
        self._known_keys(item, {"name", "terms", "excluded"}, table, 0)
        return HolderCues(
            holder,
            self._text(item.get("name"), f"name of holder {holder}", table, 0, "name"),
            self._terms(item.get("terms"), table, 0, "terms"),
            self._terms(item.get("excluded", []), table, 0, "excluded"),
        )

    def _general(self, data: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
        given = data.get("general", {})
        self._known_keys(given, {*GENERAL_GROUPS, *OPTIONAL_GROUPS}, "general", 0)
        for group in GENERAL_GROUPS:
            if group not in given:
                self._fail(f"general cues for {group} are missing", "general", 0)
        groups = (*GENERAL_GROUPS, *(group for group in OPTIONAL_GROUPS if group in given))
        return {group: self._terms(given[group], "general", 0, group) for group in groups}

    def _text(self, given: Any, what: str, table: str, nth: int, key: str) -> Text:
        for language in LANGUAGES:
            value = given.get(language) if isinstance(given, dict) else None
            if not isinstance(value, str) or not value.strip():
                self._fail(f"the {what} is missing in {language}", table, nth, key)
        return Text(nl=given["nl"].strip(), en=given["en"].strip())

    def _terms(self, given: Any, table: str, nth: int, key: str) -> tuple[str, ...]:
        if not isinstance(given, list):
            self._fail(f"{key} is a list of terms", table, nth, key)
        self._count += len(given)
        if self._count > MOST_TERMS:
            self._fail(f"more than {MOST_TERMS} terms in all", table, nth, key)
        for term in given:
            if not isinstance(term, str):
                self._fail(f"{key} holds something that is no text: {term}", table, nth, key)
            try:
                compile_term(term)
            except BadTerm as error:
                self._fail(str(error), table, nth, key, term)
        return tuple(given)

    def _score(self, given: Any, table: str, nth: int, key: str) -> int:
        if isinstance(given, bool) or given not in SCORES:
            self._fail(f"unknown score {given}: one of {', '.join(map(str, SCORES))}", table, nth, key)
        return int(given)

    def _known_keys(self, item: Any, known: set[str], table: str, nth: int) -> None:
        if not isinstance(item, dict):
            self._fail("this should be a table", table, nth)
        for key in item:
            if key not in known:
                self._fail(f"unknown key {key}", table, nth, key)

    def _fail(self, message: str, table: str, nth: int, key: str | None = None, value: str | None = None) -> NoReturn:
        raise CodebookError(self._name, self._places.line(table, nth, key, value), message)
