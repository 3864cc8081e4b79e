"""Records of a letter's position on a topic and of its step (counting rules 2), for API and files.

`change`, `moved`, `lowest` and `highest` are deprecated: they follow version 1 of the rules, for existing clients.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, overload

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from letters.records.fields import Field, Part, Record, Type
from positions.domain.scale import Holder
from positions.domain.timeline import RULES
from positions.domain.timeline.positions import Form
from positions.domain.timeline.series import Dot
from positions.domain.timeline.steps import Kind, Towards, Verdict
from positions.domain.timeline.typical_quote import Quote
from positions.domain.timeline.version_1 import Change
from positions.open_data.records.shared import HOLDER, SCORES, STATES, TOPIC
from positions.timelines.changes import StepList, TopicStep


@dataclass(frozen=True, slots=True)
class LetterPosition:
    """A dot of a series, with the topic and holder of the series."""

    topic: str
    holder: Holder
    dot: Dot

    @property
    def state(self) -> str:
        return "accepted" if self.dot.accepted else "proposed"

    @property
    def other(self) -> Quote | None:
        """The quote from the other side, if the letter goes both ways; else None."""
        return self.dot.typicals[1] if len(self.dot.typicals) > 1 else None


@dataclass(frozen=True, slots=True)
class PositionChange:
    """A step of one holder's line."""

    found: TopicStep
    holder: Holder

    @property
    def topic(self) -> str:
        return self.found.topic.slug

    @property
    def dot(self) -> Dot:
        """The dot of its letter, for the fields of version 1 of the counting rules."""
        return self.found.dot


class PositionChanges(Sequence[PositionChange]):
    """The records of steps, of which those that are asked for are read."""

    def __init__(self, steps: StepList, holder: Holder) -> None:
        self._steps, self._holder = steps, holder

    def __len__(self) -> int:
        return len(self._steps)

    @overload
    def __getitem__(self, place: int) -> PositionChange: ...
    @overload
    def __getitem__(self, place: slice) -> list[PositionChange]: ...
    def __getitem__(self, place: int | slice) -> PositionChange | list[PositionChange]:
        if isinstance(place, int):
            return PositionChange(self._steps[place], self._holder)
        return [PositionChange(found, self._holder) for found in self._steps[place]]


def number(value: Fraction | None) -> float | None:
    """Round to four decimals, more than any score needs."""
    return None if value is None else round(float(value), 4)


def code(value: Any) -> Any:
    """Return the value of an enum member; None stays None."""
    return value and value.value


def _same(value: Any) -> Any:
    return value


def codes(enum: Any) -> list[str]:
    return [member.value for member in enum]


def difference(step: Any) -> Any:
    return step.difference if step else None


# For a Position. A field added here appears in the API, changes, chart files and the data package.
NUMBERS = Record(
    "Numbers",
    (
        Field(
            "position", Type.NUMBER, _("Gemiddelde score, −2 tot +2."), 0.6,
            lambda position, _for: number(position.mean), **SCORES,
        ),
        Field("sentences", Type.INTEGER, _("Op hoeveel zinnen het rust."), 5, unit=_("zinnen")),
        Field(
            "counts", Type.INTEGER, _("Zinnen op −2, −1, 0, +1 en +2."), [0, 0, 2, 3, 0],
            lambda position, _for: list(position.counts), many=True, length=5, separator=" ", unit=_("zinnen"),
        ),
        Field(
            "singly", Type.INTEGER, _("Hoeveel van de zinnen een mens los beoordeelde."), 5,
            least=0, unit=_("zinnen"),
        ),
        Field(
            "form", Type.TEXT, _("thin: minder dan drie zinnen; ook als die één kant op gaan."), "mean",
            lambda position, _for: position.form.value, choices=codes(Form),
        ),
    ),
)  # fmt: skip
# For a Step, or for None: a letter that is on no line.
STEP = Record(
    "Step",
    (
        Field(
            "step", Type.TEXT,
            _("Null bij dunne en ongedateerde brieven, zonder kabinet, en bij anderen dan het kabinet."), "moved",
            lambda step, _for: step and step.kind.value, null=True, choices=codes(Kind),
            table_description=_("De stap vanaf de vorige brief op de lijn."),
        ),
        Field(
            "verdict", Type.TEXT, _("Wat het verschil is; null waar er niets te vergelijken is."), "moved",
            lambda step, _for: difference(step) and difference(step).verdict.value, null=True, choices=codes(Verdict),
            table_description=_("Wat het verschil is."),
        ),
        Field(
            "towards", Type.TEXT, _("De pool waarheen het verschoof."), "low",
            lambda step, _for: difference(step) and code(difference(step).towards), null=True, choices=codes(Towards),
        ),
        Field(
            "difference", Type.NUMBER, _("Verschil tussen de twee gemiddelden."), -0.8,
            lambda step, _for: difference(step) and number(difference(step).value), null=True,
            unit=_("punten op de schaal"),
        ),
        Field(
            "se", Type.NUMBER, _("Standaardfout van dat verschil."), 0.3162,
            lambda step, _for: difference(step) and round(difference(step).se, 4), null=True,
            unit=_("punten op de schaal"),
        ),
        Field(
            "provisional", Type.INTEGER, _("Hoeveel voorstellen nog open staan; bij meer dan 0 is de stap voorlopig."),
            0, lambda step, _for: step and step.provisional, null=True, least=0, unit=_("voorstellen"),
        ),
        Field(
            "gap_months", Type.INTEGER, _("Maanden sinds de vorige brief, waar de lijn was opgehouden."),
            value=lambda step, _for: step and step.gap_months, null=True, unit=_("maanden"),
        ),
        Field("rules", Type.INTEGER, _("Versie van de telregels."), RULES, lambda step, _for: RULES),
    ),
)  # fmt: skip
# For a Dot, by version 1 of the counting rules.
OLD_STEP = Record(
    "OldStep",
    (
        Field(
            "change", Type.TEXT, _("Verouderd (telregels 1): gebruik verdict."), "softened",
            lambda dot, _for: code(dot.change), null=True, choices=codes(Change), instead="verdict",
        ),
        Field(
            "moved", Type.NUMBER, _("Verouderd (telregels 1): gebruik difference."), -0.8,
            lambda dot, _for: number(dot.moved), null=True, instead="difference",
        ),
    ),
)  # fmt: skip
OLD_NUMBERS = Record(
    "OldNumbers",
    (
        Field("lowest", Type.INTEGER, _("Verouderd: gebruik counts."), 0, **SCORES, instead="counts"),
        Field("highest", Type.INTEGER, _("Verouderd: gebruik counts."), 1, **SCORES, instead="counts"),
    ),
)
_SALIENCE = Field(
    "salience", Type.NUMBER, _("Aandeel van de zinnen over het onderwerp, 0 tot 1; null: de brief is niet gelezen."),
    0.0625, lambda row, _for: number(row.dot.salience), null=True, least=0, most=1,
    table_description=_("Aandeel van de zinnen over het onderwerp; leeg: niet gelezen."),
)  # fmt: skip
MEASURES = Record(  # for a LetterPosition, in this order in every table
    "Measures",
    (
        Part(NUMBERS, lambda row: row.dot.position, _same),
        _SALIENCE,
        Part(STEP, lambda row: row.dot.step, id),
        Part(OLD_NUMBERS, lambda row: row.dot.position, _same),
        Part(OLD_STEP, lambda row: row.dot),
    ),
)

# For a LetterRef.
_CABINET = Field("cabinet", Type.TEXT, _("Het kabinet op de datum van de brief."), "Voorbeeld I", null=True)
_DEMISSIONARY = Field("demissionary", Type.BOOLEAN, _("Of het kabinet toen demissionair was."), False, null=True)
_READ = Field("read", Type.BOOLEAN, _("Of een mens de hele brief gelezen heeft."), True)
_NAME = Field(
    "name", Type.TEXT, _("Waar de brief over gaat; anders soort, ministerie en datum."), "Inzet voor het najaarsoverleg"
)
_DAY = Field("date", Type.DATE, _("Datum van de brief."), "2020-10-06", lambda letter, _for: letter.day, null=True)
LETTER_REF = Record(
    "LetterRef",
    (
        Field("key", Type.TEXT, _("Sleutel van de brief."), "kst-99101-24"),
        Field(
            "url", Type.ADDRESS, _("De pagina van de brief."), "https://standpunt.example/brieven/kst-99101-24/",
            lambda letter, reader: reader.address(reverse("letter", args=[letter.key])),
        ),
        _NAME,
        _DAY,
        Field("kind", Type.TEXT, _("Soort brief."), "inzet", null=True),
        _CABINET,
        _DEMISSIONARY,
        _READ,
    ),
)  # fmt: skip
QUOTE = Record(
    "Quote",
    (
        Field("stance", Type.INTEGER, _("Nummer van het standpunt."), 812),
        Field("words", Type.TEXT, _("Woordelijk uit de brief."), "Het kabinet houdt vast aan druk en dialoog."),
        Field("score", Type.INTEGER, _("De score van het citaat."), 0, **SCORES),
    ),
)
# For a dot, or a side of a step.
_TYPICAL = Field("typical", QUOTE, _("Het typerende citaat."))
_TYPICALS = Field("typicals", QUOTE, _("Twee waar de brief beide kanten op gaat."), many=True)
_STATE = Field("state", Type.TEXT, _("Geaccepteerd, of alleen nog voorstellen."), "accepted", choices=STATES)

POSITION = Record(  # for a LetterPosition
    "Position",
    (
        Part(NUMBERS, lambda row: row.dot.position, _same),
        Part(STEP, lambda row: row.dot.step, id),
        Part(OLD_STEP, lambda row: row.dot),
        TOPIC,
        HOLDER,
        Field("letter", LETTER_REF, _("De brief."), value=lambda row, _for: row.dot.letter),
        _STATE,
        _SALIENCE,
        Part(Record("Typical", (_TYPICAL, _TYPICALS)), lambda row: row.dot),
        Field(
            "stances", Type.INTEGER, _("Nummers van de standpunten waarop het rust."), [812, 813, 815, 816, 819],
            lambda row, _for: list(row.dot.stances), many=True,
        ),
        Part(OLD_NUMBERS, lambda row: row.dot.position, _same),
    ),
)  # fmt: skip
SIDE = Record(  # for a Pool
    "Side",
    (
        Part(NUMBERS, lambda pool: pool.position),
        Field("letter", LETTER_REF, _("De eerste van letters."), value=lambda pool, _for: pool.letters[0]),
        Field("letters", LETTER_REF, _("De brieven van één dag, samen geteld."), many=True),
        Field("cabinet", Type.TEXT, _("Het kabinet van de brieven."), "Voorbeeld I"),
        _TYPICAL,
        _TYPICALS,
    ),
)
CHANGE = Record(  # for a PositionChange
    "Change",
    (
        Part(STEP, lambda row: row.found.step),
        Part(OLD_STEP, lambda row: row.dot),
        Field("id", Type.TEXT, _("Naam van de stap."), "russia-41", lambda row, _for: row.found.id),
        TOPIC,
        HOLDER,
        Field(
            "before", SIDE, _("Waar het vandaan kwam; null als er niets aan voorafging."),
            value=lambda row, _for: row.found.step.before, null=True,
        ),
        Field("after", SIDE, _("Waar het op uitkwam."), value=lambda row, _for: row.found.step.after),
    ),
    examples={
        "step": "new", "verdict": None, "towards": None, "difference": None, "se": None, "change": "new", "moved": None,
    },
)  # fmt: skip

# For a LetterPosition, in tables.
_LETTER_KEY = Field(
    "letter", Type.TEXT, _("Sleutel van de brief."), "kst-99101-24", lambda row, _for: row.dot.letter.key
)
_REF_DAY = Part(Record("Day", (_DAY,)), lambda row: row.dot.letter)
CHART_ROW = Record(  # files of a topic's chart
    "ChartRow",
    (
        _LETTER_KEY,
        Part(Record("Name", (_NAME, _DAY)), lambda row: row.dot.letter),
        HOLDER,
        _STATE,
        Part(MEASURES),
        Part(Record("Government", (_CABINET, _DEMISSIONARY, _READ)), lambda row: row.dot.letter),
        Field("quote", Type.TEXT, _("Het typerende citaat."), value=lambda row, _for: row.dot.typical.words),
        Field(
            "quote_score", Type.INTEGER, _("De score van het citaat."), 0,
            lambda row, _for: row.dot.typical.score, **SCORES,
        ),
        Field("stance", Type.INTEGER, _("Nummer van het standpunt."), 812, lambda row, _for: row.dot.typical.stance),
        Field(
            "other_quote", Type.TEXT, _("Het citaat van de andere kant, waar de brief beide kanten op gaat."),
            value=lambda row, _for: row.other and row.other.words, null=True,
        ),
        Field(
            "other_score", Type.INTEGER, _("De score van dat citaat."),
            value=lambda row, _for: row.other and row.other.score, null=True, **SCORES,
        ),
        Field(
            "other_stance", Type.INTEGER, _("Nummer van dat standpunt."),
            value=lambda row, _for: row.other and row.other.stance, null=True,
        ),
    ),
)  # fmt: skip
COMPARISON_ROW = Record("ComparisonRow", (TOPIC, Part(CHART_ROW)))  # files of the comparison chart
POSITION_ROW = Record(  # in the data package
    "PositionRow",
    (
        TOPIC,
        HOLDER,
        _LETTER_KEY,
        _REF_DAY,
        Part(MEASURES),
        Field("typical", Type.TEXT, _("Het typerende citaat."), value=lambda row, _for: row.dot.typical.words),
    ),
)
