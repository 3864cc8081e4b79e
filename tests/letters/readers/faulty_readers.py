"""Functions with bugs of our own, for the reader process to run."""

from __future__ import annotations

import sys
from fractions import Fraction

from letters.parser.pipeline import read_letter
from letters.readers.blocks import ReadingError
from letters.readers.limits import Limits


def fail(data: bytes, **_: object) -> None:
    raise KeyError("fout")


def fail_in_lines(data: bytes, **_: object) -> None:
    raise ValueError("een\n2026-01-01 ERROR letters twee \x1b[31m" + "lang" * 1000)


def recurse(data: bytes, **_: object) -> object:
    return recurse(data)


def leave(data: bytes, **_: object) -> None:
    sys.exit(3)


class SpeechlessError(Exception):
    def __str__(self) -> str:
        raise LookupError("geen woorden")


def fail_speechless(data: bytes, **_: object) -> None:
    raise SpeechlessError


def run_out_of_memory(data: bytes, **_: object) -> None:
    raise MemoryError


def answer_function(data: bytes, **_: object) -> object:
    return lambda: None


def answer_deep(data: bytes, **_: object) -> object:
    deep: list[object] = []
    for _level in range(100_000):
        deep = [deep]
    return deep


def answer_foreign(data: bytes, **_: object) -> object:
    return Fraction(1, 2)


def answer_words(data: bytes, **_: object) -> object:
    return "geen brief"


def answer_half(data: bytes, **_: object) -> object:
    return {"text": "Een halve brief.", "passages": []}


def answer_number(data: bytes, limits: Limits) -> object:
    return {**read_letter(data, limits=limits), "text": 5}


def answer_nul(data: bytes, limits: Limits) -> object:
    return {**read_letter(data, limits=limits), "title": "Zee\0"}


def answer_surrogate(data: bytes, limits: Limits) -> object:
    return {**read_letter(data, limits=limits), "title": "Zee\ud83e"}


def refuse_with_a_code_of_its_own(data: bytes, **_: object) -> None:
    raise ReadingError("x" * 60, "Zo niet.")


def refuse_without_words(data: bytes, **_: object) -> None:
    raise ReadingError("empty", "")
