"""Page of agreement between coders, and of the acceptance rates of machines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from letters.models import Letter
from positions.models import Assignment, Coder, Topic
from positions.reliability import acceptance_beside, acceptance_rates, agreement, cached, evaluation, recalibration
from positions.reliability.evaluation_report import tables
from positions.reliability.report import bars, beside_rows, coder_name, section_of
from positions.review.single_decisions import ENOUGH


class PairForm(forms.Form):
    first = forms.ChoiceField(label=_("Eerste codeur"), error_messages={"invalid_choice": _("Deze codeur is er niet.")})
    second = forms.ChoiceField(
        label=_("Tweede codeur"), error_messages={"invalid_choice": _("Deze codeur is er niet.")}
    )
    letter = forms.CharField(label=_("Brief (kenmerk)"), max_length=120, required=False)

    def __init__(self, data: dict[str, str], names: dict[int, str], letters: QuerySet[Letter]) -> None:
        """`letters` are those whose stances the reader may see."""
        super().__init__(data)
        self.letters = letters
        for field in ("first", "second"):
            self.fields[field].choices = list(names.items())  # type: ignore[attr-defined]

    def clean_letter(self) -> str:
        letter: str = self.cleaned_data["letter"].strip()
        if letter and not self.letters.filter(identifiers__value=letter).exists():
            raise forms.ValidationError(_("Er is geen brief met dit kenmerk."))
        return letter

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("first") and values.get("first") == values.get("second"):
            self.add_error("second", _("Kies twee verschillende codeurs."))
        return values


@require_safe
def agreement_page(request: HttpRequest) -> HttpResponse:
    coders = {coder.pk: coder for coder in agreement.coders()}
    names = {pk: coder_name(coder, request.user) for pk, coder in coders.items()}
    rates, beside = cached.at_version("accepted", lambda: (acceptance_rates.monthly(), acceptance_beside.measure()))
    topics, hidden = list(Topic.objects.all()), Assignment.objects.hidden_letters(request.user)
    context: dict[str, Any] = {
        "here": "agreement",
        "marks": [(topic, agreement.mark_of(topic)) for topic in topics],
        "evaluations": tables(evaluation.of_machines(hidden), topics),
        "reliability": recalibration.of_machines(),
        "enough": ENOUGH,
        "rates": bars(rates, topics),
        "beside": beside_rows(beside),
    }
    if len(coders) >= 2:
        seen = Assignment.objects.letters_seen_by(request.user, Letter.objects.published())
        form = PairForm({**_pair(list(coders.values())), **request.GET.dict()}, names, seen)
        context["form"] = form
        if form.is_valid():
            pair = [int(form.cleaned_data[field]) for field in ("first", "second")]
            letters = [form.cleaned_data["letter"]] if form.cleaned_data["letter"] else []
            measured = agreement.between(coders[pair[0]], coders[pair[1]], letters)
            context["pair"] = [names[pk] for pk in pair]
            context["sections"] = [section_of(one, topics) for one in measured]
    return render(request, "positions/agreement/page.html", context)


def _pair(coders: list[Coder]) -> dict[str, str]:
    """Return the default pair: a person and the newest machine, if there are."""
    machines = sorted((c for c in coders if c.kind == Coder.Kind.MACHINE), key=lambda coder: coder.pk, reverse=True)
    people = [coder for coder in coders if coder.kind != Coder.Kind.MACHINE]
    first, second = [*people[:1], *machines, *people[1:]][:2]
    return {"first": str(first.pk), "second": str(second.pk)}
