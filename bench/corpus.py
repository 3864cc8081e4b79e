"""Benchmark corpus: any number of distinct letters, half of them PDFs of about eight pages."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice

from scripts.make_examples.making import RENDERERS
from scripts.make_examples.source import Example, Piece, Sentence, read_examples

# Half of the letters are PDF; the rest is divided equally over these.
FORMS = ("docx-official", "odt-official", "html", "xml", "text-markdown")
PARAGRAPHS, SENTENCES = 36, 5


def make_letters(count: int) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, bytes) of `count` letters, deterministically."""
    examples = read_examples()
    template = next(e for e in examples if e.form == "pdf-official" and e.dossiers)
    pool = [
        s.text for e in examples for p in e.pieces if p.kind == "paragraph" for s in p.sentences if len(s.text) > 60
    ]
    words = sorted({word for text in pool for word in re.findall(r"\b[a-z]{5,9}\b", text)})
    forms = islice((form for other in cycle(FORMS) for form in ("pdf-official", other)), count)
    for number, form in enumerate(forms, start=1):
        example = written(template, number, pool, words)
        suffix = form.split("-")[0].replace("text", "md")
        yield f"bench-{number}.{suffix}", RENDERERS[form](replace(example, form=form))


def written(template: Example, number: int, pool: Sequence[str], words: Sequence[str]) -> Example:
    """Return the template with a number and a body of its own: example sentences, each with two unique words."""
    chance = random.Random(number)
    pieces = []
    for part in range(PARAGRAPHS):
        if part % 6 == 0:
            pieces.append(Piece("heading", text=f"Onderwerp {part // 6 + 1}", level=2))
        first = (number * PARAGRAPHS + part) * SENTENCES
        sentences = tuple(Sentence(own(chance.choice(pool), first + n, words)) for n in range(SENTENCES))
        pieces.append(Piece("paragraph", sentences))
    return replace(
        template,
        fields=template.fields | {"number": str(1000 + number), "file": f"bench-{number}"},
        pieces=(*pieces, Piece("sign")),
        notes={},
    )


def own(sentence: str, index: int, words: Sequence[str]) -> str:
    """Return the sentence with two words unique to the index. Words, as numbers are rarer in letters and cost more."""
    first, second = divmod(index, len(words))
    return f"{sentence[:-1]} volgens plan {words[first]} {words[second]}{sentence[-1]}"
