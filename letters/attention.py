"""What an editor is asked about a letter, and how it is put in words."""

from __future__ import annotations

from django.db import models

from letters.models import Letter, Resemblance


class Attention(models.TextChoices):
    NO_DATE = (
        "no-date",
        "De datum van de brief staat niet in de tekst. Zonder datum komt de brief niet op een tijdlijn.",
    )
    BAD_DATE = "bad-date", "De datum in de tekst bestaat niet. Vul de juiste datum in of laat hem onbekend."
    NO_CHAMBER = "no-chamber", "De tekst zegt niet aan welke Kamer de brief is gericht."
    NO_SIGNATORY = "no-signatory", "In de tekst is geen ondertekenaar gevonden."
    NO_CABINET = "no-cabinet", "Op de datum van de brief is geen kabinet bekend. Klopt de datum?"
    NO_TEXT = "no-text", "Er is geen lopende tekst gevonden, alleen een kop of ondertekening."
    MAYBE_SAME = "maybe-same", "Deze brief lijkt sterk op een andere. Is het dezelfde?"
    IDENTIFIER_CONFLICT = "identifier-conflict", "Een andere brief met een andere tekst heeft hetzelfde kenmerk."


def codes_for(letter: Letter) -> list[str]:
    """The codes that hold for the letter now, without those that an editor has settled ("laat onbekend")."""
    found = questions(letter) + (unknowns(letter) if letter.is_letter else [])
    return [code for code in found if code not in letter.settled]


def unknowns(letter: Letter) -> list[str]:
    codes = []
    if letter.document_date is None:
        codes.append(Attention.BAD_DATE if letter.written_date else Attention.NO_DATE)
    elif letter.cabinet_id is None:
        codes.append(Attention.NO_CABINET)
    if letter.chamber is None:
        codes.append(Attention.NO_CHAMBER)
    if not letter.signatories.exists():
        codes.append(Attention.NO_SIGNATORY)
    if not letter.revisions.filter(is_current=True, passages__kind__in=["body", "annex"]).exists():
        codes.append(Attention.NO_TEXT)
    return [str(code.value) for code in codes]


def questions(letter: Letter) -> list[str]:
    reasons = set(
        Resemblance.objects.filter(later=letter, state=Resemblance.State.OPEN).values_list("reason", flat=True)
    )
    codes = []
    if Resemblance.Reason.ALIKE in reasons:
        codes.append(Attention.MAYBE_SAME.value)
    if Resemblance.Reason.SAME_IDENTIFIER in reasons:
        codes.append(Attention.IDENTIFIER_CONFLICT.value)
    return codes
