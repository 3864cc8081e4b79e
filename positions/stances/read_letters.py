"""Letters that are read (codebook, 5), whether or not they say anything on a topic; cached until the data change."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.utils import translation

from letters.models import Letter, Signatory
from positions.caching.in_process import InProcessCache, in_process
from positions.caching.version import WITHOUT_STANCES
from positions.domain.timeline.timeline_letter import LetterRef
from positions.models import Assignment
from positions.models.stances import end_of
from positions.stances import as_of
from positions.summary_table import reading
from positions.timelines.query import TimelineOptions, as_text, letter_ref

MOST = 40_000  # letters in the cache
COLUMNS = (
    "letter", "letter__key", "letter__subject", "letter__kind", "letter__publication", "letter__document_date",
    "letter__demissionary", "letter__cabinet__name", "body_sentences", "annex_bounds", "letter__dossier_title",
    "ministries", "is_read",
)  # fmt: skip
KEPT: InProcessCache[tuple[LetterRef, ...]] = in_process(MOST, lambda found: 1 + len(found))


def read_letters(letters: QuerySet[Letter], asked: TimelineOptions | None = None) -> tuple[LetterRef, ...]:
    """Return those of these letters that are dated and read (codebook, 5), whatever they say; two queries, none if
    cached.
    """
    day = (asked or TimelineOptions()).as_of
    name = (as_text(letters), day, translation.get_language())
    return KEPT(WITHOUT_STANCES, name, lambda: _look_up_read(letters, day))


def with_read(letters: QuerySet[Letter], day: date | None = None) -> QuerySet[Letter]:
    """Annotate `read`: whether the text of each letter is read (codebook, 5), now or as of the end of that day."""
    texts = as_of.texts(day).filter(letter=OuterRef(OuterRef("pk"))).order_by().values("pk")
    reading_it = Assignment.objects.filter(letter=OuterRef("pk"), sentences__revision__in=texts)
    return letters.annotate(read=Exists(reading_it.reading(end_of(day) if day else None).order_by()))


def _look_up_read(letters: QuerySet[Letter], day: date | None) -> tuple[LetterRef, ...]:
    there = letters.filter(document_date__isnull=False).order_by()
    read = reading.read_texts(there, reading.due_letters() if day is None else (), day)
    texts = as_of.texts(day).filter(letter__in=there.values("pk"), pk__in=RawSQL(*read) if read else ()).order_by()
    signed = Signatory.objects.filter(letter=OuterRef("letter")).exclude(ministry="").order_by("position")
    known = texts.annotate(ministries=ArraySubquery(signed.values("ministry")), is_read=Value(True))
    return tuple(letter_ref(row) for row in known.values_list(*COLUMNS))
