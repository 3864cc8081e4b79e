"""Is it a letter that we have? The rules of the house for the same letter twice.

- the same bytes, or the same words in the body and nothing that speaks against it: SAME
- the same identifier and at least half of the sentences in common: REVISED; fewer: NEW, with a question to an editor
  (of two files that official records call by that identifier the second is no question: REVISED or, of the lesser
  source, SAME)
- no identifier in common, nine sentences in ten the same and no date against it: NEW, with a question to an editor;
  half of them where both are of the same day and their numbers do not tell them apart
- else NEW
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from letters.domain import sameness
from letters.domain.parsed import ParsedLetter
from letters.domain.stating import Stated
from letters.ingestion import stating
from letters.models import Document, Ingestion, Letter, Resemblance, Revision

Outcome = Ingestion.Outcome

REVISION_SHARE = 0.5
ALIKE_SHARE = 0.9
SAME_DAY_SHARE = 0.5

# One statement, because most newcomers are related to nothing.
RELATED = """
    SELECT id FROM letters_revision WHERE document_id = %s
    UNION SELECT id FROM letters_revision WHERE body_digest = %s
    UNION SELECT id FROM letters_revision WHERE sentence_digests && %s::bigint[]
    UNION SELECT r.id FROM letters_revision r JOIN letters_identifier i USING (letter_id) WHERE i.value = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A text that comes in, and what it is compared by. `sentences`: the keys of the body's sentences (bigint)."""

    parsed: ParsedLetter
    document: Document
    is_example: bool
    body: str
    sentences: list[int]
    stated: Stated | None = None

    @classmethod
    def of(
        cls, parsed: ParsedLetter, document: Document, *, is_example: bool, stated: Stated | None = None
    ) -> Newcomer:
        keys = [int(key, 16) for key in sameness.sentence_keys(parsed)]
        return cls(parsed, document, is_example, sameness.body_digest(parsed), keys, stated)

    @property
    def names(self) -> list[str]:
        return [name for name in (self.parsed.identifier, *self.parsed.other_identifiers) if name]

    @property
    def probe(self) -> list[int]:
        """More sentences than may differ, so whatever is alike has one of them; from the middle, clear of formulas."""
        enough = int(len(self.sentences) * (1 - SAME_DAY_SHARE)) + 2
        start = max(0, len(self.sentences) - enough) // 2
        return self.sentences[start : start + enough]

    def share_with(self, sentences: Sequence[int]) -> float:
        return sameness.share_in_common([str(key) for key in self.sentences], [str(key) for key in sentences])


@dataclass(frozen=True, slots=True)
class Match:
    """`outcome` for the newcomer; `letter` is the one that we have or, with `reason`, the one to compare it with."""

    outcome: Outcome
    letter: Letter | None = None
    reason: Resemblance.Reason | None = None
    share: float = 0.0


def find(new: Newcomer) -> Match:
    """Compare with every text that we hold or held; a letter that was joined into another stands for that other."""
    related = related_to(new)
    if not related:
        return Match(Outcome.NEW)
    held = Revision.objects.filter(pk__in=related).defer("text")
    held = held.select_related("letter__joined_into").order_by("-is_current", "pk")
    if known := held.filter(document=new.document).first():
        return Match(Outcome.SAME, meant(known.letter))
    ours = held.filter(letter__is_example=new.is_example)
    if letter := with_same_body(new, ours):
        return Match(Outcome.SAME, letter)
    current = ours.filter(is_current=True, letter__joined_into__isnull=True)
    if known := with_a_name(new, current):
        return judge_same_identifier(new, known)
    return find_alike(new, current)


def related_to(new: Newcomer) -> list[int]:
    """The revisions with the same bytes, body or identifier, or with a sentence of those that a look-alike has."""
    with connection.cursor() as cursor:
        cursor.execute(RELATED, [new.document.pk, new.body, new.probe, new.names])
        return [pk for (pk,) in cursor.fetchall()]


def meant(letter: Letter) -> Letter:
    return letter.joined_into or letter


def with_a_name(new: Newcomer, revisions: QuerySet[Revision]) -> Revision | None:
    """The text of a letter known by one of the newcomer's names, by its own identifier first.

    A ministry may give two letters one reference; of a newcomer whose number a record states that makes no question.
    """
    named = revisions.filter(letter__identifiers__value__in=new.names).distinct()
    could_be = [known for known in named if not (new.stated and numbers_differ(new.parsed, known.letter))]
    return min(could_be, key=lambda known: known.letter.identifier != new.parsed.identifier, default=None)


def with_same_body(new: Newcomer, revisions: QuerySet[Revision]) -> Letter | None:
    """A text without sentences says nothing of which letter it is, and is nobody's copy."""
    if not new.sentences:
        return None
    for revision in revisions.filter(body_digest=new.body):
        if not contradict(new.parsed, meant(revision.letter)):
            return meant(revision.letter)
    return None


def judge_same_identifier(new: Newcomer, known: Revision) -> Match:
    share = new.share_with(known.sentence_digests)
    if new.stated and (known.body_digest == new.body or stating.is_second_copy(new.stated, known.letter)):
        return Match(Outcome.SAME, known.letter, share=share)
    if share >= REVISION_SHARE or stating.same_by_record(new.stated, known.letter):
        return Match(Outcome.REVISED, known.letter, share=share)
    return Match(Outcome.NEW, known.letter, Resemblance.Reason.SAME_IDENTIFIER, share)


def find_alike(new: Newcomer, revisions: QuerySet[Revision]) -> Match:
    best = Match(Outcome.NEW)
    for revision in revisions:
        share = new.share_with(revision.sentence_digests)
        if share > best.share and is_alike(new.parsed, revision.letter, share):
            best = Match(Outcome.NEW, revision.letter, Resemblance.Reason.ALIKE, share)
    return best


def is_alike(parsed: ParsedLetter, letter: Letter, share: float) -> bool:
    if dates_differ(parsed, letter):
        return False
    same_day = parsed.document_date is not None and parsed.document_date == letter.document_date
    lowest = SAME_DAY_SHARE if same_day and not numbers_differ(parsed, letter) else ALIKE_SHARE
    return share >= lowest


def contradict(parsed: ParsedLetter, letter: Letter) -> bool:
    """Same words, yet two letters: another date, or another number in the same dossier of the same chamber."""
    return dates_differ(parsed, letter) or numbers_differ(parsed, letter)


def dates_differ(parsed: ParsedLetter, letter: Letter) -> bool:
    return bool(parsed.document_date and letter.document_date and parsed.document_date != letter.document_date)


def numbers_differ(parsed: ParsedLetter, letter: Letter) -> bool:
    theirs, ours = series_of(parsed.identifier), series_of(letter.identifier)
    return bool(theirs and ours and theirs[0] == ours[0] and parsed.identifier != letter.identifier)


def series_of(identifier: str | None) -> tuple[str, bool] | None:
    """Dossier and chamber (numbers are the Tweede Kamer's, letters the Eerste's) of a Kamerstuk number."""
    if not identifier or not identifier.startswith("kst-") or "-" not in identifier[4:]:
        return None
    dossier, number = identifier.rsplit("-", 1)
    return f"{dossier}/{'tk' if number.isdigit() else 'ek'}", number.isdigit()
