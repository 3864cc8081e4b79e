"""Open questions to an editor about a letter, and their wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from letters.ledger import Row, differing, from_json
from letters.models import Cabinet, Letter, Passage, PossibleDuplicate
from letters.parser.parsed_letter import ParsedLetter, PassageKind
from letters.parser.sentence_bounds import LONGEST

_PAGES_TOLD = 10
_CODED = (PassageKind.BODY, PassageKind.ANNEX)


class Attention(models.TextChoices):
    NO_DATE = (
        "no-date",
        _("De datum van de brief staat niet in de tekst. Zonder datum komt de brief niet op een tijdlijn."),
    )
    BAD_DATE = "bad-date", _("De datum in de tekst bestaat niet. Vul de juiste datum in of laat hem onbekend.")
    NO_CHAMBER = "no-chamber", _("De tekst zegt niet aan welke Kamer de brief is gericht.")
    NO_SIGNATORY = "no-signatory", _("In de tekst is geen ondertekenaar gevonden.")
    SIGNED_FOR = (
        "signed-for",
        _(
            "Deze brief is door een ander getekend, namens of voor een bewindspersoon. Kijk in de ondertekening wie "
            "tekende en voor wie. Vul alleen een ondertekenaar in als een bewindspersoon zelf heeft getekend."
        ),
    )
    NO_CABINET = "no-cabinet", _("Op de datum van de brief is geen kabinet bekend. Klopt de datum?")
    SWEARING_IN = (
        "swearing-in",
        _(
            "Op de dag van de brief trad een nieuw kabinet aan. De datum zegt dus niet welk kabinet de brief schreef. "
            "Zolang dat onbekend is, staat de brief op geen enkele lijn."
        ),
    )
    UNREAD_PAGES = (
        "unread-pages",
        _(
            "Niet elke bladzijde van de PDF is gelezen: op een deel staat alleen een plaatje, zoals een scan. "
            "Maak er met tekstherkenning (OCR) een doorzoekbare PDF van en voeg die toe."
        ),
    )
    UNACCOUNTED = (
        "unaccounted",
        _(
            "In de tekst staat niet evenveel als in het bestand: er ontbreken woorden, of er staan woorden dubbel. "
            "Leg de tekst naast het bestand."
        ),
    )
    LONG_SENTENCE = (
        "long-sentence",
        _(
            "In de tekst staat een zin van meer dan 5.000 tekens. Waarschijnlijk ontbreken er punten: de regels slaan "
            "zo’n zin over. Leg de tekst naast het bestand en voeg de brief zo nodig toe in een andere vorm, zoals PDF "
            "of DOCX. Klopt de tekst, codeer die zin dan zelf."
        ),
    )
    NO_TEXT = "no-text", _("Er is geen lopende tekst gevonden, alleen een kop of ondertekening.")
    MAYBE_SAME = "maybe-same", _("Deze brief lijkt sterk op een andere. Is het dezelfde?")
    MAYBE_NO_LETTER = (
        "maybe-no-letter",
        _(
            "Opnieuw gelezen lijkt dit geen brief aan de Kamer. Het is een brief gebleven, omdat er standpunten op "
            "zijn geaccepteerd. Kies bij “soort stuk” iets anders als het er geen is."
        ),
    )
    IDENTIFIER_CONFLICT = "identifier-conflict", _("Een andere brief met een andere tekst heeft hetzelfde kenmerk.")
    SOURCE_DIFFERS = (
        "source-differs",
        _("De gegevens van de bron en de tekst zeggen niet hetzelfde. Bij de velden staat wat elk van de twee zegt."),
    )


# Questions about one text. An editor's answer does not hold for another one.
OF_THE_TEXT = (
    Attention.UNREAD_PAGES,
    Attention.UNACCOUNTED,
    Attention.LONG_SENTENCE,
    Attention.NO_TEXT,
    Attention.MAYBE_NO_LETTER,
)


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Facts for the questions that are not on the letter's own row.

    `questions`: the reasons of open duplicate pairs.
    """

    signed: bool
    has_text: bool
    questions: Sequence[str]
    sworn_in: bool = False  # whether a cabinet was sworn in on the letter's date
    unread: bool = False  # whether pages of the text's document were unreadable
    unaccounted: bool = False  # whether its characters are not all accounted for (`letters.ledger`)
    long_sentence: bool = False  # whether a sentence of its text is longer than any that is coded

    @classmethod
    def of(cls, letter: Letter) -> LetterFacts:
        asked = PossibleDuplicate.objects.filter(later=letter, state=PossibleDuplicate.State.OPEN)
        text = Passage.objects.filter(revision=OuterRef("pk"), kind__in=_CODED)
        long = text.filter(end__gt=F("start") + LONGEST)
        known = letter.revisions.filter(is_current=True)
        current = known.values_list(Exists(text), "unread_pages", "ledger", Exists(long), "pk").first()
        return cls(
            signed=letter.signatories.exists(),
            has_text=bool(current and current[0]),
            questions=list(asked.values_list("reason", flat=True)),
            sworn_in=sworn_in(letter),
            unread=bool(current and current[1]),
            unaccounted=bool(current and differing(from_json(current[2] or ()))),
            long_sentence=bool(current and current[3] and _has_long_sentence(current[4])),
        )

    @classmethod
    def of_parsed(
        cls, letter: Letter, parsed: ParsedLetter, *, signed: bool, questions: Sequence[str] = ()
    ) -> LetterFacts:
        """Return the facts of a letter whose rows are not written yet."""
        return cls(
            signed=signed,
            has_text=any(p.kind in _CODED for p in parsed.passages),
            questions=questions,
            sworn_in=sworn_in(letter),
            unread=bool(parsed.unread_pages),
            unaccounted=bool(differing(parsed.ledger or ())),
            long_sentence=any(
                end - start > LONGEST for p in parsed.passages if p.kind in _CODED for start, end in p.sentences
            ),
        )


def _has_long_sentence(revision: int) -> bool:
    texts = Passage.objects.filter(revision=revision, kind__in=_CODED).values_list("sentence_bounds", flat=True)
    return any(end - start > LONGEST for each in texts for start, end in zip(each[::2], each[1::2], strict=True))


def sworn_in(letter: Letter) -> bool:
    """True if the cabinet is unknown because of a swearing-in that day. Queries only if it is unknown."""
    if letter.cabinet_id is not None or letter.document_date is None:
        return False
    return Cabinet.objects.filter(start=letter.document_date, is_example=letter.is_example).exists()


def open_questions(letter: Letter, known: LetterFacts | None = None) -> list[str]:
    """Return the codes that apply to the letter now, without those that an editor has settled ("laat onbekend")."""
    known = known or LetterFacts.of(letter)
    found = [QUESTIONS[reason].value for reason in QUESTIONS if reason in known.questions]
    if known.unread:
        found.append(Attention.UNREAD_PAGES.value)  # for other papers too: the signs of a letter may be on that page
    if known.unaccounted:
        found.append(Attention.UNACCOUNTED.value)
    if known.long_sentence:
        found.append(Attention.LONG_SENTENCE.value)
    if letter.is_letter:
        found += [code.value for code in unknowns(letter, known)]
    return [code for code in found if code not in letter.settled]


def unknowns(letter: Letter, known: LetterFacts) -> Iterator[Attention]:
    if letter.document_date is None:
        yield Attention.BAD_DATE if letter.written_date else Attention.NO_DATE
    elif letter.cabinet_id is None:
        yield Attention.SWEARING_IN if known.sworn_in else Attention.NO_CABINET
    if letter.chamber is None:
        yield Attention.NO_CHAMBER
    if letter.signed_by and letter.found("signatories").get("by") != "editor":
        yield Attention.SIGNED_FOR
    elif not known.signed:
        yield Attention.NO_SIGNATORY
    if not known.has_text:
        yield Attention.NO_TEXT
    if letter.found("publication").get("doubt"):
        yield Attention.MAYBE_NO_LETTER
    if any(found.get("differs") for found in letter.provenance.values()):
        yield Attention.SOURCE_DIFFERS


def words_of(code: str, unread_pages: Sequence[int], ledger: Sequence[Row] = ()) -> str:
    """Return the question in words, with the page numbers and missing words if it concerns pages."""
    label = str(Attention(code).label)
    if code == Attention.UNACCOUNTED:
        return " ".join([label, *map(told, differing(ledger)[:_PAGES_TOLD])])
    if code != Attention.UNREAD_PAGES or not unread_pages:
        return label
    which = _("Het gaat om bladzijde {pages}.").format(pages=ranges(unread_pages))
    return f"{label} {which}"


def told(row: Row) -> str:
    """Describe a page's difference in characters, with the first words concerned."""
    count = abs(row.difference)
    words = f" (“{row.words}”)" if row.words else ""
    if row.page is None:
        return _("Verschil in tekens: {count}{words}.").format(count=count, words=words)
    return _("Bladzijde {page}, verschil in tekens: {count}{words}.").format(page=row.page, count=count, words=words)


def ranges(numbers: Sequence[int]) -> str:
    """Format ascending numbers as short as possible: "1, 3, 5–9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


QUESTIONS = {
    PossibleDuplicate.Reason.ALIKE: Attention.MAYBE_SAME,
    PossibleDuplicate.Reason.SAME_IDENTIFIER: Attention.IDENTIFIER_CONFLICT,
}
