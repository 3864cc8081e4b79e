"""The fields of a letter as rows: the input, where its value was found, and what is asked about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Row:
    field: BoundField
    origin: Origin | None = None
    question: str = ""


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
    return [
        Group(title, [Row(fields.form[name], origins.get(name), asked.get(name, "")) for name in names])
        for title, names in GROUPS
    ]


def signed(fields: Fields, origins: Mapping[str, Origin], questions: Iterable[Question]) -> Signed:
    asked = {question.field: question.words for question in questions}
    return Signed(fields.signatories, origins.get("signatories"), asked.get("signatories", ""))
