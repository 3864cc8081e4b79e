"""Words as PostgreSQL searches them: its Dutch stems, and lemmas beside them because the stemmer misses verb forms."""

from __future__ import annotations

import re
from functools import lru_cache

from django.contrib.postgres.search import SearchQuery
from simplemma import lemmatize

WORD = re.compile(r"\w+(?:[-'’]\w+)*")


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    return str(lemmatize(word, lang="nl")).lower()


def lemmas(text: str) -> str:
    """The lemma of every word, in order: "steunt de NAVO" → "steunen de navo"."""
    return " ".join(lemma(word) for word in WORD.findall(text.lower()))


def search_query(words: str) -> SearchQuery:
    """What a visitor typed ("…" for a phrase, - for not, or), as stems or as lemmas."""
    lemmatised = WORD.sub(lambda found: lemma(found.group().lower()), words)
    return SearchQuery(words, config="dutch", search_type="websearch") | SearchQuery(
        lemmatised, config="simple", search_type="websearch"
    )
