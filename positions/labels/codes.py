"""Labels of codes, and their keyboard shortcuts."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from positions.domain.confidence_levels import Confidence
from positions.domain.scale import SCORES, Holder

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
POSITION, MENTION = "position", "mention"
# From left to right on the keyboard as on the axis; the 0 key is not a score.
POSITION_KEY, MENTION_KEY = "p", "0"
WHOLE_KEY = "l"  # shows the context in full
SCORE_KEYS = {score: str(place) for place, score in enumerate(SCORES, start=1)}
TAKE_KEYS = "qwyu"  # each takes over one coder's value
RESERVED = {"a", "x", "z", POSITION_KEY, WHOLE_KEY, *TAKE_KEYS, *(key for _name, key in HOLDERS.values())}


def holder_name(holder: Holder | str) -> str:
    return str(HOLDERS[Holder(holder)][0])


def signed(score: int | None) -> str:
    if score is None:
        return _("vermelding")
    return f"+{score}" if score > 0 else str(score).replace("-", "−")


def topic_keys(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return a key by slug: the first free letter of its Dutch name, or "" if all are taken."""
    taken, keys = set(RESERVED), dict[str, str]()
    for slug, name in names:
        key = next((c for c in name.lower() if "a" <= c <= "z" and c not in taken), "")
        keys[slug] = key
        taken.add(key)
    return keys
