"""How many letters wait for review and how many quotes are lost, kept by triggers on the summaries of letters."""

from django.db import migrations, models

from letters.migrations import _work_counts

COUNTED = """SELECT 'judge' AS kind, is_example, waiting::integer AS number FROM {rows}
    UNION ALL SELECT 'lost', is_example, lost FROM {rows}"""
# Where this is not all that there is to say, the letter is due: quotes that were lost at some time, and what waits on a
# letter that is not shown.
FILL = """
UPDATE positions_lettersummary s SET is_example = TRUE FROM letters_letter l WHERE l.id = s.letter_id AND l.is_example;
INSERT INTO positions_summarydue (letter, transaction)
SELECT DISTINCT r.letter_id, 0 FROM positions_review d
JOIN positions_stance s ON s.id = d.stance_id JOIN letters_revision r ON r.id = s.revision_id
WHERE d.state = 'lost'
UNION SELECT s.letter_id, 0 FROM positions_lettersummary s JOIN letters_letter l ON l.id = s.letter_id
WHERE s.waiting AND (l.withdrawn_at IS NOT NULL OR l.joined_into_id IS NOT NULL OR l.publication <> 'brief')
ON CONFLICT (letter, transaction) DO NOTHING;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0021_work_counts'),
        ('positions', '0026_decision_counts'),
    ]

    operations = [
        migrations.AddField(
            model_name='lettersummary',
            name='lost',
            field=models.PositiveIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='lettersummary',
            name='is_example',
            field=models.BooleanField(default=False),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='lettersummary',
            index=models.Index(condition=models.Q(('lost__gt', 0)), fields=['revision'], name='summary_lost'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        _work_counts.keep("positions_lettersummary", ("judge", "lost"), COUNTED),
    ]
