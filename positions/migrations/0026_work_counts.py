"""How many letters wait for review and how many quotes are lost, kept by triggers on the summaries of letters."""

from django.db import migrations, models

from letters.migrations import _work_counts

COUNTED = """SELECT 'judge' AS kind, is_example, waiting::integer AS number FROM {rows}
    UNION ALL SELECT 'lost', is_example, lost FROM {rows}"""
# A letter that is shown no more, or again: what waits on it and what is lost of it changes with that.
WATCH = """
CREATE FUNCTION letters_letter_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO positions_summarydue (letter, transaction) VALUES (NEW.id, pg_current_xact_id()::text::bigint)
    ON CONFLICT (letter, transaction) DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER due_by_update AFTER UPDATE OF withdrawn_at, joined_into_id, publication, is_example ON letters_letter
    FOR EACH ROW WHEN (
        (OLD.withdrawn_at IS NULL, OLD.joined_into_id IS NULL, OLD.publication, OLD.is_example)
        IS DISTINCT FROM (NEW.withdrawn_at IS NULL, NEW.joined_into_id IS NULL, NEW.publication, NEW.is_example)
    ) EXECUTE FUNCTION letters_letter_is_due();
"""
LEAVE = """
DROP TRIGGER due_by_update ON letters_letter;
DROP FUNCTION letters_letter_is_due();
"""
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
        ('positions', '0025_said_beside'),
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
        migrations.RunSQL(WATCH, LEAVE),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        _work_counts.keep("positions_lettersummary", ("judge", "lost"), COUNTED),
    ]
