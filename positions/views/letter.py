"""A letter with what is said of it: the page of `letters`, with the stances laid over the text."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from letters.citing import citing_of, paper_of
from letters.models import Letter, Revision
from letters.sorts import sort_words
from letters.views.finding import of_letter
from letters.views.letter import shown
from positions.models import Proposing, Topic
from positions.showing.choosing import Choosing
from positions.showing.describing import letter_data
from positions.showing.highlighting import highlights
from positions.showing.mapping import map_of
from positions.showing.meta import json_ld, meta_of
from positions.showing.said import Said, codes_blind, said_in, sentences_of
from positions.showing.standing import standings
from positions.visibility import may_see_proposals


@of_letter
def letter_page(request: HttpRequest, letter: Letter) -> HttpResponse:
    """The number of queries depends on neither the letter's length nor the number of stances or letters."""
    text = letter.revisions.defer("sentence_digests").filter(is_current=True).first()
    blind = text is not None and codes_blind(request.user, text)
    said = said_in(text, proposals=may_see_proposals(request)) if text and letter.is_letter and not blind else []
    topics = list(Topic.objects.all())
    choosing, sentences = Choosing(request.GET, topics), sentences_of(said)
    context = shown(letter, highlights(sentences, choosing.sees))
    paper = paper_of(letter, context["dossiers"], request)
    context |= {
        "here": "letters",
        "blind": blind,
        "sentences": [sentence for sentence in sentences if sentence.topics(choosing.sees)],
        "choosing": choosing,
        "groups": choosing.groups(said),
        "standings": standings(letter, spoken_of(topics, said), proposals=may_see_proposals(request)),
        "map": map_of(sentences, choosing.sees, len(text.text)) if text else None,
        "gone_through": bool(said) or went_through(text),
        "topics": topics,
        "citing": citing_of(paper),
        "meta": meta_of(request, letter.name, described(letter, said), letter.get_absolute_url()),
        "data": json_ld(letter_data(letter, paper)),
    }
    return render(request, "positions/letter.html", context)


def spoken_of(topics: list[Topic], said: list[Said]) -> list[Topic]:
    there = {each.stance.topic_id for each in said}
    return [topic for topic in topics if topic.pk in there]


def went_through(text: Revision | None) -> bool:
    """Whether a machine has been through the text: that it found nothing says something only then."""
    return text is not None and Proposing.objects.filter(revision=text).exists()


def described(letter: Letter, said: list[Said]) -> str:
    names = list(dict.fromkeys(each.topic for each in said if each.accepted))
    facts = [sort_words(letter.kind or letter.publication), *letter.shown_ministries, sort_words(letter.chamber)]
    told = ", ".join(fact for fact in facts if fact)
    return f"{told[:1].upper()}{told[1:]}." + (
        f" {_('Over %(topics)s.') % {'topics': ', '.join(names)}}" if names else ""
    )
