"""Letter page: that of `letters`, with stances annotated in the text."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from letters.labels import citation_styles
from letters.labels.kind_labels import kind_label
from letters.labels.ministries import ministry_label
from letters.labels.number_formats import format_dossier
from letters.models import Dossier, Letter, Revision
from letters.models.revisions import heavy_columns
from letters.pages.citation import citations_of, cited_paper
from letters.pages.find_letter import with_letter
from letters.pages.letter_context import letter_context
from positions.domain.codebook.types import CodebookTopic
from positions.labels.summaries import day_words
from positions.letter_page.annotations import highlights
from positions.letter_page.cited import cited_in, comparison
from positions.letter_page.filters import ChosenStances
from positions.letter_page.holders_in_letter import voices_in
from positions.letter_page.map import map_of
from positions.letter_page.read_mark import read_mark
from positions.letter_page.shown_stances import (
    ShownSentence,
    ShownStance,
    is_coding_blind,
    sentences_of,
    stances_of_text,
)
from positions.letter_page.standing import standings
from positions.letter_page.structured_data import letter_data
from positions.models import Assignment, CodingRun, Topic
from positions.open_data.link_previews import meta_of
from positions.stances.visibility import may_see_proposals
from positions.timelines.neighbours import reading_around
from positions.timelines.query import TimelineData, TimelineOptions
from tracker.site.page_metadata import json_ld


@with_letter
def letter_page(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Show a letter. The number of queries depends on neither its length nor the number of stances or letters."""
    text = letter.revisions.defer(*heavy_columns()).filter(is_current=True).first()
    blind = text is not None and is_coding_blind(request.user, text)
    coded = letter.is_letter and not blind
    said = stances_of_text(text, proposals=may_see_proposals(request)) if text and coded else []
    topics = list(Topic.objects.all())
    choosing, sentences = ChosenStances(request.GET, topics), sentences_of(said)
    context = letter_context(letter, text, highlights(sentences, choosing.sees))
    paper = cited_paper(letter, context["dossiers"], request)
    spoken = spoken_of(topics, said)
    asked, documents = asked_by(request), context["cited"]
    cited = [document.letter.pk for document in documents if document.letter]
    reading = reading_around(letter, spoken, asked, cited) if spoken else TimelineData()
    voices = voices_in(letter, spoken, reading)
    read = read_mark(text) if text and coded else None
    is_read = bool(read and read.is_read)
    by = comparison(letter, cited, reading, asked.hidden, read=is_read) if coded else None
    context |= {
        "here": "letters",
        "blind": blind,
        "sentences": [sentence for sentence in sentences if sentence.topics(choosing.sees)],
        "shown_axes": axes_of(sentences, choosing),
        "disputed": any(each.differ for sentence in sentences for each in sentence.chosen(choosing.sees)),
        "choosing": choosing,
        "facets": choosing.facets(said),
        "cited": cited_in(letter, documents, said, by),
        "standings": standings(letter, spoken, reading),
        "voices": voices,
        "compared": {each.topic.slug for each in voices},
        "map": map_of(sentences, choosing.sees, len(text.text)) if text else None,
        "proposers": [each.stance.coder for each in said if not each.accepted],
        "gone_through": bool(said) or is_read or went_through(text),
        "read": read,
        "unmentioned": [topic for topic in topics if topic not in spoken] if is_read else [],
        "topics": topics,
        "citing": citations_of(paper),
        "citation_tags": citation_styles.citation_tags(paper),
        "meta": meta_of(request, letter.name, described(letter, context["dossiers"], said), letter.get_absolute_url()),
        "data": json_ld(letter_data(letter, paper)),
    }
    return render(request, "positions/letter/page.html", context)


def asked_by(request: HttpRequest) -> TimelineOptions:
    return TimelineOptions(proposals=may_see_proposals(request), hidden=Assignment.objects.hidden_letters(request.user))


def spoken_of(topics: list[Topic], said: list[ShownStance]) -> list[Topic]:
    there = {each.stance.topic_id for each in said}
    return [topic for topic in topics if topic.pk in there]


def axes_of(sentences: list[ShownSentence], choosing: ChosenStances) -> list[CodebookTopic]:
    """Return the axes of the topics that are seen in the text, in order of the codebook, for the legend."""
    seen = {said.slug: said for sentence in sentences for said in sentence.topics(choosing.sees)}
    ordered = sorted(seen.values(), key=lambda said: said.stance.topic.position)
    return [said.axis for said in ordered if said.axis]


def went_through(text: Revision | None) -> bool:
    """Return whether a machine has run on the text, so that the absence of proposals means something."""
    return text is not None and CodingRun.objects.filter(revision=text).exists()


def described(letter: Letter, dossiers: Sequence[Dossier], said: list[ShownStance]) -> str:
    """Return kind, ministry, chamber, date and number of the letter, and the topics of its accepted stances."""
    names = list(dict.fromkeys(each.topic for each in said if each.accepted))
    number = (
        f"{format_dossier(dossiers[0].number)}, {_('nr.')} {letter.number}"
        if letter.number and dossiers
        else letter.identifier
    )
    facts = [
        kind_label(letter.kind or letter.publication), *map(ministry_label, letter.shown_ministries),
        kind_label(letter.chamber), day_words(letter.document_date), number,
    ]  # fmt: skip
    told = ", ".join(fact for fact in facts if fact)
    return f"{told[:1].upper()}{told[1:]}." + (
        f" {_('Over %(topics)s.') % {'topics': ', '.join(names)}}" if names else ""
    )
