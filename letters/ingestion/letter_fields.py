"""The fields of a letter: which ones a text may fill, and how values of further copies are merged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from letters.ingestion.open_questions import OF_THE_TEXT, LetterFacts, open_questions
from letters.models import Cabinet, Dossier, Edit, Identifier, Letter, Minister, Signatory
from letters.parser.cabinets_in_office import CabinetTerm, cabinet_on, cabinets_of_swearing_in
from letters.parser.parsed_letter import ParsedLetter, ParsedSignatory

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


def provenance_of(parsed: ParsedLetter, by: str = "text") -> dict[str, Any]:
    return {
        field: {
            "by": "metadata" if evidence.passage is None and not evidence.reason else by,
            "quote": evidence.quote,
            "passage": evidence.passage,
            **({"reason": evidence.reason} if evidence.reason else {}),
        }
        for field, evidence in parsed.evidence
    }


def values_of(parsed: ParsedLetter) -> dict[str, Any]:
    values = {field: getattr(parsed, field) for field in PLAIN}
    values["publication"] = parsed.publication.value
    return values


def signed_for(parsed: ParsedLetter) -> dict[str, Any]:
    """Return the fields for those who signed for an office-holder, and for the offices represented."""
    signed_by = [[signer.name, signer.function] for signer in parsed.signed_by]
    return {"signed_by": signed_by, "on_behalf_of": list(parsed.on_behalf_of)}


def listed(values: Iterable[Any]) -> str:
    """Format a list for the edit history: values separated by semicolons, their parts by commas."""
    parts = (value if isinstance(value, str) else ", ".join(filter(None, value)) for value in values)
    return "; ".join(parts)


def both_chambers(one: str | None, other: str | None) -> str | None:
    if one and other and one != other:
        return Letter.Chamber.BOTH
    return one or other


def better_name(ours: str | None, theirs: str | None) -> str | None:
    """Return the better identifier:

    Kamerstuk number in a dossier, then one without, then a reference; ours on a tie.
    """
    return theirs if rank(theirs) > rank(ours) else ours or theirs


def rank(name: str | None) -> int:
    """Rank an identifier, 0 to 2. KOOP names a paper like `kst-1027341` before it belongs to a dossier."""
    if not (name or "").startswith("kst-"):
        return 0
    return 2 if str(name).count("-") > 1 else 1


def add_names(letter: Letter, names: Sequence[str]) -> None:
    """Add names to the letter. A name of another letter remains with that letter."""
    Identifier.objects.bulk_create(
        [Identifier(letter=letter, value=n) for n in dict.fromkeys(names)], ignore_conflicts=True
    )


def rename(letter: Letter, identifier: str | None) -> None:
    """Set the letter's identifier and key; the old key remains a valid name."""
    letter.identifier = identifier
    letter.key = identifier or letter.key


def add_dossiers(letter: Letter, numbers: Sequence[str], title: str | None) -> list[str]:
    """Add the letter to these dossiers; return the numbers that are new to it."""
    had = set(letter.dossiers.values_list("number", flat=True))
    added = [number for number in numbers if number not in had]
    put_in_dossiers(letter, numbers if added else (), title)
    return added


def put_in_dossiers(letter: Letter, numbers: Sequence[str], title: str | None) -> None:
    """Add the letter to dossiers. `title` belongs to the first: a letter in several dossiers prints only that one.

    Two queries, however many dossiers; two more if some are new, one more to add the title to a known one.
    """
    if not numbers:
        return
    dossiers = dossiers_for(numbers, title or "", is_example=letter.is_example)
    if title and not dossiers[numbers[0]].title:
        Dossier.objects.filter(number=numbers[0]).update(title=title)
    letter.dossiers.add(*(dossier for dossier in dossiers.values() if dossier.is_example == letter.is_example))


def dossiers_for(numbers: Sequence[str], title: str, *, is_example: bool) -> dict[str, Dossier]:
    """Return the dossiers by number. Missing ones are created, real or fictional like the letter."""
    titles = {numbers[0]: title}
    rows = Dossier.objects.filter(number__in=numbers)
    there = {row.number: row for row in rows}
    if missing := sorted(set(numbers) - there.keys()):  # in one order, so that recordings cannot wait for each other
        made = [Dossier(number=number, title=titles.get(number, ""), is_example=is_example) for number in missing]
        Dossier.objects.bulk_create(made, ignore_conflicts=True)
        there = {row.number: row for row in rows.all()}
    return there


def set_signatories(letter: Letter, signatories: Sequence[ParsedSignatory]) -> None:
    letter.signatories.all().delete()
    sign(letter, signatories)


def sign(letter: Letter, signatories: Sequence[ParsedSignatory]) -> None:
    """Write the signatories, in order. Two queries if the people are known, however many; two more for new ones."""
    ministers = ministers_for([signed.name for signed in signatories], is_example=letter.is_example)
    Signatory.objects.bulk_create(
        Signatory(
            letter=letter,
            position=position,
            name=signed.name,
            office=signed.office,
            ministry=ministry_of(signed.office),
            minister=ministers.get(signed.name),
        )
        for position, signed in enumerate(signatories)
    )


def ministry_of(office: str) -> str:
    """Return the ministry in an office: "Minister van Defensie" → "Defensie"; "" for a minister-president."""
    for preposition in (" van ", " voor "):
        before, found, after = office.partition(preposition)
        if found and before.lower().removeprefix("de ").startswith(("minister", "staatssecretaris")):
            return after.strip(" ,")
    return ""


def ministers_for(names: Iterable[str], *, is_example: bool) -> dict[str, Minister]:
    """Return the rows of these people by name, created where missing. A name without an initial has none."""
    people = {name: person for name in names if (person := person_of(name))}
    rows = Minister.objects.filter(surname__in=[surname for surname, _ in people.values()], is_example=is_example)
    there = {(row.surname, row.initial): row for row in rows}
    missing: dict[tuple[str, str], Minister] = {}
    for name, (surname, initial) in people.items():
        if (surname, initial) not in there:
            new = Minister(surname=surname, initial=initial, is_example=is_example, name=name)
            missing.setdefault((surname, initial), new)
    if missing:
        Minister.objects.bulk_create([missing[person] for person in sorted(missing)], ignore_conflicts=True)
        there = {(row.surname, row.initial): row for row in rows.all()}
    return {name: there[person] for name, person in people.items()}


def person_of(name: str) -> tuple[str, str] | None:
    """Return surname and first initial, which identify a person ("Stef Blok", "S.A. Blok"); None without either."""
    first, *rest = name.split()
    return (" ".join(rest), first[0].upper()) if rest and first[0].isalpha() else None


def set_cabinet(letter: Letter) -> None:
    """Set the cabinet in office on the letter's date, real or fictional like the letter; unknown without a date.

    On the day of a swearing-in it is the editor's choice, and unknown without one. A choice that the date no longer
    allows is dropped and recorded in the history. The caller saves.
    """
    cabinets = Cabinet.objects.filter(is_example=letter.is_example)
    chosen = chosen_cabinet(letter, cabinets)
    if chosen is None:
        drop_choice(letter)
    found = chosen or cabinet_on(letter.document_date, map(term_of, cabinets))
    letter.cabinet = next((each for each in cabinets if found and each.name == found[0].name), None)
    letter.demissionary = found[1] if found else None


def chosen_cabinet(letter: Letter, cabinets: Iterable[Cabinet]) -> tuple[CabinetTerm, bool] | None:
    """Return (cabinet, demissionary) as an editor chose; None without a choice or if the date no longer allows it."""
    name, found = choice_of(letter), cabinets_of_swearing_in(letter.document_date, map(term_of, cabinets))
    return next((each for each in found if each[0].name == name), None)


def choice_of(letter: Letter) -> str | None:
    """Return the name of the cabinet that an editor chose, None without a choice."""
    return letter.cabinet.name if letter.cabinet and letter.found("cabinet").get("by") == "editor" else None


def drop_choice(letter: Letter) -> None:
    if name := choice_of(letter):
        record_edit(letter, "cabinet", name, None, reason="de datum laat deze keuze niet meer toe")
    letter.provenance.pop("cabinet", None)


def cabinets_to_choose(day: date | None, *, is_example: bool) -> dict[str, Cabinet]:
    """Return the cabinets an editor may choose from, by name: both on a day of swearing-in, else none."""
    cabinets = {cabinet.name: cabinet for cabinet in Cabinet.objects.filter(is_example=is_example)}
    return {term.name: cabinets[term.name] for term, _ in cabinets_of_swearing_in(day, map(term_of, cabinets.values()))}


def term_of(cabinet: Cabinet) -> CabinetTerm:
    return CabinetTerm(cabinet.name, cabinet.start, cabinet.demissionary_from, cabinet.end)


def settle(letter: Letter, known: LetterFacts | None = None) -> None:
    """Update the derived fields (cabinet, questions to an editor) and save. `known` saves three queries."""
    set_cabinet(letter)
    letter.attention = open_questions(letter, known)
    letter.save()


def ask_of_new_text(letter: Letter) -> None:
    """Ask again what an editor settled about the previous text or reading. The caller saves (`settle`)."""
    for code in [code for code in letter.settled if code in OF_THE_TEXT]:
        letter.settled.remove(code)
        record_edit(letter, "settled", code, "", reason="de tekst is opnieuw gelezen of vervangen")


def record_edit(letter: Letter, field: str, old: Any, new: Any, *, reason: str, user: Any = None) -> None:
    Edit.objects.create(letter=letter, field=field, old=shown(old), new=shown(new), reason=reason, user=user)


def record_list(letter: Letter, field: str, old: Iterable[Any], new: Iterable[Any], reason: str) -> None:
    """Record a change of a field with several values; no change is not recorded."""
    if (before := listed(old)) != (after := listed(new)):
        record_edit(letter, field, before, after, reason=reason)


def shown(value: Any) -> str:
    return "" if value is None else str(value)
