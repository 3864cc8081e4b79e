"""Assignments of sentences to coders: the only writer of assignments.

A blind assignment hides its letters from its coder until it is done (`hidden_from`), and its codings from everybody
else. When a text is replaced meanwhile, sentences that are still there verbatim are kept (`follow_text`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from letters.models import Letter, Passage, Revision
from letters.models.revisions import heavy_columns
from positions.models import AssignedSentence, Assignment, Coder, ReviewLock, Stance, State
from positions.models.assignments import AssignmentQuerySet
from positions.models.stances import StanceQuerySet
from positions.review import text_changes
from positions.review.decisions import ReviewError
from positions.review.sample import MOST, Sample, Sentence, known_to
from positions.review.spans import CODED_KINDS, coded_places, pairs
from positions.summary_table.refresh import summing_up

Way = Assignment.Way


class CannotAssign(ReviewError):
    """The assignment is not possible; the message, in the language of the page, says why."""


def hidden_from(user: Any) -> QuerySet[Letter]:
    """Return the letters in this user's unfinished blind assignments, whose stances are hidden from them."""
    return Assignment.objects.hiding_from(user).letters()


@summing_up
def ask(coder: Coder, letter: Letter, *, by: Any, note: str = "") -> Assignment:
    """Assign the whole letter to the coder, blind."""
    _check_coder(coder)
    text = _text_of(letter)
    if known_to(coder).filter(pk=letter.pk).exists():
        raise CannotAssign(
            _("%(coder)s kent “%(letter)s” al: wie erover besliste of haar codeerde, codeert niet blind.")
            % {"coder": coder, "letter": letter.name}
        )
    assignment = Assignment.objects.create(coder=coder, way=Way.BLIND, letter=letter, asked_by=by, note=note)
    _put(assignment, [(text.pk, start, end) for start, end in _places(text)])
    return assignment


@summing_up
def ask_sample(coder: Coder, sample: Sample, *, by: Any, note: str = "") -> Assignment:
    """Assign a random sample of sentences to the coder, blind. Letters that the coder knows are left out."""
    _check_coder(coder)
    if not 1 <= sample.size <= MOST:
        raise CannotAssign(_("Vraag om 1 tot %(most)s zinnen.") % {"most": MOST})
    sentences, record = sample.drawn(coder)
    if len(sentences) < sample.size:
        raise CannotAssign(
            ngettext(
                "Er is hier maar %(n)s zin die %(coder)s blind kan coderen; brieven waarover %(coder)s al "
                "besliste tellen niet mee.",
                "Er zijn hier maar %(n)s zinnen die %(coder)s blind kan coderen; brieven waarover %(coder)s al "
                "besliste tellen niet mee.",
                len(sentences),
            )
            % {"n": len(sentences), "coder": coder}
        )
    assignment = Assignment.objects.create(coder=coder, way=Way.BLIND, asked_by=by, note=note, drawn=record)
    _put(assignment, sentences)
    return assignment


@summing_up
def finish(assignment_id: int, coder: Coder, way: str = Way.BLIND) -> Assignment:
    """Finish the assignment: silence now counts as "no stance", and its codings and letters are shown again.

    In sight, the letter is read from now on, so no proposal on it may await a decision.
    """
    assignment = open_one(assignment_id, coder, way)
    follow_text(assignment)
    if way == Way.IN_SIGHT and assignment.letter:
        _refuse_while_waiting(_text_of(assignment.letter))
    if left := assignment.sentences.filter(passed_at__isnull=True).count():
        words = ngettext(
            "Nog niet klaar: %(n)s zin is nog niet gehad.", "Nog niet klaar: %(n)s zinnen zijn nog niet gehad.", left
        )
        raise ReviewError(words % {"n": left})
    assignment.done_at = timezone.now()
    assignment.save(update_fields=["done_at"])
    return assignment


@summing_up
def cancel(assignment_id: int) -> None:
    assignment = Assignment.objects.select_for_update().filter(pk=assignment_id, way=Way.BLIND).first()
    if assignment is None:
        raise CannotAssign(_("Deze opdracht is er niet meer."))
    begun = assignment.stances.exists() or assignment.sentences.filter(passed_at__isnull=False).exists()
    if begun or assignment.done_at:
        raise CannotAssign(
            _("%(coder)s is al begonnen. Een opdracht waaraan gewerkt is blijft bewaard.") % {"coder": assignment.coder}
        )
    assignment.delete()


@summing_up
def mark(letter: Letter, coder: Coder) -> Assignment:
    """Mark the letter as read by the coder with proposals in sight: silence now counts as "no stance".

    A mark on an earlier text of the letter is withdrawn.
    """
    _lock(coder)
    text = _text_of(letter)
    _refuse_while_hidden(letter, coder)
    _refuse_while_waiting(text)
    marks = _marks(letter, coder)
    if marked := marks.filter(sentences__revision=text).first():
        return marked
    marks.update(withdrawn_at=timezone.now())
    _readings(letter, coder).delete()
    assignment = Assignment.objects.create(
        coder=coder, letter=letter, way=Way.IN_SIGHT, asked_by=coder.user, done_at=timezone.now()
    )
    _put(assignment, [(text.pk, start, end) for start, end in _places(text)])
    return assignment


@summing_up
def read(letter: Letter, coder: Coder) -> Assignment:
    """Begin to read the letter sentence by sentence, with proposals in sight, or return the reading that is begun.

    If the coder marked this text, returns that mark; a mark on an earlier text of the letter is withdrawn.
    """
    _lock(coder)
    text = _text_of(letter)
    _refuse_while_hidden(letter, coder)
    marked = _marks(letter, coder).filter(sentences__revision=text).first()
    if begun := marked or reading(letter, coder):
        return begun
    places = _places(text)
    _marks(letter, coder).update(withdrawn_at=timezone.now())
    assignment = Assignment.objects.create(coder=coder, letter=letter, way=Way.IN_SIGHT, asked_by=coder.user)
    _put(assignment, [(text.pk, start, end) for start, end in places])
    return assignment


def reading(letter: Letter, coder: Coder) -> Assignment | None:
    """Return the coder's unfinished reading of the letter."""
    found = _readings(letter, coder).first()
    if found:
        found.letter, found.coder = letter, coder
    return found


def waiting(text: Revision) -> StanceQuerySet:
    """Return the proposals that must be decided before the letter can be marked."""
    return Stance.objects.filter(revision=text).open()


@summing_up
def unmark(letter: Letter, coder: Coder) -> None:
    _marks(letter, coder).update(withdrawn_at=timezone.now())


def marked_by(coder: Coder, text: Revision) -> bool:
    """Return whether the coder marked this very text, in sight."""
    return _marks(text.letter, coder).filter(sentences__revision=text).exists()


def _marks(letter: Letter, coder: Coder) -> AssignmentQuerySet:
    return Assignment.objects.filter(coder=coder, letter=letter, way=Way.IN_SIGHT).done()


def _readings(letter: Letter, coder: Coder) -> AssignmentQuerySet:
    return Assignment.objects.filter(coder=coder, letter=letter, way=Way.IN_SIGHT).open()


def _refuse_while_hidden(letter: Letter, coder: Coder) -> None:
    if hidden_from(coder.user).filter(pk=letter.pk).exists():
        raise ReviewError(_("U codeert deze brief nog zonder te zien wat anderen vonden. Maak dat eerst af."))


def _refuse_while_waiting(text: Revision) -> None:
    if waiting(text).exists():
        raise ReviewError(_("Er zijn nog voorstellen van deze brief waarover niemand besliste."))


def open_one(assignment_id: int, coder: Coder, way: str = Way.BLIND) -> Assignment:
    """Return the coder's own open assignment, by default a blind one, locked. Raises ReviewError."""
    found = Assignment.objects.select_for_update(of=("self",)).filter(pk=assignment_id, coder=coder, way=way)
    assignment = found.first()
    if assignment is None:
        raise ReviewError(_("Deze opdracht is er niet (meer)."))
    if assignment.done_at:
        raise ReviewError(_("Deze opdracht is klaar en verandert niet meer."))
    return assignment


@summing_up
def follow_text(assignment: Assignment) -> str:
    """Move an open assignment to the current texts; returns a message about the changes, "" if there are none.

    Sentences that are still there verbatim keep their answers. For a whole letter new sentences are added; for a
    sample, sentences that left the text are dropped.
    """
    if assignment.done_at or not any(_differences(assignment)):
        return ""
    # Of two concurrent requests, the second finds the sentences moved.
    locked = Assignment.objects.open().select_for_update(of=("self",)).filter(pk=assignment.pk).first()
    gone, missing = _differences(assignment) if locked else ([], False)
    if not gone and not missing:
        return ""
    behind = list(
        assignment.sentences.filter(pk__in=gone)
        .select_related("revision")
        .defer(*heavy_columns("revision"))
        .order_by("revision_id", "start")
    )
    letters = {sentence.revision.letter_id for sentence in behind} | ({assignment.letter_id} - {None})
    texts = {
        text.letter_id: text
        for text in Revision.objects.filter(is_current=True, letter__in=letters).defer(*heavy_columns())
    }
    kept = sum(_moved(sentence, texts.get(sentence.revision.letter_id)) for sentence in behind)
    whole = [(text.pk, *place) for text in texts.values() for place in coded_places(text)] if assignment.letter else []
    added = _put(assignment, whole)
    return _(
        "De tekst van de brief is intussen vervangen. %(kept)s van uw %(all)s zinnen staan er nog zo; "
        "%(added)s zinnen zijn nieuw."
    ) % {"all": len(behind), "kept": kept, "added": added}


def _differences(assignment: Assignment) -> tuple[list[int], bool]:
    """Return the ids of the sentences that are no sentences of a current text, and whether a whole letter has others.

    A text that was read anew may be divided into other sentences.
    """
    sentences = assignment.sentences.order_by()
    passages = Passage.objects.filter(
        revision__in=sentences.values("revision"), revision__is_current=True, kind__in=CODED_KINDS
    )
    if not assignment.letter_id:
        inside = {"start__gte": OuterRef("start"), "end__lte": OuterRef("end"), "revision": OuterRef("revision")}
        passages = passages.filter(Exists(sentences.filter(**inside)))
    bounds = passages.order_by().values_list("revision", "sentence_bounds")
    now = {(text, *place) for text, each in bounds for place in pairs([each])}
    assigned = {tuple(place): pk for pk, *place in sentences.values_list("pk", "revision", "start", "end")}
    gone = [pk for place, pk in assigned.items() if place not in now]
    return gone, bool(assignment.letter_id and now - set(assigned))


def _moved(sentence: AssignedSentence, text: Revision | None) -> bool:
    """Move the sentence and its codings to its place in the text, or remove it from the assignment."""
    old = (sentence.revision_id, sentence.start, sentence.end)
    place = text_changes.place_of(sentence.revision, (sentence.start, sentence.end), text) if text else None
    there = sentence.assignment.sentences.filter(revision=text, start=place[0]).exists() if place else True
    if text is None or place is None or there:
        sentence.delete()
        return False
    said = Stance.objects.filter(assignment=sentence.assignment_id, revision=old[0], start=old[1], end=old[2])
    for stance in said.in_state(State.CODED).select_related("revision").defer(*heavy_columns("revision")):
        text_changes.copied(stance, text, place, sentence.assignment)
    sentence.revision, (sentence.start, sentence.end) = text, place
    sentence.save(update_fields=["revision", "start", "end"])
    return True


def _check_coder(coder: Coder) -> None:
    """Check that the coder may code, and lock the coder against concurrent assignments."""
    _lock(coder)
    if coder.user is None:
        raise CannotAssign(_("%(coder)s heeft geen account en kan niet coderen.") % {"coder": coder})
    if not coder.user.is_active or not coder.user.has_perm("positions.add_review"):
        raise CannotAssign(_("%(coder)s mag niet beoordelen. Geef het account eerst de rol codeur.") % {"coder": coder})


def _lock(coder: Coder) -> None:
    Coder.objects.select_for_update(of=("self",)).get(pk=coder.pk)


def _text_of(letter: Letter) -> Revision:
    text = Revision.objects.defer(*heavy_columns()).filter(letter=letter, is_current=True).first()
    if text is None:
        raise CannotAssign(_("Van “%(letter)s” is er geen tekst.") % {"letter": letter.name})
    return text


def _places(text: Revision) -> list[tuple[int, int]]:
    places = coded_places(text)
    if not places:
        raise CannotAssign(_("In “%(letter)s” staan geen zinnen om te coderen.") % {"letter": text.letter.name})
    return places


def _put(assignment: Assignment, sentences: Iterable[Sentence]) -> int:
    """Add the sentences that are missing, and release this coder's review locks on their letters."""
    known = set(assignment.sentences.values_list("revision", "start"))
    rows = [
        AssignedSentence(assignment=assignment, revision_id=revision, start=start, end=end)
        for revision, start, end in sentences
        if (revision, start) not in known
    ]
    AssignedSentence.objects.bulk_create(rows)
    ReviewLock.objects.filter(coder=assignment.coder, stance__revision__in={row.revision_id for row in rows}).delete()
    return len(rows)
