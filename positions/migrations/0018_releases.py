"""Releases: rows that a trigger keeps as they are, once the release is made."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What may be written of a release that is made: that it is withdrawn, once.
HOLD = """
CREATE FUNCTION positions_release_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE withdrawal text[] := ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawn_reason'];
BEGIN
    IF OLD.state = 'done' AND (
        TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL
        OR to_jsonb(NEW) - withdrawal IS DISTINCT FROM to_jsonb(OLD) - withdrawal
    ) THEN
        RAISE EXCEPTION 'a release that is made is never changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER release_stays BEFORE UPDATE OR DELETE ON positions_release
    FOR EACH ROW EXECUTE FUNCTION positions_release_stays();

CREATE FUNCTION positions_release_takes_no_more() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE release bigint;
BEGIN
    IF TG_TABLE_NAME = 'positions_releasefile' THEN
        release := NEW.release_id;
    ELSE
        SELECT release_id INTO release FROM positions_releasefile WHERE id = NEW.file_id;
    END IF;
    IF EXISTS (SELECT FROM positions_release WHERE id = release AND state = 'done') THEN
        RAISE EXCEPTION 'a release that is made takes no more files' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER release_file_in_time BEFORE INSERT ON positions_releasefile
    FOR EACH ROW EXECUTE FUNCTION positions_release_takes_no_more();
CREATE TRIGGER release_chunk_in_time BEFORE INSERT ON positions_releasechunk
    FOR EACH ROW EXECUTE FUNCTION positions_release_takes_no_more();
CREATE TRIGGER release_file_never_updated BEFORE UPDATE ON positions_releasefile
    FOR EACH ROW EXECUTE FUNCTION positions_never_updated();
CREATE TRIGGER release_chunk_never_updated BEFORE UPDATE ON positions_releasechunk
    FOR EACH ROW EXECUTE FUNCTION positions_never_updated();

CREATE FUNCTION positions_release_files_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'files of releases are never deleted' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER release_file_stays BEFORE DELETE ON positions_releasefile
    FOR EACH ROW EXECUTE FUNCTION positions_release_files_stay();
-- The bytes of a release that was withdrawn may be erased (`manage.py erase_release`); their checksums stay.
CREATE FUNCTION positions_release_chunks_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM positions_releasefile f JOIN positions_release r ON r.id = f.release_id
        WHERE f.id = OLD.file_id AND r.withdrawn_at IS NULL
    ) THEN
        RAISE EXCEPTION 'files of a release that stands are never erased' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER release_chunk_stays BEFORE DELETE ON positions_releasechunk
    FOR EACH ROW EXECUTE FUNCTION positions_release_chunks_stay();
"""
LET_GO = """
DROP TRIGGER release_chunk_stays ON positions_releasechunk;
DROP FUNCTION positions_release_chunks_stay();
DROP TRIGGER release_file_stays ON positions_releasefile;
DROP FUNCTION positions_release_files_stay();
DROP TRIGGER release_chunk_never_updated ON positions_releasechunk;
DROP TRIGGER release_file_never_updated ON positions_releasefile;
DROP TRIGGER release_chunk_in_time ON positions_releasechunk;
DROP TRIGGER release_file_in_time ON positions_releasefile;
DROP FUNCTION positions_release_takes_no_more();
DROP TRIGGER release_stays ON positions_release;
DROP FUNCTION positions_release_stays();
"""
# Feeds and sitemaps, which are kept until data change, list releases: as the triggers of 0008.
WATCH = """
CREATE TRIGGER altered_by_insert AFTER INSERT OR TRUNCATE ON positions_release
    FOR EACH STATEMENT EXECUTE FUNCTION positions_note_alteration();
CREATE TRIGGER altered_by_update AFTER UPDATE ON positions_release REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION positions_note_alteration_of_rows();
CREATE TRIGGER altered_by_delete AFTER DELETE ON positions_release REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION positions_note_alteration_of_rows();
"""
LOOK_AWAY = """
DROP TRIGGER altered_by_insert ON positions_release;
DROP TRIGGER altered_by_update ON positions_release;
DROP TRIGGER altered_by_delete ON positions_release;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('positions', '0017_versions_by_topic'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=14, unique=True, verbose_name='nummer')),
                ('day', models.DateField(verbose_name='zoals bekend op')),
                ('site', models.CharField(max_length=300, verbose_name='adres van de site')),
                ('note', models.TextField(blank=True, max_length=5000, verbose_name='toelichting')),
                ('state', models.CharField(choices=[('waiting', 'wordt gemaakt'), ('done', 'gemaakt'), ('failed', 'mislukt')], default='waiting', max_length=10, verbose_name='stand')),
                ('error', models.TextField(blank=True, verbose_name='wat er misging')),
                ('is_example', models.BooleanField(default=False, editable=False, verbose_name='verzonnen')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='gevraagd')),
                ('made_at', models.DateTimeField(null=True, verbose_name='gemaakt')),
                ('facts', models.JSONField(default=dict, verbose_name='wat erin zit')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='ingetrokken op')),
                ('withdrawn_reason', models.TextField(blank=True, verbose_name='reden van intrekking')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gevraagd door')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ingetrokken door')),
            ],
            options={
                'verbose_name': 'uitgave',
                'verbose_name_plural': 'uitgaven',
                'ordering': ['-pk'],
                'permissions': [('cut_release', 'Mag een uitgave maken en intrekken')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReleaseFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=100, verbose_name='naam')),
                ('media_type', models.CharField(max_length=100, verbose_name='soort bestand')),
                ('size', models.PositiveBigIntegerField(verbose_name='grootte')),
                ('sha256', models.CharField(max_length=64)),
                ('release', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='positions.release')),
            ],
            options={
                'verbose_name': 'bestand van een uitgave',
                'verbose_name_plural': 'bestanden van uitgaven',
                'ordering': ['release', 'position'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReleaseChunk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('data', models.BinaryField()),
                ('file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='chunks', to='positions.releasefile')),
            ],
            options={
                'verbose_name': 'stuk van een bestand',
                'verbose_name_plural': 'stukken van bestanden',
                'ordering': ['file', 'position'],
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'failed'])), fields=('state',), name='one_release_in_the_making'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(('number__regex', '^[1-9]\\d{0,3}(\\.(0|[1-9]\\d{0,3})){0,2}$')), name='release_number_is_one'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('made_at__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('made_at__isnull', True)), _connector='OR'), name='release_done_is_made'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_reason', '')), models.Q(('state', 'done'), ('withdrawn_at__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='release_withdrawn_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='releasefile',
            constraint=models.UniqueConstraint(fields=('release', 'name'), name='release_file_once'),
        ),
        migrations.AddConstraint(
            model_name='releasefile',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='release_sha256_is_hex'),
        ),
        migrations.AddConstraint(
            model_name='releasechunk',
            constraint=models.UniqueConstraint(fields=('file', 'position'), name='release_chunk_once'),
        ),
        migrations.RunSQL(HOLD, LET_GO),
        migrations.RunSQL(WATCH, LOOK_AWAY),
    ]
