"""The table of summaries, and triggers that note which letters it has to be made anew for."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from positions.migrations import _statement_triggers

# What a change of each table makes due, by `touched`, the rows after it (before it, of a deletion). A change of a coder's
# name or kind decides which of their stances count; of a text, whether it is the letter's current one.
DUE = {
    "positions_stance": "SELECT r.letter_id FROM touched t JOIN letters_revision r ON r.id = t.revision_id",
    "positions_review": """SELECT r.letter_id FROM touched t JOIN positions_stance s ON s.id = t.stance_id
        JOIN letters_revision r ON r.id = s.revision_id""",
    "positions_proposing": "SELECT r.letter_id FROM touched t JOIN letters_revision r ON r.id = t.revision_id",
    "positions_assignment": """SELECT r.letter_id FROM touched t JOIN positions_stance s ON s.assignment_id = t.id
        JOIN letters_revision r ON r.id = s.revision_id
        UNION SELECT r.letter_id FROM touched t JOIN positions_assignedsentence g ON g.assignment_id = t.id
        JOIN letters_revision r ON r.id = g.revision_id""",
    "positions_assignedsentence": "SELECT r.letter_id FROM touched t JOIN letters_revision r ON r.id = t.revision_id",
    "positions_coder": """SELECT r.letter_id FROM touched t JOIN positions_stance s ON s.coder_id = t.id
        JOIN letters_revision r ON r.id = s.revision_id
        UNION SELECT r.letter_id FROM touched t JOIN positions_proposing p ON p.coder_id = t.id
        JOIN letters_revision r ON r.id = p.revision_id
        UNION SELECT r.letter_id FROM touched t JOIN positions_assignment a ON a.coder_id = t.id
        JOIN positions_assignedsentence g ON g.assignment_id = a.id JOIN letters_revision r ON r.id = g.revision_id""",
    "letters_revision": "SELECT t.letter_id FROM touched t",
}
WATCH = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO positions_summarydue (letter, transaction)
    SELECT DISTINCT letter_id, pg_current_xact_id()::text::bigint FROM ({due}) due
    ON CONFLICT (letter, transaction) DO NOTHING;
    RETURN NULL;
END $$;
"""
# The letters of before: they are read from their stances until a task has summed them up.
FILL = """
INSERT INTO positions_summarydue (letter, transaction)
SELECT letter_id, 0 FROM letters_revision WHERE is_current
"""


def watching(table, due):
    name = f"{table}_is_due"
    watch = WATCH.format(name=name, due=due) + _statement_triggers.create(table, "due", name)
    return migrations.RunSQL(watch, _statement_triggers.drop(table, "due") + f"DROP FUNCTION {name}();")


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0010_letters_of_a_cabinet_by_date'),
        ('positions', '0015_wordings_compared'),
    ]

    operations = [
        migrations.CreateModel(
            name='LetterSummary',
            fields=[
                ('letter', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to='letters.letter')),
                ('proposed_on', models.BooleanField()),
                ('waiting', models.BooleanField()),
                ('read', models.BooleanField()),
                ('coded_twice', models.BooleanField()),
                ('revision', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letters.revision')),
            ],
            options={
                'verbose_name': 'stand van een brief',
                'verbose_name_plural': 'standen van brieven',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SummaryDue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.BigIntegerField()),
                ('transaction', models.PositiveBigIntegerField(db_index=True)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'verbose_name': 'samenvatting die wacht',
                'verbose_name_plural': 'samenvattingen die wachten',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('letter', 'transaction'), name='due_once_a_transaction')],
            },
        ),
        migrations.CreateModel(
            name='StanceSummary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holder', models.CharField(choices=[('cabinet', 'cabinet'), ('allies', 'allies'), ('nato', 'nato'), ('adviser', 'adviser'), ('other', 'other')], max_length=20)),
                ('accepted', models.BooleanField()),
                ('sentences', models.PositiveIntegerField()),
                ('read_singly', models.PositiveIntegerField()),
                ('counts', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), size=5)),
                ('starts', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), size=None)),
                ('scores', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(null=True), size=None)),
                ('stances', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('singly', django.contrib.postgres.fields.ArrayField(base_field=models.BooleanField(), size=None)),
                ('quotes', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(null=True), size=None)),
                ('disputed', django.contrib.postgres.fields.ArrayField(base_field=models.BooleanField(), size=None)),
                ('letter', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letters.letter')),
                ('revision', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letters.revision')),
                ('topic', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='positions.topic')),
            ],
            options={
                'verbose_name': 'samenvatting van standpunten',
                'verbose_name_plural': 'samenvattingen van standpunten',
                'default_permissions': (),
                'indexes': [models.Index(fields=['topic', 'holder', 'accepted'], name='summary_of_topic')],
                'constraints': [models.UniqueConstraint(fields=('revision', 'topic', 'holder', 'accepted'), name='summed_up_once')],
            },
        ),
        *(watching(table, due) for table, due in DUE.items()),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
