"""What stands on screen for the codes, and the keys that choose them."""

from __future__ import annotations

from collections.abc import Iterable

from positions.domain.scale import SCORES, Confidence, Holder
from positions.models import Topic

HOLDERS = {
    Holder.CABINET: ("kabinet", "k"),
    Holder.ALLIES: ("bondgenoten of lidstaten", "b"),
    Holder.NATO: ("NAVO", "n"),
    Holder.ADVISER: ("adviseur", "v"),
    Holder.OTHER: ("ander", "o"),
}
CONFIDENCES = {Confidence.LOW.value: "laag", Confidence.MEDIUM.value: "midden", Confidence.HIGH.value: "hoog"}
MENTION = "mention"
# On the keyboard from left to right as on the axis; 0 is no score.
SCORE_KEYS = {score: str(place) for place, score in enumerate(SCORES, start=1)}
RESERVED = {"a", "x", "z", *(key for _, key in HOLDERS.values())}


def signed(score: int | None) -> str:
    if score is None:
        return "vermelding"
    return f"+{score}" if score > 0 else str(score).replace("-", "−")


def topic_keys(topics: Iterable[Topic]) -> dict[str, str]:
    """The first free letter of each topic's name; a topic whose letters are all taken has none."""
    taken, keys = set(RESERVED), dict[str, str]()
    for topic in topics:
        key = next((c for c in topic.name_nl.lower() if "a" <= c <= "z" and c not in taken), "")
        keys[topic.slug] = key
        taken.add(key)
    return keys
