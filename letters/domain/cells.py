"""A letterhead that was set as a table: labels and values, in one row or one under the other, become pieces apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from letters.domain.drafts import CELL_GAP, Draft
from letters.domain.letterhead import zone_end
from letters.domain.parsed import PassageKind
from letters.reading.blocks import BlockKind

_LABEL = re.compile(
    r"(?:Datum|Betreft|Onderwerp|Inzake|(?:(?:Onze|Uw)\s+)?[Rr]eferentie|(?:(?:Ons|Uw)\s+)?[Kk]enmerk|Uw brief"
    r"|Bijlage(?:\(n\)|n)?|Aan|Van|Contactpersoon|Behandeld door|Telefoon|E-mail|Afschrift aan)\s*:?"
)


def open_rows(drafts: list[Draft]) -> list[Draft]:
    """The drafts with each cell of the letterhead's rows a draft of its own, every value after its label."""
    end = zone_end(drafts)
    if end < len(drafts) and end and _labels(drafts[end - 1]):
        end += 1  # the values under the last labels
    return [*_opened(drafts[:end]), *drafts[end:]]


def _opened(drafts: Sequence[Draft]) -> Iterator[Draft]:
    labels: list[Draft] = []
    for draft in drafts:
        cells = _cells(draft) if draft.block is BlockKind.TABLE_ROW else [draft]
        if len(labels) == len(cells) and not _labels(draft):
            yield from (part for pair in zip(labels, cells, strict=True) for part in pair)
            labels = []
            continue
        yield from labels
        labels = cells if len(cells) > 1 and all(_LABEL.fullmatch(cell.text) for cell in cells) else []
        if not labels:
            yield from cells
    yield from labels


def _labels(draft: Draft) -> bool:
    cells = draft.text.split(CELL_GAP)
    return draft.block is BlockKind.TABLE_ROW and len(cells) > 1 and all(map(_LABEL.fullmatch, cells))


def _cells(row: Draft) -> list[Draft]:
    cells = [row]
    while (gap := cells[-1].text.find(CELL_GAP)) >= 0:
        cells.append(cells[-1].split(gap))
    for cell in cells:
        cell.block, cell.kind = BlockKind.PARAGRAPH, PassageKind.HEADER
    return cells
