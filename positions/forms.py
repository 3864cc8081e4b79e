"""What comes from the pages where people code: a coding, a question for one, and which differences to show."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from letters.domain.identifiers import parse_identifier
from letters.models import Letter
from positions.domain.scale import SCORES
from positions.models import Coder, Topic
from positions.reviewing.words import HOLDERS, MENTION, signed
from positions.reviews import Coding
from positions.sampling import MOST


class CodingForm(forms.Form):
    topic = forms.ModelChoiceField(Topic.objects.all(), to_field_name="slug")
    holder = forms.ChoiceField(choices=[(holder.value, name) for holder, (name, _key) in HOLDERS.items()])
    score = forms.ChoiceField(choices=[*((str(s), signed(s)) for s in SCORES), (MENTION, _("vermelding"))])

    @property
    def coding(self) -> Coding:
        values: dict[str, Any] = self.cleaned_data
        score = None if values["score"] == MENTION else int(values["score"])
        return Coding(values["topic"], values["holder"], score)


class DifferenceForm(forms.Form):
    letter = forms.CharField(label=_("Brief (kenmerk)"), max_length=120, required=False)
    topic = forms.ModelChoiceField(
        Topic.objects.all(), label=_("Onderwerp"), to_field_name="slug", required=False, empty_label=_("alle")
    )
    een = forms.ModelChoiceField(Coder.objects.all(), label=_("Tussen"), required=False, empty_label=_("iedereen"))
    ander = forms.ModelChoiceField(Coder.objects.all(), label=_("en"), required=False, empty_label=_("iedereen"))


class AskForm(forms.Form):
    """Who goes through what: whole letters, or so many sentences at random (of those letters, or of all)."""

    user = forms.ModelChoiceField(get_user_model().objects.none(), label=_("Wie codeert"), empty_label=_("kies iemand"))
    letters = forms.CharField(
        label=_("Brieven (kenmerken, één per regel)"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    size = forms.IntegerField(
        label=_("Steekproef: hoeveel zinnen"), min_value=1, max_value=MOST, required=False,
        help_text=_("Leeg: elke genoemde brief helemaal."),
    )  # fmt: skip
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(), label=_("Steekproef uit brieven over"), to_field_name="slug", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    seed = forms.IntegerField(label=_("Startgetal van de steekproef"), min_value=0, max_value=2**31, required=False,
        help_text=_("Alleen om een eerdere steekproef nog eens te trekken."))  # fmt: skip
    note = forms.CharField(label=_("Toelichting"), max_length=500, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people = get_user_model().objects.filter(is_active=True)
        allowed = [person.pk for person in people if person.has_perm("positions.add_review")]
        self.fields["user"].queryset = people.filter(pk__in=allowed).order_by("username")  # type: ignore[attr-defined]

    def clean_letters(self) -> list[Letter]:
        """Keys as they stand in an address, or numbers as people write them."""
        names = [name.strip() for name in re.split(r"[\r\n;]+", self.cleaned_data["letters"]) if name.strip()]
        found = []
        for name in names:
            letter = Letter.objects.published().letters().named().filter(key__in={name, parse_identifier(name) or name})
            if not letter:
                raise forms.ValidationError(_("Er is geen brief “%(name)s”.") % {"name": name})
            found.append(letter[0])
        return found

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not self.errors and not values.get("letters") and not values.get("size"):
            raise forms.ValidationError(_("Noem een brief, of zeg hoeveel zinnen de steekproef telt."))
        return values
