"""Record of a stance, and the query of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Model, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from letters.models import Letter, Passage, Revision
from letters.models.fetched_rows import fetched
from letters.models.revisions import LetterPart, heavy_columns
from letters.records.fields import Field, Part, Reader, Record, Type
from positions.domain.confidence_levels import Confidence
from positions.domain.reliability.calibration import Beside
from positions.models import Calibration, CodebookVersion, Coder, Review, Stance, State, Topic
from positions.models.stances import StanceQuerySet, end_of
from positions.open_data.record_urls import paths_of
from positions.open_data.records.shared import HOLDER, SCORES, STATES, TOPIC

_OF_TEXT, _OF_LETTER = ("id", "letter", "number", "annex_bounds"), ("id", "key", "document_date")


def published_stances() -> StanceQuerySet:
    """Return stances on current texts of letters that may be shown, in any state but superseded."""
    return Stance.objects.shown().without_superseded().with_state()


def in_order(stances: StanceQuerySet) -> StanceQuerySet:
    """Order by text, with the decision; as of the moment given to `with_state`."""
    return (
        stances.with_decision()
        .select_related("revision__letter", "topic", "coder", "codebook")
        .defer("revision__text", *heavy_columns("revision"), "codebook__source")
        .order_by("revision_id", "start", "topic__position", "pk")
    )


def rows(stances: Any, day: date | None = None) -> Any:
    """Order by text, with everything that a record needs, and of text and letter no more than that; in one query. `day`
    is the one that `stances` are as of.
    """
    found = in_order(stances).with_calibration(end_of(day) if day else None)
    found = found.annotate(decider=coder_who_decided(), **STANCE.columns())
    return found.defer(*_but(Revision, "revision", *_OF_TEXT), *_but(Letter, "revision__letter", *_OF_LETTER))


def facts(stances: StanceQuerySet, day: date | None = None, order: Sequence[str] = ()) -> Iterator[StanceFacts]:
    """Stream the stances as of the day, by text or in another order, as `StanceFacts`: models, annotated as by `rows`,
    would take longer to make than all else. Four queries beside theirs, and one for the decisions of each chunk.
    """
    topics, coders = Topic.objects.in_bulk(), Coder.objects.in_bulk()
    books = CodebookVersion.objects.defer("source").in_bulk()
    calibrations = Calibration.objects.told_by_coder(end_of(day) if day else None)
    shown = in_file_order(stances, day, order).values_list(*_READ, *_OWN)
    text = TextFacts(0, LetterFacts("", None), 0, ())
    for chunk in fetched(shown, CHUNK):
        taken = Review.objects.filter(pk__in={decision for decision, *_rest in chunk if decision}).order_by()
        decisions = {pk: rest for pk, *rest in taken.values_list("pk", "coder", "at", "bulk")}
        for decision, revision, key, dated, version, annexes, topic, coder, book, *own in chunk:
            if text.pk != revision:
                text = TextFacts(revision, LetterFacts(key, dated), version, annexes)
            decider, *decided = decisions.get(decision, UNDECIDED)
            told, by = calibrations.get(coder), decider and coders[decider]
            yield StanceFacts(text, topics[topic], coders[coder], books[book], told, by, *decided, *own)


def in_file_order(stances: StanceQuerySet, day: date | None, order: Sequence[str]) -> StanceQuerySet:
    """Return the `rows` of a file, by text or in another order, for `values_list`."""
    found = rows(stances, day)
    return (found.order_by(*order) if order else found).select_related(None)  # type: ignore[no-any-return]


CHUNK = 2000
UNDECIDED: list[Any] = [None, None, None]
_READ = (
    "decision", "revision_id", "revision__letter__key", "revision__letter__document_date", "revision__number",
    "revision__annex_bounds", "topic_id", "coder_id", "codebook_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LetterFacts:
    key: str
    document_date: date | None


@dataclass(frozen=True, slots=True)
class TextFacts:
    pk: int
    letter: LetterFacts
    number: int
    annex_bounds: Sequence[int]

    part_at = Revision.part_at


@dataclass(slots=True)
class StanceFacts:
    """Values of a stance's row in files; it stands for one (`Stance`) with the annotations of `rows`.

    Stances of one letter have one `revision`; topics, coders and codebooks are shared by all.
    """

    revision: TextFacts
    topic: Topic
    coder: Coder
    codebook: CodebookVersion
    calibration: dict[str, Any] | None
    decider: Coder | None
    decided_at: datetime | None
    bulk: bool | None
    pk: int
    quote: str
    start: int
    end: int
    holder: str
    score: int | None
    confidence: str
    probability: float | None
    state: str
    said_beside: str | None
    passage: int | None

    share = Stance.share
    level = Stance.level


_OWN = tuple(field.name for field in fields(StanceFacts))[8:]


def _but(model: type[Model], relation: str, *needed: str) -> list[str]:
    """Return the columns along this relation but for those needed."""
    names = {field.name for field in model._meta.concrete_fields}
    return [f"{relation}__{name}" for name in sorted(names.difference(needed))]


def passage_number() -> Subquery:
    return of_passage("position")


def of_passage(name: str) -> Subquery:
    """Subquery: this field of the paragraph in which the stance starts."""
    before = Passage.objects.filter(revision=OuterRef("revision"), start__lte=OuterRef("start")).order_by("-start")
    return Subquery(before.values(name)[:1])


def coder_who_decided() -> Subquery:
    """Subquery: the fields of the coder in `decided_by` (`with_decision`); NULL if nobody decided."""
    fields = JSONObject(id="pk", name="name", version="version", user_id="user")
    return Subquery(Coder.objects.filter(pk=OuterRef("decided_by")).order_by().values(told=fields)[:1])


CODER = Record(
    "Coder",
    (
        Field("id", Type.INTEGER, _("Nummer van de codeur."), 3, lambda coder, _for: coder.pk),
        Field("kind", Type.TEXT, _("Mens, machine of ingelezen."), "person", choices=Coder.Kind.choices),
        Field(
            "name", Type.TEXT, _("Een mens met een account heet hier naar zijn nummer."), "codeur 3",
            lambda coder, reader: reader.coder_name(coder),
        ),
    ),
)  # fmt: skip


def _names(coders: Sequence[Coder | None], reader: Reader) -> list[str | None]:
    """Return the name of each; a coder is asked for once."""
    each = {coder.id: coder for coder in coders if coder}
    names = {number: reader.coder_name(coder) for number, coder in each.items()}
    return [names[coder.id] if coder else None for coder in coders]


# Fields of every output.
_ID = Field("id", Type.INTEGER, _("Nummer van het standpunt."), 812, lambda stance, _for: stance.pk, sql="pk")
_URL = Field(
    "url", Type.ADDRESS, _("De pagina van het standpunt."), "https://standpunt.example/standpunten/812/",
    values=lambda stances, reader: list(map(reader.address, paths_of(stances))),
    sql="concat(told.before_number, pk, told.after_number)",
)  # fmt: skip
_LETTER = Field(
    "letter", Type.TEXT, _("Sleutel van de brief."), "kst-99101-24", lambda stance, _for: stance.revision.letter.key,
    sql="revision__letter__key",
)  # fmt: skip
_DATE = Field(
    "date", Type.DATE, _("Datum van de brief."), "2020-10-06",
    lambda stance, _for: stance.revision.letter.document_date, null=True, sql="revision__letter__document_date",
)  # fmt: skip
_WORDS = Record(
    "Words",
    (
        Field(
            "quote", Type.TEXT, _("Woordelijk zoals het in de brief staat."),
            "Het kabinet houdt vast aan druk en dialoog.", sql="quote",
        ),
        Field("start", Type.INTEGER, _("Plaats in de tekst van de brief, in tekens vanaf 0."), 1204, sql="start"),
        Field("end", Type.INTEGER, _("Plaats van het eerste teken erna."), 1247, sql='"end"'),
    ),
)  # fmt: skip
_PASSAGE = Field(
    "passage", Type.INTEGER, _("Volgnummer van de alinea."), 7, null=True, column=passage_number, sql="passage"
)
_CODING = Record(
    "Coding",
    (
        Field(
            "topic", TOPIC.type, TOPIC.description, TOPIC.example, lambda stance, _for: stance.topic.slug,
            sql="topic__slug",
        ),
        replace(HOLDER, sql="holder"),
        Field(
            "score", Type.INTEGER, _("Null is een vermelding; 0 is een standpunt."), 0, null=True, **SCORES,
            table_description=_("Leeg is een vermelding; 0 is een standpunt."), sql="score",
        ),
    ),
)  # fmt: skip
_STATE = Field(
    "state",
    Type.TEXT,
    _("Aanvaard, of nog een voorstel."),
    "accepted",
    choices=STATES,
    sql="coalesce(state, without_review)",
)
_CODEBOOK = Field(
    "codebook", Type.TEXT, _("Versie van het codeboek."), "2", lambda stance, _for: stance.codebook.number,
    sql="told.codebooks ->> codebook_id::text",
)  # fmt: skip
_CONFIDENCE = Field(
    "confidence", Type.TEXT, _("Hoe zeker een machine was, naar de ijking; null bij mensen."),
    value=lambda stance, _for: stance.level or None, null=True, choices=[each.value for each in Confidence],
    table_description=_("Hoe zeker een machine was, naar de ijking; leeg bij mensen."),
    sql="coalesce(by_number ->> 'confidence', nullif(confidence, ''))",
)  # fmt: skip
_BULK = Field(
    "bulk", Type.BOOLEAN, _("Of het met vele tegelijk is aanvaard; false is los beoordeeld, null een voorstel."), False,
    lambda stance, _for: stance.bulk if stance.state == State.ACCEPTED else None, null=True,
    table_description=_("Of het met vele tegelijk is aanvaard; False is los beoordeeld, leeg is een voorstel."),
    sql=f"CASE WHEN state = '{State.ACCEPTED.value}' THEN in_bulk END",
)  # fmt: skip
_PROBABILITY = Field(
    "probability", Type.NUMBER,
    _("Ruw getal van de machine, 0 tot 1: hoe waarschijnlijk alles klopt; null als zij er geen gaf."), 0.6793,
    null=True,
    table_description=_("Ruw getal van de machine, 0 tot 1: hoe waarschijnlijk alles klopt; leeg als zij er geen gaf."),
    sql="probability",
)  # fmt: skip
_CALIBRATED = Field(
    "calibrated", Type.NUMBER,
    _("Deel dat klopt van voorstellen met dit ruwe getal, zoals de ijking het voorspelt (0 tot 1); niet hier geteld."),
    0.667,
    lambda stance, _for: _rounded(stance.share), null=True, sql="(by_number ->> 'calibrated')::float8",
)  # fmt: skip


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


_CALIBRATION = Field(
    "calibration", Type.TEXT,
    _(
        "De ijking: van welke dag, en op trainingsbrieven (training) of op losse beslissingen van deze site (site). "
        "Telt zij mee wat een andere machine van zin en onderwerp zegt, dan staan erachter wat die zegt (same, "
        "otherwise, silent of unknown) en hoeveel elk in log odds uitmaakt."
    ),
    "2026-11-28 training", lambda stance, _for: _calibration_of(stance), null=True, sql="by_number ->> 'calibration'",
)  # fmt: skip


def _calibration_of(stance: Stance) -> str | None:
    if stance.probability is None or stance.calibration is None:
        return None
    told = stance.calibration
    return _in_words(told["at"], told["source"], stance.said_beside, *(told[beside] for beside in Beside))


@lru_cache
def _in_words(at: str, source: str, beside: str | None, *effects: float) -> str:
    made = f"{timezone.localdate(datetime.fromisoformat(at))} {source}"
    if not any(effects):
        return made
    each = ", ".join(f"{name} {effect:+.4f}" for name, effect in zip(Beside, effects, strict=True))
    return f"{made}; beside: {beside or 'unknown'} ({each})"


_DECIDED = Field(
    "decided", Type.MOMENT, _("Wanneer een mens besliste."), "2026-02-04T14:03:10+01:00",
    lambda stance, _for: stance.decided_at, null=True, sql="decided_at",
)  # fmt: skip
_DECIDED_BY = Field(
    "decided_by", Type.TEXT,
    _("Wie er besliste; een mens met een account naar zijn nummer. Null bij een voorstel."), "codeur 3",
    values=lambda stances, reader: _names([_who(stance.decider) for stance in stances], reader), null=True,
    table_description=_("Wie er besliste; een mens met een account naar zijn nummer. Leeg bij een voorstel."),
    sql="told.names ->> decided_by::text",
)  # fmt: skip


def _who(decider: Coder | dict[str, Any] | None) -> Coder | None:
    return Coder(**decider) if isinstance(decider, dict) else decider


_PART = Field(
    "part", Type.TEXT, _("Of de zin in de brief zelf staat, of in een bijlage."), "body",
    lambda stance, _for: stance.revision.part_at(stance.start).value, choices=[part.value for part in LetterPart],
    # In an annex an odd number of bounds stand at or before the place.
    sql=f"CASE mod(width_bucket(start, revision__annex_bounds), 2) WHEN 1 THEN '{LetterPart.ANNEX.value}'"
    f" ELSE '{LetterPart.BODY.value}' END",
)  # fmt: skip
_REVISION = Field(
    "revision", Type.INTEGER, _("Versie van de tekst van de brief waarin start en end tellen."), 1,
    lambda stance, _for: stance.revision.number, sql="revision__number",
)  # fmt: skip
CALIBRATED = Record("Calibrated", (_CONFIDENCE, _CALIBRATED, _CALIBRATION))  # follow from raw number and calibration
_JUDGEMENT = Record("Judgement", (_BULK, _PROBABILITY, _CALIBRATED, _CALIBRATION))
# Add new fields at the end of this, so that they come last everywhere.
STANCE_MORE = Record("StanceMore", (_DECIDED_BY, _PART, _REVISION))

STANCE = Record(
    "Stance",
    (
        _ID,
        _URL,
        _LETTER,
        _DATE,
        Part(_WORDS),
        _PASSAGE,
        Part(_CODING),
        _STATE,
        Field("coder", CODER, _("Wie het codeerde.")),
        _CODEBOOK,
        _CONFIDENCE,
        Field(
            "coded", Type.MOMENT, _("Wanneer het gecodeerd is."), "2026-02-04T14:03:10+01:00",
            lambda stance, _for: stance.created_at,
        ),
        _DECIDED,
        Part(_JUDGEMENT),
        Part(STANCE_MORE),
    ),
)  # fmt: skip
STANCE_ROW = Record(  # files, CSV and JSON Lines alike
    "StanceRow",
    (
        _LETTER,
        Part(_WORDS),
        Part(_CODING),
        Field(
            "coder", Type.TEXT, _("Naam van wie het codeerde; een mens met een account naar zijn nummer."), "codeur 3",
            values=lambda stances, reader: _names([stance.coder for stance in stances], reader),
            sql="told.names ->> stance.coder_id::text",
        ),
        _CODEBOOK,
        _STATE,
        _DATE,
        _PASSAGE,
        _CONFIDENCE,
        Part(_JUDGEMENT),
        _ID,
        _URL,
        _DECIDED,
        Part(STANCE_MORE),
    ),
)  # fmt: skip
