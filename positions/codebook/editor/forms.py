from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from positions.codebook.editor.error_messages import worded
from positions.domain.codebook.loading import LONGEST_SOURCE
from positions.domain.codebook.terms import BadTerm, compile_term
from positions.domain.codebook.toml_editing import NewTopic
from positions.domain.codebook.types import Text
from positions.domain.scale import SCORES
from positions.labels.codes import signed

MOST_LINES = 500
TEXTS = {
    "name": (gettext_lazy("Naam"), gettext_lazy("Zoals Turkije."), 100),
    "definition": (gettext_lazy("Gaat over"), gettext_lazy("Wat hoort erbij? Een codeur leest dit."), 1000),
    "excludes": (gettext_lazy("Gaat niet over"), gettext_lazy("Wat lijkt erop, maar hoort er niet bij?"), 1000),
    "low_pole": (gettext_lazy("Pool bij −2"), gettext_lazy("Eén of twee woorden, zoals toenadering."), 60),
    "high_pole": (gettext_lazy("Pool bij +2"), gettext_lazy("Eén of twee woorden, zoals afschrikking."), 60),
}
LISTS = {
    "terms": (gettext_lazy("Termen"), gettext_lazy("Woorden die het onderwerp overal noemen.")),
    "context": (
        gettext_lazy("Woorden erbij"),
        gettext_lazy("Tellen alleen in een passage die al over het onderwerp gaat."),
    ),
    "excluded": (
        gettext_lazy("Uitzonderingen"),
        gettext_lazy("Langere woordgroepen waarin een term iets anders betekent."),
    ),
}


class SeenForm(forms.Form):
    """`seen` is the edition of the draft that was displayed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class SourceForm(SeenForm):
    source = forms.CharField(
        label=gettext_lazy("Tekst van het codeboek"), strip=False, max_length=LONGEST_SOURCE, widget=forms.Textarea
    )


class TermsField(forms.CharField):
    """One term per line, in the codebook's term language."""

    widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false"})

    def clean(self, value: Any) -> tuple[str, ...]:
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        terms = tuple(dict.fromkeys(line for line in lines if line))
        if len(terms) > MOST_LINES:
            raise forms.ValidationError(_("Hoogstens %(MOST_LINES)s regels.") % {"MOST_LINES": MOST_LINES})
        for number, line in enumerate(lines, start=1):
            if line:
                self._check(line, number)
        return terms

    def _check(self, term: str, number: int) -> None:
        try:
            compile_term(term)
        except BadTerm as error:
            raise forms.ValidationError(
                _("Regel %(number)s: %(error)s") % {"number": number, "error": worded(str(error))}
            ) from error


class TopicForm(SeenForm):
    """One topic with its axis, terms and cues; `topic()` returns it for the draft."""

    slug = forms.CharField(
        label=gettext_lazy("Kenmerk"),
        max_length=50,
        help_text=gettext_lazy("Kort, zoals turkey of defence-spending. Blijft altijd zo."),
    )

    def __init__(self, *args: Any, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._taken = taken
        for key, (label, help_text, longest) in TEXTS.items():
            self._add_text(key, label, help_text, longest)
        for score in SCORES:
            self._add_text(f"anchor{score}", _("Score %(score)s") % {"score": signed(score)}, "", 500)
        for key, (label, help_text) in LISTS.items():
            required = key == "terms"
            self.fields[key] = TermsField(label=label, help_text=help_text, required=required, max_length=20_000)
        for score in SCORES:
            self.fields[f"cue{score}"] = TermsField(
                label=_("Tekens voor score %(score)s") % {"score": signed(score)}, required=False, max_length=20_000
            )

    def _add_text(self, key: str, label: str | Promise, help_text: str | Promise, longest: int) -> None:
        for language, suffix in (("nl", ""), ("en", _(" (Engels)"))):
            widget = forms.Textarea(attrs={"rows": 2}) if longest > 100 else forms.TextInput()
            self.fields[f"{key}_{language}"] = forms.CharField(
                label=f"{label}{suffix}",
                help_text=str(help_text) if language == "nl" else "",
                max_length=longest,
                widget=widget,
            )

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", slug):
            raise forms.ValidationError(
                _("Gebruik alleen kleine letters, cijfers en streepjes, en begin met een letter.")
            )
        if slug in self._taken:
            raise forms.ValidationError(_("Dit kenmerk heeft een ander onderwerp al."))
        return slug

    def topic(self) -> NewTopic:
        given = self.cleaned_data
        return NewTopic(
            slug=given["slug"],
            anchors={score: self._text(f"anchor{score}") for score in SCORES},
            cues={score: given[f"cue{score}"] for score in SCORES},
            name=self._text("name"),
            definition=self._text("definition"),
            excludes=self._text("excludes"),
            low_pole=self._text("low_pole"),
            high_pole=self._text("high_pole"),
            terms=given["terms"],
            context=given["context"],
            excluded=given["excluded"],
        )

    def _text(self, key: str) -> Text:
        nl, en = (" ".join(str(self.cleaned_data[f"{key}_{language}"]).split()) for language in ("nl", "en"))
        return Text(nl=nl, en=en)

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"{key}_nl"], self[f"{key}_en"]) for key in TEXTS]

    def anchors(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Fields per score from −2 to +2: Dutch anchor, English anchor, cues."""
        return [(self[f"anchor{s}_nl"], self[f"anchor{s}_en"], self[f"cue{s}"]) for s in SCORES]

    def lists(self) -> list[forms.BoundField]:
        return [self[key] for key in LISTS]
