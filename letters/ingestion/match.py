"""Matching of new texts with known letters: the rules for duplicates and revisions.

- the same bytes, or the same body text without a contradiction: SAME
- the same identifier and at least half of the sentences in common: REVISED; fewer: NEW, with a question to an editor
  (two files with that identifier in official records need no question: REVISED or, from a secondary source, SAME)
- no identifier in common, nine sentences in ten the same and no contradicting date: NEW, with a question to an editor;
  half of them if both have the same date and their numbers do not differ
- else NEW
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from letters.ingestion import source_fields
from letters.ingestion.look_alikes import ALIKE_SHARE, LOOK_ALIKES, SAME_DAY_SHARE, asked
from letters.models import Document, Ingestion, Letter, PossibleDuplicate, Revision
from letters.parser import fingerprints
from letters.parser.parsed_letter import ParsedLetter
from letters.parser.source_metadata import SourceMetadata

Outcome = Ingestion.Outcome

REVISION_SHARE = 0.5
WORD = re.compile(r"\w+")
Stated = ParsedLetter | Letter

# One statement, because most new texts are related to nothing. Equal words of another date are another letter, however
# many there are; so is a text without sentences.
RELATED = f"""
    SELECT id FROM letters_revision WHERE document_id = %(document)s
    UNION SELECT r.id FROM letters_revision r JOIN letters_letter l ON l.id = r.letter_id
        JOIN letters_letter meant ON meant.id = COALESCE(l.joined_into_id, l.id)
        WHERE r.body_digest = %(body)s AND %(length)s > 0 AND (meant.document_date = %(day)s::date) IS NOT FALSE
    UNION SELECT r.id FROM letters_revision r JOIN letters_identifier i USING (letter_id) WHERE i.value = ANY(%(names)s)
    UNION {LOOK_ALIKES}
"""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A new text with the keys for its comparison. `sentences`: the keys of the body's sentences (bigint)."""

    parsed: ParsedLetter
    document: Document
    is_example: bool
    body: str
    sentences: list[int]
    stated: SourceMetadata | None = None

    @classmethod
    def of(
        cls, parsed: ParsedLetter, document: Document, *, is_example: bool, stated: SourceMetadata | None = None
    ) -> Newcomer:
        keys = [int(key, 16) for key in fingerprints.sentence_keys(parsed)]
        return cls(parsed, document, is_example, fingerprints.body_digest(parsed), keys, stated)

    @property
    def names(self) -> list[str]:
        return [name for name in (self.parsed.identifier, *self.parsed.other_identifiers) if name]

    @property
    def keys(self) -> list[str]:
        """The bytes, the words and the names: a letter that shares one of them may be the same."""
        return [f"document {self.document.pk}", f"body {self.body}", *(f"name {name}" for name in self.names)]

    def share_with(self, sentences: Sequence[int]) -> float:
        return fingerprints.shared_fraction(self.sentences, sentences)


@dataclass(frozen=True, slots=True)
class Match:
    """The result for a new text. `letter` is the known one or, with `reason`, the one to compare it with.

    `revised` is the text that a new one of the same letter was compared with.
    """

    outcome: Outcome
    letter: Letter | None = None
    reason: PossibleDuplicate.Reason | None = None
    share: float = 0.0
    revised: Revision | None = None


def find_match(new: Newcomer) -> Match:
    """Compare with all stored texts; a letter joined into another is represented by that other."""
    related = related_to(new)
    if not related:
        return Match(Outcome.NEW)
    held = Revision.objects.filter(pk__in=related).defer("text", "ledger")
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
    """Return the ids of revisions with the same bytes, body or identifier, and of the look-alikes."""
    day, world = new.parsed.document_date, new.is_example
    parameters = asked(new.sentences, day, is_example=world)
    with connection.cursor() as cursor:
        cursor.execute(RELATED, parameters | {"document": new.document.pk, "body": new.body, "names": new.names})
        return [pk for (pk,) in cursor.fetchall()]


def meant(letter: Letter) -> Letter:
    return letter.joined_into or letter


def with_a_name(new: Newcomer, revisions: QuerySet[Revision]) -> Revision | None:
    """Return the text of a letter with one of the new text's names, preferably its own identifier.

    A ministry may use one reference for two letters: if a source record states the number, a different number excludes
    a match.
    """
    named = revisions.filter(letter__identifiers__value__in=new.names).distinct()
    could_be = [known for known in named if not (new.stated and numbers_differ(new.parsed, known.letter))]
    return min(could_be, key=lambda known: known.letter.identifier != new.parsed.identifier, default=None)


def with_same_body(new: Newcomer, revisions: QuerySet[Revision]) -> Letter | None:
    """Return the letter with the same body. A text without sentences identifies no letter and matches none."""
    if not new.sentences:
        return None
    for revision in revisions.filter(body_digest=new.body):
        if not contradict(new.parsed, meant(revision.letter)):
            return meant(revision.letter)
    return None


def judge_same_identifier(new: Newcomer, known: Revision) -> Match:
    share = new.share_with(known.sentence_digests)
    if new.stated and (known.body_digest == new.body or source_fields.is_second_copy(new.stated, known.letter)):
        return Match(Outcome.SAME, known.letter, share=share)
    if share >= REVISION_SHARE or source_fields.same_by_record(new.stated, known.letter):
        return Match(Outcome.REVISED, known.letter, share=share, revised=known)
    return Match(Outcome.NEW, known.letter, PossibleDuplicate.Reason.SAME_IDENTIFIER, share)


def find_alike(new: Newcomer, revisions: QuerySet[Revision]) -> Match:
    best = Match(Outcome.NEW)
    for revision in revisions:
        share = new.share_with(revision.sentence_digests)
        if share > best.share and is_alike(new.parsed, revision.letter, share):
            best = Match(Outcome.NEW, revision.letter, PossibleDuplicate.Reason.ALIKE, share)
    return best


def is_alike(parsed: Stated, letter: Letter, share: float) -> bool:
    if dates_differ(parsed, letter):
        return False
    same_day = parsed.document_date is not None and parsed.document_date == letter.document_date
    lowest = SAME_DAY_SHARE if same_day and not numbers_differ(parsed, letter) else ALIKE_SHARE
    return share >= lowest


def contradict(parsed: Stated, letter: Letter) -> bool:
    """True if equal texts are two letters: another date, subject, or number in the same dossier and chamber."""
    return dates_differ(parsed, letter) or numbers_differ(parsed, letter) or subjects_differ(parsed, letter)


def dates_differ(parsed: Stated, letter: Letter) -> bool:
    return bool(parsed.document_date and letter.document_date and parsed.document_date != letter.document_date)


def numbers_differ(parsed: Stated, letter: Letter) -> bool:
    theirs, ours = series_of(parsed.identifier), series_of(letter.identifier)
    return bool(theirs and ours and theirs[0] == ours[0] and parsed.identifier != letter.identifier)


def subjects_differ(parsed: Stated, letter: Letter) -> bool:
    """True if both have a subject and the shorter shares less than half of its words with the other."""
    theirs, ours = (set(WORD.findall((stated or "").casefold())) for stated in (parsed.subject, letter.subject))
    return bool(theirs and ours) and len(theirs & ours) * 2 < min(len(theirs), len(ours))


def series_of(identifier: str | None) -> tuple[str, bool] | None:
    """Return dossier and chamber of a Kamerstuk number (digits: Tweede Kamer, letters: Eerste), else None."""
    if not identifier or not identifier.startswith("kst-") or "-" not in identifier[4:]:
        return None
    dossier, number = identifier.rsplit("-", 1)
    return f"{dossier}/{'tk' if number.isdigit() else 'ek'}", number.isdigit()
