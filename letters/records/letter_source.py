"""The rows of letters as a source of lines that the database writes: the columns that the `sql` of the fields names."""

from __future__ import annotations

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat

from letters.models import Letter, Revision
from letters.records.database_lines import Source
from letters.records.letter_facts import in_file_order, with_headings

COLUMNS = (
    "pk", "key", "identifier", "publication", "kind", "dossier_title", "number", "session", "title", "subject",
    "chamber", "document_date", "publication_date", "received_date", "demissionary", "attention", "on_behalf_of",
    "signed_by", "provenance", "cabinet__name", "read",
)  # fmt: skip
OF_TEXT = ("pk", "number", "footnotes", "annexes", "body_sentences", "headings", "words")
ROWS = """
FROM ({letters}) letter
LEFT JOIN LATERAL ({text}) text ON true
CROSS JOIN LATERAL (
    SELECT ARRAY(
        SELECT dossier.number FROM letters_letter_dossiers of_letter
        JOIN letters_dossier dossier ON dossier.id = of_letter.dossier_id
        WHERE of_letter.letter_id = letter.pk ORDER BY dossier.number
    ) AS dossiers, ARRAY(
        SELECT concat_ws(', ', nullif(name, ''), nullif(office, '')) FROM letters_signatory
        WHERE letter_id = letter.pk ORDER BY position
    ) AS signatories, (
        SELECT coalesce(jsonb_agg(jsonb_build_array(name, office) ORDER BY position), '[]')::text
        FROM letters_signatory WHERE letter_id = letter.pk
    ) AS signatory_pairs, ARRAY(
        SELECT target FROM letters_citation WHERE letter_id = letter.pk AND target <> ''
        GROUP BY target ORDER BY min(position)
    ) AS targets, ARRAY(
        SELECT concat_ws(', ', nullif(pair ->> 0, ''), nullif(pair ->> 1, ''))
        FROM jsonb_array_elements(letter.signed_by) WITH ORDINALITY AS signer(pair, place) ORDER BY place
    ) AS signers, letter.signed_by::text AS signer_pairs, ARRAY(
        SELECT field FROM jsonb_each(letter.provenance) AS found(field, origin)
        WHERE origin ->> 'by' = 'editor' ORDER BY field COLLATE "C"
    ) AS edited
) lists
"""


def source(letters: QuerySet[Letter], texts: QuerySet[Revision]) -> Source | None:
    """Return the letters, each with the one of these texts that it has; None if there can be none."""
    found = with_headings(texts.filter(letter=RawSQL("letter.pk", ())).order_by("-number"))
    text = found.annotate(words=Concat("text", Value("", TextField()))).values_list(*OF_TEXT)[:1]
    try:
        statement, params = in_file_order(letters).values_list(*COLUMNS).query.sql_with_params()
    except EmptyResultSet:
        return None
    of_text, more = text.query.sql_with_params()
    return Source(ROWS.format(letters=statement, text=of_text), [*params, *more])
