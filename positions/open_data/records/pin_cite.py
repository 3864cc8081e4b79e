"""Records of a citation in its sentence, with what the cited letter says on the sentence's topics and what the citing
one says: for the API nested by topic, in files a row for each topic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from letters.records.fields import Field, Part, Record, Type
from letters.records.letter import CITATION
from letters.rendering.layout import anchor_of
from positions.models import Topic
from positions.open_data.records.position import NUMBERS
from positions.open_data.records.shared import TOPIC
from positions.timelines.then_and_now import Compared, Says, ThenNow


@dataclass(frozen=True, slots=True)
class CitedTopic:
    """A topic of a citing sentence; `pair` is None if the cited paper is not here, `topic` if the sentence has none."""

    found: Compared
    topic: Topic | None = None
    pair: ThenNow | None = None


def topics_in(found: Compared) -> list[CitedTopic]:
    pairs = {pair.topic.pk: pair for pair in found.pairs}
    return [CitedTopic(found, topic, pairs.get(topic.pk)) for topic in found.topics]


def rows_of(citations: Iterable[Compared]) -> Iterator[CitedTopic]:
    """Yield a row for each topic of each citation; one without a topic for a citation on none."""
    for found in citations:
        yield from topics_in(found) or [CitedTopic(found)]


def _number_of(field: Field) -> Field:
    """Return a field of a position as one of a `Stand`, null where it has none."""
    return replace(
        field, null=True,
        value=lambda stand, reader: field.of(stand.dot.position, reader) if stand and stand.dot else None,
    )  # fmt: skip


STAND = Record(
    "Stand",
    (
        Field(
            "says", Type.TEXT,
            _(
                "Wat van de brief over het onderwerp bekend is: position een standpunt van het kabinet, proposed "
                "alleen voorstellen, mention een vermelding, silent gelezen en niets gevonden, not read onbekend, "
                "no letter een ander stuk, hidden niet voor wie de brief blind codeert."
            ),
            "position", lambda stand, _for: stand and stand.says.value, null=True,
            choices=[each.value for each in Says],
        ),
        *(_number_of(field) for field in NUMBERS.fields),
    ),
)  # fmt: skip
COMPARISON = Record(
    "CitedTopic",
    (
        Field("topic", TOPIC.type, TOPIC.description, TOPIC.example, lambda row, _for: row.topic.slug),
        Field(
            "then", STAND, _("Wat de genoemde brief erover zegt; null als die hier niet staat."),
            STAND.example(), lambda row, _for: row.pair and row.pair.then, null=True,
        ),
        Field(
            "now", STAND,
            _("Wat de brief die ernaar verwijst erover zegt; null als de genoemde brief hier niet staat."),
            STAND.example(), lambda row, _for: row.pair and row.pair.now, null=True,
        ),
    ),
)  # fmt: skip


def _of_target(name: str) -> Callable[[Any, Any], Any]:
    return lambda citation, _for: citation.target_letter and getattr(citation.target_letter, name)


_PLACE = Record(  # for a Citation
    "CitationPlace",
    (
        Field(
            "letter", Type.TEXT, _("Sleutel van de brief die verwijst."), "kst-99101-24", lambda c, _for: c.letter.key
        ),
        Field(
            "date", Type.DATE, _("Datum van die brief."), "2020-10-06", lambda c, _for: c.letter.document_date,
            null=True,
        ),
        Field(
            "url", Type.ADDRESS, _("De verwijzing op de pagina van de brief."),
            "https://standpunt.example/brieven/kst-99101-24/#v3",
            lambda c, reader: reader.address(f"{c.letter.get_absolute_url()}#{anchor_of(c)}"),
        ),
        Field(
            "number", Type.INTEGER, _("Volgnummer van de verwijzing in de brief, vanaf 0."), 3,
            lambda c, _for: c.position,
        ),
        Part(CITATION),
        Field(
            "target_letter", Type.TEXT, _("Sleutel van de genoemde brief; null als die hier niet staat."),
            "kst-99101-19", _of_target("key"), null=True,
        ),
        Field(
            "target_date", Type.DATE, _("Datum van de genoemde brief."), "2019-03-05", _of_target("document_date"),
            null=True,
        ),
    ),
)  # fmt: skip
PIN_CITE = Record(
    "PinCite",
    (
        Part(_PLACE, lambda found: found.citation),
        Field(
            "topics", COMPARISON, _("De onderwerpen van de zin, met toen en nu; leeg als de zin over geen gaat."),
            value=lambda found, _for: topics_in(found), many=True,
        ),
    ),
)  # fmt: skip


def _column(side: str, field: Field) -> Field:
    """Return a field of one side of a comparison as a column of a row."""
    return replace(
        field, name=f"{side}_{field.name}", null=True,
        value=lambda row, reader: row.pair and field.of(getattr(row.pair, side), reader),
    )  # fmt: skip


PIN_CITE_ROW = Record(  # files, CSV and JSON Lines alike
    "PinCiteRow",
    (
        Part(_PLACE, lambda row: row.found.citation),
        Field(
            "topic", TOPIC.type, _("Een onderwerp van de zin; null als de zin over geen gaat."), TOPIC.example,
            lambda row, _for: row.topic and row.topic.slug, null=True,
            table_description=_("Een onderwerp van de zin; leeg als de zin over geen gaat."),
        ),
        *(_column(side, field) for side in ("then", "now") for field in STAND.fields),
    ),
)  # fmt: skip
