"""Links from the marks in a text to the footnotes that they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence


def link_marks(marks: Iterable[tuple[int, str]], labels: Sequence[str | None]) -> Iterator[tuple[int, str, int]]:
    """Yield each mark (offset, label) with the index of its note among `labels`, those of the notes in order.

    Marks without a note are left out. Numbering may restart: the second mark "1" belongs to the second note "1".
    """
    by_label = defaultdict[str | None, list[int]](list)
    for index, label in enumerate(labels):
        by_label[label].append(index)
    seen = defaultdict[str, int](int)
    for offset, label in sorted(marks):
        if same := by_label.get(label):
            yield offset, label, same[min(seen[label], len(same) - 1)]
            seen[label] += 1
