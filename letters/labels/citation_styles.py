"""Citation styles: Dutch footnote, APA, BibTeX and RIS. Unknown parts are left out or named as unknown.

The footnote follows the Leidraad voor juridische auteurs, the reference APA's seventh edition in its Dutch form. Input
is untrusted: each style escapes its special characters, and no value spans two lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from letters.parser.parsed_letter import ParsedSignatory
from letters.parser.written_dates import MONTHS, written

CHAMBERS = {"Tweede Kamer": "II", "Eerste Kamer": "I", "Eerste en Tweede Kamer": "I/II"}
# Titles («Dr.») look like initials but are not: such a name is kept as written.
_NAME = re.compile(
    r"(?P<initials>(?:(?!(?:Drs|Dr|Mr|Ir|Ing|Prof)\.)[^\W\d_a-zß-ÿ][a-zß-ÿ]{0,2}\.[ -]?)+)\s*"
    r"(?P<particle>(?:(?:van|von|de|der|den|het|'t|’t|ter|ten|te|in|op|la|le|du|el)\s+)*)(?P<surname>[^\W\d_].*)"
)
_SESSION = re.compile(r"(\d{4})-(\d{2})(\d{2})")
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "&": r"\&", "$": r"\$", "#": r"\#", "%": r"\%", "_": r"\_",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CitedPaper:
    """The citation data of a paper. `dossier` is in display form («36 800 X»); `sort` is «brief» or another sort."""

    key: str
    address: str
    sort: str
    title: str | None = None
    signatories: tuple[ParsedSignatory, ...] = ()
    day: date | None = None
    chamber: str | None = None
    dossier: str | None = None
    number: str | None = None
    session: str | None = None
    reference: str | None = None
    invented: bool = False


def footnote(paper: CitedPaper, *, page: int | None = None) -> str:
    """Return «Kamerstukken II 2019/20, 28 676, nr. 328, p. 4.»; a paper without such a number is described instead."""
    where = series(paper) or described(paper)
    return f"{where}{f', p. {page}' if page else ''}{_invented(paper)}."


def quoted(paper: CitedPaper, words: str, *, page: int | None = None) -> str:
    """Return a quoted sentence with its footnote, on one line."""
    return f"«{plain(words)}», {footnote(paper, page=page)}"


def apa(paper: CitedPaper) -> str:
    sort = "Verzonnen voorbeeld" if paper.invented else "Kamerbrief" if paper.sort == "brief" else _capital(paper.sort)
    title = f"{plain(paper.title)} [{sort}]" if paper.title else f"[{_capital(described(paper, dated=False))}]"
    authors = _apa_authors([_apa_author(signed.name) for signed in paper.signatories])
    when = f"({_apa_day(paper.day)})."
    parts = [f"{authors} {when}", f"{title}."] if authors else [f"{title}.", when]
    return " ".join([*parts, *([f"{series(paper)}."] if series(paper) else []), plain(paper.address)])


def bibtex(paper: CitedPaper) -> str:
    """Return a BibTeX and biblatex entry; braces in a value become commands, since BibTeX counts even escaped ones."""
    day = paper.day
    fields = [
        ("author", " and ".join(_tex_author(signed.name) for signed in paper.signatories)),
        ("title", f"{{{tex(paper.title or _capital(described(paper, dated=False)))}}}"),
        ("year", f"{day.year}" if day else ""),
        ("month", f"{day.month}" if day else ""),
        ("day", f"{day.day}" if day else ""),
        ("howpublished", tex(series(paper) or paper.reference or "")),
        ("note", tex(_capital(paper.sort) + _invented(paper))),
        ("url", re.sub(r"[{}\\\s]", "", paper.address)),
        ("language", "dutch"),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    return "\n".join([f"@misc{{{_entry_key(paper.key)},", *lines, "}"]) + "\n"


def ris(paper: CitedPaper) -> str:
    """Return one RIS reference, with the line endings of the format; a value cannot start a tag of its own."""
    day = paper.day
    tags = [
        ("TY", "GOVDOC"),
        *(("AU", _ris_author(signed.name)) for signed in paper.signatories),
        ("TI", paper.title or _capital(described(paper, dated=False))),
        ("PY", str(day.year) if day else ""),
        ("DA", f"{day:%Y/%m/%d}/" if day else ""),
        ("M1", series(paper) or paper.reference or ""),
        ("N1", "Verzonnen voorbeeld" if paper.invented else ""),
        ("LA", "nl"),
        ("UR", paper.address),
    ]
    lines = [f"{tag}  - {plain(value)}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def series(paper: CitedPaper) -> str | None:
    """Return «Kamerstukken I 2014/15, 33 802, C»; None without a number. Chamber and session are included if known."""
    if not (paper.dossier and paper.number):
        return None
    chamber = CHAMBERS.get(paper.chamber or "")
    head = " ".join(part for part in ("Kamerstukken", chamber, _session(paper.session)) if part)
    number = f"nr. {paper.number}" if paper.number.isdigit() else paper.number
    return plain(f"{head}, {paper.dossier}, {number}")


def described(paper: CitedPaper, *, dated: bool = True) -> str:
    """Return «brief van de Minister van Defensie aan de Tweede Kamer van 3 maart 2019, kenmerk BS2019-1»."""
    parts = [_capital(paper.sort)]
    if offices := [signed.office for signed in paper.signatories if signed.office]:
        parts.append("van de " + " en de ".join(offices))
    if paper.chamber:
        parts.append(f"aan de {paper.chamber}")
    if dated:
        parts.append(f"van {written(paper.day)}" if paper.day else "zonder bekende datum")
    told = " ".join(parts)
    if dated and paper.title:
        told += f", «{paper.title}»"
    named = paper.reference and not series(paper)
    return plain(f"{told}, kenmerk {paper.reference}" if named else told)


def plain(text: str | None) -> str:
    """Return the text on one line, without control characters or bidirectional overrides."""
    spaced = " ".join((text or "").split())
    kept = "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    return " ".join(kept.split())


def tex(text: str) -> str:
    return "".join(_TEX.get(c, c) for c in plain(text))


def _entry_key(key: str) -> str:
    return re.sub(r"[^A-Za-z0-9:.-]+", "-", key).strip("-") or "brief"


def _session(session: str | None) -> str | None:
    """Return the short form of a session: `2019-2020` → `2019/20`, `1999-2000` → `1999/2000`."""
    if not session or not (match := _SESSION.fullmatch(session)):
        return session
    start, century, year = match.groups()
    return f"{start}/{year}" if start[:2] == century else f"{start}/{century}{year}"


def _apa_day(day: date | None) -> str:
    return f"{day.year}, {day.day} {MONTHS[day.month - 1]}" if day else "z.d."


def _invented(paper: CitedPaper) -> str:
    return " (verzonnen voorbeeld)" if paper.invented else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _parts(name: str) -> tuple[str, str, str] | None:
    """Return (initials, particle, surname); None for a name in another form."""
    match = _NAME.fullmatch(plain(name))
    return (match["initials"].strip(), match["particle"].strip(), match["surname"]) if match else None


def _apa_authors(names: Sequence[str]) -> str:
    return " & ".join(_filled(", ".join(names[:-1]), *names[-1:]))


def _apa_author(name: str) -> str:
    if not (parts := _parts(name)):
        return plain(name)
    initials, particle, surname = parts
    return " ".join(_filled(f"{surname},", re.sub(r"\.(?=\w)", ". ", initials), particle))


def _tex_author(name: str) -> str:
    if not (parts := _parts(name)):
        return f"{{{tex(name)}}}"
    initials, particle, surname = parts
    return " ".join(_filled(tex(particle), f"{{{tex(surname)}}},", tex(initials)))


def _ris_author(name: str) -> str:
    if not (parts := _parts(name)):
        return name
    initials, particle, surname = parts
    return " ".join(_filled(particle, f"{surname},", initials))


def _filled(*parts: str) -> Iterable[str]:
    return (part for part in parts if part)
