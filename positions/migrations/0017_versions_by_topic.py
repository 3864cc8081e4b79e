"""Versions of the data by topic: a decision on one leaves what is kept of another."""

from django.db import migrations, models

from positions.migrations import _statement_triggers

# A write of stances or decisions is one of their topics. One by a coder's task is one of all data as well: it decides
# which letters are read, and what agreement is measured on. So is one of which the topic cannot be told any more.
NOTE = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE beyond boolean;
BEGIN
    WITH said AS ({said}),
    noted AS (
        INSERT INTO positions_topicversion (topic, transaction, writes, at)
        SELECT topic_id, pg_current_xact_id()::text::bigint, 1, clock_timestamp()
        FROM (SELECT DISTINCT topic_id FROM said WHERE topic_id IS NOT NULL) topics
        ON CONFLICT (topic, transaction) DO UPDATE SET writes = positions_topicversion.writes + 1, at = EXCLUDED.at
    )
    SELECT BOOL_OR(topic_id IS NULL OR assignment_id IS NOT NULL) INTO beyond FROM said;
    IF beyond THEN
        INSERT INTO positions_alteration (transaction, writes, at)
        VALUES (pg_current_xact_id()::text::bigint, 1, clock_timestamp())
        ON CONFLICT (transaction) DO UPDATE SET writes = positions_alteration.writes + 1, at = EXCLUDED.at;
    END IF;
    RETURN NULL;
END $$;
"""
# Truncation tells no rows, and changes everything.
TRUNCATION = """
CREATE TRIGGER altered_by_truncate AFTER TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION positions_note_alteration();
"""
# The triggers of 0008.
BEFORE = """
CREATE TRIGGER altered_by_insert AFTER INSERT OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION positions_note_alteration();
CREATE TRIGGER altered_by_update AFTER UPDATE ON {table} REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION positions_note_alteration_of_rows();
CREATE TRIGGER altered_by_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION positions_note_alteration_of_rows();
"""
SAID = {
    "positions_stance": "SELECT topic_id, assignment_id FROM touched",
    "positions_review": """SELECT s.topic_id, s.assignment_id
        FROM touched t LEFT JOIN positions_stance s ON s.id = t.stance_id""",
}


def by_topic(table, said):
    name, gone = f"{table}_notes_topic", _statement_triggers.drop(table, "altered")
    note = NOTE.format(name=name, said=said) + gone + _statement_triggers.create(table, "altered", name)
    back = f"DROP TRIGGER altered_by_truncate ON {table}; DROP FUNCTION {name}();"
    return migrations.RunSQL(note + TRUNCATION.format(table=table), gone + back + BEFORE.format(table=table))


class Migration(migrations.Migration):

    dependencies = [
        ('positions', '0016_summaries'),
    ]

    operations = [
        migrations.CreateModel(
            name='TopicVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.BigIntegerField()),
                ('transaction', models.PositiveBigIntegerField()),
                ('writes', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'wijziging van een onderwerp',
                'verbose_name_plural': 'wijzigingen van onderwerpen',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('topic', 'transaction'), name='written_once_a_transaction')],
            },
        ),
        *(by_topic(table, said) for table, said in SAID.items()),
    ]
