"""Topics of sentences: by name, by heading, and carried over within a passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, count, groupby, repeat
from operator import attrgetter

from positions.domain.codebook.matcher import Hit, Lexicon, parts_of
from positions.domain.codebook.types import Codebook, CodebookTopic
from positions.domain.rules_coder.carrying import carry_margin, names_another, opens_elsewhere
from positions.domain.rules_coder.cohesion import Cohesion
from positions.domain.rules_coder.references import refers_to_it
from positions.domain.rules_coder.reply import reply
from positions.domain.rules_coder.sentences import Sentence, covers, hits_in, with_hits_of
from positions.domain.rules_coder.topic_context import REACH, Floor, Place
from positions.domain.rules_coder.word_cache import WordCache


@dataclass(slots=True)
class Subject:
    """The reason why a sentence has a topic: the words that name it, or the origin it is carried over from.

    `margin` is the sum of the signs where these decided that it goes on. Treated as immutable.
    """

    named: Sequence[Hit] = ()
    heading: str | None = None
    carried: bool = False
    primacy: Hit | None = None
    margin: int | None = None


def subjects(sentences: list[Sentence], codebook: Codebook, title: str = "") -> list[dict[str, Subject]]:
    """Return the topics of every sentence, each with the reason."""
    found: list[dict[str, Subject]] = [{} for _ in sentences]
    headings = _Headings(codebook, title)
    cohesion = Cohesion(sentences)
    sections = [(path, len([*inside])) for path, inside in groupby(sentences, key=attrgetter("headings"))]
    for topic in codebook.topics:
        names = _names(sentences, topic, headings)
        places = [place for path, size in sections for place in repeat(headings.place(path, topic), size)]
        if within_reach := _within_reach(sentences, topic, names, places):
            _walk(sentences, topic, Floor(sentences, names, cohesion), [(i, places[i]) for i in within_reach], found)
    return found


def _names(sentences: list[Sentence], topic: CodebookTopic, headings: _Headings) -> list[Sequence[Hit]]:
    """Return the names of the topic in each sentence."""
    terms, weak = (topic.slug, "topic:terms"), (topic.slug, "topic:weak")
    return [
        _named(sentence, topic, headings.elsewhere(sentence.headings))
        if terms in sentence.hits or weak in sentence.hits
        else ()
        for sentence in sentences
    ]


def _walk(
    sentences: list[Sentence],
    topic: CodebookTopic,
    floor: Floor,
    within_reach: list[tuple[int, Place]],
    found: list[dict[str, Subject]],
) -> None:
    """Process the letter for one topic: unnamed sentences carry it over as far as the signs allow."""
    for index, place in within_reach:
        sentence = sentences[index]
        floor.arrive(index)
        subject = _subject(sentence, topic, floor.names[index], place, floor)
        if subject:
            found[index][topic.slug] = subject
        floor.note(sentence, subject is not None, bool(subject and subject.named))


def _within_reach(
    sentences: list[Sentence], topic: CodebookTopic, names: list[Sequence[Hit]], places: list[Place]
) -> list[int]:
    """Return the indices of sentences that may have the topic: by name, by what stands above, or soon after a name."""
    named = [*compress(count(), names)]
    if topic.primacy:
        primacy = topic.slug, "topic:primacy"
        named += [index for index, sentence in enumerate(sentences) if primacy in sentence.hits]
    after = {index for start in named for index in range(start, min(start + REACH + 1, len(sentences)))}
    return sorted(after.union(compress(count(), map(_IN_SIGHT, places))))


_IN_SIGHT = attrgetter("in_sight")


def _subject(
    sentence: Sentence, topic: CodebookTopic, names: Sequence[Hit], place: Place, floor: Floor
) -> Subject | None:
    if names and not _in_passing(sentence, topic, names, place, floor):
        return Subject(named=names, heading=place.heading)
    primacy = sentence.topical("topic:primacy", topic.slug)
    if primacy and (floor.in_passage(sentence) or place.heading or floor.before):
        return Subject(primacy=primacy[0])
    if not floor.same_passage(sentence) and not names and names_another(sentence, topic):
        floor.displaced = sentence.passage
    if not (place.in_sight or floor.near(sentence)) or opens_elsewhere(sentence, topic, place, floor):
        return None
    if floor.before and (sentence.item or _replies(sentence, floor) or refers_to_it(sentence, floor)):
        return Subject(carried=True)
    if place.titled and place.other_argument and topic.carries == "passage" and _names_any(sentence):
        return Subject(carried=True)
    margin = carry_margin(sentence, topic, place, floor)
    if margin < 0:
        return None
    return Subject(heading=place.heading, carried=not place.heading, margin=margin)


def _replies(sentence: Sentence, floor: Floor) -> bool:
    return bool(sentence.of("bare-endorsement")) or (floor.same_passage(sentence) and reply(sentence) is not None)


def _in_passing(sentence: Sentence, topic: CodebookTopic, names: Sequence[Hit], place: Place, floor: Floor) -> bool:
    """True if names of a topic that is not at hand do not make it one: on an agenda, or weak ones without a cue.

    «De Raad sprak met de Commissie over visserij» is not about the Union as an actor in security, nor is «Duitsland
    heeft gevraagd om een gezamenlijke aanschaf»: states buy together without it, too.
    """
    if place.heading is None and _only_on_the_agenda(sentence, topic, names):
        return True
    if topic.carries == "argument" and _only_in_company(sentence, names):
        return True
    if place.in_sight or floor.before:
        return False
    if all(map(_by_some_states, names)) and not any(map(_OF_THE_UNION.__getitem__, sentence.words)):
        return True
    if sentence.topical("score", topic.slug):
        return False
    weak = all(hit.cue.group == "topic:weak" for hit in names)
    return weak and not sentence.topical("topic:firmly_beside", topic.slug)


def _only_in_company(sentence: Sentence, names: Sequence[Hit]) -> bool:
    company = sentence.search(_COMPANY, _WITH)
    return company is not None and all(hit.end <= company.end() for hit in names)


def _by_some_states(hit: Hit) -> bool:
    return _BOUGHT_TOGETHER.match(hit.words) is not None


def _is_of_the_union(word: str) -> bool:
    return word in _UNION or word.startswith("europ")


_COMPANY = re.compile(  # a row of actors: «Samen met landen uit NAVO en EU steunt het kabinet …»
    r"^(?:Ook )?(?:[Ss]amen|[Tt]ezamen) met (?:\w+ )?(?:partners|bondgenoten|landen|lidstaten|collega's)"
    r" (?:uit|in|binnen|van) [^;:]*?(?= [a-z]+ (?:Nederland|het kabinet|de regering|ons land)\b)"
)
_WITH = frozenset({"samen", "tezamen"})
_BOUGHT_TOGETHER = re.compile(r"(?:gezamenlijke|gemeenschappelijke) (?:aanschaf|inkoop)\b", re.IGNORECASE)
_UNION = frozenset(
    {"eu", "unie", "commissie", "lidstaten", "lidstaat", "brussel", "pesco", "eda", "asap", "edirpa", "raad"}
)
_OF_THE_UNION = WordCache(_is_of_the_union)


def names_topic(text: str, topic: CodebookTopic, codebook: Codebook) -> bool:
    """True if a sentence names the topic itself, without context."""
    return bool(_named(with_hits_of(_names_of(topic.slug, codebook.lexicon), text), topic, elsewhere=False))


@lru_cache(maxsize=100)
def _names_of(topic: str, lexicon: Lexicon) -> Lexicon:
    """Return the cues that `_named` asks for, of this topic: a file asks it of each of its sentences, and the others
    are most of them.
    """
    return lexicon.only(
        lambda cue: cue.group == "other-subject" or (cue.topic == topic and cue.group.startswith("topic:"))
    )


def _named(sentence: Sentence, topic: CodebookTopic, elsewhere: bool) -> list[Hit]:
    terms = [*sentence.topical("topic:terms", topic.slug), *_weakly_named(sentence, topic, elsewhere)]
    excluded = sentence.topical("topic:excluded", topic.slug)
    if not terms or not excluded:
        return terms
    return [hit for hit in terms if not any(covers(phrase, hit) for phrase in excluded)]


def _weakly_named(sentence: Sentence, topic: CodebookTopic, elsewhere: bool) -> Sequence[Hit]:
    weak = sentence.topical("topic:weak", topic.slug)
    if not weak:
        return ()
    excluded = sentence.topical("topic:excluded", topic.slug)
    beside = sentence.topical("topic:firmly_beside", topic.slug)
    if not elsewhere and not sentence.of("other-subject"):
        beside = [*beside, *sentence.topical("topic:beside", topic.slug)]
    return weak if any(_apart(hit, weak) and not any(covers(e, hit) for e in excluded) for hit in beside) else ()


def _apart(hit: Hit, weak: Sequence[Hit]) -> bool:
    """True if a companion word is separate from at least one of the weak names."""
    return any(not covers(name, hit) for name in weak)


def _names_any(sentence: Sentence) -> bool:
    return bool(sentence.of("topic:terms") or sentence.of("topic:weak"))


def _only_on_the_agenda(sentence: Sentence, topic: CodebookTopic, names: Sequence[Hit]) -> bool:
    loose = sentence.topical("topic:agenda_only", topic.slug)
    return bool(loose and sentence.of("agenda")) and all(any(covers(hit, name) for hit in loose) for name in names)


def _cancels(phrase: Hit, hit: Hit) -> bool:
    return phrase.cue.topic == hit.cue.topic and covers(phrase, hit)


class _Headings:
    """The topics named by the headings above a passage: the innermost heading with a topic decides."""

    def __init__(self, codebook: Codebook, title: str) -> None:
        self._codebook, self.title = codebook, title
        self._arguments = {topic.slug for topic in codebook.topics if topic.carries == "argument"}
        self._known: dict[str, frozenset[str | None]] = {}
        self._elsewhere: set[str] = set()
        self._settings: dict[str, set[str]] = {}
        self._places: dict[tuple[tuple[str, ...], str], Place] = {}

    def place(self, path: tuple[str, ...], topic: CodebookTopic) -> Place:
        """Return the place of a passage relative to the topic, from its headings and the letter's title. Cached."""
        key = path, topic.slug
        if key not in self._places:
            heading = self.naming(path, topic)
            self._places[key] = Place(
                heading=heading,
                innermost=bool(path) and heading == path[-1],
                titled=self.titled(path, topic),
                setting=any(self._sets(text, topic) for text in (*path, self.title)),
                other=bool(path) and bool(self._slugs(path[-1]) - {topic.slug}),
                other_argument=bool(path) and bool(self._slugs(path[-1])) and self._slugs(path[-1]) <= self._arguments,
            )
        return self._places[key]

    def _sets(self, text: str, topic: CodebookTopic) -> bool:
        self._slugs(text)
        return topic.slug in self._settings[text]

    def naming(self, path: tuple[str, ...], topic: CodebookTopic) -> str | None:
        for heading in reversed(path):
            slugs = self._slugs(heading)
            if topic.slug in slugs:
                return heading
            if self._displaces(slugs, topic):
                return None
        return None

    def titled(self, path: tuple[str, ...], topic: CodebookTopic) -> bool:
        displaced = any(self._displaces(self._slugs(heading), topic) for heading in path)
        return topic.slug in self._slugs(self.title) and not displaced

    def _displaces(self, slugs: frozenset[str | None], topic: CodebookTopic) -> bool:
        """True if a heading displaces those above it; a section on the EU in a letter on China is still about China."""
        return bool(slugs) and (topic.carries == "argument" or not slugs <= self._arguments)

    def elsewhere(self, path: tuple[str, ...]) -> bool:
        """True if the innermost heading names another theme and no topic."""
        return bool(path) and not self._slugs(path[-1]) and path[-1] in self._elsewhere

    def _slugs(self, heading: str) -> frozenset[str | None]:
        if heading not in self._known:
            hits = hits_in(heading, self._codebook.lexicon, parts_of(heading))
            self._settings[heading] = {t.slug for t in self._codebook.topics if (t.slug, "topic:setting") in hits}
            terms = (*hits.get("topic:terms", ()), *hits.get("topic:weak", ()))
            excluded = hits.get("topic:excluded", ())
            named = (hit.cue.topic for hit in terms if not any(_cancels(phrase, hit) for phrase in excluded))
            self._known[heading] = frozenset(named)
            if hits.get("other-subject"):
                self._elsewhere.add(heading)
        return self._known[heading]
