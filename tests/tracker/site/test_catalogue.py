"""The English catalogue matches the code: no missing, obsolete or incomplete strings."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from letters.labels import kind_labels
from letters.models import Letter
from letters.parser.classify import KINDS
from letters.parser.parsed_letter import Publication
from scripts import messages
from tracker.operations import catalogues

PLACE = re.compile(r"%\(\w+\)s|\{\w*\}|%%|</?\w+[^>]*>")
PAGES = ("letters/templates", "positions/templates", "tracker/templates")
# Names and words that are the same in every language, and those of query parameters (`as_of`).
SAME = {"APA", "as", "of", "API", "BibTeX", "CSV", "Enter", "Esc", "JSON", "NAAM", "PDF", "RIS", "Standpunt"}
TYPED = re.compile(r"<(script|style|code|pre|textarea|kbd)\b.*?</\1>", re.DOTALL)


@cache
def written() -> Catalog:
    return messages.read(messages.catalogues()[0])


@cache
def said() -> Catalog:
    return messages.extracted()


def names(catalogue: Catalog) -> set[tuple[object, object]]:
    return {(message.id, message.context) for message in catalogue if message.id}


def texts(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, (tuple, list)) else [message.string]


def ids(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, (tuple, list)) else [message.id]


# Templates and blocks within a tag: attributes and classes.
ATTRIBUTES = {"_field_classes.html", "_silence.html", "_upload_words.html"}
CLASSES = re.compile(r"{% block (?:bodyclass|coltype) %}.*?{% endblock %}")


def test_every_string_of_the_code_is_in_the_catalogue() -> None:
    assert names(said()) - names(written()) == set(), "run `make messages` and fill in what it names"


def test_the_catalogue_has_no_string_that_the_code_lost() -> None:
    assert names(written()) - names(said()) == set(), "run `make messages`"


def test_no_string_is_empty_or_to_be_looked_at_again() -> None:
    assert messages.unfinished(written()) == []


def test_a_translation_has_the_places_and_tags_of_its_string() -> None:
    wrong = []
    for message in written():
        wanted = {place for each in ids(message) if each for place in PLACE.findall(each)}
        wrong += [text for text in texts(message) if message.id and set(PLACE.findall(text)) != wanted]
    assert wrong == []


def test_a_string_with_a_plural_has_two_forms() -> None:
    plurals = [message for message in written() if message.pluralizable]
    assert plurals
    assert [message.id for message in plurals if len(texts(message)) != 2] == []


def test_no_word_of_a_template_is_left_unmarked() -> None:
    templates = [path for folder in PAGES for path in (messages.PROJECT / folder).rglob("*.html")]
    assert len(templates) > 50
    assert {path.name: found for path in templates if path.name not in ATTRIBUTES and (found := unmarked(path))} == {}


def unmarked(path: Path) -> list[str]:
    text = CLASSES.sub("", path.read_text())
    text = re.sub(r"{%\s*blocktrans.*?{%\s*endblocktrans\w*\s*%}", "", text, flags=re.DOTALL)
    text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", text, flags=re.DOTALL)
    bare = re.sub(r"<[^>]*>|&\w+;", " ", TYPED.sub("", text))
    return [word for word in re.findall(r"[^\W\d_]{2,}", bare) if word not in SAME]


def test_every_value_that_is_stored_in_dutch_has_its_words() -> None:
    assert set(kind_labels.PUBLICATIONS) == {sort.value for sort in Publication}
    assert set(kind_labels.KINDS) == set(KINDS)
    assert set(kind_labels.CHAMBERS) == set(Letter.Chamber.values)


@pytest.fixture
def elsewhere(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(catalogues, "folder", lambda: tmp_path)
    return tmp_path / "en/LC_MESSAGES/django.mo"


def test_setting_up_compiles_what_is_written(elsewhere) -> None:
    catalogues.prepare()
    assert b"What does the cabinet want?" in elsewhere.read_bytes()


def test_setting_up_again_leaves_a_compiled_catalogue_alone(elsewhere) -> None:
    catalogues.prepare()
    before = elsewhere.stat().st_mtime_ns
    catalogues.prepare()
    assert elsewhere.stat().st_mtime_ns == before


def test_a_share_of_a_letter_is_called_a_share_of_its_sentences_everywhere() -> None:
    """One word for one thing: what is counted are sentences."""
    other = re.compile(
        r"(?:aandeel|deel|hoeveel|share\)s|%) van (?:de|een|elke)(?: gelezen)? brief(?!\w)|^van de brief$", re.I
    )
    words = [text for message in said() if message.id for text in ids(message)]
    assert len(words) > 1_000
    assert [text for text in words if other.search(text)] == []
