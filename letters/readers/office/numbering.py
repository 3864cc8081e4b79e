"""Generated numbers and bullets: drawn by word processors before list items and headings, not stored in the text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from letters.readers.list_labels import roman

BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """The numbering of one list level.

    `template` contains `%1`, `%2`, … for the numbers of the levels down to this one. `style` is decimal, lower letter,
    upper letter, lower roman, upper roman, bullet or none.
    """

    style: str = "bullet"
    template: str = "%1."
    start: int = 1


class Counter:
    """Counter for the lists of one document; deeper levels restart when a higher one advances."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[int, int]] = defaultdict(dict)

    def next_label(self, key: str, depth: int, levels: dict[int, Level]) -> str | None:
        """Return the label of the next item at `depth` (from 0) of the list `key`; None if its style has no label."""
        level = levels.get(depth, Level())
        numbers = self._numbers[key]
        numbers[depth] = numbers.get(depth, level.start - 1) + 1
        for deeper in [other for other in numbers if other > depth]:
            del numbers[deeper]
        if level.style == "none":
            return None
        if level.style == "bullet":
            return BULLET
        label = level.template
        for above in range(depth + 1):
            shape = levels.get(above, Level())
            label = label.replace(f"%{above + 1}", _written(numbers.get(above, shape.start), shape.style))
        return label.strip() or None

    def restart(self, key: str) -> None:
        self._numbers.pop(key, None)


def _written(number: int, style: str) -> str:
    if style.endswith("letter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 4 + 1)
        return letter.upper() if style.startswith("upper") else letter
    if style.endswith("roman"):
        return roman(number) if style.startswith("upper") else roman(number).lower()
    return str(number)
