"""Which sentences are about what: by name, by heading, and by what the passage is about already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from positions.domain.entries import Codebook, Topic
from positions.domain.lexicon import Hit
from positions.domain.sentences import Sentence, covers, grouped, words_between

_POINTS_BACK = re.compile(
    r"\b(?:daar|hier)(?:aan|bij|door|in|mee|naar|om|op|over|toe|tegen|uit|van|voor)?\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Why a sentence carries a topic: the words that name it, or what it takes the topic over from."""

    named: tuple[Hit, ...] = ()
    heading: str | None = None
    carried: bool = False
    primacy: Hit | None = None


@dataclass(frozen=True, slots=True)
class _Ending:
    """How the passage before left a topic."""

    carried: bool
    focal: bool
    headings: tuple[str, ...]


_NOWHERE = _Ending(False, False, ())


@dataclass(slots=True)
class _Passage:
    """What is known of one topic in one passage while its sentences are read in order."""

    topic: Topic
    names: list[tuple[Hit, ...]]
    heading: str | None
    focal: bool
    before: bool  # the sentence before carries the topic, and not in passing
    supported: bool  # something in the passage belongs to the topic
    away: bool = False  # another topic has taken the passage over since
    titled: bool = False  # only the title of the letter names it
    skipped: int = 0

    def note(self, sentence: Sentence, subject: Subject | None) -> None:
        """One sentence that carries nothing does not end a passage that is about the topic; a rival does."""
        rival = _names_rival(sentence, self.topic)
        self.away = subject is None and (self.away or rival)
        self.skipped = 0 if subject else self.skipped + 1
        if subject:
            self.before = not (subject.named and not self.focal and _in_passing(sentence, subject.named))
        elif rival or not self.focal or self.skipped > 1:
            self.before = False


def subjects(sentences: list[Sentence], codebook: Codebook, title: str = "") -> list[dict[str, Subject]]:
    """For every sentence its topics, each with the reason."""
    found: list[dict[str, Subject]] = [{} for _ in sentences]
    headings = _Headings(codebook, title)
    for topic in codebook.topics:
        ended_in = _NOWHERE
        for _, group in groupby(range(len(sentences)), key=lambda index: sentences[index].passage):
            indices = list(group)
            passage = _passage(topic, [sentences[index] for index in indices], headings, ended_in)
            if passage is None:
                ended_in = _NOWHERE
                continue
            for place, index in enumerate(indices):
                subject = _subject(passage, sentences[index], place)
                passage.note(sentences[index], subject)
                if subject:
                    found[index][topic.slug] = subject
            ended_in = _Ending(passage.before, passage.focal, sentences[indices[-1]].headings)
    return found


def _passage(topic: Topic, sentences: list[Sentence], headings: _Headings, ended_in: _Ending) -> _Passage | None:
    """None where nothing at all ties the passage to the topic."""
    heading = headings.naming(sentences[0].headings, topic)
    goes_on = _goes_on(sentences[0], topic, ended_in)
    titled = heading is None and headings.titled(sentences[0].headings, topic)
    if not (heading or goes_on or titled or any(sentence.may_name(topic.slug) for sentence in sentences)):
        return None
    elsewhere = headings.elsewhere(sentences[0].headings)
    names = [tuple(_named(sentence, topic, elsewhere)) for sentence in sentences]
    if titled and any(names):
        heading, titled = headings.title, False
    return _Passage(
        topic=topic,
        names=names,
        heading=heading,
        focal=bool(heading) or titled or goes_on or _is_focal(sentences, names),
        before=goes_on or titled,
        titled=titled,
        supported=any(names) or any(_belongs(sentence, topic) for sentence in sentences),
    )


def _goes_on(sentence: Sentence, topic: Topic, ending: _Ending) -> bool:
    """A passage takes up the one before it: an item of its list, or a connective with something of the topic."""
    if sentence.item:
        return ending.carried
    same_section = ending.headings == sentence.headings
    linked = sentence.opens_with("continuation", 1) and _belongs(sentence, topic)
    return ending.carried and ending.focal and same_section and linked


def _is_focal(sentences: list[Sentence], names: list[tuple[Hit, ...]]) -> bool:
    """Two sentences name it, or the first does and not in passing."""
    naming = [place for place, hits in enumerate(names) if hits]
    if len(naming) >= 2 or any(_is_opening(sentences[place], names[place]) for place in naming):
        return True
    return naming == [0] and not _in_passing(sentences[0], names[0])


def _is_opening(sentence: Sentence, names: tuple[Hit, ...]) -> bool:
    """«Rusland heeft …»: the name opens the sentence, which is about it then."""
    return words_between(sentence.text, 0, names[0].start) <= 1 and not sentence.of("other-subject")


def _in_passing(sentence: Sentence, names: tuple[Hit, ...]) -> bool:
    """«mede gezien de dreiging van …», or one in a row with other subjects."""
    if sentence.of("other-subject"):
        return True
    return all(
        any(
            0 <= words_between(sentence.text, aside.end, name.start) <= 10 and aside.end <= name.start
            for aside in sentence.of("aside")
        )
        for name in names
    )


def _named(sentence: Sentence, topic: Topic, elsewhere: bool) -> list[Hit]:
    terms = [*sentence.topical("topic:terms", topic.slug), *_weakly_named(sentence, topic, elsewhere)]
    excluded = sentence.topical("topic:excluded", topic.slug)
    if not terms or not excluded:
        return terms
    return [hit for hit in terms if not any(covers(phrase, hit) for phrase in excluded)]


def _weakly_named(sentence: Sentence, topic: Topic, elsewhere: bool) -> Sequence[Hit]:
    weak = sentence.topical("topic:weak", topic.slug)
    if not weak:
        return ()
    excluded = sentence.topical("topic:excluded", topic.slug)
    beside = sentence.topical("topic:firmly_beside", topic.slug)
    if not elsewhere and not sentence.of("other-subject"):
        beside = [*beside, *sentence.topical("topic:beside", topic.slug)]
    return weak if any(_apart(hit, weak) and not any(covers(e, hit) for e in excluded) for hit in beside) else ()


def _apart(hit: Hit, weak: Sequence[Hit]) -> bool:
    """A word that is part of the only name in the sentence is nothing beside it."""
    return any(not covers(name, hit) for name in weak)


def _belongs(sentence: Sentence, topic: Topic) -> bool:
    return bool(sentence.topical("topic:context", topic.slug) or sentence.topical("score", topic.slug))


def _subject(passage: _Passage, sentence: Sentence, place: int) -> Subject | None:
    topic, names = passage.topic, passage.names[place]
    if names and not (passage.heading is None and _only_on_the_agenda(sentence, topic, names)):
        return Subject(named=names, heading=passage.heading)
    primacy = sentence.topical("topic:primacy", topic.slug)
    if primacy and passage.supported and (any(passage.names) or passage.heading or passage.before):
        return Subject(primacy=primacy[0])
    if topic.carries == "passage":
        return _from_passage(passage, sentence)
    return _from_argument(passage, sentence)


def _only_on_the_agenda(sentence: Sentence, topic: Topic, names: tuple[Hit, ...]) -> bool:
    loose = sentence.topical("topic:agenda_only", topic.slug)
    return bool(sentence.of("agenda")) and all(any(covers(hit, name) for hit in loose) for name in names)


def _from_passage(passage: _Passage, sentence: Sentence) -> Subject | None:
    """A country holds a passage: what follows is about it, unless the sentence turns to something else."""
    belongs = _belongs(sentence, passage.topic)
    if passage.heading:
        if not passage.supported and sentence.of("other-subject"):
            return None
        if _only_points(sentence) and not belongs:
            return None
        turned = _turns_away(sentence, passage.topic) and not belongs and not sentence.opens_with("continuation")
        return None if turned else Subject(heading=passage.heading)
    return _carried(passage, sentence, belongs)


def _from_argument(passage: _Passage, sentence: Sentence) -> Subject | None:
    """Money and institutions hold a passage less: another topic or theme takes it over."""
    belongs = _belongs(sentence, passage.topic)
    if _names_rival(sentence, passage.topic) and not sentence.of("bare-endorsement"):
        return None
    if passage.heading and (_strays(sentence, passage.topic) or (_only_points(sentence) and not belongs)):
        return None
    if passage.heading and (belongs or not passage.away):
        return Subject(heading=passage.heading)
    return _carried(passage, sentence, belongs)


def _strays(sentence: Sentence, topic: Topic) -> bool:
    """Another theme, and no more than a light word of this topic."""
    return bool(sentence.of("other-subject")) and all(
        hit.cue.weight < 3 for hit in sentence.topical("score", topic.slug)
    )


def _only_points(sentence: Sentence) -> bool:
    """«Het verslag is met uw Kamer gedeeld»: nothing, unless the sentence itself names the topic (codebook, 4)."""
    return bool(sentence.plain("procedure") or sentence.of("pointing"))


def _carried(passage: _Passage, sentence: Sentence, belongs: bool) -> Subject | None:
    if not passage.before:
        return None
    if sentence.of("bare-endorsement") or sentence.item:
        return Subject(carried=True)
    if _names_rival(sentence, passage.topic):
        return None
    if sentence.of("other-subject") and not _context(sentence, passage.topic):
        return None
    linked = points_back(sentence)
    if passage.titled:
        return Subject(carried=True) if belongs else None
    if not passage.focal:
        return Subject(carried=True) if linked and belongs else None
    if passage.topic.carries == "argument":
        return Subject(carried=True) if belongs else None
    return Subject(carried=True) if belongs or linked else None


def points_back(sentence: Sentence) -> bool:
    """«Daarom …», «dat …», «… hierop»: it leans on the sentence before it."""
    return sentence.opens_with("continuation", 1) or bool(_POINTS_BACK.search(sentence.text))


def _context(sentence: Sentence, topic: Topic) -> Sequence[Hit]:
    return sentence.topical("topic:context", topic.slug)


def _turns_away(sentence: Sentence, topic: Topic) -> bool:
    return bool(sentence.of("other-subject")) or _names_rival(sentence, topic)


def _names_rival(sentence: Sentence, topic: Topic) -> bool:
    """Whether it names a topic that would take this one's place: any for an argument, another country for a country."""
    named = (*sentence.of("topic:terms"), *sentence.of("topic:primacy"))
    if not named:
        return False
    return any(hit.cue.topic != topic.slug and (topic.carries == "argument" or hit.cue.rival) for hit in named)


def _cancels(phrase: Hit, hit: Hit) -> bool:
    return phrase.cue.topic == hit.cue.topic and covers(phrase, hit)


class _Headings:
    """Which topics the headings above a passage name: the innermost that names any decides."""

    def __init__(self, codebook: Codebook, title: str) -> None:
        self._codebook, self.title = codebook, title
        self._arguments = {topic.slug for topic in codebook.topics if topic.carries == "argument"}
        self._known: dict[str, frozenset[str | None]] = {}
        self._elsewhere: set[str] = set()

    def naming(self, path: tuple[str, ...], topic: Topic) -> str | None:
        for heading in reversed(path):
            slugs = self._slugs(heading)
            if topic.slug in slugs:
                return heading
            if self._displaces(slugs, topic):
                return None
        return None

    def titled(self, path: tuple[str, ...], topic: Topic) -> bool:
        displaced = any(self._displaces(self._slugs(heading), topic) for heading in path)
        return topic.slug in self._slugs(self.title) and not displaced

    def _displaces(self, slugs: frozenset[str | None], topic: Topic) -> bool:
        """A heading ends what stands above it; yet a section on the EU in a letter on China is about China too."""
        return bool(slugs) and (topic.carries == "argument" or not slugs <= self._arguments)

    def elsewhere(self, path: tuple[str, ...]) -> bool:
        """Whether the innermost heading names another theme and no topic."""
        return bool(path) and not self._slugs(path[-1]) and path[-1] in self._elsewhere

    def _slugs(self, heading: str) -> frozenset[str | None]:
        if heading not in self._known:
            hits = grouped(self._codebook.lexicon, heading).by_group
            terms = (*hits.get("topic:terms", ()), *hits.get("topic:weak", ()))
            excluded = hits.get("topic:excluded", ())
            named = (hit.cue.topic for hit in terms if not any(_cancels(phrase, hit) for phrase in excluded))
            self._known[heading] = frozenset(named)
            if hits.get("other-subject"):
                self._elsewhere.add(heading)
        return self._known[heading]
