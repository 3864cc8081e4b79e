"""Form fields of a letter, shared by the pages for adding, proofreading and editing it.

Values have the form that `letters.ingestion.edit` takes: dates as ISO text, dossiers as numbers, signatories as pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.ingestion import edit, letter_fields
from letters.labels.kind_labels import KINDS as KIND_LABELS
from letters.labels.kind_labels import capital_label
from letters.labels.number_formats import format_dossier, format_session
from letters.labels.plain_text import PlainText
from letters.models import Identifier, Letter
from letters.parser.classify import KINDS
from letters.parser.identifiers import has_dot_segment, parse_dossier, parse_identifier
from letters.parser.parsed_letter import ParsedLetter, Publication
from letters.parser.written_dates import parse_date

UNKNOWN = ("", gettext_lazy("onbekend"))


class DutchDateField(forms.CharField):
    """Date field for Dutch notation: 7 april 2021, 7-4-2021 or 2021-04-07. Cleans to ISO text or None."""

    def __init__(self, **options: Any) -> None:
        shown = {"placeholder": gettext_lazy("dag-maand-jaar"), "autocomplete": "off"}
        options.setdefault("widget", forms.TextInput(attrs=shown))
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> str | None:
        written = (value or "").strip()
        if not written:
            return None
        found = parse_date(written)
        if found is None:
            raise forms.ValidationError(
                _("“%(written)s” is geen bestaande datum. Schrijf bijvoorbeeld 7-4-2021.") % {"written": written}
            )
        return found.isoformat()

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            value = date.fromisoformat(value)
        return f"{value.day}-{value.month}-{value.year}" if isinstance(value, date) else value


class DossiersField(forms.CharField):
    """Comma-separated dossier numbers: 28 676, 35 570 X, 21501-02. Cleans to a sorted list."""

    def clean(self, value: Any) -> list[str]:
        numbers = []
        for part in re.split(r"[;,\n]", value or ""):
            if not (written := part.strip()):
                continue
            number = parse_dossier(written)
            if number is None:
                raise forms.ValidationError(
                    _("“%(written)s” is geen dossiernummer. Schrijf bijvoorbeeld 28 676 of 21 501-02.")
                    % {"written": written}
                )
            numbers.append(number)
        return sorted(set(numbers))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(format_dossier, value)) if isinstance(value, list | tuple) else value


class SessionField(forms.CharField):
    """Parliamentary session as two years, 2019–2020. Cleans to the form with a hyphen, or to None."""

    def clean(self, value: Any) -> str | None:
        session = re.sub(r"\s*[–/-]\s*", "-", super().clean(value))
        if session and not re.fullmatch(r"\d{4}-\d{4}", session):
            raise forms.ValidationError(_("Schrijf een vergaderjaar als 2019-2020."))
        return session or None

    def prepare_value(self, value: Any) -> Any:
        return format_session(value) if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{4}", value) else value


class LetterForm(forms.Form):
    """All editable fields except the signatories (`SignatoryFormSet`). An empty field means unknown.

    `cabinets` are the choices on a day with more than one; otherwise the date determines it and the field is absent.
    """

    subject = forms.CharField(
        label=gettext_lazy("Betreft"),
        required=False,
        validators=[PlainText()],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    title = forms.CharField(
        label=gettext_lazy("Titel"), required=False, validators=[PlainText()], widget=forms.Textarea(attrs={"rows": 2})
    )
    document_date = DutchDateField(label=gettext_lazy("Datum van de brief"))
    cabinet = forms.ChoiceField(
        label=gettext_lazy("Kabinet"),
        required=False,
        help_text=gettext_lazy("Op deze dag trad een nieuw kabinet aan. Wie schreef de brief?"),
    )
    publication = forms.ChoiceField(
        label=gettext_lazy("Soort stuk"),
        choices=[(p.value, capital_label(p.value)) for p in Publication],
        initial=Publication.LETTER.value,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Soort brief"), required=False, choices=[UNKNOWN, *((k, KIND_LABELS[k]) for k in KINDS)]
    )
    chamber = forms.ChoiceField(label=gettext_lazy("Kamer"), required=False, choices=[UNKNOWN, *Letter.Chamber.choices])
    identifier = forms.CharField(
        label=gettext_lazy("Kenmerk"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Bijvoorbeeld kst-28676-360 of 28 676, nr. 360."),
    )
    dossiers = DossiersField(
        label=gettext_lazy("Dossiers"), required=False, help_text=gettext_lazy("Meer dan één? Zet er een komma tussen.")
    )
    dossier_title = forms.CharField(label=gettext_lazy("Titel van het dossier"), required=False, max_length=500)
    number = forms.CharField(label=gettext_lazy("Nummer"), required=False, max_length=20)
    session = SessionField(label=gettext_lazy("Vergaderjaar"), required=False, max_length=9)
    publication_date = DutchDateField(label=gettext_lazy("Gepubliceerd op"))
    received_date = DutchDateField(label=gettext_lazy("Ontvangen op"))

    def __init__(self, *args: Any, letter: Letter | None = None, cabinets: Iterable[str] = (), **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        self.letter = letter
        if there := [(name, name) for name in cabinets]:
            self.fields["cabinet"].choices = [UNKNOWN, *there]  # type: ignore[attr-defined]
        else:
            del self.fields["cabinet"]

    def clean_identifier(self) -> str | None:
        """Return the normalised identifier, or the text as typed if its form is unknown.

        A changed one must be unique and fit in an address.
        """
        typed = self.cleaned_data["identifier"].strip()
        identifier = parse_identifier(typed) or typed or None
        if identifier and "identifier" in self.changed_data and has_dot_segment(identifier):
            raise forms.ValidationError(edit.unreachable(identifier))
        others = Identifier.objects.filter(value=identifier).exclude(letter=self.letter).select_related("letter")
        if identifier and "identifier" in self.changed_data and (other := others.first()):
            raise forms.ValidationError(
                _("%(identifier)s hoort al bij een andere brief: %(letter)s.")
                % {"identifier": identifier, "letter": other.letter}
            )
        return identifier

    def clean(self) -> dict[str, Any]:
        cleaned = {field: (None if value == "" else value) for field, value in self.cleaned_data.items()}
        if cleaned.get("publication") != Publication.LETTER.value:
            cleaned["kind"] = None
        return cleaned


class SignatoryForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Naam"), required=False, max_length=200, validators=[PlainText()])
    office = forms.CharField(label=gettext_lazy("Ambt"), required=False, max_length=200, validators=[PlainText()])

    def clean(self) -> dict[str, Any]:
        name, office = self.cleaned_data.get("name", ""), self.cleaned_data.get("office", "")
        if office and not name:
            self.add_error("name", _("Vul de naam in, of maak de hele regel leeg."))
        return {"name": name.strip(), "office": office.strip()}


SignatoryFormSet = forms.formset_factory(SignatoryForm, extra=1, max_num=40, absolute_max=60)


class Fields:
    """The letter's form and signatory formset together, with the changes against `initial`.

    `is_example` says whether a letter that does not exist yet is invented; its cabinet must be of the same kind.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        initial: Mapping[str, Any],
        letter: Letter | None = None,
        is_example: bool = False,
    ) -> None:
        self.initial = dict(initial)
        day = self.initial.get("document_date")
        world = letter.is_example if letter else is_example
        cabinets = letter_fields.cabinets_to_choose(date.fromisoformat(day) if day else None, is_example=world)
        signed = [{"name": name, "office": office} for name, office in initial.get("signatories", [])]
        self.form = LetterForm(data, initial=self.initial, letter=letter, cabinets=cabinets)
        self.signatories = SignatoryFormSet(
            data, initial=signed, prefix="signatories", form_kwargs={"label_suffix": ""}
        )

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.signatories.is_valid()])

    def values(self) -> dict[str, Any]:
        rows = [form.cleaned_data for form in self.signatories if form.cleaned_data.get("name")]
        signed = [[row["name"], row["office"]] for row in rows]
        return {"cabinet": None, **self.form.cleaned_data, "signatories": signed}

    def changed(self) -> dict[str, Any]:
        return {field: value for field, value in self.values().items() if value != as_value(self.initial.get(field))}


def as_value(value: Any) -> Any:
    """Return the value in the form of `Fields.values`: None if it is empty."""
    return None if value == "" else value


def values_of_letter(letter: Letter) -> dict[str, Any]:
    return {field: as_json(edit.get(letter, field)) for field in edit.EDITABLE}


def values_of_parsed(parsed: ParsedLetter, corrections: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parsed values, overridden by the editor's corrections."""
    read = {field: as_json(getattr(parsed, field, None)) for field in edit.EDITABLE}
    read["dossiers"] = sorted(parsed.dossiers)
    read["signatories"] = [[s.name, s.office] for s in parsed.signatories]
    return {**read, **corrections}


def values_of_nothing() -> dict[str, Any]:
    return {
        **dict.fromkeys(edit.EDITABLE),
        "publication": Publication.LETTER.value,
        "dossiers": [],
        "signatories": [],
    }


def as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else getattr(value, "value", value)


class MultipleFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """File field for one or more files; cleans to a list."""

    widget = MultipleFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(FilesField, self).clean(file, initial) for file in (data if isinstance(data, list) else [data])]


class UploadForm(forms.Form):
    files: Any = FilesField(  # Any: Form uses the name for its input
        label=gettext_lazy("Bestanden"),
        allow_empty_file=True,
        max_length=2000,
        error_messages={"required": gettext_lazy("Kies eerst een bestand.")},
    )
    look_first = forms.BooleanField(label=gettext_lazy("Ik wil elke brief eerst nakijken"), required=False)
    batch = forms.UUIDField(required=False, widget=forms.HiddenInput)
    number = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    # The file name as on the user's computer: browsers send a quote in an upload's file name as %22.
    name = forms.CharField(required=False, widget=forms.HiddenInput)


class PasteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Tekst van de brief"),
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": gettext_lazy("Plak eerst de tekst van de brief.")},
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Waarom trekt u de brief in?"),
        validators=[PlainText()],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Schrijf waarom de brief wordt ingetrokken.")},
    )
