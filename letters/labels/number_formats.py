"""Dutch display form of numbers of papers; stored values stay unchanged."""

from __future__ import annotations

import re

from letters.parser.identifiers import dossier_of, number_of

DOSSIER = re.compile(r"(\d{2})(\d{3})(?:-(\w+))?")


def format_dossier(number: str) -> str:
    """Return a dossier number in display form: `28676` → `28 676`, `21501-02` → `21 501-02`, `35570-X` → `35 570 X`."""
    if not (match := DOSSIER.fullmatch(number)):
        return number
    start, end, suffix = match.groups()
    if suffix is None:
        return f"{start} {end}"
    return f"{start} {end}-{suffix}" if suffix.isdigit() else f"{start} {end} {suffix}"


def format_session(session: str) -> str:
    """Return a session in display form: `2019-2020` → `2019–2020`."""
    return session.replace("-", "–")


def format_paper(identifier: str) -> str:
    """Return a paper as letters cite it: `kst-28676-328` → `Kamerstuk 28 676, nr. 328`. Other identifiers stay."""
    dossier, number = dossier_of(identifier), number_of(identifier)
    if not dossier or not number:
        return identifier
    return f"Kamerstuk {format_dossier(dossier)}, {f'nr. {number}' if number.isdigit() else number}"
