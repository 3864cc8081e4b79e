"""What stands on screen for the codes, and the keys that choose them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from positions.domain.scale import SCORES, Confidence, Holder
from positions.models import Topic

HOLDERS = {
    Holder.CABINET: (gettext_lazy("kabinet"), "k"),
    Holder.ALLIES: (gettext_lazy("bondgenoten of lidstaten"), "b"),
    Holder.NATO: (gettext_lazy("NAVO"), "n"),
    Holder.ADVISER: (gettext_lazy("adviseur"), "v"),
    Holder.OTHER: (gettext_lazy("ander"), "o"),
}
CONFIDENCES = {
    Confidence.LOW.value: gettext_lazy("laag"),
    Confidence.MEDIUM.value: gettext_lazy("midden"),
    Confidence.HIGH.value: gettext_lazy("hoog"),
}
MENTION = "mention"
# On the keyboard from left to right as on the axis; 0 is no score.
SCORE_KEYS = {score: str(place) for place, score in enumerate(SCORES, start=1)}
RESERVED = {"a", "x", "z", *(key for _name, key in HOLDERS.values())}


def holder_name(holder: Holder | str) -> str:
    return str(HOLDERS[Holder(holder)][0])


def signed(score: int | None) -> str:
    if score is None:
        return _("vermelding")
    return f"+{score}" if score > 0 else str(score).replace("-", "−")


def topic_keys(topics: Iterable[Topic]) -> dict[str, str]:
    """The first free letter of each topic's Dutch name; a topic whose letters are all taken has none."""
    taken, keys = set(RESERVED), dict[str, str]()
    for topic in topics:
        key = next((c for c in topic.name_nl.lower() if "a" <= c <= "z" and c not in taken), "")
        keys[topic.slug] = key
        taken.add(key)
    return keys
