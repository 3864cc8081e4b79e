"""Triggers that record every write of shown data, whoever made it and however."""

from django.db import migrations, models

# `letters_ingestion` has triggers of its own: most of its states are not shown on pages.
WATCHED = (
    "letters_cabinet", "letters_minister", "letters_dossier", "letters_letter_dossiers", "letters_letter",
    "letters_identifier", "letters_signatory", "letters_citation", "letters_revision", "letters_passage",
    "positions_coder", "positions_assignment", "positions_assignedsentence", "positions_codebookversion",
    "positions_topic", "positions_event", "positions_event_topics", "positions_proposing", "positions_stance",
    "positions_review", "positions_wording", "positions_wordingsentence", "positions_wordinground",
)
NOTE = """
CREATE FUNCTION positions_note_alteration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO positions_alteration (transaction, writes, at)
    VALUES (pg_current_xact_id()::text::bigint, 1, clock_timestamp())
    ON CONFLICT (transaction) DO UPDATE SET writes = positions_alteration.writes + 1, at = EXCLUDED.at;
    RETURN NULL;
END $$;
-- Workers ask every minute whether there is something to do, with statements that then touch no row.
CREATE FUNCTION positions_note_alteration_of_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM touched) THEN
        INSERT INTO positions_alteration (transaction, writes, at)
        VALUES (pg_current_xact_id()::text::bigint, 1, clock_timestamp())
        ON CONFLICT (transaction) DO UPDATE SET writes = positions_alteration.writes + 1, at = EXCLUDED.at;
    END IF;
    RETURN NULL;
END $$;
"""
FORGET = "DROP FUNCTION positions_note_alteration_of_rows(); DROP FUNCTION positions_note_alteration();"
WATCH = """
CREATE TRIGGER altered_by_insert AFTER INSERT OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION positions_note_alteration();
CREATE TRIGGER altered_by_update AFTER UPDATE ON {table} REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION positions_note_alteration_of_rows();
CREATE TRIGGER altered_by_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION positions_note_alteration_of_rows();
"""
LOOK_AWAY = """
DROP TRIGGER altered_by_insert ON {table};
DROP TRIGGER altered_by_update ON {table};
DROP TRIGGER altered_by_delete ON {table};
"""
# A letter's page lists its files and their names (letters.pages.original_files).
WATCH_ARRIVALS = """
CREATE TRIGGER altered_by_insert AFTER INSERT ON letters_ingestion
    FOR EACH ROW WHEN (NEW.letter_id IS NOT NULL) EXECUTE FUNCTION positions_note_alteration();
CREATE TRIGGER altered_by_update AFTER UPDATE ON letters_ingestion
    FOR EACH ROW WHEN (
        (OLD.letter_id, OLD.document_id, OLD.name, OLD.channel)
        IS DISTINCT FROM (NEW.letter_id, NEW.document_id, NEW.name, NEW.channel)
        AND (OLD.letter_id IS NOT NULL OR NEW.letter_id IS NOT NULL)
    ) EXECUTE FUNCTION positions_note_alteration();
CREATE TRIGGER altered_by_delete AFTER DELETE ON letters_ingestion
    FOR EACH ROW WHEN (OLD.letter_id IS NOT NULL) EXECUTE FUNCTION positions_note_alteration();
"""


class Migration(migrations.Migration):
    dependencies = [("positions", "0007_wordings"), ("letters", "0004_sources")]

    operations = [
        migrations.CreateModel(
            name="Alteration",
            fields=[
                ("transaction", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("writes", models.PositiveIntegerField(default=1)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "wijziging van gegevens",
                "verbose_name_plural": "wijzigingen van gegevens",
            },
        ),
        migrations.RunSQL(NOTE, FORGET),
        *(migrations.RunSQL(WATCH.format(table=table), LOOK_AWAY.format(table=table)) for table in WATCHED),
        migrations.RunSQL(WATCH_ARRIVALS, LOOK_AWAY.format(table="letters_ingestion")),
    ]
