"""The sums of a topic are read from an index: of arrays without a limit it has the length."""

from django.db import migrations, models

FILL = "UPDATE positions_stancesummary SET length = CARDINALITY(starts)"


class Migration(migrations.Migration):

    dependencies = [
        ('positions', '0027_work_counts'),
    ]

    operations = [
        migrations.AddField(
            model_name='stancesummary',
            name='length',
            field=models.PositiveIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name='stancesummary', name='summary_of_topic'),
        migrations.AddIndex(
            model_name='stancesummary',
            index=models.Index(
                fields=['topic', 'holder', 'accepted'],
                include=('letter', 'revision', 'sentences', 'read_singly', 'counts', 'length'),
                name='sums_of_topic',
            ),
        ),
    ]
