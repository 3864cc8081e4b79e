"""Facts on letters for files, as plain rows: models with their relations would take longer to make than all else."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, OuterRef, QuerySet, Value
from django.db.models.functions import Substr

from letters.models import Citation, Ingestion, Letter, Passage, Revision, Signatory
from letters.models.fetched_rows import fetched
from letters.parser.parsed_letter import PassageKind


class Several(list[Any]):
    """Rows of a relation, asked for as those of a model."""

    def all(self) -> Several:
        return self


class CabinetFacts(NamedTuple):
    name: str


class DossierFacts(NamedTuple):
    number: str


class CitationFacts(NamedTuple):
    target: str | None


class SignatoryFacts(NamedTuple):
    name: str
    office: str


class OriginFacts(NamedTuple):
    name: str
    document_id: int | None


@dataclass(slots=True)
class TextFacts:
    """A text with its headings, or with passages."""

    pk: int
    number: int
    footnotes: int
    annexes: int
    body_sentences: int
    document_id: int
    headings: list[str] | None = None
    passages: Several = field(default_factory=Several)


class WholeText(NamedTuple):
    """The words of a text; it does not refer to the passages, so that neither waits for the garbage collector."""

    text: str


@dataclass(slots=True)
class PassageFacts:
    revision: WholeText
    position: int
    kind: str
    label: str | None
    start: int
    end: int
    headings: list[str]
    page: int | None
    sentence_bounds: list[int]


@dataclass(slots=True)
class LetterFacts:
    """Values of a letter's row or line in files; it stands for a `Letter` with its relations."""

    pk: int
    key: str
    identifier: str | None
    publication: str
    kind: str | None
    dossier_title: str | None
    number: str | None
    session: str | None
    title: str | None
    subject: str | None
    chamber: str | None
    document_date: date | None
    publication_date: date | None
    received_date: date | None
    demissionary: bool | None
    attention: list[str]
    on_behalf_of: list[str]
    signed_by: list[list[str]]
    provenance: dict[str, Any]
    cabinet: CabinetFacts | None
    read: bool | None
    dossiers: Several
    signatories: Several
    citations: Several
    current: Several
    origins: Several

    is_letter = Letter.is_letter
    edited = Letter.edited


_OWN = tuple(field.name for field in fields(LetterFacts))[:17]
_OF_TEXT = ("letter", "pk", "number", "footnotes", "annexes", "body_sentences", "document")
_OF_PASSAGE = tuple(field.name for field in fields(PassageFacts))[1:]


def letter_facts(
    letters: QuerySet[Letter], texts: QuerySet[Revision], chunk: int, *, whole: bool, files: bool
) -> Iterator[LetterFacts]:
    """Stream the letters, each with the one of these texts that it has: its headings, or if `whole` all of it. With
    `files` also where each came from. A constant number of queries per chunk.
    """
    shown = in_file_order(letters).values_list(*_OWN, "signed_by", "provenance", "cabinet__name", "read")
    for rows in fetched(shown, chunk):
        relations = _relations([row[0] for row in rows], texts, whole=whole, files=files)
        for *own, signed_by, provenance, cabinet, read in rows:
            named = None if cabinet is None else CabinetFacts(cabinet)
            related = [each[own[0]] for each in relations]
            values = [*own, json.loads(signed_by), json.loads(provenance), named, read, *related]
            yield LetterFacts(*values)


def in_file_order(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Return the letters in the order of files, with `read` if only as unknown."""
    found = letters if "read" in letters.query.annotations else letters.annotate(read=Value(None, BooleanField()))
    return found.order_by("pk")


def _relations(
    letters: Sequence[int], texts: QuerySet[Revision], *, whole: bool, files: bool
) -> tuple[defaultdict[int, Several], ...]:
    """Return the relations of these letters, in the order of `LetterFacts`, each by letter."""
    numbers = Letter.dossiers.through.objects.filter(letter__in=letters).order_by("dossier__number")
    signed = Signatory.objects.filter(letter__in=letters).order_by("position")
    cited = Citation.objects.filter(letter__in=letters).order_by("position")
    there = texts.filter(letter__in=letters).order_by("-number")
    came = Ingestion.objects.filter(letter__in=letters).exclude(channel=Ingestion.Channel.AGAIN).order_by("pk")
    return (
        _grouped(DossierFacts, numbers.values_list("letter", "dossier__number")),
        _grouped(SignatoryFacts, signed.values_list("letter", "name", "office")),
        _grouped(CitationFacts, cited.values_list("letter", "target")),
        _whole_texts(there) if whole else _grouped(TextFacts, with_headings(there).values_list(*_OF_TEXT, "headings")),
        _grouped(OriginFacts, came.values_list("letter", "name", "document") if files else ()),
    )


def _grouped(make: Any, rows: Iterable[Sequence[Any]]) -> defaultdict[int, Several]:
    found: defaultdict[int, Several] = defaultdict(Several)
    for owner, *values in rows:
        found[owner].append(make(*values))
    return found


def with_headings(texts: QuerySet[Revision]) -> QuerySet[Revision]:
    """Annotate `headings`: the words of the headings, in order."""
    headings = Passage.objects.filter(revision=OuterRef("pk"), kind=PassageKind.HEADING.value).order_by("position")
    words = headings.values(words=Substr("revision__text", F("start") + 1, F("end") - F("start")))
    return texts.annotate(headings=ArraySubquery(words))


def _whole_texts(texts: QuerySet[Revision]) -> defaultdict[int, Several]:
    found: defaultdict[int, Several] = defaultdict(Several)
    passages: dict[int, tuple[Several, WholeText]] = {}
    for letter, *own, words in texts.values_list(*_OF_TEXT, "text"):
        text = TextFacts(*own)
        found[letter].append(text)
        passages[text.pk] = (text.passages, WholeText(words))
    rows = Passage.objects.filter(revision__in=passages).order_by("position")
    for revision, *own in rows.values_list("revision", *_OF_PASSAGE):
        several, whole = passages[revision]
        several.append(PassageFacts(whole, *own))
    return found
