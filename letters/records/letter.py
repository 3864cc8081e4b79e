"""Records of a letter and its parts: signatory, citation, passage.

The order of fields is that of each output and must not change: readers of CSV count columns.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from letters.models import Letter, Passage, Revision
from letters.parser.parsed_letter import PassageKind, Publication
from letters.records.fields import Field, Part, Record, Type

ADDRESS = "https://standpunt.example/brieven/kst-99101-24/"
WORDS = "Het kabinet houdt vast aan druk en dialoog."
# Sentences are cut from the words of their passage: PostgreSQL counts the characters of a text from its beginning.
PASSAGES = """
FROM letters_passage passage CROSS JOIN LATERAL (
    SELECT substr(text.words, passage.start + 1, passage."end" - passage.start) AS words OFFSET 0
) whole CROSS JOIN LATERAL (
    SELECT ARRAY(
        SELECT substr(words, bounds[place] - passage.start + 1, bounds[place + 1] - bounds[place])
        FROM (SELECT sentence_bounds) sentence(bounds), generate_series(1, cardinality(bounds), 2) place
    ) AS sentences
) cut
WHERE passage.revision_id = text.pk ORDER BY position
"""


def text_of(letter: Letter) -> Revision | None:
    """Return the one text that came with the letter (`letters.export`)."""
    return next(iter(letter.current), None)  # type: ignore[attr-defined]


def passages_of(letter: Letter) -> list[Passage]:
    text = text_of(letter)
    return list(text.passages.all()) if text else []


def words_of(passage: Passage) -> str:
    return str(passage.revision.text[passage.start : passage.end])


def sentences_of(passage: Passage) -> list[str]:
    text, bounds = passage.revision.text, passage.sentence_bounds
    return [text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]


def file_of(letter: Letter) -> str | None:
    text, origins = text_of(letter), letter.origins  # type: ignore[attr-defined]
    names = [o.name for o in origins if text and o.document_id == text.document_id] or [o.name for o in origins]
    return names[0] if names else None


def targets_of(letter: Letter) -> list[str]:
    return list(dict.fromkeys(each.target for each in letter.citations.all() if each.target))


def headings_of(letter: Letter) -> list[str]:
    """Return the headings of the text: those that came with it (`letters.export.with_facts`), else of its passages."""
    ready: list[str] | None = getattr(text_of(letter), "headings", None)
    if ready is not None:
        return ready
    return [words_of(each) for each in passages_of(letter) if each.kind == PassageKind.HEADING.value]


def counted(letter: Letter, name: str) -> int:
    text = text_of(letter)
    return getattr(text, name) if text else 0


def text_number(letter: Letter) -> int | None:
    text = text_of(letter)
    return text.number if text else None


SIGNATORY = Record(
    "Signatory",
    (
        Field("name", Type.TEXT, _("Naam zoals die onder de brief staat."), "J.K. Zeegers"),
        Field("office", Type.TEXT, _("Ambt zoals dat onder de brief staat."), "De Minister van Buitenlandse Zaken"),
        Field(
            "ministry", Type.TEXT, _("Leeg als het ambt geen ministerie noemt."), "Buitenlandse Zaken", blank=True
        ),
    ),
)  # fmt: skip
SIGNER = Record(
    "Signer",
    (
        Field(
            "name", Type.TEXT, _("Naam zoals die onder de brief staat."), "A.B. de Vries",
            lambda pair, _for: pair[0], blank=True,
        ),
        Field(
            "function", Type.TEXT, _("Functie zoals die onder de brief staat."), "De Directeur Consulaire Zaken",
            lambda pair, _for: pair[1], blank=True,
        ),
    ),
)  # fmt: skip
CITATION = Record(
    "Citation",
    (
        Field("written", Type.TEXT, _("Zoals het in de brief staat."), "Kamerstuk 99 101, nr. 19"),
        Field(
            "target", Type.TEXT, _("Het stuk dat bedoeld is, als dat te lezen was."), "kst-99101-19", null=True
        ),
        Field("start", Type.INTEGER, _("Plaats in de tekst van de brief, in tekens vanaf 0."), 1248),
        Field("end", Type.INTEGER, _("Plaats van het eerste teken erna."), 1272),
        Field(
            "sentence", Type.TEXT,
            _("De zin waarin het staat, woordelijk; een kop is één zin. Null als die niet bewaard is."),
            "Zie Kamerstuk 99 101, nr. 19.", null=True,
        ),
        Field("sentence_start", Type.INTEGER, _("Plaats van die zin."), 1244, null=True),
        Field(
            "note_of", Type.TEXT,
            _("Van een verwijzing in een voetnoot: de zin met het eerste teken van die noot, woordelijk."), null=True,
        ),
        Field("note_of_start", Type.INTEGER, _("Plaats van die zin."), null=True),
    ),
)  # fmt: skip

# Fields of a passage, in the API and in JSON Lines.
_NUMBER = Field(
    "number", Type.INTEGER, _("Volgnummer van de alinea."), 7, lambda passage, _for: passage.position, sql="position"
)
_KIND = Field("kind", Type.TEXT, _("Soort alinea."), "paragraph", sql="passage.kind")
_LABEL = Field("label", Type.TEXT, _("Nummer of teken van een voetnoot of lijstpunt."), null=True, sql="label")
_HEADINGS = Field(
    "headings", Type.TEXT, _("De koppen erboven."), ["Oostelijke buren"], many=True, sql="passage.headings"
)
_PAGE = Field("page", Type.INTEGER, _("Bladzijde van het document."), 2, null=True, sql="page")
_TEXT = Field(
    "text", Type.TEXT, _("De woorden van de alinea."), WORDS, lambda passage, _for: words_of(passage), sql="whole.words"
)
PASSAGE_MORE = Record(  # append new fields here: then both outputs have them
    "PassageMore",
    (
        Field(
            "sentences", Type.TEXT, _("De zinnen van de alinea."), [WORDS],
            lambda passage, _for: sentences_of(passage), many=True, sql="cut.sentences",
        ),
    ),
)  # fmt: skip
PASSAGE = Record(
    "Passage",
    (
        Field(
            "letter", Type.TEXT, _("Sleutel van de brief."), "kst-99101-24",
            lambda passage, _for: passage.revision.letter.key,
        ),
        _NUMBER,
        _KIND,
        _LABEL,
        Field("language", Type.TEXT, _("Taal van de alinea, als code van twee letters."), "nl"),
        _HEADINGS,
        _PAGE,
        Field("start", Type.INTEGER, _("Plaats in de tekst van de brief, in tekens vanaf 0."), 1204),
        Field("end", Type.INTEGER, _("Plaats van het eerste teken erna."), 1247),
        Field(
            "revision", Type.INTEGER, _("Versie van de tekst waarin start en end tellen."), 1,
            lambda passage, _for: passage.revision.number,
        ),
        _TEXT,
        Part(PASSAGE_MORE),
    ),
)  # fmt: skip
PASSAGE_LINE = Record(
    "PassageLine", (_NUMBER, _LABEL, _TEXT, _HEADINGS, _PAGE, _KIND, Part(PASSAGE_MORE))
)  # fmt: skip

# Fields of a letter, shared by several outputs.
_KEY = Field("key", Type.TEXT, _("Blijvende naam van de brief in Standpunt."), "kst-99101-24", unique=True, sql="key")
_IDENTIFIER = Field(
    "identifier", Type.TEXT, _("Kamerstuknummer of kenmerk."), "kst-99101-24", null=True, sql="identifier"
)
_SUBJECT = Field(
    "subject", Type.TEXT, _("Waar de brief volgens zijn kop over gaat."), "Inzet voor het najaarsoverleg", null=True,
    sql="subject",
)  # fmt: skip
_TITLE = Field(
    "title", Type.TEXT, _("Titel van het stuk."), "BRIEF VAN DE MINISTER VAN BUITENLANDSE ZAKEN", null=True, sql="title"
)
_PUBLICATION = Field("publication", Type.TEXT, _("Wat voor stuk het is."), "brief", sql="publication")
_DOSSIER = Record(
    "Dossier",
    (
        Field(
            "dossiers", Type.TEXT, _("Nummers van de dossiers waarin de brief staat."), ["99101"],
            lambda letter, _for: [dossier.number for dossier in letter.dossiers.all()], many=True,
            table_description=_("Nummers van de dossiers waarin de brief staat, met puntkomma’s."), sql="dossiers",
        ),
        Field(
            "dossier_title", Type.TEXT, _("Titel van het eerste dossier."), "Veiligheidsbeleid (voorbeeld)", null=True,
            sql="dossier_title",
        ),
        Field("number", Type.TEXT, _("Nummer binnen het dossier."), "24", null=True, sql="letter.number"),
        Field("session", Type.TEXT, _("Vergaderjaar."), "2020-2021", null=True, sql="session"),
    ),
)  # fmt: skip
_CHAMBER = Field(
    "chamber", Type.TEXT, _("De Kamer waaraan de brief gericht is."), "Tweede Kamer", null=True, sql="chamber"
)
_DOCUMENT_DATE = Field(
    "document_date", Type.DATE, _("Datum van de brief zelf."), "2020-10-06", null=True,
    table_description=_("Datum van de brief zelf; leeg is onbekend."), sql="document_date",
)  # fmt: skip
_OTHER_DATES = Record(
    "OtherDates",
    (
        Field(
            "publication_date", Type.DATE, _("Wanneer de brief is gepubliceerd."), null=True, sql="publication_date"
        ),
        Field(
            "received_date", Type.DATE, _("Wanneer de brief bij de Kamer binnenkwam."), null=True, sql="received_date"
        ),
    ),
)  # fmt: skip
_GOVERNMENT = Record(
    "Government",
    (
        Field(
            "cabinet", Type.TEXT, _("Het kabinet op de datum van de brief."), "Voorbeeld I",
            lambda letter, _for: letter.cabinet and letter.cabinet.name, null=True, sql="cabinet__name",
        ),
        Field(
            "demissionary", Type.BOOLEAN, _("Of het kabinet toen demissionair was."), False, null=True,
            sql="demissionary",
        ),
    ),
)  # fmt: skip
_EDITED = Field("edited", Type.TEXT, _("Velden die de redactie heeft ingevuld."), [], many=True, sql="edited")
_SIGNED_BY = Field(
    "signed_by", SIGNER, _("Wie voor een bewindspersoon tekende: naam en functie, leeg waar de brief die niet noemt."),
    many=True,
)  # fmt: skip
_SIGNED_BY_PAIRS = Field(
    "signed_by", Type.TEXT, _("Naam en functie van wie voor een bewindspersoon tekende."),
    [["A.B. de Vries", "De Directeur Consulaire Zaken"]], many=True,
    table_description=_("Naam en functie van wie voor een bewindspersoon tekende, met puntkomma’s."), sql="signers",
    json="signer_pairs",
)  # fmt: skip
_ON_BEHALF_OF = Field(
    "on_behalf_of", Type.TEXT, _("Ambten namens welke de brief mede is getekend, of door een ander."),
    ["Minister van Justitie en Veiligheid"], many=True,
    table_description=_("Ambten namens welke de brief mede is getekend, of door een ander; met puntkomma’s."),
    sql="on_behalf_of",
)  # fmt: skip
# Annotated by `positions.stances.read_letters.with_read`; the files below that have `_FILE` go without it.
_READ = Field("read", Type.BOOLEAN, _("Of een mens de hele brief gelezen heeft."), True, sql="read")
LETTER_MORE = Record("LetterMore", ())  # a new field goes to the end of this: then it is the last one of every output

LETTER = Record(
    "Letter",
    (
        _KEY,
        Field(
            "url", Type.ADDRESS, _("De pagina van de brief."), ADDRESS,
            lambda letter, reader: reader.address(letter.get_absolute_url()),
        ),
        _IDENTIFIER,
        Field(
            "name", Type.TEXT, _("Waar de brief over gaat; anders soort, ministerie en datum."),
            "Inzet voor het najaarsoverleg",
        ),
        _SUBJECT,
        _TITLE,
        _PUBLICATION,
        Field("kind", Type.TEXT, _("Soort brief; null bij ander papier."), "inzet", null=True),
        Part(_DOSSIER),
        _CHAMBER,
        _DOCUMENT_DATE,
        Part(_OTHER_DATES),
        Part(_GOVERNMENT),
        Field(
            "signatories", SIGNATORY, _("Wie de brief ondertekenden."),
            value=lambda letter, _for: letter.signatories.all(), many=True,
        ),
        Field(
            "citations", CITATION, _("Stukken waarnaar de brief verwijst."),
            value=lambda letter, _for: letter.citations.all(), many=True,
        ),
        _EDITED,
        Field(
            "complete", Type.BOOLEAN, _("Of er niets meer aan de redactie wordt gevraagd."), True,
            lambda letter, _for: not letter.attention,
        ),
        Field(
            "added", Type.MOMENT, _("Wanneer de brief in Standpunt kwam."), "2026-02-03T09:12:44+01:00",
            lambda letter, _for: letter.created_at,
        ),
        Field(
            "changed", Type.MOMENT, _("Wanneer er het laatst iets aan veranderde."), "2026-02-03T09:12:44+01:00",
            lambda letter, _for: letter.updated_at,
        ),
        _SIGNED_BY,
        _ON_BEHALF_OF,
        _READ,
        Part(LETTER_MORE),
    ),
)  # fmt: skip

# Fields of a letter in files only.
_FILE = Field(
    "file", Type.TEXT, _("Naam van het bestand waaruit de brief kwam; niet in wat de site uitgeeft."), "brief.pdf",
    lambda letter, _for: file_of(letter), null=True,
)  # fmt: skip
_SORT = Field(
    "kind", Type.TEXT, _("Soort brief; bij ander papier wat voor stuk het is."), "inzet",
    lambda letter, _for: letter.kind if letter.is_letter else letter.publication, null=True,
    sql=f"CASE publication WHEN '{Publication.LETTER.value}' THEN kind ELSE publication END",
)  # fmt: skip
_SIGNED = Field(
    "signatories", Type.TEXT, _("Naam en ambt van wie ondertekenden."),
    [["J.K. Zeegers", "De Minister van Buitenlandse Zaken"]],
    lambda letter, _for: [[each.name, each.office] for each in letter.signatories.all()], many=True,
    table_description=_("Naam en ambt, met puntkomma’s."), sql="signatories", json="signatory_pairs",
)  # fmt: skip
_CITED = Field(
    "citations", Type.TEXT, _("Stukken waarnaar de brief verwijst."), ["kst-99101-19"],
    lambda letter, _for: targets_of(letter), many=True,
    table_description=_("Stukken waarnaar de brief verwijst, met puntkomma’s."), sql="targets",
)  # fmt: skip
_CONTENTS = Record(
    "Contents",
    (
        Field(
            "headings", Type.TEXT, _("De koppen van de brief."), ["Oostelijke buren"],
            lambda letter, _for: headings_of(letter), many=True,
            table_description=_("De koppen van de brief, met puntkomma’s."), sql="coalesce(headings, '{}')",
        ),
        Field(
            "footnotes", Type.INTEGER, _("Hoeveel voetnoten de brief heeft."), 3,
            lambda letter, _for: counted(letter, "footnotes"), sql="coalesce(footnotes, 0)",
        ),
        Field(
            "annexes", Type.INTEGER, _("Hoeveel bijlagen de brief heeft."), 0,
            lambda letter, _for: counted(letter, "annexes"), sql="coalesce(annexes, 0)",
        ),
    ),
)  # fmt: skip
_TEXT_FACTS = Record(
    "TextFacts",
    (
        Field(
            "revision", Type.INTEGER, _("Versie van de tekst; null bij een brief zonder tekst."), 1,
            lambda letter, _for: text_number(letter), null=True,
            table_description=_("Versie van de tekst; leeg bij een brief zonder tekst."), sql="text.number",
        ),
        Field(
            "body_sentences", Type.INTEGER, _("Hoeveel zinnen de brief heeft, zonder bijlagen en voetnoten."), 24,
            lambda letter, _for: counted(letter, "body_sentences"), least=0, unit=_("zinnen"),
            sql="coalesce(body_sentences, 0)",
        ),
    ),
)  # fmt: skip
_STATE = Field(
    "state", Type.TEXT, _("Of er nog iets aan de redactie wordt gevraagd."), "recorded",
    lambda letter, _for: "needs attention" if letter.attention else "recorded",
    choices=("recorded", "needs attention"),
    sql="CASE WHEN attention = '{}' THEN 'recorded' ELSE 'needs attention' END",
)  # fmt: skip
_PASSAGES = Field(
    "passages", PASSAGE_LINE, _("De alinea’s van de tekst."),
    value=lambda letter, _for: passages_of(letter), many=True, sql=PASSAGES,
)  # fmt: skip
_HEAD = Record("Head", (_IDENTIFIER, Part(_DOSSIER), _TITLE, _SUBJECT, _PUBLICATION, _SORT, _CHAMBER, _DOCUMENT_DATE))
_IN_LINES = Record(
    "InLines",
    (
        Part(_HEAD), Part(_OTHER_DATES), Part(_GOVERNMENT), _SIGNED, _CITED, Part(_CONTENTS), _EDITED, _STATE,
        _PASSAGES, _SIGNED_BY_PAIRS, _ON_BEHALF_OF, Part(_TEXT_FACTS),
    ),
)  # fmt: skip
_IN_TABLES = Record(
    "InTables",
    (
        Part(_HEAD), Part(_GOVERNMENT), _SIGNED, _CITED, Part(_CONTENTS), _STATE, _SIGNED_BY_PAIRS, _ON_BEHALF_OF,
        Part(_OTHER_DATES), Part(_TEXT_FACTS),
    ),
)  # fmt: skip
LETTER_LINE = Record("LetterLine", (_KEY, Part(_IN_LINES), _READ, Part(LETTER_MORE)))
LETTER_ROW = Record("LetterRow", (_KEY, Part(_IN_TABLES), _READ, Part(LETTER_MORE)))
# For editors and operators only: the name of a file on somebody's computer is not a fact about a letter.
LETTER_LINE_WITH_FILE = Record("LetterLineWithFile", (_KEY, _FILE, Part(_IN_LINES), Part(LETTER_MORE)))
LETTER_ROW_WITH_FILE = Record("LetterRowWithFile", (_FILE, Part(_IN_TABLES), Part(LETTER_MORE)))
