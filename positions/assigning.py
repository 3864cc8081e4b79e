"""Who was asked to go through which sentences: the only writer of assignments.

A blind assignment hides its letters from its coder until it is done (`hidden_from`), and what the coder says there from
everybody else. When a text is replaced meanwhile, what still stands word for word is kept (`follow_text`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from letters.models import Letter, Revision
from positions import carrying
from positions.models import AssignedSentence, Assignment, Claim, Coder, Stance, State
from positions.places import coded_places
from positions.reviews import ReviewError
from positions.sampling import MOST, Sample, Sentence, known_to

Way = Assignment.Way


class CannotAssign(ReviewError):
    """What was asked cannot be; the message says why, in Dutch."""


def hidden_from(user: Any) -> QuerySet[Letter]:
    """Letters of which this person is shown no stances yet: they code them blind and are not done."""
    return Assignment.objects.hiding_from(user).letters()


@transaction.atomic
def ask(coder: Coder, letter: Letter, *, by: Any, note: str = "") -> Assignment:
    """Have the coder go through the whole letter, blind."""
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


@transaction.atomic
def ask_sample(coder: Coder, sample: Sample, *, by: Any, note: str = "") -> Assignment:
    """Have the coder go through sentences drawn at random, blind. Letters that the coder knows are left out."""
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


@transaction.atomic
def finish(assignment_id: int, coder: Coder) -> Assignment:
    """Close it: from now on silence counts, and all is shown on both sides."""
    assignment = open_one(assignment_id, coder)
    follow_text(assignment)
    if left := assignment.sentences.filter(passed_at__isnull=True).count():
        words = ngettext(
            "Nog niet klaar: %(n)s zin is nog niet gehad.", "Nog niet klaar: %(n)s zinnen zijn nog niet gehad.", left
        )
        raise ReviewError(words % {"n": left})
    assignment.done_at = timezone.now()
    assignment.save(update_fields=["done_at"])
    return assignment


@transaction.atomic
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


@transaction.atomic
def mark(letter: Letter, coder: Coder) -> Assignment:
    """The coder has been through this letter with proposals in sight: what they did not accept or add holds nothing."""
    text = _text_of(letter)
    if Stance.objects.filter(revision=text).visible_to(coder.user).open().exists():
        raise ReviewError(_("Er zijn nog voorstellen van deze brief waarover niemand besliste."))
    if hidden_from(coder.user).filter(pk=letter.pk).exists():
        raise ReviewError(_("U codeert deze brief nog zonder te zien wat anderen vonden. Maak dat eerst af."))
    assignment, _made = Assignment.objects.update_or_create(
        coder=coder, letter=letter, way=Way.IN_SIGHT, defaults={"asked_by": coder.user, "done_at": timezone.now()}
    )
    assignment.sentences.all().delete()
    _put(assignment, [(text.pk, start, end) for start, end in _places(text)])
    return assignment


def unmark(letter: Letter, coder: Coder) -> None:
    Assignment.objects.filter(coder=coder, letter=letter, way=Way.IN_SIGHT).delete()


def marked_by(coder: Coder, text: Revision) -> bool:
    """Whether the coder has been through this very text, in sight."""
    return AssignedSentence.objects.filter(
        revision=text, assignment__coder=coder, assignment__way=Way.IN_SIGHT, assignment__done_at__isnull=False
    ).exists()


def open_one(assignment_id: int, coder: Coder) -> Assignment:
    """The coder's own open blind assignment, locked."""
    found = Assignment.objects.select_for_update(of=("self",)).filter(pk=assignment_id, coder=coder, way=Way.BLIND)
    assignment = found.first()
    if assignment is None:
        raise ReviewError(_("Deze opdracht is er niet (meer)."))
    if assignment.done_at:
        raise ReviewError(_("Deze opdracht is klaar en verandert niet meer."))
    return assignment


@transaction.atomic
def follow_text(assignment: Assignment) -> str:
    """Bring an open assignment to the current texts; returns what that changed in words, "" for nothing.

    Sentences that stand there word for word keep their answers. Of a whole letter, what is new is asked too; of a
    sample, what left the text is asked no more.
    """
    behind = list(
        assignment.sentences.filter(revision__is_current=False)
        .select_related("revision")
        .order_by("revision_id", "start")
    )
    if not behind:
        return ""
    texts = {
        text.letter_id: text
        for text in Revision.objects.filter(
            is_current=True, letter__in={sentence.revision.letter_id for sentence in behind}
        )
    }
    kept = sum(_moved(sentence, texts.get(sentence.revision.letter_id)) for sentence in behind)
    whole = [(text.pk, *place) for text in texts.values() for place in coded_places(text)] if assignment.letter else []
    added = _put(assignment, whole)
    return _(
        "De tekst van de brief is intussen vervangen. %(kept)s van uw %(all)s zinnen staan er nog zo; "
        "%(added)s zinnen zijn nieuw."
    ) % {"all": len(behind), "kept": kept, "added": added}


def _moved(sentence: AssignedSentence, text: Revision | None) -> bool:
    """Put the sentence where it stands now, with what the coder said of it; or take it out of the assignment."""
    old = (sentence.revision_id, sentence.start, sentence.end)
    place = carrying.place_of(sentence.revision, (sentence.start, sentence.end), text) if text else None
    there = sentence.assignment.sentences.filter(revision=text, start=place[0]).exists() if place else True
    if text is None or place is None or there:
        sentence.delete()
        return False
    said = Stance.objects.filter(assignment=sentence.assignment_id, revision=old[0], start=old[1], end=old[2])
    for stance in said.in_state(State.CODED).select_related("revision"):
        carrying.copy(stance, text, place, sentence.assignment)
    sentence.revision, (sentence.start, sentence.end) = text, place
    sentence.save(update_fields=["revision", "start", "end"])
    return True


def _check_coder(coder: Coder) -> None:
    """And keep others from asking the same person anything meanwhile."""
    Coder.objects.select_for_update(of=("self",)).get(pk=coder.pk)
    if coder.user is None:
        raise CannotAssign(_("%(coder)s heeft geen account en kan niet coderen.") % {"coder": coder})
    if not coder.user.is_active or not coder.user.has_perm("positions.add_review"):
        raise CannotAssign(_("%(coder)s mag niet beoordelen. Geef het account eerst de rol codeur.") % {"coder": coder})


def _text_of(letter: Letter) -> Revision:
    text = Revision.objects.filter(letter=letter, is_current=True).first()
    if text is None:
        raise CannotAssign(_("Van “%(letter)s” is er geen tekst.") % {"letter": letter.name})
    return text


def _places(text: Revision) -> list[tuple[int, int]]:
    places = coded_places(text)
    if not places:
        raise CannotAssign(_("In “%(letter)s” staan geen zinnen om te coderen.") % {"letter": text.letter.name})
    return places


def _put(assignment: Assignment, sentences: Iterable[Sentence]) -> int:
    """Those that are not in it yet; and no proposal of their letters stays on this person's screen."""
    known = set(assignment.sentences.values_list("revision", "start"))
    rows = [
        AssignedSentence(assignment=assignment, revision_id=revision, start=start, end=end)
        for revision, start, end in sentences
        if (revision, start) not in known
    ]
    AssignedSentence.objects.bulk_create(rows)
    Claim.objects.filter(coder=assignment.coder, stance__revision__in={row.revision_id for row in rows}).delete()
    return len(rows)
