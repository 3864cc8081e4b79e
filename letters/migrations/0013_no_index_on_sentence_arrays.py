"""The GIN index over `sentence_digests` goes: whoever searched by it asks the table of sentences."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("letters", "0012_fill_sentence_digests")]

    operations = [migrations.RemoveIndex(model_name="revision", name="revision_sentences")]
