"""Database constraints: stored bytes and changes are immutable, and examples never mix with real data."""

from django.db import migrations

FORBID = """
CREATE FUNCTION letters_never_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER content_never_updated BEFORE UPDATE ON letters_content
    FOR EACH ROW EXECUTE FUNCTION letters_never_updated();
CREATE TRIGGER change_never_updated BEFORE UPDATE ON letters_change
    FOR EACH ROW EXECUTE FUNCTION letters_never_updated();
"""
ALLOW = """
DROP TRIGGER change_never_updated ON letters_change;
DROP TRIGGER content_never_updated ON letters_content;
DROP FUNCTION letters_never_updated();
"""

# A letter's cabinet is of its own world. Ministers and dossiers are linked through other rows, hence a trigger.
ONE_WORLD = """
ALTER TABLE letters_letter ADD CONSTRAINT letter_cabinet_of_one_world
    FOREIGN KEY (cabinet_id, is_example) REFERENCES letters_cabinet (id, is_example) DEFERRABLE INITIALLY DEFERRED;
CREATE FUNCTION letters_dossier_of_one_world() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT is_example FROM letters_letter WHERE id = NEW.letter_id)
        <> (SELECT is_example FROM letters_dossier WHERE id = NEW.dossier_id) THEN
        RAISE EXCEPTION 'an invented letter and a real dossier, or the reverse' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER dossier_of_one_world BEFORE INSERT OR UPDATE ON letters_letter_dossiers
    FOR EACH ROW EXECUTE FUNCTION letters_dossier_of_one_world();
CREATE FUNCTION letters_minister_of_one_world() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.minister_id IS NOT NULL AND (SELECT is_example FROM letters_letter WHERE id = NEW.letter_id)
        <> (SELECT is_example FROM letters_minister WHERE id = NEW.minister_id) THEN
        RAISE EXCEPTION 'an invented letter and a real minister, or the reverse' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER minister_of_one_world BEFORE INSERT OR UPDATE ON letters_signatory
    FOR EACH ROW EXECUTE FUNCTION letters_minister_of_one_world();
"""
TWO_WORLDS = """
DROP TRIGGER minister_of_one_world ON letters_signatory;
DROP FUNCTION letters_minister_of_one_world();
DROP TRIGGER dossier_of_one_world ON letters_letter_dossiers;
DROP FUNCTION letters_dossier_of_one_world();
ALTER TABLE letters_letter DROP CONSTRAINT letter_cabinet_of_one_world;
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial")]

    operations = [
        migrations.RunSQL(FORBID, ALLOW),
        migrations.RunSQL(ONE_WORLD, TWO_WORLDS),
    ]
