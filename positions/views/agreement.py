"""How far coders agree, and what people did with what machines propose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from letters.models import Letter
from positions import agreements, rates
from positions.figures import bars, name_of, section_of
from positions.models import Coder, Topic


class PairForm(forms.Form):
    first = forms.ChoiceField(label=_("Eerste codeur"), error_messages={"invalid_choice": _("Deze codeur is er niet.")})
    second = forms.ChoiceField(
        label=_("Tweede codeur"), error_messages={"invalid_choice": _("Deze codeur is er niet.")}
    )
    letter = forms.CharField(label=_("Brief (kenmerk)"), max_length=120, required=False)

    def __init__(self, data: dict[str, str], names: dict[int, str]) -> None:
        super().__init__(data)
        for field in ("first", "second"):
            self.fields[field].choices = list(names.items())  # type: ignore[attr-defined]

    def clean_letter(self) -> str:
        letter: str = self.cleaned_data["letter"].strip()
        if letter and not Letter.objects.published().filter(identifiers__value=letter).exists():
            raise forms.ValidationError(_("Er is geen brief met dit kenmerk."))
        return letter

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("first") and values.get("first") == values.get("second"):
            self.add_error("second", _("Kies twee verschillende codeurs."))
        return values


@require_safe
def agreement_page(request: HttpRequest) -> HttpResponse:
    coders = {coder.pk: coder for coder in agreements.coders()}
    names = {pk: name_of(coder, request.user) for pk, coder in coders.items()}
    topics = list(Topic.objects.all())
    context: dict[str, Any] = {
        "here": "agreement",
        "marks": [(topic, agreements.mark_of(topic)) for topic in topics],
        "rates": bars(rates.monthly(), topics),
    }
    if len(coders) >= 2:
        form = PairForm({**_pair(list(coders.values())), **request.GET.dict()}, names)
        context["form"] = form
        if form.is_valid():
            pair = [int(form.cleaned_data[field]) for field in ("first", "second")]
            letters = [form.cleaned_data["letter"]] if form.cleaned_data["letter"] else []
            measured = agreements.between(coders[pair[0]], coders[pair[1]], letters)
            context["pair"] = [names[pk] for pk in pair]
            context["sections"] = [section_of(one, topics) for one in measured]
    return render(request, "positions/agreement.html", context)


def _pair(coders: list[Coder]) -> dict[str, str]:
    """Whom to show where nobody is chosen: a person and the newest machine, if there are."""
    machines = sorted((c for c in coders if c.kind == Coder.Kind.MACHINE), key=lambda coder: coder.pk, reverse=True)
    people = [coder for coder in coders if coder.kind != Coder.Kind.MACHINE]
    first, second = [*people[:1], *machines, *people[1:]][:2]
    return {"first": str(first.pk), "second": str(second.pk)}
