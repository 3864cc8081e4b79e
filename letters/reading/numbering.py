"""The numbers and bullets that a word processor draws before list items and headings but does not write in the text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from letters.reading.listlabels import roman

BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered. `template` holds `%1`, `%2`, … for the numbers of the levels above and of
    itself. `style` is decimal, lower letter, upper letter, lower roman, upper roman, bullet or none.
    """

    style: str = "bullet"
    template: str = "%1."
    start: int = 1


class Counter:
    """Counts through the lists of one document; a deeper level starts anew when a higher one goes on."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[int, int]] = defaultdict(dict)

    def next_label(self, key: str, depth: int, levels: dict[int, Level]) -> str | None:
        """The label of the next item at `depth` (from 0) of the list `key`."""
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
