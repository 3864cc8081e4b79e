"""The fields of a letter as rows: the input, where its value was found, and what is asked about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.forms import BoundField

from letters.admin.foreseeing import Question
from letters.admin.texts import Origin
from letters.forms import Fields

GROUPS = (
    ("Waarover en wanneer", ("subject", "title", "document_date")),
    ("Wat voor stuk", ("publication", "kind", "chamber")),
    ("Kenmerk en dossier", ("identifier", "dossiers", "dossier_title", "number", "session")),
    ("Andere datums", ("publication_date", "received_date")),
)

WIDE = ("subject", "title", "document_date", "dossiers", "dossier_title", "identifier")


@dataclass(frozen=True, slots=True)
class Row:
    field: BoundField
    origin: Origin | None = None
    question: str = ""

    @property
    def is_wide(self) -> bool:
        return self.field.name in WIDE


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Signed:
    """The signatories: rows of their own, with one origin for all."""

    formset: Any
    origin: Origin | None
    question: str


def groups(fields: Fields, origins: Mapping[str, Origin], questions: Iterable[Question]) -> list[Group]:
    asked = {question.field: question.words for question in questions}

    def row(name: str) -> Row:
        return Row(fields.form[name], told(origins.get(name), fields, name), asked.get(name, ""))

    return [Group(title, [row(name) for name in names]) for title, names in GROUPS]


def told(origin: Origin | None, fields: Fields, name: str) -> Origin | None:
    """An editor who empties a field says something too."""
    if origin and origin.by_editor and not fields.initial.get(name):
        return replace(origin, words="Door een redacteur leeg gelaten")
    return origin


def signed(fields: Fields, origins: Mapping[str, Origin], questions: Iterable[Question]) -> Signed:
    asked = {question.field: question.words for question in questions}
    origin = told(origins.get("signatories"), fields, "signatories")
    return Signed(fields.signatories, origin, asked.get("signatories", ""))
