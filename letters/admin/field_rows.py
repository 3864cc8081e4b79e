"""Form rows of a letter: input, origin of the value, and open questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.admin.expected_questions import Question
from letters.admin.letter_form import Fields
from letters.admin.text_panel import ValueOrigin
from letters.ingestion import letter_fields

GROUPS = (
    (gettext_lazy("Waarover en wanneer"), ("subject", "title", "document_date", "cabinet")),
    (gettext_lazy("Wat voor stuk"), ("publication", "kind", "chamber")),
    (gettext_lazy("Kenmerk en dossier"), ("identifier", "dossiers", "dossier_title", "number", "session")),
    (gettext_lazy("Andere datums"), ("publication_date", "received_date")),
)

WIDE = ("subject", "title", "document_date", "dossiers", "dossier_title", "identifier")


@dataclass(frozen=True, slots=True)
class FieldRow:
    field: BoundField
    origin: ValueOrigin | None = None
    question: str = ""

    @property
    def is_wide(self) -> bool:
        return self.field.name in WIDE


@dataclass(frozen=True, slots=True)
class FieldGroup:
    title: str
    rows: list[FieldRow]


@dataclass(frozen=True, slots=True)
class SignatoryRows:
    """The rows of signatories, with one origin for all of them."""

    formset: Any
    origin: ValueOrigin | None
    question: str
    by_others: str = ""  # who signed for a minister, and for whom the signature is


def groups(fields: Fields, origins: Mapping[str, ValueOrigin], questions: Iterable[Question]) -> list[FieldGroup]:
    asked = {question.field: question.words for question in questions}

    def row(name: str) -> FieldRow:
        return FieldRow(fields.form[name], told(origins.get(name), fields, name), asked.get(name, ""))

    return [
        FieldGroup(str(title), [row(name) for name in names if name in fields.form.fields]) for title, names in GROUPS
    ]


def told(origin: ValueOrigin | None, fields: Fields, name: str) -> ValueOrigin | None:
    """Return the origin of a value; a field that an editor emptied has an origin of its own."""
    if origin and origin.by_editor and not fields.initial.get(name):
        return replace(origin, words=_("Door een redacteur leeg gelaten"))
    return origin


def signed(
    fields: Fields, origins: Mapping[str, ValueOrigin], questions: Iterable[Question], by_others: str = ""
) -> SignatoryRows:
    asked = {question.field: question.words for question in questions}
    origin = told(origins.get("signatories"), fields, "signatories")
    return SignatoryRows(fields.signatories, origin, asked.get("signatories", ""), by_others)


def by_others(signed_by: Sequence[Sequence[str]], on_behalf_of: Sequence[str]) -> str:
    """In words: "J. Jansen, directeur X; namens: Minister van Y"; "" for a letter that its ministers signed alone."""
    signers = [_("getekend door: ") + letter_fields.listed(signed_by)] if signed_by else []
    behalf = [_("namens: ") + letter_fields.listed(on_behalf_of)] if on_behalf_of else []
    return "; ".join(signers + behalf)
