"""What is chosen in the address, as chips that can be taken away: for any filter of ours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Model
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django_filters import FilterSet

from letters.choices import DUTCH, MOST, Chip, Choice, Group
from letters.dutch import in_dutch
from letters.filters import UNKNOWN
from positions import gathering
from positions.filters import StanceFilter
from positions.gathering import Heap

STANCE_GROUPS = ("topic", "holder", "what", "score", "status")


def stance_groups(asked: StanceFilter, heaps: Sequence[Heap]) -> list[Group]:
    """What can be chosen of stances, counted in letters over what the other choices leave of these."""
    return [stance_group(asked, heaps, name) for name in STANCE_GROUPS]


def stance_group(asked: StanceFilter, heaps: Sequence[Heap], name: str) -> Group:
    filter_ = asked.filters[name]
    chosen = list(asked.form.cleaned_data.get(name) or [])
    counted = gathering.counted(asked.let_through(heaps, but=name), filter_.named)
    there = {value for value, _title, _letters in counted}
    counted += [(value, in_words(asked, name, value), 0) for value in chosen if value not in there]
    choices = [Choice(value, title, letters, value in chosen) for value, title, letters in counted[:MOST]]
    return Group(name, str(filter_.label), [choice for choice in choices if choice.value != "None"])


def chips(asked: FilterSet, *, quiet: Collection[str] = ("sort",)) -> list[Chip]:
    """One for each value that narrows what is shown; what `quiet` names has a place of its own on the page."""
    found = []
    for name, chosen in asked.form.cleaned_data.items():
        if name in quiet or chosen in (None, "", []):
            continue
        label = asked.filters[name].label
        for value in chosen if isinstance(chosen, list) else [chosen]:
            words = in_words(asked, name, value)
            text = format_html("{}: {}", label, in_dutch(words) if name in DUTCH and value != UNKNOWN else words)
            found.append(Chip(text, without(asked.data, name, value)))
    return found


def in_words(asked: FilterSet, name: str, value: object) -> str:
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, Model):
        return str(value)
    if value == UNKNOWN:
        return _("onbekend")
    titles = {str(key): title for key, title in getattr(asked.form.fields[name], "choices", ())}
    return str(titles.get(str(value), value))


def without(data: QueryDict, name: str, value: object) -> str:
    """The same page without this choice; of several under one name the others stay."""
    changed = data.copy()
    changed.pop("page", None)
    left = [each for each in changed.pop(name, []) if each != str(value)]
    if left and len(data.getlist(name)) > 1:
        changed.setlist(name, left)
    return "?" + changed.urlencode()
