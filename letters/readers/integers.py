"""Parsing of integers in untrusted text.

`str.isdigit()` does not protect `int()`: it accepts `²` and `③`, which `int()` rejects, and `int()` rejects more than
4,300 digits (`sys.get_int_max_str_digits`).
"""

from __future__ import annotations

BIGINT = 18  # digits that fit PostgreSQL's `bigint`, so also a primary key


def parse_integer(text: str | None, *, digits: int = 9) -> int | None:
    """Return the value of one to `digits` characters 0 to 9; None for anything else: a sign, a space, other digits.

    The default fits PostgreSQL's `integer`.
    """
    if text and len(text) <= digits and text.isascii() and text.isdecimal():
        return int(text)
    return None
