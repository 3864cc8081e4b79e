"""Storage of passages with their search vectors, in one statement."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

from letters.models import Revision
from letters.parser.parsed_letter import ParsedLetter, ParsedPassage
from letters.search.full_text import lemmas

# The rows are sent as one JSON value: building and adapting sixty model instances takes five times as long.
INSERT = """
    INSERT INTO letters_passage (
        revision_id, position, kind, start, "end", headings, page, level, label, language, sentence_bounds, marks,
        search
    )
    SELECT
        %s, position, kind, start, "end", headings, page, level, label, language, sentence_bounds, marks,
        to_tsvector('dutch', words) || to_tsvector('simple', lemmas)
    FROM json_to_recordset(%s) AS passage(
        position integer, kind text, start integer, "end" integer, headings text[], page integer, level integer,
        label text, language text, sentence_bounds integer[], marks jsonb, words text, lemmas text
    )
    ORDER BY position
"""


def add_passages(revision: Revision, parsed: ParsedLetter) -> None:
    rows = [row(position, p, parsed.text[p.start : p.end]) for position, p in enumerate(parsed.passages, start=1)]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [revision.pk, json.dumps(rows, ensure_ascii=False)])


def row(position: int, passage: ParsedPassage, words: str) -> dict[str, Any]:
    return {
        "position": position,
        "kind": passage.kind.value,
        "start": passage.start,
        "end": passage.end,
        "headings": passage.headings,
        "page": passage.page,
        "level": passage.level,
        "label": passage.label,
        "language": passage.language,
        "sentence_bounds": [bound for sentence in passage.sentences for bound in sentence],
        "marks": [[mark.offset, mark.label] for mark in passage.marks],
        "words": words,
        "lemmas": lemmas(words),
    }
