"""Cost of coding: CPU milliseconds per letter of 100 sentences, compared with a plain keyword scan.

    python bench/coder.py [LETTER ...]

Without arguments it codes an invented letter. Each figure is the best of several rounds, since noise only adds. On busy
or different machines, compare the ratio to the scan rather than milliseconds.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from letters.parser.parsed_letter import ParsedLetter
from letters.parser.pipeline import parse
from letters.readers import read
from positions.domain.codebook.loading import version
from positions.domain.codebook.types import Codebook
from positions.domain.rules_coder.coder import propose

ROUNDS = 30
TARGET = 10.0

_PARAGRAPHS = """Relatie met Rusland

Het kabinet vindt dat de Russische oorlog tegen Oekraïne de veiligheid van ons hele werelddeel raakt. \
Nederland pleit daarom voor nieuwe sancties en voor een betere naleving van de maatregelen die er al zijn. \
Volgens de Adviesraad moet de NAVO tegelijk een kanaal voor overleg openhouden. \
Het kabinet deelt die opvatting, mits Moskou daar zelf om vraagt.

Uitgaven aan defensie

De ministers spraken over de voortgang bij de defensie-uitgaven. \
De secretaris-generaal benadrukte dat meer nodig is. \
Nederland geeft dit jaar 1,9% van het bbp uit aan defensie. \
Een volgend kabinet zal moeten beslissen over verdere stappen.

Samenwerking met de Europese Unie

De EU en de NAVO vullen elkaar aan. \
Nederland steunt het Europees Defensiefonds en wil dubbel werk voorkomen. \
Voor de verdediging van het grondgebied blijft de NAVO de hoeksteen.

China

China stelt zich steeds assertiever op. \
Het kabinet wil afhankelijkheden verminderen en met China in gesprek blijven over klimaat. \
Enkele bondgenoten vroegen om een strengere aanpak. De bijeenkomst eindigde met een gezamenlijke lunch.
"""


def invented_letter() -> ParsedLetter:
    head = "Aan de Voorzitter\n\nDen Haag, 3 maart 2022\n\n"
    return parse(read((head + _PARAGRAPHS * 6).encode()))


def best_milliseconds(task: Callable[[], object]) -> float:
    figures = []
    for _ in range(ROUNDS):
        started = time.process_time_ns()
        task()
        figures.append((time.process_time_ns() - started) / 1e6)
    return min(figures)


def keyword_scan(codebook: Codebook) -> re.Pattern[str]:
    """Return the baseline: one regular expression of the words that name a topic."""
    words = {re.sub(r"\W.*", "", term) for topic in codebook.topics for term in topic.terms}
    longest_first = sorted(map(re.escape, filter(None, words)), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\w*")


def sentences_of(letter: ParsedLetter) -> list[str]:
    return [letter.text[start:end] for passage in letter.passages for start, end in passage.sentences]


def measure(name: str, letter: ParsedLetter, codebook: Codebook) -> float:
    sentences = sentences_of(letter)
    scale = 100 / len(sentences)
    scan = keyword_scan(codebook)
    coder = best_milliseconds(lambda: propose(letter, codebook)) * scale
    baseline = best_milliseconds(lambda: [scan.findall(sentence) for sentence in sentences]) * scale
    print(
        f"{name:40}{len(sentences):6d} sentences  coder {coder:6.2f} ms/100  keyword scan {baseline:6.2f} ms/100"
        f"  {coder / baseline:5.1f} times"
    )
    return coder


def main(paths: list[str]) -> int:
    codebook = version()
    letters = {path: parse(read(Path(path).read_bytes())) for path in paths} or {"invented letter": invented_letter()}
    worst = max(measure(Path(name).name, letter, codebook) for name, letter in letters.items())
    print(f"target {TARGET:g} ms per 100 sentences: {'met' if worst < TARGET else 'missed'} ({worst:.2f})")
    return 0 if worst < TARGET else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
