"""How many files, letters, pairs and jobs wait for a person, kept by triggers; and missing files that were seen."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from letters.migrations import _work_counts

# Of one row at most one kind; none is NULL.
COUNTED = {
    "letters_ingestion": (
        ("unfinished", "failures"),
        """SELECT CASE
            WHEN state NOT IN ('done', 'failed') THEN 'unfinished'
            WHEN state = 'failed' AND seen_at IS NULL AND problem <> 'discarded' THEN 'failures'
        END AS kind, is_example, 1 AS number FROM {rows}""",
    ),
    "letters_announcedfile": (
        ("missing",),
        """SELECT 'missing' AS kind, FALSE AS is_example, 1 AS number FROM {rows}
        WHERE ingestion_id IS NULL AND seen_at IS NULL""",
    ),
    "letters_letter": (
        ("asking",),
        """SELECT 'asking' AS kind, is_example, 1 AS number FROM {rows}
        WHERE attention <> '{{}}' AND withdrawn_at IS NULL AND joined_into_id IS NULL""",
    ),
    "letters_resemblance": (
        ("pairs",),
        """SELECT 'pairs' AS kind, l.is_example, 1 AS number FROM {rows} p JOIN letters_letter l ON l.id = p.earlier_id
        WHERE p.state = 'open'""",
    ),
    "letters_subscription": (
        ("failing-jobs",),
        "SELECT 'failing-jobs' AS kind, FALSE AS is_example, 1 AS number FROM {rows} WHERE active AND failures > 0",
    ),
}


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0020_announced_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('is_example', models.BooleanField()),
                ('change', models.IntegerField()),
            ],
            options={
                'verbose_name': 'aantal dat wacht',
                'verbose_name_plural': 'aantallen die wachten',
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='announcedfile',
            name='seen_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='announcedfile',
            name='seen_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RemoveIndex(
            model_name='announcedfile',
            name='announced_missing',
        ),
        migrations.AddIndex(
            model_name='announcedfile',
            index=models.Index(condition=models.Q(('ingestion', None), ('seen_at', None)), fields=['-id'], name='announced_missing'),
        ),
        migrations.AddIndex(
            model_name='harvestjob',
            index=models.Index(condition=models.Q(('active', True), ('failures__gt', 0)), fields=['-due_at'], name='subscription_failing'),
        ),
        *(_work_counts.keep(table, kinds, counted) for table, (kinds, counted) in COUNTED.items()),
    ]
