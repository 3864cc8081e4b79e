"""Triggers: a quote must match its text, and a stance never changes."""

from django.db import migrations

HOLD = """
CREATE FUNCTION positions_quote_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start) FROM letters_revision WHERE id = NEW.revision_id)
        IS DISTINCT FROM NEW.quote THEN
        RAISE EXCEPTION 'the quote does not stand at its place in the text' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER quote_stands BEFORE INSERT ON positions_stance
    FOR EACH ROW EXECUTE FUNCTION positions_quote_stands();
CREATE FUNCTION positions_never_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stance_never_updated BEFORE UPDATE ON positions_stance
    FOR EACH ROW EXECUTE FUNCTION positions_never_updated();
CREATE TRIGGER codebook_never_updated BEFORE UPDATE ON positions_codebookversion
    FOR EACH ROW EXECUTE FUNCTION positions_never_updated();
"""
LET_GO = """
DROP TRIGGER codebook_never_updated ON positions_codebookversion;
DROP TRIGGER stance_never_updated ON positions_stance;
DROP FUNCTION positions_never_updated();
DROP TRIGGER quote_stands ON positions_stance;
DROP FUNCTION positions_quote_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("positions", "0001_initial")]

    operations = [migrations.RunSQL(HOLD, LET_GO)]
