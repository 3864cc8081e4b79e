"""The protocol of a source: queries and results, as plain frozen objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from letters.parser.source_metadata import SourceMetadata


@dataclass(frozen=True, slots=True)
class SourceQuery:
    """A query: papers by id, or of any of the dossiers and with all of the words; `since` is a date of the paper.

    `changed_since` excludes papers not modified since that day (inclusive). `attachments` includes annexes.
    """

    ids: tuple[str, ...] = ()
    dossiers: tuple[str, ...] = ()
    query: str = ""
    since: date | None = None
    changed_since: date | None = None
    attachments: bool = False


@dataclass(frozen=True, slots=True)
class Manifestation:
    """One form of the paper: "xml", "html", "odt", "pdf", "docx" or "file"."""

    form: str
    address: str


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """One listed paper, not fetched yet. `kind` is the source's own term; `is_letter` None means undetermined.

    `main` is the id of the paper that this is an annex of. `manifestations` are in order of preference. `metadata`
    holds the original bytes of the record; `fingerprint` changes with its content.
    """

    source_id: str
    stated: SourceMetadata
    kind: str = ""
    is_letter: bool | None = None
    main: str = ""
    manifestations: tuple[Manifestation, ...] = ()
    modified: date | None = None
    metadata: bytes = b""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a listing. `next` is the place of the next page, None on the last.

    `refused` has a sentence for each unusable record. `total` is the source's own number, often an estimate.
    """

    listed: tuple[ListedPaper, ...]
    next: str | None = None
    total: int | None = None
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A fetched file. `data` is None if the source answered that it is unchanged (`known`)."""

    data: bytes | None
    name: str
    media_type: str = ""
    address: str = ""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Cache validators of the file that we hold, for conditional requests. `address`: the URL that they belong to."""

    address: str = ""
    etag: str = ""
    last_modified: str = ""


NOTHING = Known()


class Source(Protocol):
    """A source on the network. Both methods raise SourceError."""

    name: str

    def list(self, wanted: SourceQuery, place: str = "") -> ListPage:
        """Return the page of the listing at `place`: "" for the first, else `ListPage.next` of the one before."""

    def fetch(self, listed: ListedPaper, known: Known = NOTHING) -> FetchedFile:
        """Return the best available form of the paper."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP response. `data` is empty with `not_changed`."""

    address: str
    data: bytes
    media_type: str = ""
    etag: str = ""
    last_modified: str = ""
    not_changed: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


def first(values: Sequence[Any]) -> Any:
    """Return the first truthy value, else None."""
    return next((value for value in values if value), None)
