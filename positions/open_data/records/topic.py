"""Record of a topic: its axis, and the reliability of its series."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from letters.records.fields import Field, Record, Type
from positions.domain.codebook.types import CodebookTopic
from positions.models import Topic
from positions.open_data.records.shared import POLES, TOPIC
from positions.reliability.agreement import mark_of


@dataclass(frozen=True, slots=True)
class TopicAxis:
    """A topic with its axis in the newest codebook; None if that no longer has it."""

    topic: Topic
    axis: CodebookTopic | None


MARK = Record(
    "Mark",
    (
        Field(
            "kind", Type.TEXT, _("Hoe betrouwbaar de reeks is."), "reliable",
            choices=("tentative", "between", "reliable", "unmeasured"),
        ),
        Field("alpha", Type.NUMBER, _("Krippendorffs alfa, de laagste van het onderwerp."), 0.81, null=True),
        Field("units", Type.INTEGER, _("Op hoeveel zinnen de alfa rust."), 240, lambda mark, _for: mark.n),
        Field("pair", Type.TEXT, _("people, machine, of leeg."), "people", blank=True),
    ),
)  # fmt: skip
_SLUG = Field("slug", Type.SLUG, TOPIC.description, "russia", lambda row, _for: row.topic.slug, unique=True)
_NAME_NL = Field("name_nl", Type.TEXT, _("Nederlandse naam."), "Rusland", lambda row, _for: row.topic.name_nl)
_NAME_EN = Field("name_en", Type.TEXT, _("Engelse naam."), "Russia", lambda row, _for: row.topic.name_en)
TOPIC_RECORD = Record(
    "Topic",
    (
        _SLUG,
        Field(
            "url", Type.ADDRESS, _("De pagina van het onderwerp."), "https://standpunt.example/onderwerpen/russia/",
            lambda row, reader: reader.address(reverse("topic", args=[row.topic.slug])),
        ),
        _NAME_NL,
        _NAME_EN,
        Field(
            "low_pole", POLES, _("Wat −2 is."), {"nl": "toenadering", "en": "engagement"},
            lambda row, _for: row.axis and row.axis.low_pole, null=True,
        ),
        Field(
            "high_pole", POLES, _("Wat +2 is."), {"nl": "afschrikking", "en": "deterrence"},
            lambda row, _for: row.axis and row.axis.high_pole, null=True,
        ),
        Field(
            "reliability", MARK, _("Hoe betrouwbaar de reeks van het onderwerp is."),
            value=lambda row, _for: mark_of(row.topic),
        ),
    ),
)  # fmt: skip
TOPIC_ROW = Record(
    "TopicRow",
    (
        _SLUG,
        _NAME_NL,
        _NAME_EN,
        Field(
            "low_pole", Type.TEXT, _("Wat −2 is."), "toenadering",
            lambda row, _for: row.axis and row.axis.low_pole.nl, null=True,
        ),
        Field(
            "high_pole", Type.TEXT, _("Wat +2 is."), "afschrikking",
            lambda row, _for: row.axis and row.axis.high_pole.nl, null=True,
        ),
    ),
)  # fmt: skip
