"""Indexes: texts on which a proposal waits, what a letter says on a topic, and assignments that are not finished."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("positions", "0018_releases")]

    operations = [
        migrations.AddIndex(
            model_name="lettersummary",
            index=models.Index(fields=["revision"], condition=models.Q(("waiting", True)), name="summary_waiting"),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["id"], condition=models.Q(("done_at__isnull", True)), name="assignment_not_done"),
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
