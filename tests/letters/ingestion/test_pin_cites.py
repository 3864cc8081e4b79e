"""Citing sentences are kept with citations: when recording, restoring, joining, and of letters read before."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from letters.ingestion import merge, restore_text
from letters.ingestion.link import link_letter
from letters.models import Citation, Letter, PossibleDuplicate, Revision
from tests.factories import SENTENCES, letter

fill_pin_cites = import_module("letters.migrations.0016_fill_pin_cites")
CITES = "Zoals gemeld in Kamerstuk 99 301, nr. 7 blijft de druk hoog."
NOTHING = {"sentence": None, "sentence_start": None, "note_of": None, "note_of_start": None}


def kept(of: Letter) -> list[tuple[str | None, str | None, str | None]]:
    return list(of.citations.values_list("target", "sentence", "note_of"))


def test_the_sentence_is_recorded_and_stands_at_its_place(take_in) -> None:
    of = take_in(letter(sentences=(*SENTENCES, CITES, "Klaar.[^1]")) + "\n[^1]: Zie kst-99302-8.\n").letter
    assert kept(of) == [("kst-99301-7", CITES, None), ("kst-99302-8", "Zie kst-99302-8.", "Klaar.")]
    text = of.revisions.get().text
    for citation in of.citations.all():
        for (start, end), words in zip(citation.citing_spans, (citation.sentence, citation.note_of), strict=False):
            assert text[start:end] == words


def test_a_restored_text_has_its_own_sentences(take_in, admin_user) -> None:
    first = take_in(letter(sentences=(*SENTENCES, CITES))).letter
    take_in(letter(sentences=(*SENTENCES, "Ingevoegd.", "Zie nu kst-99301-8.")))
    assert kept(first) == [("kst-99301-8", "Zie nu kst-99301-8.", None)]
    restore_text.restore(first, first.revisions.get(number=1), user=admin_user)
    assert kept(first) == [("kst-99301-7", CITES, None)]


def test_joined_letters_have_the_sentences_of_the_text_that_is_shown(take_in, admin_user) -> None:
    earlier = take_in(letter(number="1", sentences=(*SENTENCES, CITES))).letter
    later = take_in(letter(number="2", sentences=("Iets heel anders over vis.", "Zie nu kst-99301-8."))).letter
    reason = PossibleDuplicate.Reason.SAME_IDENTIFIER
    pair = PossibleDuplicate.objects.create(earlier=earlier, later=later, reason=reason, share=0.5)
    merge.join(pair, user=admin_user)
    assert kept(earlier) == [("kst-99301-8", "Zie nu kst-99301-8.", None)]
    pair.refresh_from_db()
    merge.undo(pair, user=admin_user)
    assert kept(earlier) == [("kst-99301-7", CITES, None)]


def test_old_citations_are_filled_where_the_text_still_has_them_and_nowhere_else(take_in) -> None:
    whole = take_in(letter(sentences=(*SENTENCES, CITES, "Klaar.[^1]")) + "\n[^1]: Zie kst-99302-8.\n").letter
    changed = take_in(letter(number="13", sentences=(*SENTENCES[::-1], CITES))).letter
    before = kept(whole)
    Citation.objects.update(**NOTHING)
    revision = changed.revisions.get()
    Revision.objects.filter(pk=revision.pk).update(text=revision.text.replace("nr. 7", "nr. 9"))
    with connection.schema_editor() as editor:
        fill_pin_cites.fill(apps, editor)
    assert kept(whole) == before
    assert kept(changed) == [("kst-99301-7", None, None)]


def test_what_stayed_unknown_is_filled_by_reading_the_letter_again(take_in) -> None:
    text = letter(sentences=(*SENTENCES, CITES))
    of = take_in(text).letter
    of.citations.update(**NOTHING)
    take_in(text)
    assert kept(of) == [("kst-99301-7", CITES, None)]
    assert of.revisions.count() == 1


def test_a_sentence_without_its_citation_is_refused(take_in) -> None:
    citation = take_in(letter(sentences=(*SENTENCES, CITES))).letter.citations.get()
    for wrong in ({"sentence_start": citation.start + 1}, {"sentence": "Zoals"}, {"note_of": "Klaar."}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Citation.objects.filter(pk=citation.pk).update(**wrong)


def test_citations_of_a_dossier_are_those_of_its_papers(take_in) -> None:
    cites = "kst-21501-02-9 kst-21501-9 kst-35570-X-5 kst-35570-5 kst-35570-5-n1 kst-99301-7"
    link_letter(take_in(letter(sentences=(*SENTENCES, f"Zie {cites}."))).letter)
    found = {
        number: sorted(Citation.objects.of_dossier(number).values_list("target", flat=True))
        for number in ("21501", "21501-02", "35570", "35570-X", "2150", "213%", "x' or 1=1")
    }
    assert found == {
        "21501": ["kst-21501-9"], "21501-02": ["kst-21501-02-9"], "35570": ["kst-35570-5", "kst-35570-5-n1"],
        "35570-X": ["kst-35570-X-5"], "2150": [], "213%": [], "x' or 1=1": [],
    }  # fmt: skip
