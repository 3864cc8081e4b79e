"""Import of codings made elsewhere, under coders of their own; the only writer of imported stances.

A sentence is matched by its words in a current text; one that is missing, or occurs more often there than in the table,
is reported and skipped. A table is imported whole or not at all; importing it again changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from letters.models import Letter, Revision, SentenceDigest
from letters.parser.fingerprints import sentence_key
from positions.codebook import store
from positions.domain.reliability.coding_file import CodedSentence, CodingFileError, read, words_of
from positions.domain.reliability.units import CodedValue
from positions.models import AssignedSentence, Assignment, Coder, Review, Stance, State, Topic
from positions.review.decisions import Action
from positions.review.spans import Place, coded_places
from positions.summary_table.refresh import summing_up


@dataclass(slots=True)
class ImportResult:
    """Result of importing one table; `problems` lists the skipped sentences, by line."""

    letter: str
    sentences: int = 0
    stances: int = 0
    new: int = 0
    withdrawn: int = 0
    problems: list[str] = field(default_factory=list)


def coder_named(name: str) -> Coder:
    """Return the imported coder of this name. Raises CodingFileError if a person or a machine has the name."""
    if not name.strip() or Coder.objects.filter(name=name).exclude(kind=Coder.Kind.IMPORTED).exists():
        raise CodingFileError(
            [f"{name!r} cannot be the name of an imported coder: it is empty, or somebody else has it"]
        )
    coder, _ = Coder.objects.get_or_create(name=name, version="", kind=Coder.Kind.IMPORTED)
    return coder


@summing_up
def import_file(path: Path, coder_name: str, *, way: str = Assignment.Way.BLIND, letter: str = "") -> ImportResult:
    """Import one table. `letter` is the letter's key; without it the current text that best matches the table is used.

    Raises CodingFileError if the table is invalid, or if no letter matches it.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            coded = read(lines, path.name, list(Topic.objects.values_list("slug", flat=True)))
    except UnicodeDecodeError as error:
        raise CodingFileError([f"{path.name}:1: this is not text in UTF-8"]) from error
    revision = _text_named(letter) if letter else _text_of(coded, path.name)
    done = ImportResult(revision.letter.key)
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
    """Return the text with most of the sentences: at least half of them, and more than any other text."""
    keys = {int(sentence_key(words_of(sentence.text)), 16) for sentence in coded}
    letters = Letter.objects.published().letters().order_by().values("pk")
    texts = SentenceDigest.objects.filter(digest__in=keys, revision__is_current=True, revision__letter__in=letters)
    held = dict(texts.values_list("revision").annotate(Count("digest")))
    most = sorted(held, key=lambda pk: held[pk], reverse=True)[:2]
    if not most or held[most[0]] * 2 < len(keys):
        raise CodingFileError([f"{name}: no letter holds half of its sentences; add the letter, or name it"])
    if len(most) == 2 and held[most[0]] == held[most[1]]:
        raise CodingFileError([f"{name}: more than one letter holds as many of its sentences; name the letter"])
    return Revision.objects.select_related("letter").get(pk=most[0])


def _found(
    coded: list[CodedSentence], revision: Revision, name: str, done: ImportResult
) -> Iterator[tuple[CodedSentence, Place]]:
    """Yield each sentence with its place; repeated ones in turn, if letter and table repeat them equally."""
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
    """Return the places of each coded sentence, by its words, in the order of the text."""
    found: dict[str, list[Place]] = defaultdict(list)
    for start, end in coded_places(revision):
        found[words_of(revision.text[start:end])].append((start, end))
    return found


@transaction.atomic
def record_done(coder: Coder, way: str, revision: Revision, places: Iterable[Place], *, note: str = "") -> Assignment:
    """Return the coder's done assignment on this letter, with exactly these sentences (start, end) of its text.

    It makes silence on a sentence mean "no stance". Idempotent.
    """
    assignment, _ = Assignment.objects.select_for_update(of=("self",)).get_or_create(
        coder=coder, letter_id=revision.letter_id, way=way, defaults={"note": note}
    )
    wanted = set(places)
    there = {(s.revision_id, s.start, s.end): s for s in assignment.sentences.all()}
    gone = [sentence.pk for key, sentence in there.items() if key[0] != revision.pk or key[1:] not in wanted]
    AssignedSentence.objects.filter(pk__in=gone).delete()
    AssignedSentence.objects.bulk_create(
        AssignedSentence(assignment=assignment, revision=revision, start=start, end=end, passed_at=timezone.now())
        for start, end in sorted(wanted)
        if (revision.pk, start, end) not in there
    )
    if assignment.done_at is None:
        assignment.done_at = timezone.now()
        assignment.save(update_fields=["done_at"])
    return assignment


def _write(
    assignment: Assignment, revision: Revision, said: dict[tuple[int, int, str], CodedValue], done: ImportResult
) -> None:
    """Write new values; those of an earlier table that are gone from this one are withdrawn, not deleted."""
    known = {
        (stance.start, stance.end, stance.topic.slug, CodedValue(stance.holder, stance.score)): stance
        for stance in assignment.stances.filter(revision=revision).with_state().select_related("topic")
    }
    wanted = {(*key, value) for key, value in said.items()}
    topics, codebook = dict(Topic.objects.values_list("slug", "pk")), store.newest()
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
