"""Indexes of the table of summaries: the texts on which a proposal waits, and what a letter says on a topic."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("positions", "0018_releases")]

    operations = [
        migrations.AddIndex(
            model_name="lettersummary",
            index=models.Index(fields=["revision"], condition=models.Q(("waiting", True)), name="summary_waiting"),
        ),
        migrations.AddIndex(
            model_name="stancesummary",
            index=models.Index(fields=["letter", "topic", "holder", "accepted"], name="summary_of_letter"),
        ),
        migrations.AlterField(
            model_name="stancesummary",
            name="letter",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=models.deletion.DO_NOTHING,
                related_name="+",
                to="letters.letter",
            ),
        ),
    ]
