"""Effects of what other machines say, and since when a run's silence is known."""

import django.utils.timezone
from django.db import migrations, models

# Known facts in a new column: no kept page tells otherwise for it, and no letter has to be summed up again.
FILL = """
ALTER TABLE positions_proposing DISABLE TRIGGER USER;
UPDATE positions_proposing AS run SET whole_at = CASE WHEN EXISTS (
    SELECT FROM positions_modelround AS asked JOIN positions_modelwindow AS part ON part.round_id = asked.id
    WHERE asked.revision_id = run.revision_id AND asked.coder_id = run.coder_id AND part.state <> 'answered'
) THEN NULL ELSE at END;
ALTER TABLE positions_proposing ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):

    dependencies = [('positions', '0024_taken_letters')]

    operations = [
        migrations.AddField(
            model_name='calibration',
            name='same',
            field=models.FloatField(default=0.0, verbose_name='andere machine zegt hetzelfde'),
        ),
        migrations.AddField(
            model_name='calibration',
            name='otherwise',
            field=models.FloatField(default=0.0, verbose_name='andere machine zegt iets anders'),
        ),
        migrations.AddField(
            model_name='calibration',
            name='silent',
            field=models.FloatField(default=0.0, verbose_name='andere machine zegt niets'),
        ),
        migrations.AlterField(
            model_name='codingrun',
            name='at',
            field=models.DateTimeField(auto_now_add=True),
        ),
        migrations.AddField(
            model_name='codingrun',
            name='whole_at',
            field=models.DateTimeField(default=django.utils.timezone.now, null=True),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
