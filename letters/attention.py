"""What an editor is asked about a letter, and how it is put in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from letters.models import Letter, Resemblance


class Attention(models.TextChoices):
    NO_DATE = (
        "no-date",
        _("De datum van de brief staat niet in de tekst. Zonder datum komt de brief niet op een tijdlijn."),
    )
    BAD_DATE = "bad-date", _("De datum in de tekst bestaat niet. Vul de juiste datum in of laat hem onbekend.")
    NO_CHAMBER = "no-chamber", _("De tekst zegt niet aan welke Kamer de brief is gericht.")
    NO_SIGNATORY = "no-signatory", _("In de tekst is geen ondertekenaar gevonden.")
    NO_CABINET = "no-cabinet", _("Op de datum van de brief is geen kabinet bekend. Klopt de datum?")
    NO_TEXT = "no-text", _("Er is geen lopende tekst gevonden, alleen een kop of ondertekening.")
    MAYBE_SAME = "maybe-same", _("Deze brief lijkt sterk op een andere. Is het dezelfde?")
    IDENTIFIER_CONFLICT = "identifier-conflict", _("Een andere brief met een andere tekst heeft hetzelfde kenmerk.")
    SOURCE_DIFFERS = (
        "source-differs",
        _("De gegevens van de bron en de tekst zeggen niet hetzelfde. Bij de velden staat wat elk van de twee zegt."),
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What the questions turn on and does not stand on the letter's own row. `questions`: the reasons of open ones."""

    signed: bool
    has_text: bool
    questions: Sequence[str]

    @classmethod
    def of(cls, letter: Letter) -> Known:
        asked = Resemblance.objects.filter(later=letter, state=Resemblance.State.OPEN)
        return cls(
            signed=letter.signatories.exists(),
            has_text=letter.revisions.filter(is_current=True, passages__kind__in=["body", "annex"]).exists(),
            questions=list(asked.values_list("reason", flat=True)),
        )


def codes_for(letter: Letter, known: Known | None = None) -> list[str]:
    """The codes that hold for the letter now, without those that an editor has settled ("laat onbekend")."""
    known = known or Known.of(letter)
    found = [QUESTIONS[reason].value for reason in QUESTIONS if reason in known.questions]
    if letter.is_letter:
        found += [code.value for code in unknowns(letter, known)]
    return [code for code in found if code not in letter.settled]


def unknowns(letter: Letter, known: Known) -> Iterator[Attention]:
    if letter.document_date is None:
        yield Attention.BAD_DATE if letter.written_date else Attention.NO_DATE
    elif letter.cabinet_id is None:
        yield Attention.NO_CABINET
    if letter.chamber is None:
        yield Attention.NO_CHAMBER
    if not known.signed:
        yield Attention.NO_SIGNATORY
    if not known.has_text:
        yield Attention.NO_TEXT
    if any(found.get("differs") for found in letter.provenance.values()):
        yield Attention.SOURCE_DIFFERS


QUESTIONS = {
    Resemblance.Reason.ALIKE: Attention.MAYBE_SAME,
    Resemblance.Reason.SAME_IDENTIFIER: Attention.IDENTIFIER_CONFLICT,
}
