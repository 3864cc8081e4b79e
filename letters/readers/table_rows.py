"""Table rows as one line. A row with words in only one cell is layout, not a table: its paragraphs stay paragraphs."""

from __future__ import annotations

from letters.readers.markup import Element, local_name


def is_real_row(row: Element, *cell_names: str) -> bool:
    filled = 0
    for cell in row.iterchildren():
        if local_name(cell) in cell_names and any(text.strip() for text in cell.itertext()):
            filled += 1
    return filled > 1
