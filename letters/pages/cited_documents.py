"""The papers that a letter cites and the letters that cite it, each with the citing sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F

from letters.models import Citation, Letter
from letters.models.letters import CitationQuerySet

LONGEST_END = 5  # characters of a number without its dossier


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A paper that `citing` cites: the letter `letter` if it is shown here. At least one citation."""

    citing: Letter
    citations: Sequence[Citation]

    @property
    def name(self) -> str:
        """As written; the number of the paper where only the end of it is written ("nrs. 4 en 7")."""
        written = self.citations[0].written
        return self.target if self.target and len(written) <= LONGEST_END else written

    @property
    def target(self) -> str | None:
        return self.citations[0].target

    @property
    def letter(self) -> Letter | None:
        return self.citations[0].target_letter

    @property
    def itself(self) -> bool:
        return self.target in {self.citing.key, self.citing.identifier}

    @property
    def withdrawn(self) -> bool:
        """True if the cited letter was here, and may not be shown any more."""
        return self.letter is None and self.citations[0].target_letter_id is not None


@dataclass(frozen=True, slots=True)
class CitingLetter:
    """A letter that cites a paper. At least one citation."""

    letter: Letter
    citations: Sequence[Citation]


def cited_documents(letter: Letter, citations: Iterable[Citation]) -> list[CitedDocument]:
    """Return the papers in the order in which they are first cited: by letter, else by number, else as written."""
    found = defaultdict[object, list[Citation]](list)
    for citation in citations:
        found[citation.target_letter_id or citation.target or citation.written].append(citation)
    return [CitedDocument(letter, there) for there in found.values()]


def citing_letters(letter: Letter) -> list[CitingLetter]:
    """Return the letters shown here that cite this one, the newest first. Two queries."""
    return by_letter(Citation.objects.filter(target_letter=letter))


def by_letter(citations: CitationQuerySet) -> list[CitingLetter]:
    """Return the citations that may be shown by the letter that they stand in, the newest letter first."""
    newest_first = (F("letter__document_date").desc(nulls_last=True), "-letter", "position")
    rows = citations.published().select_related("letter").prefetch_related("letter__signatories")
    found = defaultdict[int, list[Citation]](list)
    for citation in rows.order_by(*newest_first):
        found[citation.letter_id].append(citation)
    return [CitingLetter(there[0].letter, there) for there in found.values()]
