"""Record of the agreement between coders."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from letters.records.fields import Field, Part, Record, Type
from positions.coders import accuracy
from positions.models import Coder, Topic
from positions.open_data.records.evaluation import EVALUATION
from positions.open_data.records.shared import POLES, TOPIC
from positions.open_data.records.stance import CODER
from positions.open_data.records.topic import MARK
from positions.reliability.agreement import MeasuredAgreement, mark_of
from positions.reliability.evaluation import CoderEvaluation


@dataclass(frozen=True, slots=True)
class CoderAgreement:
    """All topics and coders, and the agreement between two of the coders."""

    topics: list[Topic]
    coders: list[Coder]
    compared: list[MeasuredAgreement]
    evaluated: list[CoderEvaluation]


ACCURACY = Record(
    "Accuracy",
    (
        Field("share", Type.NUMBER, _("Deel van de coderingen dat precies goed is, 0 tot 1."), 0.62),
        Field("codings", Type.INTEGER, _("Op hoeveel coderingen het aandeel rust."), 200),
        Field("letters", Type.INTEGER, _("In hoeveel brieven die stonden."), 12),
        Field(
            "on", POLES, _("Waarop het gemeten is."), {"nl": "verzonnen brieven", "en": "invented letters"}
        ),
        Field("date", Type.DATE, _("Wanneer het gemeten is."), "2026-02-01"),
    ),
)  # fmt: skip
MEASURED_CODER = Record(
    "MeasuredCoder",
    (
        Part(CODER),
        Field(
            "accuracy", ACCURACY,
            _("Hoe vaak deze machine precies goed is op echte brieven; null als dat niet is gemeten, en bij mensen."),
            value=lambda coder, _for: accuracy.of(coder), null=True,
        ),
    ),
)  # fmt: skip
ALPHA = Record(
    "Alpha",
    (
        Field("alpha", Type.NUMBER, _("Krippendorffs alfa; null waar die niet bestaat."), 0.81, null=True),
        Field("low", Type.NUMBER, _("Ondergrens van 95 procent van de steekproeven."), 0.74, null=True),
        Field("high", Type.NUMBER, _("Bovengrens van 95 procent van de steekproeven."), 0.88, null=True),
        Field("units", Type.INTEGER, _("Op hoeveel zinnen de alfa rust."), 240),
    ),
)
ALPHAS = Record(
    "Alphas",
    (
        Field(
            "topic", Type.TEXT, _("Null: alle onderwerpen samen."), "russia", lambda pair, _for: pair[0], null=True
        ),
        Field("presence", ALPHA, _("Gaat de zin erover?"), value=lambda pair, _for: pair[1].alphas.presence),
        Field("holder", ALPHA, _("Wie vindt het?"), value=lambda pair, _for: pair[1].alphas.holder),
        Field("kind", ALPHA, _("Standpunt of vermelding?"), value=lambda pair, _for: pair[1].alphas.kind),
        Field("score", ALPHA, _("Welke score?"), value=lambda pair, _for: pair[1].alphas.score),
    ),
)  # fmt: skip
COMPARED = Record(
    "Compared",
    (
        Field("way", Type.TEXT, _("blind, in-sight, of leeg bij twee machines."), "blind", blank=True),
        Field("in_sight", Type.BOOLEAN, _("Of de een de voorstellen van de ander zag."), False),
        Field(
            "sentences", Type.INTEGER, _("Hoeveel zinnen beiden codeerden."), 240,
            lambda measured, _for: measured.overall.sentences,
        ),
        Field(
            "topics", ALPHAS, _("Per onderwerp, en alle samen."),
            value=lambda measured, _for: [*measured.topics.items(), (None, measured.overall)], many=True,
        ),
    ),
)  # fmt: skip
TOPIC_MARK = Record(
    "TopicMark",
    (
        Part(MARK, mark_of),
        Field("topic", TOPIC.type, TOPIC.description, TOPIC.example, lambda topic, _for: topic.slug),
    ),
)  # fmt: skip
AGREEMENT = Record(
    "Agreement",
    (
        Field("topics", TOPIC_MARK, _("De maat bij elk onderwerp."), many=True),
        Field("coders", MEASURED_CODER, _("Wie er gecodeerd heeft."), many=True),
        Field(
            "compared", COMPARED, _("Van de twee codeurs in first en second; anders leeg."), many=True
        ),
        Field(
            "evaluated", EVALUATION,
            _("Hoe goed de nieuwste versie van elke machine is, volgens wat mensen blind codeerden."), many=True,
        ),
    ),
)  # fmt: skip
