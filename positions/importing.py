"""Codings that were made elsewhere, taken in as a coder of their own: the writer of what imported coders said.

A sentence is found by its words in a current text; one that is not, or that stands there more often than the table has
it, is reported and left out. A table is taken in whole or not at all, and again changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from letters.domain.sameness import sentence_key
from letters.models import Letter, Revision
from positions import codebooks
from positions.completing import record_done
from positions.domain.codingfiles import CodedSentence, CodingFileError, read, words_of
from positions.domain.pairing import Said
from positions.models import Assignment, Coder, Review, Stance, State, Topic
from positions.places import Place, coded_places
from positions.reviews import Action


@dataclass(slots=True)
class Imported:
    """What became of one table; `problems` names the sentences that were left out, by line."""

    letter: str
    sentences: int = 0
    stances: int = 0
    new: int = 0
    withdrawn: int = 0
    problems: list[str] = field(default_factory=list)


def coder_named(name: str) -> Coder:
    """The imported coder of this name. Raises CodingFileError where a person or a machine has it."""
    if not name.strip() or Coder.objects.filter(name=name).exclude(kind=Coder.Kind.IMPORTED).exists():
        raise CodingFileError(
            [f"{name!r} cannot be the name of an imported coder: it is empty, or somebody else has it"]
        )
    coder, _ = Coder.objects.get_or_create(name=name, version="", kind=Coder.Kind.IMPORTED)
    return coder


@transaction.atomic
def import_file(path: Path, coder_name: str, *, way: str = Assignment.Way.BLIND, letter: str = "") -> Imported:
    """Take in one table. `letter` is the key of its letter; else the one current text that holds most of it is taken.

    Raises CodingFileError for a table that is wrong, and where no letter is that of the table.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            coded = read(lines, path.name, list(Topic.objects.values_list("slug", flat=True)))
    except UnicodeDecodeError as error:
        raise CodingFileError([f"{path.name}:1: this is not text in UTF-8"]) from error
    revision = _text_named(letter) if letter else _text_of(coded, path.name)
    done = Imported(revision.letter.key)
    found = list(_found(coded, revision, path.name, done))
    if not found:
        raise CodingFileError([f"{path.name}: no sentence of it stands in {done.letter}", *done.problems])
    coder = coder_named(coder_name)
    if Assignment.objects.filter(coder=coder, letter=revision.letter_id).exclude(way=way).exists():
        raise CodingFileError(
            [f"{path.name}: {coder} has coded {done.letter} the other way (blind or in sight) already"]
        )
    assignment = record_done(coder, way, revision, [place for _, place in found], note=path.name)
    said = {(*place, topic): said for sentence, place in found for topic, said in sentence.said.items()}
    done.sentences, done.stances = len(found), len(said)
    _write(assignment, revision, said, done)
    return done


def _text_named(key: str) -> Revision:
    texts = Revision.objects.filter(is_current=True, letter__joined_into=None)
    revision = texts.filter(letter__identifiers__value=key).select_related("letter").first()
    if revision is None:
        raise CodingFileError([f"there is no letter {key}"])
    return revision


def _text_of(coded: list[CodedSentence], name: str) -> Revision:
    """The text that holds most of the sentences, at least half of them, and no other as many."""
    keys = {int(sentence_key(words_of(sentence.text)), 16) for sentence in coded}
    letters = Letter.objects.published().letters().order_by().values("pk")
    texts = Revision.objects.filter(is_current=True, letter__in=letters, sentence_digests__overlap=list(keys))
    held = {pk: len(keys & set(own)) for pk, own in texts.values_list("pk", "sentence_digests")}
    most = sorted(held, key=lambda pk: held[pk], reverse=True)[:2]
    if not most or held[most[0]] * 2 < len(keys):
        raise CodingFileError([f"{name}: no letter holds half of its sentences; add the letter, or name it"])
    if len(most) == 2 and held[most[0]] == held[most[1]]:
        raise CodingFileError([f"{name}: more than one letter holds as many of its sentences; name the letter"])
    return Revision.objects.select_related("letter").get(pk=most[0])


def _found(
    coded: list[CodedSentence], revision: Revision, name: str, done: Imported
) -> Iterator[tuple[CodedSentence, Place]]:
    """Each sentence with its place; one that the letter repeats goes by turn, if the table has it as often."""
    standing = _places(revision)
    asked = Counter(words_of(sentence.text) for sentence in coded)
    turns: Counter[str] = Counter()
    for sentence in coded:
        words = words_of(sentence.text)
        places, turn = standing.get(words, []), turns[words]
        turns[words] += 1
        if not places:
            done.problems.append(f"{name}:{sentence.line}: not found: {sentence.text}")
        elif len(places) != asked[words]:
            times = f"stands {len(places)} times in the letter, {asked[words]} times here"
            done.problems.append(f"{name}:{sentence.line}: {times}: {sentence.text}")
        else:
            yield sentence, places[turn]


def _places(revision: Revision) -> dict[str, list[Place]]:
    """Where the words of each coded sentence stand, in the order of the text."""
    found: dict[str, list[Place]] = defaultdict(list)
    for start, end in coded_places(revision):
        found[words_of(revision.text[start:end])].append((start, end))
    return found


def _write(assignment: Assignment, revision: Revision, said: dict[tuple[int, int, str], Said], done: Imported) -> None:
    """Write what is said newly; what an earlier table said and this one does not is withdrawn, not deleted."""
    known = {
        (stance.start, stance.end, stance.topic.slug, Said(stance.holder, stance.score)): stance
        for stance in assignment.stances.filter(revision=revision).with_state().select_related("topic")
    }
    wanted = {(*key, value) for key, value in said.items()}
    topics, codebook = dict(Topic.objects.values_list("slug", "pk")), codebooks.newest()
    new = Stance.objects.bulk_create(
        Stance(
            revision=revision, start=start, end=end, quote=revision.text[start:end], topic_id=topics[topic],
            holder=value.holder, score=value.score, coder_id=assignment.coder_id, codebook=codebook,
            assignment=assignment,
        )
        for start, end, topic, value in sorted(wanted - known.keys(), key=lambda key: key[:3])
    )  # fmt: skip
    gone = [s for key, s in known.items() if key not in wanted and s.state == State.CODED]
    back = [s for key, s in known.items() if key in wanted and s.state == State.WITHDRAWN]
    action = Action(assignment.coder)
    for stance in gone:
        action.write(stance, Review.Decision.WITHDRAWN)
    for stance in back:
        Action(assignment.coder, undoes=stance.reviews.latest("pk").batch).write(
            stance, Review.Decision.UNDONE, State.CODED
        )
    done.new, done.withdrawn = len(new) + len(back), len(gone)
