"""XML renderer (`officiele-publicatie`): letters, a motion, and printed questions and answers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from scripts.make_examples.source import MARKER, Example, Piece, Run, dutch_date, split_runs

_SCHEMA = (
    "http://technische-documentatie.oep.overheid.nl/repository/schemas/op-consolidated/"
    "op-consolidated_2014-05-15/xsd/op-xsd-2014-05-15.xsd"
)
_HEADINGS = {1: "vet", 2: "cur"}


def render_letter(example: Example) -> bytes:
    body = "\n".join(
        [
            f"<al>{MARKER}</al>",
            # Real files have such processing instructions within sentences, at line and page breaks of the print.
            f"<al>{example.addressee.replace(' der ', '<?xpp lb?> der ')}</al>",
            f"<al>Den Haag, {example.written_date}</al>",
            *_body(example),
        ]
    )
    return _publication(example, f'<tekst status="goed">\n{body}\n</tekst>', _closing(example))


def render_motion(example: Example) -> bytes:
    assert example.day is not None
    body = "\n".join(f"<al>{_inline(piece.runs, example)}</al>" for piece in example.pieces)
    movers = "".join(f"<al>{name}</al>" for name in example.get("movers").split(" | "))
    text = f'<tekst status="goed">\n<al>{MARKER}</al>\n{body}\n<al-groep>{movers}</al-groep>\n</tekst>'
    day = f'<datumtekst>Voorgesteld <datum isodatum="{example.day}">{dutch_date(example.day)}</datum></datumtekst>\n'
    return _publication(example, text, "", before=day)


def _publication(example: Example, text: str, closing: str, before: str = "") -> bytes:
    kamer = "1" if example.get("chamber") == "Eerste Kamer" else "2"
    dossiers = "\n".join(
        f"<dossier>\n<dossiernummer>\n<dossiernr>{number}</dossiernr>\n</dossiernummer>\n<titel>{escape(title)}</titel>\n"
        "</dossier>"
        for number, title in example.dossiers
    )
    number = example.number_line.replace(example.get("number"), "")
    stuk = f'<stuknr>{number}<ondernummer kamer="{kamer}">{example.get("number")}</ondernummer></stuknr>'
    inner = f"""<kamerstuk>
{_kop("kamerstukkop", example, "Kamerstukken")}
{dossiers}
<stuk>
{stuk}
<titel>{escape(example.get("title"))}</titel>
{before}<algemeen>
<vrije-tekst>
{text}
</vrije-tekst>
{closing}</algemeen>
</stuk>
</kamerstuk>"""
    return _file(inner, str(example.identifier))


def render_questions(example: Example) -> bytes:
    turns: list[str] = []
    for number, (question, answer) in enumerate(_turns(example), start=1):
        turns.append(f'<vraag>\n<nr status="officieel">Vraag {number}</nr>\n<al>{escape(question)}</al>\n</vraag>')
        turns.append(
            f'<antwoord>\n<nr status="officieel">Antwoord {number}</nr>\n<al>{escape(answer)}</al>\n</antwoord>'
        )
    inner = f"""<kamervragen>
{_kop("kamervraagkop", example, "Aanhangsel van de Handelingen", MARKER)}
<kamervraagnummer>{example.get("number")}</kamervraagnummer>
<kamervraagomschrijving type="vraag">{escape(example.get("title"))}</kamervraagomschrijving>
{"".join(f"{turn}{chr(10)}" for turn in turns)}</kamervragen>"""
    return _file(inner, str(example.identifier))


def _turns(example: Example) -> Iterable[tuple[str, str]]:
    spoken = [sentence.text for piece in example.pieces for sentence in piece.sentences]
    for at in range(0, len(spoken), 2):
        yield spoken[at].removeprefix("Q "), spoken[at + 1].removeprefix("A ")


def _kop(tag: str, example: Example, document_type: str, extra: str = "") -> str:
    kamer = "1" if example.get("chamber") == "Eerste Kamer" else "2"
    lines = [
        f'<tekstregel inhoud="vergaderjaar">Vergaderjaar {example.get("session")}</tekstregel>',
        f'<tekstregel inhoud="kameraanduiding">{example.parliament}</tekstregel>',
        f'<tekstregel inhoud="kamernummer">{kamer}</tekstregel>',
        f'<tekstregel inhoud="documenttype">{document_type}</tekstregel>',
        *([f'<tekstregel inhoud="overig">{extra}</tekstregel>'] if extra else []),
    ]
    return "\n".join([f"<{tag}>", *lines, f"</{tag}>"])


def _file(inner: str, identifier: str) -> bytes:
    record = f"https://voorbeeld.invalid/{identifier}/metadata.xml"
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie xsi:noNamespaceSchemaLocation="{_SCHEMA}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<!-- {MARKER} -->
<metadata>
<meta name="OVERHEIDop.externMetadataRecord" scheme="" content={quoteattr(record)}/>
</metadata>
{inner}
</officiele-publicatie>
"""
    return text.encode()


def _body(example: Example) -> list[str]:
    """Return paragraphs and headings in order; consecutive list items share one `lijst`."""
    out: list[str] = []
    for kind, group in groupby((piece for piece in example.pieces if piece.kind != "sign"), key=_list_kind):
        if kind is None:
            out += [_piece(piece, example) for piece in group]
            continue
        items = "\n".join(_item(piece, example) for piece in group)
        out.append(f'<lijst type="{kind}" level="single">\n{items}\n</lijst>')
    return out


def _list_kind(piece: Piece) -> str | None:
    if piece.kind != "item":
        return None
    return "expliciet" if piece.label else "ndash"


def _item(piece: Piece, example: Example) -> str:
    number = f"<li.nr>{piece.label or '–'}</li.nr>"
    return f"<li>{number}<al>{_inline(piece.runs, example)}</al></li>"


def _piece(piece: Piece, example: Example) -> str:
    if piece.kind == "heading":
        return f'<tussenkop kopopmaak="{_HEADINGS[piece.level]}">{escape(piece.text)}</tussenkop>'
    return f"<al>{_inline(piece.runs, example)}</al>"


def _inline(runs: Iterable[Run], example: Example) -> str:
    return "".join(_run(run, example) for run in runs)


def _run(run: Run, example: Example) -> str:
    if run.note:
        note = _inline(split_runs(example.notes[run.note]), example)
        return f'<noot id="n{run.note}" type="voet"><noot.nr>{run.note}</noot.nr><noot.al>{note}</noot.al></noot>'
    return f'<nadruk type="cur">{escape(run.text)}</nadruk>' if run.italic else escape(run.text)


def _closing(example: Example) -> str:
    blocks = []
    for person in example.signatories:
        initials, _, surname = person.name.partition(" ")
        name = f"<naam><voornaam>{initials}</voornaam> <achternaam>{surname}</achternaam></naam>"
        blocks.append(f"<ondertekening>\n<functie>De {person.office},</functie>\n{name}\n</ondertekening>")
    inner = "\n".join(blocks)
    return f"<tekst-sluiting>\n{inner}\n</tekst-sluiting>\n"
