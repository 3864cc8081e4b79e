"""What an editor says of a letter: fields corrected, unknowns confirmed. Every change is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from letters.domain.parsed import ParsedSignatory, Publication
from letters.ingestion import facts, linking
from letters.models import Dossier, Identifier, Letter

PLAIN = ("kind", "dossier_title", "number", "session", "title", "subject", "chamber")
DATES = ("document_date", "publication_date", "received_date")
EDITABLE = ("identifier", "publication", *PLAIN, *DATES, "dossiers", "signatories")


class CorrectionError(Exception):
    """A correction that cannot be made; `field` is the one at fault and the text says what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def correct(letter: Letter, values: Mapping[str, Any], *, user: Any, reason: str = "") -> list[str]:
    """Set fields to an editor's values ("" and None: unknown). Returns the fields that changed.

    `values` holds JSON types: dates as ISO text, dossiers as a list of numbers, signatories as [name, office] pairs.
    Raises CorrectionError, and changes nothing, when another letter has the identifier.
    """
    changed = []
    for field, value in values.items():
        old, new = get(letter, field), clean(field, value)
        if old == new:
            continue
        SETTERS.get(field, set_plain)(letter, field, new)
        letter.provenance[field] = {"by": "editor"}
        facts.note(letter, field, words(old), words(new), reason=reason, user=user)
        changed.append(field)
    if letter.publication != Publication.LETTER.value:
        letter.kind = None
    facts.settle(letter)
    if "identifier" in changed:
        linking.link_letter(letter)
    return changed


@transaction.atomic
def leave_unknown(letter: Letter, code: str, *, user: Any) -> None:
    """An editor has looked and leaves it as it is: the question goes off the list."""
    if code not in letter.settled:
        letter.settled = [*letter.settled, code]
        facts.note(letter, "settled", "", code, reason="nagekeken, blijft onbekend", user=user)
        facts.settle(letter)


def get(letter: Letter, field: str) -> Any:
    if field == "dossiers":
        return sorted(letter.dossiers.values_list("number", flat=True))
    if field == "signatories":
        return [[s.name, s.office] for s in letter.signatories.all()]
    return getattr(letter, field)


def clean(field: str, value: Any) -> Any:
    if field not in EDITABLE:
        raise CorrectionError(field, f"Het veld {field} kan niet worden gewijzigd.")
    if field in DATES:
        return date.fromisoformat(value) if isinstance(value, str) and value else value or None
    if field == "dossiers":
        return sorted(set(value))
    if field == "signatories":
        return [list(pair) for pair in value]
    return value or None


def set_plain(letter: Letter, field: str, value: Any) -> None:
    setattr(letter, field, value)


def set_identifier(letter: Letter, field: str, value: str | None) -> None:
    """An identifier that an editor takes away was wrong: the letter is no longer known by it."""
    if value and (other := Identifier.objects.filter(value=value).exclude(letter=letter).first()):
        raise CorrectionError(field, f"{value} hoort al bij een andere brief: {other.letter.name}.")
    wrong = letter.identifier
    facts.rename(letter, value)
    if wrong and letter.key == wrong:
        letter.key = key_from_text(letter)
    letter.save()
    Identifier.objects.filter(letter=letter, value=wrong).delete()
    facts.add_names(letter, [letter.key])


def key_from_text(letter: Letter) -> str:
    """As `sameness.text_key`, with the letter's number in our own records behind it where another letter has it."""
    digest = letter.revisions.filter(is_current=True).values_list("body_digest", flat=True).first() or ""
    key = f"tekst-{digest[:16]}"
    return f"{key}-{letter.pk}" if Identifier.objects.filter(value=key).exclude(letter=letter).exists() else key


def set_dossiers(letter: Letter, field: str, numbers: list[str]) -> None:
    letter.dossiers.remove(*letter.dossiers.exclude(number__in=numbers))
    facts.add_dossiers(letter, numbers, None)
    refused = Dossier.objects.filter(number__in=numbers).exclude(is_example=letter.is_example).first()
    if refused:
        raise CorrectionError(field, f"Dossier {refused.number} is verzonnen; een echte brief kan er niet bij horen.")


def set_signatories(letter: Letter, field: str, pairs: list[list[str]]) -> None:
    facts.set_signatories(letter, [ParsedSignatory(name, office) for name, office in pairs])


SETTERS: Mapping[str, Callable[[Letter, str, Any], None]] = {
    "identifier": set_identifier,
    "dossiers": set_dossiers,
    "signatories": set_signatories,
}


def words(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(", ".join(item) if isinstance(item, list) else str(item) for item in value)
    return facts.shown(value)
