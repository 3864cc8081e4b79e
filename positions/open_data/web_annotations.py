"""Stances as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), for other annotation tools.

One collection with one page, streamed one annotation at a time. An annotation is named after the permanent page of its
stance and has two targets: a place in the letter's clean text, in code points from 0, and words on the letter's page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise
from string import ascii_letters, digits
from typing import Any, TextIO

from django.urls import reverse
from rest_framework.utils.urls import replace_query_param

from letters.records.database_lines import Line, Source, lines_of, literal
from letters.records.fields import Reader
from positions.models import Coder, State
from positions.models.stances import StanceQuerySet
from positions.open_data.records import stance_source

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of prefix and suffix, of the same paragraph
PAGE, ONLY_PAGE = "page", "1"  # the parameter that asks for the page alone
TAIL_LINES = 2  # ends of lines in a collection beside those of the annotations
# Of a key that is a part of an address: what `reverse` leaves as it is, with the hyphen last in brackets of a pattern.
PLAIN = f"[{ascii_letters}{digits}_.~/:@!$&'()*+,;=-]".replace("'", "''")
# The paragraph in which a stance starts, and what stands around its words: a footnote mark, whose number is shown on
# the letter's page and is no part of the text, ends that, and parts the words if it is among them. Each look-up is
# limited to a row: then it is made stance by stance, in their order, while a join of two tables would have any.
ROWS = f"""
LEFT JOIN LATERAL (
    SELECT start AS first, "end" AS last, marks FROM letters_passage
    WHERE revision_id = stance.revision_id AND start <= stance.start ORDER BY start DESC LIMIT 1
) passage ON true
CROSS JOIN LATERAL (
    SELECT max(place) FILTER (WHERE place <= stance.start) AS before,
        min(place) FILTER (WHERE place >= stance."end") AS after,
        coalesce(bool_or(place > stance.start AND place < stance."end"), false) AS between
    FROM jsonb_array_elements(passage.marks) mark CROSS JOIN LATERAL (SELECT (mark ->> 0)::integer) whole(place)
) marks
CROSS JOIN LATERAL (
    SELECT greatest(stance.start - {AROUND}, first, before, 0) AS first,
        greatest(stance."end", least(stance."end" + {AROUND}, last, after)) AS last
) around
CROSS JOIN LATERAL (
    SELECT substr(text, around.first + 1, around.last - around.first) AS words
    FROM letters_revision WHERE id = stance.revision_id LIMIT 1
) text
CROSS JOIN LATERAL (
    SELECT CASE WHEN revision__letter__key ~ '^{PLAIN}*$' THEN revision__letter__key ELSE (
        SELECT string_agg(CASE WHEN one ~ '{PLAIN}' THEN one ELSE
            regexp_replace(upper(encode(convert_to(one, 'UTF8'), 'hex')), '(..)', '%%\\1', 'g') END, '' ORDER BY place)
        FROM regexp_split_to_table(revision__letter__key, '') WITH ORDINALITY AS split(one, place)
    ) END AS key
) quoted
CROSS JOIN (
    SELECT %s AS text_before, %s AS text_after, %s AS page_before, %s AS page_after, %s::bigint[] AS machines
) site
"""
VALUES = {
    "id": "to_json(concat(told.before_number, pk, told.after_number))",
    "created": """to_json(to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))""",
    "kind": """CASE WHEN coder_id = ANY(site.machines) THEN '"Software"' ELSE '"Person"' END""",
    "name": "to_json(told.names ->> coder_id::text)",
    "topic": "to_json(concat('topic:', topic__slug))",
    "holder": "to_json(concat('holder:', holder))",
    "score": "to_json(concat('score:', CASE WHEN score > 0 THEN '+' END, coalesce(score::text, 'mention')))",
    "state": "to_json(concat('state:', coalesce(state, without_review)))",
    "read": f"""
        CASE WHEN state = '{State.ACCEPTED.value}' THEN CASE WHEN in_bulk THEN '"accepted:in-bulk"'
        ELSE '"accepted:singly"' END END
    """,
    "codebook": "to_json(concat('codebook:', told.codebooks ->> codebook_id::text))",
    "text": "to_json(concat(site.text_before, quoted.key, site.text_after, '?versie=', revision__number))",
    "start": "start",
    "end": '"end"',
    "page": "to_json(concat(site.page_before, quoted.key, site.page_after))",
    "exact": "CASE WHEN NOT marks.between THEN to_json(quote) END",
    "prefix": "to_json(left(text.words, start - around.first))",
    "suffix": """to_json(substr(text.words, "end" - around.first + 1))""",
}
# Texts in «»: the values of the same names. A mention is `score:mention`, which is not zero.
ANNOTATION = {
    "id": "«id»",
    "type": "Annotation",
    "motivation": "classifying",
    "created": "«created»",
    "creator": {"type": "«kind»", "name": "«name»"},
    "body": "«tags»",
    "target": "«targets»",
}
TAG = {"type": "TextualBody", "purpose": "tagging", "format": "text/plain"}
PLACE_IN_TEXT = {
    "source": "«text»",
    "format": "text/plain",
    "selector": {"type": "TextPositionSelector", "start": "«start»", "end": "«end»"},
}
WORDS_ON_PAGE = {
    "source": "«page»",
    "format": "text/html",
    "selector": {"type": "TextQuoteSelector", "exact": "«exact»", "prefix": "«prefix»", "suffix": "«suffix»"},
}


@dataclass(frozen=True, slots=True)
class Addresses:
    """`site` is the base URL, as https://standpunt.example; `collection` the URL at which the collection is served."""

    site: str
    collection: str

    @property
    def page(self) -> str:
        return str(replace_query_param(self.collection, PAGE, ONLY_PAGE))


def _annotation() -> Line:
    """Return the line of one annotation; `VALUES` are its values."""
    names = {name: f"f{number}" for number, name in enumerate(VALUES)}
    tags = [_filled({**TAG, "value": f"«{name}»"}, names) for name in ("topic", "holder", "score", "state")]
    read = _filled({**TAG, "value": "«read»"}, names)
    tags += [f"CASE WHEN {names['read']} IS NOT NULL THEN {read} END", _filled({**TAG, "value": "«codebook»"}, names)]
    on_page = f"CASE WHEN {names['exact']} IS NOT NULL THEN {_filled(WORDS_ON_PAGE, names)} END"
    targets = [_filled(PLACE_IN_TEXT, names), on_page]
    lists = {"tags": _in_brackets(tags), "targets": _in_brackets(targets)}
    return Line(_filled(ANNOTATION, names | lists), list(VALUES.values()))


def _filled(like: dict[str, Any], values: Mapping[str, str]) -> str:
    """Return an expression of this object as JSON, with values where texts in «» name them."""
    words = re.split(r'"«(\w+)»"', json.dumps(like, ensure_ascii=False))
    return f"concat({', '.join(values[each] if n % 2 else literal(each) for n, each in enumerate(words))})"


def _in_brackets(texts: Sequence[str]) -> str:
    return f"concat('[', concat_ws(', ', {', '.join(texts)}), ']')"


def write(stances: StanceQuerySet, out: TextIO, addresses: Addresses) -> int:
    """Write the collection, in the order of texts. Returns the number of annotations."""
    lines = 0
    for piece in collection(stances, addresses):
        out.write(piece)
        lines += piece.count("\n")
    return lines - TAIL_LINES


def collection(
    stances: StanceQuerySet, addresses: Addresses, called: Callable[[Coder], str] = str, day: date | None = None
) -> Iterator[str]:
    """Yield the collection: head, some annotations at a time, tail. `called` names coders."""
    head = {"@context": CONTEXT, "id": addresses.collection, "type": "AnnotationCollection", "label": "Standpunten"}
    first = {"id": addresses.page, "type": "AnnotationPage", "startIndex": 0}
    yield f'{_open(head)}, "first": {_open(first)}, "items": [\n'
    count = 0
    for items in _items(stances, addresses, called, day):
        yield items
        count += items.count("\n")
    yield f']}}, "total": {count}}}\n'


def page(
    stances: StanceQuerySet, addresses: Addresses, called: Callable[[Coder], str] = str, day: date | None = None
) -> Iterator[str]:
    """Yield the only page of the collection, as a document of its own."""
    head = {
        "@context": CONTEXT,
        "id": addresses.page,
        "type": "AnnotationPage",
        "partOf": addresses.collection,
        "startIndex": 0,
    }
    yield f'{_open(head)}, "items": [\n'
    yield from _items(stances, addresses, called, day)
    yield "]}\n"


def _items(
    stances: StanceQuerySet, addresses: Addresses, called: Callable[[Coder], str], day: date | None
) -> Iterator[str]:
    """Yield the annotations of stances as of the day, some at a time, each on a line of its own."""
    found = stance_source.source(stances, Reader(addresses.site.__add__, called), day)
    if found is None:
        return
    machines = list(Coder.objects.filter(kind=Coder.Kind.MACHINE).values_list("pk", flat=True))
    around = (part for name in ("clean-text", "letter") for part in _around_key(name, addresses.site))
    batches = lines_of(_annotation(), Source(found.sql + ROWS, [*found.params, *around, machines]))
    for lines, following in pairwise(chain(batches, [[]])):
        yield ",\n".join(lines) + (",\n" if following else "\n")


def _around_key(name: str, site: str) -> tuple[str, str]:
    """Return what stands before and after a letter's key in the address of this name."""
    before, _key, after = reverse(name, args=["0"]).rpartition("0")
    return f"{site}{before}", after


def _open(record: dict[str, Any]) -> str:
    """Return the record as JSON without its closing brace, to be continued."""
    return json.dumps(record, ensure_ascii=False)[:-1]
