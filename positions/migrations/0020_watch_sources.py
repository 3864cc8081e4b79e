"""Triggers on records of sources, which are shown data too: pages of coverage and of cited papers are kept until it changes."""

from django.db import migrations

# A run lists what it listed before, and says in the row that it did: only what is shown counts.
WATCH = """
CREATE TRIGGER altered_by_insert AFTER INSERT OR DELETE ON letters_sourcerecord
    FOR EACH ROW EXECUTE FUNCTION positions_note_alteration();
CREATE TRIGGER altered_by_update AFTER UPDATE ON letters_sourcerecord
    FOR EACH ROW WHEN (
        (OLD.identifier, OLD.document_date, OLD.stated, OLD.state, OLD.message, OLD.ingestion_id, OLD.letter_id)
        IS DISTINCT FROM
        (NEW.identifier, NEW.document_date, NEW.stated, NEW.state, NEW.message, NEW.ingestion_id, NEW.letter_id)
    ) EXECUTE FUNCTION positions_note_alteration();
CREATE TRIGGER altered_by_update AFTER UPDATE ON letters_subscription
    FOR EACH ROW WHEN (
        (OLD.dossiers, OLD.query, OLD.since, OLD.complete_until)
        IS DISTINCT FROM (NEW.dossiers, NEW.query, NEW.since, NEW.complete_until)
    ) EXECUTE FUNCTION positions_note_alteration();
CREATE TRIGGER altered_by_update AFTER UPDATE ON letters_sourcerun
    FOR EACH ROW WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at) EXECUTE FUNCTION positions_note_alteration();
"""
LOOK_AWAY = """
DROP TRIGGER altered_by_update ON letters_sourcerun;
DROP TRIGGER altered_by_update ON letters_subscription;
DROP TRIGGER altered_by_update ON letters_sourcerecord;
DROP TRIGGER altered_by_insert ON letters_sourcerecord;
"""


class Migration(migrations.Migration):
    dependencies = [("positions", "0019_waiting_texts"), ("letters", "0016_fill_pin_cites")]

    operations = [migrations.RunSQL(WATCH, LOOK_AWAY)]
