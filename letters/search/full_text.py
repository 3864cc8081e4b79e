"""Full-text search with PostgreSQL's Dutch stems, plus lemmas, since the stemmer misses verb forms."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import Case, Count, Exists, F, FloatField, Max, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import Ln, RowNumber, Substr

from letters.many_ids import any_found, any_of
from letters.models import Dossier, Letter, Passage, Revision
from letters.parser.identifiers import DOSSIER, SUFFIX, normal_dossier, parse_identifier
from letters.parser.parsed_letter import PassageKind

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
PART = re.compile(r"\w+")
LEFT_OUT = re.compile(r'(?<!\S)-(?:"[^"]*"|\S+)')
OPERATORS = {"or"}
TYPED_DOSSIER = re.compile(rf"\s*(?:dossier\s+)?({DOSSIER})({SUFFIX})?\s*", re.IGNORECASE)


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    return str(_lemmatizer().lemmatize(word, lang="nl")).lower()


@cache
def _lemmatizer() -> Any:
    """Return a lemmatizer that looks words up in the compressed dictionary: 5 MB a process, where one in memory has 43.

    Each new word takes 32 µs so, and 5 in memory; `lemma` keeps those that were looked up.
    """
    from simplemma import Lemmatizer  # noqa: PLC0415 - else each process loads it, a twentieth of its start
    from simplemma.strategies import DefaultStrategy  # noqa: PLC0415
    from simplemma.strategies.dictionaries import StreamDictionaryFactory  # noqa: PLC0415

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=StreamDictionaryFactory()))


def lemmas(text: str) -> str:
    """Return the lemma of every word, in order: "steunt de NAVO" → "steunen de navo"."""
    return " ".join(map(lemma, WORD.findall(text.lower())))


def search_query(words: str) -> SearchQuery:
    """Return the query for a visitor's input ("…" for a phrase, - for not, or), matching stems or lemmas."""
    typed = straight(words)
    lemmatised = WORD.sub(lambda found: lemma_unless_operator(found.group().lower()), typed)
    return SearchQuery(typed, config="dutch", search_type="websearch") | SearchQuery(
        lemmatised, config="simple", search_type="websearch"
    )


def straight(words: str) -> str:
    """Replace curly and Dutch quotation marks with straight ones."""
    return re.sub("[“”„«»]", '"', words)


def lemma_unless_operator(word: str) -> str:
    return word if word in OPERATORS else lemma(word)


def letters_with(letters: QuerySet[Letter], words: str) -> QuerySet[Letter]:
    """Return letters with a passage that matches the words, or with this identifier ("28 676, nr. 360")."""
    return letters.filter(pk__in=ids_with(words))


def ids_with(words: str, among: Collection[int] | None = None) -> QuerySet[Any, Any]:
    """Return the ids of such letters, published or not; of some letters alone where they are given.

    A union, of which PostgreSQL finds each part through its index; of an OR it would test every letter.
    """
    texts = Revision.objects.filter(is_current=True).order_by()
    letters = Letter.objects.order_by()
    passages = Passage.objects.filter(search=search_query(words)).order_by()
    if among is None:
        texts = texts.filter(any_found("pk", passages.values("revision")))
    else:  # the paragraphs of a few letters are fewer than those with the words
        texts = texts.filter(any_of("letter", among), Exists(passages.filter(revision=OuterRef("pk"))))
        letters = letters.filter(any_of("pk", among))
    found = texts.values_list("letter")
    known = []
    if identifier := parse_identifier(words):
        known.append(letters.filter(identifiers__value=identifier).values_list("pk"))
    if number := dossier_number(words):
        known.append(letters.filter(dossiers__number=number).values_list("pk"))
    return found.union(*known) if known else found


def more_than(number: int, words: str) -> bool:
    """Return whether more passages than this match the words. Costs that many, not all that match."""
    return Passage.objects.filter(search=search_query(words)).order_by()[number : number + 1].exists()


def dossier_number(words: str) -> str | None:
    """Return the dossier number if the input is nothing else: "28 676" → 28676, "35 570 X" → 35570-X."""
    typed = TYPED_DOSSIER.fullmatch(words)
    return normal_dossier(typed[1], typed[2]) if typed else None


def dossier_known_as(words: str) -> Dossier | None:
    """Return the dossier with this number and its count of published `papers`, if there are any."""
    if not (number := dossier_number(words)):
        return None
    papers = Count("letters", filter=Q(letters__in=Letter.objects.published().order_by().values("pk")))
    return Dossier.objects.filter(number=number).annotate(papers=papers).filter(papers__gt=0).first()


def letter_known_as(words: str) -> Letter | None:
    identifier = parse_identifier(words)
    return Letter.objects.published().named().filter(identifiers__value=identifier).first() if identifier else None


def passages_with(words: str) -> QuerySet[Passage]:
    """Return matching passages of published letters with `rank`; headings and letterheads weigh less than sentences.

    Without words: every passage, all with the same rank.
    """
    published = Letter.objects.published().order_by().values("pk")
    current = Passage.objects.filter(revision__is_current=True, revision__letter__in=published).order_by()
    if not words:
        return current.annotate(rank=Value(1.0, output_field=FloatField()))
    query = search_query(words)
    weight = Case(
        When(kind=PassageKind.HEADING.value, then=Value(0.6)),
        When(kind__in=[PassageKind.HEADER.value, PassageKind.SIGNATURE.value], then=Value(0.4)),
        default=Value(1.0),
        output_field=FloatField(),
    )
    return current.filter(search=query).annotate(rank=SearchRank(F("search"), query, normalization=1) * weight)


def letters_by_rank(words: str, only: Q | None = None) -> QuerySet[Passage, Any]:
    """Return one row per letter, best first: its id and number of matching passages (restricted to `only`)."""
    return (
        passages_with(words)
        .filter(only or Q())
        .values(letter=F("revision__letter"))
        .annotate(passages=Count("pk"), date=Max("revision__letter__document_date"))
        .annotate(best=Max("rank") * Ln(Count("pk") + 1.0))
        .order_by("-best", F("date").desc(nulls_last=True), "letter")
    )


def best_passages(words: str, letters: Iterable[int], *, each: int, only: Q | None = None) -> list[Any]:
    """Return the `each` best passages per letter, in order of the text, with `words` and `letter_id`."""
    place = Window(RowNumber(), partition_by=F("revision__letter"), order_by=[F("rank").desc(), F("position").asc()])
    of_these = Q(revision__letter__in=list(letters)) & (only or Q())
    found = passages_with(words).filter(of_these).annotate(place=place)
    words_of_it = Substr("revision__text", F("start") + 1, F("end") - F("start"))
    found = found.filter(place__lte=each).annotate(words=words_of_it, letter_id=F("revision__letter"))
    return list(found.defer("search").order_by("position"))


class Highlighter:
    """Finds the matched words in texts, by stem and by lemma, so that "steunt" matches "steunen"."""

    def __init__(self, words: str, texts: Iterable[str]) -> None:
        asked = {w for w in PART.findall(LEFT_OUT.sub(" ", straight(words)).lower()) if w not in OPERATORS}
        stems = stems_of(asked.union(*(PART.findall(text.lower()) for text in texts)))
        meant = {w for w in asked if w in stems}
        meant_stems, meant_lemmas = {stems[w] for w in meant}, {lemma(w) for w in meant}
        self.found = {w for w, stem in stems.items() if stem in meant_stems or lemma(w) in meant_lemmas}

    def spans(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        words = PART.finditer(text, start, len(text) if end is None else end)
        return [word.span() for word in words if word.group().lower() in self.found]


def stems_of(words: Iterable[str]) -> dict[str, str]:
    """Return the Dutch stem of each word, without stop words ("de", "van"). One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT w, (ts_lexize('dutch_stem', w))[1] FROM unnest(%s::text[]) AS w", [sorted(words)])
        return {word: stem for word, stem in cursor.fetchall() if stem}
