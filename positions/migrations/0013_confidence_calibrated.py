"""Raw numbers of proposals, and the dated calibrations by which they are read as shares."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

# As in 0002 and 0008: rows never change, and a new one is a change of the data that pages show.
WATCH = """
CREATE TRIGGER calibration_never_updated BEFORE UPDATE ON positions_calibration
    FOR EACH ROW EXECUTE FUNCTION positions_never_updated();
CREATE TRIGGER altered_by_insert AFTER INSERT OR TRUNCATE ON positions_calibration
    FOR EACH STATEMENT EXECUTE FUNCTION positions_note_alteration();
CREATE TRIGGER altered_by_update AFTER UPDATE ON positions_calibration REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION positions_note_alteration_of_rows();
CREATE TRIGGER altered_by_delete AFTER DELETE ON positions_calibration REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION positions_note_alteration_of_rows();
"""
LOOK_AWAY = """
DROP TRIGGER altered_by_delete ON positions_calibration;
DROP TRIGGER altered_by_update ON positions_calibration;
DROP TRIGGER altered_by_insert ON positions_calibration;
DROP TRIGGER calibration_never_updated ON positions_calibration;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0009_class_names'),
        ('positions', '0012_event_weight'),
    ]

    operations = [
        migrations.CreateModel(
            name='Calibration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='wanneer')),
                ('source', models.CharField(choices=[('training', 'trainingsbrieven'), ('site', 'losse beslissingen op deze site')], max_length=10, verbose_name='gemaakt op')),
                ('slope', models.FloatField(verbose_name='helling')),
                ('intercept', models.FloatField(verbose_name='beginwaarde')),
                ('decisions', models.PositiveIntegerField(verbose_name='beslissingen')),
                ('letters', models.PositiveIntegerField(verbose_name='brieven')),
                ('log_loss', models.FloatField(verbose_name='log loss')),
            ],
            options={
                'verbose_name': 'ijking',
                'verbose_name_plural': 'ijkingen',
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='stance',
            name='probability',
            field=models.FloatField(blank=True, null=True, verbose_name='ruw getal'),
        ),
        migrations.AddField(
            model_name='coder',
            name='judged_singly',
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name='los beslist'),
        ),
        migrations.AddField(
            model_name='coder',
            name='right_singly',
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name='daarvan goed'),
        ),
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.CheckConstraint(condition=models.Q(('probability__isnull', True), models.Q(('probability__gte', 0), ('probability__lte', 1)), _connector='OR'), name='stance_probability_is_a_share'),
        ),
        migrations.AddField(
            model_name='calibration',
            name='coder',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calibrations', to='positions.coder', verbose_name='codeur'),
        ),
        migrations.AddIndex(
            model_name='calibration',
            index=models.Index(models.F('coder'), models.OrderBy(models.F('id'), descending=True), name='calibration_latest'),
        ),
        migrations.AddConstraint(
            model_name='calibration',
            constraint=models.UniqueConstraint(condition=models.Q(('source', 'training')), fields=('coder', 'slope', 'intercept'), name='shipped_once'),
        ),
        migrations.AddConstraint(
            model_name='calibration',
            constraint=models.CheckConstraint(condition=models.Q(('slope__gt', 0)), name='surer_is_righter'),
        ),
        migrations.RunSQL(WATCH, LOOK_AWAY),
    ]
