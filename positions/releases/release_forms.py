"""Forms of an editor: a new release, and its withdrawal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from letters.labels.plain_text import PlainText
from letters.search.day_fields import DayField
from positions.models import Release
from positions.models.releases import LONGEST_NOTE, NUMBER
from positions.stances import as_of

_NUMBER_WORDS = _("Een nummer is een getal, of twee of drie met een punt ertussen: 1, 1.2 of 2026.1.")


class ReleaseForm(forms.Form):
    number = forms.CharField(
        label=_("Nummer"), max_length=14, validators=[RegexValidator(f"^{NUMBER.pattern}$", _NUMBER_WORDS)],
        help_text=_("Hoger dan dat van de vorige uitgave, zoals 2 of 1.1."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 8}),
    )  # fmt: skip
    day = DayField(
        label=_("Zoals bekend op"), help_text=_(
            "Alles wat aan het eind van deze dag bekend was, komt erin. "
            "Van vandaag: wat bekend is als zij gemaakt wordt."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Toelichting"), max_length=LONGEST_NOTE, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        validators=[PlainText()], help_text=_(
            "Waarom deze uitgave er is, en waar lezers op moeten letten. Dit blijft altijd staan, ook als de uitgave "
            "wordt ingetrokken: noem er niets in wat ooit weg zou moeten."
        ),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"number": _next_number(), "day": _last_day()})

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Deze dag moet nog komen. Kies vandaag of een eerdere dag."))
        return day


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Waarom wordt deze uitgave ingetrokken?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        validators=[PlainText()],
        help_text=_("Dit komt op de pagina te staan. Noem er niet in wat juist weg moest."),
    )  # fmt: skip


def _last_day() -> date:
    """Return yesterday, or today where no letter was there yet: only a day that is over changes no more."""
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    return yesterday if as_of.letters(yesterday).exists() else today


def _next_number() -> str:
    last = Release.objects.first()
    return str(last.order[0] + 1) if last else "1"
