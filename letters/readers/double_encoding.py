"""Repair of text encoded to UTF-8 twice (mojibake): `geÃ«rfd`, `â€œjaâ€`. Undone where provable, else refused.

Proof: the characters, mapped back to the bytes they were mistaken for (Windows-1252 or Latin-1), are valid UTF-8 and
decode to letters and signs of Western text. Dutch and English text never contains `Ã«` or `â€™` itself. It does contain
a capital before a closing quote (`‘MANHÃ’`): such a pair proves nothing, unless a letter follows it.
"""

from __future__ import annotations

import re

from letters.readers.problems import Problem, unreadable

_HIGH = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0xA0)}
_AS_BYTES = str.maketrans({character: chr(byte) for character, byte in _HIGH.items()})
_NEXT = "[\u0080-\u00bf" + "".join(character for character in _HIGH if character > "\u00ff") + "]"
_LETTER = "[^\\W\\d_]"
_PUNCTUATION = "‘’‚“”„‹›…–—"  # bytes of UTF-8 that may also be what they seem
_AFTER_CAPITAL = (
    f"(?:(?![{_PUNCTUATION}]){_NEXT}|(?!’)[{_PUNCTUATION}](?={_LETTER})|’(?={_LETTER}{{2}}))"  # ’s is a genitive
)
_RUN = re.compile(f"[\u00c2-\u00df]{_AFTER_CAPITAL}|[\u00e0-\u00ef]{_NEXT}{{2}}|[\u00f0-\u00f4]{_NEXT}{{3}}")
_SIGN = re.compile("[ÂÃâï]")
_TELLING = re.compile(f"Ã{_AFTER_CAPITAL}|Â{_AFTER_CAPITAL}|â€|â‚¬|ï»¿|[a-zà-ÿ]Ã[?\ufffd]")
_IN_CAPITALS = "(?<![A-ZÀ-Þ]{2})"  # the last letter of a word in capitals, as in MANHÃ, is what it seems
_WESTERN = re.compile(
    "[\u0080-\u024f\u02c6-\u02dd\u2000-\u206f\u20a0-\u20bf\u2100-\u22ff\u25a0-\u25ff\ufb00-\ufb06\ufeff\ufffd]"
)
# Damaged pairs: one of the five bytes undefined in Windows-1252 was dropped, or a no-break space became a plain one.
_HALVES = (
    (re.compile("â€(?:[\u009d\ufffd?]|(?=\\W|$))"), "\u201d"),
    (re.compile(f"{_IN_CAPITALS}Ã(?= )"), "à"),
    (re.compile("Â(?=\\s)"), ""),
)
_LEFT = re.compile(f"{_IN_CAPITALS}Ã(?![A-ZÀ-Þ])|Ã[?\ufffd]|â€|Â[^\\w\\s]")
_MOST_ROUNDS = 3


def undo(text: str) -> str:
    """Return the text before its second encoding. Raises ReadingError if some characters are lost for good."""
    in_part = False
    for _ in range(_MOST_ROUNDS):
        if not (_SIGN.search(text) and _TELLING.search(text)):
            break
        whole = _all_at_once(text)
        in_part = in_part or whole is None
        text = _RUN.sub(_mended, text) if whole is None else whole
    return _close_up(text) if in_part else text


def _all_at_once(text: str) -> str | None:
    """Decode the whole text once more; None unless all its characters are bytes of valid UTF-8."""
    try:
        return text.translate(_AS_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


def _close_up(text: str) -> str:
    """Repair text of which a part was encoded twice or some bytes were lost.

    Raises ReadingError if any mojibake remains.
    """
    for half, whole in _HALVES:
        text = half.sub(whole, text)
    if _LEFT.search(text):
        raise unreadable(Problem.MISENCODED)
    return text


def _mended(run: re.Match[str]) -> str:
    meant = _all_at_once(run[0]) or ""
    return meant if _WESTERN.fullmatch(meant) else run[0]
