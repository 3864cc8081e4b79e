"""What a source is asked and what it answers. Plain frozen objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from letters.domain.stating import Stated


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which papers: by id, or of any of the dossiers and with all of the words; `since` is a date of the paper.

    `changed_since` leaves out what the source has not touched since that day (the day itself is included).
    `attachments` asks for the annexes of the papers too.
    """

    ids: tuple[str, ...] = ()
    dossiers: tuple[str, ...] = ()
    query: str = ""
    since: date | None = None
    changed_since: date | None = None
    attachments: bool = False


@dataclass(frozen=True, slots=True)
class Manifestation:
    """One form in which the source has the paper: "xml", "html", "odt", "pdf", "docx" or "file"."""

    form: str
    address: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One paper as the source lists it, unfetched. `kind` is the source's own word; `is_letter` None is "see inside".

    `main` is the source's id of the paper that this is an annex of. `manifestations` stand in order of preference.
    `metadata` are the bytes of the record as they came, `fingerprint` changes when what the record says does.
    """

    source_id: str
    stated: Stated
    kind: str = ""
    is_letter: bool | None = None
    main: str = ""
    manifestations: tuple[Manifestation, ...] = ()
    modified: date | None = None
    metadata: bytes = b""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a listing. `next` is the place to ask for to get the rest, None on the last page.

    `refused` has a sentence for each record that could not be used. `total` is what the source says, often an estimate.
    """

    listed: tuple[Listed, ...]
    next: str | None = None
    total: int | None = None
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it came. `data` is None where the source says that it is what we had (`known`)."""

    data: bytes | None
    name: str
    media_type: str = ""
    address: str = ""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a source said of a file when we last had it, so that it can answer "not changed". `address`: whose it is."""

    address: str = ""
    etag: str = ""
    last_modified: str = ""


NOTHING = Known()


class Source(Protocol):
    """A source on the network. Both methods raise SourceError."""

    name: str

    def list(self, wanted: Wanted, place: str = "") -> Page:
        """The page of the listing at `place` ("" is the first; else `Page.next` of the one before)."""

    def fetch(self, listed: Listed, known: Known = NOTHING) -> Fetched:
        """The best form of the paper that can be had."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back over HTTP. `data` is empty with `not_changed`."""

    address: str
    data: bytes
    media_type: str = ""
    etag: str = ""
    last_modified: str = ""
    not_changed: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


def first(values: Sequence[Any]) -> Any:
    """The first that says something, else None."""
    return next((value for value in values if value), None)
