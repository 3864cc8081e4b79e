from django.db import migrations, models


class Migration(migrations.Migration):
    """Texts are stored and compared in two steps; every one that is there was compared."""

    dependencies = [("positions", "0014_stances_by_topic_in_a_text")]

    operations = [
        migrations.AddField("wordinground", "compared", models.BooleanField(default=True)),
        migrations.AddIndex("wordingsentence", models.Index(fields=["digest"], name="worded_sentence_digest")),
    ]
