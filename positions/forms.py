"""A coding as it comes from a page."""

from __future__ import annotations

from typing import Any

from django import forms

from positions.domain.scale import SCORES
from positions.models import Topic
from positions.reviewing.words import HOLDERS, MENTION, signed
from positions.reviews import Coding


class CodingForm(forms.Form):
    topic = forms.ModelChoiceField(Topic.objects.all(), to_field_name="slug")
    holder = forms.ChoiceField(choices=[(holder.value, name) for holder, (name, _) in HOLDERS.items()])
    score = forms.ChoiceField(choices=[*((str(s), signed(s)) for s in SCORES), (MENTION, signed(None))])

    @property
    def coding(self) -> Coding:
        values: dict[str, Any] = self.cleaned_data
        score = None if values["score"] == MENTION else int(values["score"])
        return Coding(values["topic"], values["holder"], score)
