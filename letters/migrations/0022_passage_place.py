"""An index of passages by their place, for the paragraph in which a stance starts; in place of the foreign key's own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0021_work_counts'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='passage',
            index=models.Index(fields=['revision', 'start'], include=('position',), name='passage_place'),
        ),
        migrations.AlterField(
            model_name='passage',
            name='revision',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='letters.revision'),
        ),
    ]
