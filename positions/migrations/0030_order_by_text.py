"""Stances, sentences and wordings of several letters, and parts of several files, in a fixed order: by the id of the text,
and not by its number, which is 1 for most texts.
"""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('positions', '0029_day_summaries'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='assignedsentence',
            options={'ordering': ['-revision_id', 'start'], 'verbose_name': 'opgedragen zin', 'verbose_name_plural': 'opgedragen zinnen'},
        ),
        migrations.AlterModelOptions(
            name='releasechunk',
            options={'default_permissions': (), 'ordering': ['file_id', 'position'], 'verbose_name': 'stuk van een bestand', 'verbose_name_plural': 'stukken van bestanden'},
        ),
        migrations.AlterModelOptions(
            name='stance',
            options={'ordering': ['-revision_id', 'start', 'topic'], 'verbose_name': 'standpunt', 'verbose_name_plural': 'standpunten'},
        ),
        migrations.AlterModelOptions(
            name='wordingsentence',
            options={'ordering': ['-revision_id', 'start'], 'verbose_name': 'zin', 'verbose_name_plural': 'zinnen'},
        ),
    ]
