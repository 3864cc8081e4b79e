"""Fill the sentences of citations that were read before, a hundred letters a transaction.

Only where the current text still has the citation's words at its place: elsewhere the sentence stays unknown until the
letter is read again. Interrupted, it goes on with what has no sentence yet.
"""

from django.db import migrations
from django.db.models import Prefetch

from letters.parsed_revision import passage_of
from letters.parser.citing_sentences import citing_sentences

AT_ONCE = 100
FIELDS = ["sentence", "sentence_start", "note_of", "note_of_start"]


def fill(apps, schema_editor):
    Citation, Revision = apps.get_model("letters", "Citation"), apps.get_model("letters", "Revision")
    waiting = Citation.objects.filter(sentence=None).order_by("letter").values_list("letter", flat=True).distinct()
    letters = list(waiting)
    passages = Prefetch("passages", apps.get_model("letters", "Passage").objects.order_by("position").defer("search"))
    for at in range(0, len(letters), AT_ONCE):
        texts = Revision.objects.filter(is_current=True, letter__in=letters[at : at + AT_ONCE])
        found = {text.letter_id: text for text in texts.only("letter_id", "text").prefetch_related(passages)}
        rows = [row for row in Citation.objects.filter(letter__in=found, sentence=None) if stands(row, found)]
        for text in found.values():
            place([row for row in rows if row.letter_id == text.letter_id], text)
        Citation.objects.bulk_update(rows, FIELDS)


def stands(citation, texts):
    return texts[citation.letter_id].text[citation.start : citation.end][:500] == citation.written


def place(citations, revision):
    passages = [passage_of(passage) for passage in revision.passages.all()]
    for citation, sentence in zip(citations, citing_sentences(passages, citations), strict=True):
        if sentence is None:
            continue
        citation.sentence_start, citation.sentence = sentence.start, revision.text[sentence.start : sentence.end]
        if sentence.note_of:
            start, end = sentence.note_of
            citation.note_of_start, citation.note_of = start, revision.text[start:end]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("letters", "0015_pin_cites")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
