"""A table of the sentences of each text, by digest, kept equal to `sentence_digests` by a trigger."""

import django.db.models.deletion
from django.db import migrations, models

KEEP = """
CREATE FUNCTION letters_keep_sentence_digests() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM letters_sentencedigest WHERE revision_id = NEW.id;
    END IF;
    INSERT INTO letters_sentencedigest (digest, revision_id)
    SELECT DISTINCT digest, NEW.id FROM unnest(NEW.sentence_digests) digest;
    RETURN NULL;
END $$;
CREATE TRIGGER sentence_digests_of_new_text AFTER INSERT ON letters_revision
    FOR EACH ROW EXECUTE FUNCTION letters_keep_sentence_digests();
CREATE TRIGGER sentence_digests_of_changed_text AFTER UPDATE OF sentence_digests ON letters_revision
    FOR EACH ROW WHEN (OLD.sentence_digests IS DISTINCT FROM NEW.sentence_digests)
    EXECUTE FUNCTION letters_keep_sentence_digests();
"""
LEAVE = """
DROP TRIGGER sentence_digests_of_changed_text ON letters_revision;
DROP TRIGGER sentence_digests_of_new_text ON letters_revision;
DROP FUNCTION letters_keep_sentence_digests();
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0010_letters_of_a_cabinet_by_date")]

    operations = [
        migrations.CreateModel(
            name="SentenceDigest",
            fields=[
                ("pk", models.CompositePrimaryKey("digest", "revision_id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("digest", models.BigIntegerField()),
                ("revision", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="letters.revision")),
            ],
            options={
                "verbose_name": "kenmerk van een zin",
                "verbose_name_plural": "kenmerken van zinnen",
                "default_permissions": (),
            },
        ),
        migrations.RunSQL(KEEP, LEAVE),
    ]
