import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0009_class_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='letter',
            name='cabinet',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='letters.cabinet', verbose_name='kabinet'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(fields=['cabinet', '-document_date'], name='letter_of_cabinet'),
        ),
    ]
