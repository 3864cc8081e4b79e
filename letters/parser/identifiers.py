"""Identifiers of parliamentary papers: the forms people write, and the one canonical form stored."""

from __future__ import annotations

import re

DOSSIER = r"\d{2}[ .\u00a0\u202f]?\d{3}"
SUFFIX = r"(?:\s?[-\u2010\u2011\u2013]\s?\d{2}(?!\d)|[ \u00a0-]?\(?[IVXLC]{1,6}\)?(?![A-Za-z]))"
NUMBER = r"(?:\d{1,5}|[A-Z]{1,3})"

_OFFICIAL = re.compile(
    r"(?:kst-\d{4,7}(?:-(?:\d{2}|[IVXLC]+)(?=-))?(?:-(?:\d+|[A-Z]{1,3}))?(?:-[nb]\d+)?"
    r"|blg-\d{4,}|ah-(?:tk|ek)-\d{8}-\d+|h-(?:tk|ek)-\d{8}-\d+-\d+|kv-(?:tk|ek)-\d{4}z\d{5}|nds-tk-\d{4}d\d{5})",
    re.IGNORECASE,
)
_TYPED = re.compile(
    rf"(?:kamerstuk(?:ken)?|kst\.?|dossier)?\s*(?:I{{1,2}}\s)?\s*(?:\d{{4}}[-/\u2013]\d{{2,4}},?\s*)?"
    rf"(?P<dossier>{DOSSIER})(?P<suffix>{SUFFIX})?"
    rf"(?:\s*,?\s*(?:nrs?\.?|nummer)\s*|\s*[-\u2013/]\s*|\s*,\s*|\s+(?=\d|[A-Z]{{1,3}}$))(?P<number>{NUMBER})",
    re.IGNORECASE,
)
_ONE_DOSSIER = re.compile(rf"({DOSSIER})({SUFFIX})?")
_MINISTRY = re.compile(r"(?:[A-Z][A-Za-z&]{1,9}(?:DOC)?[-./ ]?(?:[A-Z]{2,8}[-/])?[\d][\w./-]{2,30}|\d{4}[ZD]\d{5})")
_REFERENCE = re.compile(r"[A-Z][\w&./-]{1,30}\d[\w./-]{0,30}")


def kst(dossier: str, number: str) -> str:
    return f"kst-{dossier}-{number}"


def normal_dossier(dossier: str, suffix: str | None = None) -> str:
    """`28 676` → `28676`, `35 570 X` → `35570-X`, `21 501–02` → `21501-02`."""
    digits = re.sub(r"\D", "", dossier)
    extra = re.sub(r"[^\dA-Za-z]", "", suffix or "").upper()
    return f"{digits}-{extra}" if extra else digits


def parse_dossier(text: str) -> str | None:
    """Normalise a typed dossier number; None unless the whole text is one."""
    match = _ONE_DOSSIER.fullmatch(text.strip())
    return normal_dossier(match[1], match[2]) if match else None


def dossier_of(identifier: str) -> str | None:
    match = re.fullmatch(r"kst-(\d{5})(?:-(\d{2}|[IVXLC]+)(?=-))?-[\dA-Z]+(?:-[nb]\d+)?", identifier)
    return normal_dossier(match[1], match[2]) if match else None


def number_of(identifier: str) -> str | None:
    match = re.fullmatch(r"kst-\d{5}(?:-(?:\d{2}|[IVXLC]+)(?=-))?-([\dA-Z]+)(?:-[nb]\d+)?", identifier)
    return match[1] if match else None


def parse_identifier(text: str) -> str | None:
    """Normalise a typed identifier; None unless the whole text is one."""
    text = " ".join(text.strip(" \t\n.;()«»\"'").split())[:80]
    if _OFFICIAL.fullmatch(text):
        return _official(text)
    if match := _TYPED.fullmatch(text):
        number = match["number"].upper()
        return kst(normal_dossier(match["dossier"], match["suffix"]), number.lstrip("0") or number)
    return reference(text)


def reference(text: str) -> str | None:
    """Return a ministry's own reference or a parliamentary number (`BZDOC-…`, `2024Z01234`) unchanged, else None."""
    text = text.strip()
    if _REFERENCE.fullmatch(text) and (_MINISTRY.fullmatch(text) or re.search(r"\d{3}", text)):
        return text
    return text if re.fullmatch(r"\d{4}[ZD]\d{5}", text) else None


def has_dot_segment(identifier: str) -> bool:
    """True if a segment is `.` or `..`, which browsers resolve away in an address."""
    return any(segment in (".", "..") for segment in identifier.split("/"))


def _official(text: str) -> str:
    scheme, rest = text.split("-", 1)
    if scheme.lower() == "kst":
        return "kst-" + re.sub(r"-[NB](?=\d+$)", lambda match: match[0].lower(), rest.upper())
    return f"{scheme.lower()}-" + re.sub(r"[zd](?=\d{5}$)", lambda match: match[0].upper(), rest.lower())
