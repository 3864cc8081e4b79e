"""Citation styles: Dutch footnote, APA, BibTeX, RIS and `citation_*` tags. Unknown parts are left out or named so.

The footnote follows the Leidraad voor juridische auteurs, the reference APA's seventh edition in its Dutch form. For
reference managers a letter is a report of the Chamber in whose papers it is printed, with its number in a field of its
own; tags and fields are those that Zotero reads. Input is untrusted: each style escapes its special characters, and no
value spans two lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from letters.parser.offices import TITLES
from letters.parser.parsed_letter import ParsedSignatory
from letters.parser.written_dates import MONTHS, written

CHAMBERS = {"Tweede Kamer": "II", "Eerste Kamer": "I", "Eerste en Tweede Kamer": "I/II"}
BODIES = {
    "Tweede Kamer": "Tweede Kamer der Staten-Generaal",
    "Eerste Kamer": "Eerste Kamer der Staten-Generaal",
    "Eerste en Tweede Kamer": "Staten-Generaal",
}
_WORD = r"[^\W\d_a-zß-ÿ][\w’'-]*"
_PARTICLE = r"(?:(?:van|von|de|der|den|het|'t|’t|ter|ten|te|tot|thoe|in|op|la|le|du|el)\s+)"
# A name is turned around only where it says what the surname is: after initials, after one first name and a particle
# («Kasia van der Ploeg»), or as the second of two words. «Hanke Bruins Slot» does not, and is kept as written.
_NAMES = tuple(
    re.compile(form)
    for form in (
        rf"(?P<given>(?:[^\W\d_a-zß-ÿ][a-zß-ÿ]{{0,2}}\.[ -]?)+)(?:\([\w-]+\)\s*)?\s*(?P<particle>{_PARTICLE}*)"
        r"(?P<surname>[^\W\d_].*)",
        rf"(?P<given>{_WORD})\s+(?P<particle>{_PARTICLE}+)(?P<surname>{_WORD}(?:\s.*)?)",
        rf"(?P<given>{_WORD})\s+(?P<particle>)(?P<surname>{_WORD})",
    )
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


def footnote(paper: CitedPaper, *, page: int | None = None, paragraph: int | None = None, address: str = "") -> str:
    """Return «Kamerstukken II 2019/20, 28 676, nr. 328, p. 4, alinea 7 (https://…).», as far as it is given.

    `paragraph` is numbered as on the site; a paper without a number is described instead.
    """
    where = series(paper) or described(paper)
    parts = [where, *([f"p. {page}"] if page else []), *([f"alinea {paragraph}"] if paragraph else [])]
    return f"{', '.join(parts)}{_invented(paper)}{f' ({address})' if address else ''}."


def quoted(
    paper: CitedPaper, words: str, *, page: int | None = None, paragraph: int | None = None, address: str = ""
) -> str:
    """Return the words, verbatim, with their footnote."""
    return f"«{words}», {footnote(paper, page=page, paragraph=paragraph, address=address)}"


def apa(paper: CitedPaper) -> str:
    sort = "Verzonnen voorbeeld" if paper.invented else _kind(paper)
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
        ("title", f"{{{tex(_title(paper))}}}"),
        ("year", f"{day.year}" if day else ""),
        ("month", f"{day.month}" if day else ""),
        ("day", f"{day.day}" if day else ""),
        ("type", tex(_kind(paper))),
        ("number", tex(_number(paper))),
        ("series", tex(collection(paper))),
        ("institution", f"{{{tex(found)}}}" if (found := institution(paper)) else ""),
        ("note", tex(_note(paper))),
        ("url", re.sub(r"[{}\\\s]", "", paper.address)),
        ("language", "dutch"),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    return "\n".join([f"@techreport{{{_entry_key(paper.key)},", *lines, "}"]) + "\n"


def ris(paper: CitedPaper) -> str:
    """Return one RIS reference, with the line endings of the format; a value cannot start a tag of its own."""
    day = paper.day
    tags = [
        ("TY", "GOVDOC"),
        *(("AU", _ris_author(signed.name)) for signed in paper.signatories),
        ("TI", _title(paper)),
        ("T2", collection(paper)),
        ("SN", _number(paper)),
        ("M3", _kind(paper)),
        ("PB", institution(paper)),
        ("PY", str(day.year) if day else ""),
        ("DA", f"{day:%Y/%m/%d}/" if day else ""),
        ("N1", "Verzonnen voorbeeld" if paper.invented else ""),
        ("LA", "nl"),
        ("UR", paper.address),
    ]
    lines = [f"{tag}  - {plain(value)}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def citation_tags(paper: CitedPaper) -> list[tuple[str, str]]:
    """Return names and contents of `<meta>` elements, as Google Scholar and Zotero read them from a page."""
    tags = [
        ("title", f"{_title(paper)}{_invented(paper)}"),
        *(("author", _tag_author(signed.name)) for signed in paper.signatories),
        ("publication_date", f"{paper.day:%Y/%m/%d}" if paper.day else ""),
        ("technical_report_institution", institution(paper)),
        ("technical_report_number", _number(paper)),
        ("series_title", collection(paper)),
        ("language", "nl"),
        ("fulltext_html_url", paper.address),
        ("public_url", paper.address),
    ]
    return [(f"citation_{name}", plain(value)) for name, value in tags if value]


def collection(paper: CitedPaper) -> str:
    """Return «Kamerstukken I 2014/15, 33 802», with Chamber and session if known; "" for a paper without number."""
    if not (paper.dossier and paper.number):
        return ""
    head = ("Kamerstukken", CHAMBERS.get(paper.chamber or ""), _session(paper.session))
    return plain(f"{' '.join(part for part in head if part)}, {paper.dossier}")


def institution(paper: CitedPaper) -> str:
    """Return the Chamber in whose papers it is printed; of another paper the offices that signed it, else ""."""
    if collection(paper):
        return BODIES.get(paper.chamber or "", "")
    return plain(" en ".join(signed.office for signed in paper.signatories if signed.office))


def series(paper: CitedPaper) -> str | None:
    """Return «Kamerstukken I 2014/15, 33 802, C»; None without a number."""
    if not (found := collection(paper)) or not paper.number:
        return None
    return plain(f"{found}, {f'nr. {paper.number}' if paper.number.isdigit() else paper.number}")


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


def _title(paper: CitedPaper) -> str:
    return paper.title or _capital(described(paper, dated=False))


def _kind(paper: CitedPaper) -> str:
    return "Kamerbrief" if paper.sort == "brief" else _capital(paper.sort)


def _number(paper: CitedPaper) -> str:
    """Return the number in its series, else the sender's reference."""
    return (paper.number if collection(paper) else paper.reference) or ""


def _note(paper: CitedPaper) -> str:
    """Return how the paper is cited, since not every BibTeX style prints a series; and that it is invented."""
    if found := series(paper):
        return f"{found}{_invented(paper)}"
    return "Verzonnen voorbeeld" if paper.invented else ""


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
    """Return (given names or initials, particle, surname), without academic titles; None if that is not clear."""
    bare = re.sub(f"^{TITLES}", "", plain(name))
    match = next((found for form in _NAMES if (found := form.fullmatch(bare))), None)
    return (match["given"].strip(), match["particle"].strip(), match["surname"]) if match else None


def _apa_authors(names: Sequence[str]) -> str:
    return " & ".join(_filled(", ".join(names[:-1]), *names[-1:]))


def _apa_author(name: str) -> str:
    if not (parts := _parts(name)):
        return plain(name)
    given, particle, surname = parts
    initials = given if "." in given else re.sub(r"(\w)[\w’']*", r"\1.", given)
    return " ".join(_filled(f"{surname},", re.sub(r"\.(?=\w)", ". ", initials), particle))


def _tex_author(name: str) -> str:
    if not (parts := _parts(name)):
        return f"{{{tex(name)}}}"
    given, particle, surname = parts
    return " ".join(_filled(tex(particle), f"{{{tex(surname)}}},", tex(given)))


def _ris_author(name: str) -> str:
    if not (parts := _parts(name)):
        return name
    given, particle, surname = parts
    return " ".join(_filled(particle, f"{surname},", given))


def _tag_author(name: str) -> str:
    """Return «van der Laan, A.B.»; as written where Zotero would take both halves for authors: they have spaces."""
    turned = _ris_author(name)
    return name if all(" " in half for half in turned.split(", ")) else turned


def _filled(*parts: str) -> Iterable[str]:
    return (part for part in parts if part)
