"""The facts of a letter: which of its fields a text may fill, and what becomes of them when a second copy says more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from letters.attention import codes_for
from letters.domain.cabinets import CabinetTerm, cabinet_on
from letters.domain.parsed import ParsedLetter, ParsedSignatory
from letters.models import Cabinet, Change, Dossier, Identifier, Letter, Minister, Signatory

# Fields with the same name in Letter and ParsedLetter. `chamber`, dossiers and signatories have rules of their own.
PLAIN = (
    "publication",
    "kind",
    "dossier_title",
    "number",
    "session",
    "title",
    "subject",
    "document_date",
    "publication_date",
    "written_date",
)
NAMED = ("identifier", *PLAIN, "chamber", "dossiers", "signatories")


def provenance_of(parsed: ParsedLetter, by: str = "text") -> dict[str, Any]:
    return {
        field: {
            "by": "metadata" if evidence.passage is None else by,
            "quote": evidence.quote,
            "passage": evidence.passage,
        }
        for field, evidence in parsed.evidence
    }


def values_of(parsed: ParsedLetter) -> dict[str, Any]:
    values = {field: getattr(parsed, field) for field in PLAIN}
    values["publication"] = parsed.publication.value
    return values


def both_chambers(one: str | None, other: str | None) -> str | None:
    if one and other and one != other:
        return Letter.Chamber.BOTH
    return one or other


def better_name(ours: str | None, theirs: str | None) -> str | None:
    """A Kamerstuk number goes before one without a dossier, that before a reference; what we have before what comes."""
    return theirs if rank(theirs) > rank(ours) else ours or theirs


def rank(name: str | None) -> int:
    """`kst-1027341` is what KOOP calls a paper before it has a place in a dossier."""
    if not (name or "").startswith("kst-"):
        return 0
    return 2 if str(name).count("-") > 1 else 1


def add_names(letter: Letter, names: Sequence[str]) -> None:
    """Have the letter known by these names too. A name that another letter has stays with that letter."""
    Identifier.objects.bulk_create(
        [Identifier(letter=letter, value=n) for n in dict.fromkeys(names)], ignore_conflicts=True
    )


def rename(letter: Letter, identifier: str | None) -> None:
    """Give the letter its identifier and, with it, its key; an old key keeps leading to it."""
    letter.identifier = identifier
    letter.key = identifier or letter.key


def add_dossiers(letter: Letter, numbers: Sequence[str], title: str | None) -> list[str]:
    """Put the letter in these dossiers; returns the numbers that are new to it."""
    had = set(letter.dossiers.values_list("number", flat=True))
    added = [number for number in numbers if number not in had]
    put_in_dossiers(letter, added, title)
    return added


def put_in_dossiers(letter: Letter, numbers: Sequence[str], title: str | None) -> None:
    """`title` is that of the first: it is what a letter in several dossiers prints first."""
    for number, named in zip(numbers, [title, *(None for _ in numbers)], strict=False):
        dossier, _ = Dossier.objects.get_or_create(
            number=number, defaults={"title": named or "", "is_example": letter.is_example}
        )
        if named and not dossier.title:
            Dossier.objects.filter(pk=dossier.pk).update(title=named)
        if dossier.is_example == letter.is_example:
            letter.dossiers.add(dossier)


def set_signatories(letter: Letter, signatories: Sequence[ParsedSignatory]) -> None:
    letter.signatories.all().delete()
    sign(letter, signatories)


def sign(letter: Letter, signatories: Sequence[ParsedSignatory]) -> None:
    Signatory.objects.bulk_create(
        Signatory(
            letter=letter,
            position=position,
            name=signed.name,
            office=signed.office,
            ministry=ministry_of(signed.office),
            minister=minister_for(signed.name, is_example=letter.is_example),
        )
        for position, signed in enumerate(signatories)
    )


def ministry_of(office: str) -> str:
    """What the office is over: "Minister van Defensie" → "Defensie"; "" for a minister-president."""
    for preposition in (" van ", " voor "):
        before, found, after = office.partition(preposition)
        if found and before.lower().removeprefix("de ").startswith(("minister", "staatssecretaris")):
            return after.strip(" ,")
    return ""


def minister_for(name: str, *, is_example: bool) -> Minister | None:
    """The person's row: the same surname and first letter are taken as one person ("Stef Blok", "S.A. Blok")."""
    first, *rest = name.split()
    if not rest or not first[0].isalpha():
        return None
    minister, _ = Minister.objects.get_or_create(
        surname=" ".join(rest), initial=first[0].upper(), is_example=is_example, defaults={"name": name}
    )
    return minister


def set_cabinet(letter: Letter) -> None:
    """The cabinet in office on the letter's date, of the letter's own world; unknown without a date."""
    letter.cabinet, letter.demissionary = None, None
    if letter.document_date is None:
        return
    cabinets = {c.pk: c for c in Cabinet.objects.filter(is_example=letter.is_example)}
    terms = [CabinetTerm(str(pk), c.start, c.demissionary_from, c.end) for pk, c in cabinets.items()]
    if found := cabinet_on(letter.document_date, terms):
        letter.cabinet, letter.demissionary = cabinets[int(found[0].name)], found[1]


def settle(letter: Letter) -> None:
    """Work out what follows from the facts (cabinet, questions to an editor) and save."""
    set_cabinet(letter)
    letter.attention = codes_for(letter)
    letter.save()


def note(letter: Letter, field: str, old: Any, new: Any, *, reason: str, user: Any = None) -> None:
    Change.objects.create(letter=letter, field=field, old=shown(old), new=shown(new), reason=reason, user=user)


def shown(value: Any) -> str:
    return "" if value is None else str(value)
