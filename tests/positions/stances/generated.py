"""Pseudo-random stances, reproducible by seed: mixtures of runs, decisions, blind codings and texts."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.utils import timezone

from letters.models import Document, Letter, Revision
from positions.domain.confidence_levels import Confidence
from positions.domain.scale import Holder
from positions.models import AssignedSentence, Assignment, CodebookVersion, Coder, CodingRun, Review, Stance, Topic

SENTENCES, LENGTH = 12, 40
SURE = [level.value for level in Confidence]
Round = tuple[Coder, CodebookVersion]


def texts(count: int) -> list[Revision]:
    """Create letters of recent years with a text, some with an earlier one, some undated, one withdrawn."""
    found = []
    for number in range(count):
        day = None if number % 11 == 0 else timezone.localdate() - timedelta(days=97 * number)
        letter = Letter.objects.create(key=f"kst-9-{number}", subject=f"Brief {number}", document_date=day)
        for version in (1, 2) if number % 5 == 0 else (1,):
            document = Document.objects.create(sha256=f"{number:060}{version:04}", size=1, media_type="text/plain")
            sentences = (f"Zin {number}.{n} van {version} zegt iets" for n in range(SENTENCES))
            words = " ".join(sentence.ljust(LENGTH - 1, ".") for sentence in sentences)
            Revision.objects.filter(letter=letter).update(is_current=False)
            found.append(
                Revision.objects.create(
                    letter=letter, number=version, document=document, text=words, body_sentences=SENTENCES,
                    body_digest=document.sha256, read_by="test",
                )
            )  # fmt: skip
    Letter.objects.filter(key="kst-9-3").update(withdrawn_at=timezone.now(), withdrawn_reason="dubbel")
    return found


def propose(chance: random.Random, where: Iterable[Revision], rounds: Sequence[Round], share: float) -> None:
    """Run each coder on this share of the texts, with stances on some sentences."""
    topics = list(Topic.objects.all())
    for coder, codebook in rounds:
        went = [text for text in where if chance.random() < share]
        CodingRun.objects.bulk_create(CodingRun(revision=text, coder=coder, codebook=codebook) for text in went)
        Stance.objects.bulk_create(
            _stance(chance, text, n, topic=topic, coder=coder, codebook=codebook, confidence=chance.choice(SURE))
            for text in went
            for n in chance.sample(range(SENTENCES), 4)
            for topic in chance.sample(topics, chance.choice((1, 1, 2)))
        )


def decide(chance: random.Random, stances: Iterable[Stance], who: Coder, *, share: float) -> None:
    """Accept, reject, or repeat an earlier decision; one accepted stance per sentence and topic."""
    taken: dict[tuple[int, int, int], Review] = {}
    for stance in stances:
        place, decision = (stance.revision_id, stance.start, stance.topic_id), chance.choice(("accept", "reject"))
        if chance.random() > share:
            continue
        if place in taken:
            Review.objects.create(stance=stance, decision="repeated", state="repeated", points_to=taken[place])
            continue
        state = "accepted" if decision == "accept" else "rejected"
        review = Review.objects.create(stance=stance, decision=decision, state=state, coder=who)
        if decision == "accept":
            taken[place] = review


def code_blind(chance: random.Random, where: Sequence[Revision], who: Coder) -> None:
    """Create blind codings of whole letters, most of them done, with stances on a third of the sentences."""
    codebook, topics = CodebookVersion.objects.latest("pk"), list(Topic.objects.all())
    for text in where:
        done = timezone.now() if chance.random() < 0.7 else None
        assignment = Assignment.objects.create(coder=who, way="blind", letter=text.letter, done_at=done)
        for n in range(SENTENCES):
            AssignedSentence.objects.create(
                assignment=assignment, revision=text, start=n * LENGTH, end=n * LENGTH + LENGTH - 1
            )
            if chance.random() < 0.35:
                topic = chance.choice(topics)
                _stance(chance, text, n, topic=topic, coder=who, codebook=codebook, assignment=assignment).save()


def _stance(chance: random.Random, text: Revision, n: int, **more: object) -> Stance:
    start, end = n * LENGTH, n * LENGTH + LENGTH - 1
    holder = chance.choice([Holder.CABINET.value] * 3 + [Holder.ALLIES.value])
    score = chance.choice((None, -1, -1, 0, 1, 2))
    quote = text.text[start:end]
    return Stance(revision=text, start=start, end=end, quote=quote, holder=holder, score=score, **more)
