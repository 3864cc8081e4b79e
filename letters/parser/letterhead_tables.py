"""Letterheads set as a table: labels and values, side by side or one above the other, become separate pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from letters.parser.draft_passages import CELL_GAP, DraftPassage
from letters.parser.letterhead import is_anchor, zone_end
from letters.parser.parsed_letter import PassageKind
from letters.parser.written_dates import WRITTEN
from letters.readers.blocks import BlockKind
from letters.readers.letterhead_labels import FIELD

_DATE = re.compile(WRITTEN)
_SENTENCE_END = re.compile(r"[.?!]$")
_LONGEST_VALUE = 200


def split_rows(drafts: list[DraftPassage]) -> list[DraftPassage]:
    """Split each row of the letterhead into cells, with every value after its label."""
    end = zone_end(drafts)
    if end < len(drafts) and end and _labels(drafts[end - 1]):
        end += 1  # the values under the last labels
    elif end and (run := _label_run(drafts, end - 1)) > 1:
        end += run
    return [*_paired(list(_opened(drafts[:end]))), *drafts[end:]]


def _label_run(drafts: Sequence[DraftPassage], last: int) -> int:
    """Return the number of consecutive label-only drafts that end at `last`."""
    first = last + 1
    while first and FIELD.fullmatch(drafts[first - 1].text):
        first -= 1
    return last + 1 - first


def _paired(drafts: list[DraftPassage]) -> list[DraftPassage]:
    """Reorder values after their labels, where all labels precede all values and each value fits its label."""
    out: list[DraftPassage] = []
    at = 0
    while at < len(drafts):
        run = 0
        while at + run < len(drafts) and FIELD.fullmatch(drafts[at + run].text):
            run += 1
        pairs = list(zip(drafts[at : at + run], drafts[at + run : at + 2 * run], strict=False))
        if run > 1 and len(pairs) == run and all(_can_be(label.text, value.text) for label, value in pairs):
            out.extend(part for pair in pairs for part in pair)
            at += 2 * run
        else:
            out.extend(drafts[at : at + max(run, 1)])
            at += max(run, 1)
    return out


def _can_be(label: str, value: str) -> bool:
    if is_anchor(value) or len(value) > _LONGEST_VALUE:
        return False
    if label.startswith("Datum"):
        return _DATE.fullmatch(value) is not None
    if "enmerk" in label or "eferentie" in label:
        return any(map(str.isdecimal, value))
    return not label.startswith("Bijlage") or value[:2].strip().isdecimal() or value[0].islower()


def _opened(drafts: Sequence[DraftPassage]) -> Iterator[DraftPassage]:
    labels: list[DraftPassage] = []
    columns: tuple[int, ...] = ()
    for draft in drafts:
        own, heads = draft.columns, _labels(draft)
        cells = _cells(draft) if draft.block is BlockKind.TABLE_ROW else [draft]
        if labels and not heads and (places := _places(labels, columns, cells, own)):
            yield from _under(labels, cells, places)
            labels = []
            continue
        yield from labels
        labels, columns = (cells, own) if heads else ([], ())
        if not labels:
            yield from cells
    yield from labels


def _places(
    labels: Sequence[DraftPassage], columns: Sequence[int], cells: Sequence[DraftPassage], own: Sequence[int]
) -> list[int]:
    """Return for each cell the index of the label above it: by column, else one by one; [] if they do not match.

    A row with one filled cell comes as a paragraph, without its column: it belongs to the only label that it fits.
    """
    if own and set(own) <= set(columns):
        return [columns.index(column) for column in own]
    if len(labels) == len(cells):
        return list(range(len(cells)))
    value = cells[0].text
    fits = [at for at, label in enumerate(labels) if _can_be(label.text, value)]
    dated = [at for at in fits if labels[at].text.startswith("Datum")]
    return dated or fits if len(dated or fits) == len(cells) == 1 and not _SENTENCE_END.search(value) else []


def _under(
    labels: Sequence[DraftPassage], cells: Sequence[DraftPassage], places: Sequence[int]
) -> Iterator[DraftPassage]:
    """Yield each label with its value, if any; labels without a value first, so that none precedes a value."""
    yield from (label for at, label in enumerate(labels) if at not in places)
    for at, cell in zip(places, cells, strict=True):
        yield labels[at]
        yield cell


def _labels(draft: DraftPassage) -> bool:
    cells = draft.text.split(CELL_GAP)
    return draft.block is BlockKind.TABLE_ROW and len(cells) > 1 and all(map(FIELD.fullmatch, cells))


def _cells(row: DraftPassage) -> list[DraftPassage]:
    cells = [row]
    while (gap := cells[-1].text.find(CELL_GAP)) >= 0:
        cells.append(cells[-1].split(gap))
    for cell in cells:
        cell.block, cell.kind = BlockKind.PARAGRAPH, PassageKind.HEADER
    return cells
