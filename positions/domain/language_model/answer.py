"""A model's answer on a window: its JSON schema, what is refused of it and why, and the proposals that it makes.

An answer names sentences by number and codes of the codebook; quotes are taken from the letter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from positions.domain.codebook.types import Codebook
from positions.domain.confidence_levels import Confidence
from positions.domain.language_model.windows import NumberedSentence, Window
from positions.domain.rules_coder.coder import Proposal
from positions.domain.scale import SCORES, Holder

POSITION, MENTION = "position", "mention"
KEYS = ("sentence", "topic", "holder", "kind", "score", "reason")
LONGEST_REASON = 300  # characters
SHOWN = 60  # characters of a wrong value


@dataclass(frozen=True, slots=True)
class ModelCoding:
    """A checked line of an answer; `score` is None for a mention."""

    sentence: int
    topic: str
    holder: str
    score: int | None
    reason: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Refused(Exception):
    """An answer that is not taken over. `complaint` tells the model in English, the message people in Dutch.

    `for_good`: asking once more would give no other answer.
    """

    def __init__(self, message: str, complaint: str, *, for_good: bool = False) -> None:
        super().__init__(message)
        self.complaint, self.for_good = complaint, for_good


def schema(window: Window, codebook: Codebook) -> dict[str, Any]:
    """Return the JSON schema of an answer, in what all servers know: types, enumerations and required keys."""
    values: dict[str, Any] = {
        "sentence": {"type": "integer", "enum": list(window.numbers)},
        "topic": {"type": "string", "enum": [topic.slug for topic in codebook.topics]},
        "holder": {"type": "string", "enum": [holder.value for holder in Holder]},
        "kind": {"type": "string", "enum": [POSITION, MENTION]},
        "score": {"anyOf": [{"type": "integer", "enum": list(SCORES)}, {"type": "null"}]},
        "reason": {"type": "string"},
    }
    stance = {"type": "object", "properties": values, "required": list(KEYS), "additionalProperties": False}
    stances = {"type": "array", "items": stance}
    return {
        "type": "object", "properties": {"stances": stances}, "required": ["stances"], "additionalProperties": False
    }  # fmt: skip


def read(content: str, finish_reason: str, window: Window, codebook: Codebook) -> list[ModelCoding]:
    """Return the codings of an answer. Raises Refused where any of it is not as asked: then none of it is taken."""
    if finish_reason == "length":
        raise Refused("Het antwoord is afgekapt.", "it was cut off; give shorter reasons and no more than is there.")
    if not content.strip():
        raise Refused("Het antwoord is leeg.", "it was empty.")
    answer = _parsed(content)
    if not isinstance(answer, dict) or set(answer) != {"stances"} or not isinstance(answer["stances"], list):
        raise Refused(
            "Het antwoord heeft een andere vorm dan gevraagd.", 'it was no object with one key "stances", a list.'
        )
    codings = [_coding(each, window, codebook) for each in answer["stances"]]
    _refuse_twice(codings)
    return codings


def proposals(codings: Iterable[ModelCoding], sentences: Sequence[NumberedSentence]) -> list[Proposal]:
    """Return the proposals in the order of the text; `sentences` are those of the whole letter."""
    found = [_proposal(coding, sentences[coding.sentence - 1]) for coding in codings]
    return sorted(found, key=lambda proposal: (proposal.start, proposal.topic))


def from_json(rows: Iterable[Mapping[str, Any]]) -> list[ModelCoding]:
    return [ModelCoding(**row) for row in rows]


def _parsed(content: str) -> Any:
    try:
        return json.loads(content, object_pairs_hook=_object, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused("Het antwoord is geen JSON.", "it was not JSON; write no words around it.") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key twice")
    return dict(pairs)


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _coding(line: Any, window: Window, codebook: Codebook) -> ModelCoding:
    if not isinstance(line, dict) or set(line) != set(KEYS):
        keys = ", ".join(f'"{key}"' for key in KEYS)
        raise Refused(f"Een regel van het antwoord heeft niet de sleutels {keys}.", f"each stance has the keys {keys}.")
    number = line["sentence"]
    if type(number) is not int or number not in window.numbers:
        raise Refused(
            f"Het antwoord noemt zin {_shown(number)}, die niet in dit venster staat ({window.first}–{window.last}).",
            f"sentence {_shown(number)} is not in this window, which has {window.first} to {window.last}.",
        )
    _among("topic", "onderwerp", line["topic"], [topic.slug for topic in codebook.topics])
    _among("holder", "houder", line["holder"], list(Holder))
    _among("kind", "soort", line["kind"], [POSITION, MENTION])
    score, reason = _score(line["kind"], line["score"]), line["reason"]
    if not isinstance(reason, str):
        raise Refused("De reden in het antwoord is geen tekst.", '"reason" was no text.')
    return ModelCoding(number, line["topic"], line["holder"], score, printable(reason)[:LONGEST_REASON].strip())


def _among(key: str, word: str, value: Any, known: Sequence[str]) -> None:
    if not isinstance(value, str) or value not in known:
        raise Refused(
            f"Het antwoord noemt {word} {_shown(value)}; het codeboek kent {', '.join(known)}.",
            f"{key} {_shown(value)} does not exist; there is {', '.join(known)}.",
        )


def _score(kind: str, score: Any) -> int | None:
    if kind == MENTION and score is not None:
        raise Refused("Het antwoord geeft een vermelding een score.", "a mention has no score: its score is null.")
    if kind == MENTION:
        return None
    if type(score) is not int or score not in SCORES:
        raise Refused(
            f"Het antwoord geeft een standpunt de score {_shown(score)}; die loopt van −2 tot 2.",
            f"a position has a score of -2, -1, 0, 1 or 2, not {_shown(score)}.",
        )
    return score


def _refuse_twice(codings: Sequence[ModelCoding]) -> None:
    seen = set[tuple[int, str]]()
    for coding in codings:
        if (place := (coding.sentence, coding.topic)) in seen:
            raise Refused(
                f"Het antwoord noemt zin {coding.sentence} twee keer bij {coding.topic}.",
                f"sentence {coding.sentence} stands twice under {coding.topic}.",
            )
        seen.add(place)


def _proposal(coding: ModelCoding, sentence: NumberedSentence) -> Proposal:
    """The confidence is low: a model gives no number that could be calibrated."""
    return Proposal(
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
        topic=coding.topic,
        holder=Holder(coding.holder),
        score=coding.score,
        cues=(f"reden van het model: {coding.reason}",) if coding.reason else ("het model gaf geen reden",),
        confidence=Confidence.LOW,
        probability=None,
    )


def printable(text: str) -> str:
    """Return the text on one line, without characters that a database or a terminal does not take."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def _shown(value: Any) -> str:
    return printable(json.dumps(value, ensure_ascii=False))[:SHOWN]
