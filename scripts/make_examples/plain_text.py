"""Plain-text renderers: pages of wrapped lines, a ministry's letter, a bare report, and Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.make_examples.hyphens import splits
from scripts.make_examples.source import MARKER, Example, Piece, Run

_WIDTH = 72
_PAGE = 50
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def render_pages(example: Example) -> bytes:
    """Return a text like a PDF saved as text: hyphens, form feeds, notes at the foot of the page, UTF-16."""
    head = [
        MARKER, "", example.parliament, f"Vergaderjaar {example.get('session').replace('-', '–')}", "",
        *(f"{number} {title}" for number, title in example.dossiers), "",
        f"{example.number_line} {example.get('title')}", "", example.addressee, "",
        f"Den Haag, {example.written_date}", "",
    ]  # fmt: skip
    chunks: list[_Chunk] = [_Chunk(head, [])]
    for piece in example.pieces:
        if piece.kind == "sign":
            chunks += [_Chunk([*block, ""], []) for block in _signatures(example)]
        elif piece.kind == "heading":
            chunks.append(_Chunk(["", piece.text, ""], []))
        else:
            words = _words(piece, lambda label: label)
            indent = "- " if piece.kind == "item" and not piece.label else f"{piece.label} " if piece.label else ""
            lines = _wrap(words, indent)
            labels = [run.note for run in piece.runs if run.note]
            chunks.append(_Chunk(lines if piece.kind == "item" else [*lines, ""], labels))
    return ("\ufeff" + _paginate(chunks, example)).encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class _Chunk:
    lines: list[str]
    notes: list[str]


def _paginate(chunks: list[_Chunk], example: Example) -> str:
    """Return pages of chunks, cut where a page is full; a footnote is on the page where its chunk begins."""
    foot = example.running_foot
    pages: list[str] = []
    body: list[str] = []
    notes: list[str] = []

    def turn() -> None:
        lines = [*body, *([""] if notes else []), *notes, "", f"{foot}{len(pages) + 1:>{_WIDTH - len(foot)}}"]
        pages.append("\n".join(lines))
        body.clear()
        notes.clear()

    for chunk in chunks:
        for label in chunk.notes:
            notes += _wrap(f"{label} {example.notes[label]}".split(), "")
        for line in chunk.lines:
            if len(body) + len(notes) >= _PAGE:
                turn()
            if line or body:
                body.append(line)
    turn()
    return "\n\f".join(pages) + "\n"


def _words(piece: Piece, mark: object) -> list[str]:
    text = "".join(_marked(run, mark) for run in piece.runs)
    return text.split()


def _marked(run: Run, mark: object) -> str:
    return run.text if run.note is None else mark(run.note) if callable(mark) else run.note


def _wrap(words: list[str], indent: str) -> list[str]:
    lines, line = [], indent
    for word in words:
        joined = f"{line} {word}" if line.strip(" -") and line != indent else f"{line}{word}"
        if len(joined) <= _WIDTH:
            line = joined
            continue
        room = _WIDTH - len(line) - 1
        start, rest = next(((start, rest) for start, rest in splits(word) if len(start) <= room), ("", word))
        lines.append(f"{line} {start}".rstrip())
        line = " " * len(indent) + rest
    return [*lines, line]


def _signatures(example: Example) -> list[list[str]]:
    return [[f"De {person.office},", person.name] for person in example.signatories]


def render_ministry(example: Example) -> bytes:
    """Return a ministry's letter as saved by old software: Windows-1252, CRLF, one paragraph per line."""
    lines = [
        MARKER, "", f"Ministerie van {example.get('ministry')}", example.get("directorate"), "",
        "> Retouradres Postbus 20701 2500 ES Den Haag", "", example.addressee, "Postbus 20018", "2500 EA Den Haag", "",
        f"Onze referentie {example.get('reference')}", "", f"Datum {example.written_date}",
        f"Betreft {example.get('subject')}", "", "Geachte voorzitter,", "",
    ]  # fmt: skip
    for piece in example.pieces:
        if piece.kind == "sign":
            for block in _signatures(example):
                lines += ["Hoogachtend,", "", *block, ""]
        else:
            lines += [piece.text or "".join(_marked(run, _raised) for run in piece.runs), ""]
    lines += [f"{_raised(label)} {text}" for label, text in example.notes.items()]
    return ("\r\n".join(lines).rstrip() + "\r\n").encode("cp1252")


def _raised(label: str) -> str:
    return label.translate(_RAISED)


def render_bare(example: Example) -> bytes:
    """Return a report without head, addressee or date, signed on one line."""
    lines = [MARKER, "", "Geachte voorzitter,", ""]
    for piece in example.pieces:
        if piece.kind == "sign":
            lines += [f"De {person.office}, {person.name}" for person in example.signatories]
        else:
            lines += [piece.text or "".join(run.text for run in piece.runs), ""]
    return ("\n".join(lines).rstrip() + "\n").encode()


def render_markdown(example: Example) -> bytes:
    """Return Markdown as a converter makes it from an official PDF."""
    lines = [MARKER, "", f"Vergaderjaar {example.get('session').replace('-', '–')}", ""]
    for number, title in example.dossiers:
        lines += [f"**{number}**", "", f"**{title}**", ""]
    addressee = example.addressee.replace(" der ", "<br>der ")
    lines += [f"**{example.number_line}**", "", f"## **{example.get('title')}**", "", addressee, ""]
    lines += [f"Den Haag, {example.written_date}", ""]
    for piece in example.pieces:
        if piece.kind == "sign":
            for office, name in _signatures(example):
                lines += [f"{office}  ", name, ""]
        elif piece.kind == "heading":
            lines += [f"{'#' * (piece.level + 2)} *{piece.text}*", ""]
        elif piece.kind == "item":
            lines.append(f"{piece.label or '-'} {_markdown(piece)}")
        else:
            lines += [_markdown(piece), ""]
    lines += ["---", ""]
    for label, text in example.notes.items():
        lines += [f"<sup>{label}</sup> {text}", ""]
    return ("\n".join(lines).rstrip() + "\n").encode()


def _markdown(piece: Piece) -> str:
    return "".join(
        f"<sup>{run.note}</sup>" if run.note else f"*{run.text}*" if run.italic else run.text for run in piece.runs
    )
