"""Query parameters that name the two coders to compare."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError

from positions.models import Coder

PAIR = [
    OpenApiParameter("first", int, description=gettext_lazy("Nummer van de eerste codeur; samen met second.")),
    OpenApiParameter("second", int, description=gettext_lazy("Nummer van de tweede codeur.")),
]


def pair_of(asked: QueryDict, coders: dict[int, Coder]) -> tuple[Coder, Coder] | None:
    """Return both requested coders, None if neither is given. Raises ValidationError unless they are two known ones."""
    if not {"first", "second"} & set(asked):
        return None
    field = forms.TypedChoiceField(choices=[(pk, pk) for pk in coders], coerce=int)
    chosen, wrong = [], {}
    for name in ("first", "second"):
        try:
            chosen.append(coders[field.clean(asked.get(name))])
        except forms.ValidationError as error:
            wrong[name] = error.messages
    if not wrong and chosen[0] == chosen[1]:
        wrong["second"] = [_("Kies twee verschillende codeurs.")]
    if wrong:
        raise ValidationError(wrong)
    return chosen[0], chosen[1]
