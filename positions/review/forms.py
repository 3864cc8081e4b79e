"""Forms of the coding pages: a coding, an assignment, and the filter of disagreements."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from letters.models import Letter
from letters.parser.identifiers import parse_identifier
from letters.readers.integers import BIGINT, parse_integer
from positions.domain.scale import SCORES, Holder
from positions.labels.codes import HOLDERS, MENTION, POSITION, signed
from positions.models import Coder, Topic
from positions.review import bulk_acceptance
from positions.review.decisions import Coding
from positions.review.sample import MOST


class CodingForm(forms.Form):
    """A coding: its kind and topic; holder and score only of a position. A score of "mention" says the kind too."""

    kind = forms.ChoiceField(choices=[(POSITION, ""), (MENTION, "")], required=False)
    topic = forms.ModelChoiceField(Topic.objects.all(), to_field_name="slug")
    holder = forms.ChoiceField(choices=[(holder.value, name) for holder, (name, _key) in HOLDERS.items()])
    score = forms.ChoiceField(choices=[*((str(s), signed(s)) for s in SCORES), (MENTION, _("vermelding"))])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.data.get("kind") == MENTION:
            self.fields["holder"].required = self.fields["score"].required = False

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("kind") == POSITION and values.get("score") == MENTION:
            self.add_error("score", _("Een standpunt heeft een score."))
        return values

    @property
    def coding(self) -> Coding:
        values: dict[str, Any] = self.cleaned_data
        mention = MENTION in (values["kind"], values["score"])
        # The holder of a mention does not matter (codebook, 3), but a row has one.
        return Coding(values["topic"], values["holder"] or Holder.CABINET, None if mention else int(values["score"]))


class _Numbers(forms.Field):
    """Ids, repeated or with commas between them, as a set; at most `review.bulk_acceptance.MOST`."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> set[int]:
        numbers = [parse_integer(each, digits=BIGINT) for each in ",".join(value or ()).split(",") if each]
        if None in numbers or len(numbers) > bulk_acceptance.MOST:
            raise forms.ValidationError(_("Dit formulier is niet compleet. Laad de pagina opnieuw."))
        return {number for number in numbers if number is not None}


class BulkForm(forms.Form):
    """Number and digest of the proposals displayed, and which of them are left out.

    `out` are those left out on other pages of the list, `listed` those on this one, and `keep` the checked ones. Above
    `review.bulk_acceptance.UNTYPED` the reviewer must type the number to accept.
    """

    expected = forms.IntegerField(min_value=0, max_value=bulk_acceptance.MOST, widget=forms.HiddenInput)
    displayed = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    out = _Numbers(required=False)
    listed = _Numbers(required=False)
    keep = _Numbers(required=False)
    page = forms.IntegerField(min_value=1, max_value=bulk_acceptance.MOST, required=False)
    typed = forms.CharField(
        label=_("Typ het aantal over om te bevestigen"), max_length=10, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6}),
    )  # fmt: skip

    @property
    def left_out(self) -> frozenset[int]:
        """The proposals left out; none if the form is not sent or its numbers are wrong."""
        if not self.is_bound:
            return frozenset()
        out, listed, keep = (self.cleaned_data.get(name) or set() for name in ("out", "listed", "keep"))
        return frozenset(out | listed - keep)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        expected, typed = values.get("expected"), values.get("typed", "").replace(".", "").strip()
        if expected is None or values.get("page"):
            return values
        count = expected - len(self.left_out)
        if count > bulk_acceptance.UNTYPED and typed != str(count):
            problem = _("Er is niets geaccepteerd. Typ %(n)s om dit aantal te accepteren.") % {"n": count}
            self.add_error("typed", problem)
        return values


class DisagreementForm(forms.Form):
    letter = forms.CharField(label=_("Brief (kenmerk)"), max_length=120, required=False)
    topic = forms.ModelChoiceField(
        Topic.objects.all(), label=_("Onderwerp"), to_field_name="slug", required=False, empty_label=_("alle")
    )
    een = forms.ModelChoiceField(Coder.objects.all(), label=_("Tussen"), required=False, empty_label=_("iedereen"))
    ander = forms.ModelChoiceField(Coder.objects.all(), label=_("en"), required=False, empty_label=_("iedereen"))


class AskForm(forms.Form):
    """A new assignment: whole letters, or a random sample of sentences from those letters or from all."""

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
        """Accept keys as in URLs, or identifiers as people write them."""
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
