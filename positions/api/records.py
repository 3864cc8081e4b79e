"""From what the database holds to the records that the serializers write."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from letters.models import Letter, Passage
from positions.agreements import Mark, Measured, mark_of
from positions.api.addresses import path_of
from positions.changing import Step
from positions.domain.agreement import Agreement
from positions.domain.entries import Topic as Axis
from positions.domain.pairing import Comparison
from positions.domain.series import Dot, LetterRef
from positions.figures import MEASURES, name_of
from positions.models import Coder, Stance, State, Topic

AS_THEY_ARE = (
    "key", "identifier", "name", "subject", "title", "publication", "kind", "dossier_title", "number", "session",
    "chamber", "document_date", "publication_date", "received_date", "demissionary", "edited",
)  # fmt: skip


class Records:
    """For one reader: addresses are whole ones of the site that was asked, people are named to whom may know."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def letter(self, letter: Letter) -> dict[str, Any]:
        return {name: getattr(letter, name) for name in AS_THEY_ARE} | {
            "url": self.request.build_absolute_uri(letter.get_absolute_url()),
            "dossiers": [dossier.number for dossier in letter.dossiers.all()],
            "cabinet": letter.cabinet and letter.cabinet.name,
            "signatories": letter.signatories.all(),
            "citations": letter.citations.all(),
            "complete": not letter.attention,
            "added": letter.created_at,
            "changed": letter.updated_at,
        }

    def topic(self, topic: Topic, axis: Axis | None) -> dict[str, Any]:
        return {
            "slug": topic.slug,
            "url": self.request.build_absolute_uri(reverse("topic", args=[topic.slug])),
            "name_nl": topic.name_nl,
            "name_en": topic.name_en,
            "low_pole": axis and axis.low_pole,
            "high_pole": axis and axis.high_pole,
            "reliability": mark(mark_of(topic)),
        }

    def coder(self, coder: Coder) -> dict[str, Any]:
        return {"id": coder.pk, "kind": coder.kind, "name": name_of(coder, self.request.user)}

    def stance(self, stance: Stance) -> dict[str, Any]:
        letter = stance.revision.letter
        return {
            "id": stance.pk,
            "url": self.request.build_absolute_uri(path_of(stance)),
            "letter": letter.key,
            "date": letter.document_date,
            "quote": stance.quote,
            "start": stance.start,
            "end": stance.end,
            "passage": stance.passage,  # type: ignore[attr-defined]
            "topic": stance.topic.slug,
            "holder": stance.holder,
            "score": stance.score,
            "state": stance.state,
            "coder": self.coder(stance.coder),
            "codebook": stance.codebook.number,
            "confidence": stance.confidence or None,
            "coded": stance.created_at,
            "decided": stance.decided,  # type: ignore[attr-defined]
        }

    def reference(self, letter: LetterRef) -> dict[str, Any]:
        return {
            "key": letter.key,
            "url": self.request.build_absolute_uri(reverse("letter", args=[letter.key])),
            "name": letter.name,
            "date": letter.day,
            "kind": letter.kind,
            "cabinet": letter.cabinet,
            "demissionary": letter.demissionary,
        }

    def position(self, topic: str, holder: str, dot: Dot) -> dict[str, Any]:
        return {
            "topic": topic,
            "holder": holder,
            **self.side(dot),
            "state": State.ACCEPTED if dot.accepted else State.PROPOSED,
            "lowest": dot.position.lowest,
            "highest": dot.position.highest,
            "salience": number(dot.salience),
            "change": dot.change,
            "moved": number(dot.moved),
            "stances": dot.stances,
        }

    def side(self, dot: Dot) -> dict[str, Any]:
        return {
            "letter": self.reference(dot.letter),
            "position": number(dot.position.mean),
            "sentences": dot.position.sentences,
            "typical": dot.typical,
        }

    def change(self, step: Step, holder: str) -> dict[str, Any]:
        return {
            "id": step.id,
            "topic": step.topic.slug,
            "holder": holder,
            "change": step.change,
            "moved": number(step.dot.moved),
            "before": step.dot.before and self.side(step.dot.before),
            "after": self.side(step.dot),
        }


def passage(found: Passage) -> dict[str, Any]:
    text, bounds = found.revision.text, found.sentence_bounds
    return {
        "letter": found.revision.letter.key,
        "number": found.position,
        "kind": found.kind,
        "label": found.label,
        "language": found.language,
        "headings": found.headings,
        "page": found.page,
        "start": found.start,
        "end": found.end,
        "text": text[found.start : found.end],
        "sentences": [text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)],
    }


def mark(found: Mark) -> dict[str, Any]:
    return {"kind": found.kind, "alpha": found.alpha, "units": found.n, "pair": found.pair}


def compared(measured: Measured) -> dict[str, Any]:
    rows: list[tuple[str | None, Comparison]] = [*measured.topics.items(), (None, measured.overall)]
    return {
        "way": measured.way,
        "in_sight": measured.in_sight,
        "sentences": measured.overall.sentences,
        "topics": [
            {
                "topic": slug,
                **{name: alpha(getattr(row.alphas, name)) for name in MEASURES},
            }
            for slug, row in rows
        ],
    }


def alpha(found: Agreement) -> dict[str, Any]:
    return {"alpha": found.alpha, "low": found.low, "high": found.high, "units": found.units}


def number(value: Fraction | None) -> float | None:
    """Four places are more than any score has."""
    return None if value is None else round(float(value), 4)
