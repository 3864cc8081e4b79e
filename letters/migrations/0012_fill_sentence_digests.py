"""Fill the table of sentences from the texts that are stored, a thousand texts a transaction.

Interrupted, it goes on from the start: what is there is skipped. From migration 0011 on new texts bring their own rows.
"""

from django.db import migrations

AT_ONCE = 1000
FILL = """
INSERT INTO letters_sentencedigest (digest, revision_id)
SELECT DISTINCT digest, id FROM letters_revision, unnest(sentence_digests) digest WHERE id BETWEEN %s AND %s
ON CONFLICT DO NOTHING
"""


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(min(id), 1), COALESCE(max(id), 0) FROM letters_revision")
        first, last = cursor.fetchone()
        for start in range(first, last + 1, AT_ONCE):
            cursor.execute(FILL, [start, start + AT_ONCE - 1])
        cursor.execute("ANALYZE letters_sentencedigest")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("letters", "0011_sentence_digests")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
