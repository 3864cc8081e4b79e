"""Corrections by an editor: changed fields, confirmed unknowns. Every change is recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from letters.ingestion import letter_fields
from letters.ingestion.link import link_letter
from letters.models import Dossier, Identifier, Letter
from letters.parser.identifiers import has_dot_segment
from letters.parser.parsed_letter import ParsedSignatory, Publication

PLAIN = ("kind", "dossier_title", "number", "session", "title", "subject", "chamber")
DATES = ("document_date", "publication_date", "received_date")
EDITABLE = ("identifier", "publication", *PLAIN, *DATES, "cabinet", "dossiers", "signatories")


class CorrectionError(Exception):
    """A correction that is not possible; `field` is the one at fault and the message states the remedy."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def correct(letter: Letter, values: Mapping[str, Any], *, user: Any, reason: str = "") -> list[str]:
    """Set fields to an editor's values ("" and None: unknown). Return the fields that changed.

    `values` holds JSON types: dates as ISO text, dossiers as a list of numbers, signatories as [name, office] pairs, a
    cabinet as its name. Raises CorrectionError, and changes nothing, if another letter has the identifier or the date
    excludes the cabinet.
    """
    changed = []
    for field, value in sorted(values.items(), key=lambda item: item[0] == "cabinet"):  # last: depends on the date
        old, new = get(letter, field), clean(field, value)
        if old == new:
            continue
        SETTERS.get(field, set_plain)(letter, field, new)
        letter.provenance[field] = {"by": "editor"}
        letter_fields.record_edit(letter, field, words(old), words(new), reason=reason, user=user)
        changed.append(field)
    if letter.publication != Publication.LETTER.value:
        letter.kind = None
    letter_fields.settle(letter)
    if "identifier" in changed:
        link_letter(letter)
    return changed


@transaction.atomic
def leave_unknown(letter: Letter, code: str, *, user: Any) -> None:
    """Record that an editor has reviewed the question and leaves it open: it is not asked again."""
    if code not in letter.settled:
        letter.settled = [*letter.settled, code]
        letter_fields.record_edit(letter, "settled", "", code, reason="nagekeken en zo gelaten", user=user)
        letter_fields.settle(letter)


def get(letter: Letter, field: str) -> Any:
    if field == "dossiers":
        return sorted(letter.dossiers.values_list("number", flat=True))
    if field == "signatories":
        return [[s.name, s.office] for s in letter.signatories.all()]
    if field == "cabinet":
        return letter_fields.choice_of(letter)
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
    """Set the identifier. The former one was wrong and is free for the letter that it belongs to.

    Citations of it no longer resolve to this letter. Its addresses still lead here, by the history, until another
    letter has it (`EditQuerySet.letter_formerly`).
    """
    if value and has_dot_segment(value):
        raise CorrectionError(field, unreachable(value))
    if value and (other := Identifier.objects.filter(value=value).exclude(letter=letter).first()):
        raise CorrectionError(field, known_elsewhere(value, other))
    wrong = letter.identifier
    letter_fields.rename(letter, value)
    if wrong and letter.key == wrong:
        letter.key = key_from_text(letter)
    letter.save()
    Identifier.objects.filter(letter=letter, value=wrong).delete()
    letter_fields.add_names(letter, [letter.key])


def known_elsewhere(identifier: str, other: Identifier) -> str:
    told = {"identifier": identifier, "letter": other.letter.name}
    return _("%(identifier)s hoort al bij een andere brief: %(letter)s.") % told


def unreachable(identifier: str) -> str:
    """Return what to do about an identifier with a segment that browsers take out of an address."""
    return _(
        "Met het kenmerk %(identifier)s is de brief niet te openen: “.” of “..” kan niet in een adres. "
        "Schrijf het kenmerk zoals het in de brief staat, of laat het leeg."
    ) % {"identifier": identifier}


def key_from_text(letter: Letter) -> str:
    """Return the key of `parser.fingerprints.text_key`, with the primary key added if another letter has it."""
    digest = letter.revisions.filter(is_current=True).values_list("body_digest", flat=True).first() or ""
    key = f"tekst-{digest[:16]}"
    return f"{key}-{letter.pk}" if Identifier.objects.filter(value=key).exclude(letter=letter).exists() else key


def set_dossiers(letter: Letter, field: str, numbers: list[str]) -> None:
    letter.dossiers.remove(*letter.dossiers.exclude(number__in=numbers))
    letter_fields.add_dossiers(letter, numbers, None)
    refused = Dossier.objects.filter(number__in=numbers).exclude(is_example=letter.is_example).first()
    if refused:
        raise CorrectionError(
            field,
            _("Dossier %(number)s is verzonnen; een echte brief kan er niet bij horen.") % {"number": refused.number},
        )


def set_signatories(letter: Letter, field: str, pairs: list[list[str]]) -> None:
    letter_fields.set_signatories(letter, [ParsedSignatory(name, office) for name, office in pairs])


def set_cabinet(letter: Letter, field: str, name: str | None) -> None:
    """Set the cabinet, possible only on the day of a swearing-in; otherwise the date decides. None: unknown."""
    there = letter_fields.cabinets_to_choose(letter.document_date, is_example=letter.is_example)
    if name and name not in there:
        raise CorrectionError(
            field, _("%(name)s trad op de datum van de brief niet aan of af; laat het kabinet leeg.") % {"name": name}
        )
    letter.cabinet = there[name] if name else None


SETTERS: Mapping[str, Callable[[Letter, str, Any], None]] = {
    "identifier": set_identifier,
    "cabinet": set_cabinet,
    "dossiers": set_dossiers,
    "signatories": set_signatories,
}


def words(value: Any) -> str:
    if isinstance(value, list):
        return letter_fields.listed(value)
    return letter_fields.shown(value)
