"""Counts of decisions by letter and topic, their sums, and a trigger for letters that are shown or no more; and an index
of bulk actions.
"""

import django.db.models.deletion
from django.db import migrations, models

WATCH = """
CREATE FUNCTION letters_letter_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO positions_summarydue (letter, transaction)
    SELECT t.id, pg_current_xact_id()::text::bigint FROM touched t JOIN before b ON b.id = t.id
    WHERE (t.withdrawn_at IS NULL, t.joined_into_id IS NULL, t.publication, t.is_example)
        IS DISTINCT FROM (b.withdrawn_at IS NULL, b.joined_into_id IS NULL, b.publication, b.is_example)
    ON CONFLICT (letter, transaction) DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER due_by_update AFTER UPDATE ON letters_letter REFERENCING OLD TABLE AS before NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION letters_letter_is_due();
"""
UNWATCH = "DROP TRIGGER due_by_update ON letters_letter; DROP FUNCTION letters_letter_is_due();"
# `positions.summary_table.statements.decisions` as of this migration, of all letters. Made anew by a task instead, counts
# of 100,000 letters would be missing for minutes, and the review page as slow as it was meanwhile.
FILL = """
INSERT INTO positions_decisioncount (letter_id, topic_id, example, proposed, waiting, differing)
WITH newest AS MATERIALIZED (
    SELECT DISTINCT ON (p.revision_id, c.name) p.revision_id, p.coder_id, p.codebook_id
    FROM positions_proposing p JOIN positions_coder c ON c.id = p.coder_id
    ORDER BY p.revision_id, c.name, p.codebook_id DESC, p.coder_id DESC
), judged AS MATERIALIZED (
    SELECT s.id, s.revision_id, s.topic_id, s.coder_id, s.codebook_id, s.start, s."end", s.holder, s.score, s.carries_id,
        text.letter_id, letter.is_example,
        COALESCE(
            (SELECT r.state FROM positions_review r WHERE r.stance_id = s.id ORDER BY r.id DESC LIMIT 1),
            CASE WHEN s.confidence = '' THEN 'coded' ELSE 'proposed' END
        ) = 'proposed' AS waits
    FROM positions_stance s JOIN letters_revision text ON text.id = s.revision_id AND text.is_current
    JOIN letters_letter letter ON letter.id = text.letter_id AND letter.publication = 'brief'
        AND letter.withdrawn_at IS NULL AND letter.joined_into_id IS NULL
    JOIN positions_coder c ON c.id = s.coder_id AND c.kind = 'machine'
    WHERE s.assignment_id IS NULL OR s.assignment_id NOT IN (SELECT id FROM positions_assignment WHERE done_at IS NULL)
), asked AS MATERIALIZED (
    SELECT j.* FROM judged j LEFT JOIN newest n USING (revision_id, coder_id, codebook_id)
    WHERE NOT j.waits OR n.revision_id IS NOT NULL
), disputed AS (
    SELECT DISTINCT mine.revision_id, mine.topic_id, mine.start
    FROM asked mine JOIN asked other ON other.revision_id = mine.revision_id AND other.topic_id = mine.topic_id
        AND other.start < mine."end" AND other."end" > mine.start
        AND (other.score IS DISTINCT FROM mine.score OR other.score IS NOT NULL AND other.holder <> mine.holder)
    WHERE mine.waits AND other.waits AND mine.carries_id IS NULL
), places AS (
    SELECT letter_id, topic_id, is_example, BOOL_OR(waits) AS waits, BOOL_OR(disputed.start IS NOT NULL) AS differs
    FROM asked LEFT JOIN disputed USING (revision_id, topic_id, start)
    WHERE carries_id IS NULL GROUP BY letter_id, topic_id, is_example, revision_id, start
)
SELECT letter_id, topic_id, is_example, COUNT(*), COUNT(*) FILTER (WHERE waits), COUNT(*) FILTER (WHERE differs)
FROM places GROUP BY letter_id, topic_id, is_example;
INSERT INTO positions_decisiontotal (topic_id, example, proposed, waiting, differing)
SELECT topic_id, example, SUM(proposed), SUM(waiting), SUM(differing) FROM positions_decisioncount
GROUP BY topic_id, example;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0020_announced_files'),
        ('positions', '0025_said_beside'),
    ]

    operations = [
        migrations.CreateModel(
            name='DecisionCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('example', models.BooleanField()),
                ('proposed', models.PositiveIntegerField()),
                ('waiting', models.PositiveIntegerField()),
                ('differing', models.PositiveIntegerField()),
                ('letter', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letters.letter')),
                ('topic', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='positions.topic')),
            ],
            options={
                'verbose_name': 'telling van beslissingen',
                'verbose_name_plural': 'tellingen van beslissingen',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('letter', 'topic'), name='counted_once')],
            },
        ),
        migrations.CreateModel(
            name='DecisionTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('example', models.BooleanField()),
                ('proposed', models.IntegerField()),
                ('waiting', models.IntegerField()),
                ('differing', models.IntegerField()),
                ('topic', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='positions.topic')),
            ],
            options={
                'verbose_name': 'deel van de telling van beslissingen',
                'verbose_name_plural': 'delen van de telling van beslissingen',
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(
                condition=models.Q(('bulk', True), ('undoes__isnull', True)), fields=['-id'], name='review_in_bulk'
            ),
        ),
        migrations.RunSQL(WATCH, UNWATCH),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
