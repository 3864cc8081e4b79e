"""Sums of letters by day, and triggers that note which days they have to be made anew for."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from positions.migrations import _statement_triggers

NAME = "positions_stancesummary_makes_days_due"
# Who sums up a letter writes all of its rows anew, also where only `read` of `positions_lettersummary` changes.
SUMMARIES = """
CREATE FUNCTION positions_stancesummary_makes_days_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO positions_daydue (day, transaction)
    SELECT DISTINCT l.document_date, pg_current_xact_id()::text::bigint
    FROM touched t JOIN letters_letter l ON l.id = t.letter_id
    ON CONFLICT (day, transaction) DO NOTHING;
    RETURN NULL;
END $$;
"""
LETTERS = """
CREATE FUNCTION letters_letter_makes_days_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO positions_daydue (day, transaction)
    SELECT DISTINCT each.day, pg_current_xact_id()::text::bigint
    FROM touched t JOIN before b ON b.id = t.id CROSS JOIN LATERAL (VALUES (b.document_date), (t.document_date)) each (day)
    WHERE (t.document_date, t.cabinet_id, t.withdrawn_at IS NULL, t.joined_into_id IS NULL, t.publication, t.is_example)
        IS DISTINCT FROM
        (b.document_date, b.cabinet_id, b.withdrawn_at IS NULL, b.joined_into_id IS NULL, b.publication, b.is_example)
    ON CONFLICT (day, transaction) DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER day_due_by_update AFTER UPDATE ON letters_letter REFERENCING OLD TABLE AS before NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION letters_letter_makes_days_due();
CREATE FUNCTION letters_letter_leaves_days_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO positions_daydue (day, transaction)
    SELECT DISTINCT document_date, pg_current_xact_id()::text::bigint FROM touched
    ON CONFLICT (day, transaction) DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER day_due_by_delete AFTER DELETE ON letters_letter REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION letters_letter_leaves_days_due();
"""
UNWATCH_LETTERS = """
DROP TRIGGER day_due_by_update ON letters_letter; DROP FUNCTION letters_letter_makes_days_due();
DROP TRIGGER day_due_by_delete ON letters_letter; DROP FUNCTION letters_letter_leaves_days_due();
"""
# Letters of before are summed up as they were, until a task has come by.
FILL = "INSERT INTO positions_daydue (day, transaction) SELECT DISTINCT document_date, 0 FROM letters_letter"


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0022_passage_place'),
        ('positions', '0028_sums_of_topic'),
    ]

    operations = [
        migrations.CreateModel(
            name='DayDue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(null=True)),
                ('transaction', models.PositiveBigIntegerField()),
            ],
            options={
                'verbose_name': 'dag die wacht',
                'verbose_name_plural': 'dagen die wachten',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('day', 'transaction'), name='day_due_once_a_transaction')],
            },
        ),
        migrations.CreateModel(
            name='DaySummary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('example', models.BooleanField()),
                ('holder', models.CharField(choices=[('', ''), ('cabinet', 'cabinet'), ('allies', 'allies'), ('nato', 'nato'), ('adviser', 'adviser'), ('other', 'other')], max_length=20)),
                ('accepted', models.BooleanField()),
                ('day', models.DateField(null=True)),
                ('numbers', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), size=None)),
                ('cabinet', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='letters.cabinet')),
                ('topic', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='positions.topic')),
            ],
            options={
                'verbose_name': 'samenvatting van een dag',
                'verbose_name_plural': 'samenvattingen van dagen',
                'default_permissions': (),
                'indexes': [models.Index(fields=['topic', 'example', 'holder', 'day'], name='day_of_topic'), models.Index(fields=['day'], name='day_summed_up')],
            },
        ),
        migrations.RunSQL(
            SUMMARIES + _statement_triggers.create("positions_stancesummary", "day_due", NAME),
            _statement_triggers.drop("positions_stancesummary", "day_due") + f"DROP FUNCTION {NAME}();",
        ),
        migrations.RunSQL(LETTERS, UNWATCH_LETTERS),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
