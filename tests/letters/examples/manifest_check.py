"""Result of reading and parsing an example, in the form of the manifest."""

from __future__ import annotations

import re
from typing import Any

from letters.parser.parsed_letter import ParsedLetter, ParsedPassage, PassageKind
from letters.parser.pipeline import parse
from letters.readers import read

COMPARED = (
    "publication", "identifier", "dossiers", "dossier_title", "number", "session", "title", "kind", "chamber",
    "document_date", "written_date", "signatories", "citations", "headings", "footnotes", "annexes", "sentences",
    "annex_sentences",
)  # fmt: skip
# Other papers than letters are stored without these details.
COMPARED_ELSEWHERE = ("publication", "identifier", "dossiers", "number", "session", "kind", "chamber", "title")


def understand(data: bytes) -> dict[str, Any]:
    letter = parse(read(data))
    return {
        "publication": str(letter.publication),
        "identifier": letter.identifier,
        "dossiers": list(letter.dossiers),
        "dossier_title": letter.dossier_title,
        "number": letter.number,
        "session": letter.session,
        "title": letter.title,
        "kind": letter.kind,
        "chamber": letter.chamber,
        "document_date": letter.document_date and str(letter.document_date),
        "written_date": None if letter.document_date else letter.written_date,
        "signatories": [[person.name, person.office] for person in letter.signatories],
        "citations": list(dict.fromkeys(sorted(cited.target for cited in letter.citations if cited.target))),
        "headings": [letter.text[one.start : one.end] for one in letter.passages if one.kind is PassageKind.HEADING],
        "footnotes": [letter.text[one.start : one.end] for one in letter.passages if one.kind is PassageKind.FOOTNOTE],
        "annexes": letter.annexes,
        "sentences": _sentences(letter, PassageKind.BODY),
        "annex_sentences": _sentences(letter, PassageKind.ANNEX),
    }


def _sentences(letter: ParsedLetter, kind: PassageKind) -> list[str]:
    passages = [passage for passage in letter.passages if passage.kind is kind]
    return [sentence for passage in passages for sentence in _cut(letter, passage)]


def _cut(letter: ParsedLetter, passage: ParsedPassage) -> list[str]:
    return [letter.text[start:end] for start, end in passage.sentences]


def differences(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Return one line per differing field; for sentences, one per missing or extra sentence."""
    lines: list[str] = []
    for name in COMPARED if expected["publication"] == "brief" else COMPARED_ELSEWHERE:
        want, have = expected[name], found[name]
        if name == "citations":
            want = sorted(want)
        if name == "headings":
            have = [heading for heading in have if heading in want or not re.match(r"VERSLAG", heading)]
        if want == have:
            continue
        if name in ("sentences", "annex_sentences", "headings", "footnotes"):
            lines += [f"{name} missing: {one}" for one in want if one not in have]
            lines += [f"{name} too many: {one}" for one in have if one not in want]
            lines += [f"{name} in another order"] if sorted(want) == sorted(have) else []
        else:
            lines.append(f"{name}: {have!r}, not {want!r}")
    return lines
