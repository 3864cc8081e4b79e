import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0009_class_names'),
        ('positions', '0013_confidence_calibrated'),
    ]

    operations = [
        migrations.AlterField(
            model_name='stance',
            name='revision',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='stances', to='letters.revision'),
        ),
        migrations.AddIndex(
            model_name='stance',
            index=models.Index(fields=['revision', 'topic', 'start'], name='stance_on_topic'),
        ),
    ]
